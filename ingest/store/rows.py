"""Record ↔ rows; `load(save(record)) == record` is the law."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.errors import UnknownRecord
from ingest.originals import Pages, Piece, PieceKind, Source
from ingest.records import (
    Attendance,
    Committee,
    Council,
    FutureMeeting,
    Item,
    ItemKind,
    ItemNumber,
    Meeting,
    Outcome,
    OutcomeKind,
    Paragraph,
    Part,
    Presence,
    Record,
    Side,
    State,
    Vote,
)
from ingest.store.database import Database, Row


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source stands in the store."""

    day: str  # what the id of its meeting is where the committee meets once that day
    answers: bool
    reading: str  # what it was read from and by; see `ingest.intake`
    taken: str  # when it was taken in


def save_record(database: Database, record: Record, standing: Standing, *, passages: int, windows: int) -> int:
    """Insert a record whole; the number of its row."""
    meeting, source = record.meeting, record.source
    row = database.insert(
        "INSERT INTO records (meeting, day, answers, reading, taken,"
        " name, location, sha256, format, url, text, pieces, notes, pages, council, committee,"
        " date, time, venue, type, ended, state, items, paragraphs, passages, windows)"
        f" VALUES ({marks(26)})",
        (
            *(meeting.id, standing.day, standing.answers, standing.reading, standing.taken),
            *(source.name, source.location, source.sha256, source.format, source.url, record.text),
            json.dumps([(piece.kind, piece.start, piece.end) for piece in record.pieces]),
            json.dumps(record.notes),
            json.dumps((record.pages.starts, record.pages.recognised)),
            *(meeting.council.name, meeting.committee.name, day_number(meeting.date), _clock(meeting.time)),
            *(meeting.venue, meeting.meeting_type, _clock(meeting.ended), meeting.state),
            *(len(meeting.items), len(record.paragraphs()), passages, windows),
        ),
    )
    _save_items(database, row, meeting)
    database.run_many(
        f"INSERT INTO attendance VALUES ({marks(7)})",
        [(row, n, a.name, a.presence, a.role, a.start, a.end) for n, a in enumerate(meeting.attendance)],
    )
    database.run_many(
        f"INSERT INTO future_meetings VALUES ({marks(6)})",
        [(row, n, day_number(f.date), _clock(f.time), f.start, f.end) for n, f in enumerate(meeting.future_meetings)],
    )
    return row


def _save_items(database: Database, row: int, meeting: Meeting) -> None:
    paragraphs: list[tuple[int | None, Paragraph]] = [(None, paragraph) for paragraph in meeting.header]
    outcomes: list[tuple[int, Outcome]] = []
    for number, item in enumerate(meeting.items):
        paragraphs += [(number, paragraph) for paragraph in item.paragraphs]
        outcomes += [(number, outcome) for outcome in item.outcomes]
    database.run_many(
        f"INSERT INTO items VALUES ({marks(12)})",
        [
            (
                row,
                n,
                i.id,
                i.number,
                i.number_is,
                i.title,
                i.kind,
                i.start,
                i.end,
                i.title_start,
                i.title_end,
                i.truncated,
            )
            for n, i in enumerate(meeting.items)
        ],
    )
    database.run_many(
        f"INSERT INTO paragraphs VALUES ({marks(11)})",
        [
            (row, n, item, p.id, p.part, p.label, p.start, p.end, p.speaker, p.truncated, p.bullet)
            for n, (item, p) in enumerate(paragraphs)
        ],
    )
    database.run_many(
        f"INSERT INTO outcomes VALUES ({marks(14)})",
        [
            (
                *(row, n, item, o.kind, o.paragraph, o.label, o.start, o.end, o.owner, o.truncated),
                *(o.mover, o.seconder, o.result, json.dumps([(v.side, v.count, v.names) for v in o.votes])),
            )
            for n, (item, o) in enumerate(outcomes)
        ],
    )


def load_standing(database: Database, row: int) -> Standing:
    """How the source of a row stands."""
    [(day, answers, reading, taken)] = database.rows(
        "SELECT day, answers, reading, taken FROM records WHERE row = ?", (row,)
    )
    return Standing(day, bool(answers), reading, taken)


def load_record(database: Database, row: int) -> Record:
    """The record of a row, equal to the one that was saved."""
    found = database.rows(
        "SELECT name, location, sha256, format, url, text, pieces, notes, pages FROM records WHERE row = ?", (row,)
    )
    if not found:
        raise UnknownRecord("That record is no longer in the store.")
    name, location, sha256, form, url, text, pieces, notes, pages = found[0]
    starts, recognised = json.loads(pages)
    return Record(
        source=Source(name=name, location=location, sha256=sha256, format=form, url=url),
        text=text,
        meeting=_load_meeting(database, row),
        pieces=tuple(Piece(PieceKind(kind), start, end) for kind, start, end in json.loads(pieces)),
        notes=tuple(json.loads(notes)),
        pages=Pages(tuple(starts), tuple(recognised)),
    )


def _load_meeting(database: Database, row: int) -> Meeting:
    [(meeting, council, committee, date, time, venue, kind, ended, state)] = database.rows(
        "SELECT meeting, council, committee, date, time, venue, type, ended, state FROM records WHERE row = ?", (row,)
    )
    paragraphs: defaultdict[int | None, list[Paragraph]] = defaultdict(list)
    for item, *rest in _children(
        database, "item, id, part, label, start, end, speaker, truncated, bullet", "paragraphs", row
    ):
        paragraphs[item].append(_paragraph(rest))
    outcomes: defaultdict[int, list[Outcome]] = defaultdict(list)
    for item, *rest in _children(
        database,
        "item, kind, paragraph, label, start, end, owner, truncated, mover, seconder, result, votes",
        "outcomes",
        row,
    ):
        outcomes[item].append(_outcome(tuple(rest)))
    items = _children(
        database, "id, number, number_is, title, kind, start, end, title_start, title_end, truncated", "items", row
    )
    return Meeting(
        id=meeting,
        council=Council(council),
        committee=Committee(committee),
        date=day(date),
        time=clock(time),
        venue=venue,
        meeting_type=kind,
        ended=clock(ended),
        state=State(state),
        header=tuple(paragraphs[None]),
        items=tuple(_item(i, tuple(paragraphs[n]), tuple(outcomes[n])) for n, i in enumerate(items)),
        attendance=tuple(
            Attendance(name, Presence(presence), role, start, end)
            for name, presence, role, start, end in _children(
                database, "name, presence, role, start, end", "attendance", row
            )
        ),
        future_meetings=tuple(
            FutureMeeting(day(date), clock(time), start, end)
            for date, time, start, end in _children(database, "date, time, start, end", "future_meetings", row)
        ),
    )


def _item(columns: Row, paragraphs: tuple[Paragraph, ...], outcomes: tuple[Outcome, ...]) -> Item:
    ident, number, number_is, title, kind, start, end, title_start, title_end, truncated = columns
    return Item(
        id=ident,
        number=number,
        number_is=ItemNumber(number_is),
        title=title,
        kind=ItemKind(kind),
        start=start,
        end=end,
        title_start=title_start,
        title_end=title_end,
        paragraphs=paragraphs,
        outcomes=outcomes,
        truncated=bool(truncated),
    )


def _paragraph(columns: Sequence[object]) -> Paragraph:
    ident, part, label, start, end, speaker, truncated, bullet = columns
    return Paragraph(ident, Part(part), label, start, end, speaker, bool(truncated), bool(bullet))  # type: ignore[arg-type]


def _outcome(columns: Row) -> Outcome:
    kind, paragraph, label, start, end, owner, truncated, mover, seconder, result, votes = columns
    voted = tuple(Vote(Side(side), count, tuple(names)) for side, count, names in json.loads(votes))
    return Outcome(
        OutcomeKind(kind), paragraph, label, start, end, owner, bool(truncated), mover, seconder, result, voted
    )


def day_number(date: dt.date) -> int:
    """A date as an integer that sorts and compares like it: 20190607."""
    return date.year * 10_000 + date.month * 100 + date.day


def day(number: int) -> dt.date:
    """The date of such an integer."""
    return dt.date(number // 10_000, number // 100 % 100, number % 100)


def clock(text: str | None) -> dt.time | None:
    """The time of day of a row."""
    return None if text is None else dt.time.fromisoformat(text)


def _clock(time: dt.time | None) -> str | None:
    return None if time is None else time.isoformat()


def marks(count: int) -> str:
    return ", ".join("?" * count)


def _children(database: Database, columns: str, table: str, row: int) -> list[Row]:
    # Names of columns and tables are literals of this module; nothing from outside reaches this string.
    quoted = ", ".join(f'"{column.strip()}"' for column in columns.split(","))
    return database.rows(f"SELECT {quoted} FROM {table} WHERE record = ? ORDER BY seq", (row,))
