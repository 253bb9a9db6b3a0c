"""What a text counts and dates: numbers with their units, days, times of day; in figures and in words alike."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from assistant.support.days import DATE, Day, day_of, span_of
from ingest.layouts.dates import TIME, time_of

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_ONES += " seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: i for i, word in enumerate(_ONES.split())} | {w: 10 * i for i, w in enumerate(_TENS.split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
_SHORT = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINAL_OF = {word: i for i, word in enumerate(_ORDINALS.split(), 1)}
_TIMES = {"once": 1, "twice": 2, "thrice": 3}

_NAMED = "|".join((*_WORDS, *_SCALES))
_FRACTION = re.compile(
    rf"\b(?P<of>an?|one|two|three|four|five)[\s-](?P<part>{'|'.join(_PARTS)})s?\b(?!\s+(?:stage|time|person|one|part)\b)"
    r"|\b(?P<half>half)\s+(?:of|the)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?P<money>[£$€])?\s?(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<ordinal>st|nd|rd|th)?"
    r"(?:\s?(?P<short>k|m|mn|bn)\b|\s(?P<scale>hundred|thousand|million|billion)\b)?",
    re.IGNORECASE,
)
_WORDED = re.compile(rf"\b(?:{_NAMED})(?:(?:[\s-]|\sand\s)(?:{_NAMED}))*\b", re.IGNORECASE)
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_ORDINAL_OF)})\b(?!\s+(?:and foremost|of all)\b)", re.IGNORECASE)
_OFTEN = re.compile(r"\b(?:once|twice|thrice)\b(?=\s+(?:an?|per|every|each|in)\b)", re.IGNORECASE)

_UNITS = {
    "%": r"%|per\s?cent\b|percent\b|percentage points?\b",
    "£": r"pounds?\b",
    "pence": r"pence\b|p\b",
    "minute": r"min(?:ute)?s?\b",
    "hour": r"hours?\b|hourly\b|hrs?\b",
    "day": r"days?\b|daily\b",
    "week": r"weeks?\b|weekly\b",
    "month": r"months?\b|monthly\b",
    "year": r"years?\b(?![\s-]olds?)|yearly\b|yr\b",
    "metre": r"m(?:et(?:re|er)s?)?\b",
    "kilometre": r"km\b|kilomet(?:re|er)s?\b",
    "mile": r"miles?\b",
    "hectare": r"ha\b|hectares?\b",
    "tonne": r"tonnes?\b",
}
_UNIT = re.compile(
    r"[\s-]?(?:(?:working|calendar|school|consecutive|full|further|more|additional)\s)?(?:"
    + "|".join(f"(?P<u{i}>{pattern})" for i, pattern in enumerate(_UNITS.values()))
    + ")",
    re.IGNORECASE,
)
_BOUND = {
    "about": r"about|around|approximately|roughly|some|circa|nearly|almost|in the region of",
    "over": r"over|more than|above|in excess of|exceed(?:s|ed|ing)",
    "under": r"under|less than|fewer than|below|just short of",
    "least": r"at least|no (?:fewer|less) than|a minimum of",
    "most": r"at most|up to|no more than|a maximum of",
}
_BOUNDED = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _BOUND.items())
    + r")(?:\s+(?:the age of|the|just|an?))?\s*$",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\b(?:(?:an?|per|each|every|/)\s?)(?P<of>hour|day|week|fortnight|month|quarter|term|year|annum)\b"
    r"|/(?P<slash>hour|day|week|month|year)\b"
    r"|\b(?P<ly>hourly|daily|weekly|fortnightly|monthly|quarterly|termly|yearly|annual(?:ly)?)\b",
    re.IGNORECASE,
)
_LY = {"daily": "day", "annual": "year", "annually": "year", "annum": "year"}


AMOUNT_WORD = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred|thousand|million|billion|per\s?cent)$"
    r"|(?:january|february|march|april|june|july|august|september|october|november|december|spring|summer|autumn|winter|\w+day)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, what it is a number of, and how exact it says it is."""

    value: Fraction
    unit: str  # "" where it counts what the next words name; "nth" of a place in an order
    bound: str  # "over", "about", …; "" of a plain number
    start: int
    end: int

    @property
    def size(self) -> Fraction:
        """What it compares by: a quarter is 25 per cent."""
        return self.value * 100 if self.unit == "part" else self.value


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that a text counts and dates."""

    amounts: tuple[Amount, ...]
    days: tuple[Day, ...]
    spans: frozenset[str]  # "2019/20"
    weekdays: frozenset[str]
    times: frozenset[dt.time]
    rates: frozenset[str]  # "week" of "a week", "weekly"


def counted(text: str) -> Counted:
    """The numbers, dates, times and rates of a text."""
    times = list(TIME.finditer(text))
    rest = _blanked(text, times)
    dates = list(DATE.finditer(rest))
    rest = _blanked(rest, dates)
    return Counted(
        tuple(sorted(_amounts(rest), key=lambda amount: amount.start)),
        tuple(day for found in dates if (day := day_of(found)) is not None),
        frozenset(span_of(found["span"]) for found in dates if found["span"]),
        frozenset(name for name in _WEEKDAYS if re.search(rf"\b{name}s?\b", text, re.IGNORECASE)),
        frozenset(time for found in times if (time := time_of(found)) is not None),
        frozenset(_rate(found) for found in _RATE.finditer(text)),
    )


def _blanked(text: str, found: list[re.Match[str]]) -> str:
    for match in found:
        text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    return text


def _rate(found: re.Match[str]) -> str:
    word = (found["of"] or found["slash"] or found["ly"]).casefold()
    return _LY.get(word, word.removesuffix("ly"))


def _amounts(text: str) -> Iterator[Amount]:
    """Fractions first, then figures, words and places in an order, each word read once."""
    for pattern, read in (
        (_FRACTION, _fraction),
        (_OFTEN, _often),
        (_FIGURE, _figure),
        (_WORDED, _worded),
        (_ORDINAL, _nth),
    ):
        found = list(pattern.finditer(text))
        for match in found:
            value, unit = read(match)
            unit_after = _UNIT.match(text, match.end()) if unit == "" else None
            bounded = _BOUNDED.search(text, max(0, match.start() - 24), match.start())
            yield Amount(
                value,
                unit or _unit(unit_after),
                bounded.lastgroup or "" if bounded else "",
                match.start(),
                unit_after.end() if unit_after else match.end(),
            )
        text = _blanked(text, found)


def _unit(found: re.Match[str] | None) -> str:
    return list(_UNITS)[int((found.lastgroup or "u0")[1:])] if found else ""


def _fraction(found: re.Match[str]) -> tuple[Fraction, str]:
    if found["half"]:
        return Fraction(1, 2), "part"
    return Fraction(_WORDS.get(found["of"].casefold(), 1), _PARTS[found["part"].casefold()]), "part"


def _often(found: re.Match[str]) -> tuple[Fraction, str]:
    return Fraction(_TIMES[found.group().casefold()]), "times"


def _figure(found: re.Match[str]) -> tuple[Fraction, str]:
    value = Fraction(found["figure"].replace(",", ""))
    if found["short"] and (found["money"] or found["short"] != "m"):
        value *= _SHORT[found["short"].casefold()]
        return value, "£" if found["money"] else ""
    if found["scale"]:
        value *= _SCALES[found["scale"].casefold()]
    return value, "£" if found["money"] else "nth" if found["ordinal"] else "metre" if found["short"] else ""


def _worded(found: re.Match[str]) -> tuple[Fraction, str]:
    total = part = 0
    for word in re.findall(r"[a-z]+", found.group().casefold()):
        if word in _WORDS:
            part += _WORDS[word]
        elif word in {"hundred", "dozen"}:
            part = max(part, 1) * _SCALES[word]
        elif word in _SCALES:
            total, part = total + max(part, 1) * _SCALES[word], 0
    return Fraction(total + part), ""


def _nth(found: re.Match[str]) -> tuple[Fraction, str]:
    return Fraction(_ORDINAL_OF[found.group().casefold()]), "nth"
