"""Registers and briefings as a document of a few plain parts, whatever file it becomes.

Conversations become one in `assistant.documents.transcript`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from assistant.answers import Citation
from assistant.briefing import Briefing
from assistant.show import looked_through, marks, reference
from assistant.tables.listings import cell
from ingest.records import Committee, fold_spaces

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; a note is set apart from what the record says, a point stands in a list."""

    text: str
    marks: str = ""  # of citations: "[1][3]"; the text itself is the record's, and no part of it is a mark
    is_note: bool = False
    is_point: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A citation: its number, where it stands as an officer writes it, the exact words, the published page."""

    number: int
    reference: str
    quote: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a register under their headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Heading | Text | Source | Table


@dataclass(frozen=True, slots=True)
class Document:
    """Parts in reading order, under a title."""

    title: str
    parts: tuple[Part, ...]


def of_register(title: str, rows: Sequence[DataclassInstance], kind: type[DataclassInstance]) -> Document:
    """The rows of a register, with the columns a reader needs, each where it stands as an officer writes it."""
    names = [field.name for field in fields(kind)]
    placed = {"committee", "date", "item", "item_title"} <= set(names)
    hidden = _FOR_MACHINES | _PLACE if placed else _FOR_MACHINES
    shown = [n for n in names if n not in hidden and any(getattr(row, n) not in (None, "", ()) for row in rows)]
    headings = tuple(name.replace("_", " ").capitalize() for name in shown)
    cells = [tuple(_shown(name, value) for name, value in asdict(row).items() if name in shown) for row in rows]
    if placed:
        headings, cells = ("Where", *headings), [(_place(r), *c) for r, c in zip(rows, cells, strict=True)]
    body: Part = (
        Table(headings, tuple(cells)) if rows else Text("The minutes held of that scope record none.", is_note=True)
    )
    return Document(title, (Heading(1, title), body))


def _place(row: Any) -> str:  # noqa: ANN401  a row of one of several registers
    day = dt.date.fromisoformat(row.date)
    item = f"item {row.item}" if row.item else f"“{row.item_title}”"
    return f"{row.council}, {Committee(row.committee).short}, {day.day} {day:%B %Y}, {item}"


def of_briefing(made: Briefing) -> Document:
    """A briefing: its sections, the questions to ask next, then every source."""
    title = f"{made.committee}: a briefing"
    parts: list[Part] = [Heading(1, title), Text(f"{made.council}. {looked_through(made.searched)}", is_note=True)]
    for section in made.sections:
        parts.append(Heading(2, section.title))
        parts += [Text(claim.text, marks(claim), is_point=True) for claim in section.claims]
        notes = section.notes if section.claims else ("The minutes read tell nothing of this.",)
        parts += [Text(note, is_note=True) for note in notes]
    if made.questions:
        parts.append(Heading(2, "Questions to ask next"))
        parts += [Text(question, is_point=True) for question in made.questions]
    parts += [Text(note, is_note=True) for note in made.notes]
    parts += _sources(made.citations)
    return Document(title, tuple(parts))


_FOR_MACHINES = frozenset(["id", "meeting", "source", "start", "end", "url", "item_number", "said_by"])
_PLACE = frozenset(["council", "committee", "date", "item", "item_title", "paragraph"])


def _sources(citations: Sequence[Citation]) -> Iterator[Part]:
    if citations:
        yield Heading(2, "Sources")
    for number, citation in enumerate(citations, start=1):
        where = f"{citation.record.meeting.council.name}, {reference(citation)}"
        yield Source(number, where, fold_spaces(citation.quote), _web(citation.record.source.url))


def _web(url: str | None) -> str | None:
    """An address of the web; any other is no link."""
    return url if url and url.casefold().startswith(("https://", "http://")) else None


def _shown(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return str(cell(value))
    shown = "" if value is None else str(value)
    return shown.replace("_", " ") if name in {"presence", "kind"} else shown
