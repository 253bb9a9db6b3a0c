"""Word documents (.docx) → lines. Read from its XML itself, with bounds set before anything is unpacked.

python-docx was weighed and left out: it drops what tracked changes insert, keeps no count of list numbers, and unpacks
every part of the file first.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from ingest.errors import Unreadable
from ingest.readers.elements import Element, xml_root
from ingest.readers.lines import Document
from ingest.readers.rows import Row, compose, table_row
from ingest.readers.word_styles import Styles, W

_MOST_UNPACKED = 40_000_000  # bytes of one part; the longest minutes seen take 3 MB
_MOST_RATIO = 400  # unpacked to packed: XML of minutes reaches 30
_PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml")
_SKIPPED = {
    W + tag for tag in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "sectPr", "commentReference")
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_BROKEN_HINT = "Download it again, or open it in a word processor and save it anew."
_LOCKED_HINT = "Open it in a word processor and save it as .docx without a password."


def read_docx(data: bytes, name: str) -> Document:
    """Lines of a Word document. Raises `Unreadable`."""
    parts = _unpacked(data, name)
    document, styles, numbering = (None if part is None else xml_root(part, name, _BROKEN_HINT) for part in parts)
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise Unreadable(f"{name} is no whole Word document.", hint=_BROKEN_HINT)
    reader = _Body(Styles(styles, numbering))
    document = compose(reader.rows(body), "docx")
    if not document.lines:
        raise Unreadable(
            f"{name} holds no words.", hint="If it holds pictures of pages, they need text recognition first."
        )
    return document


def _unpacked(data: bytes, name: str) -> list[bytes | None]:
    """The parts that matter, each within bounds."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            known = {info.filename: info for info in archive.infolist()}
            if _PARTS[0] not in known:
                raise Unreadable(
                    f"{name} is a Zip archive or another Office document, not a Word document.", hint=_LOCKED_HINT
                )
            return [_part(archive, known.get(part), name) for part in _PARTS]
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
    ) as error:
        what = f"{name} is no whole Word document: it is cut short or damaged."
        raise Unreadable(what, hint=_BROKEN_HINT) from error


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo | None, name: str) -> bytes | None:
    if info is None:
        return None
    if info.flag_bits & 0x1:
        raise Unreadable(f"{name} is locked with a password.", hint=_LOCKED_HINT)
    if info.file_size > _MOST_UNPACKED or info.file_size > _MOST_RATIO * max(info.compress_size, 1_000):
        raise Unreadable(f"{name} unpacks to far more than minutes ever hold; it was left alone.", hint=_LOCKED_HINT)
    with archive.open(info) as part:
        return part.read(_MOST_UNPACKED)


class _Body:
    """Goes through the blocks of a document, counting its lists."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles

    def rows(self, parent: Element) -> list[Row]:
        """Paragraphs and tables in the order in which they stand."""
        made: list[Row] = []
        for element in parent:
            if element.tag == f"{W}p":
                made += self._paragraph(element)
            elif element.tag == f"{W}tbl":
                table = self._table(element)
                made += [Row(row.text, row.gap or index == 0, row.heading) for index, row in enumerate(table)]
                made.append(Row(""))
            elif element.tag not in _SKIPPED:  # content controls, tracked moves and insertions hold blocks of their own
                made += self.rows(element)
        return made

    def _table(self, table: Element) -> Iterator[Row]:
        for line in table.iter(f"{W}tr"):
            if next(line.iterancestors(f"{W}tbl")) is table and not _is_deleted(line):
                cells = [cell for cell in line.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is line]
                yield from table_row([self.rows(cell) for cell in cells])

    def _paragraph(self, paragraph: Element) -> list[Row]:
        boxes: list[Element] = []
        text = "".join(_words(paragraph, boxes))
        if not text.strip():
            return [Row(""), *self._boxed(boxes)]
        label, in_list = self.styles.label(paragraph)
        heading = self.styles.is_heading(paragraph)
        first, *others = [line.strip(" \t") for line in text.split("\n") if line.strip()]
        rows = [Row(label + first, gap=not in_list, heading=heading)]
        rows += [Row(line, gap=False, heading=heading) for line in others]
        return rows + self._boxed(boxes)

    def _boxed(self, boxes: list[Element]) -> list[Row]:
        """What stands in text boxes anchored to a paragraph comes behind it."""
        return [row for box in boxes for row in self.rows(box)]


def _words(element: Element, boxes: list[Element]) -> Iterator[str]:
    """The characters of a paragraph; what tracked changes deleted, hidden text and fields' codes are left out."""
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or (tag == f"{W}r" and _is_hidden(child)):
            continue
        if tag == f"{W}txbxContent":
            boxes.append(child)
        elif tag == f"{W}t":
            yield child.text or ""
        elif tag == f"{W}tab":
            yield "\t"
        elif tag in {f"{W}br", f"{W}cr"}:
            yield "\n"
        elif tag == f"{W}noBreakHyphen":
            yield "-"
        else:
            yield from _words(child, boxes)


def _is_hidden(run: Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val", "true") not in {"0", "false", "off"}


def _is_deleted(row: Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None
