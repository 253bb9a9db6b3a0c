"""What is found lies in the scope; periods named and business asked for are never drowned."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Evidence, Period, Question
from assistant.retrieve import fuse, in_periods, retrieve
from assistant.understand import understand
from ingest.store import EVERYWHERE, Hit, Scope, View
from tests.assistant.made_up import FENSHIRE, FLOODS, MOORTON, TRAMS, asked, record
from tests.assistant.words import WordEmbedder

RANKING = st.lists(st.sampled_from("abcdefgh"), unique=True).map(lambda ids: [Hit(i, 1.0) for i in ids])
IN_2019, IN_2021 = (Period(record(t).meeting.date, record(t).meeting.date) for t in (FLOODS, TRAMS))


def found(text: str, view: View, scope: Scope = EVERYWHERE, limit: int = 30, **also: object) -> list[Evidence]:
    understood = understand(Question(text), view.meetings())
    understood = replace(understood, scope=scope, **also)  # type: ignore[arg-type]
    [vector] = WordEmbedder().embed([text])
    return retrieve(understood, vector, view, limit)


@given(st.lists(RANKING, min_size=1, max_size=4))
def test_fusion_keeps_everything_found_and_nothing_scores_above_what_is_first_everywhere(
    rankings: list[list[Hit]],
) -> None:
    fused = fuse(rankings)
    assert set(fused) == {hit.passage_id for ranking in rankings for hit in ranking}
    assert all(0 < score <= 1 + 1e-9 for score in fused.values())
    for one, other in zip(rankings[0], rankings[0][1:], strict=False):
        assert fuse([rankings[0]])[one.passage_id] > fuse([rankings[0]])[other.passage_id]


@pytest.mark.parametrize("council", [FENSHIRE, MOORTON])
def test_nothing_outside_the_scope_is_found(council: str, moment: View) -> None:
    places = found("the barrier and any petition", moment, Scope(councils=(council,)), periods=(IN_2019, IN_2021))
    assert places
    assert {place.record.meeting.council.name for place in places} == {council}


def test_a_period_that_a_question_names_leads_to_nothing_outside_the_dates_set(moment: View) -> None:
    wide = Period(IN_2019.first, IN_2021.last)
    for scope, council in (
        (Scope(date_from=dt.date(2020, 1, 1)), MOORTON),
        (Scope(date_to=dt.date(2020, 1, 1)), FENSHIRE),
    ):
        places = found("the barrier and any petition", moment, scope, periods=(wide,))
        assert {place.record.meeting.council.name for place in places} == {council}


def test_of_no_scope_nothing_is_found(moment: View) -> None:
    understood = asked("the barrier", scope=None)
    assert retrieve(understood, WordEmbedder().embed(["the barrier"])[0], moment) == []
    assert list(in_periods(understood, moment, 5)) == []


def test_business_asked_for_is_found_though_the_search_has_no_room_for_it(moment: View) -> None:
    places = found("When did the barrier meeting end?", moment, limit=1)
    assert any("12.15" in place.passage.text for place in places)


def test_each_passage_is_found_once(moment: View) -> None:
    places = found("Were there any petitions in 2021?", moment, periods=(IN_2021,))
    ids = [place.passage.id for place in places]
    assert len(ids) == len(set(ids))


def test_the_meetings_of_a_period_rank_higher_when_it_is_named(moment: View) -> None:
    def best(*periods: Period) -> float:
        places = found("the barrier", moment, periods=periods)
        return max(p.score for p in places if p.record.meeting.council.name == MOORTON)

    assert best(IN_2021) > best()
    assert best(IN_2019) == best()


def test_a_question_can_be_about_the_meetings_of_its_periods_else_about_any_newest_first(moment: View) -> None:
    floods, trams = (record(text).meeting.id for text in (FLOODS, TRAMS))
    understood = asked("barriers")
    assert list(in_periods(understood, moment, 5)) == [trams, floods]
    assert list(in_periods(understood, moment, 1)) == [trams]
    assert list(in_periods(replace(understood, periods=(IN_2019,)), moment, 5)) == [floods]
    never = Period(IN_2019.first.replace(year=2001), IN_2019.first.replace(year=2001))
    assert list(in_periods(replace(understood, periods=(never,)), moment, 5)) == [trams, floods]
