"""Small files of each format, made by hand."""

from __future__ import annotations

import io
import textwrap
import zlib
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document as WordDocument

Printed = tuple[float, float, str]  # from the left edge, from the top edge, the words

TOP = 842
BOLD = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>"


def pdf(pages: Sequence[Sequence[Printed]], *, size: int = 12, extra: str = "") -> bytes:
    """A PDF of A4 pages with words at places."""
    streams = []
    for page in pages:
        shown = [f"BT /F1 {size} Tf {x} {TOP - y} Td ({_escaped(words)}) Tj ET" for x, y, words in page]
        streams.append("\n".join(shown).encode("cp1252"))
    return pdf_of_streams(streams, extra=extra)


def printed_pages(text: str, *, width: int = 95, rows: int = 50) -> list[list[Printed]]:
    """A text as it is printed on pages: long lines wrapped, a page number at the foot of each page."""
    plain = text.encode("cp1252", "replace").decode("cp1252")
    lines = [part for line in plain.splitlines() for part in textwrap.wrap(line, width) or [""]]
    pages: list[list[Printed]] = []
    for at in range(0, len(lines), rows):
        page: list[Printed] = [(60, 60 + 14 * row, line) for row, line in enumerate(lines[at : at + rows]) if line]
        pages.append([*page, (290, 810, str(len(pages) + 1))])
    return pages


def pdf_of_streams(streams: Sequence[bytes], *, extra: str = "", deflated: bool = False) -> bytes:
    """A PDF with a page for each stream of drawing commands; ``deflated``: they are packed already."""
    count = len(streams)
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for index, stream in enumerate(streams):
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 {TOP}]/Contents {5 + 2 * index} 0 R"
        objects.append(f"{page}/Resources<</Font<</F1 3 0 R/F2 {BOLD}>>{extra}>>>>".encode())
        packed = "/Filter/FlateDecode" if deflated else ""
        objects.append(f"<</Length {len(stream)}{packed}>>stream\n".encode() + stream + b"\nendstream")
    return pdf_of_objects(objects)


def scan(pictures: Sequence[tuple[int, int, bytes]]) -> bytes:
    """A PDF of A4 pages each of which is a grey picture and nothing else: (width, height, dots)."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = " ".join(f"{3 + 3 * index} 0 R" for index in range(len(pictures)))
    objects.append(f"<</Type/Pages/Kids[{kids}]/Count {len(pictures)}>>".encode())
    for index, (width, height, dots) in enumerate(pictures):
        at = 3 + 3 * index
        drawn, packed = f"q 595 0 0 {TOP} 0 0 cm /I Do Q".encode(), zlib.compress(dots)
        shape = f"/Width {width}/Height {height}/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode"
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 {TOP}]/Contents {at + 1} 0 R"
            f"/Resources<</XObject<</I {at + 2} 0 R>>>>>>".encode(),
            f"<</Length {len(drawn)}>>stream\n".encode() + drawn + b"\nendstream",
            f"<</Type/XObject/Subtype/Image{shape}/Length {len(packed)}>>stream\n".encode() + packed + b"\nendstream",
        ]
    return pdf_of_objects(objects)


def pdf_of_objects(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """A PDF of objects numbered from 1, the first of them its root."""
    made = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    made += f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(made)


def deflated(piece: bytes, times: int) -> bytes:
    """A piece many times over, packed without ever being held unpacked."""
    packer = zlib.compressobj(9)
    block = piece * 1_000
    return b"".join(packer.compress(block) for _ in range(times // 1_000)) + packer.flush()


def saved(document: WordDocument) -> bytes:
    """The bytes of a Word document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word(*paragraphs: str) -> bytes:
    """A Word document of plain paragraphs."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def read_bytes(path: Path) -> bytes:
    """What a file holds."""
    return path.read_bytes()


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
