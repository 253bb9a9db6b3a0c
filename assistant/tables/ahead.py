"""When a body meets next, or was to meet in a month: the words of its records that give the dates."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from assistant.answers import EXTRACTIVE, Draft, DraftClaim, Quote, Understood
from assistant.asked.bodies import spelt_out
from assistant.asked.periods import NamedPeriod, periods_named
from assistant.asked.rest_asked import asking_words, rest_asked
from assistant.finding.fits import says_when
from assistant.registers import quote_of, sentence_around
from assistant.retrieve import meetings_named
from assistant.tables.counts import dated
from assistant.terms import stems, words
from ingest.records import FutureMeeting, Part, Record
from ingest.store import MeetingSummary, View

_NEXT = re.compile(
    r"\bnext (?:\w+ ){0,3}?(?:meet\w*|mtg|sitting)\b"
    r"|\b(?:meets?|sits?|convenes?|get together|come together) (?:again|next)\b"
    r"|\bdates? of (?:the )?(?:next|future) meetings?\b|\breconven\w*\b|\b(?:meet|sit) again\b",
    re.IGNORECASE,
)
_HELD_NEXT = re.compile(
    r"\bnext (?:\w+ ){0,3}?meeting\b.{0,120}"
    r"\b(?:held|take place|(?:be|is) on|(?:scheduled|fixed|arranged|set) for)\b.{0,30}"
    r"\b(?:\d{1,2}\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    re.IGNORECASE | re.DOTALL,
)
"""A date ahead without its year, which is in no table."""
_NEXT_OF_BODY = re.compile(r"\b(?:the |its |their )?next\b", re.IGNORECASE)
_IN_MONTH = re.compile(
    r"^\W*(?:when|what (?:date|day|time)|which (?:date|day)|on what (?:date|day))\b.{0,60}"
    r"\b(?:meet(?:ing)?|sit(?:ting)?)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:when|what (?:date|day|time)|which (?:date|day)|on what (?:date|day)|date|time)\b(?:['’]s)?", re.I
)
_DATES = re.compile(r"\bdates\b|\b(?:future|later|further|forthcoming|upcoming) meetings\b", re.IGNORECASE)
_BEHIND = re.compile(r"\b(?:after|following|since|from)\s(?:the\s)?$", re.IGNORECASE)
_SPARE = stems("set fix fixed plan due supposed scheduled held hold meet meeting sit agreed next start begin")
_LOOKED_BACK = dt.timedelta(days=240)
_MOST_BACK = 4  # meetings of a body before the day it is asked about
_LONGEST_AHEAD = 31  # days of a period that is a month


def met_next(understood: Understood, view: View) -> Draft | None:
    """When the committee said it would next meet, or meet in a month; a reason where that is asked and not told.

    None where something else is asked.
    """
    text = asking_words(understood, view)
    if understood.scope is None:
        return None
    named = periods_named(text)
    behind = next((p for p in named if _BEHIND.search(text[: p.start])), None)
    if _NEXT.search(text) or (
        _NEXT_OF_BODY.search(text) and _names_body(understood, view) and not _rest(understood, view, _NEXT_OF_BODY)
    ):
        found = _after(understood, behind, view) if behind else _next(understood, view)
        return _told(found) or Draft.refusing("The minutes searched give no date of a next meeting.")
    month = next((p for p in named if p.is_of_meeting and _is_month(p)), None)
    if month is not None and _IN_MONTH.search(text) and not _rest(understood, view, _IN_MONTH):
        return _told(_within(understood, month, view))
    return None


def _rest(understood: Understood, view: View, pattern: re.Pattern[str]) -> set[str]:
    return rest_asked(understood, view, pattern, _WHEN, _BEHIND) - _SPARE - {"after", "follow"}


def _names_body(understood: Understood, view: View) -> bool:
    """Whether a question is of one body: one it names, or the only one of those searched whose words it has."""
    assert understood.scope is not None  # noqa: S101  # it is asked of some meetings
    bodies = {m.committee for m in view.meetings(understood.scope)}
    return bool(understood.scope.committees) or (
        len(bodies) == 1 and bool(set(words(asking_words(understood, view))) & set(words(*bodies)))
    )


def _is_month(named: NamedPeriod) -> bool:
    period = named.period
    return dt.timedelta(0) < period.last - period.first <= dt.timedelta(days=_LONGEST_AHEAD)


def _told(found: Sequence[Quote]) -> Draft | None:
    """The quotes, each once, those of several meetings led by which they are."""
    quotes = list({(q.evidence.record.meeting.id, q.text): q for q in found}.values())
    claims = [DraftClaim.quoting(quote) for quote in quotes]
    return Draft(tuple(claims), EXTRACTIVE) if claims else None


def _next(understood: Understood, view: View) -> list[Quote]:
    """The words of the latest records of a scope that say when the committee next meets.

    Where the question names a day or a month, those of the meetings held in it; where none was, the dates ahead in it.
    """
    assert understood.scope is not None  # noqa: S101  # it is asked of some meetings
    held = meetings_named(understood, view)
    is_all = bool(_DATES.search(understood.question.text))
    found: list[Quote] = []
    for meeting in _latest(held or view.meetings(understood.scope)):
        record = view.record(meeting.id)
        ahead = _ahead(record)
        found += [] if ahead or (understood.periods and not held) else _without_year(record, view)
        ahead = ahead if held else [f for f in ahead if any(p.holds(f.date) for p in understood.periods)]
        found += _quotes(record, ahead if is_all else ahead[:1], view)
    return found


def _after(understood: Understood, behind: NamedPeriod, view: View) -> list[Quote]:
    """The first date of each body after a day, as told by its records up to that day; else when it did meet next."""
    assert understood.scope is not None  # noqa: S101  # it is asked of some meetings
    day = behind.period.last
    found: list[Quote] = []
    for body in _by_body(view.meetings(understood.scope)):
        before = [m for m in body if m.date <= day][:_MOST_BACK]
        told = next((q for m in before if (q := _first_after(view.record(m.id), day, view)) is not None), None)
        if told is None and before:
            told = next(_without_year(view.record(before[0].id), view), None)
        later = [m for m in body if m.date > day]
        if told is None and before and later:
            told = _held_on(view.record(later[-1].id), view)
        found += [told] if told is not None else []
    return found


def _within(understood: Understood, month: NamedPeriod, view: View) -> list[Quote]:
    """The dates in a month that records before it give, and those of the meetings held in it."""
    assert understood.scope is not None  # noqa: S101  # it is asked of some meetings
    first, last = month.period.first, month.period.last
    found: list[Quote] = []
    for meeting in view.meetings(understood.scope):
        if first <= meeting.date <= last and (held := _held_on(view.record(meeting.id), view)) is not None:
            found.append(held)
        elif first - _LOOKED_BACK <= meeting.date < first:
            record = view.record(meeting.id)
            found += _quotes(record, [f for f in _ahead(record) if first <= f.date <= last], view)
    return found


def _latest(meetings: Sequence[MeetingSummary]) -> list[MeetingSummary]:
    return [body[0] for body in _by_body(meetings)]


def _by_body(meetings: Sequence[MeetingSummary]) -> list[list[MeetingSummary]]:
    """The meetings of each body, newest first."""
    bodies: dict[tuple[str, str], list[MeetingSummary]] = {}
    for meeting in meetings:
        bodies.setdefault((meeting.council, spelt_out(meeting.committee)), []).append(meeting)
    return list(bodies.values())


def _ahead(record: Record) -> list[FutureMeeting]:
    return sorted(record.meeting.future_meetings, key=lambda f: f.date)


def _first_after(record: Record, day: dt.date, view: View) -> Quote | None:
    return next(_quotes(record, [f for f in _ahead(record) if f.date > day][:1], view), None)


def _without_year(record: Record, view: View) -> Iterator[Quote]:
    """The sentence of a record without dates ahead that says on which day of the year its body meets next."""
    for passage in () if record.meeting.future_meetings else view.passages_of(record.meeting.id):
        for window in passage.sentences:
            words = record.slice(window.start, window.end)
            if passage.part is not Part.AGENDA and _HELD_NEXT.search(words) and says_when(words):
                quote = quote_of(record, window.start, window.end, [passage])
                yield from [quote] if quote is not None else []
                return


def _held_on(record: Record, view: View) -> Quote | None:
    """The words that date a meeting that was held."""
    day = dated(record)
    return quote_of(record, *day, view.passages_of(record.meeting.id)) if day else None


def _quotes(record: Record, ahead: Sequence[FutureMeeting], view: View) -> Iterator[Quote]:
    passages = view.passages_of(record.meeting.id)
    for future in ahead:
        quote = sentence_around(record, future.start, future.end, passages)
        if quote is not None:
            yield quote
