"""What a question sets side by side is found, and each side is asked without the words that name the others."""

from __future__ import annotations

import pytest

from assistant.answers import Kind, Question
from assistant.understand import understand
from ingest.store import View
from tests.assistant.made_up import FENSHIRE, MOORTON


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Which cost more, the barrier at Longreach or the tram depot?", ["barrier at Longreach", "tram depot"]),
        ("Compare the otters with the trams", ["otters", "trams"]),
        ("barrier costs versus depot costs", ["barrier costs", "depot costs"]),
        ("What is the difference between the sluice and the pumps?", ["sluice", "pumps"]),
    ],
)
def test_two_matters_are_sides(text: str, names: list[str], moment: View) -> None:
    understood = understand(Question(text), moment.meetings())
    assert understood.kind is Kind.COMPARE
    assert [side.name for side in understood.sides] == names
    first, second = understood.sides
    assert names[0] in first.text and names[1] not in first.text  # noqa: PT018
    assert names[1] in second.text and names[0] not in second.text  # noqa: PT018


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "How did the Warden's view of the weir differ from the Mayor's?",
            ("Warden's view of the weir", "Mayor's view of the weir"),
        ),
        (
            "Which did worse, the barrier motion or the depot one?",
            ("Which did barrier motion", "Which did depot motion"),
        ),
    ],
)
def test_what_the_second_matter_leaves_to_be_understood_is_added(
    text: str, asked: tuple[str, str], moment: View
) -> None:
    first, second = understand(Question(text), moment.meetings()).sides
    assert (first.text, second.text) == asked


def test_a_time_within_another_is_no_side_of_its_own(moment: View) -> None:
    text = "cost of a barrier in the 2021 programme against the cost before (committee, September 2021)"
    assert understand(Question(text), moment.meetings()).sides == ()


def test_a_year_later_is_a_time_of_its_own(moment: View) -> None:
    text = "What was said of barriers in September 2020 and what a year later? And in March 2019?"
    periods = understand(Question(text), moment.meetings()).periods
    assert [str(period.first) for period in periods] == ["2020-09-01", "2021-09-01", "2019-03-01"]


def test_which_has_more_asks_each_side_for_a_number(moment: View) -> None:
    sides = understand(Question("Which cost more, the barrier or the depot?"), moment.meetings()).sides
    assert {side.kind for side in sides} == {Kind.NUMBER}


def test_of_what_moved_on_between_two_times_each_is_asked_how_it_stood(moment: View) -> None:
    text = "How did the barriers develop between March 2019 and September 2021?"
    sides = understand(Question(text), moment.meetings()).sides
    assert [side.kind for side in sides] == [Kind.FACT, Kind.FACT]


def test_committees_are_sides_where_they_are_compared(moment: View) -> None:
    text = "Compare what the Rivers and Drainage Committee and the Streets and Transport Committee said of the barrier"
    understood = understand(Question(text), moment.meetings())
    assert [side.scope.committees for side in understood.sides] == [
        ("Rivers and Drainage Committee",),
        ("Streets and Transport Committee",),
    ]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Compare the barriers of Fenshire and Moorton", "the barriers"),
        ("what were the costs in Fenshire compared with Moorton?", "what were the costs?"),
        ("barriers: Fenshire v Moorton, how bad in each", "barriers, how bad"),
    ],
)
def test_a_side_is_asked_in_words_that_hang_together(text: str, asked: str, moment: View) -> None:
    sides = understand(Question(text), moment.meetings()).sides
    assert [side.name for side in sides] == [FENSHIRE, MOORTON]
    assert {side.text for side in sides} == {asked}


@pytest.mark.parametrize(
    "text", ["trams or otters", "Who spoke of the barrier: Cllr Rusk or not?", "the more or less dry weir"]
)
def test_what_only_holds_an_or_is_no_comparison_of_matters(text: str, moment: View) -> None:
    assert understand(Question(text), moment.meetings()).sides == ()
