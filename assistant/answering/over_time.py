"""A timeline: what meeting after meeting said of a matter, or the dates that one item gives, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answering.assembled import assembled, length_of
from assistant.answering.ceremony import of_matter
from assistant.answering.choose import overlap
from assistant.answers import DraftClaim, Understood
from assistant.finding.score import Sentence, says_when, word_weights
from assistant.registers import led_by_meeting
from assistant.terms import stems
from ingest.store import View

_DATES = re.compile(
    r"\b(?:dates?|milestones?|deadlines?|timelines?|timetables?|schedules?|chronolog\w+|events?|when|stages?|steps|inspections?)\b",
    re.IGNORECASE,
)
_DAY_OR_MONTH = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)? )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?: (?:19|20)\d\d)?|\b(?:19|20)\d\d\b"
)
_AHEAD = re.compile(
    r"\b(?:within|next|coming|past|last|every) (?:\S+ ){0,4}?(?:days|weeks|months|years)\b", re.IGNORECASE
)
_IN_PERIOD = 2.0  # log odds; what a sentence gains that names a month asked about
_EXACT = 0.7  # to name a day, a month or a year
_A_WORD = 0.02  # taken off for each word: what is short leaves room for more dates
_BEHIND = 3.0  # log odds that the best sentence of a meeting may be behind the best of all
_COVER = 0.7  # of what the best sentences say of the topic
_BEST = 5
_MOST_MEETINGS = 8
_WORDS = 140
_LONGEST = 60  # words of a sentence of a meeting


def over_time(
    understood: Understood, scored: Sequence[Sentence], view: View
) -> tuple[list[DraftClaim], tuple[str, ...]]:
    """The claims of a timeline, the oldest meeting first, and how many meetings speak of it where several do.

    Where dates are asked for, what is told names one.
    """
    on_topic = _on_topic(understood, of_matter(scored), view)
    are_dates = _DATES.search(understood.question.text) is not None
    meetings = _by_meeting((are_dates and _dated(understood, on_topic)) or on_topic)
    chosen = _of_each(meetings, _WORDS - sum(len(note.split()) for note in understood.notes))
    told = assembled(
        sorted(chosen, key=lambda s: (s.evidence.record.meeting.date, s.evidence.record.meeting.id, s.start))
    )
    if len(meetings) < 2:
        return told, ()
    searched = len(view.meetings(understood.scope)) if understood.scope else 0
    return _led(told), (f"{len(meetings)} of the {searched} meetings searched were found to speak of this.",)


def _on_topic(understood: Understood, scored: Sequence[Sentence], view: View) -> list[Sentence]:
    """The sentences of the item with the best one, and those that say nearly as much of what is asked about."""
    weighed = word_weights(understood, view)

    def cover(sentence: Sentence) -> float:
        item = sentence.evidence.item
        own = stems(sentence.text)
        there = own | stems(item.title if item else "")
        return sum(weight for word, weight in weighed.items() if word in there) if own & set(weighed) else 0.0

    least = _COVER * max(map(cover, scored[:_BEST]), default=0.0)
    place = scored[0].evidence.passage.item_id if scored else None
    return [s for s in scored if s.evidence.passage.item_id == place or cover(s) >= least]


def _by_meeting(scored: Iterable[Sentence]) -> list[list[Sentence]]:
    """The sentences worth telling, meeting by meeting, the meeting with the best one first."""
    found: dict[str, list[Sentence]] = {}
    best = None
    for sentence in scored:
        best = sentence.score if best is None else best
        if sentence.score >= best - _BEHIND:
            found.setdefault(sentence.evidence.record.meeting.id, []).append(sentence)
    return list(found.values())[:_MOST_MEETINGS]


def _of_each(meetings: Sequence[Sequence[Sentence]], words: int) -> list[Sentence]:
    """The best sentence of each meeting, then more of the best, within some words."""
    firsts = [next((s for s in sentences if len(s.text.split()) <= _LONGEST), sentences[0]) for sentences in meetings]
    rest = sorted((s for sentences in meetings for s in sentences), key=lambda s: -s.score)
    chosen: list[Sentence] = []
    for sentence in (*firsts, *rest):
        is_said = any(overlap(sentence, other) or sentence.text == other.text for other in chosen)
        if not is_said and (not chosen or length_of(assembled([*chosen, sentence])) <= words):
            chosen.append(sentence)
    return chosen


def _led(claims: Iterable[DraftClaim]) -> list[DraftClaim]:
    """Claims of several meetings, each meeting led by which it is."""
    by_meeting: dict[str, list[DraftClaim]] = {}
    for claim in claims:
        by_meeting.setdefault(claim.quotes[0].evidence.record.meeting.id, []).append(claim)
    return [led for one in by_meeting.values() for led in led_by_meeting(one[0].quotes[0].evidence.record, one)]


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
