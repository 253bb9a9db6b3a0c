"""A folder with two files, a store, and a watch that has taken them in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest import runs
from tests.ingest.watch.in_step import InStep


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with two files."""
    return runs.inbox(tmp_path / "inbox")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def kept(store: Path, inbox: Path) -> InStep:
    """A watch that has taken in the two files."""
    watch = InStep(store, inbox)
    watch.look(2)
    assert watch.held == ["a.txt", "b.txt"]
    return watch
