"""Draft → Answer | NotFound: finds every quote, checks support, tells the record's state, drops what fails.

The only module that makes an `Answer`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answers import (
    Answer,
    Citation,
    Claim,
    Draft,
    DraftClaim,
    Evidence,
    NotFound,
    Question,
    Quote,
    Searched,
    Support,
)
from assistant.attribute import names_speaker, speaker_of
from assistant.locate import fold, locate
from assistant.terms import stems, words
from ingest.records import Item, ItemNumber, OutcomeKind, Paragraph, Part, Record, State, fold_spaces

_NEGATION = re.compile(r"\b(?:not|no|never|none|nor|neither|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,.]*")
_NAME = re.compile(r"(?<!^)(?<![.!?“\"'‘:] )\b[A-Z][a-z’'-]{2,}\b")
_LEAST_SHARED = 0.5  # of a claim's words that carry meaning; below it a claim says more than its quotes
_MOST_NEAREST = 3
_SAYS_LITTLE = 3  # words: "None." says something only under its title


@dataclass(frozen=True, slots=True)
class Verified:
    """A claim that holds, with its citations; numbered when the answer is put together."""

    text: str
    citations: tuple[Citation, ...]
    support: Support


@dataclass(frozen=True, slots=True)
class About:
    """What a reply says of how it was made."""

    question: Question
    searched: Searched
    evidence: tuple[Evidence, ...]
    fingerprint: str
    elapsed_ms: float
    notes: tuple[str, ...] = ()


def verified(draft: Draft) -> Iterator[Verified]:
    """The claims of a draft that hold, one by one."""
    for claim in draft.claims:
        checked = check(claim)
        if checked is not None:
            yield checked


def check(claim: DraftClaim) -> Verified | None:
    """The claim with its citations; None where a quote is not in the record or the quotes do not support it."""
    citations = [citation for quote in claim.quotes if (citation := cite(quote)) is not None]
    if not citations:
        return None
    support = supports(claim.text, citations)
    if support is None or (claim.is_quoted and support is not Support.VERBATIM):
        return None
    text = _led(claim.text, citations[0]) if claim.is_quoted else claim.text
    return Verified(f"{claim.lead} – {text}" if claim.lead else text, tuple(citations), support)


def _led(text: str, citation: Citation) -> str:
    """Words of the record behind what they are (a decision, an account, agenda text), and whether they break off."""
    paragraph = citation.paragraph
    if paragraph.truncated and citation.end >= paragraph.end:
        text = f"{text} … (the published text is cut off here)"
    outcomes = citation.item.outcomes if citation.item else ()
    decided = next((o for o in outcomes if o.kind is OutcomeKind.DECISION and o.start == citation.start), None)
    if decided is not None:
        return f"Decision{f' {decided.label})' if decided.label else ''}: “{text}”"
    speaker = citation.speaker if citation.speaker and not names_speaker(citation.quote) else None
    if paragraph.part is Part.AGENDA:
        return f"{speaker or 'Agenda text'}{' (in the agenda)' if speaker else ''}: “{text}”"
    if citation.item and not speaker and len(text.split()) <= _SAYS_LITTLE and not text.endswith(":"):
        return f"{fold_spaces(citation.item.title).rstrip('.') or 'Under its only item'}: “{text}”"
    return f"{speaker}: “{text}”" if speaker else text


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


def supports(claim: str, citations: Sequence[Citation]) -> Support | None:
    """How the citations support a claim; None where they do not.

    A claim in the record's own words is verbatim. Any other must take its numbers and names from its quotes, agree
    with them in negation, and share at least half of its meaning words with them.
    """
    said, _ = fold(claim)
    quoted = " ".join(fold(c.quote)[0].strip() for c in citations)
    if said.strip() in quoted:
        return Support.VERBATIM
    evidence = " ".join(c.quote for c in citations)
    around = " ".join([evidence, *(c.speaker or "" for c in citations), *(c.item.title for c in citations if c.item)])
    if not set(_NUMBER.findall(claim.replace(",", ""))) <= set(_NUMBER.findall(evidence.replace(",", ""))):
        return None
    if not {word.casefold() for word in _NAME.findall(claim)} <= set(words(around)):
        return None
    if bool(_NEGATION.search(claim)) != bool(_NEGATION.search(evidence)):
        return None
    meaning = stems(claim)
    shared = len(meaning & stems(around)) / len(meaning) if meaning else 0.0
    return Support.SUPPORTED if shared >= _LEAST_SHARED else None


def answer(claims: Sequence[Verified], draft: Draft, about: About) -> Answer | NotFound:
    """The reply that verified claims make: an answer with numbered citations, or that the minutes do not say."""
    if not claims:
        return not_found(draft.reason or "No sentence in the minutes searched answers this.", draft.model, about)
    numbered: dict[tuple[str, int, int], int] = {}
    citations: list[Citation] = []
    shown: list[Claim] = []
    for claim in claims:
        marks = []
        for citation in claim.citations:
            key = (citation.record.meeting.id, citation.start, citation.end)
            if key not in numbered:
                citations.append(citation)
                numbered[key] = len(citations)
            marks.append(numbered[key])
        shown.append(Claim(claim.text, tuple(dict.fromkeys(marks)), claim.support))
    notes = (*draft.notes, *_state(citations), *about.notes)
    return Answer(
        about.question,
        tuple(shown),
        tuple(citations),
        notes,
        about.searched,
        about.evidence,
        draft.model,
        about.fingerprint,
        about.elapsed_ms,
    )


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


def _state(citations: Sequence[Citation]) -> Iterator[str]:
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


def _paragraph_at(record: Record, ids: Sequence[str], start: int) -> Paragraph | None:
    """The paragraph of a passage in which an offset stands."""
    for identity in ids:
        paragraph = record.paragraph(identity)
        if paragraph.start <= start < paragraph.end:
            return paragraph
    return None
