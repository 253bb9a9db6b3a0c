"""Scope + question → ranked passages: words and vectors, fused; what every meeting has kept from drowning business."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Evidence, Period, Understood
from assistant.asked.periods import periods_named
from assistant.business import passages_of
from assistant.terms import content_words, is_asking, stems
from ingest.passages import Passage
from ingest.records import ItemKind, Part
from ingest.store import Hit, MeetingSummary, Scope, View

MOST = 30  # passages whose sentences are looked at

_DEPTH = 100  # hits of each search that are fused
_K = 60  # of reciprocal rank fusion, as in Cormack, Clarke and Büttcher, SIGIR 2009
_CONTEXT_WEIGHT = 0.6  # of council, committee, date and title against the passage's own words, in the word search
_MOST_PERIODS = 2
_MEETINGS_READ = 6  # newest meetings of a scope whose routine business is looked at where it is asked for


def retrieve(understood: Understood, vector: NDArray[np.float32], view: View, limit: int = MOST) -> list[Evidence]:
    """The passages most likely to hold the answer, best first; none where the scope is empty.

    ``vector`` is the question's, of unit length. Where routine business is asked for, the passages that hold it are
    among them whether the search finds them or not.
    """
    if understood.scope is None:
        return []
    fused = _searched(understood, vector, understood.scope, view)
    weighed = {i: (fused[i] * _weight(p, understood), p) for i, p in view.passages(list(fused)).items()}
    best = sorted(weighed.values(), key=lambda found: (-found[0], found[1].id))[:limit]
    kept = {passage.id: (score, passage) for score, passage in best}
    for passage in _of_business(understood, view):
        kept.setdefault(passage.id, weighed.get(passage.id, (0.0, passage)))
    records = {meeting: view.record(meeting) for meeting in dict.fromkeys(p.meeting_id for _, p in kept.values())}
    return [Evidence(passage, records[passage.meeting_id], score) for score, passage in kept.values()]


def _searched(understood: Understood, vector: NDArray[np.float32], scope: Scope, view: View) -> dict[str, float]:
    """What the search finds in a scope, and in the meetings of the periods that the question names by themselves."""
    text = " ".join([understood.text, *understood.also])
    fused = search(text, vector, scope, view)
    for period in understood.periods[:_MOST_PERIODS]:
        first = max(period.first, scope.date_from or period.first)
        last = min(period.last, scope.date_to or period.last)
        if first <= last:
            own = search(text, vector, replace(scope, date_from=first, date_to=last), view)
            fused = {i: max(fused.get(i, 0.0), own.get(i, 0.0)) for i in (*fused, *own)}
    return fused


def search(text: str, vector: NDArray[np.float32], scope: Scope, view: View) -> dict[str, float]:
    """The passages of a scope by words and by vector, fused; each with its score."""
    sought = [word for word in content_words(text) if not is_asking(word)] or content_words(text)
    by_words = view.search_words(sought, scope, _DEPTH, context_weight=_CONTEXT_WEIGHT)
    by_vector = view.search_vectors(vector, scope, _DEPTH)
    return fuse([by_words, by_vector])


def fuse(rankings: Sequence[Sequence[Hit]], k: int = _K) -> dict[str, float]:
    """Reciprocal rank fusion: the sum of 1 / (k + rank) over the rankings a passage stands in, scaled to 1 at most."""
    scores: dict[str, float] = defaultdict(float)
    for ranking in rankings:
        for rank, hit in enumerate(ranking, start=1):
            scores[hit.passage_id] += (k + 1) / ((k + rank) * len(rankings))
    return dict(scores)


def in_periods(understood: Understood, view: View, most: int) -> Iterator[str]:
    """The meetings a question can be about, newest first: of its scope, and of the periods it names if any is held."""
    if understood.scope is None:
        return
    named = meetings_named(understood, view)
    yield from (m.id for m in islice(named or view.meetings(understood.scope), most))


def meetings_named(understood: Understood, view: View) -> tuple[MeetingSummary, ...]:
    """The meetings of a question's scope, newest first; where it names periods, only those held in them.

    A period of the question before does not bind one that asks the same of another place: "and in Moorton?".
    """
    if understood.scope is None:
        return ()
    meetings = view.meetings(understood.scope)
    named = tuple(m for m in meetings if _holds(understood.periods, m.date)) if understood.periods else meetings
    is_carried = understood.carried is not None and not periods_named(understood.question.text)
    return named or (meetings if is_carried else ())


def meeting_meant(text: str, meetings: Iterable[MeetingSummary]) -> MeetingSummary | None:
    """Of some meetings the one whose committee's name has most of the words of a text; of these the newest."""
    said = stems(text)
    return max(meetings, key=lambda m: (len(said & stems(m.committee)), m.date), default=None)


def _holds(periods: Sequence[Period], date: dt.date) -> bool:
    return any(period.holds(date) for period in periods)


def _of_business(understood: Understood, view: View) -> Iterator[Passage]:
    if understood.business is None:
        return
    for meeting in in_periods(understood, view, _MEETINGS_READ):
        yield from passages_of(understood.business, view.record(meeting), view.passages_of(meeting))


def _weight(passage: Passage, understood: Understood) -> float:
    """What a passage's place in the record makes of its score."""
    weight = 0.8 if passage.part is Part.AGENDA else 1.0  # it says what was to happen, not what did
    if understood.business is None and passage.kind is ItemKind.PROCEDURAL:
        weight *= 0.9
    return weight
