"""A reply → the turn that the screen draws, the reader's browser keeps, and files are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answers import Answer, Citation, Evidence, Filter, NotFound
from assistant.documents.transcript import Kept, Origin, Said
from assistant.show import SUMMARY_NOTICE, is_opening, is_scope, looked_through, made_by
from assistant.web.places import place_of
from assistant.web.words import citation_line, day, item_name, minute, searched
from ingest.records import Record, fold_spaces


def said(reply: Answer | NotFound, question: str, chosen: Filter) -> Said:
    """The turn of a reply."""
    turn = Said(question, "not_found", chosen.council, chosen.committee, chosen.date_from, chosen.date_to)
    turn = replace(turn, named=tuple(filter(is_scope, reply.notes)))
    notes = [note for note in reply.notes if not is_scope(note)]
    if isinstance(reply, NotFound):
        return replace(
            turn,
            reason=reply.reason,
            how=f"{looked_through(reply.searched)} {SUMMARY_NOTICE}",
            nearest=tuple(_near(reply.nearest)),
            notes=tuple(notes),
        )
    return replace(
        turn,
        state="answered",
        opening=tuple(filter(is_opening, notes)),
        claims=tuple(Kept(claim.text, claim.citations) for claim in reply.claims),
        sources=tuple(_source(citation) for citation in reply.citations),
        notes=tuple(note for note in notes if not is_opening(note)),
        how=f"{made_by(reply.model)} {searched(reply.searched)}",
    )


def unfinished(question: str, chosen: Filter) -> Said:
    """The turn of a question whose reply has not come."""
    return Said(question, "unfinished", chosen.council, chosen.committee, chosen.date_from, chosen.date_to)


def _source(citation: Citation) -> Origin:
    return Origin(
        name=_reference(citation),
        where=_where(citation.record),
        link=place_of(citation.record, citation.item, citation.start, citation.end).href,
        cite=citation_line(citation.record, citation.item, citation.paragraph),
        quote=fold_spaces(citation.quote),
        speaker=citation.speaker,
        url=citation.record.source.url,
    )


def _reference(citation: Citation) -> str:
    """The item, and the paragraph where its label says more than the item's number does."""
    if citation.item is None:
        return "Heading of the minutes"
    label = citation.paragraph.label
    paragraph = f", paragraph {label}" if label else ""
    return f"{item_name(citation.item)}{paragraph}"


def _where(record: Record) -> str:
    meeting = record.meeting
    return f"{meeting.council.name}, {meeting.committee.name}, {day(meeting.date)}"


def _near(nearest: Sequence[Evidence]) -> Iterator[Origin]:
    """The nearest items, each once."""
    seen: set[tuple[str, str | None]] = set()
    for place in nearest:
        key = (place.record.meeting.id, place.passage.item_id)
        if key in seen:
            continue
        seen.add(key)
        name = item_name(place.item) if place.item else minute(None, None).capitalize()
        yield Origin(name, _where(place.record), place_of(place.record, place.item).href)
