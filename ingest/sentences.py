"""A paragraph → its sentences, by offset; the smallest thing that is quoted."""

from __future__ import annotations

import re

# A full stop after these ends no sentence. Lower case; without the stop.
_SHORT = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "cllr",
        "cllrs",
        "prof",
        "rev",
        "revd",
        "hon",
        "st",
        "sgt",
        "supt",
        "insp",
        "capt",
        "col",
        "lt",
        "maj",
        "gen",
        "sr",
        "jr",
        "esq",
        "eg",
        "e.g",
        "ie",
        "i.e",
        "etc",
        "cf",
        "viz",
        "vs",
        "no",
        "nos",
        "para",
        "paras",
        "p",
        "pp",
        "sec",
        "s",
        "ss",
        "art",
        "ref",
        "approx",
        "est",
        "dept",
        "tel",
        "ext",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "am",
        "pm",
        "a.m",
        "p.m",
    ]
)
# Ends of sentence: a stop with closing quotes or brackets, then white space.
_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)")
_WORD_BEFORE = re.compile(r"[^\s(\[‘’“\"']+$")
_MAY_BEGIN = re.compile(r"\s+[\"'“‘(\[•£]*[A-Z0-9£]")
_ALWAYS_SHORT = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "cllr",
        "cllrs",
        "prof",
        "rev",
        "revd",
        "hon",
        "st",
        "sgt",
        "supt",
        "insp",
        "capt",
        "eg",
        "e.g",
        "ie",
        "i.e",
        "no",
        "nos",
    ]
)


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
    before = _WORD_BEFORE.search(text, start, stop.start())
    word = before.group().casefold() if before else ""
    if word in _ALWAYS_SHORT or (len(word) == 1 and word.isalpha() and word not in {"i", "a"}):
        return False
    following = text[stop.end() :].lstrip()[:1]
    return word not in _SHORT or following.isupper()


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if piece.strip():
        lead = len(piece) - len(piece.lstrip())
        found.append((start + lead, start + len(piece.rstrip())))
