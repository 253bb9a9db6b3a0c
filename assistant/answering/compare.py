"""Sides of a comparison: each is searched and answered by itself, so that neither drowns the other."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from assistant.answers import EXTRACTIVE, Draft, DraftClaim, Evidence, Side, Understood
from assistant.finding.score import Sentence
from ingest.layouts.dates import DATE

_BEHIND = 1.5  # log odds that a sentence which tells all sides may be behind the best


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question, or for one side of it."""

    understood: Understood
    evidence: tuple[Evidence, ...] = ()
    scored: tuple[Sentence, ...] = ()


def of_side(understood: Understood, side: Side) -> Understood:
    """The question, asked of one side alone."""
    is_dated = side.scope.date_from is not None
    return replace(
        understood,
        question=replace(understood.question, text=side.text),
        text=side.text,
        kind=side.kind,
        scope=side.scope,
        periods=() if is_dated else understood.periods,
        sides=(),
    )


def is_one_matter(found: Sequence[Found]) -> bool:
    """Whether the best sentences of all sides stand in one passage: what compares them may be said in one sentence."""
    passages = {one.scored[0].evidence.passage.id if one.scored else None for one in found}
    return len(passages) == 1 and passages != {None}


def are_years(sides: Sequence[Side]) -> bool:
    """Whether the sides of a comparison are years, of the same minutes."""
    return all(side.scope.date_from is not None and side.name == str(side.scope.date_from.year) for side in sides)


def told_together(sides: Sequence[Side], whole: Found) -> Found | None:
    """What was found of a comparison of years where a sentence gives figures of them all, such sentences first.

    The minutes of a later year often do; those of the years themselves need not. None where no such sentence is near
    the best: what names the years only as the ends of a report's period gives no figures.
    """
    years = {side.name for side in sides}
    best = whole.scored[0].score if whole.scored else 0.0
    telling = [s for s in whole.scored if s.score >= best - _BEHIND and _gives_figures(s.text, years)]
    if not telling:
        return None
    first = [replace(s, score=best) for s in telling]
    rest = [s for s in whole.scored if s not in telling]
    return replace(whole, understood=replace(whole.understood, kind=sides[0].kind), scored=(*first, *rest))


def _gives_figures(text: str, years: Collection[str]) -> bool:
    """Whether a sentence names some years and has as many figures besides."""
    undated = re.sub(rf"\b(?:{'|'.join(sorted(years))})\b", " ", DATE.sub(" ", text))
    return all(year in text for year in years) and len(re.findall(r"\d[\d,.]*", undated)) >= len(years)


def side_by_side(drafts: Sequence[tuple[Side, Draft]]) -> Draft:
    """One draft of what each side says, one after the other; a side that says nothing is told."""
    claims: list[DraftClaim] = []
    notes: list[str] = []
    is_of_place = len({(side.scope.councils, side.scope.date_from) for side, _ in drafts}) > 1
    for side, draft in drafts:
        notes += [note for note in draft.notes if note not in notes]
        theirs = [claim for claim in draft.claims if not _is_told(claim, claims)]
        if not theirs:
            notes.append(f"{_named(side)}: {draft.reason or 'no sentence in its minutes answers this.'}")
            continue
        lead = lead_of(theirs[0]) if is_of_place else lead_of(theirs[0], _named(side))
        claims += [replace(theirs[0], lead=lead), *theirs[1:]]
    if not claims:
        return Draft((), EXTRACTIVE, reason=next((d.reason for _, d in drafts if d.reason), None))
    return Draft(tuple(claims), EXTRACTIVE, tuple(notes))


def _is_told(claim: DraftClaim, told: Sequence[DraftClaim]) -> bool:
    """Whether another side has said the same words of the same record already."""
    return any(claim.quotes == other.quotes for other in told)


def _named(side: Side) -> str:
    return side.name[0].upper() + side.name[1:]


def lead_of(claim: DraftClaim, name: str | None = None) -> str:
    """Which meeting a claim rests on, as it is put before it; or of what it speaks, and when."""
    meeting = claim.quotes[0].evidence.record.meeting
    return f"{name or meeting.council.name}, {meeting.date.day} {meeting.date:%B %Y}"


def in_turn(sides: Sequence[Sequence[Evidence]]) -> tuple[Evidence, ...]:
    """The evidence of several sides, the best of each first, with scores that fall in that order."""
    turns = [e for turn in zip_longest(*sides) for e in turn if e is not None]
    best = max((e.score for e in turns), default=1.0)
    return tuple(replace(e, score=best * (1 - place / (len(turns) + 1))) for place, e in enumerate(turns))
