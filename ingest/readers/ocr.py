"""The picture of a page → its words with their places, through tesseract where it is installed; the one door to it."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ingest.readers.pdf_lines import Run

_SECONDS_A_PAGE = 90
_SIZE = re.compile(rb"P5 (\d+) (\d+) 255\n")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as tesseract tells of it, with its place in dots."""

    text: str
    left: int
    top: int
    right: int
    bottom: int


def tesseract() -> str | None:
    """Where tesseract is, if it is installed."""
    return shutil.which("tesseract")


def recognised(picture: bytes, width: float, command: str) -> tuple[Run, ...]:
    """The words on a picture (a grey PNM) of a page ``width`` points wide, with their places on the page.

    There are none where tesseract finds none, fails or takes too long: the page is then told of as one without text.
    """
    size = _SIZE.match(picture)
    if size is None:
        return ()
    try:
        done = subprocess.run(  # noqa: S603  # found on the path; what it reads is a picture that we drew
            [command, "stdin", "stdout", "--dpi", "300", "tsv"],
            input=picture,
            capture_output=True,
            timeout=_SECONDS_A_PAGE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    points = width / int(size[1])
    lines = _lines(done.stdout.decode("utf-8", "replace"))
    return tuple(run for line in lines for run in _runs(line, points))


def _lines(told: str) -> Iterator[list[_Word]]:
    """The words of each line, from left to right."""
    rows = csv.DictReader(told.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = (row for row in rows if row["level"] == "5" and row["text"].strip())
    for _, line in groupby(words, key=lambda row: (row["block_num"], row["par_num"], row["line_num"])):
        yield [_word(row) for row in line]


def _word(row: dict[str, str]) -> _Word:
    left, top = int(row["left"]), int(row["top"])
    return _Word(row["text"].strip(), left, top, left + int(row["width"]), top + int(row["height"]))


def _runs(line: Sequence[_Word], points: float) -> Iterator[Run]:
    """Words of a line that stand beside each other, as one run; ``points`` is how wide a dot is."""
    top, bottom = min(word.top for word in line), max(word.bottom for word in line)
    room = 1.2 * (bottom - top)
    apart = [n for n, (word, after) in enumerate(pairwise(line), start=1) if after.left - word.right > room]
    for first, last in pairwise([0, *apart, len(line)]):
        words = line[first:last]
        text = " ".join(word.text for word in words)
        left, right = words[0].left * points, words[-1].right * points
        yield Run(text, left, top * points, right, bottom * points, bold=False)
