"""Lines → where each item begins: its number, its title, and where its text goes on.

Four house styles, tried in this order, and the page of a single item where none of them fits:

* a title above "(Item 4)", with or without a number of its own ("270. Apologies for Absence");
* a number alone on a line, its title on the next ("19." / "Question Time.");
* a number and a title on one line, the text perhaps running on behind ("270 Confirmation of the Minutes The Minutes …");
* titles without numbers, under a "No. Item" row or before a link to a paper.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.layouts.marks import (
    BULLET,
    CLOSING,
    DOCUMENTS_MARK,
    FLAT_ROW,
    FURNITURE,
    ITEM_TABLE,
    LABEL,
    MINUTES_MARK,
    OUTCOME_MARK,
    QUOTED_LABEL,
    ROW_END,
    TITLE_TAIL,
    TRUNCATION,
)
from ingest.readers.lines import Line

Span = tuple[int, int]

_ITEM_MARK = re.compile(r"\(Item\s+(?P<number>\d{1,3}[a-zA-Z]?)\)", re.IGNORECASE)
_OWN_NUMBER = re.compile(r"(?P<number>\d{1,4})[.)]?\s+(?=\S)")
_LONE_NUMBER = re.compile(r"(\d{1,4})\.")
_RUN_IN = re.compile(r"(?P<number>\d{1,4})(?:\s*\(\d{1,3}\))?[.)]?\s+(?P<rest>[A-Z“‘\"'(].*)")
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|should|may|might|must|shall|did|does|reported|received)\b",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"(?<=[a-z)\]0-9’'] )(?:(?:The|An?|There|It|Members|No|None|Apologies|In|At|This|Following|RESOLVED|Resolved) (?=\w)"
    r"|(?P<person>(?:Councillors?|Cllrs?|Mr|Mrs|Ms|Miss|Dr)\.? [A-Z]))"
)
_CAPITALS = re.compile(r"([A-Z][A-Z0-9 ,'’()/&.:;\-]{3,300}?)\s{1,20}[–—-]\s+(?=\S)")
_DASH = re.compile(r"(?<!\s)\s+[–—]\s+")
_SMALL_WORDS = frozenset(["of", "the", "and", "by", "for", "on", "in", "to", "a", "an", "with", "at", "or", "from"])
_LONGEST_TITLE_LINE = 1_000  # characters in which a title ends, wherever its text does
_LONGEST_TITLE = 20  # words; longer ones were seen only with a link to a paper behind them


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


def find_headings(lines: Sequence[Line]) -> Headings:
    """The items of a record, in the house style that explains its lines best."""
    for style, find in (
        (Style.ITEM_MARK, _item_marks),
        (Style.NUMBER_ALONE, _numbers_alone),
        (Style.RUN_IN, _run_in_numbers),
        (Style.TITLES, _titles),
    ):
        headings = find(lines)
        if headings:
            return Headings(style, tuple(headings))
    return Headings(Style.SINGLE, (_single(lines),))


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


# --- a number alone on a line ---------------------------------------------------------------------------------------


def _numbers_alone(lines: Sequence[Line]) -> list[Heading]:
    candidates = [
        (index, int(found.group(1)))
        for index, line in enumerate(lines[:-1])
        if (found := _LONE_NUMBER.fullmatch(line.text))
    ]
    chain = _longest_chain(candidates)
    if len(chain) < 2 and not (chain and (_has_table(lines) or _has_minutes_behind(lines, chain[0]))):
        return []
    numbers = set(chain)
    return [_number_alone(lines, index, has_title=index + 1 not in numbers) for index in chain]


def _number_alone(lines: Sequence[Line], index: int, *, has_title: bool) -> Heading:
    line, title = lines[index], lines[index + 1]
    number = line.text.rstrip(".")
    if not has_title or MINUTES_MARK.match(title.text):
        return Heading(number, (line.start, line.end), (), None, index, index + 1)
    return Heading(number, (line.start, line.end), ((title.start, title.end),), None, index, index + 2)


def _longest_chain(candidates: Sequence[tuple[int, int]]) -> list[int]:
    """Line indices of the longest run of numbers that each follow the last by one; by up to three where items were left out."""
    before: dict[int, int | None] = {}  # of each line in a chain, the one that it follows
    length: dict[int, int] = {}
    ends: dict[int, int] = {}  # of each number, the line that ends the longest chain to it, the first of several
    for index, number in candidates:
        found = [ends[near] for near in (number - 1, number - 2, number - 3) if near in ends]
        last = min(found, key=lambda end: (-length[end], end), default=None)
        before[index], length[index] = last, 1 + (length[last] if last is not None else 0)
        if number not in ends or length[index] > length[ends[number]]:
            ends[number] = index
    at = min(length, key=lambda end: (-length[end], end), default=None)
    chain: list[int] = []
    while at is not None:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def _has_minutes_behind(lines: Sequence[Line], index: int) -> bool:
    """Whether "Minutes:" stands close behind a number: then it heads an item, though it is the only one."""
    return any(MINUTES_MARK.fullmatch(line.text) for line in lines[index + 2 : index + 6])


def _has_table(lines: Sequence[Line]) -> bool:
    return any(ITEM_TABLE.fullmatch(line.text) for line in lines[:60])


# --- a number and a title on one line -------------------------------------------------------------------------------


def _run_in_numbers(lines: Sequence[Line]) -> list[Heading]:
    candidates = [
        (index, int(found["number"]))
        for index, line in enumerate(lines)
        if (found := _RUN_IN.fullmatch(line.text)) and split_run_in(found["rest"])[0]
    ]
    chain = _longest_chain(candidates)
    if len(chain) == 1 and not TITLE_TAIL.search(lines[chain[0]].text):
        chain = []
    return [_run_in(lines, index) for index in chain]


def _run_in(lines: Sequence[Line], index: int) -> Heading:
    line = lines[index]
    found = _RUN_IN.fullmatch(line.text)
    assert found is not None  # noqa: S101  # the caller matched it
    begin = line.start + found.start("rest")
    title_length, rest_at = split_run_in(found["rest"])
    spans: list[Span] = [(begin, begin + title_length)]
    number_span = (line.start, line.start + len(line.text[: found.start("rest")].rstrip()))
    number = found["number"]
    if rest_at is not None:
        return Heading(number, number_span, tuple(spans), (begin + rest_at, line.end), index, index + 1)
    following = index + 1
    while following < len(lines) and _continues_title(lines, following):
        spans.append((lines[following].start, lines[following].end))
        following += 1
    return Heading(number, number_span, tuple(spans), None, index, following)


def split_run_in(text: str) -> tuple[int, int | None]:
    """Where a title ends and the text behind it begins: (length of the title, start of the text or None).

    "Apologies and Welcome" -> (21, None); "Minutes of the Previous Meeting The Minutes were agreed" splits before
    "The". A length of 0: this is a sentence, not a title.
    """
    capitals = _CAPITALS.match(text)
    if capitals:
        return _split_capitals(text, capitals)
    verb = _VERB.search(text)
    for opener in _OPENER.finditer(text, 0, _LONGEST_TITLE_LINE):
        if verb is not None and verb.start() < opener.start():
            break  # what stands before says that something happened
        title = text[: opener.start()].rstrip()
        is_person = bool(opener["person"]) and _DASH.search(text, opener.start())
        if title.split()[-1].casefold() not in _SMALL_WORDS and (is_person or verb is not None):
            return len(title), opener.start()
    without_tail = TITLE_TAIL.sub("", text)
    if _VERB.search(without_tail) and without_tail == text:
        return 0, None
    return (len(text), None) if len(text.split()) <= _LONGEST_TITLE or without_tail != text else (0, None)


def _split_capitals(text: str, capitals: re.Match[str]) -> tuple[int, int | None]:
    """A title in capitals before a dash; a second title in mixed case may follow it before another dash."""
    end, rest = capitals.end(1), capitals.end()
    for dash in _DASH.finditer(text, rest):
        if _VERB.search(text[rest : dash.start()]):
            break
        end, rest = dash.start(), dash.end()
    return end, rest


def _continues_title(lines: Sequence[Line], index: int) -> bool:
    """A title goes on over short lines, and over a blank line only by a word or three."""
    line = lines[index]
    words = len(line.text.split())
    if line.text[-1] in ".:;?!" or _is_mark(line.text) or _RUN_IN.fullmatch(line.text) or CLOSING.fullmatch(line.text):
        return False
    if _VERB.search(line.text) or LABEL.match(line.text) or BULLET.match(line.text):
        return False
    return words <= 6 if line.gap == 0 else words <= 3 and index + 1 < len(lines) and lines[index + 1].gap > 0


# --- titles without numbers -----------------------------------------------------------------------------------------


def _titles(lines: Sequence[Line]) -> list[Heading]:
    table = next((i for i, line in enumerate(lines) if ITEM_TABLE.fullmatch(line.text)), None)
    if table is None:
        return []
    found = [i for i in range(table + 1, len(lines)) if _is_title(lines, i)]
    return [_title(lines, i) for i in found]


def _title(lines: Sequence[Line], index: int) -> Heading:
    line = lines[index]
    mark = DOCUMENTS_MARK.search(line.text) or re.search(r"(?<=\S) Minutes:", line.text)
    tail = TITLE_TAIL.search(line.text[: mark.start()]) if mark else None
    flat_tail = re.search(r"\bPDF\s+\d+\s*[KM]B", line.text) if mark else None
    cut = flat_tail or tail or mark
    if mark is None or cut is None:
        return Heading(None, None, ((line.start, line.end),), None, index, index + 1)
    end = line.start + len(line.text[: cut.start()].rstrip())
    return Heading(None, None, ((line.start, end),), (end, line.end), index, index + 1)


def _is_title(lines: Sequence[Line], index: int) -> bool:
    """Whether a line heads an item: a link to a paper or a row of the table says so, else its shape."""
    line = lines[index]
    text = ROW_END.sub("", line.text)
    if TITLE_TAIL.search(text):
        return True
    if FLAT_ROW.search(text) and not DOCUMENTS_MARK.match(text):
        return True
    follows = lines[index + 1] if index + 1 < len(lines) else None
    if follows is not None and DOCUMENTS_MARK.fullmatch(follows.text):
        return not _VERB.search(text)
    return line.gap > 0 and follows is not None and follows.gap > 0 and _looks_like_title(text)


def _looks_like_title(text: str) -> bool:
    """A short phrase with a capital and no verb that says something happened."""
    words = text.split()
    if not text[0].isupper() or _is_mark(text) or text[-1] in ":;,?!" or text.startswith("That "):
        return False
    if len(words) > (16 if text.endswith(".") else _LONGEST_TITLE) or re.search(r"[.;] [A-Z]", text):
        return False
    return not _VERB.search(text) and not TRUNCATION.search(text)


def _is_mark(text: str) -> bool:
    return bool(
        FURNITURE.fullmatch(text)
        or MINUTES_MARK.match(text)
        or DOCUMENTS_MARK.match(text)
        or _is_outcome_mark(text)
        or LABEL.match(text)
        or BULLET.match(text)
        or QUOTED_LABEL.match(text)
    )


def _is_outcome_mark(text: str) -> bool:
    found = OUTCOME_MARK.match(text)
    return found is not None and (found.end() == len(text) or bool(found["colon"]))


# --- the page of one item -------------------------------------------------------------------------------------------


def _single(lines: Sequence[Line]) -> Heading:
    """The one item of a page: under "Agenda item" its title stands first; else it has none."""
    for index, line in enumerate(lines[:3]):
        if re.fullmatch(r"agenda item|issue details|decision details", line.text, re.IGNORECASE) and index + 1 < len(
            lines
        ):
            title = lines[index + 1]
            return Heading(None, None, ((title.start, title.end),), None, index + 1, index + 2)
    return Heading(None, None, (), None, 0, 0)
