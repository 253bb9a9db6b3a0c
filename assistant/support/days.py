"""What a text dates: days, months, seasons and years, each as far as it is given."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november")
_MONTH_OF = {name: i for i, name in enumerate((*_MONTHS, "december"), 1)}
_MONTH_OF |= {name[:3]: i for name, i in _MONTH_OF.items()} | {"sept": 9}
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]{1,6})?\b"  # a capital: "may" is a verb
DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\.?,?(?:\s+(?P<year>(?:19|20)\d\d)\b)?"
    rf"|\b(?P<us_month>{_MONTH})\s+(?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<us_year>(?:19|20)\d\d))\b"
    r"|\b(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>(?:19|20)\d\d)\b"
    r"|\b(?P<iso_y>(?:19|20)\d\d)-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)\b"
    rf"|\b(?P<only_month>{_MONTH})\.?,?(?:\s+(?:of\s+)?(?P<its_year>(?:19|20)\d\d)\b)?"
    r"|\b(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)\b(?:\s+(?:of\s+)?(?P<season_year>(?:19|20)\d\d)\b)?"
    r"|(?<![£$\d,./])\b(?P<span>(?:19|20)\d\d\s?[/–-]\s?(?:20)?\d\d)\b"
    r"|(?<![£$\d,./])\b(?P<only_year>(?:19|20)\d\d)s?\b(?![,.]\d|\s?%)"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as a text gives it: "19 January", "January 2021", "summer 2025", "2019"."""

    day: int | None
    month: int | str | None
    year: int | None

    def holds(self, other: Day) -> bool:
        """Whether this says no more than the other: each part that it gives is the other's."""
        return all(
            mine in (None, theirs)
            for mine, theirs in ((self.day, other.day), (self.month, other.month), (self.year, other.year))
        )


def day_of(found: re.Match[str]) -> Day | None:
    part = found.groupdict()
    if part["season"]:
        return Day(None, part["season"].casefold(), _int(part["season_year"]))
    if part["only_year"]:
        return Day(None, None, int(part["only_year"]))
    month = part["month"] or part["us_month"] or part["only_month"]
    if month:
        number = _MONTH_OF.get(month.casefold())
        year = part["year"] or part["us_year"] or part["its_year"]
        return Day(_int(part["day"] or part["us_day"]), number, _int(year)) if number else None
    if part["d"] or part["iso_d"]:
        return Day(*(int(part[name] or part[f"iso_{name}"]) for name in ("d", "m", "y")))
    return None


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def span_of(text: str) -> str:
    first, last = re.split(r"\s?[/–-]\s?", text)
    return f"{first}/{last[-2:]}"
