"""Faults put into replies on purpose: what a broken assistant would reply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant.answers import Answer, Citation, Claim, Evidence, NotFound, Support
from ingest.records import Record

Replies = Mapping[str, Answer | NotFound]


def citations_shuffled(replies: Replies) -> Replies:
    """Every answer shows the citations of the next."""
    answers = [reply for reply in replies.values() if isinstance(reply, Answer)]
    others = iter([*answers[1:], *answers[:1]])
    return {i: _with(r, next(others).citations) if isinstance(r, Answer) else r for i, r in replies.items()}


def paragraphs_swapped(replies: Replies) -> Replies:
    """Every quote is taken from the paragraph beside the one that it names."""
    return _each(replies, lambda answer: replace(answer, citations=tuple(map(_from_next, answer.citations))))


def paragraphs_misnamed(replies: Replies) -> Replies:
    """Every citation names the paragraph, and the item, after the one that its words stand in."""
    return _each(replies, lambda answer: replace(answer, citations=tuple(map(_naming_next, answer.citations))))


def answers_emptied(replies: Replies) -> Replies:
    """Answers without words, and so without citations."""
    return _each(replies, lambda answer: replace(answer, claims=(), citations=(), notes=()))


def refusals_off(replies: Replies) -> Replies:
    """Whatever is nearest is quoted, where the minutes do not say."""
    return {i: _answer(r) if isinstance(r, NotFound) and r.evidence else r for i, r in replies.items()}


def all_refused(replies: Replies) -> Replies:
    """Nothing is ever answered."""
    return {i: _refusal(r) if isinstance(r, Answer) else r for i, r in replies.items()}


def notes_dropped(replies: Replies) -> Replies:
    """What a record lacks is not told."""
    return _each(replies, lambda answer: replace(answer, notes=(), claims=tuple(map(_untold, answer.claims))))


FAULTS: Mapping[str, tuple[Callable[[Replies], Replies], set[str]]] = {
    "citations shuffled": (citations_shuffled, {"supported", "right", "cites", "precision_item", "recall_paragraph"}),
    "paragraphs swapped": (paragraphs_swapped, {"exact", "supported", "right"}),
    "paragraphs misnamed": (paragraphs_misnamed, {"exact", "right", "precision_paragraph", "recall_paragraph"}),
    "answers emptied": (answers_emptied, {"right", "facts", "cites", "recall_item"}),
    "refusal switched off": (refusals_off, {"refusal_recall"}),
    "all refused": (all_refused, {"right", "answered", "facts", "cites", "refusal_precision"}),
    "notes dropped": (notes_dropped, {"told"}),
}
"""Each fault, and the figures that must fall below the gate by it."""


def _each(replies: Replies, change: Callable[[Answer], Answer]) -> Replies:
    return {i: change(r) if isinstance(r, Answer) else r for i, r in replies.items()}


def _with(answer: Answer, citations: tuple[Citation, ...]) -> Answer:
    """An answer with other citations; its claims' marks are kept within them."""
    claims = tuple(replace(c, citations=tuple({min(n, len(citations)) for n in c.citations})) for c in answer.claims)
    return replace(answer, citations=citations, claims=claims)


def _from_next(citation: Citation) -> Citation:
    beside = _beside(citation.record, citation.paragraph.id)
    found = citation.record.paragraph(beside)
    return replace(citation, start=found.start, end=found.end)


def _naming_next(citation: Citation) -> Citation:
    beside = _beside(citation.record, citation.paragraph.id)
    return replace(citation, paragraph=citation.record.paragraph(beside), item=citation.record.item_of(beside))


def _beside(record: Record, paragraph: str) -> str:
    ids = [p.id for p in record.paragraphs()]
    at = ids.index(paragraph)
    return ids[at + 1] if at + 1 < len(ids) else ids[at - 1]


def _answer(refusal: NotFound) -> Answer:
    nearest: Evidence = refusal.evidence[0]
    paragraph = nearest.record.paragraph(nearest.passage.paragraphs[0])
    cited = Citation(nearest.record, nearest.item, paragraph, paragraph.start, paragraph.end)
    return Answer(
        refusal.question,
        (Claim(cited.quote, (1,), Support.VERBATIM),),
        (cited,),
        refusal.notes,
        refusal.searched,
        refusal.evidence,
        refusal.model,
        refusal.fingerprint,
        refusal.elapsed_ms,
    )


def _refusal(answer: Answer) -> NotFound:
    return NotFound(
        answer.question,
        "No sentence answers this.",
        (),
        (),
        answer.searched,
        answer.evidence,
        answer.model,
        answer.fingerprint,
        answer.elapsed_ms,
    )


def _untold(claim: Claim) -> Claim:
    return replace(claim, text=claim.text.replace(" … (the published text is cut off here)", ""))
