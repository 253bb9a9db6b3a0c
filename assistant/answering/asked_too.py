"""A second thing that a question asks behind the first: "Who mends the lifts, and since when?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers import Kind
from assistant.asked.kinds import kind_of
from assistant.finding.fits import fits, without_days
from assistant.finding.score import Sentence

_SECOND = re.compile(
    r"(?:,|;|\?| and| but) (?:(?:and|but) )?(?:(?:since|by|until|till|from|for|at|in|on) )?"
    r"(?P<part>(?:when|why|how (?:many|much)|what (?:date|day|time)|which day)\b.*)$",
    re.IGNORECASE,
)
_TOLD = (Kind.WHEN, Kind.NUMBER, Kind.REASON)  # kinds whose answers are known by their form
_LOOKED_AT = 40  # best sentences


def asked_too(text: str) -> Kind | None:
    """The kind of a second thing that a question asks for, where an answer to it is known by its form."""
    second = _SECOND.search(text)
    kind = kind_of(second["part"]) if second else None
    return kind if kind in _TOLD else None


def with_second(text: str, chosen: Sequence[Sentence], scored: Sequence[Sentence]) -> list[Sentence]:
    """What was chosen; where it does not tell the second thing, with the best sentence of its item that does."""
    kind = asked_too(text)
    if kind is None or not chosen or any(_tells(kind, s) for s in chosen):
        return list(chosen)
    item = chosen[0].evidence.passage.item_id
    of_item = (s for s in scored[:_LOOKED_AT] if s.evidence.passage.item_id == item)
    return [*chosen, *[s for s in of_item if _tells(kind, s)][:1]]


def _tells(kind: Kind, sentence: Sentence) -> bool:
    text = without_days(sentence.text) if kind is Kind.NUMBER else sentence.text
    return bool(fits(kind, text, sentence.evidence.item, sentence.start))
