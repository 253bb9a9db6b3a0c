"""Dates and times of day as minutes print them."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?"

_ORDINAL = "(?:st|nd|rd|th|[™\"”’'°*+]{1,3}t?)"  # text recognition makes these signs out of a raised "th"

DATE = re.compile(
    rf"(?:\b{_WEEKDAY}\b,?\s+)?(?:the\s+)?"
    rf"(?:\b(?P<day>\d{{1,2}})(?:\s*+{_ORDINAL})?\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?,?\s+(?P<year>\d{{4}})\b"
    rf"|\b(?P<us_month>{_MONTH})\s+(?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<us_year>\d{{4}})\b"
    r"|\b(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4})\b"
    r"|\b(?P<iso>\d{4}-\d{2}-\d{2})\b)",
    re.IGNORECASE,
)
TIME = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?\s*(?P<half>[ap])\.?\s?m\b\.?"
    r"|\b(?P<hour24>[01]?\d|2[0-3])[:.](?P<minute24>[0-5]\d)\b(?!\s*(?:am|pm|%|\d))"
    r"|\b(?P<noon>noon|midday)\b",
    re.IGNORECASE,
)


def date_of(found: re.Match[str]) -> dt.date | None:
    """The date a match of `DATE` stands for; None where there is no such day ("31 June 2020")."""
    part = found.groupdict()
    try:
        if part["iso"]:
            return dt.date.fromisoformat(part["iso"])
        if part["us_month"]:
            return dt.date(int(part["us_year"]), _MONTHS[part["us_month"].casefold()], int(part["us_day"]))
        if part["d"]:
            return dt.date(int(part["y"]), int(part["m"]), int(part["d"]))
        return dt.date(int(part["year"]), _MONTHS[part["month"].casefold()], int(part["day"]))
    except ValueError:
        return None


def first_date(text: str, start: int = 0) -> tuple[re.Match[str], dt.date] | None:
    """The first real date in a text."""
    for found in DATE.finditer(text, start):
        date = date_of(found)
        if date is not None:
            return found, date
    return None


def time_of(found: re.Match[str]) -> dt.time | None:
    """The time of day a match of `TIME` stands for; None where there is no such time."""
    part = found.groupdict()
    if part["noon"]:
        return dt.time(12, 0)
    hour = int(part["hour"] or part["hour24"])
    minute = int(part["minute"] or part["minute24"] or 0)
    if part["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if part["half"].casefold() == "p" else 0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def first_time(text: str, start: int = 0) -> dt.time | None:
    """The first time of day in a text."""
    for found in TIME.finditer(text, start):
        time = time_of(found)
        if time is not None:
            return time
    return None
