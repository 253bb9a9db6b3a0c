"""What minutes are made of: council, committee, meeting, item, paragraph, outcome, attendance.

Every ``start`` and ``end`` is an offset in characters into the record's kept text (`Record.text`), the text of the
source as published. Nothing here holds a copy of those words: `Record.slice` reads them.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.originals import NO_PAGES, Pages, Piece, Source


class ItemNumber(StrEnum):
    """Where an item's number comes from."""

    PRINTED = "printed"
    INFERRED = "inferred"
    NONE = "none"


class ItemKind(StrEnum):
    """Whether an item is business or the furniture of every meeting (apologies, urgent items, next date)."""

    SUBSTANTIVE = "substantive"
    PROCEDURAL = "procedural"


class Part(StrEnum):
    """Which part of a record a paragraph stands in; only minutes say what happened."""

    HEADER = "header"
    AGENDA = "agenda"
    MINUTES = "minutes"


class OutcomeKind(StrEnum):
    """How an outcome is printed: under RESOLVED or AGREED, under ACTION, as a motion, or as a sentence of the body."""

    DECISION = "decision"
    ACTION = "action"
    MOTION = "motion"
    PROSE = "prose"


class Presence(StrEnum):
    """How somebody stands in the attendance of a meeting."""

    PRESENT = "present"
    IN_ATTENDANCE = "in_attendance"
    APOLOGIES = "apologies"


class State(StrEnum):
    """What the record says of itself."""

    UNSTATED = "unstated"
    DRAFT = "draft"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Council:
    """A council, by its full name ("Gloucestershire County Council")."""

    name: str

    @property
    def slug(self) -> str:
        """The name as it stands in ids: "gloucestershire", "leicester-city"."""
        return slugify(re.sub(r"\b(county|council)\b", " ", self.name, flags=re.IGNORECASE)) or slugify(self.name)


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee, panel, board or commission of a council."""

    name: str

    @property
    def slug(self) -> str:
        """The name as it stands in ids: "children-and-families-osc"."""
        return slugify(self.short)

    @property
    def short(self) -> str:
        """The name as an officer writes it: "Children and Families OSC"."""
        return re.sub(r"\boverview (?:and|&) scrutiny committee\b", "OSC", self.name, flags=re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a record; the unit that is cited."""

    id: str
    part: Part
    label: str | None  # as printed, without its punctuation: "25.6", "iv"; None where none is printed
    start: int
    end: int
    speaker: str | None = None  # whose words a whole paragraph is, where a line before it says so ("… responded:")
    truncated: bool = False
    bullet: bool = False


class Side(StrEnum):
    """How somebody voted."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINING = "abstaining"


@dataclass(frozen=True, slots=True)
class Vote:
    """One side of a recorded vote: how many, as printed or else as listed, and who, where the record lists them."""

    side: Side
    count: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision, an action or a motion of a meeting; its words are those of `start` to `end`."""

    kind: OutcomeKind
    paragraph: str  # id of the paragraph the words stand in
    label: str | None
    start: int
    end: int
    owner: str | None = None  # of an action
    truncated: bool = False
    mover: str | None = None  # of a motion, or of a decision that names who proposed it
    seconder: str | None = None
    result: str | None = None  # of a motion: "lost: 31 for, 35 against, 1 abstaining"
    votes: tuple[Vote, ...] = ()  # where the record lists who voted how


@dataclass(frozen=True, slots=True)
class Item:
    """One item of business."""

    id: str
    number: str | None
    number_is: ItemNumber
    title: str
    kind: ItemKind
    start: int
    end: int
    title_start: int
    title_end: int
    paragraphs: tuple[Paragraph, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody named as present, in attendance, or sending apologies."""

    name: str
    presence: Presence
    role: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FutureMeeting:
    """A date on which the committee said it would meet."""

    date: dt.date
    time: dt.time | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of a committee, as its minutes tell it."""

    id: str
    council: Council
    committee: Committee
    date: dt.date
    time: dt.time | None
    venue: str | None
    meeting_type: str | None
    ended: dt.time | None
    state: State
    header: tuple[Paragraph, ...]
    items: tuple[Item, ...]
    attendance: tuple[Attendance, ...]
    future_meetings: tuple[FutureMeeting, ...]


@dataclass(frozen=True, slots=True)
class FurtherSource:
    """Another file or page of the same meeting: kept beside the one that answers, and neither searched nor cited."""

    source: Source
    state: State
    taken: dt.datetime | None = field(default=None, compare=False, repr=False)  # when it was taken in


@dataclass(frozen=True, slots=True)
class Record:
    """A source, its kept text, and the meeting that was read out of it."""

    source: Source
    text: str
    meeting: Meeting
    pieces: tuple[Piece, ...]
    notes: tuple[str, ...] = ()  # for a reader: "item numbers are inferred", "agenda text stands in item 113"
    pages: Pages = NO_PAGES
    further: tuple[FurtherSource, ...] = ()  # what else the store keeps of the meeting, by location

    @property
    def replaces_a_draft(self) -> bool:
        """Whether a draft of the same minutes is held, which these supersede."""
        return self.meeting.state is not State.DRAFT and any(one.state is State.DRAFT for one in self.further)

    def slice(self, start: int, end: int) -> str:
        """The words as published from ``start`` to ``end``."""
        return self.text[start:end]

    def item_of(self, paragraph_id: str) -> Item | None:
        """The item a paragraph stands in; None for a paragraph of the header."""
        for item in self.meeting.items:
            if any(paragraph.id == paragraph_id for paragraph in item.paragraphs):
                return item
        return None

    def paragraph(self, paragraph_id: str) -> Paragraph:
        """The paragraph of that id; KeyError if the record has none."""
        for paragraph in self.paragraphs():
            if paragraph.id == paragraph_id:
                return paragraph
        raise KeyError(paragraph_id)

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph in reading order, the header's first."""
        return self.meeting.header + tuple(p for item in self.meeting.items for p in item.paragraphs)


def slugify(name: str) -> str:
    """A name as it stands in an id: lower case, ASCII, words joined by hyphens ("St Mary's" -> "st-marys")."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").casefold()).strip("-")


def fold_spaces(text: str) -> str:
    """Text on one line: every run of white space, no-break spaces included, as one space."""
    return " ".join(text.split())
