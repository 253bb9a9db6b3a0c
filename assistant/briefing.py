"""The new member's pack for one committee: from the registers and from verified claims, every sentence cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from assistant import briefing_sections as sections
from assistant.answers import Citation, Claim, Filter, Searched
from assistant.understand import scope_of
from assistant.verify import Verified, numbered, state_of
from ingest.errors import UnknownScope
from ingest.store import MeetingSummary, View

_READ = 12  # newest meetings that are read
_RECENT = 3  # of them, whose business is told
_POINTS, _ACTIONS, _PEOPLE, _ACRONYMS, _DOES = 10, 15, 40, 40, 4


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a briefing: its claims, and what a reader must know of them."""

    title: str
    claims: tuple[Claim, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Briefing:
    """What the minutes say of a committee to somebody new to it; its claims are numbered into ``citations``."""

    council: str
    committee: str
    sections: tuple[Section, ...]
    questions: tuple[str, ...]  # good to ask next: each was asked, and answered
    citations: tuple[Citation, ...]
    notes: tuple[str, ...]
    searched: Searched


def briefing(chosen: Filter, view: View, ask: sections.Ask) -> Briefing:
    """The briefing on the committee that a filter leaves. Raises `UnknownScope` where it leaves none or several."""
    meetings = _of_one_committee(chosen, view)
    records = [view.record(m.id) for m in meetings[:_READ]]
    chosen = replace(chosen, council=meetings[0].council, committee=meetings[0].committee)
    made = [
        ("What it does", list(islice(sections.does(records[:_RECENT], view), _DOES)), ()),
        ("Who is who", list(islice(sections.people(records, view), _PEOPLE)), _UNLISTED),
        ("The last meetings", list(islice(sections.points(records[:_RECENT], chosen, view, ask), _POINTS)), ()),
        ("Actions", list(islice(sections.actions(records, view), _ACTIONS)), _NOT_KNOWN_DONE),
        ("Dates ahead", list(sections.ahead(records, view)), _NO_DATES),
        ("Acronyms", list(islice(sections.acronyms(records, view), _ACRONYMS)), ()),
    ]
    claims, citations = numbered(claim for _, theirs, _ in made for claim in theirs)
    return Briefing(
        meetings[0].council,
        meetings[0].committee,
        tuple(_sections(made, claims)),
        tuple(q for q, _ in sections.questions(records[:_RECENT], chosen, ask)),
        citations,
        tuple(dict.fromkeys(state_of(citations))),
        Searched(len(meetings), meetings[-1].date, meetings[0].date, (meetings[0].council,), (meetings[0].committee,)),
    )


_UNLISTED = ("Only who is listed in the minutes read stands here; nobody's presence or role is inferred.",)
_NOT_KNOWN_DONE = ("What was to be done; whether it has been done since, these minutes may not say.",)
_NO_DATES = ("Dates that the minutes give for meetings of which no minutes are held.",)


def _sections(
    made: Sequence[tuple[str, list[Verified], tuple[str, ...]]], claims: Sequence[Claim]
) -> Iterator[Section]:
    at = 0
    for title, theirs, notes in made:
        yield Section(title, tuple(claims[at : at + len(theirs)]), notes)
        at += len(theirs)


def _of_one_committee(chosen: Filter, view: View) -> tuple[MeetingSummary, ...]:
    """The meetings of a filter, newest first, if they are of one committee."""
    held = view.meetings()
    scope = scope_of(chosen, held)
    meetings = view.meetings(scope) if scope is not None else ()
    whole = tuple(m for m in meetings if m.committee.casefold() == (chosen.committee or "").casefold())
    meetings = whole or meetings  # words of one name may all stand in a longer one
    bodies = sorted({(m.council, m.committee) for m in meetings})
    if not bodies:
        raise UnknownScope("No minutes of that committee are held.")
    if len(bodies) > 1:
        named = "; ".join(f"{committee} ({council})" for council, committee in bodies[:6])
        raise UnknownScope(
            f"A briefing is of one committee, and this leaves {len(bodies)}: {named}.",
            hint="Name one of them with --council and --committee.",
        )
    return meetings
