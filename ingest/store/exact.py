"""Vector search by looking at every vector: exact, straight from SQLite, and always there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from ingest.store.database import Database, Row
from ingest.store.filters import as_sql
from ingest.store.hits import Hit
from ingest.store.scope import EVERYWHERE, Scope

# Two ways of adding up the same products differ in the last digits; candidates this close are all scored anew.
_SLACK = 1e-4


@dataclass(frozen=True, slots=True)
class Matrix:
    """Every window of one moment as a unit vector, with the rows of its record and of its passage (ascending)."""

    embedding: str
    revision: int
    records: NDArray[np.int64]
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
        return _matrix(revision, embedding, _windows_of(database, None))
    live = np.array([row for (row,) in database.rows("SELECT row FROM passages")], dtype=np.int64)
    # A passage's row is never given to another, so what is held of it is still right.
    keep = np.isin(held.passages, live)
    new = _matrix(revision, embedding, _windows_of(database, np.setdiff1d(live, held.passages).tolist()))
    kept = replace(
        held, revision=revision, records=held.records[keep], passages=held.passages[keep], vectors=held.vectors[keep]
    )
    if not len(new.passages) or not len(kept.passages):
        return new if len(new.passages) else kept
    # A view may look back, so what is new to the matrix need not come last.
    passages = np.concatenate([kept.passages, new.passages])
    order = np.argsort(passages, kind="stable")
    return Matrix(
        embedding=embedding,
        revision=revision,
        records=np.concatenate([kept.records, new.records])[order],
        passages=passages[order],
        vectors=np.concatenate([kept.vectors, new.vectors])[order],
    )


def _windows_of(database: Database, rows: Sequence[int] | None) -> list[Row]:
    """The windows of some passages, or of all."""
    some = "" if rows is None else "WHERE w.passage IN (SELECT value FROM json_each(?))"
    return database.rows(
        "SELECT p.record, w.passage, w.vector FROM windows w JOIN passages p ON p.row = w.passage"
        f" {some} ORDER BY w.passage, w.ordinal",
        () if rows is None else (json.dumps(rows),),
    )


def _matrix(revision: int, embedding: str, found: Sequence[Row]) -> Matrix:
    vectors = np.frombuffer(b"".join(blob for *_, blob in found), dtype="<f4").reshape(len(found) or 1, -1)
    return Matrix(
        embedding=embedding,
        revision=revision,
        records=np.array([record for record, *_ in found], dtype=np.int64),
        passages=np.array([passage for _, passage, _ in found], dtype=np.int64),
        vectors=_unit(vectors)[: len(found)],
    )


def search(database: Database, matrix: Matrix, vector: NDArray[np.float32], scope: Scope, limit: int) -> list[Hit]:
    """The passages nearest to a vector among all of a scope."""
    inside = (
        slice(None) if scope == EVERYWHERE else np.flatnonzero(np.isin(matrix.records, _records_in(database, scope)))
    )
    passages = matrix.passages[inside]
    if not len(passages):
        return []
    scores = matrix.vectors[inside] @ _unit(vector[None, :])[0]
    starts = np.flatnonzero(np.r_[True, passages[1:] != passages[:-1]])
    best = np.maximum.reduceat(scores, starts)
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
    if not found:
        return {}
    windows = np.frombuffer(b"".join(blob for _, blob in found), dtype="<f4").reshape(len(found), -1).astype(np.float64)
    wanted = vector.astype(np.float64)
    lengths = np.linalg.norm(windows, axis=1) * (np.linalg.norm(wanted) or 1.0)
    lengths[lengths == 0] = 1.0
    best: dict[str, float] = {}
    # Beyond six decimals a sum depends on what it was added up together with.
    for (ident, _), score in zip(found, (windows @ wanted / lengths).round(6).tolist(), strict=True):
        best[ident] = max(score, best.get(ident, -1.0))
    return best


def _records_in(database: Database, scope: Scope) -> NDArray[np.int64]:
    condition, parameters = as_sql(scope)
    found = database.rows(f"SELECT row FROM records r WHERE {condition}", parameters)
    return np.array([row for (row,) in found], dtype=np.int64)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    lengths[lengths == 0] = 1.0
    unit: NDArray[np.float32] = (vectors / lengths).astype(np.float32, copy=False)
    return unit
