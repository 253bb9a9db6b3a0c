"""Who moved or seconded what a question asks about, where lines of their own behind it say so: "Proposed: Cllr Lee"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answers import EXTRACTIVE, Draft, DraftClaim, Evidence, Quote, Understood
from assistant.finding.score import Sentence
from assistant.registers import holding
from ingest.records import Paragraph, Part

_ASKS = re.compile(r"\b(?:who|whom)\b.{0,80}\b(?:propos(?:ed|er)|mov(?:ed|er)|second(?:ed|er)|backed)\b", re.IGNORECASE)
_LINE = re.compile(r"\W*(?:proposed|moved|seconded)(?: by)?\s*[:–-]?\s+\S.{1,60}", re.IGNORECASE | re.DOTALL)
_BEST = 3  # sentences that what is asked about may be


def moved(understood: Understood, scored: Sequence[Sentence]) -> Draft | None:
    """What was moved with the lines behind it that name who moved it; None where that is not asked, or not told so."""
    if not _ASKS.search(understood.question.text):
        return None
    for best in scored[:_BEST]:
        lines = list(_behind(best))
        if lines:
            return Draft(tuple(_claims(best, lines)), EXTRACTIVE)
    return None


def _claims(best: Sentence, lines: Sequence[Paragraph]) -> Iterator[DraftClaim]:
    place = best.evidence
    yield DraftClaim.quoting(Quote(place, place.record.slice(best.start, best.end)))
    for line in lines:
        there = holding(place.record, line.start, line.end, Evidence(place.passage, place.record, 1.0))
        yield DraftClaim.quoting(Quote.of(there, line.start, line.end))


def _behind(best: Sentence) -> Iterator[Paragraph]:
    """The lines right behind the paragraph of a sentence that name a mover or a seconder."""
    item = best.evidence.item
    told = [p for p in item.paragraphs if p.part is not Part.AGENDA] if item is not None else []
    at = next((n for n, paragraph in enumerate(told) if paragraph.id == best.paragraph.id), len(told))
    for paragraph in told[at + 1 :]:
        if not _LINE.fullmatch(best.evidence.record.slice(paragraph.start, paragraph.end).strip()):
            return
        yield paragraph
