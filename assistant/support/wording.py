"""A text as words that know their meaning, their clause, and whether they are denied, wished for or done."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise

from assistant.support.cues import ADDS, BREAKS, DENIES, NEEDS, OBLIGES, THAT, Mood, Reach, cues, goes_on
from assistant.terms import content_words, stem

_TOKEN = re.compile(r"[£$]?\d[\d,.:/]*\d(?:%|st|nd|rd|th|[km]\b)?|[£$]?\d%?|[^\W\d_]+(?:['’][^\W\d_]+)*|[;:.,()–!?]")
_ENDS = re.compile(r"[.;!?](?!\d)")
_TURN = re.compile(r"[.;!?](?!\d)|\b(?:but|however|although|while|whereas)\b|,\s+and\b", re.IGNORECASE)
_MAIN = re.compile(r",|\bthen\b", re.IGNORECASE)
_REACH = 9  # words that a denial covers


@dataclass(frozen=True, slots=True)
class Word:
    """A word that carries meaning."""

    text: str
    meaning: str  # the stem that stands for it and the words used in its place
    start: int
    clause: int
    is_denied: bool
    mood: Mood

    @property
    def is_name(self) -> bool:
        """Whether it is written with a capital."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Denial:
    """A word that denies, and the meanings it denies, nearest first."""

    start: int
    clause: int
    meanings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worded:
    """The words of a text that carry meaning, where its clauses stand, and what it denies."""

    text: str
    words: tuple[Word, ...]
    clauses: tuple[tuple[int, int], ...]
    denials: tuple[Denial, ...]
    is_obliging: bool
    is_needing: bool

    def meanings(self) -> frozenset[str]:
        """What its words mean."""
        return frozenset(word.meaning for word in self.words)

    def of_clause(self, clause: int) -> tuple[Word, ...]:
        """The words of one clause."""
        return tuple(word for word in self.words if word.clause == clause)


@functools.lru_cache(maxsize=512)
def worded(text: str) -> Worded:
    """A text as its words."""
    clauses = _clauses(text)
    words: list[Word] = []
    denials: list[Denial] = []
    conditions = list(_conditions(text))
    carried: tuple[Mood, ...] = ()  # what is said of a clause and those that go on with it
    was_denied = False
    for number, (start, end) in enumerate(clauses):
        own = list(cues(text, start, end))
        inherited = carried if goes_on(text, start) or ADDS.match(text, start) else ()
        covered = [(0, mood) for mood in inherited]
        covered += [(since, mood) for since, until, mood in conditions if since < end and start < until]
        covered += [(cue.start if cue.reach is Reach.ON else 0, cue.mood) for cue in own]
        denied = [found.start() for found in DENIES.finditer(text, start, end)]
        if was_denied and THAT.match(text, start):
            denied.append(start)
        found = [_word(match, number, denied, covered) for match in _TOKEN.finditer(text, start, end) if _counts(match)]
        for denial in denied:
            meanings = [word.meaning for word in found if word.start > denial]
            denials.append(Denial(denial, number, tuple(meanings[:_REACH])))
        carried = (
            *inherited,
            *(cue.mood for cue in own if cue.carries or _adds_next(text, end)),
        )
        was_denied = bool(denied)
        words += found
    return Worded(text, tuple(words), clauses, tuple(denials), bool(OBLIGES.search(text)), bool(NEEDS.search(text)))


def _conditions(text: str) -> Iterator[tuple[int, int, Mood]]:
    """What stands under a condition: what follows it ("if …, then …"), or else what it ends ("… if …"), up to a turn."""
    for cue in cues(text, 0, len(text)):
        if cue.reach is Reach.SENTENCE:
            stop = _ENDS.search(text, cue.start)
            until = stop.start() if stop else len(text)
            turns = [found.end() for found in _TURN.finditer(text, 0, cue.start)]
            is_first = bool(_MAIN.search(text, cue.start, until))
            yield (cue.start if is_first else max(turns, default=0)), until, cue.mood


def _adds_next(text: str, end: int) -> bool:
    """Whether the next clause only adds to its own ("…, with a report to follow")."""
    return bool(ADDS.match(text, end))


def _clauses(text: str) -> tuple[tuple[int, int], ...]:
    """Where the clauses of a text stand; each joining word begins the one it joins."""
    starts = [0]
    for found in BREAKS.finditer(text):
        joins_nouns = _AND.match(found.group()) and not _HAS_VERB.search(text, starts[-1], found.start())
        if found.start() and not joins_nouns:  # "Leeds and Devon were planned" is one clause
            starts.append(found.start())
    return tuple(
        (start, end) for start, end in pairwise((*starts, len(text))) if any(map(str.isalnum, text[start:end]))
    )


_AND = re.compile(r",?\s+(?:and|or)\b", re.IGNORECASE)
_HAS_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|may|might|could|can|should|must|did|does|\w{3,}ed|said|told|felt|gave|took|held|made)\b",
    re.IGNORECASE,
)


def _counts(token: re.Match[str]) -> bool:
    return (token.group()[0].isalnum() or token.group()[0] in "£$") and bool(content_words(token.group()))


def _word(token: re.Match[str], clause: int, denied: list[int], covered: list[tuple[int, Mood]]) -> Word:
    at = token.start()
    mood = min((mood for since, mood in covered if since <= at), default=Mood.SO)
    is_denied = any(denial <= at for denial in denied)
    return Word(token.group(), meaning(token.group()), at, clause, is_denied, mood)


@functools.lru_cache(maxsize=50_000)
def meaning(word: str) -> str:
    """The stem that stands for a word and for those used in its place."""
    plain = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")
    stemmed = stem(plain)
    groups = _groups()
    return groups.get(plain) or groups.get(stemmed) or stemmed


@functools.cache
def _groups() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _lines("same_meaning.txt"):
        first, *_ = names = line.split()
        for name in names:
            found.setdefault(name, stem(first))
            found.setdefault(stem(name), stem(first))
    return found


@functools.cache
def opposites() -> dict[str, frozenset[str]]:
    """For each word, as it is written and as it is stemmed, those that say the contrary."""
    found: dict[str, set[str]] = {}
    for line in _lines("opposites.txt"):
        ones, others = (side.split() for side in line.split("="))
        for mine, theirs in ((ones, others), (others, ones)):
            for word in mine:
                for form in (word, stem(word), meaning(word)):
                    found.setdefault(form, set()).update((*theirs, *map(stem, theirs), *map(meaning, theirs)))
    return {word: frozenset(others) for word, others in found.items()}


def _lines(name: str) -> Iterator[str]:
    text = resources.files("assistant.support").joinpath(name).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
