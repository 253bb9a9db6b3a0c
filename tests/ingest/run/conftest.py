"""A folder to take in, and a store to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.runs import minutes


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with one good file; it must come through whatever lies beside it."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "good.txt").write_text(minutes(day=1, month="May"), "utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"
