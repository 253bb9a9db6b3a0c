"""A question that leans on the one before it → one that stands alone; the subject is carried over, not the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.answers import Question
from assistant.asked.bodies import councils_named
from assistant.asked.periods import periods_named
from assistant.terms import content_words, is_asking

_LEANS = re.compile(
    r"\b(?:it|its|that|this|these|those|they|them|their|he|him|his|she|her|there|then|the same|such|so far|ones?|any of|each)\b"
    r"|^(?:and|but|or|so|also|why|how come|what about|how about|when|who|where|which)\b.{0,40}$",
    re.IGNORECASE,
)
_PLACING = frozenset(
    ["question", "ask", "again", "answer", "county", "city", "borough", "district", "please", "case", "situation"]
)
"""Words that an elliptical question may hold beside a place or a time: "same question for the county please"."""


def prior_question(question: Question) -> str:
    """The question before, itself made to stand alone; empty where there is none."""
    if not question.history:
        return ""
    return stand_alone(replace(question, text=question.history[-1].question, history=question.history[:-1]))


def stand_alone(question: Question, councils: Iterable[str] = ()) -> str:
    """The question with the subject of the one before it, where it leans on it.

    One that only names another place or time ("and in Worcestershire?") is the question before, asked of there.
    """
    if not question.history:
        return question.text
    before = prior_question(question)
    held = set(councils)
    if _only_places(question.text, held):
        return f"{_unplaced(before, held, like=question.text)} {question.text}"
    has_subject = re.search(r"(?<=[a-z,] )[A-Z]", question.text)
    leans = _LEANS.search(question.text) or (len(content_words(question.text)) <= 3 and not has_subject)
    return f"{question.text} {before}" if leans else question.text


def is_elliptical(question: Question, councils: Iterable[str]) -> bool:
    """Whether a question only names another place or time, so that what is asked is what was asked before."""
    return bool(question.history) and _only_places(question.text, set(councils))


def _only_places(text: str, councils: set[str]) -> bool:
    named = bool(councils_named(text, councils) or periods_named(text))
    rest = [w for w in content_words(_unplaced(text, councils)) if not is_asking(w) and w not in _PLACING]
    return named and not rest


def _unplaced(text: str, councils: set[str], like: str | None = None) -> str:
    """A text without the words that name councils and periods; with ``like``, without those sorts that it names."""
    spans: list[tuple[int, int]] = []
    if like is None or councils_named(like, councils):
        spans += [(c.start, c.end) for c in councils_named(text, councils)]
    if like is None or periods_named(like):
        spans += [(p.start, p.end) for p in periods_named(text)]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return " ".join(text.split())
