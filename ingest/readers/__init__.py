"""One file format each: bytes → text and lines that know where they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from ingest.errors import Unreadable
from ingest.readers.lines import Document, Line
from ingest.readers.markdown import read_markdown
from ingest.readers.plain import MOST_BYTES, decode, read_text

__all__ = ["MOST_BYTES", "READERS", "Document", "Line", "read", "too_big"]

READERS: dict[str, Callable[[str], Document]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
}


def read(data: bytes, name: str) -> Document:
    """The document in some bytes; the ending of its name says the format. Raises `Unreadable`."""
    reader = READERS.get(PurePath(name).suffix.casefold())
    if reader is None:
        kinds = ", ".join(sorted(READERS))
        raise Unreadable(f"{name} is of a kind that is not read ({kinds} are).", hint="Save it as text or Markdown.")
    if len(data) > MOST_BYTES:
        raise too_big(name, len(data))
    text, note = decode(data, name)
    document = reader(text)
    return replace(document, notes=(*document.notes, note)) if note else document


def too_big(name: str, size: int) -> Unreadable:
    """The refusal of a file of ``size`` bytes, more than are read."""
    return Unreadable(
        f"{name} is {size / 1e6:.0f} MB; the minutes of one meeting are never over {MOST_BYTES / 1e6:.0f} MB.",
        hint="Split it into one file a meeting and ingest those.",
    )
