"""Questions as people and files give them → `Question`; what is wrong with one is said in a sentence."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.answers import Filter, Question, Turn
from ingest.errors import BadQuestion, MinutebookError, UnknownScope

LONGEST = 2_000
"""Characters of a question that are read; longer ones were pasted by mistake in every case seen."""


def worded(text: str) -> str:
    """The question on one line. Raises `BadQuestion`."""
    flat = " ".join(text.split())
    if not any(character.isalnum() for character in flat):
        raise BadQuestion("The question is empty.")
    if len(flat) > LONGEST:
        raise BadQuestion(
            f"The question has {len(flat):,} characters; up to {LONGEST:,} are read.", hint="Ask it in fewer words."
        )
    return flat


def day(text: str | None, name: str) -> dt.date | None:
    """A date as typed: 2024-12-31 or 31/12/2024. Raises `UnknownScope`."""
    if text is None or not text.strip():
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return dt.datetime.strptime(text.strip(), form).date()  # a day has no time zone
        except ValueError:
            continue
    raise UnknownScope(f'"{text}" is no date for {name}.', hint="Write the date as 2024-12-31 or 31/12/2024.")


def chosen_filter(council: str | None, committee: str | None, date_from: str | None, date_to: str | None) -> Filter:
    """The filter of some options. Raises `UnknownScope`."""
    first, last = day(date_from, "from"), day(date_to, "to")
    if first and last and first > last:
        raise UnknownScope(f"The first date, {first}, is after the last, {last}.", hint="Exchange them.")
    return Filter(council or None, committee or None, first, last)


def from_lines(path: Path, default: Filter) -> Iterator[Question | str]:
    """The questions of a file of JSON lines; a sentence in place of one that cannot be read."""
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise BadQuestion(
            f"{path} cannot be read: {reason}.", hint="Name a file with one JSON object a line."
        ) from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield from_json(json.loads(line), default)
        except json.JSONDecodeError as error:
            yield f"Line {number} of {path} is not JSON: {error.msg}."
        except MinutebookError as error:
            yield f"Line {number} of {path}: {error.message} {error.hint}"


def from_json(entry: Any, default: Filter) -> Question:  # noqa: ANN401  # whatever a line holds
    """The question of one object: id, question, history and filter. Raises `BadQuestion` or `UnknownScope`."""
    if not isinstance(entry, dict) or not isinstance(entry.get("question"), str):
        raise BadQuestion('There is no "question" in it.', hint='Give each line as {"id": "1", "question": "…"}.')
    chosen = entry.get("filter") or {}
    turns = entry.get("history") or []
    if not isinstance(chosen, dict) or not isinstance(turns, list):
        raise BadQuestion('Its "filter" is no object, or its "history" no list.')
    history = tuple(Turn(str(t.get("q", "")), str(t.get("a", ""))) for t in turns if isinstance(t, dict))
    named = chosen_filter(*(_text(chosen.get(key)) for key in ("council", "committee", "date_from", "date_to")))
    identity = entry.get("id")
    return Question(
        worded(entry["question"]),
        history,
        default if named.is_empty else named,
        str(identity) if identity is not None else None,
    )


def _text(value: object) -> str | None:
    return str(value) if value is not None else None
