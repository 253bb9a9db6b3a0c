"""What a claim says in words of its own is borne out where they are near the quotes', and not where it adds to them."""

from __future__ import annotations

import pytest

from assistant.models.asking import Written
from assistant.support import Heard, Refusal, judge
from assistant.support.surplus import SIGNS, learnt
from ingest.model_choice import question_embedder
from ingest.model_files import PACKAGED_MODEL
from ingest.packaged_embedders import LightEmbedder

QUOTE = "It had been difficult to appoint people to posts at the ferry, and passengers were unhappy with the delays."


@pytest.fixture(scope="module")
def vectors() -> LightEmbedder:
    """The packaged model's."""
    embedder = question_embedder(PACKAGED_MODEL)
    assert isinstance(embedder, LightEmbedder)
    return embedder


def test_words_near_to_those_of_the_quotes_say_no_more(vectors: LightEmbedder) -> None:
    claim = "Passengers at the ferry were annoyed with the lateness."
    heard = [Heard(QUOTE, QUOTE, "7")]
    assert judge(claim, heard).refusal is Refusal.MORE
    assert judge(claim, heard, vectors).refusal is None


def test_words_of_something_else_say_more(vectors: LightEmbedder) -> None:
    claim = "It had been difficult to appoint people to posts at the ferry, whose hull was corroded by seawater algae."
    assert judge(claim, [Heard(QUOTE, QUOTE, "7")], vectors).refusal is Refusal.MORE


def test_every_sign_speaks_against_a_claim() -> None:
    assert set(learnt().weights) == set(SIGNS)
    assert all(weight <= 0 for weight in learnt().weights.values())


def test_notes_say_how_many_sentences_fell_and_why() -> None:
    assert Written().told("a-model", 2, [Refusal.NUMBER]) == (
        "Not shown: 1 sentence of the model that no words of the record bear out: a number is not in its quotes.",
    )
    (left_out, cut) = Written(dropped=1).told("a-model", 2, [Refusal.SURER, Refusal.SURER], [Refusal.MORE])
    assert left_out.startswith("Not shown: 3 sentences of the model")
    assert "2 because it is surer than its quotes; 1 because its quotes do not stand in the record" in left_out
    assert cut == "Cut down to what the record bears out: 1 sentence: it says more than its quotes."
    assert Written().told("a-model", 0, [Refusal.DENIAL])[0].startswith("Not worded by a-model: no words of the record")
