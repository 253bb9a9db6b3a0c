"""The same contract, of a real model: MINUTEBOOK_TEST_MODEL=ollama:NAME python -m pytest tests/assistant/models."""

from __future__ import annotations

import pytest

from assistant.answers import Answer, NotFound, Question, Turn
from assistant.chain import AskChain
from assistant.settings import Settings
from ingest.store import Store
from tests.assistant.models.conftest import chain_over
from tests.assistant.models.contract import OTTERS, asked, holds
from tests.guard.sitecustomize import REAL_MODEL

pytestmark = pytest.mark.skipif(not REAL_MODEL, reason="MINUTEBOOK_TEST_MODEL names no real model to be tried")

QUESTIONS = [
    OTTERS,
    Question("How much did the barrier at Longreach cost?"),
    Question("Which works did Cllr Rusk ask about?"),
    Question("Give me an overview of the flood barriers item"),
    Question("What happened with the tram depot over time?"),
    Question("Compare what Fenshire and Moorton said about the barrier"),
    Question("And who said so?", (Turn("Have the otters come back?", "The Warden said that they have."),)),
]


@pytest.fixture(scope="module")
def real(invented: Store) -> AskChain:
    return chain_over(invented, Settings(model=REAL_MODEL))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.text[:30])
def test_the_contract_holds(real: AskChain, question: Question) -> None:
    assert asked(real, question).usage is not None


def test_it_answers_at_least_one_question_in_its_own_words(real: AskChain) -> None:
    replies: list[Answer | NotFound] = real.batch(QUESTIONS, {"max_concurrency": 4})
    for reply in replies:
        holds(reply)
    assert any(isinstance(reply, Answer) and reply.model != "extractive" for reply in replies)
