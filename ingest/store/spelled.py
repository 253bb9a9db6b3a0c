"""The acronyms that the records of a store spell out, and where each does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.acronyms import spelled_out
from ingest.store.database import Database
from ingest.store.rows import day


@dataclass(frozen=True, slots=True)
class SpelledOut:
    """Words that spell out an acronym; with it they stand from ``start`` to ``end`` of their record."""

    acronym: str
    words: str
    council: str
    committee: str
    date: dt.date
    meeting: str
    start: int
    end: int


def spelled(database: Database) -> Iterator[SpelledOut]:
    """Every spelling of an acronym in the passages held, the newest meeting's first."""
    rows = database.rows(
        'SELECT r.council, r.committee, r.date, r.meeting, p."start", p.text FROM passages p'
        " JOIN records r ON r.row = p.record WHERE p.text LIKE '%(%)%'"
        ' ORDER BY r.date DESC, r.meeting, p."start"'
    )
    for council, committee, date, meeting, start, text in rows:
        for one in spelled_out(text):
            yield SpelledOut(
                one.acronym, one.words, council, committee, day(date), meeting, start + one.start, start + one.end
            )
