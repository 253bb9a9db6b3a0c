"""Laws of names, places and subjects."""

from __future__ import annotations

import re

from assistant.support.case import Case
from assistant.support.deeds import DOES
from assistant.support.voiced import REPORTING
from assistant.support.wording import meaning
from assistant.terms import content_words, words

_NAME = re.compile(r"(?<![\w’'])[A-Z][\w’']*[A-Za-z]\b")
_FRAME = frozenset(
    words(
        "the a an cllr councillor member members officer officers item agenda minutes meeting january february march april may june"
        " july august september october november december monday tuesday wednesday thursday friday saturday sunday jan feb mar apr"
        " jun jul aug sep sept oct nov dec quarter committee council panel chair chairman i"
    )
)


def names(case: Case) -> str | None:
    """Every name in a claim stands in its quotes, or is the speaker's, or of what the meeting was about."""
    there = {word for h in case.heard for word in words(h.around)}
    starts = {start + len(case.claim[start:]) - len(case.claim[start:].lstrip()) for start, _ in case.said.clauses}
    for found in _NAME.finditer(case.claim):
        name = words(found.group())
        begins = found.start() in starts and (found.start() == 0 or case.claim[found.start() - 2] in ".!?")
        if begins or not name or set(name) <= there | _FRAME or meaning(found.group()) in case.around:
            continue
        return found.group()
    return None


def place(case: Case) -> str | None:
    """A council that a claim begins with is the record's own, or one that its quotes name."""
    first = _NAME.match(case.claim)
    if first is None:
        return None
    name = words(first.group())
    known = {word for h in case.heard for word in words(h.around)} | _FRAME
    after = case.claim[first.end() :]
    is_name = bool(re.search(r"(?:shire|['’]s)$", first.group())) or re.match(r"\s(?:[A-Z]|Council)", after)
    is_known = set(name) <= known or meaning(first.group()) in case.around or set(name) <= REPORTING
    return first.group() if is_name and not is_known and content_words(first.group()) else None


def subject(case: Case) -> str | None:
    """Whom or what a claim begins with stands in its quotes, under that name or another for it."""
    found = DOES.search(case.claim)
    lead = [w for w in case.said.words if found and w.start < found.start()]
    if not found or not lead or len(lead) > _MOST_LEAD:
        return None
    free = [
        w for w in lead if w.text.casefold() in _GENERIC or w.meaning in case.around or w.text.casefold() in REPORTING
    ]
    return None if free else " ".join(w.text for w in lead)


_MOST_LEAD = 4
_GENERIC = frozenset(
    words(
        "committee panel commission board council councillors members member meeting authority service department report it they"
        " there he she this that those work plans minutes people children officers cabinet one some others everyone"
    )
)
