"""Why minutes cannot answer a question, and what is no reason."""

from __future__ import annotations

import pytest

from assistant.answering.premises import (
    no_such_act,
    no_such_meeting,
    other_body,
    uncounted,
    undated,
    without_date,
    without_sum,
)
from assistant.answering.unknown import unknown_name
from assistant.answers import Evidence, Kind
from ingest.store import EVERYWHERE, Scope, View
from tests.assistant.made_up import FENSHIRE, FLOODS, MOORTON, asked, cut, record, scored

IN_MOORTON, IN_FENSHIRE = Scope(councils=(MOORTON,)), Scope(councils=(FENSHIRE,))


@pytest.mark.parametrize("year", ["2011", "2011/12", "2022/23"])
def test_a_year_that_nothing_speaks_of_is_told(year: str) -> None:
    reason = undated(asked(f"What was spent on barriers in {year}?"), scored())
    assert reason is not None
    assert year in reason


@pytest.mark.parametrize("text", ["in 2019?", "in 2018/19?", "in 2017/18?", "in 2019 or 2011?", "now?"])
def test_a_year_of_the_words_or_of_the_meeting_is_no_reason_to_refuse(text: str) -> None:
    pumps = [s for s in scored() if "pumps were inspected" in s.text]
    assert undated(asked(f"What was inspected {text}"), pumps) is None


def test_of_nothing_found_no_year_is_missed() -> None:
    assert undated(asked("What was inspected in 2011?"), []) is None


@pytest.mark.parametrize(
    "text",
    [
        "How much was paid for the otters?",
        "How much money do otters receive?",
        "What sum did the otters cost?",
        "What figure in pounds did otters cost?",
        "How much compensation did the otters receive?",
        "What price was put on otters?",
        "How many million pounds of savings did otters bring?",
    ],
)
def test_a_sum_that_stands_beside_something_else_is_no_answer(text: str) -> None:
    assert without_sum(asked(text), scored()) is not None


@pytest.mark.parametrize(
    "text",
    [
        "How much was paid for the barrier?",
        "What was spent on otters?",
        "How many otters came back?",
        "Why was £340,000 paid for otters?",
    ],
)
def test_a_sum_that_is_there_or_was_not_asked_for_is_no_reason_to_refuse(text: str) -> None:
    assert without_sum(asked(text), scored()) is None


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("By how much did the cost of the barrier rise?", True),  # a figure stands beside it
        ("By how much did the rate of newts rise?", False),
    ],
)
def test_how_much_something_rose_needs_a_figure_beside_it(text: str, *, is_told: bool) -> None:
    assert (without_sum(asked(text), scored()) is None) == is_told


@pytest.mark.parametrize(
    ("text", "scope", "said"),
    [
        ("What did Zebedee say about barriers?", EVERYWHERE, "The minutes held do not mention Zebedee."),
        ("What did moorton do at Longreach?", IN_MOORTON, "The minutes searched do not mention Longreach."),
        ("what did moorton do at longreach?", IN_MOORTON, "The minutes searched do not mention longreach."),
    ],
)
def test_a_name_that_the_minutes_searched_do_not_hold_is_told(text: str, scope: Scope, said: str, moment: View) -> None:
    assert unknown_name(asked(text, scope=scope), moment) == said


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("What was built at Longreach?", EVERYWHERE),
        ("What was built at Longreach?", IN_FENSHIRE),
        ("Otters: what of them?", IN_MOORTON),  # begins the question
        ("what of otters?", IN_MOORTON),  # no name: the records write it small
        ("What did Moorton agree on Tuesday in December?", IN_FENSHIRE),
        ("What did Zebedee say?", None),
    ],
)
def test_other_words_are_no_missing_names(text: str, scope: Scope | None, moment: View) -> None:
    assert unknown_name(asked(text, scope=scope), moment) is None


def test_a_meeting_of_a_day_on_which_none_was_held_is_told_with_those_held(moment: View) -> None:
    reason = no_such_meeting(asked("What was agreed at the committee meeting on 1 April 2020?"), moment)
    assert reason is not None
    assert "1 April 2020" in reason
    assert "12 March 2019" in reason


@pytest.mark.parametrize(
    "text",
    [
        "What was agreed at the committee meeting on 12 March 2019?",
        "What opened on 1 April 2020?",
        "What was agreed at the committee meeting?",
    ],
)
def test_a_day_that_is_not_said_to_be_a_meetings_is_no_reason_to_refuse(text: str, moment: View) -> None:
    assert no_such_meeting(asked(text), moment) is None


@pytest.mark.parametrize("when", ["since 2011", "since June 2011", "before 2030", "between 2011 and 2019"])
def test_a_year_that_only_bounds_a_time_need_not_be_spoken_of(when: str) -> None:
    assert undated(asked(f"What was inspected {when}?"), scored()) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("otters came back", "The minutes searched speak of these, but give no number of them."),
        ("pumps were inspected", None),
        ("elks", None),
    ],
)
def test_what_is_spoken_of_without_a_number_is_told_to_have_none(text: str, reason: str | None) -> None:
    evidence = [Evidence(passage, record(FLOODS), 1.0) for passage in cut(FLOODS)]
    pumps_first = sorted(scored(), key=lambda s: "inspected" not in s.text)
    assert uncounted(asked(f"How many {text}?", Kind.NUMBER), pumps_first, evidence) == reason


@pytest.mark.parametrize(
    ("text", "sentence", "is_counted"),
    [
        ("How many otters were seen?", "Some 30 otters were seen.", True),
        ("How many otters were seen?", "Otters were seen again on 12 March 2019.", False),
        ("How many otters were seen?", "Otters were seen again in 2018/19.", False),
        (
            "How many otters were seen?",
            "Otters were seen by the Warden, who said of quite other things that 30 came.",
            False,
        ),
        ("How many otters were seen?", "Otters under 18 months were left alone.", False),
        ("How many otters were seen?", "Otters were watched for six months.", False),
        ("How many months were otters watched?", "Otters were watched for six months.", True),
        ("How many otters were seen?", "Otters were given £300 of fish, 20% of it trout.", False),
        (
            "How many otter wardens are there?",
            "The wardens saw to 30 otters by a weir, so that nothing was amiss.",
            True,
        ),
        (
            "How many otter wardens are there?",
            "It was reported that wardens knew of a weir to which of otters there came 30.",
            False,
        ),
        ("How many were there?", "It was reported that the otters did not come.", True),
        ("How many otters of the estuary had drowned?", "The Warden had counted 30 otters.", False),
        ("How many otters of the estuary had drowned?", "In the estuary 30 otters were lost.", True),
    ],
)
def test_only_a_number_near_what_is_counted_counts_it(text: str, sentence: str, *, is_counted: bool) -> None:
    told = f"Fenshire County Council\n\nRivers Committee\n\n12 March 2019\n\n1. Otters\n\n1.1 {sentence}\n"
    evidence = [Evidence(passage, record(told), 1.0) for passage in cut(told)]
    assert (uncounted(asked(text, Kind.NUMBER), scored(text=told), evidence) is None) == is_counted


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Who seconded the report on the barrier?", True),
        ("Which members voted against the barrier report?", True),
        ("Who was elected chair of the Barrier Board?", True),
        ("What did members hear of the barrier?", False),
    ],
)
def test_an_act_that_no_passage_tells_of_is_told(text: str, *, is_told: bool) -> None:
    evidence = [Evidence(passage, record(FLOODS), 1.0) for passage in cut(FLOODS)]
    assert (no_such_act(asked(text), evidence) is not None) == is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("When will the otters get a bridge and a ladder?", True),
        ("When were the pumps of the drains inspected?", False),
        ("When was it?", False),
        ("Why will the otters get a bridge and a ladder?", False),
    ],
)
def test_a_date_must_stand_beside_what_it_is_asked_of(text: str, *, is_told: bool) -> None:
    assert (without_date(asked(text), scored()) is not None) == is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("What did the Cabinet decide about otters?", True),
        ("What did Fenshire's cabinet decide about otters?", True),
        ("What was Cabinet's decision on otters?", True),
        ("What was decided by the full council about otters?", True),
        ("What was decided about otters?", False),
        ("What did the Cabinet Member say about otters?", False),
    ],
)
def test_what_a_body_decided_whose_minutes_are_not_found_is_not_answered_by_another_bodys(
    text: str, *, is_told: bool
) -> None:
    assert (other_body(asked(text, Kind.DECISION), scored()) is not None) is is_told


def test_what_the_minutes_tell_of_another_bodys_decision_may_answer() -> None:
    told = FLOODS.replace("otters had come back", "the Cabinet had agreed to leave the otters in peace, who came back")
    of_otters = [s for s in scored(text=told) if "otters" in s.text]
    assert other_body(asked("What did the Cabinet decide about otters?"), of_otters) is None
    named = FLOODS.replace("Rivers and Drainage Committee", "Cabinet")
    assert other_body(asked("What did the Cabinet decide about otters?"), scored(text=named)) is None
