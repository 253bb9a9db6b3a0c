"""The words of a question or a sentence that carry its meaning, in a form that compares."""

from __future__ import annotations

import calendar
import functools
import re
from importlib import resources

import snowballstemmer

_WORD = re.compile(r"[£$]?\d[\d,.]*\d%?|[£$]?\d%?|[^\W\d_]+(?:['’][^\W\d_]+)*", re.UNICODE)

NO_NAMES = frozenset(name.casefold() for name in (*calendar.month_name, *calendar.day_name) if name) | {"sept", "cllr"}
"""Words with a capital that name nobody."""


@functools.cache
def _listed(name: str) -> frozenset[str]:
    """The words of a file beside this one; lines that begin with # say what it is."""
    text = resources.files("assistant").joinpath(name).read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def words(text: str) -> list[str]:
    """Every word and number of a text, in lower case, apostrophes straightened and possessives cut."""
    found = (match.group().casefold().replace("’", "'").strip(".,") for match in _WORD.finditer(text))
    return [word.removesuffix("'s").removesuffix("'") for word in found if word]


def content_words(text: str) -> list[str]:
    """The words that carry the meaning of a text, each once, in order."""
    return [word for word in dict.fromkeys(words(text)) if word not in _listed("common_words.txt")]


def is_asking(word: str) -> bool:
    """Whether a word is one that questions are put in ("discussed", "details")."""
    return word in _listed("asking_words.txt")


@functools.lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word without its ending, by Porter's method: "stability" -> "stabil"; numbers as they are."""
    return str(_stemmer().stemWord(word)) if word.isalpha() else word.replace(",", "")


def stems(text: str) -> set[str]:
    """The stems of a text's words that carry meaning."""
    return {stem(word) for word in content_words(text)}


@functools.cache
def _stemmer() -> snowballstemmer.porter_stemmer.PorterStemmer:
    return snowballstemmer.stemmer("porter")
