"""A document as lines that know where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.originals import NO_PAGES, Pages

# One character for one, so that what is matched in a line's text has the same offsets in the source.
_ODD_SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t\x0b\x0c"), " ")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), " ")
_PLAIN = _ODD_SPACES | _INVISIBLE

_VISIBLE = re.compile(r"\S(?:.*\S)?")
_FEWEST = 10  # lines of a text that go on with the line before, from which it can be judged how it is set
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that has something on it.

    ``text`` is the slice of the document from ``start`` to ``end`` with odd spaces made plain ones, character for
    character. ``outer_start`` and ``outer_end`` also take in markup that is not part of the words ("## ", "**").
    """

    start: int
    end: int
    text: str
    outer_start: int
    outer_end: int
    gap: int  # blank lines before it
    heading: bool = False  # the format itself says that this is a heading


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of a file: the text that is kept, and its lines."""

    text: str
    lines: tuple[Line, ...]
    format: str
    notes: tuple[str, ...] = ()
    pages: Pages = NO_PAGES
    url: str | None = None  # where the file itself says that it was published


def plain_text(text: str, lines: Sequence[Line]) -> str:
    """A text with its lines as they are read: the same offsets, odd spaces and marks of emphasis as plain spaces."""
    parts, at = [], 0
    for line in lines:
        parts += [text[at : line.start], line.text]
        at = line.end
    return "".join([*parts, text[at:]])


def plain_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text that have something on them, in order."""
    lines: list[Line] = []
    last_row = -1
    for row, start, words in _rows(text):
        found = _VISIBLE.search(words.translate(_PLAIN))
        if found is None:
            continue
        begin, end = start + found.start(), start + found.end()
        lines.append(Line(begin, end, found.group(), begin, end, row - last_row - 1))
        last_row = row
    return tuple(lines)


def closed_up(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a text that puts a blank one behind every line, as converters do, without those that say nothing.

    What goes on in small letters tells such a text. In it a paragraph ends where a line stops short of its edge.
    """
    flowing = [(line, after) for line, after in pairwise(lines) if _flows(line, after)]
    apart = sum(after.gap > 0 for _, after in flowing)
    if len(flowing) < _FEWEST or apart < 0.8 * len(flowing):
        return tuple(lines)
    lengths = sorted(len(line.text) for line, _ in flowing)
    edge = 0.8 * lengths[int(0.9 * (len(lengths) - 1))]
    return (*lines[:1], *(_closer(line, after, edge) for line, after in pairwise(lines)))


def _flows(line: Line, after: Line) -> bool:
    return after.text[0].islower() and line.text[-1] not in ".:;?!"


def _closer(line: Line, after: Line, edge: float) -> Line:
    """The second of two lines, without the blank line before it if its first word had no room on the first."""
    is_full = len(line.text) + 1 + len(after.text.split()[0]) > edge
    return replace(after, gap=0) if after.gap == 1 and is_full else after


def _rows(text: str) -> list[tuple[int, int, str]]:
    """Every row of a text: its number from 0, where it starts, and its characters without the line end."""
    rows: list[tuple[int, int, str]] = []
    start = 0
    for number, row in enumerate(text.splitlines(keepends=True)):
        found = _LINE.match(row)
        rows.append((number, start, found.group() if found else ""))
        start += len(row)
    return rows
