"""Where an item begins, as each house style prints it: its number, its title, and where its text goes on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]


class Style(StrEnum):
    """How a record marks where its items begin."""

    ITEM_MARK = "title above (Item N)"
    NUMBER_ALONE = "number alone on a line"
    RUN_IN = "number and title on one line"
    TITLES = "titles without numbers"
    SINGLE = "one item on a page"


@dataclass(frozen=True, slots=True)
class Heading:
    """Where an item begins."""

    number: str | None
    number_span: Span | None
    title_spans: tuple[Span, ...]  # a title may stand over several lines
    rest: Span | None  # text that runs on behind the title on its line
    first_line: int  # index of the heading's first line
    body_line: int  # index of the first line behind the heading


@dataclass(frozen=True, slots=True)
class Headings:
    """Every heading of a record, and the style they are printed in."""

    style: Style
    headings: tuple[Heading, ...]
