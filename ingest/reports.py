"""What a run tells: how far it is, what became of each file, and what is kept of it in the store's log."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from ingest.readers import printable


class Status(StrEnum):
    """What became of a file."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FURTHER = "further"  # another source of a meeting for which a fuller or more final one answers
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file, and why."""

    name: str
    location: str
    status: Status
    meeting: str | None = None
    items: int = 0
    paragraphs: int = 0
    notes: tuple[str, ...] = ()
    reason: str | None = None  # of a refusal: a sentence
    hint: str | None = None  # and what to do next


@dataclass(frozen=True, slots=True)
class RunReport:
    """What became of every file of a run."""

    files: tuple[FileReport, ...]
    seconds: float
    left: int = 0  # meetings of the addresses given that another run will fetch
    waiting: int = 0  # meetings of the committees given whose minutes are not published yet

    def count(self, status: Status) -> int:
        """How many files ended so."""
        return sum(report.status is status for report in self.files)


class Stage(StrEnum):
    """What is being done with a file."""

    READING = "reading"  # or fetching, where it is a page
    EMBEDDING = "embedding"
    STORING = "storing"
    DONE = "done"
    PUBLISHING = "putting the index in place"  # with no file, when all are done


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    done: int  # files
    total: int
    name: str  # of the file at hand
    stage: Stage = Stage.READING
    embedded: int = 0  # of its passages
    passages: int = 0
    report: FileReport | None = None  # of a file that is done; none where its minutes are not published yet


def as_log(report: RunReport, *, ended: bool = True) -> dict[str, object]:
    """A run for the log: its files but those that are unchanged, which would fill it."""
    told = [file for file in report.files if file.status is not Status.UNCHANGED]
    return {
        "files": [{k: v for k, v in asdict(file).items() if k != "notes"} for file in told],
        **{status.value: report.count(status) for status in Status},
        "left": report.left,
        "waiting": report.waiting,
        "seconds": round(report.seconds, 1),
        "ended": ended,
        "folder": printable(Path.cwd()),  # to which locations are relative
    }
