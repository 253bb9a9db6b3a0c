"""A claim beside what its citations let it lean on, and the verdict on it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answers import Citation, Support
from assistant.attribute import speaker_of
from assistant.support.voiced import tellers
from assistant.support.wording import Worded, meaning, worded
from assistant.terms import words
from ingest.records import OutcomeKind, fold_spaces
from ingest.sentences import sentences

_SHORT = 3  # words of a quote that carry meaning


class Refusal(StrEnum):
    """Why a claim is not shown."""

    QUOTE = "its quotes do not stand in the record"
    NUMBER = "a number is not in its quotes"
    UNIT = "a unit or a rate is not that of its quotes"
    DATE = "a date or a time is not in its quotes"
    NAME = "a name is not in its quotes"
    PLACE = "it names another council than the record's"
    DENIAL = "it denies what its quotes say, or says what they deny"
    CONTRARY = "it says the contrary of its quotes"
    SURER = "it is surer than its quotes"
    DECIDED = "it tells a decision or a promise that its quotes do not"
    DEGREE = "it says it of more than its quotes do"
    CAUSE = "it gives a cause that its quotes do not"
    FACT = "it tells as fact what somebody said"
    SPEAKER = "it has somebody else say it"
    ROLE = "it gives a part to another than its quotes do"
    MERGED = "it joins what stands in different items"
    MORE = "it says more than its quotes"
    MODEL = "a model finds no support in its quotes"


@dataclass(frozen=True, slots=True)
class Heard:
    """What one citation lets a claim lean on."""

    quote: str
    sentence: str  # the whole sentences that the quote is cut from
    item: str  # what it stands in: words of different items make no one claim
    speaker: str | None = None
    about: str = ""  # title of the item, names of council and committee: a claim may use their words
    council: str = ""
    body: str = ""  # the committee
    held: dt.date | None = None
    voices: tuple[tuple[str, str | None], ...] = ()  # each of the sentences, and who says it
    times: frozenset[dt.time] = frozenset()
    is_decision: bool = False
    is_outcome: bool = False  # a decision, an action, a motion: the meeting's own, whoever told of it

    @property
    def around(self) -> str:
        """Every word that a claim may take from it."""
        return f"{self.quote} {self.speaker or ''} {self.about}"


def heard(citation: Citation) -> Heard:
    """What a citation lets a claim lean on."""
    record, meeting = citation.record, citation.record.meeting
    spans = touched(citation)
    whole = [record.slice(start, end) for start, end in spans]
    all_outcomes = citation.item.outcomes if citation.item else ()
    outcomes = [o for o in all_outcomes if o.start < citation.end and citation.start < o.end]
    about = f"{citation.item.title if citation.item else ''} {meeting.council.name} {meeting.committee.name}"
    return Heard(
        citation.quote,
        fold_spaces(" ".join(whole)) or citation.quote,
        citation.item.id if citation.item else meeting.id,
        citation.speaker and _in_full(citation.speaker, record.text),
        about,
        meeting.council.name,
        meeting.committee.name,
        meeting.date,
        tuple(
            (fold_spaces(record.slice(start, end)), speaker_of(record, citation.paragraph, start))
            for start, end in spans
        ),
        frozenset(time for time in (meeting.time, meeting.ended) if time),
        any(o.kind is OutcomeKind.DECISION for o in outcomes),
        bool(outcomes),
    )


def touched(citation: Citation) -> list[tuple[int, int]]:
    """The whole sentences that a quote is cut from."""
    record, paragraph = citation.record, citation.paragraph
    text = record.slice(paragraph.start, paragraph.end)
    spans = [(paragraph.start + start, paragraph.start + end) for start, end in sentences(text)]
    return [(start, end) for start, end in spans if start < citation.end and citation.start < end]


def _in_full(speaker: str, text: str) -> str:
    """A speaker's name with the first name the record prints elsewhere ("Cllr Richard Boyles"), if it is only one."""
    last = speaker.rsplit(maxsplit=1)[-1]
    if not re.match(r"(?:Cllr|Councillor|Mr|Mrs|Ms|Dr)\b", speaker):
        return speaker
    fuller = re.compile(rf"\b(?:Cllr|Councillor|Mr|Mrs|Ms|Dr)\.? ((?:[A-Z][\w’'.-]* ){{1,2}}{re.escape(last)})\b")
    found = set(fuller.findall(text))  # of two of a name nobody knows who spoke
    return f"{speaker} {found.pop()}" if len(found) == 1 else speaker


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a claim is supported, and how; or why it is not, and by which of its words."""

    support: Support | None
    refusal: Refusal | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A claim beside what its quotes say."""

    claim: str
    heard: tuple[Heard, ...]
    said: Worded
    quoted: Worded  # the quotes one after the other
    told: Worded  # the sentences they are cut from
    around: frozenset[str]  # meanings of all the words that may be used
    inside: frozenset[str]  # of the quotes and of who speaks in them alone
    titles: str  # of the items, with the names of council and committee
    tellers: tuple[tuple[str, str], ...]  # those whom the claim has say something, and the verb

    @classmethod
    def of(cls, claim: str, heard: Sequence[Heard]) -> Case:
        """The claim and its quotes, read as words."""
        quoted = worded(". ".join(h.quote for h in heard))
        told = worded(". ".join(h.sentence for h in heard))
        around = frozenset(meaning(word) for h in heard for word in words(h.around))
        spoken = " ".join(f"{h.speaker or ''} {h.council} {h.body}" for h in heard)
        if len(quoted.words) <= _SHORT:  # "None had been received" says of what in the title alone
            spoken += " ".join(h.about for h in heard)
        inside = quoted.meanings() | {meaning(word) for word in words(f"{quoted.text} {spoken}")}
        return cls(
            claim,
            tuple(heard),
            worded(claim),
            quoted,
            told,
            around,
            inside,
            ". ".join(h.about for h in heard),
            tuple(tellers(claim)),
        )
