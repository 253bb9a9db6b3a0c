"""Whose words are asked for: theirs if the record has them on the matter, else a note or a reason to refuse."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers import Evidence, Kind, Understood
from assistant.asked.periods import periods_named
from assistant.finding.score import Sentence
from assistant.finding.thesaurus import thesaurus
from assistant.terms import content_words, is_asking, stem, stems, words
from ingest.records import fold_spaces

_ASKED_VOICE = re.compile(
    r"\bwhat (?:points |concerns |questions |comments )?(?:did|does|has|have|was) (?P<who>(?!resolved|decided|agreed|said|noted)(?:(?!\b(?:ask|want|agree|request|expect|need|wish|hope)\b)[\w’' -]){2,60}?) "
    r"(?:say|said|says|think|thought|conclude|concluded|tell|told|report|reported|find|found|feel|recommend|recommended|make|made)\b",
    re.IGNORECASE,
)
_TITLE = "cllr|councillor|mr|mrs|ms|miss|dr|sir|dame|rev|revd|reverend|canon|prof|professor|lord|lady|baroness"
_PERSON = re.compile(
    rf"(?i:\b(?:{_TITLE})\b"
    r"|\b(?:vice.?)?(?:chair\w*|director|leader|head|mayor|officer|manager|minister|representative|spokes\w+"
    r"|(?:cabinet|lead) member|commissioner|secretary|chief executive)\b)|^(?!(?i:the )|.*(?i:\b(?:council|commission|board|trust|office|agency|authority|group|service|police"
    r"|association|union|university|school|college|hospital|ltd|plc|department)s?\b)).*\b[A-Z][a-z’'-]+ (?:[A-Z] )?[A-Z][a-z’'-]+"
)  # an office, or two names that are no body's
_NAMED_PERSON = re.compile(
    rf"\b(?:{'|'.join(map(str.title, _TITLE.split('|')))})\.? (?:Dr )?"
    r"(?P<name>(?:[A-Z][\w’'-]* ){0,3}?[A-Z][\w’'-]+?)(?:['’]s)?(?=\W|$)(?! [A-Z])"
)
_NAMED_SMALL = re.compile(
    r"(?<!any )(?<!\ba )(?<!the )(?<!each )(?<!which )(?<!what )(?<!every )(?<!other )(?<!no )"
    r"\b(?:cllr|councillor|mr|mrs|ms|miss|dr)\.? (?:dr )?(?P<name>[\w-]+(?: [\w-]+){0,2})"
)
_OF_THEIRS = re.compile(
    r" (?:(?!of\b|on\b|about\b|to\b|in\b|and\b)[\w’'-]+ ){0,3}?(?:motion|question|amendment|petition|report|proposal|item)\b"
)
"""What is asked about is the motion, whoever speaks of it."""
_SURNAME = re.compile(r"[A-Z][\w’'-]+$")
_OFFICES = frozenset(
    stem(w)
    for w in [
        "chair",
        "chairman",
        "chairperson",
        "director",
        "leader",
        "head",
        "mayor",
        "officer",
        "manager",
        "cabinet",
        "lead",
        "member",
        "vice",
        "deputy",
    ]
)
_TITLES = stems(_TITLE.replace("|", " "))
_PLACES = 3  # best passages whose committee may be named with an office
_OF_IT = 2.0  # log odds; what a sentence gains that speaks of the body asked about, where none is its own
_INTRODUCED = 18  # words of a paragraph that may say who speaks
_ADDRESSED = re.compile(
    r"\b(?:to|from|by|that|said|asked|told|spoke|thanked|referred|about|behalf)\b"
)  # who comes behind is spoken to, or of
_ANYBODY = frozenset(["they", "he", "she", "it", "we", "members", "councillors", "officers", "residents"])
_SAYING = frozenset(
    stem(w)
    for w in [
        "answer",
        "reply",
        "respond",
        "response",
        "think",
        "thought",
        "conclude",
        "concluded",
        "report",
        "reported",
        "find",
        "found",
        "feel",
        "recommend",
        "comment",
    ]
)
"""What `_ASKED_VOICE` asks of somebody is no part of the topic; only what is no asking word (`is_asking`) in any question.

So this is short on purpose: "raise" or "warn", which `assistant.finding.fits` takes for saying, may be what is asked about.
"""


def by_voice(
    understood: Understood, scored: Sequence[Sentence], evidence: Sequence[Evidence]
) -> tuple[Sequence[Sentence], tuple[str, ...], str | None]:
    """Where the question asks what somebody said: their sentences; a note, or a reason to refuse, if there are none.

    A body that is spoken of, such as an inspectorate, may be answered by what others said of it, and it is told so. A
    person or an office that is never recorded as speaking said nothing that the minutes hold.
    """
    asked = _ASKED_VOICE.search(understood.question.text)
    who = fold_spaces(asked["who"]) if asked else ""
    councils = understood.scope.councils if understood.scope else ()
    bodies = {place.record.meeting.committee.name for place in evidence[:_PLACES]}  # "the chair of corporate parenting"
    wanted = stems(who) - {"committe", "council", "member", "panel"} - stems(" ".join((*councils, *bodies)))
    wanted = wanted - _TITLES or wanted
    if not wanted or who.casefold().removeprefix("the ") in _ANYBODY:
        return scored, (), None
    name = re.sub(r"^the\b", "the", who[0].upper() + who[1:], flags=re.IGNORECASE)
    topic = topic_of(understood, wanted)
    theirs = [s for s in scored if _is_voice(wanted, s.speaker or "") or _is_introduced(wanted, s)]
    on_topic = [s for s in theirs if _is_on(topic, understood, _with_title(s))]
    if understood.kind is Kind.SUMMARY and theirs:
        return theirs, (), None
    if on_topic:
        return sorted(on_topic, key=lambda s: -len(topic & stems(s.text))), (), None
    if theirs or _PERSON.search(who):
        return scored, (), f"The minutes searched do not record {name} speaking of this."
    is_named = any(wanted <= stems(f"{e.passage.text} {e.passage.context}") for e in evidence)
    if not is_named or (topic and not any(topic & stems(_with_title(s)) for s in scored)):
        return scored, (), f"The minutes searched do not mention {name} in this matter."
    of_it = sorted(scored, key=lambda s: -(s.score + _OF_IT * _speaks_of(s, wanted, topic)))
    return of_it, (f"The minutes do not quote {name} directly on this; what follows is what others said.",), None


def _speaks_of(sentence: Sentence, wanted: set[str], topic: set[str]) -> bool:
    """Whether somebody speaks of a body and of what it is asked about in one sentence."""
    said = stems(sentence.text)
    return wanted <= said and bool(topic & said)


def of_person(understood: Understood, scored: Sequence[Sentence]) -> tuple[Sequence[Sentence], str | None]:
    """The sentences that name the person a question is about, or are theirs; a reason to refuse where there are none."""
    asked, surname = _person_named(understood.question.text, scored)
    if surname is None:
        return scored, None
    theirs = [s for s in scored if surname in words(f"{s.text} {s.speaker or ''}")]
    topic = topic_of(understood, {stem(w) for w in words(asked)})
    on_topic = [s for s in theirs if _is_on(topic, understood, _with_title(s))]
    if on_topic or (theirs and understood.text != understood.question.text):
        return on_topic or theirs, None
    return scored, f"The minutes searched do not record {asked} in this matter."


def _person_named(text: str, scored: Sequence[Sentence]) -> tuple[str, str | None]:
    """The person that a question names, as it does, and their surname in small letters.

    In a question in small letters the surname is the first word behind a title that is somebody's who was listed or spoke,
    else the first one.
    """
    named = _NAMED_PERSON.search(text)
    if named and named.group().endswith(("'s", "’s")) and _OF_THEIRS.match(text, named.end()):
        return "", None
    if named:
        return named.group().removesuffix("'s").removesuffix("’s"), named["name"].split()[-1].casefold()
    if text == text.casefold() and (small := _NAMED_SMALL.search(text)):
        records = {s.evidence.record.meeting.id: s.evidence.record for s in scored}.values()
        names = [a.name for r in records for a in r.meeting.attendance] + [s.speaker or "" for s in scored]
        surnames = {found.group().casefold() for name in names if (found := _SURNAME.search(name.strip()))}
        behind = [word.removesuffix("'s") for word in small["name"].split()]
        surname = next((word for word in behind if word in surnames), behind[0])
        return small.group().partition(surname)[0] + surname, surname
    return "", None


def _is_on(topic: set[str], understood: Understood, text: str) -> bool:
    """Whether a text speaks of any of what is asked about, in these words or in others for them."""
    if not topic or topic & stems(text):
        return True
    senses = thesaurus().of_words(understood.question.text)
    return any(senses.get(word, frozenset()) & thesaurus().of_text(text) for word in topic)


def _with_title(sentence: Sentence) -> str:
    item = sentence.evidence.item
    return f"{sentence.text} {item.title if item else ''}"


def topic_of(understood: Understood, voice: set[str]) -> set[str]:
    """The stems of what is asked about, without whose words are asked for and where or when."""
    found = {stem(word) for word in content_words(_undated(understood.question.text)) if not is_asking(word)}
    councils = understood.scope.councils if understood.scope else ()
    return {word for word in found - voice - stems(" ".join(councils)) if not word.isdigit()} - _SAYING


def _undated(text: str) -> str:
    """A question without the words that say when."""
    for named in reversed(periods_named(text)):
        text = f"{text[: named.start]} {text[named.end :]}"
    return text


def _is_introduced(wanted: set[str], sentence: Sentence) -> bool:
    """Whether a paragraph begins by saying that its speaker is who is asked for: "Mr Hale, as the Monitoring Officer, …"."""
    text = fold_spaces(sentence.evidence.record.slice(sentence.paragraph.start, sentence.paragraph.end))
    head = _ADDRESSED.split(" ".join(text.split()[:_INTRODUCED]), maxsplit=1)[0]
    return len(wanted) > 1 and wanted <= stems(head)


def _is_voice(wanted: set[str], speaker: str) -> bool:
    """Whether a speaker is who is asked for; "the Chair" is not the Chair of another board."""
    named = stems(speaker)
    return wanted <= named and (not wanted <= _OFFICES or named <= wanted | _OFFICES)
