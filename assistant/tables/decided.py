"""What a meeting decided as a whole, item by item, where no single matter is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answers import EXTRACTIVE, Draft, DraftClaim, Kind, Quote, Understood
from assistant.asked.rest_asked import rest_asked
from assistant.finding.ceremony import ROUTINE
from assistant.registers import cut_before_decision, days_of, has_decisions, quote_of
from assistant.retrieve import meeting_meant, meetings_named
from assistant.tables.listings import DECISIONS, belongs
from assistant.terms import stems
from ingest.records import Item, ItemKind, Outcome, OutcomeKind, Record, fold_spaces
from ingest.store import View

_ASKS = re.compile(
    r"\b(?:decid\w+|decisions?|resolv\w+|resolutions?|agreed?|approv\w+|settled?|outcomes?|conclu\w+|made|taken|took|pass(?:ed)?"
    r"|(?:come|came) (?:out|from)|meetings?|minutes|everything|all|list|show)\b",
    re.IGNORECASE,
)
_OF_A_MEETING = re.compile(
    r"\b(?:happened|went on|discussed|considered|covered|debated|summar\w+|overview|meetings?|minutes|main|key"
    r"|points)\b",
    re.IGNORECASE,
)
_OUTRIGHT = re.compile(r"\b(?:deci[ds]|resol|agree|approv|settl|outcome|conclu)", re.IGNORECASE)
_LAST = re.compile(r"\b(?:last|latest|most recent|newest)\b", re.IGNORECASE)
_TOLD = (OutcomeKind.DECISION, OutcomeKind.PROSE)  # a motion says nothing without what came of it
_WORDS = 165  # of the decisions, with the titles above them


@dataclass(frozen=True, slots=True)
class _Decision:
    item: Item
    outcome: Outcome
    quote: Quote

    @property
    def is_routine(self) -> bool:
        return self.item.kind is ItemKind.PROCEDURAL or bool(ROUTINE.search(self.quote.text))


def decided(understood: Understood, view: View) -> Draft | None:
    """The decisions of the newest meeting that is meant; None where a matter is asked about, or none are recorded.

    A question about the meeting of a month in which none was held is refused, with the days of those that are.
    """
    if understood.scope is None or understood.carried is not None or understood.business is not None:
        return None
    text = understood.question.text
    asks_decisions = understood.kind in (Kind.DECISION, Kind.LIST) and bool(_OUTRIGHT.search(text))
    asks = _ASKS if asks_decisions else _OF_A_MEETING if understood.kind is Kind.SUMMARY else None
    if asks is None:
        return None
    meetings = meetings_named(understood, view)
    meant = meeting_meant(text, meetings)
    if rest_asked(understood, view, asks, _LAST) - stems(meant.committee if meant else ""):
        return None
    if meant is None:
        return _none_then(understood, view)
    of_body = [m for m in meetings if m.committee == meant.committee or not stems(text) & stems(meant.committee)]
    return _told(view.record(meant.id), len(of_body), view) if asks_decisions else None


def _none_then(understood: Understood, view: View) -> Draft | None:
    held = view.meetings(understood.scope) if understood.scope and understood.periods else ()
    reason = f"No minutes of a meeting at that time are held; those held are of {days_of(held)}."
    return Draft.refusing(reason) if held else None


def _told(record: Record, meetings: int, view: View) -> Draft | None:
    """The decisions of a record in its order; where room is short, those that only note a report are left out first."""
    found = list(_decisions(record, view))
    if not found:
        return None
    kept: list[_Decision] = []
    left = _WORDS
    for decision in sorted(found, key=lambda d: d.is_routine):
        cost = len(decision.quote.text.split())
        cost += 0 if any(d.item.id == decision.item.id for d in kept) else len(decision.item.title.split())
        if cost <= left:
            kept.append(decision)
            left -= cost
    claims = tuple(_claims([d for d in found if d in kept]))
    return Draft(claims, EXTRACTIVE, tuple(_notes(record, len(found), len(kept), meetings))) if claims else None


def _notes(record: Record, found: int, kept: int, meetings: int) -> Iterator[str]:
    meeting = record.meeting
    if meetings > 1:
        yield f"Of {meetings} meetings this is the newest, of {meeting.date.day} {meeting.date:%B %Y}."
    if kept < found:
        yield f"{found} decisions are recorded, of which {kept} are told here; the register of decisions has them all."
    motions = sum(outcome.kind is OutcomeKind.MOTION for item in meeting.items for outcome in item.outcomes)
    if motions:
        moved = f"{motions} motions were" if motions > 1 else "1 motion was"
        yield f"{moved} moved besides: the register of decisions has what came of each."
    cut = [item for item in meeting.items if item.truncated and not has_decisions(item)]
    if cut:
        yield cut_before_decision(cut)


def _claims(decisions: Sequence[_Decision]) -> Iterator[DraftClaim]:
    """The decisions, the first of each item led by its title."""
    titled: set[str] = set()
    for decision in decisions:
        claim = DraftClaim.quoting(decision.quote)
        if decision.item.id not in titled:
            titled.add(decision.item.id)
            claim = replace(claim, lead=fold_spaces(decision.item.title).removesuffix("."))
        yield claim


def _decisions(record: Record, view: View) -> Iterator[_Decision]:
    passages = view.passages_of(record.meeting.id)
    for item in record.meeting.items:
        for outcome in item.outcomes:
            if outcome.kind not in _TOLD or not belongs(record, outcome, DECISIONS):
                continue
            quote = quote_of(record, outcome.start, outcome.end, passages)
            if quote is not None:
                yield _Decision(item, outcome, quote)
