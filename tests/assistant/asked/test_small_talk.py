"""A greeting asks nothing of the minutes; a question never counts as one."""

from __future__ import annotations

import pytest

from assistant.answers import NotFound, Question
from assistant.asked.small_talk import NO_QUESTION, is_no_question
from assistant.chain import AskChain


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "Good morning!",
        "Thanks!",
        "thank you very much",
        "What can you do?",
        "Write me a short poem about bins",
    ],
)
def test_what_asks_nothing_of_minutes_is_told_what_may_be_asked(chain: AskChain, text: str) -> None:
    reply = chain.invoke(Question(text))
    assert isinstance(reply, NotFound)
    assert reply.reason == NO_QUESTION
    assert not reply.nearest


@pytest.mark.parametrize(
    "text",
    [
        "Good news for carers?",
        "Who thanked the Chair?",
        "Tell me the story of the children's centres",
        "Write me a summary of the June meeting",
        "What can you tell me about churn?",
    ],
)
def test_what_is_asked_of_minutes_is_no_small_talk(text: str) -> None:
    assert not is_no_question(text)
