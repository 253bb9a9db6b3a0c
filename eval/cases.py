"""The known questions: what is asked, what a right answer states, and which words of which record it must rest on."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answers import Filter, Question, Turn

QUESTIONS = Path(__file__).parent / "questions"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that an answer should cite."""

    record: str  # stem of the file
    item: str | None  # None: the page header
    paragraph: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Case:
    """A known question."""

    id: str
    question: Question
    type: str
    facts: tuple[tuple[str, ...], ...]  # each a fact, as the forms in which it may be stated
    needed: tuple[Wanted, ...]
    also_ok: tuple[Wanted, ...]

    @property
    def is_answerable(self) -> bool:
        """Whether the records hold the answer, if only that a text is cut off."""
        return self.type != "unanswerable"


def load(path: Path) -> tuple[Case, ...]:
    """The cases of a file of JSON lines."""
    return tuple(_case(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip())


def _case(entry: dict[str, Any]) -> Case:
    history = tuple(Turn(turn["q"], turn["a"]) for turn in entry.get("history") or ())
    return Case(
        entry["id"],
        Question(entry["question"], history, _filter(entry.get("filter") or {}), entry["id"]),
        entry["type"],
        tuple(tuple(forms) for forms in entry["facts"]),
        tuple(_wanted(c) for c in entry["citations"]),
        tuple(_wanted(c) for c in entry.get("also_ok") or ()),
    )


def _wanted(entry: dict[str, Any]) -> Wanted:
    return Wanted(entry["record"], entry["item"], entry["paragraph"], entry["quote"])


def _filter(entry: dict[str, Any]) -> Filter:
    first, last = entry.get("date_from"), entry.get("date_to")
    return Filter(
        entry.get("council"),
        entry.get("committee"),
        dt.date.fromisoformat(first) if first else None,
        dt.date.fromisoformat(last) if last else None,
    )
