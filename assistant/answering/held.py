"""DraftClaim → what of it holds: its quotes found in the record, its words judged by them, cut down or refused.

A drafter proposes; what stands here decides what anybody may read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.answers import Citation, Draft, DraftClaim, Quote, Support
from assistant.attribute import names_speaker, speaker_of
from assistant.locate import locate
from assistant.support import Heard, Refusal, TokenVectors, Verdict, heard, is_verbatim, judge
from assistant.support.parts import SURPLUS, parts
from ingest.records import OutcomeKind, Paragraph, Part, Record, fold_spaces
from ingest.sentences import sentences

_SAYS_LITTLE = 3  # words: "None." says something only under its title


@dataclass(frozen=True, slots=True)
class Verified:
    """A claim that holds, with its citations; numbered when the answer is put together."""

    text: str
    citations: tuple[Citation, ...]
    support: Support


@dataclass(frozen=True, slots=True)
class Refused:
    """A claim, or a part of one, that is not shown; why, and by which of its words."""

    text: str
    why: Refusal
    words: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What of a drafter's claim is shown, and what not."""

    shown: tuple[Verified, ...]
    refused: tuple[Refused, ...] = ()


class AlsoAsked(Protocol):
    """Another opinion on a claim that the laws of support let pass, such as a chat model's; it can only refuse."""

    def __call__(self, claim: str, citations: Sequence[Citation], /) -> bool:
        """Whether the cited words support the claim."""


def verified(draft: Draft, also: AlsoAsked | None = None) -> Iterator[Verified]:
    """The claims of a draft that hold, one by one."""
    for claim in draft.claims:
        yield from judged(claim, also).shown


def check(claim: DraftClaim, also: AlsoAsked | None = None) -> Verified | None:
    """The claim with its citations, or what is left of it; None where nothing of it may be shown."""
    return next(iter(judged(claim, also).shown), None)


def judged(claim: DraftClaim, also: AlsoAsked | None = None, vectors: TokenVectors | None = None) -> Judged:
    """What of a claim may be shown: all of it, or as the words of who said them, or a part; and why not the rest.

    A drafter's other check (``also``) can refuse more; nothing that the laws of support refuse passes for its sake.
    ``vectors`` are the packaged embedding model's, where that is at hand.
    """
    citations = tuple(citation for quote in claim.quotes if (citation := cite(quote)) is not None)
    if not citations:
        return Judged((), (Refused(claim.text, Refusal.QUOTE),))
    if claim.is_quoted:
        if not is_verbatim(claim.text, [citation.quote for citation in citations]):
            return Judged((), (Refused(claim.text, Refusal.QUOTE),))
        text = claim.text if claim.is_bare else _led(claim.text, citations[0], is_placed=claim.lead is not None)
        return Judged((_with_lead(claim, Verified(text, citations, Support.VERBATIM)),))
    found = _held(claim.text, citations, also, vectors)
    if isinstance(found, Verified):
        return Judged((_with_lead(claim, found),))
    kept: list[Verified] = []
    for part in parts(claim.text) if found.why in SURPLUS else ():
        held = None if any(_holds(one.text, part) for one in kept) else _held(part, citations, also, vectors)
        if isinstance(held, Verified):
            kept.append(replace(held, citations=_needed(part, held.citations, vectors)))
    shown = [_with_lead(claim, kept[0]), *kept[1:]] if kept else []
    return Judged(tuple(shown), (found,))


def _held(
    text: str, citations: tuple[Citation, ...], also: AlsoAsked | None, vectors: TokenVectors | None
) -> Verified | Refused:
    """The claim with the citations that carry it: its quotes, or the whole sentences that they are cut from."""
    refused: Refused | None = None
    for cited in (citations, tuple(map(_widened, citations))):
        leans = [heard(citation) for citation in cited]
        verdict = judge(text, leans, vectors)
        if verdict.refusal is Refusal.FACT and verdict.words in _speakers(leans):
            text, verdict = f"{verdict.words}: {text}", Verdict(Support.SUPPORTED)
        if verdict.support is not None:
            if also is not None and not also(text, cited):
                return Refused(text, Refusal.MODEL)
            return Verified(text, cited, verdict.support)
        refused = refused or Refused(text, verdict.refusal or Refusal.MORE, verdict.words)
    assert refused is not None  # noqa: S101  # the first round set it
    return refused


def _speakers(leans: Sequence[Heard]) -> set[str]:
    """Those whom the record has say the cited words."""
    return {speaker for one in leans for _, speaker in one.voices if speaker}


def _needed(text: str, citations: tuple[Citation, ...], vectors: TokenVectors | None) -> tuple[Citation, ...]:
    """The citations without those that a claim does not lean on."""
    if len(citations) == 1:
        return citations
    alone = [c for c in citations if judge(text, [heard(c)], vectors).support is not None]
    return tuple(alone[:1]) or citations


def _widened(citation: Citation) -> Citation:
    """The citation of the whole sentences that a quote is cut from."""
    record, paragraph = citation.record, citation.paragraph
    text = record.slice(paragraph.start, paragraph.end)
    spans = [(paragraph.start + start, paragraph.start + end) for start, end in sentences(text)]
    touched = [(start, end) for start, end in spans if start < citation.end and citation.start < end]
    if not touched:
        return citation
    return replace(citation, start=min(touched)[0], end=max(citation.end, touched[-1][1]))


def _with_lead(claim: DraftClaim, shown: Verified) -> Verified:
    return replace(shown, text=f"{claim.lead} – {shown.text}") if claim.lead else shown


def _holds(longer: str, part: str) -> bool:
    """Whether what is kept says a part already."""
    return part.rstrip(".").casefold() in longer.casefold()


def _led(text: str, citation: Citation, *, is_placed: bool) -> str:
    """Words of the record behind what they are (a decision, an account, agenda text), and whether they break off.

    Of very few words the title of their item is put before them, unless something else is.
    """
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
    says_little = len(text.split()) <= _SAYS_LITTLE and not text.endswith(":")
    if citation.item and not speaker and not is_placed and says_little:
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


def _paragraph_at(record: Record, ids: Sequence[str], start: int) -> Paragraph | None:
    """The paragraph of a passage in which an offset stands."""
    for identity in ids:
        paragraph = record.paragraph(identity)
        if paragraph.start <= start < paragraph.end:
            return paragraph
    return None
