"""A topic over time: at which meetings it was spoken of and how often, and how many were looked through."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answers import Filter, Question
from assistant.finding.score import word_weights
from assistant.tables.timeline import COVER
from assistant.terms import content_words, is_asking, stems
from assistant.understand import scope_of, understand
from ingest.passages import Passage
from ingest.records import Part
from ingest.store import MeetingSummary, View

_MOST_PASSAGES = 2_000  # that are looked at


@dataclass(frozen=True, slots=True)
class MeetingMentions:
    """How many sentences of a meeting's minutes speak of a topic; none is a number too."""

    date: dt.date
    council: str
    committee: str
    meeting: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of one council: how many meetings were looked through, and how many of them speak of the topic."""

    council: str
    searched: int
    mentioning: int
    mentions: int
    first: dt.date  # of the meetings looked through
    last: dt.date


@dataclass(frozen=True, slots=True)
class TopicOverTime:
    """A topic across the meetings of a scope, the oldest first; ``meetings`` are all that were looked through."""

    topic: str
    meetings: tuple[MeetingMentions, ...]
    coverage: tuple[Coverage, ...]


def topic_over_time(topic: str, chosen: Filter, view: View) -> TopicOverTime:
    """Where and how often a topic is spoken of. By its words alone, so that a meeting counts for what it prints."""
    held = view.meetings()
    scope = scope_of(chosen, held)
    if scope is None:
        return TopicOverTime(topic, (), ())
    understood = understand(Question(topic, filter=chosen), held)
    weighed = word_weights(understood, view)
    sought = [word for word in content_words(topic) if not is_asking(word)] or content_words(topic)
    hits = view.search_words(sought, scope, _MOST_PASSAGES)
    counts: Counter[str] = Counter()
    for passage in view.passages([hit.passage_id for hit in hits]).values():
        counts[passage.meeting_id] += _mentions(passage, weighed)
    meetings = sorted(view.meetings(scope), key=lambda m: (m.date, m.council, m.committee, m.id))
    return TopicOverTime(
        topic,
        tuple(MeetingMentions(m.date, m.council, m.committee, m.id, counts[m.id]) for m in meetings),
        tuple(_coverage(name, meetings, counts) for name in sorted({m.council for m in meetings})),
    )


def _mentions(passage: Passage, weighed: dict[str, float]) -> int:
    """The sentences of a passage of the minutes that have enough of the topic, with the title above them."""
    if passage.part is not Part.MINUTES:
        return 0
    total = sum(weighed.values()) or 1.0
    title = stems(passage.context)
    many = 0
    for window in passage.sentences:
        own = stems(passage.text[window.start - passage.start : window.end - passage.start])
        cover = sum(weight for word, weight in weighed.items() if word in own | title)
        many += bool(own & set(weighed)) and cover >= COVER * total
    return many


def _coverage(council: str, meetings: Iterable[MeetingSummary], counts: Counter[str]) -> Coverage:
    theirs = [m for m in meetings if m.council == council]
    return Coverage(
        council,
        searched=len(theirs),
        mentioning=sum(counts[m.id] > 0 for m in theirs),
        mentions=sum(counts[m.id] for m in theirs),
        first=theirs[0].date,
        last=theirs[-1].date,
    )
