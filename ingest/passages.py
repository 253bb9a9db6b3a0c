"""Meeting → passages of the right size for search, each with its heading as context, cited as paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.records import ItemKind, Part


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a passage that fits the embedding model; a passage has one vector for each."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of neighbouring paragraphs of one item, searched as one and cited by its paragraphs."""

    id: str  # that of its first paragraph
    meeting_id: str
    item_id: str | None  # None in the header
    part: Part
    kind: ItemKind
    paragraphs: tuple[str, ...]  # ids, in reading order
    start: int
    end: int
    text: str  # the slice of the record's text from start to end
    context: str  # council, committee, date, item title: searched and embedded with the text, never quoted
    windows: tuple[Window, ...]
