"""What the screen needs of an assistant and its store; `assistant.build.Assistant` has it, and so have fakes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from assistant.answers import Answer, Claim, NotFound, Question
from ingest.records import Record
from ingest.store import MeetingSummary


class Looks(Protocol):
    """One moment of a store."""

    def meetings(self) -> tuple[MeetingSummary, ...]:
        """The meetings held, newest first."""
        ...

    def record(self, meeting_id: str, /) -> Record:
        """The record of a meeting; raises `UnknownRecord`."""
        ...


class Holds(Protocol):
    """A store that can be looked into."""

    def view(self) -> AbstractContextManager[Looks]:
        """One moment of it."""
        ...


class Asks(Protocol):
    """Answers questions about what its store holds; safe to use from several threads."""

    @property
    def store(self) -> Holds:
        """Where the records are."""
        ...

    def stream(self, question: Question) -> Iterator[Claim | Answer | NotFound]:
        """Each claim as soon as it is verified, then the whole reply."""
        ...

    def knows(self, question: Question) -> bool:
        """Whether the records answer a question."""
        ...
