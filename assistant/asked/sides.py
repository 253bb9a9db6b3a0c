"""What a question sets side by side: councils, committees, times, or two matters; each with what is asked of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.answers import Kind, Period, Side
from assistant.asked.bodies import NamedCouncil, committees_named
from assistant.asked.kinds import kind_of
from assistant.asked.periods import NamedPeriod
from assistant.terms import content_words, is_asking, words
from ingest.store import MeetingSummary, Scope

_MOST_SIDES = 4
_LONGEST_MATTER = 12  # words of one of two matters set side by side; longer ones are no names of anything
_SIDE_BY_SIDE = re.compile(
    r"\b(?:and|or|v|vs|versus|against|than|both|compar\w+|differ\w*|same|each|between|to|from|which)\b|[,;/:]",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(
    r"\b(?:more|less|fewer|longer|shorter|higher|lower|larger|bigger|smaller|greater|most|fewest|highest|lowest|biggest|largest)\b",
    re.IGNORECASE,
)
_COMPARING = re.compile(
    r"\b(?:compare[ds]?|comparing|comparison (?:of|between)|compared? (?:to|with)|(?:the )?(?:differences?|contrast) between|versus|vs?\.?|as against|side by side)(?!\w)",
    re.IGNORECASE,
)
_JOINING = r"in|with|and|or|by|of|between|from|to|at|than|for|on|after|before|as|each|both"
_LEFT_BEHIND = re.compile(r"\(\s*\)|(?<!\w)['’]s\b|^[^\w£$(“\"]+")  # by a name that was taken out
_ONE = re.compile(r"(?<=\w )one$", re.IGNORECASE)
_BETTER = re.compile(r"\b(?:better|worse|best|worst)\b", re.IGNORECASE)
_DANGLING_START = re.compile(rf"(?:{_JOINING})\b|[(,;:–-]", re.IGNORECASE)
_DANGLING = re.compile(
    rf"(?:\b(?:{_JOINING}|the)\b|[,;:/–—-])\s*(?P<end>[,;:.?!)]|$|\b(?:{_JOINING})\b)", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"(?:(?<=[^\W\d])['’]s|(?<=s)['’])(?=\s|$)")
_JOINED = r"(?:with|to|and|against|versus|vs?\.?|as against|or)"
_MATTERS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?P<frame>.*?)\b(?:compare|contrast|comparing|comparison (?:of|between)|differences? between|differ\w* between) (?P<one>.+?) {_JOINED} (?P<other>.+?)\W*$",
        r"^(?P<frame>.*?)\bhow (?:do|does|did|had|has|have) (?P<one>.+?)(?: (?:go|fare|do|look|stand))? (?:differ(?:ed|s)?|compared?) (?:from|with|to) (?P<other>.+?)(?:\W*\([^)]*\))?\W*$",
        rf"^(?P<frame>(?:which|who|what)\b.*?(?:[,:;–—]|\s-))\s*(?P<one>[^,:;]+?),? {_JOINED} (?P<other>[^,:;]+?)\W*$",
        r"^(?P<frame>.*?[:;–—]\s*|)(?P<one>[^,:;]+?) (?:versus|vs?\.?|as against) (?P<other>[^,:;]+?)(?:[,:;–—].*)?\W*$",
    )
)


def sides_of(
    text: str,
    scope: Scope,
    councils: Sequence[NamedCouncil],
    periods: Sequence[NamedPeriod],
    meetings: Sequence[MeetingSummary],
) -> tuple[Side, ...]:
    """What a question sets side by side: councils, each with its period where it names one for each; else committees,
    else periods, else two matters.

    Only periods in which meetings are held make sides: a question names many dates that are not a meeting's.
    """
    if not _SIDE_BY_SIDE.search(text):
        return ()
    if 1 < len(councils) <= _MOST_SIDES:
        return tuple(_of_councils(text, scope, councils, periods, meetings))
    kind = kind_of(text)
    bodies = _bodies_named(text, scope, meetings) if kind is Kind.COMPARE else set()
    if 1 < len(bodies) <= _MOST_SIDES:
        return tuple(_of_committees(text, scope, sorted(bodies)))
    return tuple(_of_periods(text, scope, periods, meetings)) or (
        tuple(_of_matters(text, scope)) if kind is Kind.COMPARE else ()
    )


def _of_councils(
    text: str,
    scope: Scope,
    councils: Sequence[NamedCouncil],
    periods: Sequence[NamedPeriod],
    meetings: Sequence[MeetingSummary],
) -> Iterator[Side]:
    paired = len(periods) == len(councils)
    named = [(c.start, c.end) for c in councils] + ([(p.start, p.end) for p in periods] if paired else [])
    shared = _without(text, named)
    for place, council in enumerate(councils):
        own = replace(scope, councils=(council.council,))
        period = periods[place].period if paired else None
        if period is not None and _are_held(own, period, meetings):
            own = replace(own, date_from=period.first, date_to=period.last)
        yield Side(council.council, own, shared, _kind(text))


def _bodies_named(text: str, scope: Scope, meetings: Iterable[MeetingSummary]) -> set[str]:
    """The committees that a question names, also by a name that could be any body's ("the Cabinet")."""
    there = {m.committee for m in meetings if not scope.councils or m.council in scope.councils}
    there = there & set(scope.committees) if scope.committees else there
    whole = {name for name in there if re.search(rf"\b{re.escape(name)}\b", text)}
    return whole if len(whole) > 1 else committees_named(text, there)


def _of_committees(text: str, scope: Scope, names: Sequence[str]) -> Iterator[Side]:
    """The committees that a question names, without the words of their names where they stand together."""
    shared = text
    for name in names:
        shared = re.sub(rf"\b(?:the )?{re.escape(name)}\b", " ", shared, flags=re.IGNORECASE)
    for name in names:
        yield Side(name, replace(scope, committees=(name,)), _bare(shared), _kind(text))


def _of_periods(
    text: str, scope: Scope, periods: Sequence[NamedPeriod], meetings: Sequence[MeetingSummary]
) -> Iterator[Side]:
    if scope.date_from or scope.date_to or len(scope.councils) > 1:
        return
    held = [p for p in periods if p.is_of_meeting and _are_held(scope, p.period, meetings)]
    held = [p for p in held if not any(p is not other and _holds(p.period, other.period) for other in held)]
    if not 1 < len(held) <= _MOST_SIDES:
        return
    shared = _without(text, [(o.start, o.end) for o in held])
    for named in held:
        own = replace(scope, date_from=named.period.first, date_to=named.period.last)
        yield Side(text[named.start : named.end], own, shared, _kind(text))


def _of_matters(text: str, scope: Scope) -> Iterator[Side]:
    """Two matters of the same minutes: "which cost more, the depot or the bridge?"."""
    found = next((m for pattern in _MATTERS if (m := pattern.search(text)) is not None), None)
    if found is None:
        return
    matters = [
        re.sub(r"^(?:the|both|between)\s+", "", found[name].strip(), flags=re.IGNORECASE) for name in ("one", "other")
    ]
    if not all(_is_matter(matter) for matter in matters):
        return
    frame = _bare(_BETTER.sub(" ", found["frame"])) if words(found["frame"]) else ""
    for matter, asked in zip(matters, _completed(*matters), strict=True):
        yield Side(matter, scope, " ".join(f"{frame} {asked}".split()), _kind(text))


def _completed(one: str, other: str) -> tuple[str, str]:
    """Two matters, the second with what it leaves to be understood from the first.

    Beside "Ann's plan", "Ben's" is Ben's plan; beside "the weir motion", "the sluice one" is the sluice motion.
    """
    named = _ONE.sub(lambda _: one.rsplit(maxsplit=1)[-1], other)
    whose, left_out = _POSSESSIVE.search(one), _POSSESSIVE.search(named)
    if whose is None or left_out is None:
        return one, named
    behind = named[left_out.end() :].strip()
    is_open = not behind or _DANGLING_START.match(behind)
    return one, f"{named} {one[whose.end() :].strip()}".strip() if is_open else named


def _is_matter(words_of_it: str) -> bool:
    """Whether some words can be what a question is about: few, and one at least that says what."""
    return len(words_of_it.split()) <= _LONGEST_MATTER and any(
        word.isalpha() and not is_asking(word) for word in content_words(words_of_it)
    )


def _kind(text: str) -> Kind:
    """What is asked of each side: a number where it is asked which has more; of what moved on, how it stood."""
    kind = kind_of(text, but=Kind.COMPARE)
    kind = Kind.FACT if kind is Kind.TIMELINE else kind
    return Kind.NUMBER if kind is Kind.FACT and _HOW_MUCH.search(text) else kind


def _holds(one: Period, other: Period) -> bool:
    """Whether a period is part of another: "in the 2021 programme (June 2021)" names no two times."""
    return one != other and one.first <= other.first and other.last <= one.last


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
    return _bare(text)


def _bare(text: str) -> str:
    """A question without the words that set its sides side by side, nor what joined those left out to it."""
    bare, before = _COMPARING.sub(" ", text), ""
    while bare != before:
        before = bare
        bare = " ".join(_DANGLING.sub(r" \g<end>", _LEFT_BEHIND.sub(" ", bare)).split())
    bare = re.sub(r"([?!.])[?!.]+", r"\1", re.sub(r"\s+(?=[,.?!:;])", "", bare))
    return bare if words(bare) else " ".join(text.split())
