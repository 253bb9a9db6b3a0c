"""The one writer of a store: whole records in, whole records out, and the vector index brought in step."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.embed import EmbeddingModel
from ingest.encoding import Encoded
from ingest.errors import StoreMismatch, UnknownRecord, Unreadable
from ingest.records import Record
from ingest.store import erase, passage_rows, rows, schema
from ingest.store.database import Database
from ingest.store.meetings import MeetingSummary, summaries
from ingest.store.publish import Publisher
from ingest.store.schema import Erasure


class Writer:
    """Holds the writer's lock for as long as it is open; see `Store.writer`."""

    def __init__(self, folder: Path, database: Database, model: EmbeddingModel | None) -> None:
        self._folder = folder
        self._database = database
        self._model = model
        self._publisher = Publisher(folder, database)

    def known(self) -> dict[str, MeetingSummary]:
        """What is stored, by where it was read from."""
        return {summary.location: summary for summary in summaries(self._database)}

    def stored(self, meeting_id: str) -> MeetingSummary | None:
        """What is stored of a meeting."""
        return next(iter(summaries(self._database, meeting_id=meeting_id)), None)

    def replace(self, record: Record, encoded: Encoded) -> None:
        """Store a record whole, in place of what was stored of its meeting and of what was read from its source."""
        if self._model is None:
            raise StoreMismatch("This store was opened without an embedding model; no record can be put in.")
        _check(record, encoded, self._model.dimension)
        try:
            with self._database.transaction():
                self._take_out(record)
                self._put_in(record, encoded)
                schema.bump(self._database)
        except UnicodeEncodeError as error:
            raise Unreadable(f"{record.source.name} contains half of a character pair, which is no text.") from error

    def _put_in(self, record: Record, encoded: Encoded) -> None:
        passages = encoded.passages
        windows = sum(len(passage.windows) for passage in passages)
        row = rows.save_record(self._database, record, passages=len(passages), windows=windows)
        passage_rows.save_passages(self._database, row, encoded)

    def _take_out(self, record: Record) -> None:
        old = self._database.rows(
            "SELECT row FROM records WHERE meeting = ? OR location = ?", (record.meeting.id, record.source.location)
        )
        for (row,) in old:
            passage_rows.delete_record(self._database, row)
            # A page published anew may be one from which something was withdrawn.
            schema.owe_erasure(self._database, Erasure.WORDS)

    def remove(self, meeting_id: str) -> None:
        """Delete a record so that no word of it is left on the disk."""
        found = self._database.rows("SELECT row, name, location FROM records WHERE meeting = ?", (meeting_id,))
        if not found:
            raise UnknownRecord(f"There is no record {meeting_id} in the store.")
        row, name, location = found[0]
        with self._database.transaction():
            passage_rows.delete_record(self._database, row)
            erase.from_runs(self._database, (meeting_id, name, location))
            schema.owe_erasure(self._database, Erasure.EVERYTHING)
            schema.bump(self._database)
        self.publish()

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

    def remake(self, encode: Callable[[Record], Encoded], model: EmbeddingModel) -> int:
        """Cut and embed every record anew for another model, all or none, then make the vector index anew.

        Another model may read fewer tokens, so that old windows would be cut off silently. Returns how many passages
        there are.
        """
        with self._database.transaction():
            stored = [row for (row,) in self._database.rows("SELECT row FROM records ORDER BY meeting")]
            made = sum(self._encode_again(row, encode, model.dimension) for row in stored)
            schema.put_model(self._database, model)
            schema.bump(self._database)
        self._model = model
        self._publisher.rebuild(forget=True)
        return made

    def _encode_again(self, row: int, encode: Callable[[Record], Encoded], dimension: int) -> int:
        record = rows.load_record(self._database, row)
        encoded = encode(record)
        _check(record, encoded, dimension)
        passage_rows.delete_record(self._database, row)
        self._put_in(record, encoded)
        return len(encoded.passages)

    def log_run(self, summary: Mapping[str, object]) -> None:
        """Keep what a run of the ingest did."""
        when = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        text = json.dumps(summary, ensure_ascii=False, default=str)
        self._database.insert('INSERT INTO runs ("when", summary) VALUES (?, ?)', (when, text))


def _check(record: Record, encoded: Encoded, dimension: int) -> None:
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
