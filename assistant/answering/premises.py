"""Why a question has no answer in the minutes searched, where that can be told for certain: reasons to refuse."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers import Evidence, Understood
from assistant.asked.fact_asked import asks_change, asks_sum, head_counted, things_counted
from assistant.finding.fits import MONEY, NUMBER, says_when, without_days
from assistant.finding.score import Sentence
from assistant.registers import days_of
from assistant.terms import NO_NAMES, is_asking, stem, stems, words
from ingest.layouts.dates import DATE, date_of
from ingest.store import View

_LOOKED_AT = 4  # best sentences in which what was asked for must stand
_ACTS = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(told, re.IGNORECASE), what)
    for asked, told, what in (
        (
            r"\bsecond(?:ed|er)\b",
            r"\bsecond(?:ed|er)\b",
            "who seconded this",
        ),
        (
            r"\b(?:vot(?:e|ed|es|ing)\b.{0,30}\b(?:against|for|down)|abstain\w*|vote to|votes? cast)\b",
            r"\b(?:vot(?:e|ed|es|ing)|abstain\w*|abstention\w*|unanimous\w*|carried|defeated)\b",
            "a vote on this",
        ),
        (
            r"\bwho\b.{0,20}\b(?:elected|appointed|took over|succeeded|replaced)\b",
            r"\b(?:elect\w*|appoint\w*|nominat\w*|co-opt\w*|t(?:oo|a)ke? over|succe\w*|replac\w*|assum\w*"
            r"|new)\b",
            "who was chosen",
        ),
    )
)
"""Acts of a meeting: how they are asked for, the words without which no minutes tell of one, and what it then is."""
_BODIES = "cabinet|executive|full council"  # whose decisions other bodies' minutes speak of
_DECIDER = re.compile(
    rf"\b(?:(?P<before>{_BODIES})(?:['’]s)? (?:decisions?|decided?|agreed?|approved?|resolved?)\b"
    rf"|\bdid (?:the )?(?:\w+['’]s )?(?P<behind>{_BODIES}) (?:\w+ )?(?:decide|agree|approve|resolve)\b"
    rf"|\b(?:decisions? of|decided by|agreed by|approved by) (?:the )?(?P<of>{_BODIES})\b)",
    re.IGNORECASE,
)
_ACTS_READ = 5  # best passages, in one of which the words must stand
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_SUM = re.compile(r"[£$€]\s?\d")
_OF_MONEY = stems("how much many million thousand pounds euros money sum amount price cost costs total more council")
_COUNTED_IN = 12  # best sentences in which a number must stand beside what is counted
_MEASURES = stems("pounds euros money minutes hours days weeks months years percentage percent miles")
_MEASURED = re.compile(
    r"[£$€]\s?\d[\d,.]*(?:\s?(?:k|m|bn|million|billion|thousand)\b)?"
    r"|(?:\b[\d,.]+|\b[a-z]+)[ -](?:minutes?|hours?|days?|weeks?|months?|years?|per ?cent|miles?)\b|\b[\d,.]+\s?%",
    re.IGNORECASE,
)  # numbers that count no things
_FEWEST_ASKED = 3  # words that a question of when must be about, to be judged by them
_WITHIN = 7  # words between the two
_PLACES_READ = 3  # best passages in which a year must stand
_YEARS = re.compile(r"\b(?:19|20)\d{2}(?:[/–-]\d{2,4})?\b")
_BOUNDS = re.compile(r"\b(?:since|after|before|until|till|between)\s(?:the\s)?(?:\w+\s)?$", re.IGNORECASE)
_OF_A_MEETING = re.compile(
    r"\b(?:meeting|committee|panel|commission|board|cabinet|council)\b.{0,60}?\b(?:on|of|for)\s*(?:the\s*)?$"
    r"|\b(?:discussed?|happened|decided|considered|agreed|resolved)\b.{0,60}?\bon\s*(?:the\s*)?$",
    re.IGNORECASE,
)


def unmet(understood: Understood, scored: Sequence[Sentence], evidence: Sequence[Evidence]) -> str | None:
    """Why what was found cannot answer the question; None where it may."""
    return (
        undated(understood, scored)
        or without_sum(understood, scored[:_LOOKED_AT])
        or uncounted(understood, scored, evidence)
        or without_date(understood, scored[:_COUNTED_IN])
        or no_such_act(understood, evidence)
        or other_body(understood, scored)
    )


def undated(understood: Understood, scored: Sequence[Sentence]) -> str | None:
    """Why a question about a year has no answer: neither the best passages nor the dates of their meetings have it.

    A year in two ("2019/20") may also be spoken of at a meeting of one of them or of the year after, without being
    named; one that only bounds a time ("since 2019") need not be.
    """
    text = understood.question.text
    years = [found.group() for found in _YEARS.finditer(text) if not _BOUNDS.search(text[: found.start()])]
    places = list(dict.fromkeys(s.evidence.passage.id for s in scored))[:_PLACES_READ]
    there = [s.evidence for s in scored if s.evidence.passage.id in places]
    if not years or not there or any(_speaks_of(year, place) for year in years for place in there):
        return None
    return f"The minutes searched do not speak of {' or '.join(dict.fromkeys(years))} in this matter."


def _speaks_of(year: str, place: Evidence) -> bool:
    if year in f"{place.passage.text} {place.passage.context}":
        return True
    parts = re.split(r"[/–-]", year)
    first = int(parts[0])
    return len(parts) > 1 and first <= place.record.meeting.date.year <= first + 2


def uncounted(understood: Understood, scored: Sequence[Sentence], evidence: Sequence[Evidence]) -> str | None:
    """Why a question of how many has no answer: what is to be counted is spoken of, but never with a number, or never
    where anything else stands that is asked about.

    Where the records do not speak of it at all, they may do so in another word.
    """
    text = understood.question.text
    things = things_counted(text) if re.search(r"\b(?:how many|number of)\b", text, re.IGNORECASE) else set()
    head = {head_counted(text) or ""} & things
    topic = _topic(understood) - things - {"number", "mani"}
    for sentence in scored[:_COUNTED_IN]:
        place = sentence.evidence.passage
        if _counts(sentence.text, head) and (len(topic) < 2 or topic & stems(f"{place.context} {place.text}")):
            return None
    is_spoken_of = any(things & stems(place.passage.text) for place in evidence)
    return "The minutes searched speak of these, but give no number of them." if things and is_spoken_of else None


def _counts(text: str, things: set[str]) -> bool:
    """Whether a number that is no date stands within some words of one of the things counted."""
    said = words(without_days(text) if things & _MEASURES else _MEASURED.sub(" measure ", without_days(text)))
    numbers = [at for at, word in enumerate(said) if NUMBER.search(word)]
    counted_here = [at for at, word in enumerate(said) if stems(word) & things]
    return any(abs(number - thing) <= _WITHIN for number in numbers for thing in counted_here)


def without_date(understood: Understood, top: Sequence[Sentence]) -> str | None:
    """Why a question of when has no answer: no date stands in a sentence that speaks of more than a third of it."""
    text = understood.question.text
    topic = _topic(understood)
    is_all_asked = re.match(r"\W*(?:and )?(?:when|what (?:date|day|time))\b", text, re.IGNORECASE)
    if not is_all_asked or len(topic) < _FEWEST_ASKED or understood.business is not None:
        return None
    if any(says_when(s.text) and len(topic & stems(s.text)) * 3 > len(topic) for s in top):
        return None
    return "The minutes searched give no date for this."


def _topic(understood: Understood) -> set[str]:
    """The stems of what a question is about, without the councils and the words that questions are put in."""
    text = understood.question.text
    councils = understood.scope.councils if understood.scope else ()
    topic = {word for word in stems(text) - stems(" ".join(councils)) if word.isalpha()}
    return topic - {stem(word) for word in words(text) if is_asking(word) or word in NO_NAMES}


def no_such_act(understood: Understood, evidence: Sequence[Evidence]) -> str | None:
    """Why a question about a vote, a seconder or an election has no answer: nothing found tells of one."""
    text = understood.question.text
    for asked, told, what in _ACTS:
        if asked.search(text) and not any(told.search(place.passage.text) for place in evidence[:_ACTS_READ]):
            return f"The minutes searched do not record {what}."
    return None


def other_body(understood: Understood, scored: Sequence[Sentence]) -> str | None:
    """Why what another body decided is not known: no minutes of its own are found, and nothing found speaks of it."""
    asked = _DECIDER.search(understood.question.text)
    if asked is None:
        return None
    name = (asked["before"] or asked["behind"] or asked["of"]).casefold()
    top = scored[:_COUNTED_IN]
    own = any(name in s.evidence.record.meeting.committee.name.casefold() for s in top)
    spoken_of = re.compile(rf"\b{name}\b(?! (?:lead |support )?members?\b)", re.IGNORECASE)
    if own or any(spoken_of.search(s.text) for s in top):
        return None
    return f"The minutes searched are not those of the {name.title()} and do not tell what it decided."


def without_sum(understood: Understood, top: Sequence[Sentence]) -> str | None:
    """Why a question about money has no answer: none of the best sentences has a sum beside what it is asked of.

    How much something rose may be told in any figure.
    """
    text = understood.question.text
    is_change = asks_change(text)
    if not (asks_sum(text) or is_change) or _SUM.search(text):
        return None
    councils = understood.scope.councils if understood.scope else ()
    topic = {word for word in stems(text) - _OF_MONEY - stems(" ".join(councils)) if word.isalpha()}
    figure = NUMBER if is_change else MONEY
    if any(figure.search(s.text) and (not topic or topic & stems(s.text)) for s in top):
        return None
    return (
        "The minutes searched give no figure for this."
        if is_change
        else "The minutes searched give no sum of money for this."
    )


def no_such_meeting(understood: Understood, view: View) -> str | None:
    """Why a question about the meeting of a certain day has no answer: no meeting of that day is held."""
    text = understood.question.text
    for found in DATE.finditer(text):
        date = date_of(found)
        if date is None or not _OF_A_MEETING.search(text[: found.start()]) or understood.scope is None:
            continue
        meetings = view.meetings(understood.scope)
        if all(meeting.date != date for meeting in meetings):
            day = f"{date.day} {date:%B %Y}"
            return f"No minutes of a meeting on {day} are held; those held are of {days_of(meetings)}."
    return None
