"""An assistant that answers from a script, over records that were really read."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from assistant.answers import Answer, Citation, Claim, Evidence, NotFound, Question, Searched, Support
from ingest.errors import UnknownRecord
from ingest.passages import Passage
from ingest.records import Committee, Council, Item, ItemKind, Record
from ingest.store import MeetingSummary
from tests.ingest.store import world

CHURN = "what did Ofsted say about churn?"
Reply = Answer | NotFound
Script = Callable[[Question], Reply]


class FakeView:
    """One moment of a fake store."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = {record.meeting.id: record for record in records}

    def meetings(self) -> tuple[MeetingSummary, ...]:
        newest = sorted(self._records.values(), key=lambda record: record.meeting.date, reverse=True)
        return tuple(summary(record) for record in newest)

    def record(self, meeting_id: str, /) -> Record:
        try:
            return self._records[meeting_id]
        except KeyError:
            raise UnknownRecord(f"There is no record {meeting_id} in the store.") from None


class FakeStore:
    """Holds records; a test may put others in while the page is open."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = list(records)

    @contextmanager
    def view(self) -> Iterator[FakeView]:
        yield FakeView(self.records)


class FakeAssistant:
    """Plays a script and remembers what it was asked; waits before each claim where a test holds it back."""

    def __init__(self, records: Sequence[Record], script: Script) -> None:
        self.store = FakeStore(records)
        self.script = script
        self.asked: list[Question] = []
        self.closed: list[Question] = []
        self.go_on = threading.Event()
        self.go_on.set()

    def knows(self, question: Question) -> bool:
        return True

    def stream(self, question: Question) -> Iterator[Claim | Answer | NotFound]:
        self.asked.append(question)
        try:
            reply = self.script(question)
            if isinstance(reply, Answer):
                for number, claim in enumerate(reply.claims):
                    if number:
                        self.go_on.wait(30)
                    yield claim
            yield reply
        finally:
            self.closed.append(question)


def summary(record: Record) -> MeetingSummary:
    """What the store says of a record."""
    meeting = record.meeting
    cut = tuple(item.number or item.title for item in meeting.items if item.truncated)
    return MeetingSummary(
        meeting.id,
        meeting.council.name,
        meeting.committee.name,
        meeting.date,
        meeting.time,
        meeting.state,
        record.source.name,
        record.source.location,
        record.source.sha256,
        record.source.url,
        len(meeting.items),
        len(record.paragraphs()),
        cut,
        record.notes,
    )


def cite(record: Record, words: str, speaker: str | None = None) -> Citation:
    """The citation of words, in any white space, where they first stand in a paragraph."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    for paragraph in record.paragraphs():
        if found := pattern.search(record.text, paragraph.start, paragraph.end):
            return Citation(record, record.item_of(paragraph.id), paragraph, *found.span(), speaker)
    raise AssertionError(f"{words!r} is in no paragraph of {record.source.name}")


def answer(question: Question, *quoted: tuple[str, Citation], notes: tuple[str, ...] = ()) -> Answer:
    """An answer whose claims each rest on one citation."""
    claims = tuple(Claim(text, (number,), Support.VERBATIM) for number, (text, _) in enumerate(quoted, 1))
    citations = tuple(citation for _, citation in quoted)
    records = [citation.record for citation in citations]
    return Answer(question, claims, citations, notes, searched(records), (), "extractive", "0123456789ab", 12.3)


def not_found(question: Question, record: Record, *items: str, reason: str, notes: tuple[str, ...] = ()) -> NotFound:
    """No answer, with items of a record as the nearest."""
    nearest = tuple(Evidence(passage(record, number), record, 0.1) for number in items)
    return NotFound(question, reason, nearest, notes, searched([record]), nearest, "extractive", "0123456789ab", 12.3)


def searched(records: Sequence[Record]) -> Searched:
    """What was looked through."""
    meetings = {record.meeting.id: record.meeting for record in records}.values()
    return Searched(
        len(meetings),
        min(m.date for m in meetings),
        max(m.date for m in meetings),
        tuple(sorted({m.council.name for m in meetings})),
        tuple(sorted({m.committee.name for m in meetings})),
    )


def hostile(text: str) -> Record:
    """A record of one item with a text in its title, its paragraph, and every name."""
    record = world.record(f"Before {text} after.")
    meeting = record.meeting
    items = tuple(replace(item, title=text) for item in meeting.items)
    named = replace(meeting, council=Council(text), committee=Committee(text), items=items)
    return replace(record, source=replace(record.source, name=f"{text}.txt", url=f"javascript:{text}"), meeting=named)


def item(record: Record, number: str) -> Item:
    """The item of a number."""
    return next(item for item in record.meeting.items if item.number == number)


def passage(record: Record, number: str) -> Passage:
    """The first paragraph of an item, as a passage."""
    found = item(record, number)
    first = found.paragraphs[0]
    text = record.slice(first.start, first.end)
    return Passage(
        first.id,
        record.meeting.id,
        found.id,
        first.part,
        ItemKind.SUBSTANTIVE,
        (first.id,),
        first.start,
        first.end,
        text,
        "",
        (),
    )
