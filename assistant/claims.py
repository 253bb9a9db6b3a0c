"""What a model wrote → claims with the passages they name; pure, and never trusting."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answers import DraftClaim, Evidence, Quote
from assistant.locate import fold

MOST_CLAIMS = 8
MOST_WRITTEN = 24_000  # characters; more is no answer in short claims
_MOST_WORDS = 70  # of one claim

_ARRAY = re.compile(r'"claims"\s*:\s*\[')
_NOT_PLAIN = re.compile(
    r"(?:https?|ftp|file|data|javascript|vbscript|mailto):\S|www\.|//\w|\]\s*\(|!\[|<\s*[/!a-z]|&#|\S@\w+\.\w|[{}`]|```",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.)])\s+")
_MARK = re.compile(r"\s*[\[(【](?:passages? )?(?P<numbers>\d{1,2}(?:\s*[,;]\s*\d{1,2})*)[\])】]", re.IGNORECASE)
_IN_MARKS = re.compile(r"[“\"«](?P<words>[^“”\"«»]{12,}?)[”\"»]")
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
        self.text += piece
        if self._at is None:
            found = _ARRAY.search(self.text)
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
    for line in text.splitlines():
        for part in _marked_parts(line):
            numbers = [int(n) for mark in _MARK.finditer(part) for n in re.findall(r"\d+", mark["numbers"])]
            said = _EMPHASIS.sub(r"\2", _MARK.sub("", _LISTED.sub("", part))).strip()
            words = [match["words"] for match in _IN_MARKS.finditer(said)] or [said]
            if numbers and said:
                found.append(WrittenClaim(said, tuple((n, w) for n in dict.fromkeys(numbers) for w in words)))
    return found


def _marked_parts(line: str) -> Iterator[str]:
    """The parts of a line, each up to the marks that end it."""
    begun = 0
    marks = list(_MARK.finditer(line))
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        if after is not None and not line[mark.end() : after.start()].strip(" .,;"):
            continue  # "[1][2]" are marks of the same words
        rest = line[mark.end() :]
        stop = mark.end() + (len(rest) - len(rest.lstrip(' .;”"')))
        quoted = _IN_MARKS.match(rest.lstrip(" .:;–—-"))
        if quoted is not None:
            stop = mark.end() + (len(rest) - len(rest.lstrip(" .:;–—-"))) + quoted.end()
        yield line[begun:stop]
        begun = stop


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
