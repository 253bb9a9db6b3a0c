"""Is the question answered by what was found? A probability from a few plain signs, and reasons that need none."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence

from assistant.answers import Evidence, Kind, Understood
from assistant.score import MONEY, NUMBER, Sentence, says_when
from assistant.terms import stems
from assistant.understand import councils_named
from assistant.weights import Weights, learnt
from ingest.layouts.dates import DATE, date_of
from ingest.store import View

_ASKS_MONEY = re.compile(
    r"[£$€]|\bpounds?\b|\b(?:hourly|daily|weekly) rate\b|\bhow much (?:money|is|was|does|did|will)\b|\bcosts?\b",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(
    r"\bhow much\b.{0,60}\b(?:paid|pay|spen[dt]|receive[ds]?|worth|fund(?:ed|ing)?|charge[ds]?|owe[ds]?)\b",
    re.IGNORECASE,
)
_ASKS_NUMBER = re.compile(
    r"\b(?:how many|how much|number of|what (?:percentage|proportion|share|figure|rate|sum|amount))\b", re.IGNORECASE
)
_ASKS_WHEN = re.compile(
    r"^\W*when\b|\bwhat (?:date|day|time)\b|\bwhen (?:is|was|will|are|were|does|did)\b|\bnext (?:meeting|mtg|visit)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_NO_NAMES = frozenset(f"{dt.date(2024, month, 1):%B}".casefold() for month in range(1, 13)) | frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "sept", "cllr"]
)
_OF_A_MEETING = re.compile(
    r"\b(?:meeting|committee|panel|commission|board|cabinet|council)\b.{0,60}?\b(?:on|of|for)\s*(?:the\s*)?$"
    r"|\b(?:discussed?|happened|decided|considered|agreed|resolved)\b.{0,60}?\bon\s*(?:the\s*)?$",
    re.IGNORECASE,
)
_LOOKED_AT = 4  # best sentences in which what was asked for must stand
_BEHIND = 1.0  # log odds by which they may be behind the best


def signs(
    understood: Understood, scored: Sequence[Sentence], evidence: Sequence[Evidence], weighed: Mapping[str, float]
) -> dict[str, float]:
    """The signs of an answer, each from 0 to about 1 but for ``best``, the score of the best sentence."""
    total = sum(weighed.values()) or 1.0
    passages = [stems(e.passage.text) | stems(e.passage.context) for e in evidence]
    everywhere: set[str] = set().union(*passages) if passages else set()
    cover = max((sum(w for s, w in weighed.items() if s in words) / total for words in passages[:5]), default=0.0)
    missing = sum(w for s, w in weighed.items() if s not in everywhere) / total
    top = scored[:_LOOKED_AT]
    return {
        "best": scored[0].score if scored else -10.0,
        "margin": scored[0].score - scored[min(9, len(scored) - 1)].score if scored else 0.0,
        "cover": cover,
        "missing": missing,
        "nearness": max((s.nearness for s in top), default=0.0),
        "slot": float(_slot_is_empty(understood, top)),
        "routine": float(understood.is_routine),
        "leans": float(understood.text != understood.question.text),
    }


def probability(values: Mapping[str, float], weights: Weights | None = None) -> float:
    """How likely the question is answered, from 0 to 1."""
    weights = weights or learnt()
    odds = weights.answered_intercept + sum(weights.answered[name] * value for name, value in values.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _slot_is_empty(understood: Understood, top: Sequence[Sentence]) -> bool:
    """Whether a sum, a number or a date was asked for and none of the best sentences has one."""
    text = understood.question.text
    if top:
        top = [s for s in top if s.score >= top[0].score - _BEHIND]
    if (_ASKS_MONEY.search(text) and _ASKS_NUMBER.search(text)) or _HOW_MUCH.search(text) or "£" in text:
        return not any(MONEY.search(s.text) for s in top)
    if _ASKS_NUMBER.search(text) or understood.kind is Kind.NUMBER:
        return not any(NUMBER.search(s.text) for s in top)
    if _ASKS_WHEN.search(text):
        return not any(says_when(s.text) for s in top)
    return False


def no_such_meeting(understood: Understood, view: View) -> str | None:
    """Why a question about the meeting of a certain day has no answer: no meeting of that day is held."""
    text = understood.question.text
    for found in DATE.finditer(text):
        date = date_of(found)
        if date is None or not _OF_A_MEETING.search(text[: found.start()]) or understood.scope is None:
            continue
        meetings = view.meetings(understood.scope)
        if all(meeting.date != date for meeting in meetings):
            held = ", ".join(f"{m.date.day} {m.date:%B %Y}" for m in sorted(meetings, key=lambda m: m.date)[:6])
            return f"No minutes of a meeting on {date.day} {date:%B %Y} are held; those held are of {held}."
    return None


def unknown_name(understood: Understood, view: View) -> str | None:
    """Why a question about somebody or somewhere that the minutes held never name has no answer in them.

    A name is a word with a capital that does not begin the question, four letters long at least; days, months and
    what says which council is meant are none.
    """
    text = understood.question.text
    names = [m.group() for m in _NAME.finditer(text) if m.group().casefold() not in _NO_NAMES]
    councils = stems(" ".join(m.council for m in view.meetings()))
    asked = [
        name
        for name in dict.fromkeys(names)
        if not stems(name) <= councils and not councils_named(name, _councils(view))
    ]
    counts = view.document_counts([name.casefold() for name in asked])
    unknown = [name for name in asked if not counts.get(name.casefold(), 0)]
    if not unknown:
        return None
    return f"The minutes held do not mention {' or '.join(unknown)}."


def _councils(view: View) -> set[str]:
    return {meeting.council for meeting in view.meetings()}
