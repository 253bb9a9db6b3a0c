"""One file format each: bytes → text and lines that know where they stand."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePath

from ingest.errors import Unreadable
from ingest.readers.html import read_html
from ingest.readers.lines import Document, Line
from ingest.readers.markdown import read_markdown
from ingest.readers.moderngov_xml import read_meeting_xml
from ingest.readers.pdf import read_pdf
from ingest.readers.plain import MOST_BYTES, read_text
from ingest.readers.sniff import Kind, kind_of
from ingest.readers.word import read_docx

__all__ = ["MOST_BYTES", "READERS", "Document", "Line", "file_bytes", "printable", "read"]

Reader = Callable[[bytes, str], Document]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xml": read_meeting_xml,
    ".docx": read_docx,
    ".pdf": read_pdf,
}

_BY_KIND: dict[Kind, Reader] = {
    Kind.HTML: read_html,
    Kind.XML: read_meeting_xml,
    Kind.PDF: read_pdf,
    Kind.ZIP: read_docx,
}
_CALLED: dict[Reader, str] = {read_pdf: "a PDF", read_docx: "a Word document (.docx)", read_html: "a web page"}
_CALLED |= {read_meeting_xml: "XML", read_text: "text", read_markdown: "text"}
_HINTS = {
    Kind.PDF: "Rename it to end in .pdf and ingest that.",
    Kind.ZIP: "If it is a Word document, rename it to end in .docx; an archive must be unpacked first.",
    Kind.OLE: "Open it in a word processor, without a password, and save it as .docx.",
    Kind.RTF: "Open it in a word processor and save it as .docx.",
    Kind.PICTURE: "Run it through text recognition (tesseract) first, and save the text as UTF-8.",
    Kind.ARCHIVE: 'Save the page again as "web page, HTML only".',
    None: "Download it again, or give it the ending that says what it is.",
}


def read(data: bytes, name: str) -> Document:
    """The document in some bytes; the ending of its name says the format. Raises `RecordRefused`."""
    reader = _reader(name)
    if len(data) > MOST_BYTES:
        raise _too_big(name, len(data))
    if not data.strip():
        return read_text(data, name)  # which says that it is empty
    kind = kind_of(data)
    if kind in {Kind.HTML, Kind.XML} and reader is not _BY_KIND[kind]:  # often: what was saved is the page of an error
        document = _BY_KIND[kind](data, name)
        note = f"{name} is not {_CALLED[reader]} but {kind}, and was read as that."
        return replace(document, notes=(*document.notes, note))
    if reader is _BY_KIND[kind] if kind in _BY_KIND else kind is None and reader not in {read_pdf, read_docx}:
        return reader(data, name)
    what = f"{name} is not {_CALLED[reader]}" + (f" but {kind}." if kind else ".")
    raise Unreadable(what, hint=_HINTS.get(kind))


def file_bytes(path: Path) -> bytes:
    """What a file holds. Raises `Unreadable`, without reading it, if it is no file of minutes by its kind or size.

    One that is written to meanwhile is refused too: what was read of it may be half of one text and half of another.
    """
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
        data = path.read_bytes()
        is_at_rest = _moment(path.stat()) == _moment(found)
    except FileNotFoundError as error:
        raise Unreadable(f"There is no file {shown}.", hint="Check the name and the folder.") from error
    except OSError as error:
        hint = "Check the name, and who may read the file."
        raise Unreadable(f"{shown} cannot be opened: {error.strerror}.", hint=hint) from error
    if not is_at_rest:
        hint = "Run the same command again when nobody is writing the file."
        raise Unreadable(f"{shown} changed while it was read.", hint=hint)
    return data


def _moment(found: os.stat_result) -> tuple[int, int, int]:
    """What is different of a file that was written to, or put in another's place."""
    return found.st_ino, found.st_size, found.st_mtime_ns


def printable(name: str | Path) -> str:
    """A name that can be shown and stored: bytes of it that are no UTF-8, as on old disks, stand as \\xe9."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _reader(name: str) -> Reader:
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
