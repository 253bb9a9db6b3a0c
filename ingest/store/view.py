"""One moment of the store: everything read through a view was true at the same time."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from ingest.errors import UnknownRecord
from ingest.passages import Passage
from ingest.records import Record
from ingest.store import passage_rows, schema
from ingest.store.database import Database
from ingest.store.filters import as_sql
from ingest.store.hits import Hit
from ingest.store.meetings import MeetingSummary, further_sources, summaries
from ingest.store.nearest import Moment, NearestSearch
from ingest.store.rows import load_record
from ingest.store.scope import EVERYWHERE, Scope
from ingest.store.spelled import SpelledOut, spelled
from ingest.store.words import document_counts, search, terms_like

_MOST_RECORDS = 64


class Records:
    """Records that were read before. A row is never given to another record, so none of them can be out of date."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: OrderedDict[int, Record] = OrderedDict()
        self._meetings: tuple[int, tuple[MeetingSummary, ...]] = (-1, ())
        self._spelled: tuple[int, tuple[SpelledOut, ...]] = (-1, ())

    def meetings(self, database: Database, revision: int) -> tuple[MeetingSummary, ...]:
        """Every meeting of a revision of the store, newest first; read once, for each question looks at them."""
        held, found = self._meetings
        if held != revision:
            found = summaries(database)
            self._meetings = (revision, found)
        return found

    def spelled(self, database: Database, revision: int) -> tuple[SpelledOut, ...]:
        """Every acronym that a revision of the store spells out; looked for once."""
        held, found = self._spelled
        if held != revision:
            found = tuple(spelled(database))
            self._spelled = (revision, found)
        return found

    def at(self, database: Database, row: int) -> Record:
        """The record of a row."""
        with self._lock:
            record = self._held.get(row)
            if record is not None:
                self._held.move_to_end(row)
                return record
        record = load_record(database, row)
        with self._lock:
            self._held[row] = record
            while len(self._held) > _MOST_RECORDS:
                self._held.popitem(last=False)
        return record


class View:
    """Reads one moment of the store, whatever is written meanwhile; see `Store.view`."""

    def __init__(self, database: Database, records: Records, nearest: NearestSearch) -> None:
        self._database = database
        self._records = records
        self._nearest = nearest
        # This first read is what fixes the moment.
        self.revision = schema.revision(database)
        self._moment = Moment(self.revision, schema.get(database, "embedding"))

    def meetings(self, scope: Scope = EVERYWHERE) -> tuple[MeetingSummary, ...]:
        """The meetings of a scope, newest first."""
        held = self._records.meetings(self._database, self.revision)
        return held if scope == EVERYWHERE else tuple(meeting for meeting in held if _is_in(meeting, scope))

    def record(self, meeting_id: str) -> Record:
        """The record that answers for a meeting, with what else is kept of it."""
        row = self._database.value("SELECT row FROM records WHERE meeting = ? AND answers", (meeting_id,))
        if row is None:
            raise UnknownRecord(f"There is no record {meeting_id} in the store.")
        record = self._records.at(self._database, row)
        further = further_sources(self._database, meeting_id).get(meeting_id, ())
        return replace(record, further=further) if further else record

    def further_records(self, meeting_id: str) -> tuple[Record, ...]:
        """The records of the further sources of a meeting, by location."""
        rows = self._database.rows(
            "SELECT row FROM records WHERE meeting = ? AND NOT answers ORDER BY location", (meeting_id,)
        )
        return tuple(self._records.at(self._database, row) for (row,) in rows)

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The passages of these ids, in the order asked; an id that is not there is left out."""
        found = self._rows_of(ids)
        passages = passage_rows.load_passages(self._database, list(found.values()))
        return {ident: passages[found[ident]] for ident in ids if ident in found}

    def vectors(self, passage_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of the windows of each passage, one a row."""
        found = {row: ident for ident, row in self._rows_of(passage_ids).items()}
        vectors: dict[str, list[NDArray[np.float32]]] = {ident: [] for ident in found.values()}
        for row, blob in self._database.rows(
            "SELECT passage, vector FROM windows WHERE passage IN (SELECT value FROM json_each(?))"
            " ORDER BY passage, ordinal",
            (json.dumps(list(found)),),
        ):
            vectors[found[row]].append(passage_rows.as_vector(blob))
        return {ident: np.stack(windows) for ident, windows in vectors.items() if windows}

    def sentence_vectors(self, passage_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of the sentences of each passage, one a row, to three decimal places."""
        found = {row: ident for ident, row in self._rows_of(passage_ids).items()}
        dimension = int(schema.get(self._database, "dimension"))
        rows = self._database.rows(
            "SELECT passage, vectors FROM sentences WHERE passage IN (SELECT value FROM json_each(?))",
            (json.dumps(list(found)),),
        )
        return {found[row]: passage_rows.as_sentence_vectors(blob, dimension) for row, blob in rows}

    def search_words(self, words: Sequence[str], scope: Scope, limit: int, *, context_weight: float = 1.0) -> list[Hit]:
        """Passages of a scope that hold any of the words, by BM25."""
        return search(self._database, words, scope, limit, context_weight=context_weight)

    def search_vectors(self, vector: NDArray[np.float32], scope: Scope, limit: int) -> list[Hit]:
        """Passages of a scope by the cosine of their nearest window."""
        dimension = int(schema.get(self._database, "dimension"))
        if vector.shape != (dimension,) or not np.isfinite(vector).all():
            # Told here, or the vector index would get the blame and be made anew.
            raise ValueError(f"a question's vector has {dimension} finite numbers, not shape {vector.shape}")
        return self._nearest.search(self._database, self._moment, vector, scope, limit)

    def document_counts(self, words: Sequence[str]) -> dict[str, int]:
        """How many passages hold each word in their text, in any of its forms."""
        return document_counts(self._database, words)

    def terms_like(self, stem: str, most: int) -> list[tuple[str, int]]:
        """Stems held that begin like one, ``most`` letters longer or shorter at most; how many passages hold each."""
        return terms_like(self._database, stem, most)

    def spelled_out(self) -> tuple[SpelledOut, ...]:
        """The acronyms that the records spell out, each wherever they do, the newest meeting first."""
        return self._records.spelled(self._database, self.revision)

    def passage_count(self) -> int:
        """How many passages there are."""
        return int(self._database.value("SELECT coalesce(sum(passages), 0) FROM records"))

    def passages_of(self, meeting_id: str) -> tuple[Passage, ...]:
        """The passages of a meeting in reading order."""
        rows = self._database.rows(
            "SELECT p.row FROM passages p JOIN records r ON r.row = p.record WHERE r.meeting = ?", (meeting_id,)
        )
        passages = passage_rows.load_passages(self._database, [row for (row,) in rows])
        return tuple(sorted(passages.values(), key=lambda passage: (passage.start, passage.end, passage.id)))

    def all_passages(self, scope: Scope = EVERYWHERE) -> Iterator[Passage]:
        """Every passage of a scope in reading order: by council, committee and date, then down the page."""
        condition, parameters = as_sql(scope)
        for (record,) in self._database.rows(
            f"SELECT row FROM records r WHERE {condition} ORDER BY council, committee, date, time, meeting",
            parameters,
        ):
            rows = [n for (n,) in self._database.rows("SELECT row FROM passages WHERE record = ?", (record,))]
            passages = passage_rows.load_passages(self._database, rows)
            yield from sorted(passages.values(), key=lambda passage: (passage.start, passage.end, passage.id))

    def _rows_of(self, ids: Sequence[str]) -> dict[str, int]:
        found = self._database.rows(
            "SELECT id, row FROM passages WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
        )
        return dict(found)


def _is_in(meeting: MeetingSummary, scope: Scope) -> bool:
    return (
        (not scope.councils or meeting.council in scope.councils)
        and (not scope.committees or meeting.committee in scope.committees)
        and (scope.date_from is None or meeting.date >= scope.date_from)
        and (scope.date_to is None or meeting.date <= scope.date_to)
    )
