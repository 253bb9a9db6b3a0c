"""Example questions, made from the titles of what the store holds."""

from __future__ import annotations

from assistant.next_questions import about_items
from assistant.web.contract import Looks

MOST = 4
_RECORDS = 8  # read for examples; the newest of each committee come first


def questions(view: Looks) -> tuple[str, ...]:
    """A few questions, each about another meeting as far as there are enough."""
    sources = [about_items(view.record(meeting)) for meeting in _meetings(view)]
    found: list[str] = []
    while sources and len(found) < MOST:
        for source in tuple(sources):
            question = next(source, None)
            if question is None:
                sources.remove(source)
            elif question not in found and len(found) < MOST:
                found.append(question)
    return tuple(found)


def _meetings(view: Looks) -> list[str]:
    """Meetings to take examples from: the newest of each committee, then the rest."""
    seen: set[tuple[str, str]] = set()
    first: list[str] = []
    rest: list[str] = []
    for meeting in view.meetings():
        body = (meeting.council, meeting.committee)
        (rest if body in seen else first).append(meeting.id)
        seen.add(body)
    return (first + rest)[:_RECORDS]
