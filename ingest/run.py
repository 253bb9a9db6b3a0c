"""Read, parse and store what changed; the same files twice change nothing, one bad file stops none of the others."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path

from ingest.encoding import Encoding
from ingest.errors import NoMinutesYet, RecordRefused, Unanswered
from ingest.fetched import Cache
from ingest.files import chosen_files
from ingest.files import left_out as left_out  # noqa: PLC0414  part of what a run has to say
from ingest.intake import Raw, parsed, raw_file, raw_page
from ingest.layouts.meeting import NOTHING_GIVEN, Given
from ingest.mg_addresses import MeetingAddress
from ingest.moderngov import NOTHING_TO_FETCH, Visit
from ingest.readers import printable
from ingest.records import Record, State
from ingest.sources import Sources
from ingest.store import HeldSource, Store, Writer


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
    known: dict[str, HeldSource]
    sources: Sources = field(default_factory=Sources)
    unanswered: bool = False  # whether something could not be fetched that may be had later
    without: set[str] = field(default_factory=set)  # addresses of meetings that have no minutes yet


@dataclass(frozen=True, slots=True)
class _Job:
    """One file or page to take in."""

    name: str
    location: str
    raw: Callable[[], Raw]


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
    files = list(chosen_files(paths))
    with Store.writer(folder, encoding.model, who="minutebook ingest") as writer:
        run = _Run(writer, encoding, writer.known())
        cache = Cache(folder)
        plan = visit.plan(run.known, cache) if visit is not None else NOTHING_TO_FETCH
        jobs = [_file_job(run, path, given) for path in files]
        if visit is not None:
            jobs += [_page_job(visit, meeting, cache, given) for meeting in plan.meetings]
        reports = [_refused(run, address, address, refusal) for address, refusal in plan.refused]
        for number, job in enumerate(jobs):
            on_progress(Progress(number, len(jobs), job.name))
            reports.append(_take(run, job))
        on_progress(Progress(len(jobs), len(jobs), ""))
        writer.publish()
        if visit is not None and not run.unanswered:
            cache.clear()
        waiting = {meeting.page for meeting in plan.meetings if meeting.listed} & run.without
        told = tuple(report for report in reports if report.location not in waiting)
        report = RunReport(told, time.perf_counter() - began, plan.left, len(waiting))
        writer.log_run(_log(report))
    return report


def _file_job(run: _Run, path: Path, given: Given) -> _Job:
    return _Job(printable(path.name), printable(path), lambda: raw_file(path, run.sources, given))


def _page_job(visit: Visit, meeting: MeetingAddress, cache: Cache, given: Given) -> _Job:
    return _Job(meeting.page, meeting.page, lambda: raw_page(visit.fetch(meeting, cache), given))


def _take(run: _Run, job: _Job) -> FileReport:
    """One file or page into the store, or a report of why not."""
    try:
        raw = job.raw()
        held = run.known.get(job.location)
        if held is not None and held.reading == raw.reading:
            return _told(run, job.name, held, Status.UNCHANGED)
        record = parsed(raw)
        moved = _moved(run, record)
        places = [one.location for one in moved]
        stored = run.writer.replace(record, run.encoding.encode, reading=raw.reading, instead_of=places)
    except RecordRefused as refusal:
        return _refused(run, job.name, job.location, refusal)
    now = run.writer.source(job.location)
    is_same = not stored or any(one.sha256 == now.sha256 for one in moved)
    if held is not None or moved:
        return _told(run, job.name, now, Status.UNCHANGED if is_same else Status.CHANGED)
    return _told(run, job.name, now, Status.ADDED if now.answers else Status.FURTHER)


def _refused(run: _Run, name: str, location: str, refusal: RecordRefused) -> FileReport:
    run.unanswered |= isinstance(refusal, Unanswered)
    if isinstance(refusal, NoMinutesYet):
        run.without.add(location)
    return FileReport(name, location, Status.REFUSED, reason=refusal.message, hint=refusal.hint)


def _told(run: _Run, name: str, source: HeldSource, status: Status) -> FileReport:
    """What became of a source that is held, and how it stands beside others of its meeting."""
    notes = (*source.notes, *_beside(source, run.writer.sources_of_day(source.day)))
    return FileReport(name, source.location, status, source.meeting, source.items, source.paragraphs, notes)


def _beside(source: HeldSource, sources: Iterable[HeldSource]) -> Iterator[str]:
    """How a source stands to the others of its meeting."""
    for other in sources:
        if other.meeting != source.meeting or other.location == source.location:
            continue
        if other.answers:
            yield f"The same meeting as {other.name}, which answers for it; this is kept as a further source."
        elif source.answers:
            what = "replaces a draft of" if _is_draft(other) and not _is_draft(source) else "answers for"
            yield f"It {what} the same meeting: {other.name} is kept as a further source."


def _is_draft(source: HeldSource) -> bool:
    return source.state is State.DRAFT


def _moved(run: _Run, record: Record) -> list[HeldSource]:
    """Sources of the same day that this is in a new place: of its name or its bytes, and gone from where they were."""
    source = record.source
    return [
        held
        for held in run.writer.sources_of_day(record.meeting.id)
        if held.location != source.location
        and (held.name == source.name or held.sha256 == source.sha256)
        and _is_gone(held.location)
    ]


def _is_gone(location: str) -> bool:
    """Whether a file is no longer where it was; of a page nothing is known."""
    return os.path.isabs(location) and not os.path.exists(location)  # noqa: PTH110, PTH117  these never raise


def _log(report: RunReport) -> dict[str, object]:
    return {
        "files": [{k: v for k, v in asdict(file).items() if k != "notes"} for file in report.files],
        **{status.value: report.count(status) for status in Status},
        "left": report.left,
        "waiting": report.waiting,
        "seconds": round(report.seconds, 1),
    }
