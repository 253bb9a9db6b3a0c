"""The pages of a PDF → rows: paragraphs whole, headings that stand in the margin before the text beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.readers.pdf_lines import Page, Printed, Run, furniture, printed
from ingest.readers.rows import Row

_LABELLED = re.compile(r"(?:[•·▪◦‣●○\uf0b7\uf0a7o–-]|\(?(?:\d{1,4}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,6})[.)])\s")
_STOPS = (".", "!", "?", ":", ";", ".”", ".’", '."', ".)")
_HYPHEN = re.compile(r"\w-$")
_WORD = re.compile(r"[A-Za-z]{3,}")
_MARGIN = 60.0  # points that a heading in the margin stands out before the text


@dataclass(slots=True)
class _Block:
    """A paragraph being put together."""

    lines: list[Printed]
    gap: bool
    column: int
    parts: list[str] = field(default_factory=list)
    length: int = 0
    pages: list[int] = field(default_factory=list)


def rows(pages: Sequence[Page]) -> list[Row]:
    """What is printed on some pages, in the order in which it is read; running heads and page numbers are left out."""
    dropped = furniture(pages)
    kept = [[run for run in page.runs if run not in gone] for page, gone in zip(pages, dropped, strict=True)]
    body = _body_left(kept)
    columns: list[list[list[Printed]]] = []
    for number, runs in enumerate(kept):
        margin = [run for run in runs if body and run.right <= body + 2 and run.left < body - _MARGIN]
        margin = margin if any(_WORD.search(run.text) for run in margin) else []
        aside = set(margin)
        beside = [run for run in runs if run not in aside]
        columns.append([printed(margin, number), printed(beside, number)])
    widest = max((page.width for page in pages), default=0.0)
    right = max(_right_edge([line for page in columns for line in page[1]]), 0.75 * widest)
    pitch = _pitch([page[1] for page in columns])
    blocks: list[_Block] = []
    for page in columns:
        blocks += _page_blocks(page, right, pitch)
    return _joined(blocks, right)


# --- columns --------------------------------------------------------------------------------------------------------


def _body_left(pages: Sequence[Sequence[Run]]) -> float | None:
    """Where the text begins, if headings stand in a narrow column before it. None: they do not."""
    weight: Counter[int] = Counter()
    for runs in pages:
        for run in runs:
            if len(run.text) >= 25:
                weight[round(run.left)] += len(run.text)
    total = sum(len(run.text) for runs in pages for run in runs)
    if not weight:
        return None
    body, most = max(weight.items(), key=lambda entry: (entry[1], -entry[0]))
    before = [run for runs in pages for run in runs if run.right <= body + 2 and run.left < body - _MARGIN]
    words = sum(bool(_WORD.search(run.text)) for run in before)
    crossing = sum(len(run.text) for runs in pages for run in runs if run.left < body - 12 and run.right > body + 20)
    return float(body) if words >= 3 and most > 0.3 * total and crossing < 0.15 * total else None


def _right_edge(lines: Sequence[Printed]) -> float:
    """Where lines of running text end."""
    ends = sorted(line.right for line in lines if len(line.text) >= 25)
    return ends[int(0.95 * (len(ends) - 1))] if ends else 0.0


def _pitch(pages: Sequence[Sequence[Printed]]) -> float:
    """How far apart the lines of one paragraph stand."""
    steps = sorted(
        after.top - before.top
        for lines in pages
        for before, after in pairwise(lines)
        if after.top - before.top > 0.7 * before.height
    )
    return steps[int(0.3 * (len(steps) - 1))] if steps else 14.0


# --- paragraphs -----------------------------------------------------------------------------------------------------


def _page_blocks(columns: Sequence[Sequence[Printed]], right: float, pitch: float) -> list[_Block]:
    """The paragraphs of a page; those in the margin stand before those that begin beside or below them."""
    margin, body = columns
    narrow = max((line.right for line in margin), default=0.0)
    aside = _blocks(margin, narrow, pitch, column=0)
    beside = _blocks(body, right, pitch, column=1)
    merged: list[_Block] = []
    for block in beside:
        while aside and aside[0].lines[0].top <= block.lines[0].top + 0.6 * block.lines[0].height:
            merged.append(aside.pop(0))
            block.gap = True
        merged.append(block)
    return merged + aside


def _blocks(lines: Sequence[Printed], right: float, pitch: float, column: int) -> list[_Block]:
    blocks: list[_Block] = []
    for line in lines:
        last = blocks[-1].lines[-1] if blocks else None
        gap = last is None or line.top - last.top > 1.25 * max(pitch, 0.8 * last.height)
        if column == 0 and last is not None and not gap:
            blocks[-1].lines.append(line)  # a heading in the margin is broken wherever its column ends
        elif last is not None and not gap and _goes_on(blocks[-1], line, right):
            blocks[-1].lines.append(line)
        else:
            blocks.append(_Block([line], gap, column))
    return blocks


def _goes_on(block: _Block, line: Printed, right: float) -> bool:
    """Whether a line is the next of a paragraph: its first word had no room on the line before."""
    last = block.lines[-1]
    if " | " in last.text or " | " in line.text or line.bold != last.bold:
        return False
    if last.right + 0.25 * last.height + line.first_word < right - 1 and not _breaks_off(last, line, right):
        return False
    labelled = bool(_LABELLED.match(line.text + " "))
    if len(block.lines) > 1 and abs(line.left - last.left) > 4:
        return False
    return not labelled or (line.left > block.lines[0].left + 4 and abs(line.left - last.left) <= 4)


def _breaks_off(last: Printed, line: Printed, right: float) -> bool:
    """Whether a line ends in mid-sentence though a short word more had fitted, as in text set ragged."""
    if last.text.endswith(_STOPS) or line.text.startswith("("):
        return False
    return last.right - last.left > (0.7 if line.text[:1].islower() else 0.85) * (right - last.left)


def _joined(blocks: Sequence[_Block], right: float) -> list[Row]:
    """Rows out of the paragraphs of all pages; one that a page break cuts is made whole."""
    made: list[_Block] = []
    page = 0
    for block in blocks:
        turn = block.lines[0].page - page
        open_one = next((b for b in reversed(made) if b.column == block.column), None) if turn == 1 else None
        last_of_page = bool(made) and open_one is made[-1]
        if open_one is not None and last_of_page and _cut_by_page(open_one, block, right):
            _add(open_one, block.lines, turn)
        else:
            fresh = _Block([], block.gap or turn > 0, block.column)
            _add(fresh, block.lines, turn)
            made.append(fresh)
        page = block.lines[-1].page
    return [Row("".join(b.parts), b.gap, all(line.bold for line in b.lines), tuple(b.pages)) for b in made]


def _cut_by_page(block: _Block, after: _Block, right: float) -> bool:
    """Whether a paragraph goes on over the page: it breaks off in mid-sentence."""
    last, line = block.lines[-1], after.lines[0]
    if last.text.endswith(_STOPS) or _LABELLED.match(line.text + " ") or last.bold != line.bold:
        return False
    full = last.right + 0.25 * last.height + line.first_word >= right - 1
    return full or line.text[:1].islower()


def _add(block: _Block, lines: Sequence[Printed], turns: int) -> None:
    """Lines put behind a paragraph; a hyphen at the end of a line stays as it is printed."""
    for line in lines:
        if block.parts:
            block.parts.append("" if _HYPHEN.search(block.parts[-1][-2:]) else " ")
            block.length += len(block.parts[-1])
        block.pages += [block.length] * turns
        turns = 0
        block.parts.append(line.text)
        block.length += len(line.text)
        block.lines.append(line)
