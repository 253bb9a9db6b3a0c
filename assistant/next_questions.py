"""Questions to ask next that the records can answer: made from what items hold, so that none leads nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from assistant.answers import Answer, NotFound
from ingest.records import Item, ItemKind, OutcomeKind, Part, Presence, Record, fold_spaces

MOST = 3
_LONGEST_TITLE = 70
_LEAST_TEXT = 400  # characters of minutes under an item, so that there is something to say of it


def about_items(record: Record) -> Iterator[str]:
    """Questions about the business of a record, what was decided first."""
    items = [item for item in record.meeting.items if has_enough(item)]
    for item in sorted(items, key=lambda item: not _is_decided(item)):
        yield _about(item)


def about_meeting(record: Record) -> Iterator[str]:
    """Questions about a record as a whole: what is owed, when the committee meets, who came."""
    meeting = record.meeting
    outcomes = (o for item in meeting.items for o in item.outcomes)
    yield from (f"What is {o.owner} to do?" for o in outcomes if o.owner)
    if meeting.future_meetings:
        yield f"When does the {meeting.committee.name} next meet?"
    when = f"{meeting.date.day} {meeting.date:%B %Y}"
    if any(person.presence is Presence.PRESENT for person in meeting.attendance):
        yield f"Who attended the meeting of {when}?"
    yield f"Who declared an interest on {when}?"
    yield f"Which actions were agreed on {when}?"


def after(reply: Answer | NotFound, most: int = MOST) -> tuple[str, ...]:
    """A few questions that follow on a reply: what was decided on what it cites, who is to do what, what is near it."""
    places = (
        [(c.record, c.item) for c in reply.citations]
        if isinstance(reply, Answer)
        else [(e.record, e.item) for e in reply.nearest]
    )
    cited = {(c.record.meeting.id, c.start) for c in reply.citations} if isinstance(reply, Answer) else set()
    asked = reply.question.text.casefold()
    found = dict.fromkeys(q for record, item in places for q in _on(record, item, cited))
    more = (q for record, _ in places for q in about_items(record))
    return tuple(q for q in (*found, *dict.fromkeys(more)) if q.casefold() != asked)[:most]


def checked(
    questions: Iterable[str], ask: Callable[[str], Answer | NotFound], most: int
) -> Iterator[tuple[str, Answer]]:
    """The first questions that get an answer when they are asked, each with it."""
    many = 0
    for question in dict.fromkeys(questions):
        if many == most:
            return
        reply = ask(question)
        if isinstance(reply, Answer):
            many += 1
            yield question, reply


def has_enough(item: Item) -> bool:
    """Whether an item is business of which its minutes say something, whole, under a title that can be quoted."""
    minutes = sum(p.end - p.start for p in item.paragraphs if p.part is Part.MINUTES)
    whole = item.kind is ItemKind.SUBSTANTIVE and not item.truncated
    return whole and minutes >= _LEAST_TEXT and 0 < len(_title(item)) <= _LONGEST_TITLE


def _on(record: Record, item: Item | None, cited: set[tuple[str, int]]) -> Iterator[str]:
    """What can be asked of a place of a reply that the reply has not said."""
    if item is None or not has_enough(item):
        return
    decided = [o for o in item.outcomes if o.kind is OutcomeKind.DECISION]
    if decided and not any((record.meeting.id, o.start) in cited for o in decided):
        yield f"What was decided about “{_title(item)}”?"
    yield from (f"What is {o.owner} to do?" for o in item.outcomes if o.owner)
    if record.meeting.future_meetings:
        yield f"When does the {record.meeting.committee.name} next meet?"


def _about(item: Item) -> str:
    return f"What was {'decided' if _is_decided(item) else 'said'} about “{_title(item)}”?"


def _is_decided(item: Item) -> bool:
    return any(outcome.kind is OutcomeKind.DECISION for outcome in item.outcomes)


def _title(item: Item) -> str:
    return fold_spaces(item.title).removesuffix(".")
