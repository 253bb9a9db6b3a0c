"""Scope + question → ranked passages: words and vectors, fused; what every meeting has kept from drowning business."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Evidence, Kind, Understood
from assistant.terms import content_words, is_asking
from ingest.passages import Passage
from ingest.records import ItemKind, Part
from ingest.store import Hit, Scope, View

MOST = 20  # passages a drafter sees

_MOST_SIDES = 4
_DEPTH = 100  # hits of each search that are fused
_K = 60  # of reciprocal rank fusion, as in Cormack, Clarke and Büttcher, SIGIR 2009
_CONTEXT_WEIGHT = 0.6  # of council, committee, date and title against the passage's own words, in the word search


def retrieve(understood: Understood, vector: NDArray[np.float32], view: View, limit: int = MOST) -> list[Evidence]:
    """The passages most likely to hold the answer, best first; none where the scope is empty.

    ``vector`` is the question's, of unit length. Of a comparison each side is searched by itself, and the sides take
    turns, so that neither drowns the other.
    """
    if understood.scope is None:
        return []
    sides = [_search(understood, scope, vector, view) for scope in sides_of(understood, understood.scope)]
    if len(sides) == 1:
        return sides[0][:limit]
    turns = [e for turn in zip_longest(*sides) for e in turn if e is not None]
    best = max((e.score for e in turns), default=1.0)
    return [replace(e, score=best * (1 - place / 100)) for place, e in enumerate(turns[:limit])]


def sides_of(understood: Understood, scope: Scope) -> list[Scope]:
    """The scopes that a comparison sets side by side: councils, else periods; the one scope of any other question."""
    if understood.kind is Kind.COMPARE:
        if 1 < len(scope.councils) <= _MOST_SIDES:
            return [replace(scope, councils=(council,)) for council in scope.councils]
        if 1 < len(understood.periods) <= _MOST_SIDES and not (scope.date_from or scope.date_to):
            return [replace(scope, date_from=p.first, date_to=p.last) for p in understood.periods]
    return [scope]


def _search(understood: Understood, scope: Scope, vector: NDArray[np.float32], view: View) -> list[Evidence]:
    """The passages of a scope, by words and by vector, fused and weighed by their place in the record."""
    sought = [word for word in content_words(understood.text) if not is_asking(word)] or content_words(understood.text)
    by_words = view.search_words(sought, scope, _DEPTH, context_weight=_CONTEXT_WEIGHT)
    by_vector = view.search_vectors(vector, scope, _DEPTH)
    fused = fuse([by_words, by_vector])
    passages = view.passages(list(fused))
    records = {meeting: view.record(meeting) for meeting in {p.meeting_id for p in passages.values()}}
    found = [
        Evidence(p, records[p.meeting_id], fused[i] * _weight(p, understood, records[p.meeting_id].meeting.date))
        for i, p in passages.items()
    ]
    return sorted(found, key=lambda e: (-e.score, e.passage.id))


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
