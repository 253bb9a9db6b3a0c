"""Parts of a text have vectors of their own, from one reading where the model can."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ingest import model_files
from ingest.embed import PassageEmbedder, TokenEmbedder
from ingest.model_files import PACKAGED_MODEL
from ingest.packaged_embedders import PackedEmbedder
from ingest.sentence_embedder import SentenceEmbedder

if TYPE_CHECKING:
    pass
from tests.ingest.embedding.texts import PARAGRAPH

CHURN, CASELOADS = "“churn” in the assessment teams", "The Director advised that caseloads stood at 18.4"


def places_of(text: str, *parts: str) -> list[tuple[int, int]]:
    return [(text.index(part), text.index(part) + len(part)) for part in parts]


@pytest.fixture(params=["packed", "sentence-transformers"])
def document_embedder(request: pytest.FixtureRequest, copy: Path) -> PassageEmbedder:
    """Both ways to embed passages, in float32."""
    if request.param == "packed":
        return PackedEmbedder(model_files.model_folder(PACKAGED_MODEL), halved=False)
    return SentenceEmbedder(str(copy), role="document", halved=False)


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
