"""What tests of the ingest share."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import StoreDamaged
from ingest.store.chroma import looked_through


@pytest.fixture
def checked_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks through a new index in this process: starting another takes two seconds, and is tried out elsewhere."""

    def check(folder: Path, windows: int) -> None:
        if looked_through(folder) != windows:
            raise StoreDamaged("The vector index does not hold what it should.")

    for user in ("publish", "health"):
        monkeypatch.setattr(f"ingest.store.{user}.checked_apart", check)
