"""Sides of a comparison stand beside each other: each searched by itself, none silently left out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.compare import Found, are_years, in_turn, is_one_matter, of_side, side_by_side, told_together
from assistant.answers import Answer, Draft, DraftClaim, Evidence, Kind, NotFound, Period, Question, Quote, Side
from assistant.chain import AskChain
from assistant.extract import extract_each
from assistant.understand import understand
from ingest.store import Scope, View
from tests.assistant.made_up import FENSHIRE, FLOODS, MOORTON, TRAMS, asked, cut, record, scored

FIRST = Side(FENSHIRE, Scope(councils=(FENSHIRE,)), "what of barriers")
SECOND = Side(MOORTON, Scope(councils=(MOORTON,)), "what of barriers")
PLACES = [Evidence(passage, record(text), 1.0) for text in (FLOODS, TRAMS) for passage in cut(text)]
RANKINGS = st.lists(
    st.lists(st.tuples(st.sampled_from(PLACES), st.floats(0, 2)).map(lambda p: replace(p[0], score=p[1])), max_size=5),
    max_size=4,
)


def drafted(words: str, text: str, *notes: str) -> Draft:
    place = next(p for p in PLACES if p.record is record(text) and words in p.passage.text)
    return Draft((DraftClaim.quoting(Quote(place, words)),), "extractive", notes)


YEARS = [(dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in (2019, 2021)]
SAID = drafted("It had held twice.", FLOODS, "A note.")
ALSO_SAID = drafted("The tram depot had been built on the old barrier site.", TRAMS, "A note.", "Another note.")
SILENT = Draft((), "extractive", reason="The minutes searched give no sum of money for this.")


def test_the_sides_stand_one_after_the_other_each_told_by_its_first_claim() -> None:
    draft = side_by_side([(FIRST, SAID), (SECOND, ALSO_SAID)])
    assert [claim.text for claim in draft.claims] == [SAID.claims[0].text, ALSO_SAID.claims[0].text]
    assert [claim.lead for claim in draft.claims] == [f"{FENSHIRE}, 12 March 2019", f"{MOORTON}, 9 September 2021"]
    assert draft.notes == ("A note.", "Another note.")


def test_a_side_that_says_nothing_is_told_with_its_reason() -> None:
    draft = side_by_side([(FIRST, SAID), (SECOND, SILENT)])
    assert f"{MOORTON}: {SILENT.reason}" in draft.notes
    assert all(quote.evidence.record is record(FLOODS) for claim in draft.claims for quote in claim.quotes)


def test_where_no_side_says_anything_there_is_no_answer() -> None:
    draft = side_by_side([(FIRST, Draft((), "extractive")), (SECOND, SILENT)])
    assert (draft.claims, draft.reason) == ((), SILENT.reason)


@given(RANKINGS)
def test_the_evidence_of_the_sides_takes_turns_and_none_is_lost(sides: list[list[Evidence]]) -> None:
    found = in_turn(sides)
    assert sorted(e.passage.id for e in found) == sorted(e.passage.id for side in sides for e in side)
    firsts = [side[0].passage.id for side in sides if side]
    assert [e.passage.id for e in found[: len(firsts)]] == firsts
    scores = [e.score for e in found]
    assert scores == sorted(scores, reverse=True)


def test_a_side_is_the_question_asked_of_that_side_alone() -> None:
    period = Period(record().meeting.date, record().meeting.date)
    understood = replace(asked("barriers in both", Kind.COMPARE), periods=(period,), sides=(FIRST, SECOND))
    side = of_side(understood, FIRST)
    assert (side.text, side.question.text, side.scope, side.sides) == (FIRST.text, FIRST.text, FIRST.scope, ())
    assert side.periods == (period,)
    dated = replace(FIRST, scope=replace(FIRST.scope, date_from=period.first, date_to=period.last))
    assert of_side(understood, dated).periods == ()


def test_each_side_is_answered_from_its_own_minutes(ask: AskChain) -> None:
    reply = ask.invoke(Question("Compare what Fenshire and Moorton said of the barrier"))
    assert isinstance(reply, Answer)
    assert {c.record.meeting.council.name for c in reply.citations} == {FENSHIRE, MOORTON}


def test_what_neither_side_speaks_of_is_not_answered(ask: AskChain) -> None:
    assert isinstance(ask.invoke(Question("Compare the marmalade of Fenshire and Moorton")), NotFound)


def test_councils_and_their_periods_are_paired_in_their_order(moment: View) -> None:
    text = "Compare barriers in Fenshire in 2019 and Moorton in 2021"
    sides = understand(Question(text), moment.meetings()).sides
    first, second = sides
    assert (first.name, first.scope.date_from, first.scope.date_to) == (FENSHIRE, *YEARS[0])
    assert (second.name, second.scope.date_from, second.scope.date_to) == (MOORTON, *YEARS[1])
    assert all("Fenshire" not in s.text and "2021" not in s.text and "barriers" in s.text for s in sides)


def test_periods_in_which_meetings_are_held_are_sides_and_others_are_not(moment: View) -> None:
    sides = understand(Question("barriers in March 2019 and in September 2021"), moment.meetings()).sides
    assert [side.name for side in sides] == ["March 2019", "September 2021"]
    assert understand(Question("barriers in March 2019 and in March 2020"), moment.meetings()).sides == ()


def test_a_side_needs_be_less_likely_beside_one_that_is_answered(moment: View, monkeypatch: pytest.MonkeyPatch) -> None:
    sides = [Found(asked("barrier works"), tuple(PLACES[:3]), tuple(scored())) for _ in range(2)]
    likely = iter([0.9, 0.15, 0.15])
    monkeypatch.setattr("assistant.extract.probability", lambda _: next(likely))
    assert all(draft.claims for draft in extract_each(sides, moment))
    never = iter([0.15, 0.15])
    monkeypatch.setattr("assistant.extract.probability", lambda _: next(never))
    assert not any(draft.claims for draft in extract_each(sides, moment))


def test_sides_whose_best_sentences_stand_in_one_passage_are_one_matter() -> None:
    one, other = (s for s in scored([1.0]) if s.evidence.passage.item_id), scored([1.0], TRAMS)
    first = next(one)
    found = Found(asked("what of barriers"), scored=(first,))
    assert is_one_matter([found, found])
    assert not is_one_matter([found, replace(found, scored=(other[-1],))])
    assert not is_one_matter([found, replace(found, scored=())])
    assert not is_one_matter([replace(found, scored=())])


def years(*names: str) -> list[Side]:
    scopes = [Scope(date_from=dt.date(int(y), 1, 1), date_to=dt.date(int(y), 12, 31)) for y in names]
    return [Side(name, scope, "pumps inspected", Kind.NUMBER) for name, scope in zip(names, scopes, strict=True)]


def found_in(words: str) -> Found:
    sentences = scored(text=FLOODS.replace("14 pumps were inspected in 2018/19.", words))
    return Found(asked("pumps inspected", Kind.TIMELINE), scored=tuple(sentences))


def test_what_one_sentence_gives_of_all_years_is_told_first() -> None:
    found = found_in("14 pumps were inspected in 2018 and 21 in 2019.")
    told = told_together(years("2018", "2019"), found)
    assert told is not None
    assert "14 pumps" in told.scored[0].text
    assert told.understood.kind is Kind.NUMBER
    assert len(told.scored) == len(found.scored)


def test_years_that_only_end_a_period_are_not_told_together() -> None:
    assert (
        told_together(years("2018", "2019"), found_in("Pumps were seen to from 1 April 2018 to 31 March 2019.")) is None
    )
    assert told_together(years("2018", "2020"), found_in("14 pumps were inspected in 2018 and 21 in 2019.")) is None


def test_only_years_of_the_same_minutes_are_looked_for_together() -> None:
    assert are_years(years("2018", "2019"))
    assert not are_years([FIRST, SECOND])
