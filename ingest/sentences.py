"""A paragraph → its sentences, by offset; the smallest thing that is quoted."""

from __future__ import annotations

import re

# A full stop after these ends no sentence.
_SHORTENED = re.compile(r"(?:mrs?|ms|miss|dr|cllrs?|prof|revd?|hon|st|sgt|supt|insp|capt|e\.?g|i\.?e|nos?)")
# Ends of sentence: a stop with closing quotes or brackets, then white space.
_STOP = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’)\]]*(?=\s)")
_LONGEST_SHORTENED = 12  # characters, with room: a longer word before a stop is neither shortened nor an initial
_WORD_BEFORE = re.compile(r"[^\s(\[‘’“\"']+$")
_MAY_BEGIN = re.compile(r"\s+[\"'“‘(\[•£]*[A-Z0-9£]")


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text start and end, white space around them left out.

    A sentence ends at ". ", "! " or "? " before a capital or a figure, unless a shortened word ("Cllr. Boyles",
    "e.g. the panel"), an initial ("J. Smith") or a number within a time or amount stands before the stop.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, stop, start):
            _add(found, text, start, stop.end())
            start = stop.end()
    _add(found, text, start, len(text))
    return found


def _ends_sentence(text: str, stop: re.Match[str], start: int) -> bool:
    if not _MAY_BEGIN.match(text, stop.end()):
        return False
    if stop.group()[0] != ".":
        return True
    before = _WORD_BEFORE.search(text, max(start, stop.start() - _LONGEST_SHORTENED), stop.start())
    word = before.group() if before else ""
    is_initial = len(word) == 1 and word.isupper() and word != "I"
    return not is_initial and not _SHORTENED.fullmatch(word.casefold())


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if piece.strip():
        lead = len(piece) - len(piece.lstrip())
        found.append((start + lead, start + len(piece.rstrip())))
