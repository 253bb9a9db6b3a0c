"""What the store says of a meeting without reading its record."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.originals import Source
from ingest.records import FurtherSource, State
from ingest.store.database import Database, Row
from ingest.store.filters import as_sql
from ingest.store.rows import clock, day
from ingest.store.scope import EVERYWHERE, Scope


@dataclass(frozen=True, slots=True)
class MeetingSummary:
    """One stored meeting: where its record came from, and what a reader should know before leaning on it."""

    id: str
    council: str
    committee: str
    date: dt.date
    time: dt.time | None
    state: State
    source: str
    location: str
    sha256: str
    url: str | None
    items: int
    paragraphs: int
    truncated: tuple[str, ...]  # numbers of items whose text is cut off, or their titles where they have none
    notes: tuple[str, ...]
    further: tuple[FurtherSource, ...] = ()  # what else is kept of the meeting, by location


@dataclass(frozen=True, slots=True)
class HeldSource:
    """One file or page that was taken in, whether or not it answers for its meeting."""

    name: str
    location: str
    sha256: str
    meeting: str
    day: str  # what the meeting's id would be, were it the committee's only one that day
    reading: str
    items: int
    paragraphs: int
    answers: bool
    state: State
    notes: tuple[str, ...]


def sources(database: Database, condition: str = "1", parameters: Sequence[object] = ()) -> tuple[HeldSource, ...]:
    """The sources held that meet a condition on their rows, by location."""
    found = database.rows(
        "SELECT name, location, sha256, meeting, day, reading, items, paragraphs, answers, state, notes FROM records"
        f" WHERE {condition} ORDER BY location",
        parameters,
    )
    return tuple(_held(row) for row in found)


def _held(columns: Row) -> HeldSource:
    name, location, sha256, meeting, day_, reading, items, paragraphs, answers, state, notes = columns
    return HeldSource(
        name=name,
        location=location,
        sha256=sha256,
        meeting=meeting,
        day=day_,
        reading=reading,
        items=items,
        paragraphs=paragraphs,
        answers=bool(answers),
        state=State(state),
        notes=tuple(json.loads(notes)),
    )


def further_sources(database: Database, meeting_id: str | None = None) -> dict[str, tuple[FurtherSource, ...]]:
    """What else is kept of a meeting, or of each, beside the source that answers; by the meeting's id."""
    found: defaultdict[str, list[FurtherSource]] = defaultdict(list)
    for meeting, name, location, sha256, form, url, state, taken in database.rows(
        "SELECT meeting, name, location, sha256, format, url, state, taken FROM records"
        " WHERE NOT answers AND (meeting = ? OR ?) ORDER BY location",
        (meeting_id, meeting_id is None),
    ):
        source = Source(name, location, sha256, form, url)
        found[meeting].append(FurtherSource(source, State(state), dt.datetime.fromisoformat(taken)))
    return {meeting: tuple(some) for meeting, some in found.items()}


def summaries(database: Database, scope: Scope = EVERYWHERE) -> tuple[MeetingSummary, ...]:
    """The meetings of a scope, newest first."""
    condition, parameters = as_sql(scope)
    truncated: defaultdict[int, list[str]] = defaultdict(list)
    for record, name in database.rows(
        "SELECT i.record, coalesce(i.number, i.title) FROM items i JOIN records r ON r.row = i.record"
        f" WHERE i.truncated AND {condition} ORDER BY i.record, i.seq",
        parameters,
    ):
        truncated[record].append(name)
    found = database.rows(
        "SELECT row, meeting, council, committee, date, time, state, name, location, sha256, url, items,"
        " paragraphs, notes"
        f" FROM records r WHERE {condition} ORDER BY date DESC, time DESC, meeting",
        parameters,
    )
    further = further_sources(database)
    return tuple(_summary(row, tuple(truncated[row[0]]), further.get(row[1], ())) for row in found)


def _summary(columns: Row, truncated: tuple[str, ...], further: tuple[FurtherSource, ...]) -> MeetingSummary:
    _, meeting, council, committee, date, time, state, name, location, sha256, url, items, paragraphs, notes = columns
    return MeetingSummary(
        id=meeting,
        council=council,
        committee=committee,
        date=day(date),
        time=clock(time),
        state=State(state),
        source=name,
        location=location,
        sha256=sha256,
        url=url,
        items=items,
        paragraphs=paragraphs,
        truncated=truncated,
        notes=tuple(json.loads(notes)),
        further=further,
    )
