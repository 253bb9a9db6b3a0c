"""What the title of an item looks like, where it ends, and where the text behind it begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.layouts.marks import (
    BULLET,
    CLOSING,
    DOCUMENTS_MARK,
    FURNITURE,
    LABEL,
    MINUTES_MARK,
    OUTCOME_MARK,
    PROCEDURAL,
    QUOTED_LABEL,
    TITLE_TAIL,
    TRUNCATION,
)
from ingest.readers.lines import Line

NUMBERED = re.compile(
    r"(?P<item>(?i:item(?:\s+no\.?)?)\s+)?(?P<number>\d{1,4})(?:\s*\(\d{1,3}\))?(?:(?(item)(?:\s*+[.):–-])?|[.)]?)\s+|\.(?=[A-Z]))"
    r"(?P<rest>[A-Z“‘\"'(].*)"
)
VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|should|may|might|must|shall|did|does|reported|received)\b",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"(?<=[a-z)\]0-9’'] )(?:(?:The|An?|There|It|Members|No|None|Apologies|In|At|This|Following|RESOLVED|Resolved) (?=\w)"
    r"|(?P<person>(?:Councillors?|Cllrs?|Mr|Mrs|Ms|Miss|Dr)\.? [A-Z]))"
)
_CAPITALS = re.compile(r"([A-Z][A-Z0-9 ,'’()/&.:;\-]{3,300}?)\s{1,20}[–—-]\s+(?=\S)")
_DASH = re.compile(r"(?<!\s)\s+[–—]\s+")
NO_TITLE = re.compile(
    r"That |To [a-z]+ (?:and [a-z]+ )?(?:the|an?|any|as)\b|(?:Joint )?[Rr]eports? of (?:the )?[A-Z]|This report\b"
    r"|The (?:committee|panel|board|commission|cabinet|executive|sub-committee)$"
    r"|(?:The|This|An?|Members?|Councillors?|Cllrs?|Mrs?|Ms|Dr)\b.*\w(?:ed|s)\b (?:the|an?|to|that|for|his|her|their)\b.*\.$",
    re.IGNORECASE,
)  # what is told, what an agenda says, the body that decides
_TELLS = re.compile(
    r"\b(?:[a-z]{2,}ed|gave|led|told|said|spoke|took|made|thought) (?!(?:by|in|to|at|under|for|from|after|on|of|and|or)\b)\S"
)  # in a sentence, not in a title: "The Chairman welcomed Ms Lee."
_LONGEST_PROCEDURAL = 40  # words: "Declarations of disclosable pecuniary interests and …, if any."
_SMALL_WORDS = frozenset(["of", "the", "and", "by", "for", "on", "in", "to", "a", "an", "with", "at", "or", "from"])
_LONGEST_TITLE_LINE = 1_000  # characters in which a title ends, wherever its text does
_LONGEST_TITLE = 20  # words; longer ones were seen only with a link to a paper behind them


def split_run_in(text: str) -> tuple[int, int | None]:
    """Where a title ends and the text behind it begins: (length of the title, start of the text or None).

    "Apologies and Welcome" -> (21, None); "Minutes of the Previous Meeting The Minutes were agreed" splits before
    "The". A length of 0: this is a sentence, not a title.
    """
    capitals = _CAPITALS.match(text)
    if capitals:
        return _split_capitals(text, capitals)
    verb = VERB.search(text)
    for opener in _OPENER.finditer(text, 0, _LONGEST_TITLE_LINE):
        if verb is not None and verb.start() < opener.start():
            break  # what stands before says that something happened
        title = text[: opener.start()].rstrip()
        is_person = bool(opener["person"]) and _DASH.search(text, opener.start())
        if title.split()[-1].casefold() not in _SMALL_WORDS and (is_person or verb is not None):
            return len(title), opener.start()
    without_tail = TITLE_TAIL.sub("", text)
    if VERB.search(without_tail) and without_tail == text:
        return 0, None
    return (len(text), None) if len(text.split()) <= _LONGEST_TITLE or without_tail != text else (0, None)


def _split_capitals(text: str, capitals: re.Match[str]) -> tuple[int, int | None]:
    """A title in capitals before a dash; a second title in mixed case may follow it before another dash."""
    end, rest = capitals.end(1), capitals.end()
    for dash in _DASH.finditer(text, rest):
        if VERB.search(text[rest : dash.start()]):
            break
        end, rest = dash.start(), dash.end()
    return end, rest


def continues_title(lines: Sequence[Line], index: int) -> bool:
    """A title goes on over short lines, and over a blank line only by a word or three."""
    line = lines[index]
    words = len(line.text.split())
    if line.text[-1] in ".:;?!" or is_mark(line.text) or NUMBERED.fullmatch(line.text) or CLOSING.fullmatch(line.text):
        return False
    if VERB.search(line.text) or LABEL.match(line.text) or BULLET.match(line.text):
        return False
    return words <= 6 if line.gap == 0 else words <= 3 and index + 1 < len(lines) and lines[index + 1].gap > 0


def looks_like_title(text: str) -> bool:
    """A short phrase with a capital and no verb that says something happened."""
    if len(text) > _LONGEST_TITLE_LINE or not text[:1].isupper() or is_mark(text):
        return False
    words = text.split()
    if text[-1] in ":;,?!-–" or NO_TITLE.match(text):
        return False
    if text.endswith(".") and _TELLS.search(text):
        return False
    longest = _LONGEST_PROCEDURAL if PROCEDURAL.match(text) else 16 if text.endswith(".") else _LONGEST_TITLE
    if len(words) > longest or re.search(r"[.;] [A-Z]", text):
        return False
    return not VERB.search(text) and not TRUNCATION.search(text)


def is_mark(text: str) -> bool:
    """Whether a line is furniture, a marker or a labelled paragraph, which no title is."""
    return bool(
        FURNITURE.fullmatch(text)
        or MINUTES_MARK.match(text)
        or DOCUMENTS_MARK.match(text)
        or _is_outcome_mark(text)
        or LABEL.match(text)
        or BULLET.match(text)
        or QUOTED_LABEL.match(text)
    )


def _is_outcome_mark(text: str) -> bool:
    found = OUTCOME_MARK.match(text)
    return found is not None and (found.end() == len(text) or bool(found["colon"]))
