"""A timeline: what meeting after meeting said of a matter, or the dates that one item gives, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answering.assembled import assembled, length_of
from assistant.answering.listed import overlap
from assistant.answering.matter import of_matter
from assistant.answering.overview import words_below
from assistant.answers import DraftClaim, Understood
from assistant.finding.ceremony import ROUTINE
from assistant.finding.fits import says_when
from assistant.finding.score import Sentence, word_weights
from assistant.terms import stems
from ingest.records import OutcomeKind, Record
from ingest.store import View

_FORM = stems(
    "set lay trace chart track bring history date milestone timeline chronology step event stage happen develop developed change changed"
    " evolve evolved progress progressed said told discussed meeting past coming ahead order key issue picture story matter question"
)
_DATES = re.compile(
    r"\b(?:dates?|milestones?|deadlines?|timelines?|timetables?|schedules?|chronolog\w+|events?|when|stages?|steps)\b",
    re.IGNORECASE,
)
_DAY_OR_MONTH = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)? )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?: (?:19|20)\d\d)?|\b(?:19|20)\d\d\b"
)
_AHEAD = re.compile(
    r"\b(?:within|next|coming|past|last|every) (?:\S+ ){0,4}?(?:days|weeks|months|years)\b", re.IGNORECASE
)
_IN_PERIOD = 2.0  # log odds; what a sentence gains that names a month asked about
_DECIDED = 1.0  # to be what was decided
_EXACT = 0.7  # to name a day, a month or a year
_A_WORD = 0.06  # taken off for each word: what is short leaves room for more dates
_BEHIND = 3.0  # log odds that the best sentence of a meeting may be behind the best of all
_COVER = 0.7  # of what the best sentences say of the topic
_BEST = 5
_MOST_MEETINGS = 8
_ALIKE = 0.8  # of the words of the shorter of two sentences
_FEWEST = 5  # words of a sentence that is no heading
_TOLD = 3  # meetings of which notes are told below, mostly
_WORDS = 175  # with what leads the meetings and is told below
_LONGEST = 60  # words of a sentence of a meeting


def over_time(
    understood: Understood, scored: Sequence[Sentence], view: View
) -> tuple[list[DraftClaim], tuple[str, ...]]:
    """The claims of a timeline, the oldest meeting first, and how many meetings speak of it where several do.

    Where dates are asked for, what is told names one.
    """
    on_topic = _on_topic(understood, of_matter(scored), view)
    are_dates = _DATES.search(understood.question.text) is not None
    on_topic = _decisions_lifted(on_topic)
    meetings = _by_meeting((are_dates and _dated(understood, on_topic)) or on_topic)
    records = [sentences[0].evidence.record for sentences in meetings]
    words = _WORDS - words_below(understood, [sentences[0].evidence for sentences in meetings[:_TOLD]])
    chosen = _of_each(meetings[:_MOST_MEETINGS], words, lead=len(_lead(records[0], records).split()) if records else 0)
    told = assembled(
        sorted(chosen, key=lambda s: (s.evidence.record.meeting.date, s.evidence.record.meeting.id, s.start))
    )
    if len(meetings) < 2:
        return told, ()
    searched = len(view.meetings(understood.scope)) if understood.scope else 0
    return _led(told, records), (_count(len(meetings), len({s.evidence.record.meeting.id for s in chosen}), searched),)


def _count(found: int, told: int, searched: int) -> str:
    """How many of the meetings searched speak of a matter, and how many of them are told."""
    rest = f"; {told} are told here" if told < found else ""
    return f"{found} of the {searched} meetings searched were found to speak of this{rest}."


def _on_topic(understood: Understood, scored: Sequence[Sentence], view: View) -> list[Sentence]:
    """The sentences of the item with the best one, and those that say nearly as much of what is asked about."""
    weighed = {word: weight for word, weight in word_weights(understood, view).items() if word not in _FORM}

    def cover(sentence: Sentence) -> float:
        item = sentence.evidence.item
        own = stems(sentence.text)
        there = own | stems(item.title if item else "")
        return sum(weight for word, weight in weighed.items() if word in there) if own & set(weighed) else 0.0

    least = _COVER * max(map(cover, scored[:_BEST]), default=0.0)
    place = scored[0].evidence.passage.item_id if scored else None
    return [
        s
        for s in scored
        if len(s.text.split()) >= _FEWEST and (s.evidence.passage.item_id == place or cover(s) >= least)
    ]


def _decisions_lifted(scored: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, what was decided before what was said; that a report was noted is no such thing."""
    lifted = [
        replace(s, score=s.score + _DECIDED) if _is_decided(s) and not ROUTINE.search(s.text) else s for s in scored
    ]
    return sorted(lifted, key=lambda s: -s.score)


def _is_decided(sentence: Sentence) -> bool:
    item = sentence.evidence.item
    return item is not None and any(
        o.kind is OutcomeKind.DECISION and o.start <= sentence.start < o.end for o in item.outcomes
    )


def _by_meeting(scored: Iterable[Sentence]) -> list[list[Sentence]]:
    """The sentences worth telling, meeting by meeting, the meeting with the best one first."""
    found: dict[str, list[Sentence]] = {}
    best = None
    for sentence in scored:
        best = sentence.score if best is None else best
        if sentence.score >= best - _BEHIND:
            found.setdefault(sentence.evidence.record.meeting.id, []).append(sentence)
    return list(found.values())


def _of_each(meetings: Sequence[Sequence[Sentence]], words: int, lead: int) -> list[Sentence]:
    """The best sentence of each meeting, then more of the best, within some words, those that lead a meeting included."""
    firsts = [next((s for s in sentences if len(s.text.split()) <= _LONGEST), sentences[0]) for sentences in meetings]
    rest = sorted((s for sentences in meetings for s in sentences), key=lambda s: -s.score)
    chosen: list[Sentence] = []
    for sentence in (*firsts, *rest):
        if any(_is_said(sentence, other) for other in chosen):
            continue
        both = [*chosen, sentence]
        leads = lead * len({s.evidence.record.meeting.id for s in both}) if len(meetings) > 1 else 0
        if not chosen or length_of(assembled(both)) + leads <= words:
            chosen = both
    return chosen


def _is_said(sentence: Sentence, other: Sentence) -> bool:
    """Whether a sentence stands in another, or says nearly the same."""
    one, two = stems(sentence.text), stems(other.text)
    return overlap(sentence, other) or len(one & two) >= _ALIKE * min(len(one), len(two))


def _led(claims: Iterable[DraftClaim], records: Sequence[Record]) -> list[DraftClaim]:
    """Claims of several meetings, the first of each meeting led by which it is."""
    led: dict[str, None] = {}
    told = []
    for claim in claims:
        record = claim.quotes[0].evidence.record
        told.append(claim if record.meeting.id in led else replace(claim, lead=_lead(record, records)))
        led[record.meeting.id] = None
    return told


def _lead(record: Record, records: Sequence[Record]) -> str:
    """Which meeting it is among some: its day, behind its council or its committee where these differ."""
    meeting = record.meeting
    day = f"{meeting.date.day} {meeting.date:%B %Y}"
    if len({r.meeting.council.name for r in records}) > 1:
        return f"{meeting.council.name}, {day}"
    return f"{meeting.committee.name}, {day}" if len({r.meeting.committee.name for r in records}) > 1 else day


def _dated(understood: Understood, scored: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that name a time, those first that name a day or a month, and one of the months asked about."""
    months = {month for period in understood.periods for month in period.months()}
    lifted = [
        replace(
            s,
            score=s.score
            + _IN_PERIOD * any(month in s.text for month in months)
            + _EXACT * min(len(_DAY_OR_MONTH.findall(s.text)), 2)
            - _A_WORD * len(s.text.split()),
        )
        for s in scored
        if says_when(s.text) or _AHEAD.search(s.text)
    ]
    return sorted(lifted, key=lambda s: -s.score)
