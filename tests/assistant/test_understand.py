"""What a question is about: its place, its days, its kind, and the subject it carries over."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.answers import Filter, Kind, Period, Question, Turn
from assistant.bodies import councils_named
from assistant.follow_up import stand_alone
from assistant.periods import periods_named
from assistant.understand import scope_of, understand
from ingest.store import MeetingSummary, Store

HELD = [
    "Leicestershire County Council",
    "Leicester City Council",
    "Gloucestershire County Council",
    "Kent County Council",
]


@pytest.fixture(scope="module")
def meetings(store: Store) -> tuple[MeetingSummary, ...]:
    with store.view() as view:
        return view.meetings()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("agency staff in Leics", {"Leicestershire County Council"}),
        ("Leicester's budget", {"Leicester City Council"}),
        ("glos v kent", {"Gloucestershire County Council", "Kent County Council"}),
        ("the trip to Nottinghamshire", set()),
        ("what the council did", set()),
    ],
)
def test_councils_are_known_by_their_places(text: str, named: set[str]) -> None:
    assert {found.council for found in councils_named(text, HELD)} == named


def test_a_filter_by_part_of_a_name_means_that_council(meetings: tuple[MeetingSummary, ...]) -> None:
    found = scope_of(Filter(council="Leicestershire"), meetings)
    assert found is not None
    assert found.councils == ("Leicestershire County Council",)


def test_a_filter_that_names_what_is_not_held_is_no_scope(meetings: tuple[MeetingSummary, ...]) -> None:
    assert scope_of(Filter(council="Atlantis"), meetings) is None
    assert scope_of(Filter(committee="Licensing"), meetings) is None


def test_what_the_user_set_goes_before_what_the_words_say(meetings: tuple[MeetingSummary, ...]) -> None:
    understood = understand(Question("churn in Gloucestershire", filter=Filter(council="Worcestershire")), meetings)
    assert understood.scope is not None
    assert understood.scope.councils == ("Worcestershire County Council",)


def test_what_is_taken_from_the_words_is_told(meetings: tuple[MeetingSummary, ...]) -> None:
    understood = understand(Question("churn in Glos"), meetings)
    assert any("Gloucestershire County Council" in note for note in understood.notes)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on 18/11/20", dt.date(2020, 11, 18), dt.date(2020, 11, 18)),
        ("on 7 June 2019", dt.date(2019, 6, 7), dt.date(2019, 6, 7)),
        ("in Jan 2025", dt.date(2025, 1, 1), dt.date(2025, 1, 31)),
        ("in 2019", dt.date(2019, 1, 1), dt.date(2019, 12, 31)),
    ],
)
def test_days_named_are_read(text: str, first: dt.date, last: dt.date) -> None:
    assert [found.period for found in periods_named(text)] == [Period(first, last)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("why has the rate gone up?", Kind.REASON),
        ("how many vacancies were there?", Kind.NUMBER),
        ("what was decided about fees?", Kind.DECISION),
        ("compare agency staff in Glos and Leics", Kind.COMPARE),
        ("give me the gist of the debate", Kind.SUMMARY),
        ("what was the vote on the motion?", Kind.DECISION),
        ("what did Ofsted say about churn?", Kind.FACT),
    ],
)
def test_the_kind_of_answer_is_known(text: str, kind: Kind, meetings: tuple[MeetingSummary, ...]) -> None:
    assert understand(Question(text), meetings).kind is kind


def test_a_follow_up_that_leans_carries_its_subject_over_and_another_does_not() -> None:
    before = (Turn("What was said about First Response?", "…"),)
    assert "First Response" in stand_alone(Question("And is that being left as it is?", before))
    assert stand_alone(Question("what is the population of Mars?", before)) == "what is the population of Mars?"
    alone = "Which recommendations of the Ofsted inspection were rolled forward by Leicestershire County Council?"
    assert stand_alone(Question(alone, before)) == alone
