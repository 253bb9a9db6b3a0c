"""What a question asks beside a thing that the records' own tables answer: with anything else they do not answer it."""

from __future__ import annotations

import re

from assistant.answers import Understood
from assistant.asked.bodies import councils_named, short_names
from assistant.asked.follow_up import is_elliptical
from assistant.asked.periods import periods_named
from assistant.terms import content_words, is_asking, stem, stems
from ingest.store import View

_OF_ANY_MEETING = stems(
    "member members people persons officers officer public resident residents anybody anyone somebody everybody"
    " received made submitted reported raised presented put handed held hold took place taken there list total number"
    " many full records recorded minute agenda day evening afternoon morning scrutiny session body group"
    " sub subcommittee following different overall altogether latest last recent previous first name names title titles"
    " order standing sent send gave able unable sorry thing same question answer ask"
    " job role post office reason else part time"
)
_FEW = 3  # meetings whose places are looked up


def asking_words(understood: Understood, view: View) -> str:
    """The words that ask: the question's own, or those before it where it only names another place or time."""
    held = {meeting.council for meeting in view.meetings()}
    return understood.text if is_elliptical(understood.question, held) else understood.question.text


def rest_asked(understood: Understood, view: View, *patterns: re.Pattern[str]) -> set[str]:
    """The stems of a question that no pattern takes in and that do not say which bodies, meetings or days are meant."""
    text = asking_words(understood, view)
    meetings = view.meetings(understood.scope) if understood.scope is not None else ()
    spans = [found.span() for pattern in patterns for found in pattern.finditer(text)]
    spans += [(c.start, c.end) for c in councils_named(text, {m.council for m in view.meetings()})]
    spans += [(p.start, p.end) for p in periods_named(text)]
    rest = "".join(" " if any(s <= at < e for s, e in spans) else letter for at, letter in enumerate(text))
    councils, committees = {m.council for m in meetings}, {m.committee for m in meetings}
    scope = understood.scope
    meant = [*(scope.councils if scope else ()), *(scope.committees if scope else ())]
    meant += [name for names in (councils, committees) if len(names) == 1 for name in names]
    meant += [*short_names(meant), *_venues(understood, view)]
    bodies = stems(" ".join(meant))
    words = {stem(word) for word in content_words(rest) if not is_asking(word) and not word.isdigit()}
    return words - bodies - _OF_ANY_MEETING


def _venues(understood: Understood, view: View) -> list[str]:
    """Where the few meetings of the days that a question names were held: its words may say so."""
    meetings = view.meetings(understood.scope) if understood.scope is not None and understood.periods else ()
    there = [m for m in meetings if any(period.holds(m.date) for period in understood.periods)]
    venues = [view.record(m.id).meeting.venue for m in there] if len(there) <= _FEW else []
    return [venue for venue in venues if venue]
