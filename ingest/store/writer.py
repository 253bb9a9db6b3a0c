"""The one writer of a store: whole records in, whole records out, and the vector index brought in step."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.embed import EmbeddingModel
from ingest.errors import StoreMismatch, UnknownRecord, Unreadable
from ingest.passages import Passage, Window
from ingest.records import Record
from ingest.store import erase, passage_rows, rows, schema
from ingest.store.database import Database
from ingest.store.meetings import MeetingSummary, summaries
from ingest.store.publish import Publisher
from ingest.store.schema import Erasure

_BATCH = 256


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
        return next((summary for summary in summaries(self._database) if summary.id == meeting_id), None)

    def replace(
        self,
        record: Record,
        passages: Sequence[Passage],
        vectors: Sequence[NDArray[np.float32]],
        sentences: Sequence[NDArray[np.float32]] | None = None,
    ) -> None:
        """Store a record whole, in place of what was stored of its meeting and of what was read from its source.

        Of each passage: the vectors of its windows, shape (windows, dimension), and of its sentences, likewise; None
        where no passage has any.
        """
        if self._model is None:
            raise StoreMismatch("This store was opened without an embedding model; no record can be put in.")
        alone = (
            sentences if sentences is not None else [np.zeros((0, self._model.dimension), np.float32)] * len(passages)
        )
        _check(record, passages, vectors, alone, self._model.dimension)
        try:
            with self._database.transaction():
                self._take_out(record)
                windows = sum(len(passage.windows) for passage in passages)
                row = rows.save_record(self._database, record, passages=len(passages), windows=windows)
                passage_rows.save_passages(self._database, row, passages, vectors, alone)
                schema.bump(self._database)
        except UnicodeEncodeError as error:
            raise Unreadable(f"{record.source.name} contains half of a character pair, which is no text.") from error

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

    def reembed(
        self,
        embed: Callable[[Sequence[str]], NDArray[np.float32]],
        model: EmbeddingModel,
        window_text: Callable[[Passage, Window], str],
    ) -> None:
        """Give every window a vector of another model, all or none; then make the vector index anew."""
        with self._database.transaction():
            windows = self._windows(window_text)
            while batch := list(islice(windows, _BATCH)):
                vectors = np.asarray(embed([text for _, _, text in batch]), dtype=np.float32)
                _check_vectors(vectors, len(batch), model.dimension, "the embedding model")
                self._database.run_many(
                    "UPDATE windows SET vector = ? WHERE passage = ? AND ordinal = ?",
                    [(v.astype("<f4").tobytes(), row, n) for v, (row, n, _) in zip(vectors, batch, strict=True)],
                )
            schema.put_model(self._database, model)
            schema.bump(self._database)
        self._model = model
        self._publisher.rebuild(forget=True)

    def _windows(self, window_text: Callable[[Passage, Window], str]) -> Iterator[tuple[int, int, str]]:
        for (record,) in self._database.rows("SELECT row FROM records ORDER BY meeting"):
            numbers = [n for (n,) in self._database.rows("SELECT row FROM passages WHERE record = ?", (record,))]
            for row, passage in sorted(passage_rows.load_passages(self._database, numbers).items()):
                for ordinal, window in enumerate(passage.windows):
                    yield row, ordinal, window_text(passage, window)

    def log_run(self, summary: Mapping[str, object]) -> None:
        """Keep what a run of the ingest did."""
        when = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        text = json.dumps(summary, ensure_ascii=False, default=str)
        self._database.insert('INSERT INTO runs ("when", summary) VALUES (?, ?)', (when, text))


def _check(
    record: Record,
    passages: Sequence[Passage],
    vectors: Sequence[NDArray[np.float32]],
    sentences: Sequence[NDArray[np.float32]],
    dimension: int,
) -> None:
    """Whoever cuts and embeds passages wrongly is told here, before anything is written."""
    if not len(passages) == len(vectors) == len(sentences):
        raise ValueError(f"{len(passages)} passages came with {len(vectors)} and {len(sentences)} arrays of vectors")
    if len({passage.id for passage in passages}) != len(passages):
        raise ValueError(f"two passages of {record.meeting.id} have the same id")
    for passage, array, alone in zip(passages, vectors, sentences, strict=True):
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
