"""An overview of a whole meeting: of each item that mattered what was decided, or its main point."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering.assembled import assembled, length_of
from assistant.answering.from_tables import item_named
from assistant.answering.matter import of_matter
from assistant.answering.overview import CUT_OFF, WORTH, main_points, title_of, words_of
from assistant.answers import DraftClaim, Evidence, Kind, Quote, Understood
from assistant.asked.rest_asked import rest_asked
from assistant.finding.ceremony import ROUTINE
from assistant.finding.score import Sentence
from assistant.registers import holding
from assistant.retrieve import meeting_meant, meetings_named
from assistant.terms import stem, stems, words
from ingest.records import Item, ItemKind, OutcomeKind, Part
from ingest.store import MeetingSummary, View

_ASKING = re.compile(
    r"\b(?:meetings?|minutes|agenda|summar\w+|sum up|gist|overview|outline|(?:main|key) (?:points|issues|themes|messages|business)|highlights|recap|in short|in brief"
    r"|brief(?:ing)?|nutshell|(?:bring|catch) (?:me|us) up|up to (?:date|speed)|happened|went on|discussed|considered|covered|debated|missed|short|account|tell (?:me|us)|about)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(r"\b(?:meetings?|minutes|agenda)\b", re.IGNORECASE)
_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_WORDS = 170  # of all items, with their titles
_LONGEST = 45  # words of what is told of an item
_OF_ANY = replace(WORTH, asked=0.0, leans=1.0)  # nothing is asked but what happened; it stands alone
_LEAST = 40  # words of an item that mattered


def meeting_asked_for(understood: Understood, view: View) -> MeetingSummary | None:
    """The meeting that an overview is asked of as a whole, the newest that is meant; None where it is of a matter."""
    scope, text = understood.scope, understood.question.text
    if understood.kind is not Kind.SUMMARY or scope is None or item_named(understood, view) is not None:
        return None
    if not (_MEETING.search(text) or scope.committees):
        return None
    months = {_MONTHS[word] for word in words(text) if word in _MONTHS}
    meetings = [m for m in meetings_named(understood, view) if not months or m.date.month in months]
    meant = meeting_meant(text, meetings)
    rest = rest_asked(understood, view, _ASKING) - {stem(name) for name in _MONTHS}
    return meant if meant is not None and not rest - stems(meant.committee) else None


def meeting_told(
    understood: Understood, meeting: MeetingSummary, scored: Sequence[Sentence], view: View
) -> list[DraftClaim]:
    """What was decided on the items of a meeting, or their main points, in the order of the agenda.

    Where the words do not reach for all items, those that had most said on them are told.
    """
    record = view.record(meeting.id)
    items = [i for i in record.meeting.items if i.kind is ItemKind.SUBSTANTIVE and words_of(i, record) >= _LEAST]
    told: dict[str, list[DraftClaim]] = {}
    left = _WORDS - CUT_OFF * any(i.truncated for i in items) - sum(len(note.split()) for note in understood.notes)
    for item in sorted(items, key=lambda i: -words_of(i, record)):
        claims = list(_of_item(item, [s for s in scored if s.evidence.passage.item_id == item.id], view))
        cost = length_of(claims) + len(title_of(item).split())
        if claims and cost <= left:
            told[item.id] = [replace(claims[0], lead=title_of(item)), *claims[1:]]
            left -= cost
    return [claim for item in items for claim in told.get(item.id, [])]


def _of_item(item: Item, of_item: Sequence[Sentence], view: View) -> Iterator[DraftClaim]:
    """What an item decided, where it is more than that a report be noted and is short; else its main point."""
    points = [s for s in of_item if s.evidence.passage.part is Part.MINUTES]
    if not points:
        return
    place = points[0].evidence
    for outcome in item.outcomes:
        claim = _decision(place, outcome.start, outcome.end)
        is_short = len(claim.text.split()) <= _LONGEST
        if outcome.kind is OutcomeKind.DECISION and is_short and not ROUTINE.search(claim.text):
            yield claim
            return
    yield from assembled(main_points(of_matter(points), _LONGEST, view, _OF_ANY)[:1])


def _decision(place: Evidence, start: int, end: int) -> DraftClaim:
    return DraftClaim.quoting(Quote.of(holding(place.record, start, end, place), start, end))
