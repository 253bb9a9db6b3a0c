"""Does what is quoted support a claim? A verdict, with the kind of reason where it does not; no models, no guesses.

Every law refuses: a claim that none refuses, and whose words its quotes cover, is supported. The sentence that a quote
is cut out of counts too, so that no quote can leave out "It was hoped that" or "not".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answers import Support
from assistant.locate import fold
from assistant.support import causes, cover, names, numbers, pairs, roles, speakers, sureness, surplus, tense
from assistant.support.case import Case, Heard, Refusal, Verdict, heard, touched
from assistant.support.surplus import TokenVectors

__all__ = ["Heard", "Refusal", "TokenVectors", "Verdict", "heard", "is_verbatim", "judge", "touched"]


def judge(claim: str, heard: Sequence[Heard], vectors: TokenVectors | None = None) -> Verdict:
    """Whether some quotes support a claim: in their own words, in others, or not, and then why not.

    With the packaged embedding model's vectors, words of a claim's own count by how near they are to those of the quotes.

    Even words of the record, told as a claim's own, may leave out who says so, or that it was only hoped for.
    """
    verbatim = is_verbatim(claim.rstrip(". "), [h.quote for h in heard])
    case = Case.of(claim, heard)
    for refusal, law in _LAWS:
        if verbatim and refusal not in _OF_CONTEXT:
            continue
        is_weighed = refusal is Refusal.MORE and vectors is not None
        if offending := surplus.surplus(case, vectors) if is_weighed and vectors else law(case):
            return Verdict(None, refusal, offending)
    return Verdict(Support.VERBATIM if verbatim else Support.SUPPORTED)


def is_verbatim(text: str, quotes: Sequence[str]) -> bool:
    """Whether a text is the very words of some quotes."""
    return fold(text)[0].strip() in " ".join(fold(quote)[0].strip() for quote in quotes)


_OF_CONTEXT = frozenset((Refusal.FACT, Refusal.DENIAL, Refusal.SURER))  # what words cut out of a sentence may hide

_LAWS: tuple[tuple[Refusal, Callable[[Case], str | None]], ...] = (
    (Refusal.NUMBER, numbers.numbers),
    (Refusal.UNIT, numbers.units),
    (Refusal.DATE, numbers.dates),
    (Refusal.PLACE, names.place),
    (Refusal.NAME, names.names),
    (Refusal.SPEAKER, speakers.speaker),
    (Refusal.CONTRARY, sureness.contrary),
    (Refusal.DENIAL, sureness.denial),
    (Refusal.DECIDED, sureness.decided),
    (Refusal.SURER, sureness.surer),
    (Refusal.SURER, tense.over),
    (Refusal.DEGREE, sureness.degree),
    (Refusal.CAUSE, causes.cause),
    (Refusal.MERGED, cover.merged),
    (Refusal.ROLE, roles.role),
    (Refusal.ROLE, pairs.paired),
    (Refusal.NAME, names.subject),
    (Refusal.MORE, cover.more),
    (Refusal.FACT, speakers.fact),
)
