"""Sentences are measured by what they say and where they stand; the evidence told begins with what was used."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Draft, DraftClaim, Evidence, Kind, Period, Quote
from assistant.finding.fits import says_when
from assistant.finding.score import MOST_SHOWN, as_used, measured, reranked, score_sentences, word_weights
from assistant.finding.weights import learnt
from ingest.records import Part
from ingest.store import Scope, View
from tests.assistant.made_up import FENSHIRE, FLOODS, TRAMS, asked, cut, record, scored
from tests.assistant.words import WordEmbedder

PLACES = [Evidence(p, record(text), 1 / n) for text in (FLOODS, TRAMS) for n, p in enumerate(cut(text), start=1)]
QUESTION = asked("How many pumps were inspected?", Kind.NUMBER)
VECTOR = WordEmbedder().embed([QUESTION.text])[0]


@given(st.permutations(PLACES), st.lists(st.sampled_from(PLACES), max_size=8))
def test_what_a_draft_rests_on_is_told_first_in_its_order_and_each_passage_once(
    evidence: list[Evidence], used: list[Evidence]
) -> None:
    claims = tuple(DraftClaim.quoting(Quote(place, place.passage.text)) for place in used)
    told = [e.passage.id for e in as_used(evidence, Draft(claims, "extractive"))]
    firsts = list(dict.fromkeys(place.passage.id for place in used))
    assert told[: len(firsts)] == firsts
    assert len(told) == len(set(told)) == min(len(evidence), MOST_SHOWN)


def test_the_evidence_told_has_scores_that_fall() -> None:
    ranked = sorted(PLACES, key=lambda place: -place.score)
    claims = (DraftClaim.quoting(Quote(ranked[-1], ranked[-1].passage.text)),)
    scores = [e.score for e in as_used(ranked, Draft(claims, "extractive"))]
    assert scores == sorted(scores, reverse=True)


def test_every_feature_has_a_weight_and_is_a_share(moment: View) -> None:
    found = list(measured(QUESTION, PLACES, VECTOR, moment))
    assert found
    for sentence, features in found:
        assert set(features) == set(learnt().select)
        assert all(-1 - 1e-3 <= value <= 1 + 1e-3 for value in features.values())
        assert sentence.paragraph.start <= sentence.start < sentence.end <= sentence.paragraph.end


def test_sentences_are_scored_best_first_each_once_and_the_fitting_one_wins(moment: View) -> None:
    ranked = score_sentences(QUESTION, [replace(place, score=1.0) for place in PLACES], VECTOR, moment)
    assert "14 pumps were inspected" in ranked[0].text
    assert [s.score for s in ranked] == sorted((s.score for s in ranked), reverse=True)
    spans = [(s.evidence.passage.meeting_id, s.start) for s in ranked]
    assert len(spans) == len(set(spans)) == len(list(measured(QUESTION, PLACES, VECTOR, moment)))


def test_reranking_keeps_the_passages_and_their_scores_are_none_below_nothing() -> None:
    ranked = reranked(PLACES, scored())
    assert {e.passage.id for e in ranked} == {e.passage.id for e in PLACES}
    assert all(e.score >= 0 for e in ranked)
    assert [e.score for e in ranked] == sorted((e.score for e in ranked), reverse=True)


def test_words_that_are_rare_weigh_more_and_those_that_only_place_the_question_less(moment: View) -> None:
    weights = word_weights(asked("otters and the barrier"), moment)
    assert weights["otter"] > weights["barrier"] > 0
    placed = word_weights(asked("the otters of Fenshire", scope=Scope(councils=(FENSHIRE,))), moment)
    anywhere = word_weights(asked("the otters of Fenshire"), moment)
    assert placed["fenshir"] < anywhere["fenshir"]
    assert placed["otter"] == anywhere["otter"]


def test_the_end_of_a_period_without_one_places_no_word(moment: View) -> None:
    since = Period(dt.date(2019, 3, 1), dt.date.max)
    understood = replace(asked("trams in December since March 2019"), periods=(since,))
    assert word_weights(understood, moment)["decemb"] == word_weights(asked(understood.text), moment)["decemb"]


def test_who_speaks_counts_as_named_where_it_is_asked_who_said_something_and_not_otherwise(moment: View) -> None:
    places = [place for place in PLACES if "otters" in place.passage.text]
    for text, is_named in (("Who said that otters had come back?", 1.0), ("Who came back to the river?", 0.0)):
        told = measured(asked(text, Kind.WHO), places, VECTOR, moment)
        assert {features["kind"] for sentence, features in told if "otters" in sentence.text} == {is_named}


def test_the_lists_at_the_head_of_a_record_name_nobody_who_did_something(moment: View) -> None:
    heads = [place for place in PLACES if place.passage.part is Part.HEADER]
    assert heads
    for _, features in measured(asked("Who built the barrier?", Kind.WHO), heads, VECTOR, moment):
        assert features["kind"] == 0.0


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("It opened in May.", True),
        ("The May meeting was put off to 12 May.", True),
        ("It ran from May to July.", True),
        ("Residents may call the office.", False),
        ("May I ask about the weir?", False),
        ("It opened in june.", True),
    ],
)
def test_a_month_is_told_from_the_verb_that_is_written_like_it(text: str, *, is_told: bool) -> None:
    assert says_when(text) is is_told


def test_a_word_of_the_same_sense_counts_beside_those_that_are_shared(moment: View) -> None:
    def features(text: str) -> dict[str, float]:
        found = measured(asked(text, Kind.NUMBER), PLACES, VECTOR, moment)
        return next(features for sentence, features in found if "pumps were inspected" in sentence.text)

    assert features("How many pumps were checked over?")["alike"] > 0
    assert features("How many pumps were inspected?")["alike"] == 0  # they are shared, and counted as such
    assert features("How many pumps were painted?")["alike"] == 0
