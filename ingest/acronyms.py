"""Acronyms as a text itself spells them out: "Children in Need (CIN)", "CIN (Children in Need)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.records import fold_spaces

_LETTERS = r"[A-Z][A-Za-z&]{0,8}[A-Z]s?"
_BEHIND = re.compile(rf"\(\s?[\"'“‘]?(?P<acronym>{_LETTERS})[\"'”’]?\s?\)")
_BEFORE = re.compile(rf"\b(?P<acronym>{_LETTERS})\s\((?P<words>[A-Z][^()]{{6,90}})\)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_JOINS = frozenset(["of", "and", "for", "the", "in", "to", "on", "with", "a", "an", "at", "by"])
_BREAK = re.compile(r"[.;:!?()\n]")
_MOST_JOINS = 3  # joining words within the spelling, beyond a word for each letter


@dataclass(frozen=True, slots=True)
class Spelled:
    """An acronym and the words that a text gives for it; the words with the acronym stand from ``start`` to ``end``."""

    acronym: str  # without the s of a plural
    words: str
    start: int
    end: int


def spelled_out(text: str) -> Iterator[Spelled]:
    """The acronyms that a text spells out: the first letters of the words beside them are theirs, in order."""
    for found in _BEHIND.finditer(text):
        acronym = _singular(found["acronym"])
        before = list(_WORD.finditer(text, max(0, found.start() - 150), found.start()))
        first = _first_word(before, acronym, text, found.start())
        if first is not None:
            yield Spelled(acronym, fold_spaces(text[first : found.start()]), first, found.end())
    for found in _BEFORE.finditer(text):
        acronym, words = _singular(found["acronym"]), fold_spaces(found["words"])
        if _fits([word.group() for word in _WORD.finditer(words)], acronym):
            yield Spelled(acronym, words, *found.span())


def _singular(acronym: str) -> str:
    return acronym[:-1] if acronym.endswith("s") and acronym[:-1].isupper() else acronym


def _first_word(before: Sequence[re.Match[str]], acronym: str, text: str, end: int) -> int | None:
    """Where the fewest words begin that the letters fit and nothing but spaces and joining marks stands between."""
    letters = sum(letter.isalpha() for letter in acronym)
    for many in range(2, min(len(before), letters + _MOST_JOINS) + 1):
        words = before[-many:]
        if _BREAK.search(text[words[0].start() : end].rstrip()):
            return None
        if _fits([word.group() for word in words], acronym):
            return words[0].start()
    return None


def _fits(words: Sequence[str], acronym: str) -> bool:
    """Whether each word gives the next letter, but for joining words, which may also give none."""
    letters = [letter.casefold() for letter in acronym if letter.isalpha()]
    if len(words) < 2 or not words or words[0].casefold() in _JOINS:
        return False
    at = 0
    for word in words:
        if at < len(letters) and word[0].casefold() == letters[at]:
            at += 1
        elif word.casefold() not in _JOINS:
            return False
    return at == len(letters)
