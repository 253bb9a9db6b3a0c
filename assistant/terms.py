"""The words of a question or a sentence that carry its meaning, in a form that compares."""

from __future__ import annotations

import functools
import re

import snowballstemmer

_WORD = re.compile(r"[£$]?\d[\d,.]*\d%?|[£$]?\d%?|[^\W\d_]+(?:['’][^\W\d_]+)*", re.UNICODE)

_COMMON = frozenset(
    "a about above after again against all also am an and any anyone anything are as asked at be because been before being"
    " between both but by can can't could couldn't did didn't do does doesn't doing don't down during each ever every exactly few for"
    " from further get gets getting give given go going got had has hasn't have haven't having he her here hers him his how i i'm"
    " if in into is isn't it it's its itself just kind know later let lot make many may me might mine more most much must my no nor"
    " not now of off on once one only or other our ours out over own per please put quite really said same say says she should"
    " so some something such tell than that that's the their theirs them then there there's these they thing things this those"
    " through to too told under until up upon us use very was wasn't way we well were weren't what what's when where whether"
    " which while who who's whom whose why will with won't would wouldn't yes yet you your yours"
    " v vs versus e.g eg ie etc mr mrs ms".split()
)
"""Words that stand in every text and tell none from another."""

_ASKING = frozenset(
    "minutes meeting meetings committee committees panel panels commission council councils councillor councillors item items"
    " discussed discuss mentioned mention happen happened details detail information outcome summary summarise brief gist"
    " anything decide decided list explain describe compare compared difference currently year years time date".split()
)
"""Words in which questions are put; they weigh little, for they seldom stand where the answer does."""


def words(text: str) -> list[str]:
    """Every word and number of a text, in lower case, apostrophes straightened and possessives cut."""
    found = (match.group().casefold().replace("’", "'").strip(".,") for match in _WORD.finditer(text))
    return [word.removesuffix("'s").removesuffix("'") for word in found if word]


def content_words(text: str) -> list[str]:
    """The words that carry the meaning of a text, each once, in order."""
    return [word for word in dict.fromkeys(words(text)) if word not in _COMMON]


def is_asking(word: str) -> bool:
    """Whether a word is one that questions are put in ("discussed", "details")."""
    return word in _ASKING


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
