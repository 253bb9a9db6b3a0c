"""What the records' own tables answer by themselves, or show to have no answer; and what an item decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.premises import no_such_meeting
from assistant.answering.unknown import unknown_name
from assistant.answering.voices import topic_of
from assistant.answers import EXTRACTIVE, Draft, DraftClaim, Evidence, Kind, Quote, Understood
from assistant.business import holds, is_all_there_is
from assistant.finding.score import Sentence
from assistant.registers import cut_before_decision, decisions_of, places_of_item
from assistant.tables.ahead import met_next
from assistant.tables.business_told import business_told
from assistant.tables.counts import counted
from assistant.tables.decided import decided
from assistant.tables.owed import owed
from assistant.tables.people import people_asked_for
from assistant.tables.roles import role_asked_for
from assistant.tables.sitting import sitting_told
from assistant.terms import stems
from ingest.records import OutcomeKind, Part
from ingest.store import View

_ITEM = re.compile(
    r"\b(?:item|minute)(?: no\.?| number)? (?P<number>(?:[a-z]{0,8}\d{0,4}/)?\d{1,4}(?:/\d{2,4})?)(?![\w/])",
    re.IGNORECASE,
)


def from_registers(understood: Understood, view: View) -> Draft | None:
    """What the records' own tables answer, or show to have no answer; None where they do neither."""
    reason = no_such_meeting(understood, view) or unknown_name(understood, view)
    if reason is not None:
        return Draft.refusing(reason)
    ahead = met_next(understood, view)
    if ahead is not None:
        return ahead
    number = _ITEM.search(understood.question.text)
    if number and understood.kind is Kind.DECISION:
        return _decided_on(places_of_item(understood, number["number"].upper(), view))
    return _listed(understood, view)


def _listed(understood: Understood, view: View) -> Draft | None:
    """What is counted, or listed by sort: people, routine business, what is owed."""
    for told in (counted, sitting_told, business_told, role_asked_for, people_asked_for, owed, decided):
        draft = told(understood, view)
        if draft is not None:
            return draft
    return None


def _quoting(quotes: Sequence[Quote]) -> Draft:
    return Draft(tuple(DraftClaim.quoting(quote) for quote in quotes), EXTRACTIVE)


def decided_at(place: Evidence) -> Iterator[DraftClaim]:
    """What the item of a place decided, as the record has it."""
    for evidence, outcome in decisions_of([place], {OutcomeKind.DECISION}):
        yield DraftClaim.quoting(Quote.of(evidence, outcome.start, outcome.end))


def _decided_on(places: Sequence[Evidence]) -> Draft | None:
    """What the items of a number decided, or why that is not known; None where there is no such item."""
    claims = tuple(claim for place in places for claim in decided_at(place))
    if claims:
        return Draft(claims, EXTRACTIVE)
    cut = next((place.item for place in places if place.item and place.item.truncated), None)
    return Draft((), EXTRACTIVE, reason=cut_before_decision([cut])) if cut is not None else None


def item_named(understood: Understood, view: View) -> Evidence | None:
    """A place of the item that a question names by its number, in the newest meeting that it can be about."""
    number = _ITEM.search(understood.question.text)
    return next(iter(places_of_item(understood, number["number"], view)), None) if number else None


def item_asked_for(understood: Understood, scored: Sequence[Sentence]) -> Evidence | None:
    """A place of the item a question is about: the one it names by number, else whose title and best sentences fit most."""
    number = _ITEM.search(understood.question.text)
    topic = topic_of(understood, set())
    totals: dict[str, list[float]] = {}
    places: dict[str, Evidence] = {}
    for sentence in scored[:40]:
        item = sentence.evidence.item
        if item is None or (number and item.number != number["number"].upper()):
            continue
        totals.setdefault(item.id, []).append(sentence.score)
        places.setdefault(item.id, sentence.evidence)
    floor = min((s.score for s in scored[:40]), default=0.0)

    def fit(identity: str) -> float:
        item = places[identity].item
        titled = len(topic & stems(item.title)) / len(topic) if item and topic else 0.0
        return sum(score - floor for score in totals[identity][:3]) + 6.0 * titled

    return places[max(places, key=fit)] if places else None


def of_business(understood: Understood, scored: Sequence[Sentence]) -> Sequence[Sentence]:
    """The sentences that hold the routine business asked for, where nothing else is asked and there are any."""
    business = understood.business
    if business is None or not is_all_there_is(business, understood.question.text, _names(understood)):
        return scored
    theirs = [s for s in scored if holds(business, s.evidence.record, s.evidence.passage)]
    told = [s for s in theirs if s.evidence.passage.part is not Part.AGENDA]
    return told or theirs or scored


def _names(understood: Understood) -> Sequence[str]:
    """What names the places and times of a question, as far as it has been understood."""
    scope = understood.scope
    return (*scope.councils, *scope.committees) if scope is not None else ()
