"""One committee's day in the store: every source of it in its place, and passages for the one that answers."""

from __future__ import annotations

from collections.abc import Callable, Collection
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

    def with_passages(self, encode: Encode) -> Kept:
        """The same with its passages, if it answers."""
        if not self.standing.answers or self.encoded is not None:
            return self
        return replace(self, encoded=encode(self.record))


def settle(
    database: Database,
    day: str,
    encode: Encode,
    dimension: int,
    newcomer: Kept | None = None,
    *,
    gone: Collection[int] = (),
) -> None:
    """Bring a day in step with the sources there are, with one that is new, and without the rows that are ``gone``.

    What answered and no longer does loses its passages; what answers from now on gets them from ``encode``, which is
    asked before anything is deleted: what has not changed need not be embedded again.
    """
    held = [row for (row,) in database.rows("SELECT row FROM records WHERE day = ?", (day,)) if row not in gone]
    kept = {row: Kept(rows.load_record(database, row), rows.load_standing(database, row)) for row in held}
    everyone = [*kept.values(), *([newcomer] if newcomer else [])]
    places = arranged(day, [one.record for one in everyone]) if everyone else {}
    moved = [newcomer.put_at(places[newcomer.record.source.location])] if newcomer else []
    out = list(gone)
    for row, one in kept.items():
        place = places[one.record.source.location]
        if (one.record.meeting.id, one.standing.answers) != (place.meeting_id, place.answers):
            encoded = passage_rows.load_encoded(database, row, dimension) if one.standing.answers else None
            moved.append(replace(one, encoded=encoded).put_at(place))
            out.append(row)
    ready = [one.with_passages(encode) for one in moved]
    for row in out:
        passage_rows.delete_record(database, row)
    for one in ready:
        put_in(database, one)


def put_in(database: Database, one: Kept) -> None:
    """Insert a source, with its passages if it has any."""
    passages = one.encoded.passages if one.encoded else ()
    windows = sum(len(passage.windows) for passage in passages)
    row = rows.save_record(database, one.record, one.standing, passages=len(passages), windows=windows)
    if one.encoded:
        passage_rows.save_passages(database, row, one.encoded)
