"""What shows that the minutes do not say, and what does not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.abstain import asks_of_another_thing, probability, signs
from assistant.answers import Evidence, Kind
from assistant.finding.weights import learnt
from assistant.understand import understand
from ingest.store import Scope, View
from tests.assistant.made_up import FENSHIRE, FLOODS, MOORTON, TRAMS, asked, cut, record, scored

IN_MOORTON, IN_FENSHIRE = Scope(councils=(MOORTON,)), Scope(councils=(FENSHIRE,))


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("text", ["How much did the barrier cost in 2019?", "Who is it?", "", "When do they meet?"])
def test_every_sign_has_a_weight_and_is_a_share_but_for_the_scores(text: str, kind: Kind, moment: View) -> None:
    evidence = [Evidence(passage, record(FLOODS), 1.0) for passage in cut(FLOODS)]
    for found, places in ((scored(), evidence), ([], [])):
        values = signs(asked(text, kind), found, places, moment)
        assert set(values) == set(learnt().answered)
        assert all(-1e-9 <= values[name] <= 1 + 1e-9 for name in set(values) - {"best", "margin"})
        assert 0 <= probability(values) <= 1


@given(st.floats(-1e6, 1e6))
def test_a_probability_is_one_however_far_off_the_best_score_is(best: float) -> None:
    values = dict.fromkeys(learnt().answered, 0.0) | {"best": best}
    assert 0 <= probability(values) <= 1


def test_a_better_sentence_makes_an_answer_no_less_likely() -> None:
    values = dict.fromkeys(learnt().answered, 0.0)
    likely = [probability(values | {"best": best}) for best in (-8.0, -4.0, 0.0, 4.0)]
    assert likely == sorted(likely)


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("How many names had the petition?", 0.0),
        ("When did the depot open?", 0.0),
        ("How much was paid for the depot?", 1.0),
    ],
)
def test_a_slot_that_nothing_fills_is_a_sign(text: str, slot: float, moment: View) -> None:
    found = scored([0.0], TRAMS)
    evidence = [Evidence(passage, record(TRAMS), 1.0) for passage in cut(TRAMS)]
    assert signs(asked(text), found, evidence, moment)["slot"] == slot


def test_business_that_no_record_found_has_is_a_sign(moment: View) -> None:
    for text, words, value in (("Were there any petitions?", FLOODS, 1.0), ("Were there any petitions?", TRAMS, 0.0)):
        understood = understand(asked(text).question, moment.meetings(), dt.date(2024, 1, 1))
        evidence = [Evidence(passage, record(words), 1.0) for passage in cut(words)]
        assert signs(understood, scored(text=words), evidence, moment)["unrecorded"] == value


@pytest.mark.parametrize(
    ("text", "is_other"),
    [
        ("who won the cricket?", True),
        ("who saw the otters?", False),
        ("who won it?", False),
        ("what became of the rest?", False),
        ("and in the meeting?", False),
    ],
)
def test_what_a_follow_up_newly_asks_of_must_stand_beside_what_is_found(text: str, *, is_other: bool) -> None:
    otters = [s for s in scored([1.0]) if "otters" in s.evidence.passage.text]
    leaning = replace(asked(text), carried="What was said on otters?")
    assert asks_of_another_thing(leaning, otters) is is_other
    assert not asks_of_another_thing(asked(text), otters)


def test_a_word_is_not_absent_where_the_best_sentences_have_another_of_its_sense(moment: View) -> None:
    def absent(text: str) -> float:
        question = replace(asked(text), scope=IN_FENSHIRE)
        return signs(question, scored(), [], moment)["absent"]

    assert absent("Was the barrier erected by pixies?") > absent("Was the barrier erected?") == 0.0
