"""A reader's own copy of a generation: opening a Chroma folder writes into it, so no two processes share one."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from ingest.errors import StoreError
from ingest.store import generations
from ingest.store.chroma import ChromaIndex
from ingest.store.generations import READERS, Generation, Manifest
from ingest.store.lock import try_lock

_LEASE = "lease"
_GATE = "gate"


class Clone:
    """An open private copy; it closes and deletes itself when nobody holds it any more, or the process ends."""

    def __init__(self, generation: Generation, folder: Path, lease: BinaryIO, index: ChromaIndex) -> None:
        self.generation = generation
        self._index = index
        self.close = weakref.finalize(self, _let_go, index, lease, folder)

    @property
    def manifest(self) -> Manifest:
        """What it holds."""
        return self.generation.manifest

    def nearest(self, vector: NDArray[np.float32], where: dict[str, object] | None, limit: int) -> list[int]:
        """Rows of the passages whose windows are nearest to a vector."""
        return self._index.nearest(vector, where, limit)


def clone(generation: Generation) -> Clone:
    """Copy a generation, verifying every byte of it, and open the copy."""
    folder, lease = _leased_folder(generation.path.parent / READERS)
    try:
        generations.copy(generation, folder / "index")
        index = ChromaIndex.open(folder / "index")
    except (StoreError, OSError):
        lease.close()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Clone(generation, folder, lease, index)


@contextmanager
def private_copy(generation: Generation) -> Iterator[Path]:
    """The files of a generation, copied for one look at them."""
    with tempfile.TemporaryDirectory(prefix="minutebook-vectors-") as folder:
        generations.copy(generation, Path(folder) / "index")
        yield Path(folder) / "index"


def sweep(readers: Path) -> None:
    """Delete the copies of readers that died without doing so."""
    if not readers.is_dir():
        return
    with (readers / _GATE).open("a+b", buffering=0) as gate:
        if try_lock(gate):
            _sweep(readers)


def _leased_folder(readers: Path) -> tuple[Path, BinaryIO]:
    """A folder of our own, with a lease on it that ends when this process does."""
    try:
        readers.mkdir(parents=True, exist_ok=True)
        with (readers / _GATE).open("a+b", buffering=0) as gate:
            # Whoever has the gate may sweep; a folder is only ever without its lease while its maker has the gate.
            if try_lock(gate):
                _sweep(readers)
                return _lease(Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=readers)))
    except OSError:
        pass  # the store is on a read-only disk: the copy goes where temporary files go
    return _lease(Path(tempfile.mkdtemp(prefix="minutebook-vectors-")))


def _lease(folder: Path) -> tuple[Path, BinaryIO]:
    lease: BinaryIO = (folder / _LEASE).open("a+b", buffering=0)
    try_lock(lease)
    return folder, lease


def _sweep(readers: Path) -> None:
    for folder in readers.iterdir():
        if not folder.is_dir():
            continue
        try:
            with (folder / _LEASE).open("a+b", buffering=0) as lease:
                abandoned = try_lock(lease)
        except FileNotFoundError:
            abandoned = True
        if abandoned:
            shutil.rmtree(folder, ignore_errors=True)


def _let_go(index: ChromaIndex, lease: BinaryIO, folder: Path) -> None:
    with suppress(StoreError):  # it is being thrown away
        index.close()
    lease.close()
    shutil.rmtree(folder, ignore_errors=True)
