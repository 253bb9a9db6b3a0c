"""Bytes → text: which encoding, and a clear no where there is none."""

from __future__ import annotations

import codecs

from ingest.errors import Unreadable
from ingest.readers.lines import Document, closed_up, plain_lines

MOST_BYTES = 20_000_000  # the longest minutes of one meeting seen are under 1 MB; this leaves room and bounds memory

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = {chr(code) for code in range(32)} - set("\t\n\r\x0b\x0c") | {"\x7f"}


def decode(data: bytes, name: str) -> tuple[str, str | None]:
    """The text of some bytes, and a note where the encoding had to be guessed.

    Tried in order: what a byte order mark says, UTF-8, UTF-16 without a mark (nearly every other byte nought),
    Windows-1252.
    Raises `Unreadable` for bytes that are no text in any of them.
    """
    if not data.strip():
        raise Unreadable(f"{name} is empty.", hint="Save the page again; the download may have failed.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, name), None
    text = _try(data, "utf-8")
    if text is not None and not _is_binary(text):
        return text, None
    unmarked = _unmarked_utf16(data)
    text = _try(data, unmarked) if unmarked else None
    if text is not None and not _is_binary(text):
        return text, f"{name} carries no mark of its encoding and was read as UTF-16."
    text = _try(data, "cp1252")
    if text is not None and not _is_binary(text):
        return (
            text,
            f"{name} is not UTF-8 and was read as Windows-1252; check that its apostrophes and pound signs look right.",
        )
    raise Unreadable(f"{name} is not text: it holds bytes that no text encoding explains.")


def read_text(data: bytes, name: str) -> Document:
    """Lines of a plain text. Raises `Unreadable`."""
    text, note = decode(data, name)
    return Document(text, closed_up(plain_lines(text)), "text", (note,) if note else ())


def _strict(data: bytes, encoding: str, name: str) -> str:
    text = _try(data, encoding)
    if text is None or _is_binary(text):
        raise Unreadable(f"{name} says that it is {encoding.removesuffix('-sig').upper()} but is not.")
    return text


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unmarked_utf16(data: bytes) -> str | None:
    """Which UTF-16 it would be: noughts stand at the odd bytes of little-endian Latin text. None: they do not.

    Nearly every text of an even number of bytes decodes as UTF-16, to Chinese characters that nobody wrote.
    """
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 4 < len(sample):
        return None
    return "utf-16-le" if odd >= even else "utf-16-be"


def _is_binary(text: str) -> bool:
    """Control characters in more than five of a thousand characters: no text, even one whose bullets became such."""
    sample = text[:200_000]
    return sum(character in _CONTROLS for character in sample) * 200 > len(sample)
