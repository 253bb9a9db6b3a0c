"""The known questions: what is asked, what a right answer states, and which words of which record it must rest on."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answers import Filter, Question, Turn
from ingest.errors import BadQuestion
from ingest.records import fold_spaces

QUESTIONS = Path(__file__).parent / "questions"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that an answer should cite."""

    record: str  # stem of the file
    item: str | None  # None: the page header
    paragraph: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Extra:
    """A record that is put beside the others for some questions: poisoned, irrelevant, of another council."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """A known question."""

    id: str
    question: Question
    type: str
    facts: tuple[tuple[str, ...], ...]  # each a fact, as the forms in which it may be stated
    needed: tuple[Wanted, ...]
    also_ok: tuple[Wanted, ...]
    answer: str = ""  # a reference, in other words
    difficulty: str = ""
    speaker: tuple[str, ...] = ()  # forms of who said it, one of which an answer should name
    must_not: tuple[str, ...] = ()  # forms that no right answer states as fact
    records: str = "samples"  # where the records are: eval.corpora
    extra: tuple[Extra, ...] = ()
    judge_only: bool = False  # kept back from learning: it says how what is not learnt from fares

    @property
    def teaches(self) -> bool:
        """Whether the weights may be learnt on it: it is not kept back, and has no records of its own."""
        return not self.judge_only and not self.extra

    @property
    def is_answerable(self) -> bool:
        """Whether the records hold the answer, if only that a text is cut off."""
        return self.type != "unanswerable"

    @property
    def stems(self) -> tuple[str, ...]:
        """The records that its needed or acceptable words stand in."""
        return tuple(sorted({w.record for w in (*self.needed, *self.also_ok)}))


def load(path: Path) -> tuple[Case, ...]:
    """The cases of a file of JSON lines. Raises `BadQuestion`."""
    return tuple(_read(entry, f"{path.name}, line {number}") for number, entry in entries(path))


def load_all(paths: Sequence[Path]) -> tuple[Case, ...]:
    """The cases of several files. Raises `BadQuestion` where two have one id: a score could not say whose it is."""
    cases = tuple(case for path in paths for case in load(path))
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise BadQuestion(f'Two questions have the id "{case.id}".', hint="Give each question an id of its own.")
        seen.add(case.id)
    return cases


def entries(path: Path) -> Iterator[tuple[int, Any]]:
    """The number and the value of each line. Raises `BadQuestion`."""
    hint = "Name a file with one JSON object a line."
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestion(f"{path} cannot be read as UTF-8 text.", hint=hint) from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError as error:
                raise BadQuestion(f"{path.name}, line {number} is not JSON: {error.msg}.", hint=hint) from error


def _read(entry: Any, where: str) -> Case:  # noqa: ANN401  # whatever a line holds
    try:
        return _case(entry)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadQuestion(
            f"{where} is not a known question: {error!r}.", hint="`python -m eval check` says what each question needs."
        ) from error


def _case(entry: dict[str, Any]) -> Case:
    history = tuple(Turn(turn["q"], turn["a"]) for turn in entry.get("history") or ())
    return Case(
        entry["id"],
        Question(entry["question"], history, _filter(entry.get("filter") or {}), entry["id"]),
        entry["type"],
        tuple(tuple(forms) for forms in entry["facts"]),
        tuple(_wanted(c) for c in entry["citations"]),
        tuple(_wanted(c) for c in entry.get("also_ok") or ()),
        entry.get("answer") or "",
        entry.get("difficulty") or "",
        tuple(entry.get("speaker") or ()),
        tuple(entry.get("must_not") or ()),
        entry.get("records") or "samples",
        tuple(Extra(extra["name"], extra["text"]) for extra in entry.get("extra_records") or ()),
        bool(entry.get("judge_only")),
    )


def _wanted(entry: dict[str, Any]) -> Wanted:
    return Wanted(fold_spaces(entry["record"]), entry["item"], entry["paragraph"], entry["quote"])


def _filter(entry: dict[str, Any]) -> Filter:
    first, last = entry.get("date_from"), entry.get("date_to")
    return Filter(
        entry.get("council"),
        entry.get("committee"),
        dt.date.fromisoformat(first) if first else None,
        dt.date.fromisoformat(last) if last else None,
    )
