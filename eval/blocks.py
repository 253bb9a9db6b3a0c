"""What a report is made of, before it is Markdown or a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a part of the report."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts; numbers stand to the right in all columns but the first ``words``."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1


@dataclass(frozen=True, slots=True)
class Bar:
    """A share from 0 to 1, with its interval where it has one."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    note: str = ""  # beside the value: "39 of 71"


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under one another; a page draws them, Markdown leaves them to the tables."""

    caption: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that went wrong, and what was found instead."""

    title: str
    told: tuple[tuple[str, str], ...]


Block = Heading | Text | Table | Chart | Failure


@dataclass(frozen=True, slots=True)
class Page:
    """A whole report."""

    title: str
    blocks: Sequence[Block]
