"""What is worth telling stands before what is not, where both answer as well; no sentence is lost."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.worth import lifted
from tests.assistant.made_up import FLOODS, scored


def place_of(words: str, asked: str = "the barrier", text: str = FLOODS) -> int:
    told = [s.text for s in lifted(scored([0.0], text), asked)]
    return next(n for n, text in enumerate(told) if words in text)


def test_a_sum_stands_before_what_has_no_figure() -> None:
    assert place_of("£340,000") < place_of("Nobody had been moved")


def test_a_question_put_to_somebody_stands_behind_what_is_told() -> None:
    assert place_of("14 pumps were inspected") < place_of("Cllr Rusk asked")


def test_where_worries_are_asked_for_those_told_stand_higher() -> None:
    text = FLOODS.replace("14 pumps were inspected in 2018/19.", "residents were worried by the noise of the pumps.")
    asked_for = place_of("residents were worried", "what concerns were there?", text)
    assert asked_for < place_of("residents were worried", "what was said?", text)


def test_what_answers_much_better_stays_before_what_is_worth_more() -> None:
    sentences = scored([0.0])
    plain = next(s for s in sentences if "Nobody had been moved" in s.text)
    told = lifted([replace(s, score=2.0) if s is plain else s for s in sentences], "the barrier")
    assert told[0].text == plain.text


def test_no_sentence_is_lost_or_told_twice() -> None:
    sentences = scored()
    assert sorted((s.paragraph.id, s.start) for s in lifted(sentences, "the barrier")) == sorted(
        (s.paragraph.id, s.start) for s in sentences
    )
