"""Read, parse and store what changed; the same files twice change nothing, one bad file stops none of the others."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from ingest.encoding import Encoding
from ingest.errors import RecordRefused, SameMeeting, Unplaced
from ingest.layouts.meeting import NOTHING_GIVEN, Given, parse, with_time_in_id
from ingest.readers import READERS, file_bytes, printable, read
from ingest.records import Record, Source, fold_spaces
from ingest.store import MeetingSummary, Store, Writer

SOURCES_FILE = "sources.toml"


class Status(StrEnum):
    """What became of a file."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
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

    def count(self, status: Status) -> int:
        """How many files ended so."""
        return sum(report.status is status for report in self.files)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    done: int
    total: int
    name: str


@dataclass(slots=True)
class _Run:
    """What a run needs at every file."""

    writer: Writer
    encoding: Encoding
    known: dict[str, MeetingSummary]
    named: dict[Path, dict[str, Any]] = field(default_factory=dict)  # what each sources.toml says


def ingest(
    paths: Sequence[Path],
    folder: Path,
    encoding: Encoding,
    *,
    given: Given = NOTHING_GIVEN,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> RunReport:
    """Bring the store in ``folder`` in step with some files and folders of files.

    Each record is stored whole before the next is read, so that a run that is killed goes on where it stopped. Raises
    `StoreError`; what is wrong with a file is in the report.
    """
    began = time.perf_counter()
    files = list(_files(paths))
    with Store.writer(folder, encoding.model, who="minutebook ingest") as writer:
        run = _Run(writer, encoding, writer.known())
        reports = []
        for number, path in enumerate(files):
            on_progress(Progress(number, len(files), printable(path.name)))
            reports.append(_take(run, path, given))
        on_progress(Progress(len(files), len(files), ""))
        writer.publish()
        report = RunReport(tuple(reports), time.perf_counter() - began)
        writer.log_run(_log(report))
    return report


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those of the folders named that can be read, each once, in order of name."""
    seen: set[Path] = set()
    for path in paths:
        for file in _below(path) if _is_folder(path) else [path]:
            place = Path(os.path.abspath(file))  # noqa: PTH100  # resolve() would follow links away from the name given
            if place not in seen:
                seen.add(place)
                yield place


def _is_folder(path: Path) -> bool:
    """Whether a path names a folder; of one that cannot even be asked, reading it as a file says why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _below(folder: Path) -> list[Path]:
    """The files of a folder that a reader knows, and the folder itself where it cannot be opened."""
    unreadable: list[Path] = []
    found = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: unreadable.append(Path(str(error.filename)))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(parent, name) for name in sorted(names) if Path(name).suffix.casefold() in READERS]
    return unreadable + [file for file in found if not file.name.startswith(".")]


def _take(run: _Run, path: Path, given: Given) -> FileReport:
    """One file into the store, or a report of why not."""
    name, location = printable(path.name), printable(path)
    try:
        record = _record(run, path, given)
        stored = run.writer.stored(record.meeting.id)
        if stored is not None and stored.location != location:
            record, stored = _apart(record, stored, run)
        paragraphs = len(record.paragraphs())
        made = FileReport(
            name, location, Status.ADDED, record.meeting.id, len(record.meeting.items), paragraphs, record.notes
        )
        if stored is not None and _is_same(record, stored):
            return replace(made, status=Status.UNCHANGED)
        _store(run, record)
    except RecordRefused as refusal:
        return FileReport(name, location, Status.REFUSED, reason=refusal.message, hint=refusal.hint)
    return replace(made, status=Status.CHANGED) if stored is not None or location in run.known else made


def _apart(record: Record, stored: MeetingSummary, run: _Run) -> tuple[Record, MeetingSummary | None]:
    """A record whose meeting is stored from elsewhere: the file moved, another meeting of that day, or a double."""
    moved = stored.sha256 == record.source.sha256 or not os.path.exists(stored.location)  # noqa: PTH110  never raises
    if stored.source == record.source.name and moved:
        return record, stored
    if stored.time != record.meeting.time and record.meeting.time is not None:
        timed = with_time_in_id(record)
        return timed, run.writer.stored(timed.meeting.id)
    same = "word for word the same as" if stored.sha256 == record.source.sha256 else "the same meeting as"
    raise SameMeeting(
        f"{record.source.name} is {same} {stored.source}, which is already stored ({stored.id}).",
        hint=f"Nothing is lost. To use this file instead, run `minutebook remove {stored.id}` and ingest it again.",
    )


def _is_same(record: Record, stored: MeetingSummary) -> bool:
    meeting = record.meeting
    return (stored.sha256, stored.council, stored.committee, stored.date, stored.url, stored.items, stored.notes) == (
        record.source.sha256,
        meeting.council.name,
        meeting.committee.name,
        meeting.date,
        record.source.url,
        len(meeting.items),
        record.notes,
    )


def _record(run: _Run, path: Path, given: Given) -> Record:
    """The record in a file."""
    data = file_bytes(path)
    told = _told(run, path, given)
    document = read(data, printable(path.name))
    source = Source(printable(path.name), printable(path), hashlib.sha256(data).hexdigest(), document.format, told.url)
    return parse(document, source, told)


def _told(run: _Run, path: Path, given: Given) -> Given:
    """What the command line says of a file, else the sources.toml beside it."""
    if path.parent not in run.named:
        run.named[path.parent] = _sources(path.parent / SOURCES_FILE)
    entry = run.named[path.parent].get(path.name, {})
    name = printable(path.name)
    if not isinstance(entry, dict):
        raise Unplaced(
            f"What {SOURCES_FILE} says of {name} is not a table.",
            hint=f'Write ["{name}"] on a line of its own, and council = "…" on the next.',
        )
    return Given(
        given.council or _word(entry, "council", name),
        given.committee or _word(entry, "committee", name),
        given.date or _day(entry, name),
        given.url or _word(entry, "url", name),
    )


def _sources(path: Path) -> dict[str, Any]:
    shown = printable(path)
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise Unplaced(f"{shown} cannot be opened: {error.strerror}.", hint="Check who may read it.") from error
    except UnicodeDecodeError as error:
        raise Unplaced(f"{shown} cannot be read: it is not UTF-8.", hint="Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise Unplaced(f"{shown} cannot be read: {error}.", hint="Mend that line, or rename the file.") from error


def _word(entry: dict[str, Any], key: str, name: str) -> str | None:
    value = entry.get(key)
    if value is not None and not isinstance(value, str):
        raise Unplaced(f"{SOURCES_FILE} gives {value} as the {key} of {name}.", hint="Write it in quotation marks.")
    return fold_spaces(value or "") or None


def _day(entry: dict[str, Any], name: str) -> dt.date | None:
    value = entry.get("date")
    if isinstance(value, dt.datetime):
        return value.date()
    if value is None or isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        told = f'{SOURCES_FILE} gives "{value}" as the date of {name}.'
        raise Unplaced(told, hint="Write it as 2024-12-31.") from error


def _store(run: _Run, record: Record) -> None:
    """Embed the passages of a record and store it whole."""
    run.writer.replace(record, run.encoding.encode(record))


def _log(report: RunReport) -> dict[str, object]:
    return {
        "files": [{k: v for k, v in asdict(file).items() if k != "notes"} for file in report.files],
        **{status.value: report.count(status) for status in Status},
        "seconds": round(report.seconds, 1),
    }
