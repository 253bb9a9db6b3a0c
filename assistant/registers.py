"""Decisions and meeting dates out of the records' own tables, not out of a search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.answers import DraftClaim, Evidence, Quote, Understood
from assistant.retrieve import meetings_named
from ingest.layouts.marks import ENDED
from ingest.passages import Passage
from ingest.records import Item, Outcome, OutcomeKind, Record
from ingest.sentences import sentences
from ingest.store import MeetingSummary, View

_MOST_MEETINGS = 3
_MOST_WITH_NUMBER = 100
_MOST_DAYS = 6


def quote_of(record: Record, start: int, end: int, passages: Iterable[Passage]) -> Quote | None:
    """Words of a record as a quote of the passage they begin in; None where they stand in none."""
    passage = next((p for p in passages if p.meeting_id == record.meeting.id and p.start <= start < p.end), None)
    return Quote.of(holding(record, start, end, Evidence(passage, record, 1.0)), start, end) if passage else None


def led_by_meeting(record: Record, claims: Sequence[DraftClaim], told: str = "") -> list[DraftClaim]:
    """Claims of one meeting, the first of them led by which meeting it is and by what they tell."""
    meeting = record.meeting
    lead = f"{meeting.council.name}, {meeting.date.day} {meeting.date:%B %Y}{': ' if told else ''}{told}"
    return [replace(claims[0], lead=lead), *claims[1:]] if claims else []


def decisions_of(places: Iterable[Evidence], kinds: set[OutcomeKind]) -> Iterator[tuple[Evidence, Outcome]]:
    """The outcomes of the first item among some places that has any, each with a place that holds its paragraph."""
    for place in places:
        item = place.item
        outcomes = [o for o in item.outcomes if o.kind in kinds] if item else []
        if item is not None and outcomes:
            for outcome in outcomes:
                yield holding(place.record, outcome.start, outcome.end, place), outcome
            return


def has_decisions(item: Item) -> bool:
    """Whether what an item decided is marked as such."""
    return any(outcome.kind is OutcomeKind.DECISION for outcome in item.outcomes)


def cut_before_decision(items: Sequence[Item]) -> str:
    """What is to be said where the published text of some items ends before what was decided."""
    called = [item.number or f"“{item.title}”" for item in items]
    which = f"items {', '.join(called[:-1])} and {called[-1]}" if len(called) > 1 else f"item {called[0]}"
    return f"What was decided on {which} is not in the published text, which is cut off."


def days_of(meetings: Iterable[MeetingSummary]) -> str:
    """The days of some meetings, oldest first: "7 June 2019, 14 January 2025"; of many the first, and how many more."""
    days = [f"{m.date.day} {m.date:%B %Y}" for m in sorted(meetings, key=lambda m: m.date)]
    more = f" and {len(days) - _MOST_DAYS} more" if len(days) > _MOST_DAYS else ""
    return ", ".join(days[:_MOST_DAYS]) + more


def places_of_item(understood: Understood, number: str, view: View) -> list[Evidence]:
    """A place in each item of that number, of the meetings of a scope, or of the days that a question names."""
    if understood.scope is None:
        return []
    meetings = meetings_named(understood, view)
    most = _MOST_MEETINGS if number.isdigit() else _MOST_WITH_NUMBER  # "65/08" hardly stands in two
    ids = {m.id: view.record(m.id) for m in meetings[:most]}
    wanted = {item.id for record in ids.values() for item in record.meeting.items if item.number == number}
    found: dict[str, Evidence] = {}
    for passage in (p for meeting in ids for p in view.passages_of(meeting)):
        if passage.item_id in wanted:
            found.setdefault(passage.item_id or "", Evidence(passage, ids[passage.meeting_id], 1.0))
    return list(found.values())


def closings(record: Record) -> Iterator[tuple[int, int]]:
    """Where a record says when its meeting ended."""
    for paragraph in record.meeting.header if record.meeting.ended else ():
        if "/closing/" in paragraph.id and ENDED.search(record.slice(paragraph.start, paragraph.end)):
            yield paragraph.start, paragraph.end


def sentence_around(record: Record, start: int, end: int, passages: Iterable[Passage]) -> Quote | None:
    """The sentence in which some words stand, as a quote of its passage."""
    passage = next((p for p in passages if p.meeting_id == record.meeting.id and p.start <= start < p.end), None)
    if passage is None:
        return None
    paragraph = next(record.paragraph(p) for p in passage.paragraphs if record.paragraph(p).end > start)
    text = record.slice(paragraph.start, paragraph.end)
    for first, last in sentences(text):
        if paragraph.start + first <= start < paragraph.start + last:
            words = record.slice(paragraph.start + first, max(paragraph.start + last, end))
            return Quote(Evidence(passage, record, 1.0), words)
    return None


def holding(record: Record, start: int, end: int, place: Evidence) -> Evidence:
    """A place whose passage reaches over some words; the one given where it already does."""
    passage = place.passage
    if passage.start <= start and end <= passage.end:
        return place
    inside = tuple(p.id for p in record.paragraphs() if p.start < end and start <= p.end)
    wide = Passage(
        id=inside[0] if inside else passage.id,
        meeting_id=passage.meeting_id,
        item_id=passage.item_id,
        part=passage.part,
        kind=passage.kind,
        paragraphs=inside,
        start=start,
        end=end,
        text=record.slice(start, end),
        context=passage.context,
        windows=(),
    )
    return Evidence(wide, record, place.score)
