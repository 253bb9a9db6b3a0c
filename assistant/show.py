"""Replies → Markdown, lines for a terminal, and the JSON that others build on; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.answers import Answer, Citation, Claim, Evidence, NotFound, Searched, Usage
from ingest.records import Item, ItemNumber, OutcomeKind, Paragraph, fold_spaces

SUMMARY_NOTICE = "Minutes are a summary: what they do not mention may still have been said."
_EXTRACTIVE = "extractive"  # what an answer calls its model when there is none
EXTRACTIVE_NOTICE = "Sentences of the minutes, picked without a language model."

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")


def markdown(reply: Answer | NotFound) -> str:
    """The reply in Markdown; the marks [1], [2] … are its citations by number.

    Text of the record is escaped: what looks like markup in it is shown, not obeyed.
    """
    if isinstance(reply, NotFound):
        return "\n\n".join(_not_found_paragraphs(reply))
    opening = [note for note in reply.notes if is_opening(note)]
    closing = [note for note in reply.notes if not is_opening(note)]
    paragraphs = [f"_{escape(note)}_" for note in opening]
    paragraphs += [f"{escape(claim.text)} {marks(claim)}" for claim in reply.claims]
    paragraphs += [f"_{escape(note)}_" for note in closing]
    return "\n\n".join(paragraphs)


def is_opening(note: str) -> bool:
    """Whether a note is to be read before the claims: it says how they are to be taken."""
    return note.startswith("The minutes do not quote")


def is_scope(note: str) -> bool:
    """Whether a note says where was looked because the words of the question say so."""
    return note.startswith("Searched in ")


def marks(claim: Claim) -> str:
    """The numbers of a claim's citations: "[1][3]"."""
    return "".join(f"[{n}]" for n in claim.citations)


def escape(text: str) -> str:
    """Text in which Markdown finds no markup."""
    return _MARKUP.sub(r"\\\1", text)


def reference(citation: Citation) -> str:
    """A citation as an officer would write it: "Children and Families OSC, 7 June 2019, minute 25.3"."""
    meeting = citation.record.meeting
    where = place(citation.item, citation.paragraph)
    return f"{meeting.committee.short}, {meeting.date.day} {meeting.date:%B %Y}, {where}"


def place(item: Item | None, paragraph: Paragraph) -> str:
    """Where words stand within a record: "minute 25.3", "item 27 (inferred), paragraph iv", "page header"."""
    if item is None:
        return "closing lines" if "/closing/" in paragraph.id else "page header"
    if item.number is None:
        name = f"item “{item.title}”" if item.title else "its only item"
    else:
        name = f"item {item.number}" + (" (number inferred)" if item.number_is is ItemNumber.INFERRED else "")
    if any(o.paragraph == paragraph.id and o.kind is OutcomeKind.DECISION for o in item.outcomes):
        return f"{name}, decision {paragraph.label}" if paragraph.label else f"{name}, decision"
    if paragraph.label is None:
        return name
    if item.number and paragraph.label.startswith(f"{item.number}."):
        return f"minute {paragraph.label}"
    return f"{name}, paragraph {paragraph.label}"


def looked_through(searched: Searched) -> str:
    """What was searched, in a sentence."""
    if not searched.meetings or searched.date_from is None or searched.date_to is None:
        return "No meetings were searched."
    first, last = (f"{d.day} {d:%B %Y}" for d in (searched.date_from, searched.date_to))
    when = f"of {first}" if first == last else f"from {first} to {last}"
    many = "1 meeting" if searched.meetings == 1 else f"{searched.meetings} meetings"
    return f"Searched: {many} {when}; {', '.join(searched.councils)} ({'; '.join(searched.committees)})."


def nearest_line(evidence: Evidence) -> str:
    """A place to look: committee, date and item."""
    meeting, item = evidence.record.meeting, evidence.item
    when = f"{meeting.date.day} {meeting.date:%B %Y}"
    if item is None:
        return f"{meeting.committee.name}, {when}"
    number = f"item {item.number}, " if item.number else ""
    return f"{meeting.committee.name} ({meeting.council.name}), {when}, {number}“{item.title}”"


def _not_found_paragraphs(reply: NotFound) -> Iterator[str]:
    yield f"**The minutes do not say.** {escape(reply.reason)}"
    if reply.searched.meetings:
        yield f"{escape(looked_through(reply.searched))} {SUMMARY_NOTICE}"
    if reply.nearest:
        yield "Nearest items, which do not answer it:\n\n" + "\n".join(
            f"- {escape(nearest_line(e))}" for e in reply.nearest
        )
    for note in reply.notes:
        yield f"_{escape(note)}_"


def lines(reply: Answer | NotFound) -> Iterator[str]:
    """The reply for a terminal: paragraphs, then the sources with their words."""
    if isinstance(reply, NotFound):
        yield from (text.replace("**", "").replace("\\", "").strip("_") for text in _not_found_paragraphs(reply))
        return
    for note in filter(is_opening, reply.notes):
        yield note
    for claim in reply.claims:
        yield f"{claim.text} {marks(claim)}"
    yield "\n".join(["Sources", *(source_lines(n, c) for n, c in enumerate(reply.citations, start=1))])
    for note in reply.notes:
        if not is_opening(note):
            yield f"Note: {note}"
    yield f"{made_by(reply.model)} {looked_through(reply.searched)}{f' {taken(reply.usage)}' if reply.usage else ''}"


def made_by(model: str) -> str:
    """How an answer was made: picked from the record, or worded by a chat model."""
    if model == _EXTRACTIVE:
        return EXTRACTIVE_NOTICE
    return f"Drafted by {model}; each sentence was checked against the words it cites."


def taken(usage: Usage) -> str:
    """What a reply took of a chat model."""
    cost = f", cost {usage.cost:.4f}" if usage.cost is not None else ""
    calls = "1 call" if usage.calls == 1 else f"{usage.calls} calls"
    return f"{calls} of the model: {usage.tokens_in:,} tokens read, {usage.tokens_out:,} written{cost}."


def source_lines(number: int, citation: Citation) -> str:
    """A source as two lines: where it stands, and its words."""
    meeting, source = citation.record.meeting, citation.record.source
    title = f" “{citation.item.title}”" if citation.item else ""
    where = f"[{number}] {meeting.council.name}, {reference(citation)}{title}"
    words = f"“{fold_spaces(citation.quote)}”"
    page = f"page {citation.page}, " if citation.page else ""
    return f"  {where}\n      {words}\n      {source.name}, {page}characters {citation.start} to {citation.end}"


# --- JSON -----------------------------------------------------------------------------------------------------------


def to_json(reply: Answer | NotFound) -> dict[str, Any]:
    """The reply as one object; its keys are a contract."""
    answered = isinstance(reply, Answer)
    searched = reply.searched
    return {
        "id": reply.question.id,
        "question": reply.question.text,
        "status": "answered" if answered else "not_found",
        "text": markdown(reply),
        "claims": [claim_json(claim) for claim in reply.claims] if isinstance(reply, Answer) else [],
        "citations": [citation_json(n, c) for n, c in enumerate(reply.citations, start=1)]
        if isinstance(reply, Answer)
        else [],
        "truncated": list(_truncated(reply)),
        "notes": list(reply.notes),
        "nearest": [] if isinstance(reply, Answer) else [_evidence(e) for e in reply.nearest],
        "searched": {
            "meetings": searched.meetings,
            "from": searched.date_from.isoformat() if searched.date_from else None,
            "to": searched.date_to.isoformat() if searched.date_to else None,
            "councils": list(searched.councils),
            "committees": list(searched.committees),
        },
        "evidence": [_evidence(e) for e in reply.evidence],
        "model": reply.model,
        "usage": _usage(reply.usage) if reply.usage else None,
        "fingerprint": reply.fingerprint,
        "elapsed_ms": round(reply.elapsed_ms, 1),
    }


def _usage(usage: Usage) -> dict[str, Any]:
    return {
        "calls": usage.calls,
        "tokens_in": usage.tokens_in,
        "tokens_out": usage.tokens_out,
        "counted_by": usage.counted_by,
        "cost": usage.cost,
    }


def claim_json(claim: Claim) -> dict[str, Any]:
    """A claim as one object."""
    return {"text": claim.text, "citations": list(claim.citations), "support": claim.support.value}


def citation_json(number: int, citation: Citation) -> dict[str, Any]:
    """A citation as one object; its keys are a contract."""
    meeting, item = citation.record.meeting, citation.item
    return {
        "n": number,
        "id": citation.paragraph.id,
        "source": citation.record.source.name,
        "council": meeting.council.name,
        "committee": meeting.committee.name,
        "date": meeting.date.isoformat(),
        "item": item.number if item else None,
        "item_title": item.title if item else None,
        "item_number": citation.item_number.value,
        "paragraph": citation.paragraph.label,
        "page": citation.page,
        "speaker": citation.speaker,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "url": citation.record.source.url,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    first = evidence.record.paragraph(evidence.passage.paragraphs[0])
    item = evidence.item
    return {
        "id": evidence.passage.id,
        "source": evidence.record.source.name,
        "item": item.number if item else None,
        "item_title": item.title if item else None,
        "paragraph": first.label,
        "text": evidence.passage.text,
        "score": round(evidence.score, 6),
    }


def _truncated(reply: Answer | NotFound) -> Iterator[dict[str, Any]]:
    """The cut-off items that a reply leans on, each once."""
    places = (
        [(c.record, c.item) for c in reply.citations]
        if isinstance(reply, Answer)
        else [(e.record, e.item) for e in reply.nearest]
    )
    seen: set[str] = set()
    for record, item in places:
        if item is not None and item.truncated and item.id not in seen:
            seen.add(item.id)
            yield {"source": record.source.name, "item": item.number}
