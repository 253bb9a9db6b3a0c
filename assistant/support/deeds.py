"""Words of things done: auxiliary verbs, past tenses, decisions."""

from __future__ import annotations

import re

from assistant.support.voiced import REPORTING, telling
from assistant.support.wording import Word

DOES = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|may|might|could|can|should|must|did|does)\b", re.IGNORECASE
)
DEED = re.compile(
    r"\w{3,}ed$|(?:gave|led|told|met|sold|bought|sent|beat|won|lost|paid|took|taken|made|held|left|done|given|built|begun|written|chosen|drawn|spent|brought|undertaken|came|went|gone|began|fell|fallen|rose|risen|grew|grown|wrote|ran|drew|chose|became)$",
    re.IGNORECASE,
)
DECIDED = re.compile(
    r"\b(?P<agreed>agree(?:d|s)?|resolve[ds]?|decide[ds]?|decision)\b"
    r"|\b(?P<approved>approve[ds]?|endorse[ds]?|adopted|ratified|authorised|granted|sanctioned|voted)\b"
    r"|\b(?P<promised>promise[ds]?|pledge[ds]?|commit(?:s|ted)|undertook|undertaken|guarantee[ds]?|assured|reassured|vowed)\b"
    r"|\b(?P<rejected>reject(?:s|ed)|refuse[ds]?|dismiss(?:es|ed)|threw out|turned down|vetoed)\b"
    r"|\b(?P<blamed>criticised|condemned|praised|demanded|accused|insisted|admitted|apologised|blamed|ordered|instructed|banned)\b",
    re.IGNORECASE,
)


def is_done(word: Word) -> bool:
    """Whether a word is of something done, be it decided."""
    return bool(DEED.match(word.text)) and (word.text.casefold() not in REPORTING or bool(DECIDED.match(word.text)))


def is_deed(word: Word) -> bool:
    """Whether a word is of something done, and not of telling it."""
    return bool(DEED.match(word.text)) and word.meaning not in telling() and not DECIDED.match(word.text)
