"""One file format each: bytes → text and lines that know where they stand."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePath

from ingest.errors import Unreadable
from ingest.readers.lines import Document, Line
from ingest.readers.markdown import read_markdown
from ingest.readers.plain import MOST_BYTES, decode, read_text

__all__ = ["MOST_BYTES", "READERS", "Document", "Line", "file_bytes", "printable", "read"]

READERS: dict[str, Callable[[str], Document]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
}


def read(data: bytes, name: str) -> Document:
    """The document in some bytes; the ending of its name says the format. Raises `Unreadable`."""
    reader = _reader(name)
    if len(data) > MOST_BYTES:
        raise _too_big(name, len(data))
    text, note = decode(data, name)
    document = reader(text)
    return replace(document, notes=(*document.notes, note)) if note else document


def file_bytes(path: Path) -> bytes:
    """What a file holds. Raises `Unreadable`, without reading it, if it is no file of minutes by its kind or size."""
    shown = printable(path)
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise Unreadable(f"The folder {shown} cannot be opened.", hint="Check who may read it.")
        _reader(printable(path.name))
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable(f"{shown} is no file but a pipe or a device.", hint="Save what it gives as a text file.")
        if found.st_size > MOST_BYTES:
            raise _too_big(printable(path.name), found.st_size)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(f"There is no file {shown}.", hint="Check the name and the folder.") from error
    except OSError as error:
        hint = "Check the name, and who may read the file."
        raise Unreadable(f"{shown} cannot be opened: {error.strerror}.", hint=hint) from error


def printable(name: str | Path) -> str:
    """A name that can be shown and stored: bytes of it that are no UTF-8, as on old disks, stand as \\xe9."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _reader(name: str) -> Callable[[str], Document]:
    reader = READERS.get(PurePath(name).suffix.casefold())
    if reader is None:
        kinds = ", ".join(sorted(READERS))
        raise Unreadable(f"{name} is of a kind that is not read ({kinds} are).", hint="Save it as text or Markdown.")
    return reader


def _too_big(name: str, size: int) -> Unreadable:
    return Unreadable(
        f"{name} is {size / 1e6:.0f} MB; the minutes of one meeting are never over {MOST_BYTES / 1e6:.0f} MB.",
        hint="Split it into one file a meeting and ingest those.",
    )
