"""A sentence that announces a list, with its list: where it ends, and what stands in it."""

from __future__ import annotations

import re

from assistant.finding.score import Sentence

_LONGEST_LIST = 110  # words
_LONGEST_ENTRY = 30  # words of an entry that has neither bullet nor number: a name and a sum, one side of a vote


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


def words_of(sentence: Sentence) -> int:
    """The words of a sentence, with the list that it announces."""
    return len(sentence.evidence.record.slice(sentence.start, end_of_list(sentence)).split())


def overlap(one: Sentence, other: Sentence) -> bool:
    """Whether one of two sentences announces a list that the other stands in."""
    if one.evidence.passage.meeting_id != other.evidence.passage.meeting_id:
        return False
    return one.start < end_of_list(other) and other.start < end_of_list(one)
