"""Decisions and meeting dates out of the records' own tables, not out of a search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.answers import Evidence, Quote, Understood
from ingest.passages import Passage
from ingest.records import Outcome, OutcomeKind, Record
from ingest.sentences import sentences
from ingest.store import View


def decisions_of(places: Iterable[Evidence], kinds: set[OutcomeKind]) -> Iterator[tuple[Evidence, Outcome]]:
    """The outcomes of the first item among some places that has any, each with a place that holds its paragraph."""
    for place in places:
        item = place.item
        outcomes = [o for o in item.outcomes if o.kind in kinds] if item else []
        if item is not None and outcomes:
            for outcome in outcomes:
                yield _holding(place.record, outcome.start, outcome.end, place), outcome
            return


def next_meetings(understood: Understood, view: View) -> list[Quote]:
    """The words of the latest records of a scope that say when the committee next meets.

    Where the question names a day or a month, those of the meetings held in it.
    """
    if understood.scope is None:
        return []
    meetings = view.meetings(understood.scope)
    if understood.periods:
        meetings = tuple(m for m in meetings if any(p.holds(m.date) for p in understood.periods))
    latest: dict[tuple[str, str], str] = {}
    for meeting in meetings:  # newest first
        latest.setdefault((meeting.council, meeting.committee), meeting.id)
    passages = {p.id: p for p in view.all_passages(understood.scope)} if latest else {}
    found = []
    for meeting_id in latest.values():
        record = view.record(meeting_id)
        for future in sorted(record.meeting.future_meetings, key=lambda f: f.date)[:1]:
            quote = _sentence_around(record, future.start, future.end, passages.values())
            if quote is not None:
                found.append(quote)
    return found


def _sentence_around(record: Record, start: int, end: int, passages: Iterable[Passage]) -> Quote | None:
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


def _holding(record: Record, start: int, end: int, place: Evidence) -> Evidence:
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
