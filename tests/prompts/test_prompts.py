"""A prompt is given exactly the variables it names, and its fingerprint follows its words."""

from __future__ import annotations

import json
import re
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.claims import FORM
from prompts import Prompt, PromptError, load, names

GREETING = Prompt("greeting", "Dear $name, about $topic: {json: $$1}")


def test_fill_replaces_variables_and_leaves_braces_and_doubled_dollars() -> None:
    assert GREETING.fill(name="Ms Craig", topic="churn") == "Dear Ms Craig, about churn: {json: $1}"


def test_a_missing_variable_is_refused_by_name() -> None:
    with pytest.raises(PromptError, match=r"'greeting' was not given: topic\."):
        GREETING.fill(name="Ms Craig")


def test_an_unknown_variable_is_refused_by_name() -> None:
    with pytest.raises(PromptError, match=r"'greeting' has no variable called: date, place\."):
        GREETING.fill(name="Ms Craig", topic="churn", place="Matlock", date="today")


def test_a_stray_dollar_is_refused_when_the_prompt_is_made() -> None:
    with pytest.raises(PromptError, match="stray"):
        Prompt("price", "It costs $ 5")


@given(st.text())
def test_what_is_filled_in_is_never_read_as_a_variable(words: str) -> None:
    assert Prompt("echo", "$words").fill(words=words) == words


@given(st.text(ascii_lowercase), st.text(ascii_lowercase))
def test_the_fingerprint_changes_with_the_words_and_only_with_them(one: str, other: str) -> None:
    same = Prompt("a", one).fingerprint == Prompt("b", other).fingerprint
    assert same == (one == other)


@pytest.mark.parametrize("name", ["no-such", "../README", "", "answer.md"])
def test_a_prompt_that_is_not_there_is_refused_and_the_others_named(name: str) -> None:
    with pytest.raises(PromptError, match=r"there are: .*answer"):
        load(name)


@pytest.mark.parametrize("name", names())
def test_every_prompt_loads(name: str) -> None:
    assert load(name).text.strip()


WORDED_BY = {"passages", "question"}
VARIABLES = {
    "rules": set(),
    "answer": WORDED_BY,
    "overview": WORDED_BY,
    "timeline": WORDED_BY,
    "briefing": WORDED_BY,
    "comparison": {*WORDED_BY, "sides"},
    "standalone": {"history", "question"},
    "support": {"claim", "quotes", "speaker"},
    "repair": set(),
    "trial": set(),
}


@pytest.mark.parametrize("name", names())
def test_a_prompt_has_the_variables_that_it_is_filled_with(name: str) -> None:
    assert load(name).variables == VARIABLES[name]


def test_the_json_that_the_rules_show_is_json_of_the_form_that_models_are_told() -> None:
    shown = [json.loads(example) for example in re.findall(r"\{\"claims\".*\}", load("rules").text)]
    claim, none = shown
    assert claim["claims"][0].keys() == {"text", "quotes"}
    assert claim["claims"][0]["quotes"][0].keys() == {"passage", "text"}
    assert none == {"claims": []}
    assert FORM["properties"]["claims"]["items"]["required"] == [*claim["claims"][0]]
