"""What the store says of a meeting without reading its record."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from dataclasses import dataclass

from ingest.records import State
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


def summaries(
    database: Database, scope: Scope = EVERYWHERE, *, meeting_id: str | None = None
) -> tuple[MeetingSummary, ...]:
    """The meetings of a scope, newest first; only the one of an id, if one is given."""
    condition, parameters = as_sql(scope)
    if meeting_id is not None:
        condition, parameters = f"{condition} AND r.meeting = ?", (*parameters, meeting_id)
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
    return tuple(_summary(columns, tuple(truncated[columns[0]])) for columns in found)


def _summary(columns: Row, truncated: tuple[str, ...]) -> MeetingSummary:
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
    )
