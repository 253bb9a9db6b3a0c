"""The command `ingest`: progress while it runs, a table of what became of each file when it is done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.text import Text

from assistant.build import encoding_of, store_folder
from assistant.settings import Settings
from ingest.fetch import Client, Pace
from ingest.layouts.meeting import Given
from ingest.moderngov import Visit, Wanted
from ingest.readers import READERS, printable
from ingest.run import Progress as Step
from ingest.run import RunReport, Status, ingest, left_out
from ingest.wire import Wire, is_askable

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|(?:https?|file|ftp|data):", re.IGNORECASE)
_MOST_NAMED = 8
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
    """Ingest some files and the pages of a visit, with a progress bar where there is a terminal."""
    encoding = encoding_of(settings, console)
    with _bar(console) as told:
        return ingest(paths, store_folder(settings), encoding, given=given, visit=visit, on_progress=told)


@contextmanager
def _bar(console: Console) -> Iterator[Any]:
    """A bar on a terminal; a line a file elsewhere."""
    if not console.is_terminal:
        yield lambda step: console.print(Text(f"[{step.done + 1}/{step.total}] {step.name}")) if step.name else None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Reading", total=None)

        def told(step: Step) -> None:
            progress.update(
                task,
                description=_short(step.name) or "Putting the index in place",
                completed=step.done,
                total=step.total,
            )

        yield told


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:37]}…"


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
    for file in report.files:
        line = Text(f"{file.status.value:<9} ", style=_STYLES[file.status])
        line.append(file.name, style="default")
        if file.meeting:
            line.append(f"  {file.meeting}: {file.items} items, {file.paragraphs} paragraphs", style="default")
        out.print(line)
        for note in file.notes:
            out.print(Text(f"          {note}", style="dim"))
        if file.reason:
            err.print(Text(f"          {file.reason}\n          Next: {file.hint}"))
    for sentence in _closing(report, places):
        out.print(Text(sentence))


def _closing(report: RunReport, places: Sequence[str]) -> Iterator[str]:
    """What a run came to, and what was not taken in."""
    told = [status for status in Status if status is not Status.FURTHER or report.count(status)]
    counts = ", ".join(f"{report.count(status)} {status.value}" for status in told)
    many = "1 file" if len(report.files) == 1 else f"{len(report.files)} files"
    yield f"{many} in {report.seconds:.1f} s: {counts}."
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
