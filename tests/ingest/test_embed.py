"""The laws of vectors: both ways to a vector agree, the weights are the ones expected, and nothing loads early."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ingest import model_files
from ingest.embed import EmbeddingModel, PassageEmbedder, TokenEmbedder, embedding_model, window_text
from ingest.errors import EmbeddingError
from ingest.light_encoder import normal_cdf
from ingest.model_check import check_model
from ingest.model_choice import passage_embedder, question_embedder
from ingest.model_files import PACKAGED_MODEL, PACKAGED_SHA256
from ingest.packaged_embedders import LightEmbedder, PackedEmbedder
from ingest.sentence_embedder import SentenceEmbedder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PARAGRAPH = (
    "25.6 Members noted that the number of agency social workers had fallen since the last meeting, but remained "
    "concerned that “churn” in the assessment teams — which Ofsted’s letter of 7 June 2019 had called ‘high’ — would "
    "delay visits. The Director advised that caseloads stood at 18.4 against a target of 16, and that £1.2m had been "
    "set aside. "
)
AWKWARD = [
    "",
    " ",
    "\n\n\t",
    ".",
    "a",
    "RESOLVED",
    "Café, naïve façade, Zoë Müller, Siân Llŷr",
    "Cyfarfod y Pwyllgor Craffu: cofnodion, tŷ, dŵr",
    "‘single’ “double” – en — em … ellipsis",
    "会議の議事録 委員会",
    "محضر اجتماع اللجنة",
    "🏛️ 🗳️",
    "a\u00adb\u200bc\ufeffd",
    "e\u0301 against é",
    "£1,234,567.89 (12.5%) 2019/20",
    "https://example.gov.uk/mgAi.aspx?ID=12345#item-7b",
    "supercalifragilisticexpialidocious" * 20,
    PARAGRAPH * 2,
    PARAGRAPH * 4,  # more than 256 tokens
    PARAGRAPH * 40,
    "word " * 253,
    "word " * 254,  # 256 with the special tokens
    "word " * 255,
]
QUESTIONS = [
    f"{start} {topic}?"
    for start in ("What did Ofsted say about", "Who is to report back on", "When did the committee last consider")
    for topic in (
        "churn of social workers",
        "the high needs block",
        "elective home education",
        "Cllr Boyles’ question",
        "children in care placed out of county",
        "the Q3 budget",
        "exclusions from secondary schools",
        "the Joint Strategic Needs Assessment",
        "fostering",
        "minute 25.6",
        "school transport appeals and the cost of taxis",
        "SEND",
    )
]
TEXTS = AWKWARD + QUESTIONS


@pytest.fixture(scope="module")
def light() -> TokenEmbedder:
    return question_embedder(PACKAGED_MODEL)


@pytest.fixture(scope="module")
def reference() -> SentenceTransformer:
    """The packaged model as sentence-transformers loads it by itself, in float32."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(model_files.model_folder(PACKAGED_MODEL)), device="cpu", local_files_only=True)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the packaged model, to spoil."""
    return Path(shutil.copytree(model_files.model_folder(PACKAGED_MODEL), tmp_path / "model"))


def test_a_model_is_known_without_being_loaded() -> None:
    expected = EmbeddingModel(PACKAGED_MODEL, PACKAGED_SHA256, 384, 256)
    assert expected == embedding_model(PACKAGED_MODEL)
    assert expected == question_embedder(PACKAGED_MODEL).model


def test_questions_get_the_vectors_of_sentence_transformers(
    light: TokenEmbedder, reference: SentenceTransformer
) -> None:
    """The light way and sentence-transformers' own float32 way give the same vector, whatever the text."""
    assert len(TEXTS) >= 50
    theirs = np.asarray(reference.encode(TEXTS, show_progress_bar=False))
    ours = light.embed(TEXTS)
    cosines = np.sum(ours * theirs, axis=1)
    assert cosines.min() > 0.99999, TEXTS[int(cosines.argmin())][:80]
    np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_vectors_are_unit_float32(light: TokenEmbedder) -> None:
    vectors = light.embed(TEXTS[:20])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_vector_does_not_depend_on_its_neighbours(light: TokenEmbedder) -> None:
    texts = [*AWKWARD[:12], PARAGRAPH, *QUESTIONS[:12]]
    alone = np.concatenate([light.embed([text]) for text in texts])
    np.testing.assert_allclose(light.embed(texts), alone, atol=1e-5)


def test_threads_may_share_the_light_embedder(light: TokenEmbedder) -> None:
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda text: light.embed([text])[0], QUESTIONS))
    np.testing.assert_allclose(together, light.embed(QUESTIONS), atol=1e-5)


def test_token_vectors_are_those_of_sentence_transformers(light: TokenEmbedder, reference: SentenceTransformer) -> None:
    for text in ("What did Ofsted say about “churn”?", "", PARAGRAPH * 4):
        pieces, vectors = light.token_vectors(text)
        theirs = reference.encode(text, output_value="token_embeddings", show_progress_bar=False)
        assert (len(pieces), 384) == vectors.shape
        assert (pieces[0], pieces[-1]) == ("[CLS]", "[SEP]")
        np.testing.assert_allclose(vectors, theirs.numpy(), atol=1e-4)


def test_the_mean_of_the_token_vectors_is_the_vector_of_the_text(light: TokenEmbedder) -> None:
    mean = light.token_vectors(PARAGRAPH)[1].mean(axis=0)
    np.testing.assert_allclose(mean / np.linalg.norm(mean), light.embed([PARAGRAPH])[0], atol=1e-6)


def test_tokens_are_counted_as_sentence_transformers_counts_them(
    light: TokenEmbedder, reference: SentenceTransformer
) -> None:
    """Special tokens count, and what is too long is counted to its end."""
    for text in TEXTS:
        read = reference.tokenizer(text, truncation=False, verbose=False)["input_ids"]
        assert len(read) == light.count_tokens(text), text[:80]
    assert light.count_tokens("") == 2
    assert light.count_tokens("word " * 300) == 302


def test_half_a_character_is_read_as_a_question_mark(light: TokenEmbedder) -> None:
    np.testing.assert_array_equal(light.embed(["churn \ud83d"]), light.embed(["churn ?"]))
    assert light.count_tokens("churn ?") == light.count_tokens("churn \udfff")


def test_passages_in_bfloat16_stay_close(light: TokenEmbedder) -> None:
    """What the passage embedder gives, in whichever precision this processor is fast in, is what questions meet."""
    embedder = passage_embedder(PACKAGED_MODEL)
    vectors = embedder.embed(TEXTS)
    cosines = np.sum(vectors * light.embed(TEXTS), axis=1)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert cosines.mean() > 0.999
    assert cosines.min() > 0.99
    assert embedder.model == light.model
    assert [light.count_tokens(text) for text in TEXTS] == [embedder.count_tokens(text) for text in TEXTS]
    assert embedder.embed([]).shape == (0, 384)


@pytest.mark.parametrize("halved", [False, True])
def test_a_passage_has_the_same_vector_whatever_it_is_embedded_with(light: TokenEmbedder, *, halved: bool) -> None:
    """In both precisions it is that of the light embedder, in float32 to six digits."""
    embedder = PackedEmbedder(model_files.model_folder(PACKAGED_MODEL), halved=halved)
    together = embedder.embed(TEXTS)
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-2 if halved else 1e-6)
    expected = light.embed(TEXTS)
    if halved:
        assert np.sum(together * expected, axis=1).min() > 0.99
    else:
        np.testing.assert_allclose(together, expected, atol=1e-5)


def test_bfloat16_itself_stays_close(light: TokenEmbedder) -> None:
    """Whether or not this processor is fast in it."""
    halved = SentenceEmbedder(PACKAGED_MODEL, role="document", halved=True)
    assert np.sum(halved.embed(QUESTIONS) * light.embed(QUESTIONS), axis=1).mean() > 0.999


def places_of(text: str, *parts: str) -> list[tuple[int, int]]:
    return [(text.index(part), text.index(part) + len(part)) for part in parts]


@pytest.fixture(params=["packed", "sentence-transformers"])
def document_embedder(request: pytest.FixtureRequest, copy: Path) -> PassageEmbedder:
    """Both ways to embed passages, in float32."""
    if request.param == "packed":
        return PackedEmbedder(model_files.model_folder(PACKAGED_MODEL), halved=False)
    return SentenceEmbedder(str(copy), role="document", halved=False)


CHURN, CASELOADS = "“churn” in the assessment teams", "The Director advised that caseloads stood at 18.4"
ACCENTED = "Siân  Llŷr asked of \ud83d İstanbul’s tŷ. ﬁne café was noted."
PARTS = [places_of(PARAGRAPH, CHURN, CASELOADS), [], places_of(ACCENTED, "tŷ.", "ﬁne café was noted.")]


def test_one_reading_gives_a_text_and_its_parts(light: TokenEmbedder, document_embedder: PassageEmbedder) -> None:
    """The text has the vector that it has by itself; a part is the mean of the unit vectors of its tokens."""
    texts = [PARAGRAPH, "It was noted.", ACCENTED]
    wholes, parts = document_embedder.embed_with_parts(texts, PARTS)
    np.testing.assert_allclose(wholes, document_embedder.embed(texts), atol=1e-6)
    np.testing.assert_allclose(wholes, light.embed(texts), atol=1e-5)
    assert [len(vectors) for vectors in parts] == [2, 0, 2]
    for text, spans, vectors in zip(texts, PARTS, parts, strict=True):
        tokens = light.token_vectors(text)[1]
        directions = tokens / np.linalg.norm(tokens, axis=1, keepdims=True)
        for (start, end), vector in zip(spans, vectors, strict=True):
            first, behind = (light.count_tokens(text[:place]) - 1 for place in (start, end))
            mean = directions[first:behind].mean(axis=0)
            np.testing.assert_allclose(vector, mean / np.linalg.norm(mean), atol=1e-5)
    assert document_embedder.embed_with_parts([], [])[0].shape == (0, 384)


def test_a_part_beyond_what_the_model_reads_is_embedded_alone(
    light: TokenEmbedder, document_embedder: PassageEmbedder
) -> None:
    text = PARAGRAPH * 10 + "It was noted. \u200b"
    [whole], [parts] = document_embedder.embed_with_parts([text], [places_of(text, CHURN, "It was noted.", "\u200b")])
    np.testing.assert_allclose(whole, light.embed([text])[0], atol=1e-5)
    np.testing.assert_allclose(parts[1:], light.embed(["It was noted.", "\u200b"]), atol=1e-5)
    assert parts[0] @ light.embed([CHURN])[0] < 0.99


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("config_sentence_transformers.json", {"prompts": {"document": "passage: "}}),
        ("1_Pooling/config.json", {"word_embedding_dimension": 384, "pooling_mode_cls_token": True}),
    ],
    ids=["words before a text", "the first token stands for all"],
)
def test_of_a_model_whose_vector_is_no_mean_of_the_text_parts_are_embedded_alone(
    copy: Path, file: str, told: dict[str, object]
) -> None:
    (copy / file).write_text(json.dumps(told), "utf-8")
    embedder = SentenceEmbedder(str(copy), role="document", halved=False)
    wholes, [parts] = embedder.embed_with_parts([PARAGRAPH], PARTS[:1])
    np.testing.assert_allclose(wholes, embedder.embed([PARAGRAPH]), atol=1e-6)
    np.testing.assert_allclose(parts, embedder.embed([CHURN, CASELOADS]), atol=1e-5)


def test_no_texts_no_rows(light: TokenEmbedder) -> None:
    assert light.embed([]).shape == (0, 384)
    assert light.embed([]).dtype == np.float32


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


def test_a_window_is_its_context_and_its_text() -> None:
    assert window_text("Gloucestershire, 7 June 2019", "The report was noted.") == (
        "Gloucestershire, 7 June 2019\nThe report was noted."
    )
    assert window_text("", "The report was noted.") == "The report was noted."


def test_the_normal_distribution_is_close_enough() -> None:
    from scipy.special import ndtr

    x = np.linspace(-30, 30, 200_001, dtype=np.float32)
    assert np.abs(normal_cdf(x) - ndtr(x.astype(np.float64))).max() < 3e-7


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
