"""Read, parse and store what changed; the same files twice change nothing, one bad file stops none of the others."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from ingest.encoding import Encoding
from ingest.errors import NoMinutesYet, RecordRefused, SameMeeting, StoreError, Unanswered
from ingest.fetched import Cache
from ingest.layouts.meeting import NOTHING_GIVEN, Given, parse, with_time_in_id
from ingest.mg_addresses import MeetingAddress
from ingest.moderngov import NOTHING_TO_FETCH, Visit
from ingest.readers import READERS, file_bytes, printable, read
from ingest.records import Record, Source
from ingest.sources import SOURCES_FILE, Sources
from ingest.store import MeetingSummary, Store, Writer


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


@dataclass(slots=True)
class _Run:
    """What a run needs at every file."""

    writer: Writer
    encoding: Encoding
    known: dict[str, MeetingSummary]
    sources: Sources = field(default_factory=Sources)
    unanswered: bool = False  # whether something could not be fetched that may be had later
    without: set[str] = field(default_factory=set)  # addresses of meetings that have no minutes yet
    told: Callable[[Progress], None] = lambda _: None
    at: Progress = field(default=Progress(0, 0, ""))  # where the run stands

    def tell(self, stage: Stage, **more: Any) -> None:  # noqa: ANN401  the other fields of a Progress
        """Say where the run stands."""
        self.at = replace(self.at, stage=stage, **more)
        self.told(self.at)


@dataclass(frozen=True, slots=True)
class _Job:
    """One file or page to take in."""

    name: str
    location: str
    record: Callable[[], Record]


def ingest(
    paths: Sequence[Path],
    folder: Path,
    encoding: Encoding,
    *,
    given: Given = NOTHING_GIVEN,
    visit: Visit | None = None,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> RunReport:
    """Bring the store in ``folder`` in step with some files and folders of files, and with what a ``visit`` fetches.

    Each record is stored whole before the next is read, so that a run that is killed goes on where it stopped. Raises
    `StoreError`; what is wrong with a file is in the report.
    """
    began = time.perf_counter()
    files = list(_files(paths))
    reports: list[FileReport] = []
    with Store.writer(folder, encoding.model, who="minutebook ingest") as writer, _logged(writer, reports, began):
        run = _Run(writer, encoding, writer.known(), told=on_progress)
        cache = Cache(folder)
        plan = visit.plan(run.known, cache) if visit is not None else NOTHING_TO_FETCH
        jobs = [_file_job(run, path, given) for path in files]
        if visit is not None:
            jobs += [_page_job(visit, meeting, cache, given) for meeting in plan.meetings]
        reports += [_refused(run, address, address, refusal) for address, refusal in plan.refused]
        listed = {meeting.page for meeting in plan.meetings if meeting.listed}
        for number, job in enumerate(jobs):
            run.at = Progress(number, len(jobs), job.name)
            run.tell(Stage.READING)
            reports.append(_take(run, job))
            is_waiting = job.location in listed & run.without
            run.tell(Stage.DONE, done=number + 1, report=None if is_waiting else reports[-1])
        run.at = Progress(len(jobs), len(jobs), "")
        run.tell(Stage.PUBLISHING)
        writer.publish()
        if visit is not None and not run.unanswered:
            cache.clear()
        waiting = listed & run.without
        told = tuple(report for report in reports if report.location not in waiting)
        report = RunReport(told, time.perf_counter() - began, plan.left, len(waiting))
        writer.log_run(_log(report))
    return report


def _file_job(run: _Run, path: Path, given: Given) -> _Job:
    return _Job(printable(path.name), printable(path), lambda: _record(run, path, given))


def _page_job(visit: Visit, meeting: MeetingAddress, cache: Cache, given: Given) -> _Job:
    return _Job(meeting.page, meeting.page, lambda: _fetched_record(visit, meeting, cache, given))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those of the folders named that can be read, each once, in order of name."""
    seen: set[Path] = set()
    for path in paths:
        for file in below(path) if _is_folder(path) else [path]:
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


def below(folder: Path) -> list[Path]:
    """The files of a folder that a reader knows, and the folder itself where it cannot be opened."""
    unreadable: list[Path] = []
    found = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: unreadable.append(Path(str(error.filename)))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(parent, name) for name in sorted(names) if Path(name).suffix.casefold() in READERS]
    # "~$minutes.docx" is what Word leaves beside a document that is open.
    return unreadable + [file for file in found if not file.name.startswith((".", "~$"))]


def left_out(paths: Iterable[Path]) -> list[str]:
    """The names of files in some folders that are of a kind no reader knows; a sources.toml and hidden ones aside."""
    found = []
    for folder in paths:
        for _, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            strange = [n for n in sorted(names) if Path(n).suffix.casefold() not in READERS and not n.startswith(".")]
            found += [printable(name) for name in strange if name != SOURCES_FILE]
    return found


def _take(run: _Run, job: _Job) -> FileReport:
    """One file or page into the store, or a report of why not."""
    name, location = job.name, job.location
    try:
        record = job.record()
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
        return _refused(run, name, location, refusal)
    return replace(made, status=Status.CHANGED) if stored is not None or location in run.known else made


def _refused(run: _Run, name: str, location: str, refusal: RecordRefused) -> FileReport:
    run.unanswered |= isinstance(refusal, Unanswered)
    if isinstance(refusal, NoMinutesYet):
        run.without.add(location)
    return FileReport(name, location, Status.REFUSED, reason=refusal.message, hint=refusal.hint)


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
    told = run.sources.told(path, given)
    document = read(data, printable(path.name))
    source = Source(
        printable(path.name),
        printable(path),
        hashlib.sha256(data).hexdigest(),
        document.format,
        told.url or document.url,
    )
    return parse(document, source, told)


def _fetched_record(visit: Visit, meeting: MeetingAddress, cache: Cache, given: Given) -> Record:
    """The record of a meeting that its site publishes."""
    fetched = visit.fetch(meeting, cache)
    document = read(fetched.data, fetched.name)
    digest = hashlib.sha256(fetched.data).hexdigest()
    source = Source(fetched.address, fetched.address, digest, document.format, fetched.address)
    return parse(document, source, fetched.told(given))


def _store(run: _Run, record: Record) -> None:
    """Embed the passages of a record and store it whole."""
    encoded = run.encoding.encode(record, lambda done, of: run.tell(Stage.EMBEDDING, embedded=done, passages=of))
    run.tell(Stage.STORING)
    run.writer.replace(record, encoded)


@contextmanager
def _logged(writer: Writer, reports: Sequence[FileReport], began: float) -> Iterator[None]:
    """Keeps what a run did that is stopped half-way, by Ctrl-C or a full disk."""
    try:
        yield
    except BaseException:
        with suppress(StoreError):
            writer.log_run(_log(RunReport(tuple(reports), time.perf_counter() - began), ended=False))
        raise


def _log(report: RunReport, *, ended: bool = True) -> dict[str, object]:
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
