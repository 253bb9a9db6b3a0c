"""What a scope leaves to look through, and why that may be nothing."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.answers import Question, Searched
from ingest.store import Scope, View


def searched(view: View, scope: Scope | None) -> Searched:
    """What a scope leaves to look through."""
    meetings = view.meetings(scope) if scope is not None else ()
    return Searched(
        len(meetings),
        min((m.date for m in meetings), default=None),
        max((m.date for m in meetings), default=None),
        _each(m.council for m in meetings),
        _each(m.committee for m in meetings),
    )


def nothing_there(question: Question, view: View) -> str:
    """Why nothing was searched."""
    chosen = question.filter
    held = view.meetings()
    if not held:
        return "No minutes are held yet."
    wanted = [name for name in (chosen.committee, chosen.council) if name]
    about = f" of {', '.join(wanted)}" if wanted else ""
    span = ""
    if chosen.date_from or chosen.date_to:
        first = f" from {chosen.date_from:%d %B %Y}" if chosen.date_from else ""
        last = f" to {chosen.date_to:%d %B %Y}" if chosen.date_to else ""
        span = f"{first}{last}"
    return f"No minutes{about}{span} are held, so nothing was searched."


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
