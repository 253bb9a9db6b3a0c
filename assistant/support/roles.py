"""Laws of who has which part: what a number counts, who did what to whom, what came from where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from assistant.support.amounts import AMOUNT_WORD, counted
from assistant.support.case import Case
from assistant.support.cues import ELLIPTIC
from assistant.support.deeds import DEED, DOES
from assistant.support.voiced import BODIES, telling
from assistant.support.wording import Word, Worded, meaning, opposites
from assistant.terms import stem, words


def role(case: Case) -> str | None:
    """A claim gives numbers and names to what its quotes give them to, and has A do to B what A did to B."""
    return _bound(case) or _miscounted(case) or _swapped(case) or _in_order(case) or _turned(case) or _of_another(case)


_Anchor = tuple[str, int, str]  # what it is, its clause, its sort


def _anchors(text: Worded, contrasted: frozenset[str]) -> Iterator[_Anchor]:
    """What a clause can be told by, with that clause and of which sort it is: numbers, names, words that stand in contrast."""
    for amount in (one for one in counted(text.text).amounts if one.value != 1):
        yield f"{amount.size}", _clause_at(text, amount.start), "number"
    for word in text.words:
        if word.is_name and not _begins(text, word) and not AMOUNT_WORD.match(word.text):
            yield word.meaning, word.clause, "name"
        elif word.text.isdigit() and word.text != "1":
            yield f"={word.text}", word.clause, "figure"
        elif word.meaning in contrasted:
            yield word.meaning, word.clause, "contrast"


def _going_on(text: Worded, found: Iterator[_Anchor]) -> Iterator[_Anchor]:
    """The same, with the names of a clause again in the next where that one goes on about them ("…, which had …")."""
    for anchor, clause, sort in found:
        yield anchor, clause, sort
        is_last = clause + 1 == len(text.clauses)
        if sort == "name" and not is_last and ELLIPTIC.match(text.text, text.clauses[clause + 1][0]):
            yield anchor, clause + 1, sort


def _begins(text: Worded, word: Word) -> bool:
    """Whether a word begins a sentence, so that its capital says nothing."""
    return not word.start or text.text[word.start - 2 : word.start] in (". ", "? ", "! ")


def _contrasted(text: Worded) -> frozenset[str]:
    """The words of a text whose contrary stands there too."""
    forms = {form for w in text.words for form in (w.text.casefold(), stem(w.text.casefold()))}
    return frozenset(w.meaning for w in text.words if opposites().get(w.text.casefold(), frozenset()) & forms)


def _clause_at(text: Worded, start: int) -> int:
    return next((i for i, (_, end) in enumerate(text.clauses) if start < end), 0)


def _bound(case: Case) -> str | None:
    """What a claim says beside a name or a number stands beside it in the quotes, not beside another of its sort."""
    contrasted = _contrasted(case.quoted)
    there: dict[str, set[int]] = {}  # the clauses of the quotes that each anchor stands in
    rivals: dict[int, set[tuple[str, str]]] = {}  # the anchors of each clause, with their sort
    for anchor, clause, sort in _going_on(case.quoted, _anchors(case.quoted, contrasted)):
        there.setdefault(anchor, set()).add(clause)
        rivals.setdefault(clause, set()).add((anchor, sort))
    clauses = [{w.meaning for w in case.quoted.of_clause(i)} for i in range(len(case.quoted.clauses))]
    speaking = {meaning(word) for who, _ in case.tellers for word in words(who)} | telling()
    here = [found for found in _anchors(case.said, contrasted) if found[0] in there]
    for anchor, clause, sort in here:
        if anchor in speaking:
            continue
        with_it = {other for other, where, _ in here if where == clause}
        beside = {w.meaning for w in case.said.of_clause(clause)} - {anchor} - speaking
        at = there[anchor]
        own = set().union(*(clauses[i] for i in at))
        for i, other in enumerate(clauses):
            of_sort = {name for name, its in rivals.get(i, ()) if its == sort and not there[name] & at}
            is_rivals = bool(of_sort) and not of_sort & with_it and i not in at
            is_close = any(abs(i - own_i) <= _CLOSE for own_i in at)
            if is_rivals and is_close and len(beside & (other - own)) > len(beside & (own - other)):
                return anchor
    return None


def _counted_things(text: Worded) -> Iterator[tuple[object, tuple[str, ...]]]:
    """Each number of a text with the few words behind it in its clause, up to the next number: what it counts."""
    amounts = counted(text.text).amounts
    for amount, after in zip_longest(amounts, amounts[1:]):
        clause = _clause_at(text, amount.start)
        until = after.start if after else len(text.text)
        if _VALUE_OF.search(text.text, 0, amount.start):
            continue  # "16 of 40 achieved": what follows is said of the 16
        behind = [w for w in text.of_clause(clause) if amount.end <= w.start < until]
        yield amount.size, tuple(w.meaning for w in behind[:_BEHIND])


def _all(there: Sequence[tuple[object, tuple[str, ...]]], value: object) -> set[str]:
    """What the other numbers count."""
    return {thing for other, named in there for thing in named if other != value}


_BEHIND = 3
_CLOSE = 2  # clauses: what is said farther off is said of something else anyway
_VALUE_OF = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|none|some|most|all|many))\s+(?:out\s+)?of\s+(?:the\s+|its\s+|their\s+)?(?:current\s+)?$",
    re.IGNORECASE,
)


def _miscounted(case: Case) -> str | None:
    """A number counts in a claim what it counts in its quotes, where they give another number for that."""
    there = list(_counted_things(case.quoted))
    for value, things in _counted_things(case.said):
        own = max((len({*things} & {*named}) for other, named in there if other == value), default=0)
        others = max((len({*things} & {*named}) for other, named in there if other != value), default=0)
        if value != 1 and others > own and (not own or others > 1) and {*things[:2]} & _all(there, value):
            return f"{value} {' '.join(things[:2])}"
    return None


_APART = 10  # words


def _swapped(case: Case) -> str | None:
    """Where a claim and its quotes share a deed, what stands before and behind it has not changed sides."""
    mine, theirs = ([w.meaning for w in text.words] for text in (case.said, case.told))
    figures = {w.meaning for w in case.said.words if w.text[0].isdigit() or w.text[0] in "£$"}
    for at, deed in enumerate(mine):
        if theirs.count(deed) != 1 or mine.count(deed) != 1 or not _is_acted(case.said, at):
            continue
        there = theirs.index(deed)
        if _IS_NOUN.match(case.told.text, case.told.words[there].start) or _IS_ADJECTIVE.search(
            case.claim, 0, case.said.words[at].start
        ):
            continue
        before, behind = set(mine[max(0, at - _APART) : at]), set(mine[at + 1 : at + 1 + _APART])
        left, right = set(theirs[max(0, there - _APART) : there]), set(theirs[there + 1 : there + 1 + _APART])
        crossed = (before & right) - left - figures, (behind & left) - right - figures
        is_other = all(crossed) or _is_anothers(_doer(case.said, at), _doer(case.told, there))
        if is_other and _is_passive(case.said, at) == _is_passive(case.told, there):
            return deed
    return None


def _is_acted(text: Worded, at: int) -> bool:
    """Whether a word is of something done, told or to be done."""
    return bool(DEED.match(text.words[at].text)) or bool(_TO.search(text.text, 0, text.words[at].start))


_IS_NOUN = re.compile(r"\w+ (?:in|of)\b")  # "an increase in"
_IS_ADJECTIVE = re.compile(r"\b(?:the|an?|that|of|some|all|these|any|new) $", re.IGNORECASE)  # "the identified issues"
_TO = re.compile(r"\b(?:to|would|will|could|may|might|should|must|did|not)\s+$", re.IGNORECASE)


def _doer(text: Worded, at: int) -> frozenset[str]:
    """The name right before a deed in its clause."""
    deed = text.words[at]
    if _SUFFERED.search(text.text, 0, deed.start):
        return frozenset()
    near = [w for w in text.words[max(0, at - _NEXT) : at] if w.clause == deed.clause]
    names = [w for w in near if (w.is_name and not AMOUNT_WORD.match(w.text)) or w.text.casefold() in _AGENTS]
    is_other_part = names and _OF.search(text.text, 0, names[0].start)
    return (
        frozenset()
        if is_other_part
        else frozenset("members" if w.meaning in BODIES or w.text == "members" else w.meaning for w in names)
    )


_AGENTS = frozenset(
    words(
        "government council ofsted department service committee panel commission board cabinet members member officers officer director"
        " chair chairman parents schools providers police residents staff partners councillors leader mayor minister"
    )
)


_OF = re.compile(r"\b(?:from|of|in|at|for|with|by|to|including)\s+(?:the\s+)?$", re.IGNORECASE)


_SUFFERED = re.compile(r"\b(?:was|were|been|being|be|is|are)\s+(?:\w+ly\s+|now\s+)?$", re.IGNORECASE)


def _is_anothers(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(mine and theirs) and not mine & theirs


_NEXT = 2


def _is_passive(text: Worded, at: int) -> bool:
    start = text.words[at].start
    return bool(re.match(r"[^.;]{0,60}?\bby\b", text.text[start:]))


def _of_another(case: Case) -> str | None:
    """What a clause with "which" or "who" says is said of what stands right before it."""
    speaking = {meaning(word) for who, _ in case.tellers for word in words(who)} | _KINDS
    for number, (start, _) in enumerate(case.told.clauses):
        told = {w.meaning for w in case.told.of_clause(number)}
        if not number or not _RELATIVE.match(case.told.text, start) or len(told) < _NEXT:
            continue
        its = told | {w.meaning for w in case.told.of_clause(number - 1)[-_NEAR_BY:]}
        for clause, (begin, _) in enumerate(case.said.clauses):
            said = {w.meaning for w in case.said.of_clause(clause)}
            subject = _subject(case.said, clause) - speaking
            if subject and not subject & its and len(told & said) >= _NEXT and not _RELATIVE.match(case.claim, begin):
                return " ".join(sorted(subject))
    return None


def _subject(text: Worded, clause: int) -> set[str]:
    """The names before the first auxiliary verb of a clause."""
    verb = DOES.search(text.text, *text.clauses[clause])
    return {w.meaning for w in text.of_clause(clause) if verb and w.start < verb.start() and w.is_name}


_RELATIVE = re.compile(r",\s+(?:(?:some|many|most|all|none|both) of )?(?:which|who|whom)\b", re.IGNORECASE)
_NEAR_BY = 5
_KINDS = frozenset(("counti", "citi", "the"))


def _turned(case: Case) -> str | None:
    """What came from a place did not go to it."""
    there = _directions(case.quoted.text)
    for name, ways in _directions(case.claim).items():
        if name in there and not ways & there[name]:
            return f"{' '.join(sorted(ways))} {name}"
    return None


def _directions(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in _WAY.finditer(text):
        found.setdefault(match["name"], set()).add(match["way"])
    return found


_WAY = re.compile(r"\b(?P<way>from|to|into) (?:the )?(?P<name>[A-Z][\w’'-]+|(?:19|20)\d\d)")
_FROM_TO = re.compile(r"\bfrom\b(?P<one>[^,;.]{1,40}?)\bto\b(?P<other>[^,;.]{1,30})", re.IGNORECASE)


def _in_order(case: Case) -> str | None:
    """From so many to so many is told in that order."""
    order = [a.value for a in counted(case.quoted.text).amounts]
    for found in _FROM_TO.finditer(case.claim):
        one, other = ([a.value for a in counted(found[side]).amounts if a.value in order] for side in ("one", "other"))
        if one and other and order.index(one[-1]) > order.index(other[0]):
            return found.group()
    return None
