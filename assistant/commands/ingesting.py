"""The command `ingest`: progress while it runs, a table of what became of each file when it is done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.build import encoding_of, store_folder
from assistant.commands.progress import shown
from assistant.settings import Settings
from ingest.fetch import Client, Pace
from ingest.files import left_out
from ingest.layouts.meeting import Given
from ingest.moderngov import Visit, Wanted
from ingest.readers import READERS, printable
from ingest.reports import FileReport, RunReport, Status
from ingest.run import ingest
from ingest.wire import Wire, is_askable

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|(?:https?|file|ftp|data):", re.IGNORECASE)
_MOST_NAMED = 8
_MOST_LISTED = 50  # of a kind
_TOLD_ELSEWHERE = {Status.UNCHANGED, Status.REFUSED}
_STYLES = {
    Status.ADDED: "green",
    Status.CHANGED: "yellow",
    Status.UNCHANGED: "dim",
    Status.FURTHER: "cyan",
    Status.REFUSED: "bold red",
}


def told_apart(places: Sequence[str]) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Files and folders, and addresses: what begins as "https:" does, whatever it is that stands before "://"."""
    addresses = tuple(place for place in places if _ADDRESS.match(place))
    return tuple(Path(place) for place in places if place not in addresses), addresses


def visit(settings: Settings, wanted: Wanted, *, allow_private: bool) -> Visit:
    """How the addresses given are fetched."""
    wire = Wire(allowed=is_askable) if allow_private else Wire()
    return Visit(wanted, Client(wire, Pace(delay=settings.fetch_delay)))


def run(settings: Settings, paths: Sequence[Path], given: Given, visit: Visit | None, console: Console) -> RunReport:
    """Ingest some files and the pages of a visit, and show how far it has come."""
    encoding = encoding_of(settings, console)
    with shown(console) as told:
        return ingest(paths, store_folder(settings), encoding, given=given, visit=visit, on_progress=told)


def refused(report: RunReport) -> bool:
    """Whether any file was refused."""
    return report.count(Status.REFUSED) > 0


def print_report(report: RunReport, places: Sequence[str], out: Console, err: Console) -> None:
    """What became of each file; refusals with their reason and next step."""
    if not report.files and not report.waiting:
        named, kinds = ", ".join(printable(place) for place in places), ", ".join(sorted(READERS))
        out.print(Text(f"No files of minutes were found in {named}: none there ends in {kinds}."))
        out.print(Text("Next: name the folder that holds the minutes, or save them as text or Markdown."))
        return
    listed = _listed(report)
    if listed:
        out.print(_table(listed))
    for file in listed:
        for note in file.notes:
            out.print(Text(f"{file.name}: {note}", style="dim"))
    _print_refusals([file for file in report.files if file.status is Status.REFUSED], err)
    for sentence in _closing(report, places):
        out.print(Text(sentence))


def _listed(report: RunReport) -> list[FileReport]:
    """The files of the table; many that are unchanged, and more than anybody reads, are counted."""
    listed: list[FileReport] = []
    for status in Status:
        files = [file for file in report.files if file.status is status]
        if status is Status.REFUSED or (status is Status.UNCHANGED and len(files) > _MOST_NAMED):
            continue
        listed += files[:_MOST_LISTED]
    return listed


def _table(files: Sequence[FileReport]) -> Table:
    table = Table("", "File", "Held as", box=None, pad_edge=False)
    for heading in ("Items", "Paragraphs"):
        table.add_column(heading, justify="right")
    for file in files:
        status = Text(file.status.value, style=_STYLES.get(file.status, ""))
        counts = (f"{file.items}", f"{file.paragraphs}") if file.meeting else ("", "")
        table.add_row(status, *(Text(cell, overflow="fold") for cell in (file.name, file.meeting or "", *counts)))
    return table


def _print_refusals(files: Sequence[FileReport], err: Console) -> None:
    """Why each file was refused, and what to do about it."""
    for file in files[:_MOST_LISTED]:
        err.print(Text.assemble((f"{'refused':<10}", _STYLES[Status.REFUSED]), file.name))
        err.print(Text(f"          {file.reason}\n          Next: {file.hint}"))
    if len(files) > _MOST_LISTED:
        err.print(f"{len(files) - _MOST_LISTED} more were refused; `minutebook records --failed` tells why each was.")


def _closing(report: RunReport, places: Sequence[str]) -> Iterator[str]:
    """What a run came to, and what was not taken in."""
    told = [status for status in Status if status is not Status.FURTHER or report.count(status)]
    counts = ", ".join(f"{report.count(status)} {status.value}" for status in told)
    many = "1 file" if len(report.files) == 1 else f"{len(report.files)} files"
    yield f"{many} in {report.seconds:.1f} s: {counts}."
    if any(report.count(status) > _MOST_LISTED for status in Status if status not in _TOLD_ELSEWHERE):
        yield f"The first {_MOST_LISTED} of each kind are listed above; `minutebook records` lists all that is held."
    strange = left_out(Path(place) for place in places)
    if strange:
        more = f" and {len(strange) - _MOST_NAMED} more" if len(strange) > _MOST_NAMED else ""
        yield f"Left out, being of a kind that is not read: {', '.join(strange[:_MOST_NAMED])}{more}."
    if report.waiting:
        yield f"{report.waiting} meetings listed there have no published minutes yet."
    if report.left:
        yield f"{report.left} more meetings are listed there; the same command again fetches those not yet held."


def report_json(report: RunReport) -> dict[str, Any]:
    """The report for machines."""
    return {
        "files": [
            {
                "name": f.name,
                "location": f.location,
                "status": f.status.value,
                "meeting": f.meeting,
                "items": f.items,
                "paragraphs": f.paragraphs,
                "notes": list(f.notes),
                "reason": f.reason,
                "hint": f.hint,
            }
            for f in report.files
        ],
        **{status.value: report.count(status) for status in Status},
        "left": report.left,
        "waiting": report.waiting,
        "seconds": round(report.seconds, 2),
    }
