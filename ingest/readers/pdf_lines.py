"""Runs of text with their places on a page → printed lines, without what every page repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_EDGE = 0.12  # of the height of a page, above and below, where running heads stand
_LABEL = re.compile(r"\(?(?:\d{1,4}|[A-Za-z]|[ivxIVX]{1,6})[.)]{0,2}|[^\w\s]{1,2}")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand beside each other; places in points from the top left corner of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    bold: bool

    @property
    def height(self) -> float:
        """How tall its line is."""
        return max(self.bottom - self.top, 1.0)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size and what is printed on it."""

    width: float
    height: float
    runs: tuple[Run, ...]
    is_scan: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    bold: bool
    page: int  # from 0
    first_word: float  # how wide its first word is

    @property
    def height(self) -> float:
        """How tall the line is."""
        return max(self.bottom - self.top, 1.0)


def page_of(said: dict[str, Any]) -> Page:
    """A page as the child process told it."""
    runs = tuple(Run(*run) for run in said.get("runs", ()) if run[0].strip())
    return Page(said.get("width", 0.0), said.get("height", 0.0), runs, bool(said.get("pictures")) and not runs)


def printed(runs: Iterable[Run], page: int) -> list[Printed]:
    """The lines that some runs of a page stand on, from top to bottom."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.top, run.left)):
        for row in reversed(rows[-8:]):
            if _is_level(row[0], run):
                row.append(run)
                break
        else:
            rows.append([run])
    columns = _columns(rows)
    return sorted((_line(row, page, columns) for row in rows), key=lambda line: line.top)


def furniture(pages: Sequence[Page]) -> list[set[Run]]:
    """Of every page, the running heads, feet and page numbers."""
    marks = [
        [(run, re.sub(r"\d+", "#", run.text.strip()), round(run.top / 6)) for run in page.runs if _at_edge(run, page)]
        for page in pages
    ]
    seen = Counter(mark for page in marks for mark in {(text, place) for _, text, place in page})
    often = max(2, round(0.4 * len(pages)))
    return [
        {
            run
            for run, text, place in page
            if _PAGE_NUMBER.fullmatch(text.replace("#", "1"))
            or max(seen[text, near] for near in (place - 1, place, place + 1)) >= often
        }
        for page in marks
    ]


def _at_edge(run: Run, page: Page) -> bool:
    return run.bottom < _EDGE * page.height or run.top > (1 - _EDGE) * page.height


def _is_level(one: Run, other: Run) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > 0.5 * min(one.height, other.height)


def _columns(rows: Iterable[Sequence[Run]]) -> set[int]:
    """Where columns of a table begin: far behind what stands before, at the same place on two lines or more."""
    begins: Counter[int] = Counter()
    for row in rows:
        across = sorted(row, key=lambda run: run.left)
        for before, run in pairwise(across):
            if run.left - before.right > 2.5 * run.height and not _LABEL.fullmatch(before.text.strip()):
                begins[round(run.left / 4)] += 1
    return {place for place, count in begins.items() if count + begins[place + 1] >= 2}


def _line(row: Sequence[Run], page: int, columns: set[int]) -> Printed:
    across = sorted(row, key=lambda run: run.left)
    text = across[0].text.strip()
    for before, run in pairwise(across):
        place = round(run.left / 4)
        far = run.left - before.right > 2.5 * run.height
        is_cell = far and bool({place, place - 1, place + 1} & columns)
        text += (" | " if is_cell else " " if run.left - before.right > 0.1 * run.height else "") + run.text.strip()
    first = across[0]
    word = len(first.text.split()[0]) / max(len(first.text.rstrip()), 1) * (first.right - first.left)
    return Printed(
        text=" ".join(text.split(" ")) if "  " not in text else re.sub(r" {2,}", " ", text),
        left=first.left,
        top=min(run.top for run in row),
        right=max(run.right for run in row),
        bottom=max(run.bottom for run in row),
        bold=all(run.bold for run in row),
        page=page,
        first_word=word,
    )
