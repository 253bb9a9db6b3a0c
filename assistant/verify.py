"""Draft → Answer | NotFound: what of its claims holds, numbered, with the record's state told.

The only module that makes an `Answer`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.held import AlsoAsked, Judged, Refused, Verified, check, cite, judged, verified
from assistant.answers import Answer, Citation, Claim, Draft, Evidence, NotFound, Question, Searched
from ingest.records import Item, ItemNumber, Part, Record, State

__all__ = ["AlsoAsked", "Judged", "Refused", "Verified", "check", "cite", "judged", "verified"]
__all__ += ["About", "answer", "not_found", "numbered", "state_of"]

_MOST_NEAREST = 3


@dataclass(frozen=True, slots=True)
class About:
    """What a reply says of how it was made."""

    question: Question
    searched: Searched
    evidence: tuple[Evidence, ...]
    fingerprint: str
    elapsed_ms: float
    notes: tuple[str, ...] = ()


def answer(claims: Sequence[Verified], draft: Draft, about: About) -> Answer | NotFound:
    """The reply that verified claims make: an answer with numbered citations, or that the minutes do not say."""
    if not claims:
        return not_found(draft.reason or "No sentence in the minutes searched answers this.", draft.model, about)
    shown, citations = numbered(claims)
    notes = (*draft.notes, *state_of(citations), *about.notes)
    return Answer(
        about.question,
        shown,
        citations,
        notes,
        about.searched,
        about.evidence,
        draft.model,
        about.fingerprint,
        about.elapsed_ms,
    )


def numbered(claims: Iterable[Verified]) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
    """Claims with the numbers of their citations, and these in that order; words that are cited twice have one."""
    numbers: dict[tuple[str, int, int], int] = {}
    citations: list[Citation] = []
    shown: list[Claim] = []
    for claim in claims:
        marks = []
        for citation in claim.citations:
            key = (citation.record.meeting.id, citation.start, citation.end)
            if key not in numbers:
                citations.append(citation)
                numbers[key] = len(citations)
            marks.append(numbers[key])
        shown.append(Claim(claim.text, tuple(dict.fromkeys(marks)), claim.support))
    return tuple(shown), tuple(citations)


def not_found(reason: str, model: str, about: About) -> NotFound:
    """That the minutes do not say, and where to look instead."""
    nearest: list[Evidence] = []
    for place in about.evidence:
        if place.passage.part is Part.MINUTES and place.passage.item_id not in {e.passage.item_id for e in nearest}:
            nearest.append(place)
        if len(nearest) == _MOST_NEAREST:
            break
    cut = [_placed(e.item, e.record) for e in nearest if e.item and e.item.truncated]
    notes = (_cut_off(cut),) if cut else ()
    return NotFound(
        about.question,
        reason,
        tuple(nearest),
        (*about.notes, *notes),
        about.searched,
        about.evidence,
        model,
        about.fingerprint,
        about.elapsed_ms,
    )


def state_of(citations: Sequence[Citation]) -> Iterator[str]:
    """What must be told of the records an answer leans on."""
    cut = {c.item.id: _placed(c.item, c.record) for c in citations if c.item and c.item.truncated}
    if cut:
        yield _cut_off(list(cut.values()))
    yield from dict.fromkeys(note for citation in citations for note in _notes_of(citation))


def _notes_of(citation: Citation) -> Iterator[str]:
    item, meeting = citation.item, citation.record.meeting
    when = f"{meeting.date.day} {meeting.date:%B %Y}"
    if item and item.number_is is ItemNumber.INFERRED:
        yield f"Item numbers of {when} are inferred from their sequence; none are printed."
    if citation.paragraph.part is Part.AGENDA:
        yield f"Part of this is agenda text of {when}: it says what was put to the meeting, not what happened."
    if meeting.state is State.DRAFT:
        yield f"The minutes of {when} are a draft."
    elif citation.record.replaces_a_draft:
        yield f"The minutes of {when} replace a draft of the same meeting."
    if citation.page in citation.record.pages.recognised:
        yield (
            f"Page {citation.page} of the minutes of {when} is a scan, read by text recognition (OCR): letters and"
            " figures may be misread; check them against the page."
        )


def _placed(item: Item, record: Record) -> str:
    name = item.number or f"“{item.title}”"
    return f"{name} ({record.meeting.date.day} {record.meeting.date:%B %Y})"


def _cut_off(places: Sequence[str]) -> str:
    many = "item" if len(places) == 1 else "items"
    named = " and ".join(filter(None, [", ".join(places[:-1]), places[-1]]))
    return f"The published text of {many} {named} is cut off; the rest is only in the full minutes."
