"""Laws of numbers, units, dates and times."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from assistant.support.amounts import Amount, counted
from assistant.support.case import Case
from assistant.support.days import Day
from assistant.terms import words

_SAME_UNITS = ({"", "times", "nth"}, {"part", "%"})
_LOOSER = {"least": "over", "most": "under"}
_SPANS = frozenset(("day", "week", "month", "year"))
_ONE = frozenset(("a", "an", "one", "single", "each"))


def numbers(case: Case) -> str | None:
    """Every number of a claim stands in its quotes, over and under kept, and counts what it counts there."""
    there = counted(f"{case.quoted.text}. {case.titles}").amounts
    years = {str(h.held.year) for h in case.heard if h.held}
    for amount in counted(case.claim).amounts:
        same = [other for other in there if other.size == amount.size]
        text = case.claim[amount.start : amount.end].strip()
        if not same:
            if amount.value == 1 and amount.unit in ("", "nth") and _is_loose_one(case, amount):
                continue
            if text in years:
                continue
            return text
        if not any(_as_exact(amount, other) for other in same):
            return case.claim[max(0, amount.start - 12) : amount.end].strip()
    return None


def units(case: Case) -> str | None:
    """A number keeps its unit, and what is so much a week is not so much a month."""
    here, there = counted(case.claim), counted(case.quoted.text)
    for amount in here.amounts:
        same = [other for other in there.amounts if other.size == amount.size]
        if same and not any(_same_unit(amount.unit, other.unit) for other in same) and not _is_a(case, amount):
            return case.claim[amount.start : amount.end].strip()
    if span := _other_span(case):
        return span
    units = {a.unit for a in there.amounts}
    if not there.rates and not _A_YEAR.search(case.claim):
        units.add("year")  # an annual report is no rate
    return next((rate for rate in sorted(here.rates) if rate not in there.rates | units), None)


def _is_a(case: Case, amount: Amount) -> bool:
    """Whether "one year" is "a year" of the quotes."""
    return amount.value == 1 and bool(
        re.search(rf"\b(?:an?|each|every|per|the|full) (?:\w+ )?{amount.unit}\b", case.quoted.text)
    )


_SPAN = re.compile(
    r"\b(?:an?|the|each|every|per)\s(?:whole\s|full\s|further\s|single\s)?(?P<of>hour|day|week|fortnight|month|year)\b",
    re.IGNORECASE,
)
_ANY_SPAN = re.compile(r"\b(?P<of>hour|day|week|fortnight|month|quarter|year|annual|dai)(?:s|ly|ies)?\b", re.IGNORECASE)
_SAME_SPANS = {"annual": "year", "dai": "day", "fortnight": "week", "quarter": "month"}


def _other_span(case: Case) -> str | None:
    """A stretch of time that a claim names where its quotes name only others."""
    there = {_SAME_SPANS.get(m["of"].casefold(), m["of"].casefold()) for m in _ANY_SPAN.finditer(case.told.text)}
    there |= {"year"} if "month" in there and re.search(r"\b(?:12|twelve) months?\b", case.told.text) else set()
    for found in _SPAN.finditer(case.claim):
        if there and _SAME_SPANS.get(found["of"].casefold(), found["of"].casefold()) not in there:
            return found.group()
    return None


_A_YEAR = re.compile(r"\b(?:an?|per|each|every) (?:year|annum)\b|\b(?:yearly|annually)\b", re.IGNORECASE)


def dates(case: Case) -> str | None:
    """Every day, month, year and time of a claim is in its quotes, or is when the meeting was."""
    here, there = counted(case.claim), counted(case.quoted.text)
    held = [h.held for h in case.heard if h.held]
    known = [*there.days, *counted(case.titles).days, *(Day(day.day, day.month, day.year) for day in held)]
    known += [Day(d.day, d.month, day.year) for d in there.days if d.year is None for day in held]
    dated = [day for day in there.days if day.year]
    for day in here.days:
        is_year = dated and day.month is None  # a year is the meeting's only where its quotes give none
        if not any(day.holds(other) for other in (dated if is_year else known)):
            return f"{day.day or ''} {day.month or ''} {day.year or ''}".strip()
    if here.spans - there.spans - counted(case.titles).spans:
        return ", ".join(sorted(here.spans - there.spans))
    if (mine := _within(case.claim)) and not mine <= (_within(case.quoted.text) or set()):
        return ", ".join(sorted(mine))
    times = there.times or frozenset().union(*(h.times for h in case.heard))
    if here.times - times:
        return ", ".join(sorted(f"{time:%H:%M}" for time in here.times - times))
    return next(
        (name for name in sorted(here.weekdays - there.weekdays) if not _is_weekday(name, here.days, held)), None
    )


_WITHIN = re.compile(
    r"\b(?:later (?:in|that|this)|(?:the )?(?:end|beginning|start|middle|course|rest) of|this|next|last|previous|following|coming|earlier (?:in|that|this)|another|a further|one more|first|second|third|final)"
    r"\s(?:the\s|that\s|this\s)?(?P<what>week|fortnight|month|quarter|term|year|financial year|academic year|decade|summer|spring|autumn|winter)\b",
    re.IGNORECASE,
)


def _within(text: str) -> set[str]:
    """The stretches of time that a text speaks of from where it stands: "later in the month"."""
    return {found["what"].casefold() for found in _WITHIN.finditer(text)}


def _same_unit(one: str, other: str) -> bool:
    return one == other or any({one, other} <= same for same in _SAME_UNITS)


def _as_exact(amount: Amount, other: Amount) -> bool:
    bound, theirs = (_LOOSER.get(each.bound, each.bound) for each in (amount, other))
    if amount.unit in _SPANS and {bound, theirs} <= {"over", ""}:
        return True  # "over the last six months"
    return bound == theirs or (theirs == "" and bound == "about") or (theirs == "about" and bound == "")


def _is_loose_one(case: Case, amount: Amount) -> bool:
    before = words(case.claim[: amount.start])[-1:]
    return before not in (["only"], ["just"]) and bool(_ONE & set(words(case.quoted.text)))


def _is_weekday(name: str, days: Sequence[Day], held: Sequence[dt.date]) -> bool:
    full = [*held]
    for day in days:
        if day.day and day.year and isinstance(day.month, int):
            full.append(dt.date(day.year, day.month, day.day))
    return any(f"{date:%A}".casefold() == name for date in full)
