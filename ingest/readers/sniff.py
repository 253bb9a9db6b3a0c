"""What some bytes are, by what they begin with, whatever their name says."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

_SAMPLE = 4_000
_HTML = re.compile(
    r"(?:\s|<!--(?:(?!-->).)*-->|<\?xml[^>]*>)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<\?xml\s", re.IGNORECASE)
_ARCHIVE = re.compile(
    r"\A(?:From: .*\n)?(?:[\w-]+: .*\n(?:[ \t].*\n)*)*?Content-Type:\s*multipart/related", re.IGNORECASE
)
_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
)


class Kind(StrEnum):
    """What a file is inside; the value is what it is called in a sentence."""

    PDF = "a PDF"
    ZIP = "a Zip archive or Office document"
    OLE = "an old Office document (.doc, .xls) or one locked with a password"
    RTF = "a rich-text document (.rtf)"
    PICTURE = "a picture"
    ARCHIVE = "a web archive (.mht)"
    HTML = "a web page"
    XML = "XML"


def kind_of(data: bytes) -> Kind | None:
    """What some bytes are. None: text, or nothing that is known here."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return Kind[name.upper()]
    if b"%PDF-" in data[:1024].lstrip()[:16]:
        return Kind.PDF
    sample = _text(data[:_SAMPLE])
    if _HTML.match(sample):
        return Kind.HTML
    if _XML.match(sample):
        return Kind.XML
    return Kind.ARCHIVE if _ARCHIVE.match(sample.replace("\r\n", "\n")) else None


def _text(sample: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if sample.startswith(mark):
            return sample[len(mark) :].decode(encoding, "replace")
    if sample[1:2] == b"\0":
        return sample.decode("utf-16-le", "replace")
    return sample.decode("latin-1")
