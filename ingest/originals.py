"""What a record was read from: the file or page, where its pages begin, and what each stretch of it is."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Source:
    """A file or page that was read."""

    name: str  # the file's name, or the address: what a citation calls it
    location: str  # absolute path or address
    sha256: str  # of the bytes
    format: str  # "text", "markdown"
    url: str | None = None  # where the council publishes it, if known


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the pages of a source begin in its kept text; none, where its format has no pages."""

    starts: tuple[int, ...] = ()
    recognised: tuple[int, ...] = ()  # pages, counted from 1, that are pictures: text recognition (OCR) read them

    def at(self, offset: int) -> int | None:
        """The page on which a character stands, from 1."""
        return bisect_right(self.starts, offset) or None


NO_PAGES = Pages()


class PieceKind(StrEnum):
    """What a stretch of the source is; together the pieces of a record cover every visible character of it."""

    HEADER = "header"
    NUMBER = "number"
    TITLE = "title"
    MARKER = "marker"  # "Minutes:", "RESOLVED:", "ACTION:": says what the next words are
    LABEL = "label"  # "25.1", "iv)", "a)", a bullet
    TEXT = "text"
    FURNITURE = "furniture"  # "No. Item", "pdf icon PDF 62 KB", page footers
    TRUNCATION = "truncation"  # "... view the full minutes text for item 25."
    CLOSING = "closing"  # "The meeting ended at 3.15 pm"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the source and what it is."""

    kind: PieceKind
    start: int
    end: int
