"""What is chosen is little, belongs together and is said once."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.choose import BRIEF, MEASURES, Measure, choose
from assistant.answering.listed import end_of_list
from assistant.answering.matter import is_heading
from assistant.finding.score import Sentence
from tests.assistant.made_up import FLOODS, TRAMS, record, scored

MEASURE = st.builds(
    Measure,
    words=st.integers(1, 160),
    sentences=st.integers(1, 10),
)
SCORES = st.lists(st.floats(-6, 6), min_size=1, max_size=16)
TEXTS = st.sampled_from([FLOODS, TRAMS])


def said(chosen: list[Sentence]) -> list[str]:
    return [sentence.text for sentence in chosen]


def words_of(sentence: Sentence) -> int:
    return len(sentence.evidence.record.slice(sentence.start, end_of_list(sentence)).split())


def sentence(opening: str, among: list[Sentence]) -> Sentence:
    return next(s for s in among if s.text.startswith(opening))


@given(SCORES, TEXTS, MEASURE)
def test_no_more_is_chosen_than_the_measure_allows_but_for_the_first(
    scores: list[float], text: str, measure: Measure
) -> None:
    chosen = choose(scored(scores, text), measure)
    assert 1 <= len(chosen) <= measure.sentences
    assert len(chosen) == 1 or sum(words_of(s) for s in chosen) <= measure.words


@given(SCORES, TEXTS, MEASURE)
def test_the_best_is_chosen_first_and_nothing_twice(scores: list[float], text: str, measure: Measure) -> None:
    among = scored(scores, text)
    chosen = choose(among, measure)
    assert chosen[0] is among[0]
    assert len(set(said(chosen))) == len(chosen)
    spans = sorted((s.start, end_of_list(s)) for s in chosen)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))


@given(st.lists(st.floats(-6, 6), min_size=2, max_size=16), TEXTS, st.floats(8, 40))
def test_what_is_far_behind_the_best_is_not_chosen_wherever_it_stands(
    scores: list[float], text: str, lead: float
) -> None:
    first, *rest = scored(scores, text)
    best = replace(first, score=max(s.score for s in (first, *rest)) + lead)
    assert choose([best, *rest], BRIEF) == [best]


@given(SCORES, TEXTS, MEASURE)
def test_the_same_is_chosen_again(scores: list[float], text: str, measure: Measure) -> None:
    assert choose(scored(scores, text), measure) == choose(scored(scores, text), measure)


def test_of_nothing_nothing_is_chosen() -> None:
    assert choose([], BRIEF) == []


def test_a_neighbour_is_taken_before_a_little_better_sentence_of_another_item() -> None:
    among = scored([0.0])
    best, neighbour, other = (sentence(s, among) for s in ("It had held", "Nobody had", "The Warden"))
    ranked = [replace(best, score=2.0), replace(other, score=1.8), replace(neighbour, score=1.7)]
    assert said(choose(ranked, Measure(words=130, sentences=2))) == [best.text, neighbour.text]


def test_a_sentence_of_another_item_is_taken_before_a_neighbour_that_is_far_behind() -> None:
    among = scored([0.0])
    best, neighbour, other = (sentence(s, among) for s in ("It had held", "Nobody had", "The Warden"))
    ranked = [replace(best, score=2.0), replace(other, score=1.8), replace(neighbour, score=-3.0)]
    assert said(choose(ranked, Measure(words=130, sentences=2))) == [best.text, other.text]


def test_a_line_that_announces_a_list_is_chosen_with_its_list_or_not_at_all() -> None:
    among = scored([0.0])
    line = sentence("Cllr Rusk", among)
    assert record().slice(line.start, end_of_list(line)).endswith("the embankment.")
    assert end_of_list(sentence("It had held", among)) == sentence("It had held", among).end
    chosen = choose([line, sentence("the sluice", among), sentence("the pumps", among)], Measure(words=130))
    assert said(chosen) == [line.text]


def test_entries_without_a_sign_belong_to_the_line_that_announces_them_and_sentences_do_not() -> None:
    entries = "Friends of the Weir £500\n\nOtter Watch £250"
    text = FLOODS.replace(
        "4.1 The Warden", f"These grants were agreed:\n\n{entries}\n\nAll were paid.\n\n4.1 The Warden"
    )
    line = sentence("These grants", scored([0.0], text))
    assert record(text).slice(line.end, end_of_list(line)).split() == entries.split()


def test_a_list_too_long_for_its_words_ends_early() -> None:
    bullets = "".join(f"\u2022 the pump at drain {n}, which was looked at twice in spring;\n\n" for n in range(30))
    text = FLOODS.replace("\u2022 the sluice at Nether Ings;\n\n", bullets)
    line = sentence("Cllr Rusk", scored([0.0], text))
    reached = record(text).slice(line.end, end_of_list(line)).replace("\u2022", "").split()
    assert 90 <= len(reached) <= 110


@pytest.mark.parametrize("sides", [2, 3, 4])
def test_each_of_several_sides_has_its_share_but_never_nothing(sides: int) -> None:
    for measure in (BRIEF, *MEASURES.values()):
        share = measure.share(sides)
        assert 45 <= share.words < measure.words
        assert 3 <= share.sentences < measure.sentences


@pytest.mark.parametrize("lead", ["Mr Patel asked:", "The Director responded:", "Mr Lee asked a further question:"])
def test_who_speaks_next_is_no_answer(lead: str) -> None:
    minutes = FLOODS.replace("Members heard that 14 pumps", f"{lead}\n\nMembers heard that 14 pumps")
    assert is_heading(sentence(lead, scored(text=minutes)))
    assert not is_heading(sentence("Members heard", scored(text=minutes)))
