"""A claim that says too much → the shorter claims that it is made of, each a sentence that stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from assistant.support.case import Refusal
from assistant.support.deeds import DEED, DOES
from assistant.support.voiced import is_attributed
from assistant.terms import content_words, words
from ingest.sentences import sentences

SURPLUS = frozenset(
    (
        Refusal.NUMBER,
        Refusal.DATE,
        Refusal.NAME,
        Refusal.DECIDED,
        Refusal.DEGREE,
        Refusal.CAUSE,
        Refusal.MERGED,
        Refusal.MORE,
    )
)
"""What may be wrong with one part of a claim only; a claim that turns its quotes round is wrong as a whole."""

_OWN = (
    r"(?:the|an?|some|members?|councillors?|officers|this|there|it|they|he|she|(?-i:[A-Z])\w+)\b(?:[^,;.]{0,60}?)\s"
    r"(?:was|were|is|are|had|has|have|would|will|could|may|should|\w{3,}ed|said|told|felt)\b"
)  # a subject and its verb
_CUTS = re.compile(
    rf";\s+|,?\s+and\s+(?=that\b|{_OWN})"
    r"|,\s+(?:which|who|whose|leading to|meaning|causing|resulting in|prompting|with|after|following|so that|but only)\b"
    r"|,?\s+(?:because|as a result of|owing to|thanks to)\b|,\s+due to\b",
    re.IGNORECASE,
)
"""Where a claim may end early. Never before "but", "if", "unless", "until" or "except": what follows them limits it."""
_LIMITS = re.compile(
    r"\b(?:if|unless|until|except|provided|subject to|whether|either|between|both|neither)\b", re.IGNORECASE
)
_STANDS = re.compile(_OWN, re.IGNORECASE)
_LEANS = re.compile(r"(?:it|they|he|she|this|that|these|those|which|who|its|their|his|her|both|such)\b", re.IGNORECASE)
_HANGS = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "had",
        "has",
        "have",
        "would",
        "will",
        "could",
        "may",
        "should",
        "that",
        "of",
        "to",
        "by",
        "from",
        "with",
        "the",
        "a",
        "an",
        "and",
        "or",
        "not",
    ]
)
_FEWEST = 2  # words that carry meaning; fewer say nothing


def parts(claim: str) -> Iterator[str]:
    """What a claim may be cut down to: each of its sentences, the beginning of each, and what follows and stands alone.

    The longest beginning of a sentence comes first; who takes one leaves the rest of those that it holds.
    """
    for start, end in sentences(claim):
        sentence = claim[start:end]
        if sentence != claim.strip():
            yield sentence
        cuts = [found for found in _CUTS.finditer(sentence) if found.start()]
        for found in reversed(cuts):
            if _is_whole(sentence[: found.start()]):
                yield _closed(sentence[: found.start()])
        for found, after in zip_longest(cuts, cuts[1:]):
            rest = sentence[found.end() : after.start() if after else len(sentence)].strip()
            if not _is_whole(sentence[: found.start()]):
                continue
            is_anothers = is_attributed(sentence[: found.start()]) and not is_attributed(rest)
            if not is_anothers and _STANDS.match(rest) and not _LEANS.match(rest) and _is_whole(rest):
                yield _closed(rest[0].upper() + rest[1:])


def _is_whole(text: str) -> bool:
    """Whether a stretch says something of something, under no condition that stands outside it."""
    told = re.split(r"\bthat\b", text)[-1]
    has_verb = bool(DOES.search(told)) or any(map(DEED.match, words(told)))
    hangs = words(text)[-1:] == [] or words(text)[-1] in _HANGS
    return has_verb and not hangs and len(content_words(text)) >= _FEWEST and not _LIMITS.search(text)


def _closed(text: str) -> str:
    return f"{text.rstrip(' ,;:–-.')}."
