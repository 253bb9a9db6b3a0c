"""A conversation as its reader keeps it: turns that can be stored, read back, and written to a file to pass on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Annotated, Literal
from urllib.parse import urljoin, urlsplit

from pydantic import Field, TypeAdapter, ValidationError

from assistant.documents.document import Document, Heading, Part, Source, Text
from ingest.errors import BadQuestion

MOST_TURNS = 200
_Short = Annotated[str, Field(max_length=2_500)]
_Long = Annotated[str, Field(max_length=60_000)]


@dataclass(frozen=True, slots=True)
class Kept:
    """A sentence of an answer and the numbers of its sources."""

    text: _Long
    citations: Annotated[tuple[int, ...], Field(max_length=100)]


@dataclass(frozen=True, slots=True)
class Origin:
    """A source of an answer, or one of the nearest items of a refusal, which has no quote."""

    name: _Short  # the item, and the paragraph
    where: _Short  # council, committee and day
    link: _Short  # to the place in the record, relative to the screen
    cite: _Short = ""  # as an officer writes it
    quote: _Long = ""
    speaker: _Short | None = None
    url: _Short | None = None  # where the council publishes it


@dataclass(frozen=True, slots=True)
class Said:
    """A question and what was shown under it."""

    question: _Short
    state: Literal["answered", "not_found", "unfinished"]
    council: _Short | None = None
    committee: _Short | None = None
    date_from: dt.date | None = None
    date_to: dt.date | None = None
    named: Annotated[tuple[_Long, ...], Field(max_length=20)] = ()  # where was looked, as its words say
    opening: Annotated[tuple[_Long, ...], Field(max_length=20)] = ()  # what must be read before the claims
    claims: Annotated[tuple[Kept, ...], Field(max_length=200)] = ()
    sources: Annotated[tuple[Origin, ...], Field(max_length=200)] = ()
    nearest: Annotated[tuple[Origin, ...], Field(max_length=50)] = ()
    reason: _Long = ""
    notes: Annotated[tuple[_Long, ...], Field(max_length=50)] = ()
    how: _Long = ""  # what was searched, and how the answer was made


@dataclass(frozen=True, slots=True)
class Transcript:
    """A conversation: what its reader calls it, and its turns."""

    turns: Annotated[tuple[Said, ...], Field(max_length=MOST_TURNS)]
    title: Annotated[str, Field(max_length=200)] = "Conversation"
    home: Annotated[str, Field(max_length=2_000)] = ""  # the screen's address, so that links lead back to it


_TRANSCRIPT = TypeAdapter(Transcript)


def to_json(said: Said) -> str:
    """A turn as a browser keeps it."""
    return TypeAdapter(Said).dump_json(said, exclude_defaults=True).decode()


def read(text: bytes) -> Transcript:
    """What a browser kept. Raises `BadQuestion`."""
    try:
        return _TRANSCRIPT.validate_json(text)
    except ValidationError as error:
        raise BadQuestion("That is no conversation that can be read.", hint="Start a new conversation.") from error


def filters_of(said: Said) -> dict[str, str]:
    """What a turn was narrowed to, by the names that people know."""
    told = asdict(said)
    names = {"council": "Council", "committee": "Committee", "date_from": "From", "date_to": "To"}
    return {name: str(told[key]) for key, name in names.items() if told[key]}


# --- files ----------------------------------------------------------------------------------------------------------


def document(kept: Transcript) -> Document:
    """The conversation as a document, each source with its words and where they are published."""
    parts: list[Part] = [Heading(1, kept.title)]
    for said in kept.turns:
        parts += [Heading(2, said.question), *_parts(said, kept.home)]
    return Document(kept.title, tuple(parts))


def _parts(said: Said, home: str) -> Iterator[Part]:
    narrowed = "; ".join(f"{name}: {value}" for name, value in filters_of(said).items())
    if narrowed:
        yield Text(narrowed, is_note=True)
    yield from (Text(text, is_note=True) for text in said.opening)
    yield from (Text(claim.text, "".join(f"[{n}]" for n in claim.citations)) for claim in said.claims)
    if said.state == "not_found":
        yield Text(f"The minutes do not say. {said.reason}")
    for number, source in enumerate(said.sources, start=1):
        quote = f"{source.speaker}: {source.quote}" if source.speaker else source.quote
        yield Source(number, f"{source.where}, {source.name}", quote, _address(source, home))
    if said.nearest:
        yield Text("Nearest items, which do not answer it:", is_note=True)
        yield from (Text(f"{near.where}, {near.name}", is_point=True) for near in said.nearest)
    yield from (Text(note, is_note=True) for note in (*said.named, *said.notes, said.how) if note)


def _address(source: Origin, home: str) -> str | None:
    """Where the words can be read: on the council's page, else in this Minutebook."""
    if source.url and is_web_address(source.url):
        return source.url
    return urljoin(home, source.link) if is_web_address(home) and is_place(source.link) else None


def is_place(link: str) -> bool:
    """Whether a link that a browser kept leads into a record of this screen, and nowhere else."""
    return link.startswith("record/") and not any(c.isspace() or c in "<>\\" for c in link) and ".." not in link


def is_web_address(text: str) -> bool:
    """Whether a browser may be sent there."""
    if not text or any(c.isspace() or not c.isprintable() or c in "<>" for c in text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
