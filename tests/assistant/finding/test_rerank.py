"""A reranker that is set puts first what it prefers; without one nothing is otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Evidence, Question
from assistant.chain import AskChain, fingerprint
from assistant.finding.rerank import READ, read_again
from ingest.store import Store
from tests.assistant.words import MODEL, WordEmbedder

CHURN = "what did Ofsted say about churn?"


class Prefers:
    """A reranker that likes texts with some words, and keeps what it was given."""

    def __init__(self, words: str, name: str = "prefers") -> None:
        self.words, self.name, self.sha256 = words, name, "1" * 64
        self.asked: list[tuple[str, Sequence[str]]] = []

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """1 for each text with the words."""
        self.asked.append((question, texts))
        return np.array([self.words in text for text in texts], np.float32)


def found(store: Store, reranker: Prefers | None) -> tuple[Evidence, ...]:
    chain = AskChain(store, WordEmbedder, MODEL, reranker)
    with store.view() as view:
        return chain.find(chain.understood(Question(CHURN), view), view).evidence


def places(evidence: Sequence[Evidence]) -> list[str]:
    return [place.passage.id for place in evidence]


def test_what_it_prefers_comes_first_from_any_place_that_it_reads(store: Store) -> None:
    before = found(store, None)
    assert len(before) > READ
    for place in before[:READ]:
        words = " ".join(place.passage.text.split())
        after = found(store, Prefers(words))
        assert after[0].passage == place.passage
        rest = [one for one in places(before) if one != place.passage.id]
        assert places(after)[1:] == rest  # it has no opinion of the others, which keep their order


def test_it_reads_the_question_and_each_of_the_best_passages_in_its_place(store: Store) -> None:
    reranker = Prefers("churn")
    before = found(store, None)
    found(store, reranker)
    [(question, texts)] = reranker.asked
    assert question == CHURN
    assert len(texts) == READ
    for text, place in zip(texts, before, strict=False):
        assert text == f"{place.passage.context}\n{' '.join(place.passage.text.split())}"


def test_what_it_does_not_read_stays_where_it_is_and_scores_fall(store: Store) -> None:
    before, after = found(store, None), found(store, Prefers("social workers"))
    assert places(before) != places(after)
    assert sorted(places(before)) == sorted(places(after))
    assert before[READ:] == after[READ:]
    assert [place.score for place in before] == [place.score for place in after]


def test_both_rankings_have_their_say(store: Store) -> None:
    """Where it turns the order round, its first comes first and ours next: neither order alone."""
    before = found(store, None)[:READ]

    class Reverses(Prefers):
        def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
            return np.arange(len(texts), dtype=np.float32)

    after = read_again(CHURN, before, Reverses(""))
    assert places(after)[:2] == [before[-1].passage.id, before[0].passage.id]


def test_nothing_to_read_is_nothing_read() -> None:
    assert read_again(CHURN, (), Prefers("")) == ()


def test_its_name_and_weights_are_part_of_the_fingerprint_and_without_it_that_is_as_before(store: Store) -> None:
    plain = fingerprint(MODEL)
    one, other = fingerprint(MODEL, Prefers("")), fingerprint(MODEL, Prefers("", name="another"))
    assert len({plain, one, other}) == 3
    reply = AskChain(store, WordEmbedder, MODEL, Prefers("churn")).invoke(Question(CHURN))
    assert reply.fingerprint == one
    assert AskChain(store, WordEmbedder, MODEL).invoke(Question(CHURN)).fingerprint == plain
