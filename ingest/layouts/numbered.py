"""Items by their numbers: alone on a line ("19." / "Question Time."), or before the title ("19 Question Time", "Item 2: …")."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TypeAlias

from ingest.layouts.dates import DATE
from ingest.layouts.headings import Heading, Headings, Span, Style
from ingest.layouts.marks import ITEM_TABLE, LABEL, MINUTES_MARK, TITLE_TAIL
from ingest.layouts.opening import front_stop
from ingest.layouts.titles import NUMBERED, continues_title, is_mark, split_run_in
from ingest.readers.lines import Line

_LONE = re.compile(r"(?P<number>\d{1,4})\.|(?i:item(?:\s+no\.?)?)\s+(?P<of_item>\d{1,3})\s*[.:–-]?")
_FURTHEST = 3  # numbers that may be left out between two items
_NEARLY_WHOLE = 0.9  # of the numbers of items that were taken in another order

Found: TypeAlias = list[tuple[int, int]]  # index of a line, and the number on it


def numbered(lines: Sequence[Line]) -> Headings | None:
    """The items of a record that numbers them; None where it does not.

    One of the two styles is a record's own; single items printed in the other fill the gaps of its sequence.
    """
    alone, run_in = list(_alone(lines)), list(_run_in(lines))
    own = _chain_alone(lines, alone)
    style = Style.NUMBER_ALONE
    before = _chain_run_in(lines, run_in)
    if not own or (len(own) < _FURTHEST and len(before) > 2 * len(own)):
        own, style = before, Style.RUN_IN
    if not own:
        return None
    chain = _filled(own, alone if style is Style.RUN_IN else [at for at in run_in if not _counts(lines[at[0]])])
    at = {index for index, _ in chain}
    lone = {index for index, _ in alone}
    headings = [_heading_alone(lines, i, at) if i in lone else _heading_run_in(lines, i, at) for i, _ in chain]
    return Headings(style, tuple(headings))


def _counts(line: Line) -> bool:
    """Whether the number of a line counts paragraphs, as one before a bracket does."""
    found = NUMBERED.fullmatch(line.text)
    return found is not None and line.text[found.end("number")] == ")"


# --- the sequence ---------------------------------------------------------------------------------------------------


def longest_chain(candidates: Iterable[tuple[int, int]]) -> Found:
    """The longest run of numbers that each follow the last by one; by up to three where items were left out."""
    before: dict[int, int | None] = {}  # of each line in a chain, the one that it follows
    length: dict[int, int] = {}
    ends: dict[int, int] = {}  # of each number, the line that ends the longest chain to it, the first of several
    numbers = dict(candidates)
    for index, number in numbers.items():
        found = [ends[number - step] for step in range(1, _FURTHEST + 1) if number - step in ends]
        last = min(found, key=lambda end: (-length[end], end), default=None)
        before[index], length[index] = last, 1 + (length[last] if last is not None else 0)
        if number not in ends or length[index] > length[ends[number]]:
            ends[number] = index
    at = min(length, key=lambda end: (-length[end], end), default=None)
    chain: Found = []
    while at is not None:
        chain.append((at, numbers[at]))
        at = before[at]
    return chain[::-1]


def _sequence(candidates: Found) -> Found:
    """The candidates that number the items: the longest chain, or more than that taken in another order.

    A meeting takes items before their turn and goes back to others. Then each number stands once, and together they
    are nearly whole.
    """
    chain = longest_chain(candidates)
    times = Counter(number for _, number in candidates)
    once = [(index, number) for index, number in candidates if times[number] == 1]
    numbers = sorted(number for _, number in once)
    last = 0
    for count, number in enumerate(numbers, start=1):
        if count >= _NEARLY_WHOLE * (number - numbers[0] + 1):
            last = number
    any_order = [(index, number) for index, number in once if number <= last]
    return any_order if len(any_order) > max(len(chain), _FURTHEST) else chain


def _filled(chain: Found, others: Found) -> Found:
    """The chain with what of the other style stands where it leaves a number out, or goes on before and behind it."""
    filled: Found = []
    for here, after in zip(chain, [*chain[1:], None], strict=True):
        filled.append(here)
        if after is None and len(chain) < _FURTHEST:
            return filled
        first = bisect_right(others, here[0], key=lambda at: at[0])
        stop = bisect_left(others, after[0], key=lambda at: at[0]) if after else len(others)
        for index, number in islice(others, first, stop):
            if number == filled[-1][1] + 1 and (after is None or number < after[1]):
                filled.append((index, number))
    for index, number in reversed(others):
        if index < filled[0][0] and number == filled[0][1] - 1:
            filled.insert(0, (index, number))
    return filled


# --- a number alone on a line ---------------------------------------------------------------------------------------


def _alone(lines: Sequence[Line]) -> Iterable[tuple[int, int]]:
    for index, line in enumerate(lines[:-1]):
        if found := _LONE.fullmatch(line.text):
            yield index, int(found["number"] or found["of_item"])


def _chain_alone(lines: Sequence[Line], candidates: Found) -> Found:
    chain = _sequence(candidates)
    is_sure = bool(chain) and (
        _has_table(lines) or _has_minutes_behind(lines, chain[0][0]) or chain[0] == (front_stop(lines), 1)
    )
    return chain if len(chain) > 1 or is_sure else []


def _heading_alone(lines: Sequence[Line], index: int, others: set[int]) -> Heading:
    line, title = lines[index], lines[index + 1]
    found = _LONE.fullmatch(line.text)
    number = (found["number"] or found["of_item"]) if found else line.text
    if index + 1 in others or MINUTES_MARK.match(title.text) or _is_label(title.text):
        return Heading(number, (line.start, line.end), (), None, index, index + 1)
    stop = index + 2
    if title.text.isupper():  # it goes on as long as the capitals do
        while stop < len(lines) and stop not in others and _is_in_capitals(lines[stop].text):
            stop += 1
    spans = tuple((lines[at].start, lines[at].end) for at in range(index + 1, stop))
    return Heading(number, (line.start, line.end), spans, None, index, stop)


def _is_label(text: str) -> bool:
    found = LABEL.match(text)
    return found is not None and found.end() == len(text)


def _is_in_capitals(text: str) -> bool:
    return text.isupper() and not is_mark(text) and text[-1] not in ".:;"


def _has_minutes_behind(lines: Sequence[Line], index: int) -> bool:
    """Whether "Minutes:" stands close behind a number: then it heads an item, though it is the only one."""
    return any(MINUTES_MARK.fullmatch(line.text) for line in lines[index + 2 : index + 6])


def _has_table(lines: Sequence[Line]) -> bool:
    return any(ITEM_TABLE.fullmatch(line.text) for line in lines[:60])


# --- a number and a title on one line -------------------------------------------------------------------------------


def _run_in(lines: Sequence[Line]) -> Iterable[tuple[int, int]]:
    for index, line in enumerate(lines):
        found = NUMBERED.fullmatch(line.text)
        if found and (found["item"] or (not DATE.match(line.text) and split_run_in(found["rest"])[0])):
            yield index, int(found["number"])


def _chain_run_in(lines: Sequence[Line], candidates: Found) -> Found:
    chain = _sequence(candidates)
    if len(chain) > 1 or (chain and TITLE_TAIL.search(lines[chain[0][0]].text)):
        return chain
    front = front_stop(lines)  # an only item stands where the front ends
    return [at for at in candidates[:1] if front and at[0] == front and at[1] == 1 and not _counts(lines[front])]


def _heading_run_in(lines: Sequence[Line], index: int, others: set[int]) -> Heading:
    line = lines[index]
    found = NUMBERED.fullmatch(line.text)
    assert found is not None  # noqa: S101  # the caller matched it
    begin = line.start + found.start("rest")
    title_length, rest_at = split_run_in(found["rest"])
    spans: list[Span] = [(begin, begin + (title_length or len(found["rest"])))]
    number_span = (line.start, line.start + len(line.text[: found.start("rest")].rstrip()))
    number = found["number"]
    if rest_at is not None:
        return Heading(number, number_span, tuple(spans), (begin + rest_at, line.end), index, index + 1)
    following = index + 1
    while following < len(lines) and following not in others and continues_title(lines, following):
        spans.append((lines[following].start, lines[following].end))
        following += 1
    return Heading(number, number_span, tuple(spans), None, index, following)
