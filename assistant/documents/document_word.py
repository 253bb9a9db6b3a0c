"""A document as a Word file (.docx); the one door to python-docx, which writes them here and reads none."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from assistant.documents.document import Document, Heading, Part, Source, Table, Text

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def as_word(document: Document) -> bytes:
    """The document for a word processor, with its own headings, lists and tables, so that it can be worked on."""
    word = docx.Document()
    word.core_properties.title = _clean(document.title)[:255]
    word.core_properties.author = "Minutebook"
    word.core_properties.language = "en-GB"
    for part in document.parts:
        _add(word, part)
    written = io.BytesIO()
    word.save(written)
    return written.getvalue()


def _add(word: WordDocument, part: Part) -> None:
    match part:
        case Heading(level, text):
            word.add_heading(_clean(text), level)
        case Text(text, is_note=True):
            word.add_paragraph().add_run(_clean(text)).italic = True
        case Text(text, marks, is_point=is_point):
            word.add_paragraph(_clean(f"{text} {marks}".rstrip()), style="List Bullet" if is_point else None)
        case Source():
            _add_source(word, part)
        case Table():
            _add_table(word, part)


def _add_source(word: WordDocument, source: Source) -> None:
    where = word.add_paragraph(f"[{source.number}] ")
    if source.url:
        _add_link(where, _clean(source.reference), source.url)
    else:
        where.add_run(_clean(source.reference))
    where.paragraph_format.keep_with_next = True
    word.add_paragraph(f"“{_clean(source.quote)}”", style="Quote")


def _add_table(word: WordDocument, table: Table) -> None:
    """A table on a page laid across, for its columns are many; its headings stand again on each page."""
    section = word.sections[-1]
    if section.orientation is not WD_ORIENT.LANDSCAPE:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    made = word.add_table(rows=1, cols=len(table.headings))
    made.style = "Table Grid"
    for cell, heading in zip(made.rows[0].cells, table.headings, strict=True):
        cell.paragraphs[0].add_run(_clean(heading)).bold = True
    repeated = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001  # python-docx has no call for it
    for row in table.rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = _clean(text)


def _add_link(paragraph: Paragraph, text: str, url: str) -> None:
    """A link; python-docx reads them and has no call of its own that makes one."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.font.underline = True
    link.append(run._r)  # noqa: SLF001  # the element of the run, which only stands within the link from here on
    paragraph._p.append(link)  # noqa: SLF001


def _clean(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _NO_XML.sub("", text)
