"""What a question calls by its acronym or by its whole name, in the other form: as the records spell it out."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from assistant.terms import stem, words
from ingest.store import Scope, SpelledOut

_MOST = 6  # other names


def known_as(text: str, spelled: Iterable[SpelledOut], scope: Scope | None) -> tuple[str, ...]:
    """The other names of what a question names: "IRO" as "Independent Reviewing Officer", and the other way round.

    An acronym in small letters counts where the question has no capital at all. What the councils searched spell out
    counts; where none is chosen, what any does.
    """
    here = (one for one in spelled if scope is None or not scope.councils or one.council in scope.councils)
    there = list(dict.fromkeys((one.acronym, one.words) for one in here))
    found: dict[str, str] = {}
    for name in (*_in_full(text, there), *_shortened(text, there)):
        found.setdefault(_stemmed(name), name)
    return tuple(found.values())[:_MOST]


def _in_full(text: str, there: Iterable[tuple[str, str]]) -> Iterator[str]:
    is_small = text == text.casefold()
    said = set(re.findall(r"\w+", text)) | {word.removesuffix("s") for word in re.findall(r"\w+", text)}
    for acronym, name in there:
        if acronym in said or (is_small and acronym.casefold() in said):
            yield name


def _shortened(text: str, there: Iterable[tuple[str, str]]) -> Iterator[str]:
    asked = f" {_stemmed(text)} "
    for acronym, name in there:
        if f" {_stemmed(name)} " in asked:
            yield acronym


@functools.lru_cache(maxsize=5_000)
def _stemmed(text: str) -> str:
    return " ".join(map(stem, words(text)))
