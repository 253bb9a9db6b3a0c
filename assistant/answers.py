"""The types of the answering side, in the order they are made: Question, Scope, Evidence, Draft, Answer | NotFound.

Only `assistant.verify` makes an `Answer`: a `Citation` is a slice of the record, never a string somebody wrote.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.business import Business
from ingest.passages import Passage
from ingest.records import Item, ItemNumber, Paragraph, Record, fold_spaces
from ingest.store.scope import Scope


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer, earlier in the same conversation."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What the user set: where and when to look. Empty fields leave that side open."""

    council: str | None = None
    committee: str | None = None
    date_from: dt.date | None = None
    date_to: dt.date | None = None

    @property
    def is_empty(self) -> bool:
        """True if nothing is set."""
        return self == Filter()


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked, with what was said before it and what the user set."""

    text: str
    history: tuple[Turn, ...] = ()
    filter: Filter = field(default_factory=Filter)
    id: str | None = None


class Kind(StrEnum):
    """What sort of answer a question asks for."""

    FACT = "fact"
    WHO = "who"
    WHEN = "when"
    NUMBER = "number"
    REASON = "reason"
    LIST = "list"
    DECISION = "decision"
    ACTION = "action"
    COMPARE = "compare"
    TIMELINE = "timeline"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Period:
    """Days, first to last, that a question names."""

    first: dt.date
    last: dt.date

    def holds(self, day: dt.date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last

    def months(self) -> tuple[str, ...]:
        """The names of the months it touches; none where it is a year or longer, and so says nothing of a month."""
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return (
            tuple(calendar.month_name[(self.first.month - 1 + n) % 12 + 1] for n in range(count)) if count < 12 else ()
        )


@dataclass(frozen=True, slots=True)
class Side:
    """One of the places or times that a question sets side by side."""

    name: str  # as it is shown: "Gloucestershire County Council", "November 2020"
    scope: Scope
    text: str  # the question without the words that name the other sides
    kind: Kind = Kind.FACT  # what is asked of each


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that stands alone, the kind of answer it asks for, and the meetings it can be about."""

    question: Question
    text: str  # stands alone: the subject of a follow-up is carried over
    kind: Kind
    scope: Scope | None  # what the filter and the words of the question leave to search; None: nothing
    periods: tuple[Period, ...] = ()  # days the words name; they prefer, they do not exclude
    business: Business | None = None  # of the sort every meeting has, if it asks about that
    sides: tuple[Side, ...] = ()  # what it sets side by side, two at least; none of any other question
    carried: str | None = None  # the question before, where this one leans on it
    notes: tuple[str, ...] = ()  # what was taken from the words: "Searched in …, as the question names it."
    also: tuple[str, ...] = ()  # other names of what it names: acronyms in full, and the other way round


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that was found, with the record it stands in and its score (higher is better; no unit)."""

    passage: Passage
    record: Record
    score: float

    @property
    def item(self) -> Item | None:
        """The item the passage stands in; None in the header."""
        return next((i for i in self.record.meeting.items if i.id == self.passage.item_id), None)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a drafter says stand in a passage; `verify` locates them or drops them.

    With ``at`` they are looked at there and nowhere else, however short they are: a table of the record says where.
    """

    evidence: Evidence
    text: str
    at: int | None = None

    @classmethod
    def of(cls, evidence: Evidence, start: int, end: int) -> Quote:
        """The words of a record from one place to another."""
        return cls(evidence, evidence.record.slice(start, end), start)


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """A sentence a drafter wants to show, and the words it rests on."""

    text: str
    quotes: tuple[Quote, ...]
    is_quoted: bool = False  # the text is the record's own words; whose, or that it was decided, is put before it
    lead: str | None = None  # of the first claim of a side: which side it is, put before everything
    is_bare: bool = False  # quoted, and nobody's account: a name, a date, a term

    @classmethod
    def quoting(cls, quote: Quote) -> DraftClaim:
        """A claim in the record's own words, without Markdown's marks of emphasis."""
        is_marked = quote.evidence.record.source.format == "markdown"
        return cls(fold_spaces(quote.text.replace("*", " ") if is_marked else quote.text), (quote,), is_quoted=True)


EXTRACTIVE = "extractive"  # the model of a draft that no language model wrote


@dataclass(frozen=True, slots=True)
class Draft:
    """What a drafter made of the evidence; not yet fit to show. No claims: the drafter found no answer."""

    claims: tuple[DraftClaim, ...]
    model: str  # "extractive", or the chat model's name
    notes: tuple[str, ...] = ()
    reason: str | None = None  # of a draft without claims: why the minutes do not say
    is_settled: bool = False  # by the records' own tables, or found not to be answered: there is nothing to word

    @classmethod
    def refusing(cls, reason: str) -> Draft:
        """A draft without claims, and why."""
        return cls((), EXTRACTIVE, reason=reason)


class Support(StrEnum):
    """How a claim rests on its citations: it is their words, or says what they say."""

    VERBATIM = "verbatim"
    SUPPORTED = "supported"


@dataclass(frozen=True, slots=True)
class Citation:
    """Exact words of a record, and where they stand."""

    record: Record
    item: Item | None
    paragraph: Paragraph
    start: int
    end: int
    speaker: str | None = None

    @property
    def quote(self) -> str:
        """The words as published."""
        return self.record.slice(self.start, self.end)

    @property
    def page(self) -> int | None:
        """The page of the source on which the words begin; None where its format has no pages."""
        return self.record.pages.at(self.start)

    @property
    def item_number(self) -> ItemNumber:
        """Whether the item's number is printed, inferred, or there is none."""
        return self.item.number_is if self.item else ItemNumber.NONE


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence shown as fact; ``citations`` are numbers (from 1) into those of the answer, at least one."""

    text: str
    citations: tuple[int, ...]
    support: Support


@dataclass(frozen=True, slots=True)
class Searched:
    """What was looked through: so many meetings, from one date to another, of these councils and committees."""

    meetings: int
    date_from: dt.date | None
    date_to: dt.date | None
    councils: tuple[str, ...]
    committees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """What a chat model was given to read and wrote for one reply."""

    calls: int
    tokens_in: int
    tokens_out: int
    counted_by: str  # the provider, or what stands in for its own count
    cost: float | None = None  # in the currency of the prices that are set; None where none are


@dataclass(frozen=True, slots=True)
class Answer:
    """What the minutes say, each claim with its citations."""

    question: Question
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    notes: tuple[str, ...]  # what a reader must know: cut off records, inferred numbers, agenda text
    searched: Searched
    evidence: tuple[Evidence, ...]
    model: str
    fingerprint: str
    elapsed_ms: float
    usage: Usage | None = None  # None where no chat model was asked


@dataclass(frozen=True, slots=True)
class NotFound:
    """The minutes do not say. ``nearest`` are places to look, not sources."""

    question: Question
    reason: str
    nearest: tuple[Evidence, ...]
    notes: tuple[str, ...]
    searched: Searched
    evidence: tuple[Evidence, ...]
    model: str
    fingerprint: str
    elapsed_ms: float
    usage: Usage | None = None
