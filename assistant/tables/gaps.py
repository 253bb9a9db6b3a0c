"""What is held of each committee over time, and what seems to be missing between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from assistant.tables.listings import MeetingRow
from ingest.store import MeetingSummary

_LONG = 2.2  # times the usual time between two meetings
_LEAST_DAYS = 120  # a committee that meets monthly may well skip a summer


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch between two meetings held that is longer than usual, or a meeting of which only others tell."""

    first: dt.date
    last: dt.date
    told_by: str | None = None  # of a single day: the record that gives its date


@dataclass(frozen=True, slots=True)
class Shelf:
    """The meetings held of one committee, the oldest first, and the gaps among them."""

    council: str
    committee: str
    meetings: tuple[MeetingSummary, ...]
    gaps: tuple[Gap, ...]


def shelves(meetings: Iterable[MeetingSummary], rows: Iterable[MeetingRow], today: dt.date) -> list[Shelf]:
    """A shelf a committee, by council; ``rows`` tell of meetings that are not held."""
    told = [row for row in rows if not row.is_held and dt.date.fromisoformat(row.date) < today]
    in_order = sorted(meetings, key=lambda m: (m.council, m.committee, m.date))
    made = []
    for (council, committee), theirs in groupby(in_order, key=lambda m: (m.council, m.committee)):
        held = tuple(theirs)
        missing = [row for row in told if (row.council, row.committee) == (council, committee)]
        days = sorted({dt.date.fromisoformat(row.date): row.said_by for row in missing}.items())
        gaps = [*_stretches([m.date for m in held]), *(Gap(day, day, said_by) for day, said_by in days)]
        made.append(Shelf(council, committee, held, tuple(sorted(gaps, key=lambda gap: gap.first))))
    return made


def _stretches(dates: Sequence[dt.date]) -> list[Gap]:
    pairs = [(one, other) for one, other in pairwise(dates) if one != other]
    if not pairs:
        return []
    usual = median((other - one).days for one, other in pairs) if len(pairs) > 1 else _LEAST_DAYS / _LONG
    longest = max(_LONG * usual, _LEAST_DAYS)
    return [Gap(one, other) for one, other in pairs if (other - one).days > longest]
