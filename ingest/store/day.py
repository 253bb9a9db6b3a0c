"""One committee's day in the store: every source of it in its place, and passages for the one that answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ingest.encoding import Encoded, with_meeting
from ingest.layouts.meeting import with_id
from ingest.records import Record
from ingest.sittings import Place, arranged
from ingest.store import passage_rows, rows
from ingest.store.database import Database
from ingest.store.rows import Standing

Encode = Callable[[Record], Encoded]


@dataclass(frozen=True, slots=True)
class Kept:
    """A source with how it stands, and its passages if they are at hand."""

    record: Record
    standing: Standing
    encoded: Encoded | None = None

    def put_at(self, place: Place) -> Kept:
        """The same in its place; passages go with the one that answers."""
        encoded = with_meeting(self.encoded, place.meeting_id) if self.encoded and place.answers else None
        return Kept(with_id(self.record, place.meeting_id), replace(self.standing, answers=place.answers), encoded)


def settle(database: Database, day: str, encode: Encode, dimension: int, newcomer: Kept | None = None) -> None:
    """Bring a day in step with the sources there are, and with one that is new.

    What answered and no longer does loses its passages; what answers from now on gets them from ``encode``.
    """
    held = [row for (row,) in database.rows("SELECT row FROM records WHERE day = ?", (day,))]
    kept = {row: Kept(rows.load_record(database, row), rows.load_standing(database, row)) for row in held}
    everyone = [*kept.values(), *([newcomer] if newcomer else [])]
    if not everyone:
        return
    places = arranged(day, [one.record for one in everyone])
    moved = [] if newcomer is None else [newcomer.put_at(places[newcomer.record.source.location])]
    for row, one in kept.items():
        place = places[one.record.source.location]
        if (one.record.meeting.id, one.standing.answers) == (place.meeting_id, place.answers):
            continue
        encoded = passage_rows.load_encoded(database, row, dimension) if one.standing.answers else None
        moved.append(replace(one, encoded=encoded).put_at(place))
        passage_rows.delete_record(database, row)
    for one in moved:
        put_in(database, one, encode)


def put_in(database: Database, one: Kept, encode: Encode) -> None:
    """Insert a source, with its passages if it answers."""
    encoded = one.encoded
    if one.standing.answers and encoded is None:
        encoded = encode(one.record)
    passages = encoded.passages if encoded else ()
    windows = sum(len(passage.windows) for passage in passages)
    row = rows.save_record(database, one.record, one.standing, passages=len(passages), windows=windows)
    if encoded:
        passage_rows.save_passages(database, row, encoded)
