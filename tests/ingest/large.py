"""Very many files and very long ones, made by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.ingest.readers import making

TINY = """Anytown Borough Council
{committee}
{day:%A}, {day.day} {day:%B %Y}

1. Parking

The Committee noted report {number} on parking and agreed charge {number}.

2. Trees

It was noted that {number} trees were planted.
"""


def tiny_files(folder: Path, count: int) -> Path:
    """A folder of so many files, each the minutes of a meeting of its own."""
    folder.mkdir(parents=True)
    for number in range(count):
        day = dt.date(2000, 1, 1) + dt.timedelta(days=number // 4)
        committee = f"{('Planning', 'Licensing', 'Audit', 'Health')[number % 4]} Committee"
        text = TINY.format(committee=committee, day=day, number=number)
        (folder / f"m{number:05}.txt").write_text(text, "utf-8")
    return folder


def long_pdf(pages: int, *, lines: int) -> bytes:
    """A PDF in which every page is an item of so many lines; without lines its pages are blank."""
    top = [(60.0, 60.0 + 14 * row, words) for row, words in enumerate(TINY.splitlines()[:3])]
    heading = [(x, y, words.format(committee="Planning Committee", day=dt.date(2020, 3, 4))) for x, y, words in top]
    made: list[list[making.Printed]] = []
    for page in range(1, pages + 1):
        item = [(60.0, 130.0, f"{page}. Parking in street {page}")] if lines else []
        text = [
            (60.0, 160.0 + 14 * line, f"The Committee noted sentence {page}.{line} of what was said of it at length.")
            for line in range(lines)
        ]
        made.append([*(heading if page == 1 and lines else []), *item, *text])
    return making.pdf(made)
