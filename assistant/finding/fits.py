"""Whether a sentence holds what a kind of question asks for: a number, a date, a name, a reason, a decision."""

from __future__ import annotations

import re

from assistant.answers import Kind
from ingest.layouts.dates import DATE, TIME
from ingest.records import Item

NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twice|once|half|third|fifth|quarter|dozen|none)\b",
    re.IGNORECASE,
)
MONEY = re.compile(r"[£$€]\s?\d|\b\d[\d,.]*\s?(?:k|m|million|thousand|pounds?|pence)\b", re.IGNORECASE)
_MONTH = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december|spring|summer|autumn|winter"
    r"|today|weekly|monthly|quarterly|annual(?:ly)?|end of the year|next (?:year|month|week))\b|\b(?:19|20)\d\d\b"
)  # in small letters: run on text in lower case
_MAY = re.compile(r"(?<=[\w,(] )May\b|\bMay(?: \d|/)")
"""The month: in small letters, or at the beginning of a sentence, it is mostly the verb."""
_DATED = re.compile(rf"{DATE.pattern}|\b(?:19|20)\d\d(?:[/–-]\d{{2,4}})?\b", re.IGNORECASE)
_NO_COUNT = re.compile(
    r"\b(?:ages? (?:of )?|aged |under |over |section |item |paragraph |page |appendix )\d[\d.]*",
    re.IGNORECASE,
)  # numbers that say which, or how old
_REASON = re.compile(
    r"\b(?:because|due to|as a result|in order to|since|reasons?|so that|owing to|therefore|led to|caused|attributed)\b",
    re.IGNORECASE,
)
_NAME_OR_ROLE = re.compile(r"\b(?:Cllr|Councillor|Mr|Mrs|Ms|Dr|Director|Head|Chair\w*|Manager|Officer|Lead|Member)\b")
_SAYS = re.compile(
    r"\b(?:s(?:aid|ays?)|t(?:old|ell)|ask\w*|describ\w*|call(?:ed|s)|rais\w*|suggest\w*|th(?:ought|inks?)|f(?:elt|eels?)|reckon\w*|believ\w*"
    r"|argu\w*|warn\w*|propos\w*|explain\w*|express\w*|question\w*|comment\w*|complain\w*|prais\w*|critici\w*|mention\w*|report\w*"
    r"|reiterat\w*|stress\w*|emphasi\w*|want\w*|put forward|pointed out|point(?:s|ed) to|request\w*|highlight\w*|acknowledg\w*|stat(?:ed|es))\b",
    re.IGNORECASE,
)
"""What a speaker does, in a question of who did it: in any form a question has it in ("who raised", "did anybody raise").

Wide, for a word too many only leaves sentences with a speaker in. What tells a voice in a claim is narrow, and another
list (`assistant.support.voiced`); what marks a speaker in minutes is a third (`assistant.attribute`).
"""
_DECIDES = re.compile(r"\b(?:agreed|resolved|noted|approved|be noted|recommended)\b", re.IGNORECASE)
_OWES = re.compile(r"\b(?:would|will|to be|action|report back|provide|further|next)\b", re.IGNORECASE)


def fits(kind: Kind, text: str, item: Item | None, start: int) -> float:
    """Whether a sentence holds what the kind of question asks for: 1 if it does, 0 if not or if any sentence may."""
    if kind is Kind.DECISION:
        return 1.0 if _is_outcome(item, start) else 0.5 * bool(_DECIDES.search(text))
    if kind in (Kind.WHEN, Kind.TIMELINE):
        return float(says_when(text))
    pattern = {
        Kind.NUMBER: NUMBER,
        Kind.WHO: _NAME_OR_ROLE,
        Kind.REASON: _REASON,
        Kind.ACTION: _OWES,
    }.get(kind)
    return float(bool(pattern and pattern.search(text)))


def _is_outcome(item: Item | None, start: int) -> bool:
    """Whether a sentence that starts there stands in what its item decided or gave somebody to do."""
    return item is not None and any(outcome.start <= start < outcome.end for outcome in item.outcomes)


def says_when(text: str) -> bool:
    """Whether a sentence names a date, a month, a time or a year."""
    return bool(DATE.search(text) or TIME.search(text) or _MONTH.search(text.casefold()) or _MAY.search(text))


def without_days(text: str) -> str:
    """A text without its dates and years, and without numbers that say which one or how old."""
    return _NO_COUNT.sub(" ", _DATED.sub(" ", text))


def asks_who_says(question: str) -> bool:
    """Whether a question of who is one of who said, asked or proposed something: then whoever speaks is named."""
    return bool(_SAYS.search(question))
