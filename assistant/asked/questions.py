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
    flat = " ".join(text.encode("utf-8", "replace").decode().split())  # half a character pair can be pasted
    if not any(character.isalnum() for character in flat):
        raise BadQuestion("The question is empty.")
    if len(flat) > LONGEST:
        raise BadQuestion(
            f"The question has {len(flat):,} characters; up to {LONGEST:,} are read.", hint="Ask it in fewer words."
        )
    return flat


_FILTER_KEYS = ("council", "committee", "date_from", "date_to")


def day(text: str | None, name: str) -> dt.date | None:
    """A date as typed: 2024-12-31 or 31/12/2024. Raises `UnknownScope`."""
    if text is None or not text.strip():
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return dt.datetime.strptime(text.strip(), form).date()  # a day has no time zone
        except ValueError:
            continue
    raise UnknownScope(f'"{text}" is no date, as {name} needs one.', hint="Write the date as 2024-12-31 or 31/12/2024.")


def chosen_filter(council: str | None, committee: str | None, date_from: str | None, date_to: str | None) -> Filter:
    """The filter of some options; blank ones leave their side open. Raises `UnknownScope`."""
    return _in_order(Filter(_name(council), _name(committee), day(date_from, "--from"), day(date_to, "--to")))


def _in_order(chosen: Filter) -> Filter:
    first, last = chosen.date_from, chosen.date_to
    if first and last and first > last:
        raise UnknownScope(f"The first date, {first}, is after the last, {last}.", hint="Exchange them.")
    return chosen


def from_lines(path: Path, default: Filter) -> Iterator[Question | str]:
    """The questions of a file of JSON lines; a sentence in place of one that cannot be read."""
    try:
        text = (sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise BadQuestion(
            f"{path} cannot be read: {reason}.", hint="Name a file with one JSON object a line."
        ) from error
    for number, line in enumerate(text.split("\n"), start=1):  # splitlines() also cuts at U+2028, which JSON allows
        if not line.strip():
            continue
        try:
            yield from_json(json.loads(line), default)
        except json.JSONDecodeError as error:
            yield f"Line {number} of {path} is not JSON: {error.msg}."
        except (ValueError, RecursionError):  # a number of thousands of digits, lists thousands deep
            yield f"Line {number} of {path} is not JSON that can be read."
        except MinutebookError as error:
            yield f"Line {number} of {path}: {error.message} {error.hint}"


def from_json(entry: Any, default: Filter) -> Question:  # noqa: ANN401  # whatever a line holds
    """The question of one object: id, question, history and filter. Raises `BadQuestion` or `UnknownScope`."""
    if not isinstance(entry, dict) or not isinstance(entry.get("question"), str):
        raise BadQuestion('There is no "question" in it.', hint='Give each line as {"id": "1", "question": "…"}.')
    identity = entry.get("id")
    return Question(
        worded(entry["question"]),
        _history(entry.get("history") or []),
        _filter(entry.get("filter") or {}, default),
        str(identity) if identity is not None else None,
    )


def _history(turns: object) -> tuple[Turn, ...]:
    if not isinstance(turns, list) or not all(isinstance(turn, dict) for turn in turns):
        raise BadQuestion('Its "history" is no list of turns.', hint='Give it as [{"q": "…", "a": "…"}].')
    return tuple(Turn(_text(turn.get("q")) or "", _text(turn.get("a")) or "") for turn in turns)


def _filter(told: object, default: Filter) -> Filter:
    """What a line sets; what it leaves open is as for the whole file."""
    parts = ", ".join(f'"{key}": "…"' for key in _FILTER_KEYS)
    hint = f"Give it as {{{parts}}}, each only where it is wanted."
    if not isinstance(told, dict):
        raise BadQuestion('Its "filter" is no object.', hint=hint)
    unknown = sorted(set(told) - set(_FILTER_KEYS))
    if unknown:
        raise BadQuestion(f'Its "filter" sets "{unknown[0]}", which there is not.', hint=hint)
    return _in_order(
        Filter(
            _name(_text(told.get("council"))) or default.council,
            _name(_text(told.get("committee"))) or default.committee,
            day(_text(told.get("date_from")), '"date_from"') or default.date_from,
            day(_text(told.get("date_to")), '"date_to"') or default.date_to,
        )
    )


def _name(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None


def _text(value: object) -> str | None:
    return str(value) if value is not None else None
