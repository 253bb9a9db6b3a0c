"""Decisions, attendance and meeting dates out of the records' own tables, not out of a search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.answers import Evidence, Quote, Understood
from ingest.layouts.marks import ENDED
from ingest.passages import Passage
from ingest.records import Attendance, Outcome, OutcomeKind, Presence, Record
from ingest.sentences import sentences
from ingest.store import View

_WHO = re.compile(
    r"\bwho(?:m|se)?\b|\bhow many (?:councillors|members|people|officers)\b|\bwhich (?:members|officers|councillors)\b|\b(?:list|name) (?:the|all|those|everyone|who)\b",
    re.IGNORECASE,
)
_CHAIRED = re.compile(
    r"\b(?:who|and) (?:\w+ ){0,2}?(?:chair(?:ed|s|ing)?|ran|led|presided)\b|\bwho (?:was|were|is) (?:\w+ ){0,2}?(?:chair\w*|deputy|vice)\b",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"\bwho (?:\w+ ){0,2}?(?:attended|came|was there|was present|were present|were there|turned up|was in attendance)\b|\bpresent at\b"
    r"|\bhow many (?:councillors|members|people|officers) (?:\w+ ){0,2}?(?:attended|came|were there|were present|turned up)\b",
    re.IGNORECASE,
)
_STAYED_AWAY = re.compile(
    r"\bapolog(?:y|ies|ised)\b|\bwho (?:\w+ ){0,2}?(?:was|were) (?:absent|missing|away)\b", re.IGNORECASE
)
_OF_MEETING = re.compile(r"\b(?:meeting|committee|panel|commission|board|cabinet|council)\b", re.IGNORECASE)
_ENDED = re.compile(
    r"\b(?:when|what time|how late)\b.{0,60}\bmeeting\b.{0,60}\b(?:end|conclude|finish|close|over)(?:e?d)?\b",
    re.IGNORECASE,
)
_CHAIRS = re.compile(r"\bchair", re.IGNORECASE)
_MOST_MEETINGS = 3
_FEW = 12


def people_asked_for(understood: Understood, view: View) -> list[Quote]:
    """The words that say who chaired, came or sent apologies, if that is asked and the records list it.

    Where a record lists nobody, nobody's attendance is inferred: nothing is given.
    """
    text = understood.question.text
    if understood.scope is None or not _WHO.search(text):
        return []
    sought: list[Presence] = []
    if _STAYED_AWAY.search(text):
        sought = [Presence.APOLOGIES]
    elif _CAME.search(text):
        sought = [Presence.PRESENT, Presence.IN_ATTENDANCE]
    elif not _CHAIRED.search(text):
        return []
    meetings = view.meetings(understood.scope)
    if understood.periods:
        meetings = tuple(m for m in meetings if any(p.holds(m.date) for p in understood.periods))
    found: list[Quote] = []
    for meeting in meetings[:_MOST_MEETINGS]:
        record = view.record(meeting.id)
        if sought:
            lists = [
                part
                for presence in sought
                for part in _in_parts([a for a in record.meeting.attendance if a.presence is presence])
            ]
        else:
            lists = [[a] for a in record.meeting.attendance if a.role and _CHAIRS.search(a.role) and _is_member(a)]
        found += _lists(record, lists, view)
    return found


def not_listed(understood: Understood) -> str | None:
    """Why a question that only a list of people answers has no answer where the records list none."""
    text = understood.question.text
    if not _WHO.search(text) or _STAYED_AWAY.search(text):
        return None
    if _CAME.search(text):
        return "The minutes searched do not list who was present, and nobody's presence is inferred."
    if _CHAIRED.search(text) and _OF_MEETING.search(text):
        return "The minutes searched do not name who chaired."
    return None


def _is_member(person: Attendance) -> bool:
    return person.presence is Presence.PRESENT


def _in_parts(people: list[Attendance]) -> list[list[Attendance]]:
    """A short list of people with their offices one by one, for on one line they would run together; others whole."""
    with_offices = sum(person.role is not None for person in people)
    return [[person] for person in people] if len(people) <= _FEW and with_offices * 2 > len(people) else [people]


def _lists(record: Record, lists: Iterable[list[Attendance]], view: View) -> Iterator[Quote]:
    """Each list of people as the words of the record from its first to its last, as quotes of their passages."""
    passages = view.passages_of(record.meeting.id)
    for people in lists:
        if not people:
            continue
        start, end = min(a.start for a in people), max(a.end for a in people)
        passage = next((p for p in passages if p.start <= start < p.end), None)
        if passage is not None:
            yield Quote(
                holding(record, start, max(end, start), Evidence(passage, record, 1.0)), record.slice(start, end)
            )


def decisions_of(places: Iterable[Evidence], kinds: set[OutcomeKind]) -> Iterator[tuple[Evidence, Outcome]]:
    """The outcomes of the first item among some places that has any, each with a place that holds its paragraph."""
    for place in places:
        item = place.item
        outcomes = [o for o in item.outcomes if o.kind in kinds] if item else []
        if item is not None and outcomes:
            for outcome in outcomes:
                yield holding(place.record, outcome.start, outcome.end, place), outcome
            return


def places_of_item(understood: Understood, number: str, view: View) -> list[Evidence]:
    """A place in each item of that number, of the meetings of a scope, or of the days that a question names."""
    if understood.scope is None:
        return []
    meetings = view.meetings(understood.scope)
    if understood.periods:
        meetings = tuple(m for m in meetings if any(p.holds(m.date) for p in understood.periods))
    ids = {m.id: view.record(m.id) for m in meetings[:_MOST_MEETINGS]}
    wanted = {item.id for record in ids.values() for item in record.meeting.items if item.number == number}
    found: dict[str, Evidence] = {}
    for passage in (p for meeting in ids for p in view.passages_of(meeting)):
        if passage.item_id in wanted:
            found.setdefault(passage.item_id or "", Evidence(passage, ids[passage.meeting_id], 1.0))
    return list(found.values())


def endings(understood: Understood, view: View) -> list[Quote] | None:
    """The words that say when the meetings of a scope ended; None if that is not what is asked."""
    if understood.scope is None or not _ENDED.search(understood.question.text):
        return None
    meetings = view.meetings(understood.scope)
    if understood.periods:
        meetings = tuple(m for m in meetings if any(p.holds(m.date) for p in understood.periods))
    found = []
    for meeting in meetings[:_MOST_MEETINGS]:
        record = view.record(meeting.id)
        passages = view.passages_of(meeting.id)
        for paragraph in record.meeting.header if record.meeting.ended else ():
            if "/closing/" in paragraph.id and ENDED.search(record.slice(paragraph.start, paragraph.end)):
                passage = next(p for p in passages if paragraph.id in p.paragraphs)
                found.append(Quote(Evidence(passage, record, 1.0), record.slice(paragraph.start, paragraph.end)))
    return found


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
    found = []
    for meeting_id in latest.values():
        record = view.record(meeting_id)
        for future in sorted(record.meeting.future_meetings, key=lambda f: f.date)[:1]:
            quote = _sentence_around(record, future.start, future.end, view.passages_of(meeting_id))
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
