"""Both ways to a vector agree, and a text has the same whatever it is embedded with."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ingest import model_files
from ingest.embed import EmbeddingModel, TokenEmbedder, embedding_model, window_text
from ingest.light_encoder import normal_cdf
from ingest.model_choice import passage_embedder, question_embedder
from ingest.model_files import PACKAGED_MODEL, PACKAGED_SHA256
from ingest.packaged_embedders import PackedEmbedder
from ingest.sentence_embedder import SentenceEmbedder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
from tests.ingest.embedding.texts import PARAGRAPH, QUESTIONS

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


TEXTS = AWKWARD + QUESTIONS


@pytest.fixture(scope="module")
def reference() -> SentenceTransformer:
    """The packaged model as sentence-transformers loads it by itself, in float32."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(model_files.model_folder(PACKAGED_MODEL)), device="cpu", local_files_only=True)


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


def test_no_texts_no_rows(light: TokenEmbedder) -> None:
    assert light.embed([]).shape == (0, 384)
    assert light.embed([]).dtype == np.float32


def test_a_window_is_its_context_and_its_text() -> None:
    assert window_text("Gloucestershire, 7 June 2019", "The report was noted.") == (
        "Gloucestershire, 7 June 2019\nThe report was noted."
    )
    assert window_text("", "The report was noted.") == "The report was noted."


def test_the_normal_distribution_is_close_enough() -> None:
    from scipy.special import ndtr

    x = np.linspace(-30, 30, 200_001, dtype=np.float32)
    assert np.abs(normal_cdf(x) - ndtr(x.astype(np.float64))).max() < 3e-7
