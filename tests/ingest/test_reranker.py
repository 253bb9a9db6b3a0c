"""The laws of ingest.reranker: it scores as sentence-transformers does, and what is no cross-encoder is refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ingest.errors import EmbeddingError
from ingest.model_files import PACKAGED_MODEL
from ingest.reranker import CrossReranker
from tests.ingest.models import cross_encoder

QUESTION = "what did Ofsted say about churn?"
TEXTS = ["Churn was high.", "The lift is broken.", "", "churn " * 500, "half a character \ud83d"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return cross_encoder(tmp_path / "cross-encoder")


def test_texts_get_the_scores_of_sentence_transformers_in_their_order(folder: Path) -> None:
    """Before any squeezing: where scores are far out, they would all be 1."""
    import torch
    from sentence_transformers import CrossEncoder

    theirs = CrossEncoder(str(folder), device="cpu", local_files_only=True)
    expected = theirs.predict(
        [(QUESTION, text.replace("\ud83d", "?")) for text in TEXTS],
        activation_fn=torch.nn.Identity(),
        show_progress_bar=False,
    )
    found = CrossReranker(str(folder)).scores(QUESTION, TEXTS)
    assert found.dtype == np.float32
    assert len(set(found.tolist())) == len(TEXTS)
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_no_texts_no_scores(folder: Path) -> None:
    assert CrossReranker(str(folder)).scores(QUESTION, []).shape == (0,)


@pytest.mark.parametrize("name", ["nobody/no-such-model", "no-such-model", "not a name: ../..", "tests"])
def test_an_unknown_reranker_is_refused_with_a_hint(name: str) -> None:
    """Looking for it does not reach the network, which is blocked here."""
    with pytest.raises(EmbeddingError, match=f"no reranker '{name}'") as refused:
        CrossReranker(name)
    assert "MINUTEBOOK_RERANKER" in refused.value.hint


def test_an_embedding_model_is_no_reranker() -> None:
    """The library would load it, with a last layer of random numbers."""
    with pytest.raises(EmbeddingError, match="does not score pairs of texts") as refused:
        CrossReranker(PACKAGED_MODEL)
    assert "MINUTEBOOK_RERANKER" in refused.value.hint


def test_a_model_that_gives_several_numbers_is_no_reranker(tmp_path: Path) -> None:
    several = CrossReranker(str(cross_encoder(tmp_path / "several", labels=3)))
    with pytest.raises(EmbeddingError, match="gives 3 numbers"):
        several.scores(QUESTION, TEXTS)


def test_weights_that_are_none_are_refused(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"not weights at all")
    broken = CrossReranker(str(folder))
    with pytest.raises(EmbeddingError, match=r"reranker .* cannot be loaded") as refused:
        broken.scores(QUESTION, TEXTS)
    assert "MINUTEBOOK_RERANKER" in refused.value.hint
    (folder / "model.safetensors").unlink()
    with pytest.raises(EmbeddingError, match=r"reranker in .* has no weights"):
        CrossReranker(str(folder))


def test_it_is_loaded_when_it_is_first_used_and_without_a_word(folder: Path, root: Path) -> None:
    script = f"""
import sys
from ingest.reranker import CrossReranker
from tests.ingest.models import cross_encoder
reranker = CrossReranker({str(folder)!r})
assert not {{"torch", "sentence_transformers", "transformers"}} & set(sys.modules)
assert len(reranker.scores({QUESTION!r}, ["Churn was high."])) == 1
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
