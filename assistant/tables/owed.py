"""What somebody is to do: actions with their owners, and sentences in which they undertake something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answers import EXTRACTIVE, Draft, DraftClaim, Understood
from assistant.asked.rest_asked import asking_words, rest_asked
from assistant.registers import led_by_meeting, quote_of
from assistant.retrieve import meetings_named
from assistant.terms import stems, words
from ingest.passages import Passage
from ingest.records import Outcome, OutcomeKind, Record
from ingest.store import View

_WHO = r"(?P<who>[\w’'.-]+(?: (?!down\b|to\b|due\b)[\w’'.&-]+){0,6}?)"
_TO_DO = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bwhat (?:is|are|was|were) {_WHO} (?:down |due |supposed |meant |expected |asked |tasked )?to (?:do|provide|deliver|bring|report|follow up)\b",
        rf"\bwhat (?:does|do|did) {_WHO} (?:have to do|need to do|still owe|owe|undertake|promise|agree to do)\b",
        rf"\bwhat is owed by {_WHO}(?=\?|$)",
        rf"\bactions? (?:\w+ ){{0,3}}?(?:for|with|by|to) {_WHO}(?=\?|$)",
        rf"\bwhat actions? (?:does|do|did|has|have) {_WHO} (?:still )?(?:owe|have|got|been given)\b",
        rf"\bwhat (?:is|are|was|were) {_WHO}['’]s? (?:outstanding |open )?actions?\b",
    )
)
_ANY_ACTION = re.compile(
    r"\bwho (?:has|had|was given|were given) (?:any |the )?actions?\b|\bwho (?:still )?owes? (?:what|anything)\b|\b(?:what|which|list|any|were there|show|how many) (?:\w+ ){0,3}?actions?\b(?: (?:points?|items?|log))?"
    r"(?: (?:were|was|are|is|have been|had))?(?: (?:given|assigned|agreed|set|came out|come out|came from|resulted|followed|outstanding|open|arising|arose|owed|due|recorded|allocated))?",
    re.IGNORECASE,
)
_UNDERTAKES = re.compile(
    r"\bwould (?:be|provide|look|write|report|bring|receive|come|circulate|follow)\b|\bagreed to\b|\brequest|\bintention\b"
    r"|\bundert|\bto (?:be (?!noted)|provide|look into|write|report|bring|keep|follow|include)|\b(?:report|information|update)\b.{0,80}"
    r"\b(?:be presented|be shared|be sent|be brought|for a|monthly)\b|^For ",
    re.IGNORECASE,
)
_NOT_OWED = re.compile(
    r"\b(?:next meeting|hoped|(?:future|following) meetings|meetings? (?:would|will) be held)\b|\bbe (?:noted|confirmed|approved|signed)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:agreed|undertook|promised|offered) to\b|\b(?:would|will) \w+|\b(?:was|were|is|are|be) (?:asked|requested|instructed) to\b"
    r"|\bto (?:provide|report|bring|circulate|share|arrange|write)\b",
    re.IGNORECASE,
)  # behind whoever is to do it
_OFFICERS = frozenset(stems("officer officers official officials staff"))
_NOBODY = frozenset(["the", "any", "all", "each", "somebody", "anybody", "people"])
_MOST_MEETINGS = 12
_MOST = 8


def owed(understood: Understood, view: View) -> Draft | None:
    """The actions asked for, newest first; None where none are asked for or none fit, for the search may know more."""
    if understood.scope is None:
        return None
    text = asking_words(understood, view)
    found = next((found for p in _TO_DO if (found := p.search(text))), None)
    named = {w for w in words(found["who"]) if w not in _NOBODY} if found else set()
    if not named and (not _ANY_ACTION.search(text) or rest_asked(understood, view, _ANY_ACTION)):
        return None
    claims: list[DraftClaim] = []
    for meeting in meetings_named(understood, view)[:_MOST_MEETINGS]:
        record = view.record(meeting.id)
        theirs = list(_claims(record, named, view.passages_of(meeting.id)))
        claims += theirs if named else led_by_meeting(record, theirs)
    left = len(claims) - _MOST
    notes = (f"{left} more actions are left out here.",) if left > 0 else ()
    return Draft(tuple(claims[:_MOST]), EXTRACTIVE, notes) if claims else None


def is_owed(text: str) -> bool:
    """Whether words say that something is to be done."""
    return bool(_UNDERTAKES.search(text)) and not _NOT_OWED.search(text)


def _claims(record: Record, named: set[str], passages: Sequence[Passage]) -> Iterator[DraftClaim]:
    """The actions of a record; with names, those that are theirs to do."""
    for outcome in (o for item in record.meeting.items for o in item.outcomes):
        if not _is_theirs(record, outcome, named):
            continue
        quote = quote_of(record, outcome.start, outcome.end, passages)
        if quote is not None:
            lead = f"Action for {outcome.owner}" if outcome.owner else None
            yield replace(DraftClaim.quoting(quote), lead=lead)


def _is_theirs(record: Record, outcome: Outcome, named: set[str]) -> bool:
    text = record.slice(outcome.start, outcome.end)
    is_action = outcome.kind is OutcomeKind.ACTION
    if not named:
        return is_action or is_owed(text)
    if outcome.owner is not None and named <= set(words(outcome.owner)):
        return True
    if stems(" ".join(named)) <= _OFFICERS and is_action:
        return True
    found = _BY.search(text)
    return found is not None and (is_action or is_owed(text)) and named <= set(words(text[: found.start()]))
