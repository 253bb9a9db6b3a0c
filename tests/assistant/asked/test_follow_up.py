"""A question that leans on the one before carries its subject over; any other stands as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Question, Turn
from assistant.asked.follow_up import is_elliptical, prior_question, stand_alone

HELD = ("Fenshire County Council", "Moorton City Council", "North Dalesby Council")
BEFORE = "What did Fenshire spend on otters in 2019?"


def after(text: str, *before: str) -> Question:
    return Question(text, tuple(Turn(question, "…") for question in before or (BEFORE,)))


@given(st.text(), st.lists(st.sampled_from(HELD)))
def test_a_question_without_history_stands_alone_as_it_is(text: str, held: list[str]) -> None:
    assert stand_alone(Question(text), held) == text
    assert prior_question(Question(text)) == ""
    assert not is_elliptical(Question(text), held)


@given(st.text(max_size=60), st.lists(st.text(max_size=60), min_size=1, max_size=3))
def test_the_words_of_a_follow_up_are_never_lost(text: str, before: list[str]) -> None:
    assert text in stand_alone(after(text, *before), HELD)


@given(st.text(max_size=60), st.lists(st.text(max_size=60), min_size=1, max_size=3), st.text(max_size=60))
def test_the_answers_before_are_not_carried_over(text: str, before: list[str], answer: str) -> None:
    asked = after(text, *before)
    other = Question(text, tuple(Turn(turn.question, answer) for turn in asked.history))
    assert stand_alone(asked, HELD) == stand_alone(other, HELD)


@pytest.mark.parametrize(
    "text",
    ["And why was that?", "who said it", "How much of it came back?", "what about the weir?", "any of them closed?"],
)
def test_a_follow_up_that_leans_carries_the_subject_over(text: str) -> None:
    assert stand_alone(after(text), HELD) == f"{text} {BEFORE}"


@pytest.mark.parametrize(
    "text",
    [
        "How many trams ran late on the Longreach line in August?",
        "What did the Warden of the Fens report on eel passes and weirs?",
    ],
)
def test_a_question_with_a_subject_of_its_own_carries_nothing_over(text: str) -> None:
    assert stand_alone(after(text), HELD) == text
    assert not is_elliptical(after(text), HELD)


@pytest.mark.parametrize(
    "text",
    ["and in Moorton?", "same question for Moorton City Council please", "And North Dalesby?", "what about the city?"],
)
def test_another_place_is_asked_what_was_asked_before_and_the_place_before_is_gone(text: str) -> None:
    alone = stand_alone(after(text), HELD)
    assert is_elliptical(after(text), HELD)
    assert "otters" in alone
    assert "2019" in alone
    assert "Fenshire" not in alone


@pytest.mark.parametrize("text", ["and in 2021?", "And in June 2021?", "what about the year 2021?"])
def test_another_time_is_asked_what_was_asked_before_and_the_time_before_is_gone(text: str) -> None:
    alone = stand_alone(after(text), HELD)
    assert "Fenshire" in alone
    assert "2019" not in alone


def test_a_chain_of_follow_ups_keeps_the_first_subject() -> None:
    assert "otters" in stand_alone(after("And why?", BEFORE, "and in Moorton?"), HELD)
    assert "otters" in prior_question(after("And why?", BEFORE, "who said it?"))


def test_a_place_with_something_else_asked_is_no_ellipsis() -> None:
    assert not is_elliptical(after("What did Moorton say about its tram depot?"), HELD)
