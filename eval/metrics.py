"""Arithmetic on replies and what was wanted; no model, no disk."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from assistant.answers import Answer, Citation, NotFound, Support
from assistant.locate import fold, states
from assistant.show import markdown
from eval.cases import Case, Wanted
from eval.scores import Score
from ingest.records import Record

MOST_WORDS = 200  # of an answer that is still read
DEEPEST = 10  # place in the ranking to which its order counts

Holds = Callable[[Citation, Wanted], bool]

_CUT_OFF = re.compile(r"\bcut(?:s)? off\b|\btruncated\b|\bincomplete\b|\bfull minutes\b|\bbreaks off\b")


@dataclass(frozen=True, slots=True)
class Ranking:
    """How high the needed words stand among passages; zeros where they do not."""

    rank: int | None  # of the first passage with needed words, from 1
    ndcg: float  # to the tenth place
    in_five: float  # share of the needed quotes in the first five passages


def score(case: Case, reply: Answer | NotFound, council: str = "none") -> Score:
    """The score of a reply.

    Right is: an answerable question is answered in at most 200 words, states every fact, cites at least one needed or
    acceptable item, and every quote is exact; an unanswerable one is refused; of a text that is cut off it is said so.
    What a right answer must not state, none of its claims states.
    """
    text = fold(markdown(reply).replace("\\", ""))[0]
    citations = reply.citations if isinstance(reply, Answer) else ()
    claims = [fold(claim.text)[0] for claim in reply.claims] if isinstance(reply, Answer) else []
    missing = tuple(forms[0] for forms in case.facts if not any(states(text, form) for form in forms))
    found = replace(
        score_ranking(case, [(_stem(e.record), e.passage.text) for e in reply.evidence], council),
        reference=case.answer,
        answered=isinstance(reply, Answer),
        facts=1 - len(missing) / len(case.facts) if case.facts else 1.0,
        missing=missing,
        forbidden=tuple(form for form in case.must_not if any(states(claim, form) for claim in claims)),
        attributed=_is_attributed(case, text, citations) if case.speaker else None,
        cites=any(_is_at(c, wanted) for c in citations for wanted in (*case.needed, *case.also_ok)),
        precision_item=_precision(citations, case, _is_at),
        precision_paragraph=_precision(citations, case, _is_in),
        recall_item=_recall(citations, case, _is_at),
        recall_paragraph=_recall(citations, case, _is_in),
        exact=all(is_exact(c) for c in citations),
        supported=supports(reply),
        sourceless=isinstance(reply, Answer) or not citations,
        told=_tells(reply, text),
        words=len(text.split()),
        got=_got(reply),
        cited=tuple(dict.fromkeys(_place(c) for c in citations)),
        needed=tuple(dict.fromkeys(_wanted_place(w) for w in case.needed)),
    )
    return replace(found, right=_is_right(case, reply, text, found))


def score_ranking(case: Case, passages: Sequence[tuple[str, str]], council: str = "none") -> Score:
    """The score of a ranking alone: of what finds passages and answers nothing."""
    ranking = ranked(case.needed, passages)
    return Score(
        id=case.id,
        question=case.question.text,
        type=case.type,
        council=council,
        difficulty=case.difficulty,
        meeting="+".join(case.stems) or case.id,
        answered=None,
        rank=ranking.rank,
        ndcg=ranking.ndcg,
        in_five=ranking.in_five,
    )


def _is_right(case: Case, reply: Answer | NotFound, text: str, found: Score) -> bool:
    if not found.exact or found.forbidden:
        return False
    if not case.is_answerable:
        return not found.answered
    if case.type == "truncated":
        return bool(_CUT_OFF.search(text)) and (bool(found.cites) or _nearest(case, reply))
    return bool(found.answered and not found.missing and found.cites) and len(text.split()) <= MOST_WORDS


def ranked(needed: Sequence[Wanted], passages: Iterable[tuple[str, str]]) -> Ranking:
    """How high needed words stand among passages, given best first, each as its record's stem and its text.

    The ideal order, for nDCG, has the passages with needed words on top, and one for each quote that was not found.
    """
    found: dict[int, int] = {}  # number of a quote: place of the first passage it stands in
    quotes = [(w.record, fold(w.quote)[0].strip()) for w in needed]
    for place, (stem, text) in enumerate(passages, start=1):
        folded = fold(text)[0]
        for number, (record, quote) in enumerate(quotes):
            if number not in found and record == stem and quote in folded:
                found[number] = place
    tops = sorted(set(found.values()))
    wanted = len(tops) + len(quotes) - len(found)
    ideal = sum(_gain(place) for place in range(1, min(wanted, DEEPEST) + 1))
    gained = sum(_gain(place) for place in tops if place <= DEEPEST)
    in_five = sum(place <= 5 for place in found.values()) / len(quotes) if quotes else 0.0
    return Ranking(tops[0] if tops else None, gained / ideal if ideal else 0.0, in_five)


def places(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Where a quote stands in a text, word for word but for white space."""
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    for found in re.finditer(pattern, text):
        yield found.span()


def is_exact(citation: Citation) -> bool:
    """Whether a quote is the slice of the record that it says it is, and begins in the paragraph and item it names."""
    paragraph = citation.paragraph
    held = citation.record.item_of(paragraph.id)
    return (
        bool(citation.quote.strip())
        and citation.record.text[citation.start : citation.end] == citation.quote
        and paragraph.start <= citation.start < max(paragraph.end, _cut_end(citation))
        and (held.id if held else None) == (citation.item.id if citation.item else None)
    )


def supports(reply: Answer | NotFound) -> bool:
    """Whether every claim in the record's own words holds the words of one of its citations, or stands within them."""
    if isinstance(reply, NotFound):
        return True
    for claim in reply.claims:
        cited = [fold(reply.citations[n - 1].quote)[0].strip() for n in claim.citations]
        said = fold(claim.text)[0].strip()
        if claim.support is Support.VERBATIM and not any(quote in said or said in quote for quote in cited):
            return False
    return True


def _gain(place: int) -> float:
    return 1 / math.log2(place + 1)


def _cut_end(citation: Citation) -> int:
    """Where a cut-off paragraph ends with the line that says so."""
    record, paragraph = citation.record, citation.paragraph
    if not paragraph.truncated:
        return paragraph.end
    return next((p.end for p in record.pieces if p.start >= paragraph.end and p.kind == "truncation"), paragraph.end)


def _is_at(citation: Citation, wanted: Wanted) -> bool:
    number = citation.item.number if citation.item else None
    return _stem(citation.record) == wanted.record and number == wanted.item


def _is_in(citation: Citation, wanted: Wanted) -> bool:
    """Whether a citation stands in a paragraph that holds some of the wanted words."""
    if _stem(citation.record) != wanted.record:
        return False
    text, paragraph = citation.record.text, citation.paragraph
    end = max(paragraph.end, _cut_end(citation))
    return any(first < end and paragraph.start < last for first, last in places(text, wanted.quote))


def _precision(citations: Sequence[Citation], case: Case, holds: Holds) -> float | None:
    """The share of citations that stand where needed or acceptable words do; None where nothing can be right."""
    if not citations or not case.needed:
        return None
    return sum(any(holds(c, w) for w in (*case.needed, *case.also_ok)) for c in citations) / len(citations)


def _recall(citations: Sequence[Citation], case: Case, holds: Holds) -> float | None:
    """The share of needed words whose item or paragraph is cited; None where no words are needed."""
    if not case.needed:
        return None
    return sum(any(holds(c, wanted) for c in citations) for wanted in case.needed) / len(case.needed)


def _is_attributed(case: Case, text: str, citations: Sequence[Citation]) -> bool:
    """Whether the reply names who said it, in its text or as the speaker of a citation."""
    speakers = " ".join(fold(c.speaker)[0] for c in citations if c.speaker)
    return any(states(text, form) or states(speakers, form) for form in case.speaker)


def _tells(reply: Answer | NotFound, text: str) -> bool | None:
    """Whether an answer that leans on a cut-off item says so; None where none does."""
    if not isinstance(reply, Answer) or not any(c.item and c.item.truncated for c in reply.citations):
        return None
    return bool(_CUT_OFF.search(text))


def _nearest(case: Case, reply: Answer | NotFound) -> bool:
    """Whether a refusal names the cut-off item as the place to look."""
    if isinstance(reply, Answer):
        return False
    places = {(_stem(e.record), e.item.number if e.item else None) for e in reply.nearest}
    return any((w.record, w.item) in places for w in case.needed)


def _stem(record: Record) -> str:
    return PurePath(record.source.name).stem


def _got(reply: Answer | NotFound) -> str:
    """What was replied, to be read beside what was wanted."""
    return " ¶ ".join(claim.text for claim in reply.claims) if isinstance(reply, Answer) else reply.reason


def _place(citation: Citation) -> str:
    item = citation.item.number if citation.item else None
    return _as_place(_stem(citation.record), item, citation.paragraph.label)


def _wanted_place(wanted: Wanted) -> str:
    return _as_place(wanted.record, wanted.item, wanted.paragraph)


def _as_place(stem: str, item: str | None, label: str | None) -> str:
    return " ".join([stem, f"item {item}" if item else "no item", *([label] if label else [])])
