"""Sentences that open, close or hand over: every item has them, and they say nothing of its matter."""

from __future__ import annotations

import re

_WORDS_ONLY = re.compile(
    r"\bcop(?:y|ies) of (?:the|this|that|which|his|her|their)\b.*\b(?:filed|attached|appended|circulated)\b"
    r"|\b(?:presentation|report|update)s? (?:was|were) (?:well )?(?:received|welcomed|circulated|taken as read)(?: by (?:the )?\w+)?\W*$"
    r"|\b(?:considered|received|noted) (?:a|an|the|this) (?:\w+ ){0,4}?(?:report|presentation|update|briefing|paper)s? (?:of|by|from)\b"
    r"|\b(?:discussion|debate) (?:took place|ensued|followed)\b|\b(?:taken|considered|dealt with) (?:as one item|together)\b"
    r"|\binvited (?:to (?:ask|comment|make)|questions|comments|the (?:committee|panel|commission|board|cabinet|members))\b"
    r"|\bin attendance for (?:this|the) item\b"
    r"|\b(?:submitted|tabled) (?:a|an|the) (?:\w+ ){0,3}?(?:report|paper)\b"
    r"|^\W*(?:image|picture|photo\w*|logo) omitted\W*$|\bmeeting (?:then )?(?:concluded|ended|closed)\W*$"
    r"|\bg[ai]ve (?:the )?(?:highlights|an overview|a summary) (?:from|of) (?:the|this|that|his|her) (?:report|presentation)\W*$"
    r"|\b(?:opened|closed) the (?:meeting|debate|discussion)\b|\bwelcomed (?:everyone|all|those|the members|members|the officers|the representatives)\b",
    re.IGNORECASE,
)
ROUTINE = re.compile(r"\bbe (?:noted|received|confirmed|signed|taken as read)\b|\bnotes? (?:the|and)\b", re.IGNORECASE)
"""What decides no more than that a report be noted or minutes be confirmed."""
_THANKS = re.compile(
    r"^\W*(?:(?:the|all|several|some) )?(?:[\w.’'-]+ ){0,8}?(?:thanked|congratulated|commended|expressed (?:their |his |her |its )?(?:thanks|gratitude|appreciation))\b",
    re.IGNORECASE,
)
_HANDS_OVER = re.compile(
    r"\b(?:introduced|presented|outlined|summarised|delivered|g[ai]ve|provided|took members through)\b(?: and \w+)? (?:a|an|the|this) (?:[\w’'-]+ ){0,5}?"
    r"(?:report|presentation|item|update|overview|briefing|summary|paper|motion)s?\b",
    re.IGNORECASE,
)
_SETS_OUT = re.compile(r"\W*(?:that|which) (?:set|sets|setting) out\b", re.IGNORECASE)
_SAYS_MORE = re.compile(r"\b(?:that|because|as|stating|noting|advising|explaining|highlighting)\b|\d", re.IGNORECASE)


def is_ceremony(text: str) -> bool:
    """Whether a sentence says nothing of the matter: that a report was introduced, that officers were thanked."""
    over = _HANDS_OVER.search(text)
    hands_over = over and (_SETS_OUT.match(text, over.end()) or not _SAYS_MORE.search(text, over.end()))
    return bool(hands_over or _WORDS_ONLY.search(text) or _THANKS.search(text))


def announces(text: str) -> bool:
    """Whether a sentence only says that a list follows."""
    return text.rstrip("*_ ").endswith(":")
