"""Lines → segments: each stretch of a line, and what it is (marker, label, words, furniture, a cut-off)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.layouts.marks import (
    ACTION_MARK,
    BULLET,
    DIRECTIONS,
    DOCUMENTS_MARK,
    FLAT_ROW,
    FURNITURE,
    LABEL,
    MINUTES_MARK,
    OUTCOME_MARK,
    QUOTED_LABEL,
    ROW_END,
    RULE,
    TITLE_TAIL,
    TRUNCATION,
)
from ingest.originals import PieceKind
from ingest.readers.lines import Line


class Mark(StrEnum):
    """What a marker says of the words behind it."""

    MINUTES = "minutes"
    OUTCOME = "outcome"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one line; ``text`` has the offsets of the source, with odd spaces made plain."""

    kind: PieceKind
    start: int
    end: int
    text: str
    line: int
    gap: int  # blank lines before its line; 0 for all but the first of a line
    mark: Mark | None = None
    value: str | None = None  # of a label: what is printed, without brackets; of a cut-off: the item it names


_PAGE_NUMBER = re.compile(r"[-–\s]*\d{1,3}[-–\s]*")
_PAGE_BREAK = re.compile(rf"{RULE.pattern}|<small>.*</small>")
_MOST_TAILS = 20  # at the end of one line; for each the whole line is looked through
_THAT = re.compile(r"\s*(?:that|to)\b", re.IGNORECASE)
_INLINE = re.compile(r"(?<=\S)\s+(?=(?:Additional documents:|Minutes:|Resolved:|RESOLVED:))")


def segments(lines: Sequence[Line], first: int, last: int, rest: tuple[int, int] | None = None) -> Iterator[Segment]:
    """The segments of lines ``first`` to ``last`` (not included); ``rest`` is text left over on the line before."""
    if rest is not None:
        line = lines[first - 1]
        yield from _row(line, first - 1, rest[0], rest[1], 0)
    for index in range(first, last):
        line = lines[index]
        if is_page_number(lines, index):
            yield Segment(PieceKind.FURNITURE, line.outer_start, line.outer_end, line.text, index, line.gap)
            continue
        if line.outer_start < line.start:
            yield Segment(PieceKind.FURNITURE, line.outer_start, line.start, "", index, line.gap)
        yield from _row(line, index, line.start, line.end, line.gap)
        if line.end < line.outer_end:
            yield Segment(PieceKind.FURNITURE, line.end, line.outer_end, "", index, 0)


def is_page_number(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is a number that stands by itself where a page begins: behind a rule, or first of all."""
    if not _PAGE_NUMBER.fullmatch(lines[index].text):
        return False
    return index == 0 or bool(_PAGE_BREAK.fullmatch(lines[index - 1].text))


def _row(line: Line, index: int, start: int, end: int, gap: int) -> Iterator[Segment]:
    """The segments of a line, or of the stretch of it from ``start`` to ``end``."""
    text = line.text[start - line.start : end - line.start]
    if ROW_END.search(line.text) or FLAT_ROW.search(line.text):  # a flattened table row: markers stand in mid-line
        at = 0
        for cut in [*(m.start() for m in _INLINE.finditer(text)), len(text)]:
            yield from _cell(text[at:cut], index, start + at, gap if at == 0 else 1)
            at = cut
        return
    yield from _cell(text, index, start, gap)


def _cell(text: str, index: int, start: int, gap: int) -> Iterator[Segment]:
    """The segments of a stretch that may begin with markers and labels and end with tails."""
    lead = len(text) - len(text.lstrip())
    text, start = text.strip(), start + lead
    if not text:
        return
    is_paper = bool(BULLET.match(text) and TITLE_TAIL.search(text))  # of a list of them: "• Appendix 1 PDF 61 KB"
    if is_paper or (FURNITURE.fullmatch(text) and not DOCUMENTS_MARK.match(text)):
        yield Segment(PieceKind.FURNITURE, start, start + len(text), text, index, gap)
        return
    text, tails = _peel_tails(text, index, start)
    yield from _heads(text, index, start, gap)
    yield from reversed(tails)


def _peel_tails(text: str, index: int, start: int) -> tuple[str, list[Segment]]:
    """The text without what stands at its end and is not its words; those ends, last first."""
    tails: list[Segment] = []
    peeled = True
    while peeled and text and len(tails) < _MOST_TAILS:
        peeled = False
        for pattern, kind in (
            (ROW_END, PieceKind.FURNITURE),
            (TRUNCATION, PieceKind.TRUNCATION),
            (TITLE_TAIL, PieceKind.FURNITURE),
            (DIRECTIONS, PieceKind.FURNITURE),
        ):
            found = pattern.search(text)
            if found and found.group().strip():
                at = found.start() + len(found.group()) - len(found.group().lstrip())
                value = found["number"] if kind is PieceKind.TRUNCATION else None
                tails.append(Segment(kind, start + at, start + len(text), text[at:], index, 0, value=value or None))
                text = text[: found.start()].rstrip()
                peeled = True
    return text, tails


def _heads(text: str, index: int, start: int, gap: int) -> Iterator[Segment]:
    """The markers and labels at the start of a text, then the words left."""
    at = 0
    while at < len(text):
        found = _head(text, at, index, start, gap)
        if found is None:
            break
        yield found
        gap = 0
        at = found.end - start
        while at < len(text) and text[at].isspace():
            at += 1
    if at < len(text):
        yield Segment(PieceKind.TEXT, start + at, start + len(text), text[at:], index, gap)


def _head(text: str, at: int, index: int, start: int, gap: int) -> Segment | None:
    """The marker or label that stands at ``at``, if one does."""
    found = _kind_of_head(text, at)
    if found is None:
        return None
    kind, end, mark, value = found
    words = text[at:end].rstrip()
    return Segment(kind, start + at, start + at + len(words), words, index, gap, mark, value)


def _kind_of_head(text: str, at: int) -> tuple[PieceKind, int, Mark | None, str | None] | None:
    """What stands at ``at``: its kind, its end, what a marker says, what a label is."""
    for pattern, kind, mark in (
        (DOCUMENTS_MARK, PieceKind.FURNITURE, None),
        (MINUTES_MARK, PieceKind.MARKER, Mark.MINUTES),
        (ACTION_MARK, PieceKind.MARKER, Mark.ACTION),
    ):
        if found := pattern.match(text, at):
            return kind, found.end(), mark, None
    if found := _outcome_mark(text, at):
        return PieceKind.MARKER, found.end(), Mark.OUTCOME, None
    if QUOTED_LABEL.match(text, at):
        return None
    if found := LABEL.match(text, at):
        return PieceKind.LABEL, found.end(), None, next(group for group in found.groups() if group)
    found = BULLET.match(text) if at == 0 else None
    return (PieceKind.LABEL, found.end(), None, None) if found else None


def _outcome_mark(text: str, at: int) -> re.Match[str] | None:
    """A marker of an outcome: alone on its line, before a colon or dash, or in capitals."""
    found = OUTCOME_MARK.match(text, at)
    if found is None or not found.group().strip():
        return None
    words = found.group().strip()
    if found["colon"] or found.end() == len(text):
        return found
    return found if words.isupper() and _THAT.match(text, found.end()) else None
