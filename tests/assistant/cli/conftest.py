"""A store of the sample records, made by the command itself, for its tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.assistant.cli.ran import RECORDS, Ran, apart


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of whoever runs the tests plays a part, nor does the folder they are run from."""
    for name in [name for name in os.environ if name.startswith("MINUTEBOOK_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="package")
def first_ingest(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The five sample records in a store of their own, with the real model: the one slow thing here."""
    folder = tmp_path_factory.mktemp("real")
    ran = apart("ingest", RECORDS, "--store", folder / "store", cwd=folder)
    assert ran.code == 0, ran.err
    return folder / "store", ran


@pytest.fixture
def store(first_ingest: tuple[Path, Ran]) -> Path:
    """The store of the sample records; only to be read."""
    return first_ingest[0]
