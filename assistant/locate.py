"""Where words stand in a record: exact but for quotes, dashes, case, white space and emphasis, by a map of offsets."""

from __future__ import annotations

import re
import unicodedata

_SAME = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'", "′": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    }
)  # fmt: skip
_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")

FEWEST_WORDS = 2
FEWEST_CHARACTERS = 5
"""A shorter quote ("no") stands in any text and proves nothing."""


def locate(text: str, quote: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
    """The offsets of a quote in a text, between ``start`` and ``end``; None where it does not stand there.

    Quotation marks, dashes, case, white space and marks of emphasis (*) may differ; nothing else may, and no word may
    be cut in two. What is between the offsets is always the text's own words.
    """
    wanted = fold(quote)[0].strip()
    if not is_enough(wanted):
        return None
    folded, at = fold(text[start:end])
    found = folded.find(wanted)
    while found >= 0:
        stop = found + len(wanted)
        if _whole(folded, found, stop):
            return start + at[found], start + at[stop - 1] + 1
        found = folded.find(wanted, found + 1)
    return None


def is_enough(quote: str) -> bool:
    """Whether words are enough to prove anything by standing in a text."""
    words = fold(quote)[0].strip()
    return len(words) >= FEWEST_CHARACTERS and len(words.split()) >= FEWEST_WORDS


def fold(text: str) -> tuple[str, list[int]]:
    """A text with one form of quote, dash, case and space, and where each of its characters came from."""
    folded: list[str] = []
    at: list[int] = []
    for index, character in enumerate(text):
        if character in _UNSEEN:
            continue
        if character.isspace() or character == "*":  # a mark of emphasis parts words no more than a space does
            if folded and folded[-1] != " ":
                folded.append(" ")
                at.append(index)
            continue
        for plain in unicodedata.normalize("NFKC", character).translate(_SAME).casefold():
            folded.append(plain if not plain.isspace() else " ")
            at.append(index)
    return "".join(folded), at


def states(text: str, form: str) -> bool:
    """Whether a folded text holds a form of a fact: from a word's start, a number to its end."""
    wanted = fold(form)[0].strip()
    end = r"(?![\d])" if wanted[-1:].isdigit() else ""
    return re.search(rf"(?<![^\W_]){re.escape(wanted)}{end}", text) is not None


def _whole(folded: str, start: int, stop: int) -> bool:
    """Whether the stretch begins and ends with whole words."""
    before, after = folded[start - 1 : start], folded[stop : stop + 1]
    cut_before = before.isalnum() and folded[start].isalnum()
    cut_after = after.isalnum() and folded[stop - 1].isalnum()
    return not cut_before and not cut_after
