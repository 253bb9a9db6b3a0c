"""What a question is about: its place, its days, its kind, and the subject it carries over."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.answers import Filter, Kind, Period, Question, Turn
from assistant.asked.bodies import councils_named
from assistant.asked.follow_up import stand_alone
from assistant.asked.periods import periods_named
from assistant.understand import known_also_as, scope_of, understand
from ingest.store import MeetingSummary, Store, View

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
        ("catch me up on the cost of care", Kind.SUMMARY),
        ("sum up the debate", Kind.SUMMARY),
        ("what happened when in May 2020 on the plan?", Kind.TIMELINE),
        ("the past inspections and the one to come", Kind.TIMELINE),
        ("name the four themes", Kind.LIST),
        ("which two reports were late?", Kind.LIST),
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


def test_the_sides_of_a_follow_up_are_its_own_places_without_the_words_that_name_them(moment: View) -> None:
    before = (Turn("What was said about the barrier?", "…"),)
    understood = understand(Question("and in Moorton and Fenshire?", before), moment.meetings())
    assert [side.name for side in understood.sides] == ["Moorton City Council", "Fenshire County Council"]
    assert {side.text for side in understood.sides} == {"What was said about the barrier?"}


def test_the_sides_of_a_follow_up_are_its_own_times(moment: View) -> None:
    before = (Turn("What was said about the barrier in 2011?", "…"),)
    understood = understand(Question("and in March 2019 or September 2021?", before), moment.meetings())
    assert [side.name for side in understood.sides] == ["March 2019", "September 2021"]


@pytest.mark.parametrize(
    "text",
    [
        "What did Fenshire say about barriers?",
        "Fenshire Moorton barriers",  # nothing sets them side by side
        "What was built between the weir and the sluice in 2019?",
        "barriers, otters and trams",
    ],
)
def test_one_place_or_time_has_no_sides(text: str, moment: View) -> None:
    assert understand(Question(text), moment.meetings()).sides == ()


def test_times_within_what_the_user_set_are_no_sides(moment: View) -> None:
    chosen = Filter(date_from=dt.date(2019, 1, 1))
    asked = Question("barriers in March 2019 and September 2021", filter=chosen)
    assert understand(asked, moment.meetings()).sides == ()


def test_a_day_that_is_not_of_a_meeting_prefers_none(moment: View) -> None:
    assert understand(Question("barriers built after March 2019"), moment.meetings()).periods == ()
    assert understand(Question("barriers built in March 2019"), moment.meetings()).periods != ()


def test_a_follow_up_tells_what_it_carries_and_keeps_the_kind_of_what_it_asks(moment: View) -> None:
    before = (Turn("How many pumps were inspected in Fenshire?", "…"),)
    elsewhere = understand(Question("and in Moorton?", before), moment.meetings())
    assert (elsewhere.kind, elsewhere.carried) == (Kind.NUMBER, before[0].question)
    why = understand(Question("Why was that?", before), moment.meetings())
    assert (why.kind, why.carried) == (Kind.REASON, before[0].question)
    anew = Question("Why were the trams of Moorton late on nine days in August?", before)
    assert understand(anew, moment.meetings()).carried is None


def test_last_autumn_counts_from_today(moment: View) -> None:
    asked = Question("what was said of trams last autumn?")
    [period] = understand(asked, moment.meetings(), dt.date(2022, 2, 1)).periods
    assert period == Period(dt.date(2021, 9, 1), dt.date(2021, 11, 30))
    assert understand(asked, moment.meetings()).periods == ()


def test_a_committee_is_searched_that_the_records_call_by_the_acronym_of_the_question(moment: View) -> None:
    understood = understand(Question("What did the RDC hear of barriers?"), moment.meetings())
    known = known_also_as(understood, ("Rivers and Drainage Committee",), moment.meetings())
    assert known.scope is not None
    assert known.scope.committees == ("Rivers and Drainage Committee",)
    assert known.notes == ("Searched in Rivers and Drainage Committee, as the question names it.",)
    assert known_also_as(understood, ("Rivers and Drainage",), moment.meetings()).scope == understood.scope


def test_what_the_user_set_goes_before_an_acronym(moment: View) -> None:
    chosen = Filter(committee="Streets and Transport Committee")
    understood = understand(Question("What did the RDC hear of barriers?", filter=chosen), moment.meetings())
    known = known_also_as(understood, ("Rivers and Drainage Committee",), moment.meetings())
    assert known.scope == understood.scope
