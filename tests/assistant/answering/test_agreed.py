"""What an item came to without a marked resolution is told; so is the second thing that a question asks."""

from __future__ import annotations

import pytest

from assistant.answering.agreed import agreed_in
from assistant.answering.asked_too import asked_too, with_second
from assistant.answers import Kind
from assistant.finding.score import Sentence
from tests.assistant.made_up import scored

HEADED = "Fenshire County Council\n\nRivers Committee\n\n12 March 2019\n\n1. Otters\n\n1.1 "


def told(sentences: str) -> list[Sentence]:
    return [s for s in scored(text=HEADED + sentences + "\n") if s.evidence.item is not None]


@pytest.mark.parametrize(
    ("sentence", "is_agreed"),
    [
        ("The Committee agreed that it would watch the weir.", True),
        ("It was unanimously agreed to defer the motion.", True),
        ("The motion stands adjourned to the next meeting.", True),
        ("Members agreed that it was important to watch the weir.", False),
        ("It was reported that the Warden agreed.", False),
    ],
)
def test_what_all_of_them_agreed_is_what_an_item_came_to(sentence: str, *, is_agreed: bool) -> None:
    found = told(f"The Warden said that otters had come back. {sentence}")
    agreed = agreed_in(found[0].evidence, found)
    assert [s.text for s in agreed] == ([sentence] if is_agreed else [])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who keeps the otters, and since when?", Kind.WHEN),
        ("What was bought and how much did it cost?", Kind.NUMBER),
        ("Which ferry was stopped, and why?", Kind.REASON),
        ("Who moved the motion and who seconded it?", None),
        ("When did the ferry stop?", None),
    ],
)
def test_a_second_thing_that_is_asked_is_known_by_its_words(text: str, kind: Kind | None) -> None:
    assert asked_too(text) == kind


def test_a_second_thing_is_told_from_the_same_item_where_what_was_chosen_does_not_tell_it() -> None:
    found = told("The Warden said that he kept the otters. They may be fed. It was so since June 2014.")
    first, *_, last = found
    assert with_second("Who keeps the otters, and since when?", [first], found) == [first, last]
    assert with_second("Who keeps the otters?", [first], found) == [first]
    assert with_second("Who keeps the otters, and since when?", [last], found) == [last]
