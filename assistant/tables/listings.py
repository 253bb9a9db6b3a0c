"""Rows of the registers: decisions, actions and meetings as the store's tables hold them, each with its exact words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from assistant.answers import Filter
from assistant.attribute import speaker_of
from assistant.business import business_named
from assistant.tables.owed import is_owed
from assistant.tables.routine import Told, told_of
from assistant.understand import scope_of
from ingest.records import FutureMeeting, Item, Outcome, OutcomeKind, Record, Vote, fold_spaces
from ingest.store import Store

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

DECISIONS = (OutcomeKind.DECISION, OutcomeKind.MOTION, OutcomeKind.PROSE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
ACTIONS = (OutcomeKind.ACTION, OutcomeKind.DECISION, OutcomeKind.PROSE)


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A decision or an action; ``start`` and ``end`` are the offsets of ``text`` in the source."""

    kind: str  # "decision", "motion", "action", or "prose": a sentence of the body that decides or undertakes
    text: str
    label: str | None
    owner: str | None
    mover: str | None
    seconder: str | None
    result: str | None
    votes: tuple[Vote, ...]
    council: str
    committee: str
    date: str
    item: str | None
    item_number: str
    item_title: str
    truncated: bool
    id: str
    source: str
    start: int
    end: int
    url: str | None


@dataclass(frozen=True, slots=True)
class ToldRow:
    """What minutes tell under an item of routine business; ``start`` and ``end`` are the offsets of ``text``."""

    date: str
    text: str
    is_none: bool  # it says that there was none
    speaker: str | None
    council: str
    committee: str
    item: str | None
    item_number: str
    item_title: str
    truncated: bool
    id: str
    source: str
    start: int
    end: int
    url: str | None


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting that was held, or one that a committee said it would hold."""

    date: str
    time: str | None
    council: str
    committee: str
    is_held: bool  # its minutes are in the store
    id: str
    said_by: str | None  # of a meeting ahead: the record that gives its date
    quote: str | None  # and its words
    source: str
    start: int | None
    end: int | None
    url: str | None


def outcome_rows(store: Store, chosen: Filter, kinds: Sequence[OutcomeKind]) -> Iterator[OutcomeRow]:
    """The outcomes of some kinds in a scope, newest meeting first, in the order of the record.

    What was decided to be done is an action too; of sentences of the body, what undertakes nothing is a decision.
    """
    for record in records_in(store, chosen):
        for item in record.meeting.items:
            for outcome in item.outcomes:
                if outcome.kind in kinds and belongs(record, outcome, kinds):
                    yield _outcome_row(record, item, outcome)


def told_rows(store: Store, chosen: Filter, sort: str) -> Iterator[ToldRow]:
    """What was told under the items of a sort of business, newest meeting first; no row where there is no such item."""
    for record in records_in(store, chosen):
        for told in told_of(business_named(sort), record):
            yield _told_row(record, told)


def meeting_rows(store: Store, chosen: Filter) -> Iterator[MeetingRow]:
    """The meetings held and, of dates that records give for later ones, those that are not held, newest first."""
    records = list(records_in(store, chosen))
    held = {(r.meeting.council.name, r.meeting.committee.name, r.meeting.date) for r in records}
    rows = [_held_row(record) for record in records]
    told: set[tuple[str, str, object]] = set()
    for record in records:
        meeting = record.meeting
        for future in meeting.future_meetings:
            key = (meeting.council.name, meeting.committee.name, future.date)
            if key not in held and key not in told:
                told.add(key)
                rows.append(_future_row(record, future))
    yield from sorted(rows, key=lambda row: (row.date, row.council, row.committee), reverse=True)


def as_csv(rows: Sequence[DataclassInstance], kind: type[DataclassInstance]) -> str:
    """The rows for a spreadsheet; a cell that a spreadsheet would take for a formula is given as text."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(field.name for field in fields(kind))
    for row in rows:
        writer.writerow(cell(value) for value in asdict(row).values())
    return written.getvalue()


def cell(value: object) -> object:
    """A value as it stands in a cell: votes side by side, nothing that a spreadsheet would run."""
    if isinstance(value, tuple):
        return "; ".join(f"{v['side']} ({v['count']}): {', '.join(v['names'])}" for v in value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def records_in(store: Store, chosen: Filter) -> Iterator[Record]:
    """The records of a scope, newest meeting first."""
    with store.view() as view:
        scope = scope_of(chosen, view.meetings())
        for meeting in view.meetings(scope) if scope is not None else ():
            yield view.record(meeting.id)


def belongs(record: Record, outcome: Outcome, kinds: Sequence[OutcomeKind]) -> bool:
    """Whether an outcome belongs in a register: a decision that something be done is an action as well."""
    words = record.slice(outcome.start, outcome.end)
    owed = is_owed(words)
    if OutcomeKind.ACTION in kinds:
        return owed or outcome.kind is OutcomeKind.ACTION
    return outcome.kind is not OutcomeKind.PROSE or not owed


def _outcome_row(record: Record, item: Item, outcome: Outcome) -> OutcomeRow:
    meeting = record.meeting
    return OutcomeRow(
        kind=outcome.kind.value,
        text=fold_spaces(record.slice(outcome.start, outcome.end)),
        label=outcome.label,
        owner=outcome.owner,
        mover=outcome.mover,
        seconder=outcome.seconder,
        result=outcome.result,
        votes=outcome.votes,
        council=meeting.council.name,
        committee=meeting.committee.name,
        date=meeting.date.isoformat(),
        item=item.number,
        item_number=item.number_is.value,
        item_title=item.title,
        truncated=outcome.truncated,
        id=outcome.paragraph,
        source=record.source.name,
        start=outcome.start,
        end=outcome.end,
        url=record.source.url,
    )


def _told_row(record: Record, told: Told) -> ToldRow:
    meeting, item = record.meeting, told.item
    assert item is not None  # noqa: S101  # only what is told under items has rows
    return ToldRow(
        date=meeting.date.isoformat(),
        text=told.text,
        is_none=told.is_none,
        speaker=speaker_of(record, told.paragraph, told.start),
        council=meeting.council.name,
        committee=meeting.committee.name,
        item=item.number,
        item_number=item.number_is.value,
        item_title=item.title,
        truncated=told.paragraph.truncated,
        id=told.paragraph.id,
        source=record.source.name,
        start=told.start,
        end=told.end,
        url=record.source.url,
    )


def _held_row(record: Record) -> MeetingRow:
    meeting = record.meeting
    return MeetingRow(
        date=meeting.date.isoformat(),
        time=f"{meeting.time:%H:%M}" if meeting.time else None,
        council=meeting.council.name,
        committee=meeting.committee.name,
        is_held=True,
        id=meeting.id,
        said_by=None,
        quote=None,
        source=record.source.name,
        start=None,
        end=None,
        url=record.source.url,
    )


def _future_row(record: Record, future: FutureMeeting) -> MeetingRow:
    meeting = record.meeting
    return MeetingRow(
        date=future.date.isoformat(),
        time=f"{future.time:%H:%M}" if future.time else None,
        council=meeting.council.name,
        committee=meeting.committee.name,
        is_held=False,
        id=f"{meeting.council.slug}/{meeting.committee.slug}/{future.date}",
        said_by=meeting.id,
        quote=record.slice(future.start, future.end),
        source=record.source.name,
        start=future.start,
        end=future.end,
        url=record.source.url,
    )
