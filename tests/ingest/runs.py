"""What tests of a whole ingest share: small minutes, and a run of them with an embedder that needs no model."""

from __future__ import annotations

from pathlib import Path

from ingest.encoding import Encoding
from ingest.layouts.meeting import Given
from ingest.reports import FileReport, RunReport
from ingest.run import ingest
from ingest.store import MeetingSummary, Store
from tests.ingest.store import world

DATED = "Tuesday 4 March 2025 at 10.00 am\n"
MINUTES = (
    "Anytown Borough Council\nPlanning Committee\n"
    + DATED
    + """
1. Apologies

Minutes:
Apologies were received from Cllr Smith.

2. Parking charges

Minutes:
The Committee noted that it’s £5 a day – “too much”, said Cllr Jones. The charge was agreed.
"""
)
AGENDA = (
    "Anytown Borough Council\nPlanning Committee\n"
    + DATED
    + "\nAgenda\n\n1. Apologies\n\nTo receive apologies.\n\n2. Parking charges\n\nTo consider the Director's report.\n"
)
GIVEN = Given(council="Anytown Borough Council")


def minutes(*, day: int = 4, month: str = "March", time: str = "10.00 am") -> str:
    """The minutes of a meeting on another day or at another time."""
    return MINUTES.replace("4 March 2025 at 10.00 am", f"{day} {month} 2025 at {time}")


def inbox(folder: Path) -> Path:
    """A folder with the minutes of two meetings, a.txt and b.txt."""
    folder.mkdir()
    (folder / "a.txt").write_text(MINUTES, "utf-8")
    (folder / "b.txt").write_text(minutes(day=1, month="May"), "utf-8")
    return folder


def encoding() -> Encoding:
    """How the records of these tests are cut and embedded."""
    embedder = world.FakeEmbedder()
    return Encoding(world.MODEL, lambda: embedder, embedder.count_tokens)


def run(store: Path, *paths: Path, given: Given = GIVEN) -> RunReport:
    """Ingest."""
    return ingest(paths, store, encoding(), given=given)


def of(report: RunReport, name: str) -> FileReport:
    """What became of the file of this name."""
    [found] = [file for file in report.files if file.name == name]
    return found


def held(store: Path) -> dict[str, MeetingSummary]:
    """The meetings stored, by the name of their file."""
    with Store.open(store, None) as opened, opened.view() as view:
        return {meeting.source: meeting for meeting in view.meetings()}


def text_of(store: Path, name: str) -> str:
    """The text that is kept of a file."""
    with Store.open(store, None) as opened, opened.view() as view:
        return view.record(held(store)[name].id).text
