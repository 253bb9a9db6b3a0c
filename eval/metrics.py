"""Arithmetic on replies and what was wanted; no model, no disk."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from assistant.answers import Answer, Citation, NotFound
from assistant.locate import fold
from assistant.show import markdown
from eval.cases import Case, Wanted

_MOST_WORDS = 200  # of an answer that is still read
_CUT_OFF = re.compile(r"\bcut(?:s)? off\b|\btruncated\b|\bincomplete\b|\bfull minutes\b|\bbreaks off\b")


@dataclass(frozen=True, slots=True)
class Score:
    """How one reply did; None where a question of its type is not asked."""

    case: Case
    rank: int | None  # of the first evidence passage with needed words, from 1; None where none has them
    answered: bool
    facts: float  # share of the facts that are stated
    cites: bool  # a needed or acceptable item is cited
    exact: bool  # every quote is the slice of the record that it says it is
    sourceless: bool  # a refusal shows no source
    right: bool


def score(case: Case, reply: Answer | NotFound) -> Score:
    """The score of a reply.

    Right is: an answerable question is answered in at most 200 words, states every fact, cites at least one needed or
    acceptable item, and every quote is exact; an unanswerable one is refused; of a text that is cut off it is said so.
    """
    text = fold(markdown(reply).replace("\\", ""))[0]
    stated = [any(states(text, form) for form in forms) for forms in case.facts]
    answered = isinstance(reply, Answer)
    citations = reply.citations if isinstance(reply, Answer) else ()
    cites = any(_is_at(citation, wanted) for citation in citations for wanted in (*case.needed, *case.also_ok))
    exact = all(c.record.text[c.start : c.end] == c.quote and c.quote.strip() for c in citations)
    right = exact and (all(stated) and cites and answered and len(text.split()) <= _MOST_WORDS)
    if case.type == "truncated":
        right = exact and bool(_CUT_OFF.search(text)) and (cites or _nearest(case, reply))
    elif not case.is_answerable:
        right = not answered
    share = sum(stated) / len(stated) if stated else 1.0
    return Score(case, rank_of(case, reply), answered, share, cites, exact, answered or not citations, right)


def rank_of(case: Case, reply: Answer | NotFound) -> int | None:
    """The place of the first evidence passage in which needed words stand."""
    wanted = [(w.record, fold(w.quote)[0].strip()) for w in case.needed]
    for rank, evidence in enumerate(reply.evidence, start=1):
        text = fold(evidence.passage.text)[0]
        if any(PurePath(evidence.record.source.name).stem == record and quote in text for record, quote in wanted):
            return rank
    return None


def states(text: str, form: str) -> bool:
    """Whether a folded text holds a form of a fact: from a word's start, a number to its end."""
    wanted = fold(form)[0].strip()
    end = r"(?![\d])" if wanted[-1:].isdigit() else ""
    return re.search(rf"(?<![^\W_]){re.escape(wanted)}{end}", text) is not None


def _is_at(citation: Citation, wanted: Wanted) -> bool:
    number = citation.item.number if citation.item else None
    return PurePath(citation.record.source.name).stem == wanted.record and number == wanted.item


def _nearest(case: Case, reply: Answer | NotFound) -> bool:
    """Whether a refusal names the cut-off item as the place to look."""
    if isinstance(reply, Answer):
        return False
    places = {(PurePath(e.record.source.name).stem, e.item.number if e.item else None) for e in reply.nearest}
    return any((w.record, w.item) in places for w in case.needed)


def share(flags: Sequence[bool]) -> tuple[float, float, float]:
    """A share and its 95 % interval by Wilson's method; zeros for none."""
    n = len(flags)
    if n == 0:
        return 0.0, 0.0, 0.0
    z = 1.959964
    p = sum(flags) / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return p, max(0.0, middle - half), min(1.0, middle + half)
