"""A law of why: a claim gives a cause where its quotes give it, and does not turn cause and effect round."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.support.case import Case
from assistant.support.cues import BREAKS
from assistant.support.voiced import telling
from assistant.support.wording import meaning, worded
from assistant.terms import words

_FORWARD = (
    r"(?:le|lea)d(?:s|ing)? to|result(?:s|ed|ing) in|caus(?:e[sd]?|ing)|prompt(?:s|ed|ing)|so that|therefore|consequently|means? that|meant that"
    r"|contribut\w+ (?:to|as)|brought about"
)
_BACKWARD = (
    r"because(?: of)?|due to (?!be\b|begin|start|open|finish|complete|return|take)|owing to|as a (?:result|consequence) of|thanks to|blam(?:e[sd]?|ing) (?:on|for)|on account of"
    r"|stem(?:s|med) from|attribut\w+ to|caused by|driven by|(?:impact|affect)ed by"
)
_OTHER = r"as a (?:result|consequence)|in order to|caus(?:e[sd]?|ing)|attribut\w+|blam(?:e[sd]?|ing)"  # which way is not said by the words alone
_BECAUSE = re.compile(rf"\b(?:(?P<back>{_BACKWARD})|(?P<on>{_FORWARD})|{_OTHER})\b", re.IGNORECASE)
_GROUNDS = re.compile(
    rf"{_BECAUSE.pattern.replace('?P<back>', '?:').replace('?P<on>', '?:')}"
    r"|\b(?:as|reasons?|since|so|impact|effect|thus|hence|given|meant|means|through|following|from)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Causal:
    """What is said to come of what, as meanings."""

    cause: frozenset[str]
    effect: frozenset[str]


def cause(case: Case) -> str | None:
    """A claim gives a cause only where one of its quotes gives one, and the same way round."""
    found = _BECAUSE.search(case.claim)
    if found is None:
        return None
    is_given = False
    for h in case.heard:
        inside = frozenset(meaning(word) for word in words(h.around))
        after = worded(case.claim[found.end() :])
        shared = any(w.meaning in inside for w in after.words if w.meaning not in telling())
        is_given = is_given or bool(_GROUNDS.search(h.sentence) and shared)
    return None if is_given and not _is_turned(case, found) else found.group()


def _is_turned(case: Case, found: re.Match[str]) -> bool:
    """Whether the cause of a claim is the effect in its quotes, or the effect is told of something else's cause."""
    mine = _sides(case.claim, found)
    told = (_sides(h.sentence, there) for h in case.heard for there in _BECAUSE.finditer(h.sentence))
    theirs = [each for each in told if each is not None]
    if mine is None or not theirs:
        return False
    if all(_is_crossed(mine, each) for each in theirs):
        return True
    same_cause = [each for each in theirs if each.cause & mine.cause]
    return bool(same_cause) and bool(mine.effect) and not any(each.effect & mine.effect for each in same_cause)


def _is_crossed(mine: _Causal, theirs: _Causal) -> bool:
    is_same = mine.cause & theirs.cause
    return not is_same and bool(mine.cause & theirs.effect) and bool(mine.effect & theirs.cause)


def _sides(text: str, found: re.Match[str]) -> _Causal | None:
    """The cause and the effect on either side of a word of cause, each to the next break; None where no side is told."""
    breaks = [each for each in BREAKS.finditer(text) if each.start() not in range(found.start() - 2, found.end())]
    start = max((each.end() for each in breaks if each.end() <= found.start()), default=0)
    end = min((each.start() for each in breaks if each.start() >= found.end()), default=len(text))
    before = worded(text[start : found.start()]).meanings() - telling()
    after = worded(text[found.end() : end]).meanings() - telling()
    if not found["back"] and not found["on"]:
        return None
    return _Causal(after, before) if found["back"] else _Causal(before, after)
