"""Rows → the kept text of a file that is not text itself, and its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.originals import NO_PAGES, Pages
from ingest.readers.lines import Document, Line, plain_lines

# What ends a line, of which a row has none, and what no text holds.
_BREAKS = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNWANTED = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LONG_CELL = 300  # characters; a cell of several paragraphs that is longer is text set in a table, not a value


@dataclass(frozen=True, slots=True)
class Row:
    """What becomes one line of the kept text."""

    text: str
    gap: bool = True  # a blank line stands before it
    heading: bool = False
    pages: tuple[int, ...] = ()  # where in it, counted from its start, a new page begins


def compose(rows: Iterable[Row], form: str, notes: Sequence[str] = (), url: str | None = None) -> Document:
    """The document that some rows make; rows on which nothing is seen become gaps."""
    parts: list[str] = []
    lines: list[Line] = []
    pages: list[int] = []
    at, gap = 0, False
    for row in rows:
        text = cleaned(row.text)
        found = plain_lines(text)
        gap = gap or row.gap
        if found:
            before = ("\n\n" if gap else "\n") if lines else ""
            start = at + len(before)
            line = found[0]
            lines.append(_moved(line, start, gap=bool(lines) and gap, heading=row.heading))
            parts += [before, text]
            at = start + len(text)
            gap = False
        else:
            start, gap = at, True
        pages += [min(start + offset, at) for offset in row.pages]
    text = "".join(parts) + ("\n" if parts else "")
    return Document(text, tuple(lines), form, tuple(notes), Pages((0, *pages)) if pages else NO_PAGES, url)


def cleaned(text: str) -> str:
    """A row's text, character for character where it can be: no line ends, nothing that no text holds."""
    return _UNWANTED.sub("\ufffd", _BREAKS.sub(" ", text))


def table_row(cells: Sequence[Sequence[Row]]) -> list[Row]:
    """One row of a table, from what stands in its cells: one line, or their paragraphs where it holds running text."""
    shown = [[row for row in cell if plain_lines(cleaned(row.text))] for cell in cells]
    filled = [cell for cell in shown if cell]
    if len(filled) <= 1 or any(len(cell) > 1 and sum(len(r.text) for r in cell) > _LONG_CELL for cell in filled):
        return [row for cell in filled for row in cell]
    words = [" ".join(row.text.strip() for row in cell) for cell in shown]
    while words and not words[-1]:
        words.pop()
    return [Row(" | ".join(words), gap=False, heading=all(row.heading for cell in filled for row in cell))]


def _moved(line: Line, by: int, *, gap: bool, heading: bool) -> Line:
    start, end = line.start + by, line.end + by
    return replace(line, start=start, end=end, outer_start=start, outer_end=end, gap=int(gap), heading=heading)
