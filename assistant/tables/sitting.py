"""When, where and for how long a meeting sat, and who of it was there from afar: out of the lines around its items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answers import EXTRACTIVE, Draft, DraftClaim, Understood
from assistant.asked.rest_asked import asking_words, rest_asked
from assistant.business import Business, business_named, businesses_of
from assistant.registers import closings, led_by_meeting, quote_of
from assistant.retrieve import meetings_named
from assistant.tables.counts import dated
from assistant.terms import stems
from ingest.layouts.dates import TIME
from ingest.records import ItemKind, Paragraph, Record, fold_spaces
from ingest.sentences import sentences
from ingest.store import View

_PLACE, _END, _AFAR = (
    business_named(name)
    for name in ("place or time of the meeting", "time at which the meeting ended", "remote attendance")
)
_OF_SITTING = stems(
    "start starting begin began end ended finish time place venue room building hall town date day long held open"
    " online remote remotely virtual virtually video link person rather physically chamber"
    " duration hybrid real host hosted site address location"
)
_ASKS_TIME = re.compile(r"\b(?:what time|when|how (?:long|late)|start\w*|begin\w*)\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:next|future|forthcoming|upcoming|will)\b", re.IGNORECASE)
_ASKS_BOTH = re.compile(r"\bhow long\b|\bstart\w*\b.{0,20}\b(?:end|finish)|\bfrom when\b", re.IGNORECASE)
_VENUE = re.compile(r"\bvenue\b|\bheld (?:in|at|via|by|remotely|virtually|online)\b|\bvia\b", re.IGNORECASE)
_FROM_AFAR = re.compile(
    r"\b(?:online|remote(?:ly)?|virtual(?:ly)?|video.?(?:conferenc\w+|link|call)|teams|zoom|webex|teleconferenc\w+"
    r"|dial\w+ in)\b",
    re.IGNORECASE,
)
_OF_SEATS = re.compile(
    r"\b(?:join|attend|present|participat|held|meeting|venue|councillors?|members?|cllrs?|m[rs]s?)\w*\b|\(", re.I
)
_MOST_MEETINGS = 3
_LONGEST = 60  # words of a line that is quoted whole


def sitting_told(understood: Understood, view: View) -> Draft | None:
    """The lines that say when and where the meetings asked about sat; a reason where that is asked and they do not say.

    None where something else is asked as well: then the search answers.
    """
    text = asking_words(understood, view)
    asked = [business for business in businesses_of(text) if business in (_PLACE, _END, _AFAR)]
    if not asked or understood.scope is None or _AHEAD.search(text):
        return None
    if rest_asked(understood, view, *(business.asked for business in asked)) - _OF_SITTING:
        return None
    claims: list[DraftClaim] = []
    for meeting in meetings_named(understood, view)[:_MOST_MEETINGS]:
        record = view.record(meeting.id)
        passages = view.passages_of(meeting.id)
        quotes = [quote_of(record, *span, passages) for span in dict.fromkeys(_spans(record, text, asked))]
        claims += led_by_meeting(record, [DraftClaim.quoting(quote) for quote in quotes if quote is not None])
    return Draft(tuple(claims), EXTRACTIVE) if claims else Draft.refusing(_reason(asked))


def _reason(asked: Sequence[Business]) -> str:
    if _END in asked:
        return "The minutes searched do not say when the meeting ended."
    if _AFAR in asked:
        return "The minutes searched do not say who joined from elsewhere."
    return "The minutes searched do not say when or where the meeting began."


def _spans(record: Record, text: str, asked: Sequence[Business]) -> Iterator[tuple[int, int]]:
    """Where a record says what is asked of its sitting."""
    ended = [*closings(record), *_durations(record)] if _END in asked else []
    if _PLACE in asked or (ended and _ASKS_BOTH.search(text)):
        yield from _opening(record, is_time=_PLACE not in asked or bool(_ASKS_TIME.search(text)))
    yield from ended
    if _AFAR in asked:
        yield from _from_afar(record)


def _durations(record: Record) -> Iterator[tuple[int, int]]:
    """The lines around the items that say when the meeting ended: "Duration of meeting: 7.00pm to 9.20pm"."""
    for paragraph in record.meeting.header:
        for span in _lines(record, paragraph):
            if _END.lines is not None and _END.lines.search(words := record.slice(*span)) and TIME.search(words):
                yield span


def _opening(record: Record, *, is_time: bool) -> Iterator[tuple[int, int]]:
    """The lines that date and place a meeting; where only its time is asked for, those that have one."""
    day = dated(record)
    found = [span for p in record.meeting.header for span in _lines(record, p) if _VENUE.search(record.slice(*span))]
    spans = [_whole(record, *day), *found] if day else found
    timed = [span for span in spans if TIME.search(record.slice(*span))]
    yield from timed if is_time else spans


def _whole(record: Record, start: int, end: int) -> tuple[int, int]:
    """The paragraph some words stand in, if it is short; else the words."""
    held = next((p for p in record.meeting.header if p.start <= start < p.end), None)
    is_short = held is not None and len(record.slice(held.start, held.end).split()) <= _LONGEST
    return (held.start, held.end) if held is not None and is_short else (start, end)


def _lines(record: Record, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """A short paragraph whole, a long one line by line."""
    text = record.slice(paragraph.start, paragraph.end)
    if len(text.split()) <= _LONGEST:
        yield paragraph.start, paragraph.end
        return
    for line in re.finditer(r"[^\n]+", text):
        yield paragraph.start + line.start(), paragraph.start + line.end()


def _from_afar(record: Record) -> Iterator[tuple[int, int]]:
    """The sentences above the items, and under those that every meeting has, that say who was there from afar."""
    procedural = [p for item in record.meeting.items if item.kind is ItemKind.PROCEDURAL for p in item.paragraphs]
    for paragraph in (*record.meeting.header, *procedural):
        text = record.slice(paragraph.start, paragraph.end)
        for start, end in sentences(text):
            said = fold_spaces(text[start:end])
            if _FROM_AFAR.search(said) and _OF_SEATS.search(said):
                yield paragraph.start + start, paragraph.start + end
