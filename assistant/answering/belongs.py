"""Does a sentence belong to an answer that has some sentences already? Its log odds, from a few plain signs.

What answers a question mostly stands together, but a sentence of another item that is nearly as good may be the one
that is needed. What weighs how much was learnt on the known questions (`python -m eval train`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from assistant.answering.matter import says_something
from assistant.answers import Kind
from assistant.finding.ceremony import announces
from assistant.finding.score import Sentence
from assistant.finding.weights import Weights, learnt

_LONG = 80  # words; beyond it length says no more


def belonging(sentence: Sentence, rank: int, chosen: Sequence[Sentence], kind: Kind, length: int) -> dict[str, float]:
    """The signs of a sentence, which has a rank among those scored, beside the chosen ones, of which the first is best.

    ``length`` is that of the sentence in words, with the list that it announces.
    """
    best = chosen[0]
    apart = {
        sentence.number - other.number for other in chosen if other.evidence.passage.id == sentence.evidence.passage.id
    }
    is_beside = bool(apart & {1, -1})
    is_same_item = sentence.evidence.passage.item_id == best.evidence.passage.item_id
    return {
        "behind": best.score - sentence.score,
        "farther": best.nearness - sentence.nearness,
        "rank": math.log1p(rank),
        "next": float(1 in apart),
        "previous": float(-1 in apart),
        "paragraph": float(any(sentence.paragraph.id == other.paragraph.id for other in chosen)),
        "passage": float(bool(apart)),
        "item": float(is_same_item),
        "matter": float(says_something(sentence)),
        "announces": float(announces(sentence.text)),
        "length": min(length, _LONG) / _LONG,
        "overview": float(kind is Kind.SUMMARY),
        "reason_next": float(kind is Kind.REASON and 1 in apart),
        "number_apart": float(kind is Kind.NUMBER and not is_beside),
    }


def odds(signs: Mapping[str, float], weights: Weights | None = None) -> float:
    """The log odds that a sentence of such signs belongs to the answer."""
    weights = weights or learnt()
    return weights.belongs_intercept + sum(weights.belongs[name] * value for name, value in signs.items())
