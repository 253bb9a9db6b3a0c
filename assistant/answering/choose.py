"""Scored sentences → the few that answer: the best one, and what belongs with it.

What answers a question mostly stands together: the sentence before says who speaks, the one after goes on. So a
sentence beside a chosen one is taken before a better one that stands elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answers import Kind
from assistant.finding.score import Sentence

_BESIDE = 4.0
"""What it counts for, in log odds, to stand beside a chosen sentence.

Tried on 229 known questions with weights learnt on the others: without it .62 of the answers stated every fact, with
2, 3 and 4 .72 to .73, in a third more words, and no more of them from a wrong item.
"""
_NEAR = 1.0  # to stand in the same paragraph
_MOST_BEHIND = 2.0  # of anything that is chosen, what it counts for included
_LONGEST_LIST = 110  # words
_LONGEST_ENTRY = 30  # words of an entry that has neither bullet nor number: a name and a sum, one side of a vote


@dataclass(frozen=True, slots=True)
class Measure:
    """How much is chosen, in sentences and words; and how far behind the best one, in log odds, a sentence may be."""

    words: int
    sentences: int = 8
    behind: float = 1.5  # in the item of the best one
    elsewhere: float = 0.5  # in other items
    beside: float = _BESIDE

    def share(self, sides: int) -> Measure:
        """The measure of one of several sides."""
        return replace(self, words=max(45, self.words // sides), sentences=max(3, self.sentences // sides))


MEASURES = {
    Kind.LIST: Measure(150, 9),
    Kind.SUMMARY: Measure(150, 9, behind=3.0, elsewhere=0.0),
    Kind.COMPARE: Measure(120, 9, behind=2.0, elsewhere=1.5, beside=1.0),  # of all its sides
}
BRIEF = Measure(130)


def choose(scored: Sequence[Sentence], measure: Measure) -> list[Sentence]:
    """The sentences that answer, best first, within a measure; none of them twice.

    A line that announces a list is chosen with its list, or not at all.
    """
    if not scored:
        return []
    best = scored[0]
    chosen = [best]
    words = _length(best)
    while len(chosen) < measure.sentences:
        candidates = [
            (value, sentence)
            for sentence in scored
            if (value := _value(sentence, chosen, best, measure)) is not None
            and words + _length(sentence) <= measure.words
        ]
        value, sentence = max(candidates, key=lambda c: (c[0], -c[1].start), default=(float("-inf"), best))
        if value < best.score - _MOST_BEHIND:
            break
        chosen.append(sentence)
        words += _length(sentence)
    return chosen


def end_of_list(sentence: Sentence) -> int:
    """Where the list ends that a sentence announces with a colon: its bullets within the passage, 110 words at most.

    Entries may have no sign at all ("Friends of the Park £500"). Paragraphs numbered as the one that announces it are
    no part of its list, nor are any behind its bullets.
    """
    record, end, words = sentence.evidence.record, sentence.end, 0
    form, is_bulleted = _form(sentence.paragraph.label), False
    if not record.slice(sentence.start, end).rstrip().endswith(":"):
        return end
    for identity in sentence.evidence.passage.paragraphs:
        paragraph = record.paragraph(identity)
        if paragraph.start < sentence.end:
            continue
        words += len(record.slice(paragraph.start, paragraph.end).split())
        is_numbered = paragraph.label is not None and _form(paragraph.label) != form and not is_bulleted
        is_entry = paragraph.bullet or is_numbered or _is_entry(record.slice(paragraph.start, paragraph.end))
        if not is_entry or words > _LONGEST_LIST:
            break
        is_bulleted = is_bulleted or paragraph.bullet
        end = paragraph.end
    return end


def _is_entry(text: str) -> bool:
    """Whether a paragraph without a sign is an entry of a list: it is short, and no sentence."""
    return len(text.split()) <= _LONGEST_ENTRY and not text.rstrip("*_ ").endswith((".", "!", "?", ":"))


def _form(label: str | None) -> str | None:
    """How a paragraph is numbered: "(b)" as "(a)", "25.3" as "0.0"."""
    return re.sub(r"\d+", "0", re.sub(r"[a-z]+", "a", label.casefold())) if label is not None else None


def _length(sentence: Sentence) -> int:
    """The words of a sentence, with the list that it announces."""
    return len(sentence.evidence.record.slice(sentence.start, end_of_list(sentence)).split())


def _value(sentence: Sentence, chosen: Sequence[Sentence], best: Sentence, measure: Measure) -> float | None:
    """What a sentence is worth beside those chosen; None for one that is out of the question."""
    said = sentence.text.casefold()
    if any(said == other.text.casefold() or overlap(sentence, other) for other in chosen):
        return None
    if any(_beside(sentence, other) for other in chosen):
        return sentence.score + measure.beside
    if any(sentence.paragraph.id == other.paragraph.id for other in chosen):
        return sentence.score + _NEAR
    is_same_item = sentence.evidence.passage.item_id == best.evidence.passage.item_id
    behind = measure.behind if is_same_item else measure.elsewhere
    return sentence.score if sentence.score >= best.score - behind else None


def overlap(one: Sentence, other: Sentence) -> bool:
    """Whether one of two sentences announces a list that the other stands in."""
    if one.evidence.passage.meeting_id != other.evidence.passage.meeting_id:
        return False
    return one.start < end_of_list(other) and other.start < end_of_list(one)


def _beside(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences of a passage are neighbours."""
    return one.evidence.passage.id == other.evidence.passage.id and abs(one.number - other.number) == 1
