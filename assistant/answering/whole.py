"""For an overview or a timeline the whole of an item or a meeting is read, not only what a search finds of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.answering.from_tables import item_asked_for, item_named
from assistant.answering.meeting_overview import meeting_asked_for, meeting_told
from assistant.answering.overview import overview_of
from assistant.answers import DraftClaim, Evidence, Understood
from assistant.finding.score import Sentence, score_sentences
from ingest.passages import Passage
from ingest.store import View

_MOST = 120  # passages


def with_whole(
    understood: Understood,
    evidence: Sequence[Evidence],
    scored: Sequence[Sentence],
    vector: NDArray[np.float32],
    view: View,
) -> tuple[list[Evidence], list[Sentence]]:
    """The evidence with every passage of what an overview or a timeline is asked of, and the sentences of them all."""
    held = {e.passage.id for e in evidence}
    passages = [p for p in _passages(understood, scored, view)[:_MOST] if p.id not in held]
    records = {meeting: view.record(meeting) for meeting in {p.meeting_id for p in passages}}
    more = [Evidence(p, records[p.meeting_id], 0.0) for p in passages]
    both = [*scored, *score_sentences(understood, more, vector, view)]
    return [*evidence, *more], sorted(both, key=lambda s: (-s.score, s.evidence.passage.id, s.start))


def _passages(understood: Understood, scored: Sequence[Sentence], view: View) -> Sequence[Passage]:
    meeting = meeting_asked_for(understood, view)
    if meeting is not None:
        return view.passages_of(meeting.id)
    place = item_named(understood, view) or item_asked_for(understood, scored)
    if place is None or place.item is None:
        return ()
    return [p for p in view.passages_of(place.record.meeting.id) if p.item_id == place.item.id]


def of_whole(understood: Understood, scored: Sequence[Sentence], view: View) -> list[DraftClaim]:
    """The overview of a meeting or of an item that a question names; none where it has to be found what is meant."""
    meeting = meeting_asked_for(understood, view)
    if meeting is not None:
        return meeting_told(understood, meeting, scored, view)
    return overview_of(understood, scored, view) if item_named(understood, view) is not None else []
