"""Example questions, made from the titles of what the store holds."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.web.contract import Looks
from assistant.web.words import title
from ingest.records import Item, ItemKind, OutcomeKind, Part, Record

MOST = 4
_RECORDS = 8  # read for examples; the newest of each committee come first
_LONGEST_TITLE = 70
_LEAST_TEXT = 400  # characters of minutes under an item, so that there is something to say of it


def questions(view: Looks) -> tuple[str, ...]:
    """A few questions, each about another meeting as far as there are enough."""
    sources = [_from_record(view.record(meeting)) for meeting in _meetings(view)]
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


def _from_record(record: Record) -> Iterator[str]:
    """Questions about the items of a record, those with a decision first."""
    items = [item for item in record.meeting.items if _is_good(item)]
    for item in sorted(items, key=lambda item: not _is_decided(item)):
        asked = "decided about" if _is_decided(item) else "said about"
        yield f"What was {asked} “{title(item)}”?"


def _is_good(item: Item) -> bool:
    minutes = sum(p.end - p.start for p in item.paragraphs if p.part is Part.MINUTES)
    whole = item.kind is ItemKind.SUBSTANTIVE and not item.truncated
    return whole and minutes >= _LEAST_TEXT and len(title(item)) <= _LONGEST_TITLE


def _is_decided(item: Item) -> bool:
    return any(outcome.kind is OutcomeKind.DECISION for outcome in item.outcomes)
