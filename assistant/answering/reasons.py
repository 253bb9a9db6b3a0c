"""Why something was decided, where the minutes print it under a heading: "Reasons for recommendations"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answers import DraftClaim, Evidence, Kind, Quote, Understood
from assistant.registers import quote_of
from assistant.terms import content_words, is_asking, stem, stems
from ingest.records import Outcome, OutcomeKind, Paragraph, Part
from ingest.store import View

_HEADING = re.compile(
    r"reasons? (?:for|behind) (?:the |this |that |making )*"
    r"(?:recommendations?|decisions?|resolutions?|proposals?)\s*[:.–-]?\s*",
    re.IGNORECASE,
)
_MOST = 4


def reasons_given(understood: Understood, place: Evidence | None, view: View) -> list[DraftClaim]:
    """The reasons printed for what the item of a place decided; of numbered ones those of the decision asked about."""
    if understood.kind is not Kind.REASON or place is None or place.item is None:
        return []
    reasons = list(_reasons(place))
    decisions = [outcome for outcome in place.item.outcomes if outcome.kind is OutcomeKind.DECISION]
    if not reasons or not decisions or not _is_asked(understood, place, decisions):
        return []
    best = max(decisions, key=lambda decision: _shared(understood, place, decision))
    own = [p for p in reasons if best.label is not None and p.label == best.label]
    passages = view.passages_of(place.record.meeting.id)
    quotes = (quote_of(place.record, p.start, p.end, passages) for p in own or reasons[:_MOST])
    return [DraftClaim.quoting(quote) for quote in quotes if isinstance(quote, Quote)]


def _reasons(place: Evidence) -> Iterator[Paragraph]:
    """The paragraphs under a heading of reasons, or the one that begins with it; up to the next that has no label."""
    under = False
    for paragraph in place.item.paragraphs if place.item else ():
        text = place.record.slice(paragraph.start, paragraph.end)
        heading = _HEADING.match(text) if paragraph.part is Part.MINUTES else None
        if (heading and heading.end() < len(text)) or (under and not heading):
            yield paragraph
        under = (heading is not None and heading.end() == len(text)) or (under and paragraph.label is not None)


def _is_asked(understood: Understood, place: Evidence, decisions: list[Outcome]) -> bool:
    """Whether a question is about a decision of the item: it shares a word with one of them."""
    return any(_shared(understood, place, decision) for decision in decisions)


def _shared(understood: Understood, place: Evidence, decision: Outcome) -> int:
    asked = {stem(word) for word in content_words(understood.text) if not is_asking(word)}
    return len(asked & stems(place.record.slice(decision.start, decision.end)))
