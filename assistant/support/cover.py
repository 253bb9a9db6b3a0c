"""Laws of no more than that: one item a clause, and no word that its quotes lack."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from assistant.support.amounts import AMOUNT_WORD
from assistant.support.case import Case, Heard
from assistant.support.cues import ELLIPTIC
from assistant.support.deeds import DECIDED, DOES, is_done
from assistant.support.voiced import telling
from assistant.support.wording import Word, Worded, meaning
from assistant.terms import content_words, words

_LEAST_COVERED = 0.7  # of the words of a claim that carry meaning, weighed by clause too
_MOST_LOOSE = 1  # words of one clause that its quotes may lack


def merged(case: Case) -> str | None:
    """Each clause of a claim leans on one of its quotes."""
    if len(case.heard) < 2:
        return None
    if any(_LEANS.match(h.quote) for h in case.heard):
        return None  # "This has had an impact": of what the other tells
    each = [_along_with(h, case.heard) for h in case.heard]
    needed: set[str] = set()
    for clause, (start, end) in enumerate(case.said.clauses):
        has_subject = not ELLIPTIC.match(case.claim, start)
        needed = (set() if has_subject else needed) | {
            w.meaning for w in case.said.of_clause(clause)
        } & case.around - telling()
        if not any(needed <= there for there in each):
            return case.claim[start:end].strip()
    return None


def _along_with(heard: Heard, others: Sequence[Heard]) -> set[str]:
    """The meanings of a quote, and of the short lines of its item that are nothing by themselves ("Motion carried")."""
    lines = [
        h for h in others if h.item == heard.item and len(content_words(h.quote)) < _WHOLE and not DOES.search(h.quote)
    ]
    return {meaning(word) for h in (heard, *lines) for word in words(f"{h.around} {h.sentence}")}


_WHOLE = 4  # words that carry meaning: fewer are a line of a list or a table
_LEANS = re.compile(r"(?:this|they|these|those|such|he|she)\b", re.IGNORECASE)


def more(case: Case) -> str | None:
    """The words of a claim that carry meaning stand in its quotes, in each of its clauses."""
    loose_in_all = in_all = 0
    telling_it = {meaning(word) for who, _ in case.tellers for word in words(who)}
    for clause in range(len(case.said.clauses)):
        there = [w for w in case.said.of_clause(clause) if not is_free(w) and w.meaning not in telling_it]
        loose = [w for w in there if not is_covered(w, case.inside)]
        in_all, loose_in_all = in_all + len(there), loose_in_all + len(loose)
        if deed := next((w for w in loose if _is_other_deed(case.said, w)), None):
            return deed.text
        if len(loose) > _MOST_LOOSE and len(loose) > (1 - _LEAST_COVERED) * len(there):
            return " ".join(w.text for w in loose)
    if in_all and 1 - loose_in_all / in_all < _LEAST_COVERED:
        return "its words"
    return None


def is_free(word: Word) -> bool:
    """Whether a word is of the telling, or is checked elsewhere: numbers, dates, who speaks."""
    return (
        word.text[0].isdigit()
        or word.text[0] in "£$"
        or word.meaning in telling()
        or bool(DECIDED.match(word.text))
        or bool(AMOUNT_WORD.match(word.text))
    )


def _is_other_deed(said: Worded, word: Word) -> bool:
    """Whether a claim has something done that its quotes do not say, beyond a way to put it ("had been identified")."""
    is_deed = is_done(word) or bool(_TO.search(said.text, 0, word.start))
    return is_deed and not word.is_name and meaning(word.text) not in _light()


@functools.cache
def _light() -> frozenset[str]:
    return frozenset(map(meaning, _LIGHT.split()))


_TO = re.compile(r"\b(?:to|would|will|could|may|might|should|must)\s+$", re.IGNORECASE)
_LIGHT = (
    "identified used included involved concerned based related linked regarded considered seemed appeared faced carried dealt rated"
    " handled served marked proved turned added needed started continued remained stayed occurred happened existed expected anticipated"
    " envisaged planned intended hoped scheduled caused held left gave kept led sent have like look work help do set moved proposed"
)  # ways to put it; what is expected or caused is checked by other laws
_FILLING = (
    "though although among cent per still already now yet instead far respectively particularly especially around approximately plus"
    " overall alongside such previously however meanwhile itself themselves furthermore moreover finally generally specifically really"
    " once again bring brings brought make made take took go went gone get got come came done see saw put set become became deal dealt"
)
FILLERS = frozenset(_FILLING.split())
_ROOT = 5  # letters
_UN = re.compile(r"(?:un|in|im|dis|non)(?=\w{4})", re.IGNORECASE)


def is_covered(word: Word, around: frozenset[str]) -> bool:
    """Whether a word stands in some words, in some form or under another name that is known for it."""
    if word.meaning in around or word.text.casefold() in FILLERS:
        return True
    without = _UN.sub("", word.text, count=1) if _UN.match(word.text) else ""
    if without and meaning(without) in around:
        return True
    if any(_is_root(*sorted((word.meaning, other), key=len)) for other in around):
        return True
    root = word.meaning[:_ROOT]
    return len(word.meaning) >= 6 and any(other.startswith(root) for other in around if len(other) >= 6)


def _is_root(shorter: str, longer: str) -> bool:
    """Whether one word is made of the other ("broad", "broadly")."""
    return len(shorter) >= _ROOT - 1 and longer.startswith(shorter) and len(longer) - len(shorter) <= 3
