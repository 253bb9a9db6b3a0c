"""A law of what is over: nothing that a text has under way or ahead is told as done."""

from __future__ import annotations

import re

from assistant.support.case import Case
from assistant.terms import stem

_OVER = re.compile(
    r"\b(?:had|has|have|having)\s+(?:(?:already|now|also|since|recently|all|just|both|been|fully|\w+ly)\s+){0,3}$",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:(?:will|would|shall|should|may|might|could|can|must|to)\s+(?:\w+ly\s+|soon\s+|also\s+|not\s+)?(?:be\s+|have\s+)?(?:\w+ly\s+)?)$",
    re.IGNORECASE,
)

_GOES_ON = re.compile(
    r"\b(?:was|were|is|are|be|being|still|currently|about)\s+(?:\w+ly\s+|now\s+|also\s+|still\s+)?$", re.IGNORECASE
)


def over(case: Case) -> str | None:
    """What a claim has done, its quotes have done: not being done, nor about to be."""
    for word in _WORD.finditer(case.claim):
        if not _OVER.search(case.claim, 0, word.start()) or not _is_verb_form(word.group()):
            continue
        there = [other for other in _WORD.finditer(case.told.text) if _root(other.group()) == _root(word.group())]
        if there and all(_is_not_yet(case.told.text, other) for other in there):
            return word.group()
    return None


_WORD = re.compile(r"[^\W\d_]+")


def _is_verb_form(word: str) -> bool:
    return word.islower() and word != "been" and (word.endswith(("ed", "ing")) or word in _IRREGULAR)


def _root(word: str) -> str:
    return _IRREGULAR.get(word.casefold(), stem(word.casefold()))


def _is_not_yet(text: str, word: re.Match[str]) -> bool:
    """Whether a verb goes on or is to come: "was putting", "would be put", "to put"."""
    is_going_on = word.group().casefold().endswith("ing") and bool(_GOES_ON.search(text, 0, word.start()))
    return is_going_on or bool(_NOT_YET.search(text, 0, word.start()))


_IRREGULAR = {
    form: root
    for root, forms in {
        "put": "put putting",
        "take": "took taken taking takes",
        "make": "made making makes",
        "give": "gave given giving gives",
        "begin": "began begun beginning begins",
        "build": "built building builds",
        "bring": "brought bringing brings",
        "buy": "bought buying",
        "come": "came coming comes",
        "do": "did done doing does",
        "draw": "drew drawn drawing",
        "find": "found finding finds",
        "go": "went gone going goes",
        "hold": "held holding holds",
        "keep": "kept keeping keeps",
        "lead": "led leading leads",
        "leave": "left leaving leaves",
        "lose": "lost losing",
        "meet": "met meeting meets",
        "pay": "paid paying pays",
        "run": "ran running runs",
        "see": "saw seen seeing sees",
        "sell": "sold selling",
        "send": "sent sending sends",
        "set": "set setting sets",
        "spend": "spent spending spends",
        "win": "won winning",
        "write": "wrote written writing writes",
        "become": "became becoming becomes",
        "show": "showed shown showing",
        "seek": "sought seeking seeks",
    }.items()
    for form in (root, *forms.split())
}
