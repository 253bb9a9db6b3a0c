"""A topic across meetings: what each meeting's minutes say of it, by date, in their own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Filter, Question
from assistant.finding.ceremony import announces, is_ceremony
from assistant.finding.score import Sentence, score_sentences, word_weights
from assistant.retrieve import retrieve
from assistant.terms import stems
from assistant.understand import scope_of, understand
from ingest.records import OutcomeKind, Part, Record, fold_spaces
from ingest.store import MeetingSummary, Scope, View

_MOST_OF_A_MEETING = 3  # sentences
_FEWEST = 4  # words of a sentence that is no heading
COVER = 0.6  # of the topic's weight of words that must stand in a sentence and the title above it


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A sentence on the topic; ``start`` and ``end`` are its offsets in the source."""

    date: str
    council: str
    committee: str
    item: str | None
    item_title: str
    paragraph: str | None
    speaker: str | None
    decision: bool  # whether the words are of what was decided
    text: str
    id: str
    source: str
    start: int
    end: int
    url: str | None


def timeline(
    topic: str, chosen: Filter, view: View, embed: Callable[[str], NDArray[np.float32]]
) -> Iterator[TimelineRow]:
    """What the meetings of a scope say of a topic, the oldest first; a meeting that does not speak of it has no row."""
    held = view.meetings()
    scope = scope_of(chosen, held)
    if scope is None:
        return
    understood = replace(understand(Question(topic, filter=chosen), held), periods=())
    vector = embed(topic)
    weighed = word_weights(understood, view)
    for meeting in reversed(view.meetings(scope)):
        evidence = retrieve(replace(understood, scope=_only(meeting)), vector, view)
        evidence = [e for e in evidence if e.record.meeting.id == meeting.id and e.passage.part is Part.MINUTES]
        scored = score_sentences(understood, evidence, vector, view)
        on_topic = [s for s in scored if _speaks_of(s, weighed) and _says_something(s)][:_MOST_OF_A_MEETING]
        for sentence in sorted(on_topic, key=lambda s: s.start):
            yield _row(sentence.evidence.record, sentence)


def _only(meeting: MeetingSummary) -> Scope:
    return Scope((meeting.council,), (meeting.committee,), meeting.date, meeting.date)


def _speaks_of(sentence: Sentence, weighed: dict[str, float]) -> bool:
    """Whether enough of the topic stands in the sentence, or in it and the title above it together."""
    own = stems(sentence.text)
    item = sentence.evidence.item
    there = own | (stems(item.title) if item else set())
    cover = sum(weight for word, weight in weighed.items() if word in there)
    return bool(own & set(weighed)) and cover >= COVER * (sum(weighed.values()) or 1.0)


def _says_something(sentence: Sentence) -> bool:
    """Whether a sentence is no heading, opens no item and announces no list."""
    text = sentence.text
    return len(text.split()) >= _FEWEST and not announces(text) and not is_ceremony(text)


def _decides(sentence: Sentence) -> bool:
    item = sentence.evidence.item
    return item is not None and any(
        o.kind is OutcomeKind.DECISION and o.start <= sentence.start < o.end for o in item.outcomes
    )


def _row(record: Record, sentence: Sentence) -> TimelineRow:
    meeting, item = record.meeting, sentence.evidence.item
    return TimelineRow(
        date=meeting.date.isoformat(),
        council=meeting.council.name,
        committee=meeting.committee.name,
        item=item.number if item else None,
        item_title=item.title if item else "",
        paragraph=sentence.paragraph.label,
        speaker=sentence.speaker,
        decision=_decides(sentence),
        text=fold_spaces(record.slice(sentence.start, sentence.end)),
        id=sentence.paragraph.id,
        source=record.source.name,
        start=sentence.start,
        end=sentence.end,
        url=record.source.url,
    )
