"""The door to chromadb: one index in one folder, holding ids, vectors and where they belong, and no words.

chromadb is imported when an index is opened, not before: it takes a second. Whatever it raises is `StoreDamaged`
here, because an index is disposable and its user has SQLite to fall back on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ingest.errors import StoreDamaged

_T = TypeVar("_T")

_COLLECTION = "windows"
# Cosine, because with Chroma's default distance 11 in 100 vectors did not even find themselves. The search is
# twice as wide as by default, for well under a millisecond.
_SETTINGS: dict[str, object] = {"hnsw": {"space": "cosine", "ef_search": 200}}
_CHECK_S = 300.0
_CHECK = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from ingest.store.chroma import check; check(sys.argv[2])"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One window as the index knows it."""

    passage: int  # row of its passage
    ordinal: int
    council: str
    committee: str
    date: int
    vector: NDArray[np.float32]

    @property
    def key(self) -> str:
        """Its id in the index."""
        return f"{self.passage}.{self.ordinal}"


class ChromaIndex:
    """An open index; nobody else may have the same folder open."""

    def __init__(self, client: Any, collection: Any) -> None:  # noqa: ANN401  see `open`
        self._client = client
        self._collection = collection

    @classmethod
    def open(cls, folder: Path, *, new: bool = False) -> ChromaIndex:
        """Open an index, or make an empty one."""
        with _translated():
            import chromadb
            from chromadb.config import Settings

            # Any: its published types know neither `close` nor half of what its methods take.
            client: Any = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
            try:
                if new:
                    collection = client.create_collection(_COLLECTION, embedding_function=None, configuration=_SETTINGS)
                else:
                    collection = client.get_collection(_COLLECTION, embedding_function=None)
            except chromadb.errors.ChromaError:
                client.close()
                raise
            return cls(client, collection)

    def nearest(self, vector: NDArray[np.float32], where: dict[str, object] | None, limit: int) -> list[int]:
        """Rows of the passages whose windows are nearest to a vector."""
        with _translated():
            found = self._collection.query(
                query_embeddings=[vector], n_results=limit, where=where, include=["distances"]
            )
        return list(dict.fromkeys(_passage(key) for key in found["ids"][0]))

    def count(self) -> int:
        """How many windows it holds."""
        with _translated():
            return int(self._collection.count())

    def keys(self) -> set[str]:
        """The ids of all the windows it holds."""
        with _translated():
            return set(self._collection.get(include=[])["ids"])

    def add(self, entries: Sequence[Entry]) -> None:
        """Put windows in."""
        for batch in self._batches(entries):
            with _translated():
                self._collection.add(
                    ids=[entry.key for entry in batch],
                    embeddings=[entry.vector for entry in batch],
                    metadatas=[
                        {"council": e.council, "committee": e.committee, "date": e.date, "passage": e.passage}
                        for e in batch
                    ],
                )

    def remove(self, keys: Sequence[str]) -> None:
        """Take windows out."""
        for batch in self._batches(keys):
            with _translated():
                self._collection.delete(ids=list(batch))

    def close(self) -> None:
        """Let go of the folder."""
        with _translated():
            self._client.close()

    def _batches(self, things: Sequence[_T]) -> Iterator[Sequence[_T]]:
        size = min(1_000, self._client.get_max_batch_size())
        return (things[start : start + size] for start in range(0, len(things), size))


def checked_apart(folder: Path, windows: int) -> None:
    """Let another process open the index and use it; an index that kills whoever opens it must not kill us."""
    command = [sys.executable, "-c", _CHECK, json.dumps(sys.path), str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_CHECK_S, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise StoreDamaged(f"The vector index did not answer within {_CHECK_S:.0f} seconds.") from error
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise StoreDamaged(f"The vector index cannot be opened (exit status {done.returncode}): {last}")
    if done.stdout.strip() != str(windows):
        raise StoreDamaged(f"The vector index holds {done.stdout.strip()} windows instead of {windows}.")


def check(folder: str) -> None:
    """What the other process does."""
    print(looked_through(Path(folder)))  # noqa: T201  read by `checked_apart`


def looked_through(folder: Path) -> int:
    """Open the index, search it for something it holds, and say how many windows it holds."""
    index = ChromaIndex.open(folder)
    count = index.count()
    sample = index._collection.get(limit=1, include=["embeddings"])["embeddings"]  # noqa: SLF001  the same door
    if sample is not None and len(sample):
        index.nearest(np.asarray(sample[0], dtype=np.float32), None, 1)
    index.close()
    return count


def _passage(key: str) -> int:
    return int(key.partition(".")[0])


@contextmanager
def _translated() -> Iterator[None]:
    """Turns what chromadb raises into `StoreDamaged`."""
    try:
        from chromadb.errors import ChromaError
    except ImportError as error:
        raise StoreDamaged(f"chromadb cannot be loaded: {error}.", hint="Run `make install`.") from error
    try:
        yield
    # Beside its own errors it lets out those of its Rust core (RuntimeError) and of its caches (the others).
    except (ChromaError, RuntimeError, ValueError, KeyError, AttributeError) as error:
        raise StoreDamaged(f"The vector index fails: {type(error).__name__}: {error}") from error
