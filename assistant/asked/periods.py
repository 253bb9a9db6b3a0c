"""Days, months, seasons and years that the words of a question name."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answers import Period
from ingest.layouts.dates import DATE, date_of

_MONTHS = {
    name.casefold(): i for names in (calendar.month_name, calendar.month_abbr) for i, name in enumerate(names) if name
} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
_SHORT_DATE = re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{2}|\d{4})\b")
_MONTH_YEAR = re.compile(rf"\b(?P<month>{_MONTH})\.?,?\s+(?P<year>(?:19|20)\d{{2}})\b", re.IGNORECASE)
_MONTH_BEFORE = re.compile(
    rf"\b(?P<month>{_MONTH})\.?,?\s+(?:and|or|to|until|through|[–-])\s+(?:(?:in|early|late|mid)[ -])*"
    rf"(?P<other>{_MONTH})\.?,?\s+(?P<year>(?:19|20)\d{{2}})\b",
    re.IGNORECASE,
)  # "in February and early March 2017": a month of the year that is named with the next one
_SEASON_YEAR = re.compile(
    r"\b(?P<season>spring|summer|autumn|winter) (?:of )?(?P<year>(?:19|20)\d{2})\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?<![\d/–-])(?:19|20)\d{2}\b(?![/–-]\d)", re.ASCII)
_LAST = re.compile(r"\b(?P<which>last|this|past) (?P<what>spring|summer|autumn|winter|year|month)\b", re.IGNORECASE)
_YEAR_LATER = re.compile(r"\b(?:a|one) year (?:later|on|after(?:wards)?)\b|\bthe following year\b", re.IGNORECASE)
_NO_MEETING = re.compile(
    r"\b(?:after|before|(?<!going )by|until|till|up to|years? to|beyond|ending|ended|as at|as of)\s(?:the\s)?(?:end of\s)?$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|(?<!minutes )(?<!meeting )(?<!meetings )from)\s(?:the\s)?$", re.IGNORECASE)
_TO = re.compile(r"\s?(?:to|until|till|through|[–-])\s", re.IGNORECASE)  # behind "from 2018": no open end


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A period and the words that name it, by their offsets in the question."""

    period: Period
    start: int
    end: int
    is_of_meeting: bool = True  # "in June 2019"; False for "after June 2019", "in the year to March 2020"


def periods_named(text: str, today: dt.date | None = None) -> tuple[NamedPeriod, ...]:
    """The periods a text names, in its order; of words that overlap the most exact ones count.

    ``today`` is what "last autumn" counts from; without it such words name nothing.
    """
    found: list[NamedPeriod] = []
    for start, end, period in (*_days(text), *_months(text), *_seasons(text), *_years(text), *_relative(text, today)):
        if any(start < other.end and other.start < end for other in found):
            continue
        before = text[:start]
        is_open = _SINCE.search(before) and not _TO.match(text, end)
        last = dt.date.max if is_open else period.last
        found.append(NamedPeriod(Period(period.first, last), start, end, not _NO_MEETING.search(before)))
    named = sorted(found, key=lambda named: named.start)
    return tuple(sorted([*named, *_year_later(text, named)], key=lambda named: named.start))


def _year_later(text: str, named: Sequence[NamedPeriod]) -> Iterator[NamedPeriod]:
    """The same time a year after the one named before: "in autumn 2019 and a year later".

    "The year before" names none: what it was then is told in the minutes of the year itself.
    """
    for found in _YEAR_LATER.finditer(text):
        before = next((one for one in reversed(named) if one.end <= found.start()), None)
        if before is not None and before.period.last.year < dt.MAXYEAR:
            first, last = _next_year(before.period.first), _next_year(before.period.last)
            yield NamedPeriod(Period(first, last), *found.span(), before.is_of_meeting)


def _next_year(day: dt.date) -> dt.date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


_Found = tuple[int, int, Period]


def _days(text: str) -> Iterator[_Found]:
    for found in DATE.finditer(text):
        date = date_of(found)
        if date is not None:
            yield *found.span(), Period(date, date)
    for found in _SHORT_DATE.finditer(text):
        date = _short(found)
        if date is not None:
            yield *found.span(), Period(date, date)


def _months(text: str) -> Iterator[_Found]:
    for found in _MONTH_YEAR.finditer(text):
        yield *found.span(), _months_of(int(found["year"]), _MONTHS[found["month"].casefold()], 1)
    for found in _MONTH_BEFORE.finditer(text):
        month = _MONTHS[found["month"].casefold()]
        if month < _MONTHS[found["other"].casefold()]:
            yield *found.span("month"), _months_of(int(found["year"]), month, 1)


def _seasons(text: str) -> Iterator[_Found]:
    for found in _SEASON_YEAR.finditer(text):
        yield *found.span(), _months_of(int(found["year"]), _SEASONS[found["season"].casefold()][0], 3)


def _years(text: str) -> Iterator[_Found]:
    for found in _YEAR.finditer(text):
        yield *found.span(), _months_of(int(found.group()), 1, 12)


def _relative(text: str, today: dt.date | None) -> Iterator[_Found]:
    for found in _LAST.finditer(text) if today is not None else ():
        assert today is not None  # noqa: S101  # for the type checker
        what, back = found["what"].casefold(), 0 if found["which"].casefold() == "this" else 1
        if what == "year":
            period = _months_of(today.year - back, 1, 12)
        elif what == "month":
            month = today.replace(day=1) - dt.timedelta(days=back)
            period = _months_of(month.year, month.month, 1)
        else:
            period = _season(_SEASONS[what][0], today, is_over=bool(back))
        yield *found.span(), period


def _season(first_month: int, today: dt.date, *, is_over: bool) -> Period:
    """The season that begins with a month: the last one that is over, or else the one that goes on, or this year's.

    In January "this winter" is the one that began in December, and "last winter" the one before it.
    """
    years = [_months_of(today.year - back, first_month, 3) for back in (0, 1, 2)]
    if is_over:
        return next(season for season in years if season.last < today)
    return next((season for season in years if season.holds(today)), years[0])


def _months_of(year: int, month: int, many: int) -> Period:
    last_year, last_month = divmod(year * 12 + month - 1 + many - 1, 12)
    last_day = calendar.monthrange(last_year, last_month + 1)[1]
    return Period(dt.date(year, month, 1), dt.date(last_year, last_month + 1, last_day))


def _short(found: re.Match[str]) -> dt.date | None:
    year = int(found["year"])
    try:
        return dt.date(year + 2000 if year < 100 else year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None
