"""A claim that says too much → the shorter claims that it is made of, each a sentence that stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from assistant.support.deeds import DOES
from assistant.terms import content_words
from ingest.sentences import sentences

_CUTS = re.compile(
    r";\s+|,?\s+(?:and|or)\s+(?=(?:that|will|would|has|had|was|were|is|are|also|then|the|an?|it|they|he|she|[A-Z]\w+)\b|[a-z]+ed\b)"
    r"|,\s+(?:and|which|who|whose|with|including|leading|meaning|making|causing|resulting|after|following|so|prompting)\b"
    r"|,?\s+(?:because|due to|as a result of|owing to|thanks to|so that|leading to|resulting in|in order to)\b",
    re.IGNORECASE,
)
"""Where a claim may end early. Never before "but", "if", "unless", "until" or "except": what follows them limits it."""
_LIMITS = re.compile(
    r"\b(?:if|unless|until|except|provided|subject to|whether|either|between|both|neither)\b", re.IGNORECASE
)
_STANDS = re.compile(
    r"(?:(?:the|an?|some|several|members?|councillors?|cllr|officers|this|there|no|all|\d)\b|[A-Z])", re.IGNORECASE
)
_LEANS = re.compile(r"(?:it|they|he|she|this|that|these|those|which|who|its|their|his|her|both|such)\b", re.IGNORECASE)
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
            if _STANDS.match(rest) and not _LEANS.match(rest) and _is_whole(rest):
                yield _closed(rest[0].upper() + rest[1:])


def _is_whole(text: str) -> bool:
    """Whether a stretch says something of something, under no condition that stands outside it."""
    return bool(DOES.search(text) or re.search(r"\w{3,}ed\b|\b(?:said|told|felt)\b", text)) and (
        len(content_words(text)) >= _FEWEST and not _LIMITS.search(text)
    )


def _closed(text: str) -> str:
    return f"{text.rstrip(' ,;:–-.')}."
