"""Lines → where each item begins, in the house style that they are printed in.

Five house styles, tried in this order, and the page of a single item where none of them fits:

* a title above "(Item 4)", with or without a number of its own ("270. Apologies for Absence");
* a number of two parts and a title on one line or on two ("65/08 WORK PROGRAMME");
* a number alone on a line, its title on the next ("19." / "Question Time."), or "Item 2" for it;
* a number and a title on one line, the text perhaps running on behind ("270 Confirmation of the Minutes The Minutes …");
* titles without numbers, under a "No. Item" row or before a link to a paper.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.layouts.compound import compound
from ingest.layouts.flat import flat_row, is_flat
from ingest.layouts.headings import Heading, Headings, Style
from ingest.layouts.marks import BULLET, DOCUMENTS_MARK, FLAT_ROW, ITEM_TABLE, ROW_END, TITLE_TAIL
from ingest.layouts.numbered import numbered
from ingest.layouts.opening import front_stop
from ingest.layouts.titles import NO_TITLE, VERB, is_mark, looks_like_title
from ingest.readers.lines import Line

_ITEM_MARK = re.compile(r"\(Item\s+(?P<number>\d{1,3}[a-zA-Z]?)\)", re.IGNORECASE)
_MUCH = 600  # characters that no header has behind its lists of who was there, and no title
_OWN_NUMBER = re.compile(r"(?P<number>\d{1,4})[.)]?\s+(?=\S)")


def find_headings(lines: Sequence[Line]) -> Headings:
    """The items of a record, in the house style that explains its lines best."""
    if marked := _item_marks(lines):
        return Headings(Style.ITEM_MARK, tuple(marked))
    for by_number in (compound(lines), numbered(lines)):
        if by_number and _covers(lines, by_number):
            return by_number
    if titled := _titles(lines):
        return Headings(Style.TITLES, tuple(titled))
    return Headings(Style.SINGLE, (_single(lines),))


def _covers(lines: Sequence[Line], found: Headings) -> bool:
    """Whether numbers head the items of a record, and not a list within one of them: most of its text is behind them."""
    first = found.headings[0].first_line
    front = min(front_stop(lines), first)
    least = 0.6 if found.style is Style.RUN_IN else 0.3  # a number alone on a line is seldom one of a list
    before = lines[first].start - lines[front].start
    return before < _MUCH or lines[-1].end - lines[first].start > least * (lines[-1].end - lines[front].start)


# --- a title above "(Item N)" ----------------------------------------------------------------------------------------


def _item_marks(lines: Sequence[Line]) -> list[Heading]:
    found = [i for i, line in enumerate(lines) if i and _ITEM_MARK.fullmatch(line.text)]
    marks = [mark for before, mark in zip([0, *found], found, strict=False) if mark - before > 1 or not before]
    floors = [0, *(mark + 1 for mark in marks)]
    return (
        [_item_mark(lines, mark, floor) for mark, floor in zip(marks, floors, strict=False)] if len(marks) > 1 else []
    )


def _item_mark(lines: Sequence[Line], index: int, floor: int) -> Heading:
    """The heading that ends with an "(Item N)" line: the lines set close above it, from ``floor`` on, are its title."""
    first = index - 1
    while first > floor and lines[first].gap == 0 and not _ends_sentence(lines[first - 1].text):
        first -= 1
    mark = lines[index]
    found = _OWN_NUMBER.match(lines[first].text)
    start = lines[first].start
    spans = [(lines[i].start, lines[i].end) for i in range(first, index)]
    if found:
        spans[0] = (start + found.end(), spans[0][1])
        return Heading(
            found["number"], (start, start + len(found.group().rstrip())), tuple(spans), None, first, index + 1
        )
    marked = _ITEM_MARK.fullmatch(mark.text)
    return Heading(marked["number"] if marked else None, (mark.start, mark.end), tuple(spans), None, first, index + 1)


def _ends_sentence(text: str) -> bool:
    return text[-1] in ".:;?!"


# --- titles without numbers -----------------------------------------------------------------------------------------


def _titles(lines: Sequence[Line]) -> list[Heading]:
    table = next((i for i, line in enumerate(lines) if ITEM_TABLE.fullmatch(line.text)), None)
    if table is None:
        return []
    rows = [i for i in range(table + 1, len(lines)) if ROW_END.search(lines[i - 1].text)]
    if len(rows) > 1:
        return [flat_row(lines, i) for i in rows]
    found = [i for i in range(table + 1, len(lines)) if _is_title(lines, i)]
    return [flat_row(lines, i) if is_flat(lines[i]) else _title(lines, i) for i in found]


def _title(lines: Sequence[Line], index: int) -> Heading:
    line = lines[index]
    return Heading(None, None, ((line.start, line.end),), None, index, index + 1)


def _is_title(lines: Sequence[Line], index: int) -> bool:
    """Whether a line heads an item: a link to a paper or a row of the table says so, else its shape."""
    line = lines[index]
    text = ROW_END.sub("", line.text)
    if TITLE_TAIL.search(text):
        return not BULLET.match(text)
    if FLAT_ROW.search(text) and not DOCUMENTS_MARK.match(text):
        return True
    follows = lines[index + 1] if index + 1 < len(lines) else None
    if follows is not None and DOCUMENTS_MARK.fullmatch(follows.text):
        return len(text) < _MUCH and not VERB.search(text) and not is_mark(text) and not NO_TITLE.match(text)
    return line.gap > 0 and follows is not None and follows.gap > 0 and looks_like_title(text)


# --- the page of one item -------------------------------------------------------------------------------------------


def _single(lines: Sequence[Line]) -> Heading:
    """The one item of a page: under "Agenda item" its title stands first; else it has none."""
    for index, line in enumerate(lines[:3]):
        if re.fullmatch(r"agenda item|issue details|decision details", line.text, re.IGNORECASE) and index + 1 < len(
            lines
        ):
            title = lines[index + 1]
            return Heading(None, None, ((title.start, title.end),), None, index + 1, index + 2)
    front = front_stop(lines)
    front = front if front < len(lines) else 0
    return Heading(None, None, (), None, front, front)
