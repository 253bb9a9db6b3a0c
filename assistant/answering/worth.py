"""What makes a sentence worth telling of a matter that is asked about as a whole: a figure, a sum, few words.

Read off 2,388 sentences of 110 items, of which 448 answer known questions: those with a figure or a sum answer more of
them, those that put a question to somebody fewer. To open a paragraph, to stand near the middle of what the item says,
to tell of concern or to name people says next to nothing of it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.finding.fits import MONEY, NUMBER
from assistant.finding.score import Sentence

ASKS = re.compile(r"\b(?:asked|enquired|queried|questioned|wished to know)\b", re.IGNORECASE)
_SHARE = re.compile(r"\d\s?(?:%|per cent)", re.IGNORECASE)

_WORRY = re.compile(
    r"\b(?:concern(?:s|ed)?|worr(?:y|ies|ied|ying)|fears?|feared|anxi\w+|apprehensi\w+|reservations?|misgivings|unhappy|disappoint\w*)\b",
    re.IGNORECASE,
)

_NUMBER = 0.4  # log odds, beside those that it answers what is asked
_SUM = 0.2
_ASKING = 0.3  # to put a question whose answer stands elsewhere, taken off
_WORRIES = 0.5  # to tell of a worry, where worries are asked for in whatever words
_LENGTH = 0.2  # times the logarithm of its words, taken off: what is short leaves room for more
_SHORT = 8  # words; fewer gain nothing more


def lifted(scored: Iterable[Sentence], asked: str) -> list[Sentence]:
    """The sentences, best first, by how well they answer what is asked and how much they are worth telling."""
    of_worries = _WORRIES if _WORRY.search(asked) else 0.0
    valued = (replace(s, score=s.score + _worth(s.text) + of_worries * bool(_WORRY.search(s.text))) for s in scored)
    return sorted(valued, key=lambda s: (-s.score, s.evidence.passage.id, s.start))


def _worth(text: str) -> float:
    return (
        _NUMBER * bool(NUMBER.search(text))
        + _SUM * bool(MONEY.search(text) or _SHARE.search(text))
        - _ASKING * bool(ASKS.search(text))
        - _LENGTH * math.log(max(len(text.split()), _SHORT))
    )
