"""Is the question answered by what was found? A probability, from a few plain signs."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from assistant.answers import Evidence, Kind, Understood
from assistant.asked.fact_asked import asks_number, asks_often, asks_sum, asks_when, things_counted
from assistant.business import is_recorded
from assistant.finding.fits import MONEY, NUMBER, says_when, without_days
from assistant.finding.score import Sentence, word_weights
from assistant.finding.thesaurus import thesaurus
from assistant.finding.weights import Weights, learnt
from assistant.terms import NO_NAMES, content_words, is_asking, stem, stems
from ingest.store import View

_OFTEN = re.compile(r"\b(?:every|each|regular(?:ly)?|always|never|ongoing|daily|indefinite(?:ly)?)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_REFERRING = "rest|others?|remainder|former|latter|same|first|second|last|next"  # to what was spoken of before
_ENDS_IN = re.compile(rf"\b(?:the|an?|any) (?!(?:{_REFERRING})\b)(?P<thing>[a-z]+)\W*$", re.IGNORECASE)
_LOOKED_AT = 4  # best sentences in which what was asked for must stand
_SENSED = 20  # best sentences in which another word of the same sense counts
_BEHIND = 1.0  # log odds by which they may be behind the best


def signs(
    understood: Understood, scored: Sequence[Sentence], evidence: Sequence[Evidence], view: View
) -> dict[str, float]:
    """The signs of an answer, each from 0 to about 1 but for ``best``, the score of the best sentence."""
    weighed = word_weights(understood, view)
    total = sum(weighed.values()) or 1.0

    def cover(there: set[str]) -> float:
        return sum(weight for word, weight in weighed.items() if word in there) / total

    passages = [stems(e.passage.text) | stems(e.passage.context) for e in evidence]
    everywhere: set[str] = set().union(*passages) if passages else set()
    top = scored[:_LOOKED_AT]
    around = _around(scored[0], scored) if scored else ""
    return {
        "best": scored[0].score if scored else -10.0,
        "margin": scored[0].score - scored[min(9, len(scored) - 1)].score if scored else 0.0,
        "cover": max((cover(words) for words in passages[:5]), default=0.0),
        "around": cover(stems(around)),
        "missing": 1.0 - cover(everywhere),
        "nearness": max((s.nearness for s in top), default=0.0),
        "uncounted": float(_is_uncounted(understood, top)),
        "absent": _absent_share(understood, scored, view),
        "unnamed": float(understood.kind is Kind.WHO and not any(s.speaker or _NAME.search(s.text) for s in top)),
        "slot": float(_slot_is_empty(understood, top)),
        "routine": float(understood.business is not None),
        "unrecorded": float(_is_unrecorded(understood, evidence)),
        "leans": float(understood.carried is not None),
    }


def _around(sentence: Sentence, scored: Sequence[Sentence]) -> str:
    """A sentence with its neighbours and the title above them."""
    place = sentence.evidence
    beside = [
        s.text for s in scored if s.evidence.passage.id == place.passage.id and abs(s.number - sentence.number) < 2
    ]
    return " ".join([place.passage.context, *beside])


def _is_uncounted(understood: Understood, top: Sequence[Sentence]) -> bool:
    """Whether it is asked how many there are of something, and none of the best sentences has a number beside it."""
    things = things_counted(understood.question.text)
    return bool(things) and not any(NUMBER.search(s.text) and things & stems(s.text) for s in top)


def _absent_share(understood: Understood, scored: Sequence[Sentence], view: View) -> float:
    """The share of the words that a question is about which stand nowhere in the minutes searched.

    One for which the best sentences have another of its sense is not absent.
    """
    topic = [w for w in content_words(understood.text) if not is_asking(w) and w.isalpha() and w not in NO_NAMES]
    if not topic or understood.scope is None:
        return 0.0
    scope = understood.scope
    absent = [word for word in topic if not view.search_words([word], scope, 1, context_weight=1.0)]
    senses = thesaurus().of_words(understood.text) if absent else {}
    there = thesaurus().of_text("\n".join(s.text for s in scored[:_SENSED])) if absent else frozenset()
    return sum(not senses.get(stem(word), frozenset()) & there for word in absent) / len(topic)


def asks_of_another_thing(understood: Understood, scored: Sequence[Sentence]) -> bool:
    """Whether a question that leans on the one before ends in a thing that stands nowhere beside the best sentences.

    "Who won the football?" What was carried over is found in any case: it does not tell whether that thing is.
    """
    ends_in = _ENDS_IN.search(understood.question.text)
    if understood.carried is None or ends_in is None:
        return False
    thing = stems(ends_in["thing"]) - {stem(word) for word in NO_NAMES}
    beside = [f"{s.evidence.passage.context} {s.evidence.passage.text}" for s in scored[:_LOOKED_AT]]
    return bool(thing) and not is_asking(ends_in["thing"].casefold()) and not thing & stems(" ".join(beside))


def _is_unrecorded(understood: Understood, evidence: Sequence[Evidence]) -> bool:
    """Whether routine business is asked for of which none of the records found has any."""
    business = understood.business
    records = {e.record.meeting.id: e.record for e in evidence}.values()
    return business is not None and not any(is_recorded(business, record) for record in records)


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
    if asks_sum(text) or "£" in text:
        return not any(MONEY.search(s.text) for s in top)
    if asks_often(text):
        return not any(NUMBER.search(s.text) or says_when(s.text) or _OFTEN.search(s.text) for s in top)
    if asks_number(text):
        return not any(NUMBER.search(without_days(s.text)) for s in top)
    if understood.kind is Kind.NUMBER:
        return not any(NUMBER.search(s.text) for s in top)
    if asks_when(text):
        return not any(says_when(s.text) for s in top)
    return False
