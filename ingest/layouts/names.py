"""What a name of a council's body looks like, and how one printed in capitals is written elsewhere."""

from __future__ import annotations

import re

_BODY = re.compile(
    r"\b(?:committee|sub-?committee|panel|board|commission|cabinet|council|executive|forum|group|authority|assembly"
    r"|partnership|conference|district|SPC)\b",
    re.IGNORECASE,
)
_SMALL = frozenset(["of", "and", "the", "for", "to", "in", "on", "at", "upon", "with"])
_SHORT = re.compile(r"(?:SPC|JPC|MS|UK|II|III|IV)")


def is_body(name: str) -> bool:
    """Whether a name has the word for a body in it: committee, panel, council, district …"""
    return bool(_BODY.search(name))


def in_capitals(name: str) -> str:
    """A name printed in capitals, as it is written elsewhere: "CORPORATE PARENTING PANEL" -> "Corporate Parenting Panel"."""
    letters = [letter for letter in name if letter.isalpha()]
    if len(name) < 5 or sum(letter.isupper() for letter in letters) < 0.9 * len(letters):
        return name
    words = [_word(word) for word in name.split()]
    return " ".join([_first(words[0]), *words[1:]])


def _word(word: str) -> str:
    if _SHORT.fullmatch(word):
        return word
    small = word.casefold()
    if small.strip(",") in _SMALL:
        return small
    return re.sub(r"(^|[-/(“‘])([^\W\d_])", lambda m: m.group(1) + m.group(2).upper(), small)


def _first(word: str) -> str:
    return word[:1].upper() + word[1:]
