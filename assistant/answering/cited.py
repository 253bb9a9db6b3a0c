"""Quote → its citations: where its words stand in the record, and of whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import Citation, Quote
from assistant.attribute import names_speaker, speaker_of
from assistant.locate import is_enough, locate
from assistant.support import touched
from ingest.records import Paragraph, Record


def cited(quote: Quote) -> tuple[Citation, ...]:
    """The citations of a quote, one of each paragraph that it runs through: the next may be somebody else's words.

    What it takes of a paragraph in few words is left out. A quote said to stand at a place is one, as its table has it.
    """
    citation = cite(quote)
    if citation is None or quote.at is not None or citation.end <= citation.paragraph.end:
        return () if citation is None else (citation,)
    pieces = [replace(quote, text=citation.record.slice(*span), at=span[0]) for span in _stretches(citation, quote)]
    return tuple(citation for piece in pieces if is_enough(piece.text) and (citation := cite(piece)) is not None)


def _stretches(citation: Citation, quote: Quote) -> list[tuple[int, int]]:
    """The stretches of a citation, one a paragraph; a list goes with the line that announces it."""
    record = citation.record
    stretches: list[tuple[int, int]] = []
    announces = False
    for one in map(record.paragraph, quote.evidence.passage.paragraphs):
        start, end = max(citation.start, one.start), min(citation.end, one.end)
        if start >= end:
            continue
        if announces and one.speaker is None and not names_speaker(record.slice(one.start, one.end)):
            stretches[-1] = (stretches[-1][0], end)
            continue
        stretches.append((start, end))
        announces = record.slice(one.start, one.end).rstrip("*_ ").endswith(":")
    return stretches


def cite(quote: Quote) -> Citation | None:
    """The citation of a quote: where its words stand in the passage it was taken from; None where they do not."""
    record, passage = quote.evidence.record, quote.evidence.passage
    found = (
        _at(quote.at, quote) if quote.at is not None else locate(record.text, quote.text, passage.start, passage.end)
    )
    if found is None:
        return None
    start, end = found
    paragraph = _paragraph_at(record, passage.paragraphs, start)
    if paragraph is None:
        return None
    return Citation(record, record.item_of(paragraph.id), paragraph, start, end, speaker_of(record, paragraph, start))


def _at(start: int, quote: Quote) -> tuple[int, int] | None:
    """The offsets of words said to stand at a place; None where other words do, or the place is not in the passage."""
    end = start + len(quote.text)
    passage = quote.evidence.passage
    is_there = passage.start <= start < end <= passage.end and quote.evidence.record.slice(start, end) == quote.text
    return (start, end) if is_there else None


def _paragraph_at(record: Record, ids: Sequence[str], start: int) -> Paragraph | None:
    """The paragraph of a passage in which an offset stands."""
    for identity in ids:
        paragraph = record.paragraph(identity)
        if paragraph.start <= start < paragraph.end:
            return paragraph
    return None


def by_speaker(citations: Sequence[Citation]) -> dict[str | None, tuple[Citation, ...]]:
    """What is cited of each speaker, and of nobody, sentence by sentence."""
    said: dict[str | None, tuple[Citation, ...]] = {}
    for citation in citations:
        for start, end in touched(citation):
            who = speaker_of(citation.record, citation.paragraph, start)
            own = replace(citation, start=max(start, citation.start), end=min(end, citation.end), speaker=who)
            if is_enough(own.quote):
                said[who] = (*said.get(who, ()), own)
    return said
