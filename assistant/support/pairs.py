"""Laws of what stands beside what: a number with its name, a word with its contrary's company, a post with its rank.

Clauses do not part "burglaries in Adare and disorder on the Greenway", so here near is what few words stand between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.support.amounts import AMOUNT_WORD
from assistant.support.case import Case
from assistant.support.voiced import telling
from assistant.support.wording import Word, Worded, meaning, opposites
from assistant.terms import stem
from ingest.sentences import sentences

_NEAR = 3  # words that carry meaning, on either side


def paired(case: Case) -> str | None:
    """A claim puts nothing together that its quotes put with something else of its sort."""
    return _crossed(case) or _in_its_company(case) or _of_rank(case)


@dataclass(frozen=True, slots=True)
class _Thing:
    """A name or a number, and which word of its text it is."""

    name: str
    sort: str
    at: int


def _things(text: Worded) -> list[_Thing]:
    found = []
    for at, word in enumerate(text.words):
        if (word.text[0].isdigit() or word.text[0] in "£$€") and not _is_of_date(text, at):
            found.append(_Thing(word.meaning, "number", at))
        elif word.is_name and not _begins(text, word) and not AMOUNT_WORD.match(word.text):
            found.append(_Thing(word.meaning, "name", at))
    return found


def _is_of_date(text: Worded, at: int) -> bool:
    """Whether a number is the day of a month."""
    beside = (*text.words[max(0, at - 1) : at], *text.words[at + 1 : at + 2])
    return len(text.words[at].text) <= _DAY and any(AMOUNT_WORD.match(word.text) for word in beside)


_DAY = 4  # characters: "21st"


def _begins(text: Worded, word: Word) -> bool:
    return not word.start or text.text[word.start - 2 : word.start] in (". ", "? ", "! ")


def _crossed(case: Case) -> str | None:
    """A name and a number that a claim puts together do not each stand nearer to another in the same sentence."""
    there, told = _things(case.told), _spans(case.told)
    here = _things(case.said)
    own = {thing.name for thing in here}
    names = [thing for thing in here if thing.sort == "name"]
    for number in (thing for thing in here if thing.sort == "number"):
        near = min(names, key=lambda name: abs(name.at - number.at), default=None)
        if near and abs(near.at - number.at) <= _NEAR and _is_crossed(near, number, own, there, told):
            return f"{near.name} {number.name}"
    return None


def _is_crossed(name: _Thing, number: _Thing, own: set[str], there: Sequence[_Thing], told: Sequence[int]) -> bool:
    together = [
        (abs(a.at - b.at), a, b)
        for a in there
        for b in there
        if a.name == name.name and b.name == number.name and told[a.at] == told[b.at]
    ]
    if not together:
        return False
    apart, a, b = min(together, key=lambda found: found[0])
    rivals = [t for t in there if t.name not in own and told[t.at] == told[a.at]]
    nearer_number = any(t.sort == "number" and abs(t.at - a.at) < apart for t in rivals)
    nearer_name = any(t.sort == "name" and abs(t.at - b.at) < apart for t in rivals)
    return nearer_number and nearer_name


def _spans(text: Worded) -> list[int]:
    """The sentence in which each word of a text stands."""
    ends = [end for _, end in sentences(text.text)]
    return [next((i for i, end in enumerate(ends) if word.start < end), 0) for word in text.words]


def _in_its_company(case: Case) -> str | None:
    """Of two contraries that the quotes both use, a claim uses the one whose company it keeps there."""
    there: dict[str, set[str]] = {}
    for form, company in _contrasting(case.told):
        there.setdefault(form, set()).update(company)
    for form, company in _contrasting(case.said):
        others = [there[other] for other in opposites()[form] if other in there]
        if form in there and any(len(company & other) >= len(company & there[form]) + _MORE for other in others):
            return form
    return None


_MORE = 2  # words of the company: one may be there by chance


def _contrasting(text: Worded) -> Iterator[tuple[str, set[str]]]:
    """The words of a text that have a contrary, each with the words near it; none that is denied."""
    for found in _WORD.finditer(text.text):
        form = found.group().casefold()
        form = next((each for each in (form, stem(form), meaning(form)) if each in opposites()), form)
        before = [w for w in text.words if w.start < found.start()]
        after = [w for w in text.words if w.start >= found.end()]
        is_denied = any(w.is_denied for w in text.words if w.start == found.start())
        if form in opposites() and not is_denied:
            yield form, {w.meaning for w in (*before[-_NEAR:], *after[:_NEAR])} - telling()


_WORD = re.compile(r"[^\W\d_]+")


_RANKED = re.compile(
    r"\b(?:(?P<rank>vice|deputy|assistant|interim|acting|former|outgoing|incoming|shadow)[\s-]+)?(?:the\s+)?"
    r"(?P<post>chair(?:man|woman|person)?|director|mayor|leader|president|cathaoirleach|secretary|minister|treasurer)\b",
    re.IGNORECASE,
)


def _of_rank(case: Case) -> str | None:
    """A deputy is not the one whose deputy they are."""
    there = dict(_posts(f"{case.told.text} {' '.join(h.speaker or '' for h in case.heard)}"))
    for post, ranks in _posts(case.claim):
        if post in there and not ranks & there[post]:
            return f"{' '.join(sorted(ranks))} {post}".strip()
    return None


def _posts(text: str) -> Iterator[tuple[str, set[str]]]:
    found: dict[str, set[str]] = {}
    for match in _RANKED.finditer(text):
        post = "chair" if match["post"].casefold().startswith("chair") else match["post"].casefold()
        found.setdefault(post, set()).add((match["rank"] or "").casefold())
    yield from found.items()
