"""Vector search by looking at every vector: exact, straight from SQLite, and always there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from ingest.store.database import Database, Row
from ingest.store.filters import as_sql
from ingest.store.hits import Hit
from ingest.store.passage_rows import as_vector
from ingest.store.scope import EVERYWHERE, Scope

# Two ways of adding up the same products differ in the last digits; candidates this close are all scored anew.
_SLACK = 1e-4


@dataclass(frozen=True, slots=True)
class Matrix:
    """Every window of one moment as a unit vector, and the row of the passage it belongs to (ascending)."""

    embedding: str
    revision: int
    passages: NDArray[np.int64]
    vectors: NDArray[np.float32]


class Matrices:
    """The matrix of the present moment, kept in memory and brought up to date with what changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: Matrix | None = None

    def at(self, database: Database, revision: int, embedding: str) -> Matrix:
        """The matrix of the moment that ``database`` reads."""
        with self._lock:
            held = self._held
            if held is None or (held.revision, held.embedding) != (revision, embedding):
                held = self._held = _brought_up_to_date(held, database, revision, embedding)
            return held


def _brought_up_to_date(held: Matrix | None, database: Database, revision: int, embedding: str) -> Matrix:
    if held is None or held.embedding != embedding:
        passages, vectors = _windows_of(database, None)
        return Matrix(embedding, revision, passages, vectors)
    live = np.array([row for (row,) in database.rows("SELECT row FROM passages")], dtype=np.int64)
    # A passage's row is never given to another, so what is held of it is still right.
    keep = np.isin(held.passages, live)
    new = np.setdiff1d(live, held.passages)
    passages, vectors = _windows_of(database, new.tolist())
    if len(passages):
        passages = np.concatenate([held.passages[keep], passages])
        vectors = np.concatenate([held.vectors[keep], vectors])
        order = np.argsort(passages, kind="stable")
        return Matrix(embedding, revision, passages[order], vectors[order])
    return Matrix(embedding, revision, held.passages[keep], held.vectors[keep])


def _windows_of(database: Database, rows: Sequence[int] | None) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The windows of some passages, or of all, as unit vectors."""
    some = "" if rows is None else "WHERE passage IN (SELECT value FROM json_each(?))"
    found = database.rows(
        f"SELECT passage, vector FROM windows {some} ORDER BY passage, ordinal",
        () if rows is None else (json.dumps(rows),),
    )
    if not found:
        return np.empty(0, np.int64), np.empty((0, 0), np.float32)
    vectors = np.frombuffer(b"".join(blob for _, blob in found), dtype="<f4").reshape(len(found), -1)
    return np.array([passage for passage, _ in found], dtype=np.int64), _unit(vectors)


def search(database: Database, matrix: Matrix, vector: NDArray[np.float32], scope: Scope, limit: int) -> list[Hit]:
    """The passages nearest to a vector among all of a scope."""
    passages, vectors = matrix.passages, matrix.vectors
    if scope != EVERYWHERE:
        inside = np.isin(passages, _rows_in(database, scope))
        passages, vectors = passages[inside], vectors[inside]
    if not len(passages):
        return []
    starts = np.flatnonzero(np.r_[True, passages[1:] != passages[:-1]])
    best = np.maximum.reduceat(vectors @ _unit(vector[None, :])[0], starts)
    if len(best) > limit:
        threshold = np.partition(best, -limit)[-limit]
        starts = starts[best >= threshold - _SLACK]
    return rescored(database, passages[starts].tolist(), vector, scope, limit)


def rescored(
    database: Database, rows: Sequence[int], vector: NDArray[np.float32], scope: Scope, limit: int
) -> list[Hit]:
    """Those of the passages that are there and in scope, scored by their best window, best first.

    Whoever proposed the rows, the scores are those of the vectors in SQLite: the same question has the same answer
    whether or not there was a vector index.
    """
    condition, parameters = as_sql(scope)
    found = database.rows(
        "SELECT p.id, w.vector FROM windows w JOIN passages p ON p.row = w.passage"
        " JOIN records r ON r.row = p.record"
        f" WHERE w.passage IN (SELECT value FROM json_each(?)) AND {condition}",
        (json.dumps(rows), *parameters),
    )
    best = _best_windows(found, vector)
    ranked = sorted(best.items(), key=lambda hit: (-hit[1], hit[0]))
    return [Hit(passage_id=ident, score=score) for ident, score in ranked[:limit]]


def _best_windows(found: Sequence[Row], vector: NDArray[np.float32]) -> dict[str, float]:
    wanted = vector.astype(np.float64)
    wanted /= np.linalg.norm(wanted) or 1.0
    best: dict[str, float] = {}
    for ident, blob in found:
        window = as_vector(blob).astype(np.float64)
        score = round(float(window @ wanted) / (float(np.linalg.norm(window)) or 1.0), 6)
        best[ident] = max(score, best.get(ident, -1.0))
    return best


def _rows_in(database: Database, scope: Scope) -> NDArray[np.int64]:
    condition, parameters = as_sql(scope)
    found = database.rows(
        f"SELECT p.row FROM records r JOIN passages p ON p.record = r.row WHERE {condition}",
        parameters,
    )
    return np.array([row for (row,) in found], dtype=np.int64)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    lengths[lengths == 0] = 1.0
    unit: NDArray[np.float32] = (vectors / lengths).astype(np.float32, copy=False)
    return unit
