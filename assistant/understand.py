"""Question + history → a question that stands alone, the kind of answer it asks for, and where to look."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answers import Filter, Kind, Period, Question, Understood
from assistant.terms import content_words, words
from ingest.layouts.dates import DATE, date_of
from ingest.store import MeetingSummary, Scope

_LEANS = re.compile(
    r"\b(?:it|its|that|this|these|those|they|them|their|he|him|his|she|her|there|then|the same|such|so far|ones?|any of)\b"
    r"|^(?:and|but|or|so|also|why|how come|what about|how about|when|who|where|which)\b.{0,40}$",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Kind.NUMBER, r"^\W*how (?:many|much)\b"),
        (Kind.REASON, r"^\W*why\b|\breasons?\b(?!.*\bsame\b)"),
        (
            Kind.COMPARE,
            r"\b(?:compar\w+|versus|vs?\.?|differ\w*|contrast\w*|(?:more|less|fewer|longer|better|worse) .*\bor\b)",
        ),
        (
            Kind.TIMELINE,
            r"\b(?:timeline|chronolog\w+|over time|over the years|dates? (?:for|of|in|ahead)|key dates|history of|since \d{4})\b",
        ),
        (
            Kind.SUMMARY,
            r"\b(?:summar\w+|gist|overview|outline|main points|brief (?:me|us)|bring (?:me|us) up to date)\b",
        ),
        (Kind.DECISION, r"\b(?:decid\w+|decision|resolv\w+|resolution|agreed?|outcome|approv\w+|vote[ds]?)\b"),
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
            r"\b(?:list|which (?:\w+ ){0,3}(?:were|are|have|members)|what (?:are|were) the|name the|themes|topics|all the)\b",
        ),
    )
)
_ROUTINE = re.compile(
    r"\b(?:apolog\w+|interests?\b.*\bdeclar\w+|declar\w+|petitions?|announcements?|public (?:questions?|participation)"
    r"|questions? (?:from|by|under|put)|standing order|next (?:meeting|mtg)|dates? of (?:the )?(?:next|future)|previous minutes"
    r"|minutes of the|party whip|urgent|webcast|present|attend\w*|chaired?|vice.?chair\w*|welcome|venue|where .*\b(?:held|take place|meet)"
    r"|what time|members?hip)\b",
    re.IGNORECASE,
)
_COUNTIES = {
    "beds": "bedfordshire", "berks": "berkshire", "bucks": "buckinghamshire", "cambs": "cambridgeshire",
    "derbys": "derbyshire", "glos": "gloucestershire", "gloucs": "gloucestershire", "hants": "hampshire",
    "herts": "hertfordshire", "lancs": "lancashire", "leics": "leicestershire", "lincs": "lincolnshire",
    "northants": "northamptonshire", "notts": "nottinghamshire", "oxon": "oxfordshire", "salop": "shropshire",
    "shrops": "shropshire", "staffs": "staffordshire", "warks": "warwickshire", "wilts": "wiltshire",
    "worcs": "worcestershire", "yorks": "yorkshire",
}  # fmt: skip
_PLAIN_NAME = frozenset(
    ["council", "county", "city", "borough", "district", "of", "the", "and", "metropolitan", "london", "royal"]
)
_MONTHS = {
    name.casefold(): i for names in (calendar.month_name, calendar.month_abbr) for i, name in enumerate(names) if name
}
_MONTH_YEAR = re.compile(
    rf"\b(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?,? (?P<year>\d{{4}})\b", re.IGNORECASE
)
_SHORT_DATE = re.compile(r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{2}|\d{4})\b")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b(?!/)")


def understand(question: Question, meetings: Sequence[MeetingSummary]) -> Understood:
    """What is asked, of which of the meetings held.

    What the user set in the filter always holds. Councils named in the words narrow the search; dates named in them
    only prefer (a question names many dates that are not the meeting's).
    """
    text = stand_alone(question)
    kind = _kind(question.text)
    scope = scope_of(question.filter, meetings)
    notes: list[str] = []
    if scope is not None and not scope.councils:
        held = {m.council for m in meetings}
        named = councils_named(question.text, held) or councils_named(text, held)
        if named and named != held:
            scope = replace(scope, councils=tuple(sorted(named)))
            notes.append(
                f"Searched in {_and(sorted(named))}, as the question names {'it' if len(named) == 1 else 'them'}."
            )
    periods = periods_named(question.text) or periods_named(text)
    return Understood(question, text, kind, scope, periods, bool(_ROUTINE.search(question.text)), tuple(notes))


def stand_alone(question: Question) -> str:
    """The question with the subject of the one before it, where it leans on it."""
    if not question.history:
        return question.text
    has_subject = re.search(r"(?<=[a-z,] )[A-Z]", question.text)
    leans = _LEANS.search(question.text) or (len(content_words(question.text)) <= 3 and not has_subject)
    return f"{question.text} {question.history[-1].question}" if leans else question.text


def scope_of(chosen: Filter, meetings: Iterable[MeetingSummary]) -> Scope | None:
    """The filter in the store's own names; None where it names a council or committee that is not held."""
    councils = {m.council for m in meetings}
    wanted = {name for name in councils if chosen.council and _matches(chosen.council, name)}
    committees = {m.committee for m in meetings if not wanted or m.council in wanted}
    sought = {name for name in committees if chosen.committee and _matches(chosen.committee, name)}
    if (chosen.council and not wanted) or (chosen.committee and not sought):
        return None
    return Scope(tuple(sorted(wanted)), tuple(sorted(sought)), chosen.date_from, chosen.date_to)


def _matches(wanted: str, name: str) -> bool:
    """Whether what somebody typed names this body: the whole name, or words that all stand in it ("Leicester City")."""
    if wanted.casefold().strip() == name.casefold():
        return True
    typed = [_COUNTIES.get(word, word) for word in words(wanted) if word not in {"the", "and", "of"}]
    return bool(typed) and set(typed) <= set(words(name))


def councils_named(text: str, held: Iterable[str]) -> set[str]:
    """Which of the councils held a text names: by place ("Gloucestershire", "Glos"), or as the city or the county."""
    said = {_COUNTIES.get(word, word) for word in words(text)}
    said |= {word.removesuffix("s") for word in said}
    held = set(held)
    return {name for name in held if _places(name) and _places(name) <= said}


def _places(name: str) -> set[str]:
    return {word for word in words(name) if word not in _PLAIN_NAME}


def periods_named(text: str) -> tuple[Period, ...]:
    """The days, months or years a text names, the most exact kind of them."""
    days = [date for found in DATE.finditer(text) if (date := date_of(found))]
    days += [date for found in _SHORT_DATE.finditer(text) if (date := _short(found))]
    if days:
        return tuple(Period(day, day) for day in dict.fromkeys(days))
    months = [(int(m["year"]), _MONTHS[m["month"].casefold()]) for m in _MONTH_YEAR.finditer(text)]
    if months:
        return tuple(
            Period(dt.date(y, m, 1), dt.date(y, m, calendar.monthrange(y, m)[1])) for y, m in dict.fromkeys(months)
        )
    years = dict.fromkeys(int(m.group()) for m in _YEAR.finditer(text))
    return tuple(Period(dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in years)


def _short(found: re.Match[str]) -> dt.date | None:
    year = int(found["year"])
    try:
        return dt.date(year + 2000 if year < 100 else year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _kind(text: str) -> Kind:
    """The kind of answer a question asks for, by the first pattern that fits."""
    if _ROUTINE.search(text):
        return Kind.PROCEDURAL
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), Kind.FACT)


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
