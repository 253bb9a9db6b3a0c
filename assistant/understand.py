"""Question + history → a question that stands alone, the kind of answer it asks for, and where to look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from assistant.answers import Filter, Kind, Question, Understood
from assistant.asked.bodies import NamedCouncil, committees_called, committees_named, councils_named, matches
from assistant.asked.follow_up import is_elliptical, prior_question, stand_alone
from assistant.asked.kinds import kind_of
from assistant.asked.periods import NamedPeriod, periods_named
from assistant.asked.sides import sides_of
from assistant.business import business_of
from ingest.store import MeetingSummary, Scope

_Named = TypeVar("_Named", NamedCouncil, NamedPeriod)


def understand(question: Question, meetings: Sequence[MeetingSummary], today: dt.date | None = None) -> Understood:
    """What is asked, of which of the meetings held.

    What the user set in the filter always holds. Councils and committees named in the words narrow the search; dates
    named in them only prefer (a question names many dates that are not the meeting's). ``today`` is what "last
    autumn" counts from.
    """
    held = {m.council for m in meetings}
    text = stand_alone(question, held)
    at = text.index(question.text)
    asked = prior_question(question) if is_elliptical(question, held) else question.text
    scope = scope_of(question.filter, meetings)
    notes: tuple[str, ...] = ()
    councils: tuple[NamedCouncil, ...] = ()
    if scope is not None:
        scope, councils, notes = _narrowed(
            scope, question.text, text, meetings, is_of_business=business_of(asked) is not None
        )
    periods = _moved(periods_named(question.text, today), at) or periods_named(text, today)
    of_meetings = tuple(p.period for p in periods if p.is_of_meeting)
    kind = kind_of(asked)
    sides = sides_of(text, scope, councils, periods, meetings) if scope is not None else ()
    return Understood(
        question,
        text,
        Kind.COMPARE if len(sides) > 1 and kind in (Kind.FACT, Kind.NUMBER, Kind.LIST) else kind,
        scope,
        tuple(dict.fromkeys(of_meetings)),
        business_of(asked),
        sides,
        prior_question(question) if text != question.text else None,
        notes,
    )


def _moved(named: Sequence[_Named], by: int) -> tuple[_Named, ...]:
    """What a question names, by its offsets in the text that stands alone."""
    return tuple(replace(one, start=one.start + by, end=one.end + by) for one in named)


def _narrowed(
    scope: Scope, asked: str, text: str, meetings: Sequence[MeetingSummary], *, is_of_business: bool
) -> tuple[Scope, tuple[NamedCouncil, ...], tuple[str, ...]]:
    """A scope narrowed to the councils and committees that a question names, and a note of each."""
    notes: list[str] = []
    councils: tuple[NamedCouncil, ...] = ()
    if not scope.councils:
        held = {m.council for m in meetings}
        councils = _moved(councils_named(asked, held), text.index(asked)) or councils_named(text, held)
        named = {found.council for found in councils}
        if named and named != held:
            scope = replace(scope, councils=tuple(sorted(named)))
            notes.append(_narrowing(named))
    if not scope.committees:
        there = {m.committee for m in meetings if not scope.councils or m.council in scope.councils}
        named_in = (committees_named(words, there, is_of_business=is_of_business) for words in (asked, text))
        bodies = next(filter(None, named_in), set())
        if bodies and bodies != there:
            scope = replace(scope, committees=tuple(sorted(bodies)))
            notes.append(_narrowing(bodies))
    return scope, councils, tuple(notes)


def known_also_as(understood: Understood, also: tuple[str, ...], meetings: Iterable[MeetingSummary]) -> Understood:
    """A question with the other names of what it names; where one is a committee's, that is where is searched.

    "The JPC" names the Joint Policing Committee where the records spell it out so.
    """
    scope, understood = understood.scope, replace(understood, also=also)
    if scope is None or scope.committees:
        return understood
    there = {m.committee for m in meetings if not scope.councils or m.council in scope.councils}
    bodies = {body for name in also for body in committees_called(name, there)}
    if not bodies or bodies == there:
        return understood
    named = tuple(sorted(bodies))
    sides = tuple(
        replace(side, scope=replace(side.scope, committees=side.scope.committees or named)) for side in understood.sides
    )
    notes = (*understood.notes, _narrowing(bodies))
    return replace(understood, scope=replace(scope, committees=named), sides=sides, notes=notes)


def _narrowing(names: set[str]) -> str:
    return f"Searched in {_and(sorted(names))}, as the question names {'it' if len(names) == 1 else 'them'}."


def scope_of(chosen: Filter, meetings: Iterable[MeetingSummary]) -> Scope | None:
    """The filter in the store's own names; None where it names a council or committee that is not held."""
    meetings = tuple(meetings)
    councils = {m.council for m in meetings}
    wanted = {name for name in councils if chosen.council and matches(chosen.council, name)}
    committees = {m.committee for m in meetings if not wanted or m.council in wanted}
    sought = {name for name in committees if chosen.committee and matches(chosen.committee, name)}
    if (chosen.council and not wanted) or (chosen.committee and not sought):
        return None
    return Scope(tuple(sorted(wanted)), tuple(sorted(sought)), chosen.date_from, chosen.date_to)


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
