"""A text as words that know their meaning, their clause, and whether they are denied, wished for or done."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from importlib import resources
from itertools import pairwise

from assistant.terms import content_words, stem

_TOKEN = re.compile(r"[£$]?\d[\d,.:/]*\d(?:%|st|nd|rd|th|[km]\b)?|[£$]?\d%?|[^\W\d_]+(?:['’][^\W\d_]+)*|[;:.,()–!?]")
_BREAKS = re.compile(
    r"[;:!?]|\.(?!\d)|\((?=[^)]{25,}\))|(?<=[^(]{25})\)"
    r"|,?\s+(?:but|whereas|whilst|while|although|though|because|however|yet)\b"
    r"|,\s+(?:and|which|who|whose|so|or|with|against|though|including|citing)\b"
    r"|\s+(?:and|or)\s+(?=(?:that|would|will|had|has|have|was|were|is|are|did|could|may|might|should|the|a|an|then|also|it|they"
    r"|he|she|there|its|their|another|both|some|no|not|[a-z]+ed|gave|took|made|sent|held|went|led|met|said|told|sought|felt|saw|put|set|left|kept|came|became|wanted)\b)"
    r"|\s+(?:and|or)\s+(?=(?:[\w’'-]+\s+){1,3}(?:was|were|is|are|had|has|have|would|will|could|may|might)\b)"
    r"|,?\s+(?:as|since|when|where|if|after|before|until|so that)\s+(?=(?:the|these|this|that|they|it|he|she|there|an?|some|other)\b)"
    r"|,\s+(?=(?:it|they|he|she|there|this|these)\b|the \w+ (?:was|were|would|had|has|will|is|are)\b)"
    r"|,\s+(?-i:(?=[A-Z][\w’'-]+ (?:[A-Z][\w’'-]+ )?(?:was|were|would|had|has|will|is|are)\b))"
    r"|\s+with (?=the\b|\d)|\s+[–-]\s+",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not(?! (?:only|least|just)\b)|no(?! (?:doubt|later|one else)\b)|never|none|nor|neither|without|cannot|nobody|nothing"
    r"|hardly|barely|scarcely|unable|unlikely|lack(?:s|ed|ing)? of|rather than|instead of"
    r"|fail(?:s|ed|ing)? to|declin(?:e|es|ed|ing) to|refus(?:e|es|ed|ing)|reject(?:s|ed|ing)?|den(?:y|ies|ied)"
    r"|disagree[sd]?|far from|too \w+ to|stopp?(?:s|ed|ing)? short of|ruled out)\b|n['’]t\b",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\b(?:may(?! (?:19|20)\d\d)|might|could(?! not)|can(?! not)|perhaps|possibl[ey]|possibility|potential(?:ly)?|whether|if|unless|unclear"
    r"|explor(?:e|ed|es|ing)|considering|consideration|under consideration|option(?:s)? (?:to|of)|look(?:ed|ing) (?:at|into|to see)"
    r"|check(?:ed|ing) (?:if|whether|that)|quer(?:ied|ying)|quer(?:y|ies) (?:whether|if|why|as to)|questioned|questioning|wonder(?:s|ed|ing)?|risk (?:that|of)|danger (?:that|of)|appear(?:s|ed)"
    r"|seem(?:s|ed)?)\b",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"\b(?:should|ought|hop(?:e|es|ed|ing|eful)|wish(?:es|ed)?|propos(?:e|es|ed|al|als|ing)|suggest(?:s|ed|ion|ing)?"
    r"|recommend(?:s|ed|ation|ations|ing)?|request(?:ed|ing)|asked (?:for|that|to)|aim(?:ed|ing)|aim (?:was|is|to|of)|ambition|aspir(?:e|ation|ations)"
    r"|want(?:s|ed|ing)?|seek(?:s|ing)?|sought|need(?:s|ed)? to|must|(?<!had )(?:had|has|have) to|(?:important|vital|essential|crucial) (?:to|that|for)|urg(?:e|es|ed|ing)"
    r"|welcom(?:e|es|ed) the idea|call(?:s|ed|ing) for|keen)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|'ll|could not|cannot|(?:is|are|was|were)(?: soon| now| also| still)? to(?! date\b)|(?<!continued )(?<!needed )(?<!need )(?<!deemed )(?<!considered )(?<!them )(?<!had )(?<!has )(?<!have )to be (?:\w+ed|sent|made|held|given|taken)|to take place|expect(?:s|ed|ing|ation)?|anticipat(?:e|es|ed|ing)"
    r"|envisag(?:e|es|ed)|inten(?:d|ds|ded|tion)|plan(?:s|ned|ning)? (?:to|for)|planned|scheduled|due to (?:be|begin|start|open|finish|complete|commence|report|return|take|move)|due (?:for|in|on)"
    r"|going to|prepar(?:e|es|ed|ing) to|set to|looking to|upcoming|forthcoming|promis(?:e|es|ed)|undert(?:ook|akes?) to"
    r"|agreed to|offer(?:s|ed) to|ready to|about to|pledg(?:e|ed))\b",
    re.IGNORECASE,
)
_OBLIGED = re.compile(
    r"\b(?:must|required|requirement|obliged|compulsory|mandatory|had to|has to|have to|statutory)\b", re.IGNORECASE
)
_NEEDED = re.compile(r"\b(?:needs?|needed|necessary|necessarily|essential|obligation|duty|condition)\b", re.IGNORECASE)
_BEFORE_TOO = re.compile(
    r"(?:may|might|could|can|should|ought|must|had to|has to|have to|will|would|shall|'ll|could not|cannot|is to|are to|was to|were to|(?:was|were|is|are) \w+ to|to be \w+|to take place|due .*|planned"
    r"|scheduled|expected|anticipated|needs to|needed to|need to|set to|important to|going to|proposed|suggested|recommended|requested|under consideration)$",
    re.IGNORECASE,
)
"""Cues that colour what stands before them in their clause too: "the audit tool needed to be refined"."""

_GOES_ON = re.compile(r"[,;]?\s*(?:(?:and|or)\s+)?(?:that|whether|if)\b", re.IGNORECASE)
ELLIPTIC = re.compile(
    r",?\s*(?:(?:and|or|but|so)\s+)?(?:(?:also|then|had|has|have|would|will|was|were|is|are|did|could|may|which|who|with)\b|[a-z]+ed\b)",
    re.IGNORECASE,
)  # a clause that goes on with what the one before it is about
_ADDS = re.compile(r",?\s*(?:with|including|citing|against)\b", re.IGNORECASE)
_REACH = 9  # words of a clause that a denial covers


class Mood(IntEnum):
    """How sure a text is that what it tells is so; a claim may not be surer than its quotes."""

    POSSIBLE = 0
    WISHED = 1
    AHEAD = 2
    SO = 3


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
    carried: tuple[tuple[Mood, bool], ...] = ()  # what the clauses before say of those that go on with them
    for number, (start, end) in enumerate(clauses):
        cues = [
            (found.start(), mood, bool(_BEFORE_TOO.search(found.group()))) for found, mood in _cues(text, start, end)
        ]
        covered = [(0 if before else at, mood) for at, mood, before in cues]
        if _GOES_ON.match(text, start) or _ADDS.match(text, start):
            covered += [(0, mood) for mood, is_wide in carried if not is_wide or _ADDS.match(text, start)]
            cues += [(0, mood, is_wide) for mood, is_wide in carried]
        carried = tuple((mood, is_wide) for _, mood, is_wide in cues)
        denied = list(_DENIES.finditer(text, start, end))
        found = [_word(match, number, denied, covered) for match in _TOKEN.finditer(text, start, end) if _counts(match)]
        for denial in denied:
            meanings = [word.meaning for word in found if word.start >= denial.end() - 3]
            denials.append(Denial(denial.start(), number, tuple(meanings[:_REACH])))
        words += found
    return Worded(text, tuple(words), clauses, tuple(denials), bool(_OBLIGED.search(text)), bool(_NEEDED.search(text)))


def _clauses(text: str) -> tuple[tuple[int, int], ...]:
    """Where the clauses of a text stand; each joining word begins the one it joins."""
    starts = [0, *(found.start() for found in _BREAKS.finditer(text) if found.start()), len(text)]
    return tuple((start, end) for start, end in pairwise(starts) if any(map(str.isalnum, text[start:end])))


def _cues(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], Mood]]:
    for pattern, mood in ((_POSSIBLE, Mood.POSSIBLE), (_WISHED, Mood.WISHED), (_AHEAD, Mood.AHEAD)):
        for found in pattern.finditer(text, start, end):
            yield found, mood


def _counts(token: re.Match[str]) -> bool:
    return (token.group()[0].isalnum() or token.group()[0] in "£$") and bool(content_words(token.group()))


def _word(token: re.Match[str], clause: int, denied: list[re.Match[str]], covered: list[tuple[int, Mood]]) -> Word:
    at = token.start()
    mood = min((mood for since, mood in covered if since <= at), default=Mood.SO)
    is_denied = any(denial.start() <= at for denial in denied)
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
                for form in (word, stem(word)):
                    found.setdefault(form, set()).update((*theirs, *map(stem, theirs)))
    return {word: frozenset(others) for word, others in found.items()}


def _lines(name: str) -> Iterator[str]:
    text = resources.files("assistant.support").joinpath(name).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
