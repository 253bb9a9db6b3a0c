"""The laws of ingest.parts: which tokens a part is made of, and what becomes of a part of which none was read."""

from __future__ import annotations

import numpy as np

from ingest.parts import embedded_apart, part_vectors, token_spans, with_unread
from tests.ingest.store.world import FakeEmbedder

TEXT = "Churn rose. It was noted."
PLACES = [(0, 0), (0, 5), (6, 10), (10, 11), (12, 14), (15, 18), (19, 24), (24, 25), (0, 0)]


def test_the_tokens_of_a_part_are_those_that_stand_in_it() -> None:
    assert token_spans(PLACES, [(0, 11), (12, 25), (0, 25)]) == [(1, 4), (4, 8), (1, 8)]
    assert token_spans(PLACES, [(11, 12), (30, 40)]) == [(0, 0)] * 2, "in none of these is one"
    assert token_spans([], [(0, 1)]) == [(0, 0)]
    assert token_spans(PLACES, []) == []


def test_each_token_weighs_the_same_however_long_its_vector() -> None:
    tokens = np.array([[1, 1], [8, 0], [0, 2], [5, 5]], np.float32)
    np.testing.assert_allclose(part_vectors(tokens, [(1, 3), (1, 2), (0, 0)]), [[0.5**0.5] * 2, [1, 0], [0, 0]])
    assert part_vectors(tokens, []).shape == (0, 2)


def test_parts_embedded_apart_come_back_with_their_text() -> None:
    embedder = FakeEmbedder()
    first, none, second = embedded_apart(embedder.embed, [TEXT, TEXT, TEXT], [[(0, 11), (12, 25)], [], [(12, 25)]])
    assert embedder.asked == ["Churn rose.", "It was noted.", "It was noted."]
    assert (first[1] == second[0]).all()
    assert (first.shape, none.shape) == ((2, 8), (0, 8))
    assert embedded_apart(embedder.embed, [], []) == []


def test_only_a_part_of_which_no_token_was_read_is_embedded_alone() -> None:
    embedder = FakeEmbedder()
    read = np.ones((1, 8), np.float32)
    found = [np.concatenate([read, 0 * read]), read.copy()]
    first, second = with_unread(embedder.embed, found, [TEXT, TEXT], [[(0, 11), (12, 25)], [(0, 25)]])
    assert embedder.asked == ["It was noted."]
    assert (first[0] == 1).all()
    assert (second == 1).all()
    assert (first[1] == FakeEmbedder().embed(["It was noted."])[0]).all()
