"""What a model wrote → claims with the passages they name; pure, and never trusting."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answers import DraftClaim, Evidence, Quote
from assistant.locate import fold

FORM: dict[str, Any] = {
    "title": "claims",
    "description": "The claims that answer the question, each with the words of the passages it rests on.",
    "type": "object",
    "properties": {
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "quotes": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {"passage": {"type": "integer"}, "text": {"type": "string"}},
                            "required": ["passage", "text"],
                            "additionalProperties": False,
                        },
                    },
                },
                "required": ["text", "quotes"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["claims"],
    "additionalProperties": False,
}
"""What a model is told to reply in, where it can be told: the form that prompts/rules.md describes."""

MOST_CLAIMS = 8
MOST_WRITTEN = 24_000  # characters; more is no answer in short claims
_MOST_WORDS = 70  # of one claim

_BEGINNING = 40  # characters in which a list of claims begins, however it is spaced
_ARRAY = re.compile(r'"claims"\s*:\s*\[')
_NOT_PLAIN = re.compile(
    r"(?:https?|ftp|file|data|javascript|vbscript|mailto):\S|www\.|//\w|\]\s*\(|!\[|<\s*[/!a-z]|&#|\S@\w+\.\w|[{}`]|```",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.)])\s+")
_MARKED = r"\s*[\[(【](?:passages? )?\d{1,2}(?:\s*[,;]\s*\d{1,2})*[\])】]"
_MARK = re.compile(_MARKED, re.IGNORECASE)
_IN_MARKS = re.compile(r"[“\"«](?P<words>[^“”\"«»]{12,}?)[”\"»]")
_PART = re.compile(rf".*?(?:{_MARKED})+(?:[\s.:;–—-]*{_IN_MARKS.pattern})?[\s.;]*", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*\*|__)(.+?)\1")


@dataclass(frozen=True, slots=True)
class WrittenClaim:
    """A claim as a model wrote it."""

    text: str
    quotes: tuple[tuple[int, str], ...]  # the number of a passage, and words


class Reader:
    """Reads claims out of JSON that comes in pieces, each as soon as it is whole."""

    def __init__(self) -> None:
        self.text = ""
        self.read = 0  # claims
        self.bad = 0  # objects in place of a claim that are none
        self.is_whole = False  # the list of claims was closed
        self._at: int | None = None  # up to where the list was looked through; None before it begins
        self._begun: int | None = None  # where the object begins that is open
        self._depth = 0
        self._in_string = False
        self._escaped = False

    def feed(self, piece: str) -> Iterator[WrittenClaim]:
        """The claims that a piece makes whole."""
        before, self.text = len(self.text), self.text + piece
        if self._at is None:
            found = _ARRAY.search(self.text, max(0, before - _BEGINNING))
            if found is None:
                return
            self._at = found.end()
        for at in range(self._at, len(self.text)):
            self._at = at + 1
            closed = self._step(self.text[at], at)
            if closed is not None:
                claim = _claim_of(closed)
                self.read += claim is not None
                self.bad += claim is None
                if claim is not None:
                    yield claim
            if self.is_whole:
                return

    def _step(self, character: str, at: int) -> str | None:
        """Take one character in; the object that it closes."""
        if self._in_string:
            self._in_string = self._escaped or character != '"'
            self._escaped = character == "\\" and not self._escaped
        elif character == '"':
            self._in_string = True
        elif character == "{":
            self._depth += 1
            if self._depth == 1:
                self._begun = at
        elif character == "}" and self._depth:
            self._depth -= 1
            if not self._depth and self._begun is not None:
                return self.text[self._begun : at + 1]
        elif character == "]" and not self._depth:
            self.is_whole = True
        return None


def _claim_of(text: str) -> WrittenClaim | None:
    try:
        entry: Any = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(entry.get("text"), str) or not isinstance(entry.get("quotes"), list):
        return None
    quotes = [(_number(q.get("passage")), q.get("text")) for q in entry["quotes"] if isinstance(q, dict)]
    return WrittenClaim(entry["text"], tuple((n, words) for n, words in quotes if n and isinstance(words, str)))


def _number(value: object) -> int:
    """The number of a passage, as models write it: 1, "1", "[1]"; 0 for none."""
    digits = re.sub(r"\D", "", str(value))
    return int(digits) if 0 < len(digits) <= 3 else 0


def from_prose(text: str) -> list[WrittenClaim]:
    """The claims of plain words: lines or sentences that name a passage, as in 'It held twice. [1] "It had held"'."""
    found = []
    for part in (match.group() for line in text.splitlines() for match in _PART.finditer(line)):
        numbers = [int(n) for mark in _MARK.findall(part) for n in re.findall(r"\d+", mark)]
        said = _EMPHASIS.sub(r"\2", _MARK.sub("", _LISTED.sub("", part))).strip()
        quoted = list(_IN_MARKS.finditer(said))
        words = [match["words"] for match in quoted] or [said]
        if quoted and quoted[-1].end() >= len(said.rstrip(" .")) and quoted[-1].start():
            said = said[: quoted[-1].start()].rstrip(" :–—-")  # words behind a sentence are its quote, not a part of it
        found.append(WrittenClaim(said, tuple((n, w) for n in dict.fromkeys(numbers) for w in words)))
    return found


def as_draft(written: WrittenClaim, evidence: Sequence[Evidence]) -> DraftClaim | None:
    """The claim with its quotes put to their passages; None where it rests on none, or is no plain sentence."""
    text = " ".join(written.text.split())
    quotes = tuple(
        Quote(evidence[number - 1], _unmarked(words)) for number, words in written.quotes if number <= len(evidence)
    )
    if not text or not quotes or len(text.split()) > _MOST_WORDS or not is_plain(text):
        return None
    own = next((q for q in quotes if fold(q.text)[0].strip(" .") == fold(text)[0].strip(" .")), None)
    return DraftClaim.quoting(own) if own is not None else DraftClaim(text, quotes)


def is_plain(text: str) -> bool:
    """Whether nothing in a sentence leads elsewhere or is drawn: no address, no markup.

    Not even one that stands in the record: words that a model chose do not lead a reader anywhere.
    """
    return _NOT_PLAIN.search(text) is None


def _unmarked(words: str) -> str:
    """Words without the mark at the beginning of a record's line, and without marks of quotation around them."""
    return " ".join(re.sub(r"(?:^|\n)\s*\|\s?", " ", words).split()).strip('“”"«»')
