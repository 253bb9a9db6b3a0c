"""The packaged model, ready for questions, and a copy of its folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ingest import model_files
from ingest.embed import TokenEmbedder
from ingest.model_choice import question_embedder
from ingest.model_files import PACKAGED_MODEL


@pytest.fixture(scope="module")
def light() -> TokenEmbedder:
    return question_embedder(PACKAGED_MODEL)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the packaged model, to spoil."""
    return Path(shutil.copytree(model_files.model_folder(PACKAGED_MODEL), tmp_path / "model"))
