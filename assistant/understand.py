"""Question + history → a question that stands alone, the kind of answer it asks for, and where to look."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from assistant.answers import Filter, Kind, Period, Question, Side, Understood
from assistant.asked.bodies import NamedCouncil, committees_named, councils_named, matches
from assistant.asked.follow_up import is_elliptical, prior_question, stand_alone
from assistant.asked.periods import NamedPeriod, periods_named
from assistant.business import business_of
from ingest.store import MeetingSummary, Scope

_MOST_SIDES = 4
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Kind.NUMBER, r"^\W*(?:and )?how (?:many|much)\b"),
        (Kind.REASON, r"^\W*(?:and )?why\b|\breasons?\b(?!.*\bsame\b)"),
        (Kind.WHO, r"^\W*(?:and )?(?:who|whom|whose)\b"),
        (
            Kind.COMPARE,
            r"\b(?:compar\w+|versus|vs?\.?|differ\w*|contrast\w*|against the|(?:more|less|fewer|longer|better|worse) .*\bor)\b",
        ),
        (
            Kind.TIMELINE,
            r"\b(?:timeline|chronolog\w+|over time|over the years|(?:key )?dates? (?:for|of|in|ahead)|key dates|milestones?"
            r"|history of|since \d{4}|sequence of|what happened when(?: (?:in|at|on|with|between)\b|\W*$)|in (?:date |time )?order\W*$"
            r"|events (?:in|of|around|leading|before|after)|(?:past|previous|earlier) .*\b(?:to come|coming|upcoming|ahead))\b",
        ),
        (
            Kind.SUMMARY,
            r"\b(?:summar\w+|sum up|gist|overview|outline|(?:main|key) points|highlights|recap|nutshell|in short|in brief|brief (?:me|us)|briefing|(?:bring|catch) (?:me|us) up"
            r"|up to (?:date|speed)|i'?m new|what happened|what went on)\b",
        ),
        (
            Kind.DECISION,
            r"\b(?:decid\w+|decisions?|resolv\w+|resolutions?|agreed?|settled? on|outcome|approv\w+|vote[ds]?)\b",
        ),
        (
            Kind.ACTION,
            r"\b(?:actions?|owed?|owes|follow.?up|next steps|steps|report back|responsible for|in charge of|when will)\b",
        ),
        (
            Kind.NUMBER,
            r"\b(?:how (?:often|long|old|big|large)|number of|what (?:proportion|percentage|share)|costs?|figures?|rate)\b",
        ),
        (
            Kind.WHEN,
            r"\b(?:when|what (?:date|day|time|year|month)|which (?:date|day)|next (?:meeting|mtg)|how soon|deadline)\b",
        ),
        (Kind.WHO, r"\b(?:who|whom|whose|which (?:officer|councillor|member|authority|director|council))\b"),
        (
            Kind.LIST,
            r"\b(?:list|which (?:\w+ ){0,3}(?:were|are|have|members)|which (?:\w+ )?\w+s (?:did|do|will|would|had)"
            r"|(?:which|what|name|the) (?:two|three|four|five|six|seven|eight|nine|ten|\d\d?) \w+s\b|what (?:are|were) the|name the|everything|themes|topics|all the)\b",
        ),
    )
)
_SIDE_BY_SIDE = re.compile(
    r"\b(?:and|or|v|vs|versus|against|than|both|compar\w+|differ\w*|same|each|between|to|from|which)\b|[,;/:]",
    re.IGNORECASE,
)
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
        scope, councils, notes = _narrowed(scope, question.text, text, meetings)
    periods = _moved(periods_named(question.text, today), at) or periods_named(text, today)
    of_meetings = tuple(p.period for p in periods if p.is_of_meeting)
    kind = _kind(asked)
    sides = _sides(text, scope, councils, periods, meetings) if scope is not None else ()
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
    scope: Scope, asked: str, text: str, meetings: Sequence[MeetingSummary]
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
        bodies = committees_named(asked, there) or committees_named(text, there)
        if bodies and bodies != there:
            scope = replace(scope, committees=tuple(sorted(bodies)))
            notes.append(_narrowing(bodies))
    return scope, councils, tuple(notes)


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


# --- sides ----------------------------------------------------------------------------------------------------------


def _sides(
    text: str,
    scope: Scope,
    councils: Sequence[NamedCouncil],
    periods: Sequence[NamedPeriod],
    meetings: Sequence[MeetingSummary],
) -> tuple[Side, ...]:
    """What a question sets side by side: councils, each with its period where it names one for each; else periods.

    Only periods in which meetings are held make sides: a question names many dates that are not a meeting's.
    """
    if not _SIDE_BY_SIDE.search(text):
        return ()
    kind = _kind(text, but=Kind.COMPARE)
    if 1 < len(councils) <= _MOST_SIDES:
        paired = len(periods) == len(councils)
        named = [(c.start, c.end) for c in councils] + ([(p.start, p.end) for p in periods] if paired else [])
        shared = _without(text, named)
        return tuple(
            Side(c.council, _side_scope(scope, c, periods[i] if paired else None, meetings), shared, kind)
            for i, c in enumerate(councils)
        )
    if scope.date_from or scope.date_to or len(scope.councils) > 1:
        return ()
    held = [p for p in periods if p.is_of_meeting and _are_held(scope, p.period, meetings)]
    if not 1 < len(held) <= _MOST_SIDES:
        return ()
    return tuple(
        Side(
            text[p.start : p.end],
            replace(scope, date_from=p.period.first, date_to=p.period.last),
            _without(text, [(o.start, o.end) for o in held]),
            kind,
        )
        for p in held
    )


def _side_scope(
    scope: Scope, council: NamedCouncil, period: NamedPeriod | None, meetings: Sequence[MeetingSummary]
) -> Scope:
    own = replace(scope, councils=(council.council,))
    if period is None or not _are_held(own, period.period, meetings):
        return own
    return replace(own, date_from=period.period.first, date_to=period.period.last)


def _are_held(scope: Scope, period: Period, meetings: Iterable[MeetingSummary]) -> bool:
    return any(
        period.holds(m.date)
        and (not scope.councils or m.council in scope.councils)
        and (not scope.committees or m.committee in scope.committees)
        for m in meetings
    )


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return " ".join(text.split())


# --- kinds ----------------------------------------------------------------------------------------------------------


def _kind(text: str, but: Kind | None = None) -> Kind:
    """The kind of answer a question asks for, by the first pattern that fits; or by the first of another kind."""
    return next((kind for kind, pattern in _KINDS if kind is not but and pattern.search(text)), Kind.FACT)


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
