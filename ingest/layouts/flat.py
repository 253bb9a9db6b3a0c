"""A table flattened to lines: one row an item, "15 | Title PDF 98 KB Agenda text. Minutes: Text |"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.layouts.headings import Heading
from ingest.layouts.marks import DOCUMENTS_MARK, FLAT_ROW, ROW_END
from ingest.readers.lines import Line

_NUMBER = re.compile(r"(?P<number>\d{1,4}[a-z]?)\.?\s*\|\s*(?=\S)")
_PAPER = re.compile(r"(?<!\s)\s*\b(?:pdf icon\s+)?PDF\s+\d+(?:[.,]\d+)?\s*[KM]B\b")
_MINUTES = re.compile(r"(?<=\S)\s+(?=Minutes:)")
_PURPOSE = re.compile(
    r"(?<=\S)\s+(?=To [a-z]+ (?:(?:and|or) [a-z]+ )?(?:the|an?|any|all|and|Councillors?|Members|apologies|declarations)\b)"
)


def is_flat(line: Line) -> bool:
    """Whether a line is a row with its text run on behind the title."""
    return bool(DOCUMENTS_MARK.search(line.text) or FLAT_ROW.search(line.text))


def flat_row(lines: Sequence[Line], index: int) -> Heading:
    """The heading of the item whose row begins on a line: its title ends at a paper, at agenda text or at minutes."""
    line = lines[index]
    row = ROW_END.sub("", line.text)
    number = _NUMBER.match(row)
    begin = number.end() if number else 0
    cuts = [found for cut in (_PAPER, _PURPOSE, _MINUTES, DOCUMENTS_MARK) if (found := cut.search(row, begin))]
    first = min(cuts, key=lambda found: found.start(), default=None)
    end = begin + len(row[begin : first.start() if first else len(row)].rstrip())
    rest = first.end() if first and first.re is _PAPER else end
    return Heading(
        number["number"] if number else None,
        (line.start, line.start + number.end("number")) if number else None,
        ((line.start + begin, line.start + end),),
        (line.start + rest, line.end) if line.text[rest:].strip() else None,
        index,
        index + 1,
    )
