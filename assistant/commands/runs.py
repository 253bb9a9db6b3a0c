"""The log of the ingest: what each run did, and which files were refused and are still not held."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.build import store_folder
from assistant.settings import Settings
from ingest.reports import Status
from ingest.store import Run, Store

_REMOVED = "(removed)"  # what stands in the log where a record was that is removed
_COUNTS = (*(status.value for status in Status), "removed", "left", "waiting")


def runs(settings: Settings, limit: int = 20) -> list[dict[str, Any]]:
    """The last runs, newest first, without their files."""
    with Store.open(store_folder(settings), None) as store:
        return [_told(run) for run in store.runs(limit)]


def _told(run: Run) -> dict[str, Any]:
    counts = {name: run.summary.get(name, 0) for name in _COUNTS}
    told = {"seconds": run.summary.get("seconds"), "ended": run.summary.get("ended", True)}
    return {"when": run.when.isoformat(), **counts, **told}


def failed(settings: Settings) -> list[dict[str, Any]]:
    """The files and addresses whose last word was a refusal, newest first; not those held since, or no longer there."""
    with Store.open(store_folder(settings), None) as store:
        with store.view() as view:
            locations = {meeting.location for meeting in view.meetings()}
        found = [run for run in store.runs(limit=None) if "folder" in run.summary]  # older versions told less
    last: dict[str, dict[str, Any]] = {}
    held: set[str] = set()
    for folder in {str(run.summary["folder"]) for run in found}:
        held |= {_place(location, folder) for location in locations}
    for run in found:
        for file in _files(run):
            place = _place(file["location"], str(run.summary["folder"]))
            last.setdefault(place, {**file, "when": run.when.isoformat()})
    return [
        {key: file[key] for key in ("name", "location", "when", "reason", "hint")}
        for place, file in last.items()
        if file["status"] == Status.REFUSED.value and place not in held and _is_there(place)
    ]


def _place(location: str, folder: str) -> str:
    """Where a file is, in full: it is known as it was named in the folder in which the run was begun."""
    return location if "://" in location else os.path.normpath(Path(folder, location))


def _files(run: Run) -> Iterator[dict[str, Any]]:
    """The files that a run names; none of what was removed since."""
    files = run.summary.get("files")
    for file in files if isinstance(files, list) else []:
        if _REMOVED not in (file["location"], file["name"]):
            gone = {"reason": "The reason named a record that is removed since.", "hint": "Ingest the file again."}
            yield {**file, **{key: words for key, words in gone.items() if file[key] == _REMOVED}}


def _is_there(place: str) -> bool:
    """Whether a file can still be tried again; of an address, and of a name that is not shown as it is, who knows."""
    return "://" in place or "\\x" in place or Path(place).exists()


def print_runs(told: list[dict[str, Any]], out: Console) -> None:
    """A line a run."""
    headings = ({"left": "To fetch", "waiting": "No minutes yet"}.get(name, name.capitalize()) for name in _COUNTS)
    table = Table("When", *headings, "Seconds", "", box=None, pad_edge=False)
    for run in told:
        counts = ("" if run[name] == 0 else f"{run[name]}" for name in _COUNTS)
        table.add_row(_when(run), *counts, f"{run['seconds']}", "" if run["ended"] else "stopped before its end")
    out.print(table if told else "Nothing was ingested yet.")


def print_failed(told: list[dict[str, Any]], out: Console) -> None:
    """Each file that was refused, with when, why and what to do."""
    for file in told:
        out.print(Text.assemble((file["location"], "bold"), f"  refused on {_when(file)}"))
        out.print(Text(f"    {file['reason']}\n    Next: {file['hint']}"))
    if not told:
        out.print("Nothing that was refused is left to do: all files of the runs so far are held or gone.")


def _when(told: dict[str, Any]) -> str:
    return f"{dt.datetime.fromisoformat(told['when']).astimezone():%Y-%m-%d %H:%M}"
