"""The default drafter: picks the sentences of the record that answer; no language model.

What is picked follows the kind of question: a list with its bullets, a decision as resolved, the dated sentences of a
timeline, more of one item for an overview, else the fewest sentences that answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.abstain import asks_of_another_thing, probability, signs
from assistant.answering.agreed import agreed_in
from assistant.answering.asked_too import with_second
from assistant.answering.assembled import assembled, once, within
from assistant.answering.choose import BRIEF, MEASURES, choose
from assistant.answering.compare import Found
from assistant.answering.from_tables import (
    decided_at,
    from_registers,
    item_asked_for,
    of_business,
)
from assistant.answering.matter import is_heading, of_matter
from assistant.answering.motions import of_motion
from assistant.answering.moved import moved
from assistant.answering.over_time import over_time
from assistant.answering.overview import overview_of
from assistant.answering.premises import unmet
from assistant.answering.reasons import reasons_given
from assistant.answering.voices import by_voice, of_person
from assistant.answering.whole import of_whole
from assistant.answering.worth import lifted
from assistant.answers import EXTRACTIVE, Draft, DraftClaim, Evidence, Kind, Understood
from assistant.finding.fits import fits
from assistant.finding.score import Sentence
from assistant.finding.weights import learnt
from assistant.registers import cut_before_decision, has_decisions
from ingest.store import View

_BESIDE = 0.5
"""What the least probability of an answer is multiplied by where another side of the same comparison has one: the question
is one that minutes answer, and a side's is cut out of it, while likelihood was learnt on whole ones."""


def extract(
    understood: Understood,
    evidence: Sequence[Evidence],
    scored: Sequence[Sentence],
    view: View,
    sides: int = 1,
    *,
    is_beside: bool = False,
) -> Draft:
    """The few sentences that answer, in reading order; a draft without claims, with its reason, where none does.

    ``scored`` are the sentences of the evidence, best first. Of several sides each gets its share of the words; one is
    beside another that has its answer.
    """
    whole = of_whole(understood, scored, view) if understood.kind is Kind.SUMMARY and sides == 1 else []
    if whole:
        return Draft(tuple(once(whole)), EXTRACTIVE)
    known = (
        from_registers(understood, view)
        or of_motion(understood, scored, view)
        or _unanswered(understood, evidence, scored, view, learnt().threshold * (_BESIDE if is_beside else 1.0))
        or moved(understood, scored)
    )
    if known is not None:
        return replace(known, is_settled=True)
    scored, reason = of_person(understood, of_business(understood, scored))
    voiced, notes, unheard = by_voice(understood, scored, evidence)
    if reason is not None or unheard is not None:
        return Draft((), EXTRACTIVE, reason=reason or unheard)
    reasons = reasons_given(understood, item_asked_for(understood, scored), view)
    return (
        Draft(tuple(reasons), EXTRACTIVE, notes) if reasons else _picked(understood, voiced, scored, notes, view, sides)
    )


def extract_each(found: Sequence[Found], view: View) -> list[Draft]:
    """A draft of each side; where one is answered, the others need be less likely to."""

    def draft(one: Found, *, is_beside: bool) -> Draft:
        return extract(one.understood, one.evidence, one.scored, view, sides=len(found), is_beside=is_beside)

    drafts = [draft(one, is_beside=False) for one in found]
    if not any(one.claims for one in drafts):
        return drafts
    return [
        drafted if drafted.claims else draft(one, is_beside=True) for one, drafted in zip(found, drafts, strict=True)
    ]


def _unanswered(
    understood: Understood, evidence: Sequence[Evidence], scored: Sequence[Sentence], view: View, least: float
) -> Draft | None:
    """A draft without claims, where what was found does not answer or is less likely to than needed; else None."""
    reason = unmet(understood, scored, evidence)
    values = signs(understood, scored, evidence, view)
    is_unlikely = values["slot"] or probability(values) < least
    if reason is not None or is_unlikely or asks_of_another_thing(understood, scored):
        return Draft((), EXTRACTIVE, reason=reason or _cut_off(understood, scored))
    return None


def _cut_off(understood: Understood, scored: Sequence[Sentence]) -> str | None:
    """Why what was decided is not known, where the text of the item asked about is cut off before it."""
    place = item_asked_for(understood, scored) if understood.kind is Kind.DECISION else None
    item = place.item if place is not None else None
    return cut_before_decision([item]) if item and item.truncated and not has_decisions(item) else None


def _picked(
    understood: Understood,
    voiced: Sequence[Sentence],
    scored: Sequence[Sentence],
    notes: tuple[str, ...],
    view: View,
    sides: int,
) -> Draft:
    """The sentences that answer, by the kind of question; of a decision what was resolved, or why that is not known."""
    if sides > 1:
        measure = MEASURES[Kind.COMPARE].share(sides)
        return _draft(assembled(choose(of_matter(voiced), measure, understood.kind)), measure.words, notes)
    if understood.kind is Kind.TIMELINE:
        claims, told = over_time(understood, voiced, view)
        return Draft(tuple(once(claims)), EXTRACTIVE, (*notes, *told))
    if understood.kind is Kind.SUMMARY and (whole := overview_of(understood, voiced, view)):
        return Draft(tuple(once(whole)), EXTRACTIVE, notes)
    if (cut_off := _cut_off(understood, scored)) is not None:
        return Draft((), EXTRACTIVE, reason=cut_off)
    place = item_asked_for(understood, scored) if understood.kind is Kind.DECISION else None
    decided = list(decided_at(place)) if place is not None else []
    measure = MEASURES.get(understood.kind, BRIEF)
    chosen = [s for s in choose(_to_choose_from(understood, voiced), measure, understood.kind) if not is_heading(s)]
    chosen = with_second(understood.question.text, chosen, voiced)
    if decided:  # as resolved, and what else was decided; not what was said before
        chosen = [s for s in chosen if fits(Kind.DECISION, s.text, s.evidence.item, s.start) == 1.0]
    elif place is not None:
        agreed = agreed_in(place, voiced)
        decided = list(assembled(agreed))
        chosen = [s for s in chosen if s not in agreed]
    return _draft([*decided, *assembled(chosen)], measure.words, notes)


def _to_choose_from(understood: Understood, voiced: Sequence[Sentence]) -> Sequence[Sentence]:
    """The sentences that may be told; for an overview those of the item that fits best, what is worth telling first."""
    place = item_asked_for(understood, voiced) if understood.kind is Kind.SUMMARY else None
    if place is None:
        return voiced
    of_item = of_matter(s for s in voiced if s.evidence.passage.item_id == place.passage.item_id)
    return lifted(of_item, understood.text)


def _draft(claims: Sequence[DraftClaim], words: int, notes: tuple[str, ...]) -> Draft:
    return Draft(tuple(within(list(once(claims)), words)), EXTRACTIVE, notes)
