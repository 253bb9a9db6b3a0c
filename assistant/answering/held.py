"""DraftClaim → what of it holds: its quotes found in the record, its words judged by them, cut down or refused.

A drafter proposes; what stands here decides what anybody may read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.answering.cited import by_speaker, cite, cited
from assistant.answers import Citation, Draft, DraftClaim, Support
from assistant.attribute import names_speaker
from assistant.support import Refusal, TokenVectors, Verdict, heard, is_verbatim, judge, touched
from assistant.support.parts import SURPLUS, parts
from assistant.support.wording import worded
from ingest.records import OutcomeKind, Part, fold_spaces

__all__ = ["AlsoAsked", "Judged", "Refused", "Verified", "check", "cite", "judged", "verified"]

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
    citations = tuple(citation for quote in claim.quotes for citation in cited(quote))
    if not citations:
        return Judged((), (Refused(claim.text, Refusal.QUOTE),))
    if claim.is_quoted:
        return _as_quoted(claim, citations)
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


def _as_quoted(claim: DraftClaim, citations: tuple[Citation, ...]) -> Judged:
    """The record's own words as they stand; where they are of several speakers, each one's as theirs."""
    whole = tuple(citation for quote in claim.quotes if (citation := cite(quote)) is not None)
    if not is_verbatim(claim.text, [citation.quote for citation in whole]):
        return Judged((), (Refused(claim.text, Refusal.QUOTE),))
    if len({citation.speaker for citation in citations}) > 1:
        return Judged(tuple(_quoted(claim, fold_spaces(citation.quote), (citation,)) for citation in citations))
    return Judged((_quoted(claim, claim.text, whole),))


def _quoted(claim: DraftClaim, words: str, citations: tuple[Citation, ...]) -> Verified:
    """Words of the record behind what they are."""
    text = words if claim.is_bare else _led(words, citations[0], is_placed=claim.lead is not None)
    return _with_lead(claim, Verified(text, citations, Support.VERBATIM))


def _held(
    text: str, citations: tuple[Citation, ...], also: AlsoAsked | None, vectors: TokenVectors | None
) -> Verified | Refused:
    """The claim with the citations that carry it: its quotes, or the whole sentences that they are cut from."""
    refused: Refused | None = None
    for leant in (citations, tuple(map(_widened, citations))):
        verdict = judge(text, [heard(citation) for citation in leant], vectors)
        told, theirs, verdict = (
            _credited(text, leant, verdict, vectors) if verdict.refusal is Refusal.FACT else (text, leant, verdict)
        )
        if verdict.support is not None:
            if also is not None and not also(told, theirs):
                return Refused(told, Refusal.MODEL)
            return Verified(told, theirs, verdict.support)
        refused = refused or Refused(text, verdict.refusal or Refusal.MORE, verdict.words)
    assert refused is not None  # noqa: S101  # the first round set it
    return refused


def _credited(
    text: str, leant: tuple[Citation, ...], verdict: Verdict, vectors: TokenVectors | None
) -> tuple[str, tuple[Citation, ...], Verdict]:
    """A claim that tells as fact what somebody said, told as theirs, on the cited words of theirs that carry it alone.

    Words of several speakers are no one's account: where only all of them together carry it, it stays refused.
    """
    taken = _taken(text, leant)
    for speaker, theirs in by_speaker(leant).items():
        if not taken <= _taken(text, theirs):
            continue
        found = judge(text, [heard(citation) for citation in theirs], vectors)
        if found.support is not None:
            return text, theirs, found
        if found.refusal is Refusal.FACT and found.words == speaker:
            return f"{speaker}: {text}", theirs, Verdict(Support.SUPPORTED)
    return text, leant, verdict


def _taken(text: str, leant: Sequence[Citation]) -> frozenset[str]:
    """The words of a claim, by their meaning, that stand in what is cited."""
    return worded(text).meanings() & worded(". ".join(citation.quote for citation in leant)).meanings()


def _needed(text: str, citations: tuple[Citation, ...], vectors: TokenVectors | None) -> tuple[Citation, ...]:
    """The citations without those that a claim does not lean on."""
    if len(citations) == 1:
        return citations
    alone = [c for c in citations if judge(text, [heard(c)], vectors).support is not None]
    return tuple(alone[:1]) or citations


def _widened(citation: Citation) -> Citation:
    """The citation of the whole sentences that a quote is cut from."""
    whole = touched(citation)
    if not whole:
        return citation
    return replace(citation, start=min(whole)[0], end=max(citation.end, whole[-1][1]))


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
