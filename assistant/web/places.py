"""Links from the conversation to a place in a record, and back."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from ingest.records import Item, Record

_VERSION = 12  # hex digits of the source's checksum: enough to notice that a record was replaced


@dataclass(frozen=True, slots=True)
class Place:
    """An item of a record (its header where ``item`` is empty) and the words to mark in it."""

    meeting: str
    item: str = ""
    start: int = 0
    end: int = 0
    version: str = ""

    @property
    def href(self) -> str:
        """The address, relative to the page so that it holds behind a proxy's path; it works without a script."""
        fields: dict[str, str | int] = {"item": self.item}
        if self.end > self.start:
            fields |= {"start": self.start, "end": self.end}
        fields["v"] = self.version
        return f"record/{quote(self.meeting)}?{urlencode(fields)}#quote"


def place_of(record: Record, item: Item | None, start: int = 0, end: int = 0) -> Place:
    """The place of some words, or of a whole item."""
    meeting = record.meeting.id
    name = item.id.removeprefix(f"{meeting}/") if item else ""
    return Place(meeting, name, start, end, version_of(record))


def version_of(record: Record) -> str:
    """What changes when a record is replaced by another."""
    return record.source.sha256[:_VERSION]


def item_at(record: Record, place: Place) -> Item | None:
    """The item of a place; KeyError if the record has none of that name."""
    if not place.item:
        return None
    wanted = f"{place.meeting}/{place.item}"
    for item in record.meeting.items:
        if item.id == wanted:
            return item
    raise KeyError(wanted)
