"""Read, parse and store what changed; the same files twice change nothing, one bad file stops none of the others."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

from ingest.beside import Parser
from ingest.encoding import Encoded, Encoding
from ingest.errors import NoMinutesYet, RecordRefused, StoreError, Unanswered
from ingest.fetched import Cache
from ingest.files import chosen_files
from ingest.intake import Raw, raw_file, raw_page
from ingest.layouts.meeting import NOTHING_GIVEN, Given
from ingest.mg_addresses import MeetingAddress
from ingest.moderngov import NOTHING_TO_FETCH, Visit
from ingest.readers import printable
from ingest.records import Record, State
from ingest.reports import FileReport, Progress, RunReport, Stage, Status, as_log
from ingest.sources import Sources
from ingest.store import HeldSource, Store, Writer

_AHEAD = 4  # sources are parsed before their turn


@dataclass(slots=True)
class _Run:
    """What a run needs at every file."""

    writer: Writer
    encoding: Encoding
    known: dict[str, HeldSource]
    sources: Sources = field(default_factory=Sources)
    unanswered: bool = False  # whether something could not be fetched that may be had later
    listed: set[str] = field(default_factory=set)  # addresses of meetings that a committee's list names
    without: set[str] = field(default_factory=set)  # addresses of meetings that have no minutes yet
    told: Callable[[Progress], None] = lambda _: None
    at: Progress = field(default=Progress(0, 0, ""))  # where the run stands

    @property
    def waiting(self) -> set[str]:
        """Addresses of meetings that nobody named by themselves and that have no minutes yet: no refusals."""
        return self.listed & self.without

    def tell(self, stage: Stage, **more: Any) -> None:  # noqa: ANN401  the other fields of a Progress
        """Say where the run stands."""
        self.at = replace(self.at, stage=stage, **more)
        self.told(self.at)

    def encode(self, record: Record) -> Encoded:
        """The passages of a record; no text is embedded whose vector the store has."""
        made = self.encoding.encode(
            record, lambda done, of: self.tell(Stage.EMBEDDING, embedded=done, passages=of), self.writer.known_vectors
        )
        self.tell(Stage.STORING)
        return made


@dataclass(frozen=True, slots=True)
class _Job:
    """One file or page to take in."""

    name: str
    location: str
    raw: Callable[[], Raw]


_Begun: TypeAlias = tuple[str, Callable[[], Record]]  # what it is read from, and what waits for its record


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
    reports: list[FileReport] = []
    with Store.writer(folder, encoding.model, who="minutebook ingest") as writer, _logged(writer, reports, began):
        run = _Run(writer, encoding, writer.known(), told=on_progress)
        cache = Cache(folder)
        plan = visit.plan(run.known, cache) if visit is not None else NOTHING_TO_FETCH
        run.listed = {meeting.page for meeting in plan.meetings if meeting.listed}
        jobs = [_file_job(run, path, given) for path in files]
        if visit is not None:
            jobs += [_page_job(visit, meeting, cache, given) for meeting in plan.meetings]
        reports += [_refused(run, address, address, refusal) for address, refusal in plan.refused]
        for report in _reports(run, jobs):
            reports.append(report)  # one by one, so that the log has them if the run is stopped
        _publish(run, len(jobs))
        if visit is not None and not run.unanswered:
            cache.clear()
        told = tuple(report for report in reports if report.location not in run.waiting)
        whole = RunReport(told, time.perf_counter() - began, plan.left, len(run.waiting))
        writer.log_run(as_log(whole))
    return whole


def _reports(run: _Run, jobs: Sequence[_Job]) -> Iterator[FileReport]:
    """Take in each file and page; what became of it."""
    for number, (job, begun) in enumerate(_begun_ahead(run, jobs)):
        run.at = Progress(number, len(jobs), job.name)
        run.tell(Stage.READING)
        report = begun if isinstance(begun, FileReport) else _take(run, job, begun)
        yield report
        run.tell(Stage.DONE, done=number + 1, report=None if job.location in run.waiting else report)


def _publish(run: _Run, jobs: int) -> None:
    """Put the index in place, when all are done."""
    run.at = Progress(jobs, jobs, "")
    run.tell(Stage.PUBLISHING)
    run.writer.publish()


def _file_job(run: _Run, path: Path, given: Given) -> _Job:
    return _Job(printable(path.name), printable(path), lambda: raw_file(path, run.sources, given))


def _page_job(visit: Visit, meeting: MeetingAddress, cache: Cache, given: Given) -> _Job:
    return _Job(meeting.page, meeting.page, lambda: raw_page(visit.fetch(meeting, cache), given))


def _begun_ahead(run: _Run, jobs: Sequence[_Job]) -> Iterator[tuple[_Job, FileReport | _Begun]]:
    """Each file or page with what was begun of it, some ahead of their turn: parsed while another is embedded."""
    with Parser() as parser:
        begun: deque[tuple[_Job, FileReport | _Begun]] = deque()
        for job in jobs:
            begun.append((job, _begin(run, job, parser)))
            if len(begun) > _AHEAD:
                yield begun.popleft()
        yield from begun


def _begin(run: _Run, job: _Job, parser: Parser) -> FileReport | _Begun:
    """Look whether a file or page has changed, and begin to parse it if so."""
    try:
        raw = job.raw()
    except RecordRefused as refusal:
        return _refused(run, job.name, job.location, refusal)
    reading, held = raw.reading, run.known.get(job.location)
    if held is not None and held.reading == reading:
        return _told(run, job.name, held, Status.UNCHANGED)
    return reading, parser.begin(raw)


def _take(run: _Run, job: _Job, begun: _Begun) -> FileReport:
    """One file or page into the store, or a report of why not."""
    reading, parsed = begun
    try:
        record = parsed()
        moved = _moved(run, record)
        places = [one.location for one in moved]
        stored = run.writer.replace(record, run.encode, reading=reading, instead_of=places)
    except RecordRefused as refusal:
        return _refused(run, job.name, job.location, refusal)
    held, now = run.known.get(job.location), run.writer.source(job.location)
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


@contextmanager
def _logged(writer: Writer, reports: Sequence[FileReport], began: float) -> Iterator[None]:
    """Keeps what a run did that is stopped half-way, by Ctrl-C or a full disk."""
    try:
        yield
    except BaseException:
        with suppress(StoreError):
            writer.log_run(as_log(RunReport(tuple(reports), time.perf_counter() - began), ended=False))
        raise
