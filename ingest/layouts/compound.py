"""Items by numbers of two parts, one of which counts: "65/08 WORK PROGRAMME", "AM23/01 Apologies", "2023/45."."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ingest.layouts.dates import DATE
from ingest.layouts.headings import Heading, Headings, Span, Style
from ingest.layouts.numbered import longest_chain
from ingest.layouts.titles import continues_title, split_run_in
from ingest.readers.lines import Line

_NUMBER = re.compile(
    r"(?:(?i:item|minute)(?: no\.?)? )?(?P<number>(?P<first>[A-Z]{0,8}[ .-]?\d{0,4})[/](?P<second>[A-Z]{0,8}\d{1,4}(?:[/-]\d{2,4})?))"
    r"[.):]?(?:\s+[–—-])?(?:\s+(?P<rest>\S.*))?"
)
_TRAILING_DIGITS = re.compile(r"(?P<before>.*?)(?P<count>\d{1,4})")
_FEWEST = 3  # headings that prove the style; of titles in capitals, or alone on their line, two do

Found = tuple[int, re.Match[str]]


def compound(lines: Sequence[Line]) -> Headings | None:
    """The items of a record that numbers of two parts head; None where it has none."""
    series: defaultdict[tuple[str, str], list[tuple[int, Found]]] = defaultdict(list)
    for index, line in enumerate(lines):
        found = _NUMBER.fullmatch(line.text)
        if found and not DATE.match(line.text) and _heads(lines, index, found):
            for name, count in _counts(found):
                series[name].append((count, (index, found)))
    chain = max((_chain(counted) for counted in series.values()), key=len, default=[])
    if len(chain) < _FEWEST and not (len(chain) > 1 and all((found["rest"] or "A").isupper() for _, found in chain)):
        return None
    others = {index for index, _ in chain}
    return Headings(Style.RUN_IN, tuple(_heading(lines, index, found, others) for index, found in chain))


def _heads(lines: Sequence[Line], index: int, found: re.Match[str]) -> bool:
    """Whether a title stands behind a number, or alone on the next line."""
    rest = found["rest"]
    if rest is None:
        return index + 1 < len(lines) and lines[index + 1].text[0].isupper()
    return (rest[0].isupper() or not rest[0].isalnum()) and split_run_in(rest)[0] > 0


def _counts(found: re.Match[str]) -> Iterator[tuple[tuple[str, str], int]]:
    """What a number may count in: the part that stays the same, and the one that counts ("65/08" counts 65 in 08)."""
    first, second = _TRAILING_DIGITS.fullmatch(found["first"]), _TRAILING_DIGITS.fullmatch(found["second"])
    if first:
        yield (first["before"], "/" + found["second"]), int(first["count"])
    if second:
        yield (found["first"] + "/", second["before"]), int(second["count"])


def _chain(counted: Sequence[tuple[int, Found]]) -> list[Found]:
    """The headings whose numbers go on by one, or by a few where items were left out."""
    by_line = {index: (index, found) for _, (index, found) in counted}
    return [by_line[index] for index, _ in longest_chain((index, count) for count, (index, _) in counted)]


def _heading(lines: Sequence[Line], index: int, found: re.Match[str], others: set[int]) -> Heading:
    line = lines[index]
    number_span = (line.start + found.start("number"), line.start + found.end("number"))
    if found["rest"] is None:
        title = lines[index + 1]
        return Heading(found["number"], number_span, ((title.start, title.end),), None, index, index + 2)
    begin = line.start + found.start("rest")
    length, rest_at = split_run_in(found["rest"])
    spans: list[Span] = [(begin, begin + length)]
    if rest_at is not None:
        return Heading(found["number"], number_span, tuple(spans), (begin + rest_at, line.end), index, index + 1)
    stop = index + 1
    while stop < len(lines) and stop not in others and lines[stop].gap == 0 and continues_title(lines, stop):
        spans.append((lines[stop].start, lines[stop].end))
        stop += 1
    return Heading(found["number"], number_span, tuple(spans), None, index, stop)
