"""The sort of fact a question asks for, by its words: a sum, a number, how often, when, how many of what."""

from __future__ import annotations

import re

from assistant.terms import content_words, stem, stems

_ASKS_MONEY = re.compile(
    r"[£$€]|\bpounds?\b|\b(?:hourly|daily|weekly) rate\b|\bhow much (?:money|is|was|does|did|will)\b|\bcosts?\b",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(
    r"\bin (?:pounds|euros?)\b"
    r"|\b(?:what|which) (?:price|cost|sum|fee) (?:did|does|do|was|is|were|are|will|would|has|had)\b"
    r"|\bhow much (?:\w+ )?(?:compensation|fund(?:s|ing)|grant|cash|income|revenue|rent|debt|savings?)\b"
    r"|\bhow much\b.{0,60}\b(?:paid|pay|spen[dt]|receive[ds]?|worth|fund(?:ed|ing)?|charge[ds]?|owe[ds]?)\b",
    re.IGNORECASE,
)
_ASKS_NUMBER = re.compile(
    r"\b(?:how many|how much|number of|what (?:percentage|proportion|share|figure|rate|sum|amount))\b", re.IGNORECASE
)
_ASKS_CHANGE = re.compile(
    r"\bhow much\b.{0,60}\b(?:rise|rose|risen|fall|fell|fallen|gr[eo]wn?|improv\w*|increas\w*|decreas\w*|reduc\w*"
    r"|drop\w*|chang\w*|up|down|back|higher|lower|longer|better|worse)\b",
    re.IGNORECASE,
)  # what rose by how much need not be money
_ASKS_OFTEN = re.compile(r"\bhow (?:often|long|regularly|frequently)\b", re.IGNORECASE)
_ASKS_WHEN = re.compile(
    r"^\W*when\b|\bwhat (?:date|day|time)\b|\bwhen (?:is|was|will|are|were|does|did)\b|\bnext (?:meeting|mtg|visit)\b",
    re.IGNORECASE,
)
_VERBS = "did|do|does|were|was|are|is|have|has|had|will|would|got"
_HOW_MANY = re.compile(
    rf"\b(?:how many|number of|how much)\b(?! (?:{_VERBS}|can|could)\b)(?P<what>(?: [\w’'-]+){{1,4}}?)"
    rf"(?= (?:{_VERBS}|in|at|to|of|for|from)\b|[?.,]|$)",
    re.IGNORECASE,
)


def asks_sum(text: str) -> bool:
    """Whether a sum of money is asked for."""
    asks = _HOW_MUCH.search(text) or (_ASKS_MONEY.search(text) and _ASKS_NUMBER.search(text))
    return bool(asks) and not _ASKS_CHANGE.search(text)


def asks_change(text: str) -> bool:
    """Whether it is asked by how much something rose or fell."""
    return bool(_ASKS_CHANGE.search(text) and _ASKS_NUMBER.search(text))


def asks_number(text: str) -> bool:
    """Whether a number or a share is asked for."""
    return bool(_ASKS_NUMBER.search(text))


def asks_often(text: str) -> bool:
    """Whether it is asked how often, or for how long."""
    return bool(_ASKS_OFTEN.search(text))


def asks_when(text: str) -> bool:
    """Whether a date or a time is asked for."""
    return bool(_ASKS_WHEN.search(text))


def things_counted(text: str) -> set[str]:
    """The stems of what it is asked how many there are of; none where nothing is counted."""
    found = _HOW_MANY.search(text)
    return {thing for thing in stems(found["what"]) if thing.isalpha()} if found else set()


def head_counted(text: str) -> str | None:
    """The stem of the last word of what is counted: carers, of "how many foster carers"."""
    found = _HOW_MANY.search(text)
    named = [word for word in content_words(found["what"]) if word.isalpha()] if found else []
    return stem(named[-1]) if named else None
