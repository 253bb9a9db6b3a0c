"""Word documents become the lines that are seen in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.errors import Unreadable
from ingest.readers import read
from tests.ingest.readers import making
from tests.ingest.runs import MINUTES
from tests.ingest.samples import parsed_bytes, parsed_text


def damaged(packing: int) -> bytes:
    """A Word document packed in some way, with bytes flipped in what is packed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        archive.writestr("[Content_Types].xml", "")
        at = archive.fp.tell() + 70 if archive.fp else 0
        archive.writestr("word/document.xml", bytes(range(256)) * 9)
    data = bytearray(made.getvalue())
    data[at : at + 40] = bytes(byte ^ 0xA5 for byte in data[at : at + 40])
    return bytes(data)


def lines(data: bytes) -> list[str]:
    """The lines of a Word document that have something on them."""
    return [line.text for line in read(data, "minutes.docx").lines]


def test_paragraphs_tables_and_headings_stand_in_order() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "running head"
    document.add_heading("Budget", level=1)
    document.add_paragraph("First\nline, then more.")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["For", "Against", "12", "3"], strict=True):
        cell.text = text
    document.add_paragraph("Lost.")
    read_one = read(making.saved(document), "minutes.docx")
    assert read_one.text == "Budget\n\nFirst\nline, then more.\n\nFor | Against\n12 | 3\n\nLost.\n"
    assert [line.text for line in read_one.lines if line.heading] == ["Budget"]
    assert read_one.format == "docx"


def test_lists_are_numbered_as_word_numbers_them() -> None:
    document = docx.Document()
    for style, text in [
        ("List Number", "one"),
        ("List Number", "two"),
        ("List Bullet", "dot"),
        ("List Number", "three"),
    ]:
        document.add_paragraph(text, style=style)
    assert lines(making.saved(document)) == ["1. one", "2. two", "• dot", "3. three"]


def test_nested_numbers_follow_their_levels() -> None:
    levels = [("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)")]
    shapes = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="{25 - i}"/><w:numFmt w:val="{f}"/><w:lvlText w:val="{t}"/></w:lvl>'
        for i, (f, t) in enumerate(levels)
    )
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{shapes}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    for level in (0, 1, 1, 2, 2, 0, 1):
        paragraph = document.add_paragraph("x")
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>')
        )
    assert lines(making.saved(document)) == ["25. x", "25.24 x", "25.25 x", "w) x", "x) x", "26. x", "26.24 x"]


def test_a_list_made_to_fill_the_memory_does_not() -> None:
    level, text = "999999", "%1" * 50_000
    shape = f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{shape}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    for _ in range(100):
        paragraph = document.add_paragraph("x")
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>')
        )
    assert len(read(making.saved(document), "minutes.docx").text) < 10_000


def test_what_tracked_changes_deleted_is_gone_and_what_they_inserted_stays() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("It was ")
    for xml in (
        "<w:del {0}><w:r><w:delText>refused</w:delText></w:r></w:del>",
        "<w:ins {0}><w:r><w:t>agreed</w:t></w:r></w:ins>",
        "<w:r {0}><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>",
        "<w:r {0}><w:instrText>PAGEREF</w:instrText></w:r>",
        '<w:hyperlink {0}><w:r><w:t xml:space="preserve"> by all</w:t></w:r></w:hyperlink>',
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    assert lines(making.saved(document)) == ["It was agreed by all"]


def test_content_controls_and_text_boxes_are_read() -> None:
    document = docx.Document()
    document.add_paragraph("before")
    inner = "<w:p><w:r><w:t>inside</w:t></w:r></w:p>"
    body = document.element.body
    body.insert(1, parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent>{inner}</w:sdtContent></w:sdt>"))
    body.insert(
        2, parse_xml(f"<w:p {nsdecls('w')}><w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r></w:p>")
    )
    assert lines(making.saved(document)) == ["before", "inside", "inside"]


def test_the_minutes_in_a_word_document_give_what_their_text_gives() -> None:
    paragraphs = [line for line in MINUTES.splitlines() if line.strip()]
    of_word = parsed_bytes(making.word(*paragraphs), "minutes.docx")
    of_text = parsed_text("\n\n".join(paragraphs))
    assert of_word.meeting == of_text.meeting


def repacked(change: Callable[[str, bytes], bytes]) -> bytes:
    """A Word document with its parts changed."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(making.word("words"))) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return made.getvalue()


def in_document(data: bytes) -> bytes:
    """A Word document whose main part is something else."""
    return repacked(lambda name, part: data if name == "word/document.xml" else part)


def zipped(name: str) -> bytes:
    """A Zip archive of one file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "x")
    return made.getvalue()


def locked(data: bytes) -> bytes:
    """An archive whose first part says that it needs a password."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        at = data.index(b"PK\x01\x02")
        first = next(i for i, info in enumerate(archive.infolist()) if info.filename == "word/document.xml")
    for _ in range(first):
        at = data.index(b"PK\x01\x02", at + 4)
    return data[: at + 8] + b"\x01" + data[at + 9 :]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: making.word("words")[:2_000], "no whole Word document"),
        (lambda: damaged(zipfile.ZIP_LZMA), "no whole Word document"),
        (lambda: damaged(zipfile.ZIP_BZIP2), "no whole Word document"),
        (lambda: zipped("mimetype"), "not a Word document"),
        (lambda: locked(making.word("words")), "locked with a password"),
        (lambda: in_document(b" " * 39_000_000), "unpacks to far more"),
        (lambda: in_document(b"<w:document"), "no whole XML"),
        (lambda: in_document(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "entities of its own"),
        (lambda: in_document(b"<document/>"), "no whole Word document"),
        (lambda: making.word(""), "holds no words"),
    ],
)
def test_what_is_no_word_document_is_refused_by_name(make: Callable[[], bytes], says: str) -> None:
    with pytest.raises(Unreadable, match=says) as refused:
        read(make(), "minutes.docx")
    assert "minutes.docx" in refused.value.message
    assert refused.value.hint.endswith(".")
