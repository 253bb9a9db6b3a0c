"""The one writer of a store: whole records in, whole records out, and the vector index brought in step."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.embed import EmbeddingModel
from ingest.encoding import Encoded, with_meeting
from ingest.errors import StoreMismatch, UnknownRecord, Unreadable
from ingest.layouts.meeting import with_id
from ingest.records import Record
from ingest.store import erase, passage_rows, rows, schema
from ingest.store.database import Database, Row
from ingest.store.day import Encode, Kept, put_in, settle
from ingest.store.meetings import HeldSource, sources
from ingest.store.publish import Publisher
from ingest.store.rows import Standing
from ingest.store.schema import Erasure


class Writer:
    """Holds the writer's lock for as long as it is open; see `Store.writer`."""

    def __init__(self, folder: Path, database: Database, model: EmbeddingModel | None) -> None:
        self._folder = folder
        self._database = database
        self._model = model
        self._publisher = Publisher(folder, database)

    def known(self) -> dict[str, HeldSource]:
        """What is stored, by where it was read from."""
        return {source.location: source for source in sources(self._database)}

    def source(self, location: str) -> HeldSource:
        """What is stored of a location."""
        [found] = sources(self._database, "location = ?", (location,))
        return found

    def sources_of_day(self, day: str) -> tuple[HeldSource, ...]:
        """The sources of all meetings of one committee on one day."""
        return sources(self._database, "day = ?", (day,))

    def known_vectors(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        """The vectors that are stored of some texts, by the digest of the text."""
        return passage_rows.known_vectors(self._database, keys, int(schema.get(self._database, "dimension")))

    def replace(self, record: Record, encode: Encode, *, reading: str = "", instead_of: Collection[str] = ()) -> bool:
        """Store a source whole, in place of what was stored of its location and of those it is ``instead_of``.

        Of several sources of one meeting the one that answers has passages, made by ``encode``; which one that is does
        not depend on the order in which they come. Returns whether anything changed.
        """
        if self._model is None:
            raise StoreMismatch("This store was opened without an embedding model; no record can be put in.")
        try:
            with self._database.transaction():
                if self._is_held(record, reading):
                    return False
                self._put_in(record, encode, reading, {record.source.location, *instead_of})
                schema.bump(self._database)
        except UnicodeEncodeError as error:
            raise Unreadable(f"{record.source.name} contains half of a character pair, which is no text.") from error
        return True

    def _is_held(self, record: Record, reading: str) -> bool:
        """Whether exactly this record is held already; notes what it was read from this time."""
        for (row,) in self._rows_at({record.source.location}):
            held = rows.load_record(self._database, row)
            if rows.load_standing(self._database, row).day != record.meeting.id:
                return False
            if with_id(held, record.meeting.id) == record:
                self._database.rows("UPDATE records SET reading = ? WHERE row = ?", (reading, row))
                return True
        return False

    def _put_in(self, record: Record, encode: Encode, reading: str, places: Collection[str]) -> None:
        day, found = record.meeting.id, self._rows_at(places)
        taken = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        newcomer = Kept(record, Standing(day, answers=False, reading=reading, taken=taken))
        others = self._days_of(found) - {day}
        self._settle(day, encode, newcomer, gone=[row for (row,) in found])
        for other in others:
            self._settle(other, encode)

    def _settle(self, day: str, encode: Encode, newcomer: Kept | None = None, *, gone: Collection[int] = ()) -> None:
        dimension = int(schema.get(self._database, "dimension"))

        def checked(record: Record) -> Encoded:
            made = with_meeting(encode(record), record.meeting.id)
            check_encoded(record, made, dimension)
            return made

        if gone:
            # A page published anew may be one from which something was withdrawn.
            schema.owe_erasure(self._database, Erasure.WORDS)
        settle(self._database, day, checked, dimension, newcomer, gone=gone)

    def _rows_at(self, locations: Collection[str]) -> list[Row]:
        return self._database.rows(
            "SELECT row FROM records WHERE location IN (SELECT value FROM json_each(?))", (json.dumps(list(locations)),)
        )

    def _days_of(self, found: Sequence[Row]) -> set[str]:
        return {rows.load_standing(self._database, row).day for (row,) in found}

    def remove(self, meeting_id: str) -> None:
        """Delete a meeting with all its sources so that no word of it is left on the disk."""
        found = sources(self._database, "meeting = ?", (meeting_id,))
        if not found:
            raise UnknownRecord(f"There is no record {meeting_id} in the store.")
        self.remove_sources([one.location for one in found], _nothing_to_encode)

    def remove_sources(self, locations: Collection[str], encode: Encode) -> None:
        """Delete some sources so that no word of them is left on the disk; where one answered, the next best does."""
        gone = [one for location in locations for one in sources(self._database, "location = ?", (location,))]
        with self._database.transaction():
            found = self._rows_at(locations)
            for day in self._days_of(found):
                self._settle(day, encode, gone=[row for (row,) in found])
            left = {one.meeting for one in sources(self._database)}
            names = {name for one in gone for name in (one.name, one.location)}
            erase.from_runs(self._database, sorted(names | ({one.meeting for one in gone} - left)))
            schema.owe_erasure(self._database, Erasure.EVERYTHING)
            schema.bump(self._database)
        self.publish()

    def check_model(self, model: EmbeddingModel) -> None:
        """StoreMismatch where the vectors of the store are of another model."""
        schema.check(self._database, self._folder, model)

    def publish(self) -> None:
        """Bring the disk in step with what was stored and removed; does nothing if it is."""
        owed = schema.owed_erasure(self._database)
        if owed is not None:
            erase.words(self._database, everything=owed is Erasure.EVERYTHING)
        if owed is Erasure.EVERYTHING:
            self._publisher.rebuild(forget=True)
        else:
            self._publisher.publish()
        if owed is not None and erase.log(self._database):
            schema.owe_erasure(self._database, None)

    def rebuild(self) -> None:
        """Make the vector index anew from the vectors in the store."""
        self._publisher.rebuild()

    def remake(self, encode: Encode, model: EmbeddingModel) -> int:
        """Cut and embed every record anew for another model, all or none, then make the vector index anew.

        Another model may read fewer tokens, so that old windows would be cut off silently. Returns how many passages
        there are.
        """
        with self._database.transaction():
            stored = [row for (row,) in self._database.rows("SELECT row FROM records WHERE answers ORDER BY meeting")]
            made = sum(self._encode_again(row, encode, model.dimension) for row in stored)
            schema.put_model(self._database, model)
            schema.bump(self._database)
        self._model = model
        self._publisher.rebuild(forget=True)
        return made

    def _encode_again(self, row: int, encode: Encode, dimension: int) -> int:
        one = Kept(rows.load_record(self._database, row), rows.load_standing(self._database, row))
        encoded = encode(one.record)
        check_encoded(one.record, encoded, dimension)
        passage_rows.delete_record(self._database, row)
        put_in(self._database, replace(one, encoded=encoded))
        return len(encoded.passages)

    def log_run(self, summary: Mapping[str, object]) -> None:
        """Keep what a run of the ingest did."""
        when = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        text = json.dumps(summary, ensure_ascii=False, default=str)
        self._database.insert('INSERT INTO runs ("when", summary) VALUES (?, ?)', (when, text))


def _nothing_to_encode(record: Record) -> Encoded:
    raise AssertionError(f"no source of {record.meeting.id} can come to answer when a whole meeting goes")


def check_encoded(record: Record, encoded: Encoded, dimension: int) -> None:
    """Whoever cuts and embeds passages wrongly is told here, before anything is written."""
    passages = encoded.passages
    if not len(passages) == len(encoded.windows) == len(encoded.sentences):
        counts = f"{len(encoded.windows)} and {len(encoded.sentences)} arrays of vectors"
        raise ValueError(f"{len(passages)} passages came with {counts}")
    if len({passage.id for passage in passages}) != len(passages):
        raise ValueError(f"two passages of {record.meeting.id} have the same id")
    for passage, array, alone in zip(passages, encoded.windows, encoded.sentences, strict=True):
        if passage.meeting_id != record.meeting.id:
            raise ValueError(f"passage {passage.id} is of {passage.meeting_id}, not of {record.meeting.id}")
        if passage.text != record.slice(passage.start, passage.end):
            raise ValueError(f"the text of passage {passage.id} is not the slice of the record that it names")
        _check_vectors(array, len(passage.windows), dimension, f"passage {passage.id}")
        _check_vectors(alone, len(passage.sentences), dimension, f"the sentences of passage {passage.id}")


def _check_vectors(vectors: NDArray[np.float32], count: int, dimension: int, of: str) -> None:
    if vectors.shape != (count, dimension):
        raise ValueError(f"the vectors of {of} have shape {vectors.shape} instead of {(count, dimension)}")
    if not np.isfinite(vectors).all():
        raise ValueError(f"the vectors of {of} are not all finite numbers")
