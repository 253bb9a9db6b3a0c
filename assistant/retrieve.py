"""Scope + question → ranked passages: words and vectors, fused; what every meeting has kept from drowning business."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Evidence, Understood
from assistant.terms import content_words, is_asking
from ingest.passages import Passage
from ingest.records import ItemKind, Part
from ingest.store import Hit, View

MOST = 20  # passages a drafter sees

_DEPTH = 100  # hits of each search that are fused
_K = 60  # of reciprocal rank fusion, as in Cormack, Clarke and Büttcher, SIGIR 2009
_CONTEXT_WEIGHT = 0.6  # of council, committee, date and title against the passage's own words, in the word search


def retrieve(understood: Understood, vector: NDArray[np.float32], view: View, limit: int = MOST) -> list[Evidence]:
    """The passages most likely to hold the answer, best first; none where the scope is empty.

    ``vector`` is the question's, of unit length.
    """
    if understood.scope is None:
        return []
    sought = [word for word in content_words(understood.text) if not is_asking(word)] or content_words(understood.text)
    by_words = view.search_words(sought, understood.scope, _DEPTH, context_weight=_CONTEXT_WEIGHT)
    by_vector = view.search_vectors(vector, understood.scope, _DEPTH)
    fused = fuse([by_words, by_vector])
    passages = view.passages(list(fused))
    records = {meeting: view.record(meeting) for meeting in {p.meeting_id for p in passages.values()}}
    found = [
        Evidence(p, records[p.meeting_id], fused[i] * _weight(p, understood, records[p.meeting_id].meeting.date))
        for i, p in passages.items()
    ]
    return sorted(found, key=lambda e: (-e.score, e.passage.id))[:limit]


def fuse(rankings: Sequence[Sequence[Hit]]) -> dict[str, float]:
    """Reciprocal rank fusion: the sum of 1 / (60 + rank) over the rankings a passage stands in, scaled to 1 at most."""
    scores: dict[str, float] = defaultdict(float)
    for ranking in rankings:
        for rank, hit in enumerate(ranking, start=1):
            scores[hit.passage_id] += (_K + 1) / ((_K + rank) * len(rankings))
    return dict(scores)


def _weight(passage: Passage, understood: Understood, date: dt.date) -> float:
    """What a passage's place in the record makes of its score."""
    weight = 1.0
    if passage.part is Part.AGENDA:
        weight *= 0.8  # it says what was to happen, not what did
    if understood.is_routine:
        weight *= 1.15 if passage.kind is ItemKind.PROCEDURAL else 1.0
    else:
        weight *= 0.9 if passage.kind is ItemKind.PROCEDURAL else 1.0
    if understood.periods:
        weight *= 1.1 if any(period.holds(date) for period in understood.periods) else 1.0
    return weight
