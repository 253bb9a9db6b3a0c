"""Vector search: the index proposes, SQLite disposes; where the index falls short every vector is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from ingest.errors import StoreError
from ingest.store import exact
from ingest.store.clones import Clone, clone
from ingest.store.database import Database
from ingest.store.exact import Matrices
from ingest.store.filters import as_sql, as_where
from ingest.store.generations import Generations
from ingest.store.hits import Hit
from ingest.store.scope import EVERYWHERE, Scope

# Up to so many windows all of them are looked at. At 8,800 that took as long as the index (3 to 5 ms), a process that
# asks one question answered in 0.36 s instead of 0.88, for it need not load chromadb, and it always finds the same: of
# 84 questions the index gave 5 another passage at the far end of what it found from one process to the next.
EXACT_UP_TO = 20_000

# A filter costs Chroma much: at 50,000 windows it took 95 ms where looking at every vector in scope took 1 to 16. For a
# part of the store that stays the faster way for longer.
_TIMES_IN_SCOPE = 5

# So many passages may have been stored since the index was made before every vector is looked at instead.
_MOST_NEW = 2_000


# Whoever wants more than this wants a list of everything, for which an index is no help.
_MOST_ASKED = 1_000


@dataclass(frozen=True, slots=True)
class Moment:
    """Which state of the store a search is of."""

    revision: int
    embedding: str


class NearestSearch:
    """The vector search of one process; it follows the pointer from generation to generation."""

    def __init__(self, store: Path, *, exact_up_to: int = EXACT_UP_TO) -> None:
        self._generations = Generations(store)
        self._matrices = Matrices()
        self._lock = Lock()
        self._mark: tuple[int, ...] | None = None
        self._clone: Clone | None = None
        self._exact_up_to = exact_up_to
        self._trouble: str | None = None

    def search(
        self, database: Database, moment: Moment, vector: NDArray[np.float32], scope: Scope, limit: int
    ) -> list[Hit]:
        """The passages of a scope nearest to a vector, best first."""
        condition, parameters = as_sql(scope)
        [(passages, windows)] = database.rows(
            f"SELECT coalesce(sum(passages), 0), coalesce(sum(windows), 0) FROM records r WHERE {condition}",
            parameters,
        )
        if limit < 1 or not windows:
            return []
        many = windows > self._exact_up_to * (1 if scope == EVERYWHERE else _TIMES_IN_SCOPE)
        if many and limit <= _MOST_ASKED:
            hits = self._through_the_index(database, moment, vector, scope, limit)
            if hits is not None and len(hits) >= min(limit, passages):
                return hits
        matrix = self._matrices.at(database, moment.revision, moment.embedding)
        return exact.search(database, matrix, vector, scope, limit)

    @property
    def trouble(self) -> str | None:
        """Why the present generation is not in use; None if it is, or has not been asked for yet."""
        return self._trouble if self._generations.mark() == self._mark else None

    def _through_the_index(
        self, database: Database, moment: Moment, vector: NDArray[np.float32], scope: Scope, limit: int
    ) -> list[Hit] | None:
        held = self._up_to_date()
        # An index younger than this view may lack what the view still sees.
        if held is None or held.manifest.embedding != moment.embedding or held.manifest.revision > moment.revision:
            return None
        new = _passages_after(database, held.manifest.last_row, scope)
        if len(new) > _MOST_NEW:
            return None
        try:
            # A passage has several windows, and some of what is found may be gone: ask for more than is wanted.
            proposed = held.nearest(vector, as_where(scope), 4 * limit + 20)
        except StoreError as error:
            self._condemn(held, str(error))
            return None
        return exact.rescored(database, [*proposed, *new], vector, scope, limit)

    def _up_to_date(self) -> Clone | None:
        """The copy of the generation that the pointer names now; None while there is none that can be used."""
        if self._generations.mark() == self._mark:
            return self._clone
        if not self._lock.acquire(blocking=False):
            return self._clone  # another thread is at it; until then the one before will do
        try:
            self._follow()
        finally:
            self._lock.release()
        return self._clone

    def _follow(self) -> None:
        mark = self._generations.mark()
        if mark == self._mark:
            return
        generation = None
        try:
            generation = self._generations.current()
            self._clone = clone(generation) if generation else None
            self._trouble = None
        except (StoreError, OSError) as error:
            self._clone, self._trouble = None, str(error)
            # Not to be blamed on the generation if the writer has meanwhile moved on and deleted it.
            if generation is not None and mark == self._generations.mark() and isinstance(error, StoreError):
                self._generations.condemn(generation, str(error))
        self._mark = mark

    def _condemn(self, held: Clone, why: str) -> None:
        self._generations.condemn(held.generation, why)
        with self._lock:
            if self._clone is held:
                self._clone, self._trouble = None, why

    def close(self) -> None:
        """Let go of the copy."""
        with self._lock:
            if self._clone is not None:
                self._clone.close()
            self._clone, self._mark = None, None


def _passages_after(database: Database, row: int, scope: Scope) -> list[int]:
    condition, parameters = as_sql(scope)
    found = database.rows(
        f"SELECT p.row FROM passages p JOIN records r ON r.row = p.record WHERE p.row > ? AND {condition}",
        (row, *parameters),
    )
    return [passage for (passage,) in found]
