"""Scored sentences → the few that answer: the best one, and what belongs with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.belongs import belonging, odds
from assistant.answering.listed import overlap, words_of
from assistant.answers import Kind
from assistant.finding.score import Sentence
from assistant.finding.weights import Weights, learnt

LOOKED_AT = 60  # best sentences
_LEAST = -4.2  # log odds that a sentence belongs, of one that is chosen: 1.5 in 100


@dataclass(frozen=True, slots=True)
class Measure:
    """How much is chosen, in sentences and words."""

    words: int
    sentences: int = 8

    def share(self, sides: int) -> Measure:
        """The measure of one of several sides."""
        return replace(self, words=max(45, self.words // sides), sentences=max(3, self.sentences // sides))


MEASURES = {
    Kind.LIST: Measure(150, 9),
    Kind.SUMMARY: Measure(150, 9),
    Kind.COMPARE: Measure(120, 9),  # of all its sides
}
BRIEF = Measure(130)


def choose(
    scored: Sequence[Sentence], measure: Measure, kind: Kind = Kind.FACT, weights: Weights | None = None
) -> list[Sentence]:
    """The sentences that answer a kind of question, best first, within a measure; none of them twice.

    The best one is always chosen. A line that announces a list is chosen with its list, or not at all.
    """
    weights = weights or learnt()
    looked_at = scored[:LOOKED_AT]
    lengths = [words_of(sentence) for sentence in looked_at]
    chosen: list[Sentence] = list(looked_at[:1])
    words = sum(lengths[:1])
    while chosen and len(chosen) < measure.sentences:
        candidates = [
            (odds(belonging(sentence, rank, chosen, kind, lengths[rank]), weights), -rank)
            for rank, sentence in enumerate(looked_at)
            if words + lengths[rank] <= measure.words and not _is_told(sentence, chosen)
        ]
        value, place = max(candidates, default=(float("-inf"), 0))
        if value < _LEAST:
            break
        chosen.append(looked_at[-place])
        words += lengths[-place]
    return chosen


def _is_told(sentence: Sentence, chosen: Sequence[Sentence]) -> bool:
    """Whether a sentence is chosen, says the same as one that is, or stands in a list that one announces."""
    said = sentence.text.casefold()
    return any(said == other.text.casefold() or overlap(sentence, other) for other in chosen)
