"""PDFs become paragraphs in the order in which they are read; what would harm the reader is refused by name."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.errors import Unreadable
from ingest.readers import read
from ingest.records import ItemNumber
from tests.ingest.laws import assert_document
from tests.ingest.readers import making
from tests.ingest.readers.making import Printed
from tests.ingest.samples import parsed_bytes

FULL = "The committee considered a report of the director on the budget of the county which"
KENT = {
    "kent_cabinet_2025-01-09": ["76", "77", "78", "79", "80", "81", "82", "83"],
    "kent_council_2024-12-19": [str(number) for number in range(270, 283)],
    "kent_council_2025-02-13": [str(number) for number in range(286, 292)],
}


def text(*pages: Sequence[Printed]) -> str:
    """What is kept of a PDF of some pages."""
    document = read(making.pdf(pages), "minutes.pdf")
    assert_document(document)
    return document.text


def test_lines_of_a_paragraph_are_joined_and_gaps_between_paragraphs_kept() -> None:
    made = text([(70, 100, FULL), (70, 114, "had been sent to all."), (70, 142, "Next."), (70, 156, "A short line.")])
    assert made == f"{FULL} had been sent to all.\n\nNext.\nA short line.\n"


def test_labels_begin_lines_of_their_own_and_stand_with_their_text() -> None:
    page = [
        (70, 100, "1)"),
        (100, 100, FULL),
        (100, 114, "was long."),
        (70, 128, "2)"),
        (100, 128, "Second."),
        (100, 142, "a. deep"),
    ]
    assert text(page) == f"1) {FULL} was long.\n2) Second.\na. deep\n"


def test_a_paragraph_goes_on_over_the_page_and_the_page_is_known() -> None:
    foot = [(290, 800, "1")], [(290, 800, "2")], [(290, 800, "3")]
    first = [(70, 700, FULL), (70, 714, "had been sent to all and"), *foot[0]]
    document = read(
        making.pdf([first, [(70, 100, "was noted."), *foot[1]], [(70, 100, "Third."), *foot[2]]]), "minutes.pdf"
    )
    assert document.text == f"{FULL} had been sent to all and was noted.\n\nThird.\n"
    assert [document.pages.at(document.text.index(word)) for word in ("sent", "was noted", "Third")] == [1, 2, 3]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [(70, 40, "Cabinet - 9 January 2025"), (70, 300, f"Paragraph of page {word}."), (280, 800, f"Page {n} of 3")]
        for n, word in enumerate(["one", "two", "three"], start=1)
    ]
    assert text(*pages) == "Paragraph of page one.\n\nParagraph of page two.\n\nParagraph of page three.\n"


def test_a_heading_in_the_margin_comes_before_the_text_beside_it() -> None:
    body = [f"body line {word} of the text that stands in the wide column" for word in ("one", "two", "three", "four")]
    page = [(180, 100 + 14 * n, line) for n, line in enumerate(body)]
    page += [(180, 200 + 14 * n, line) for n, line in enumerate(body)]
    page += [
        (60, 100, "271 Progress"),
        (60, 114, "Update on the"),
        (60, 128, "Buildings"),
        (60, 200, "272 Work"),
        (60, 214, "Programme"),
    ]
    rows = [line for line in text(page).splitlines() if line]
    assert rows[0] == "271 Progress Update on the Buildings"
    assert rows[1].startswith("body line one")
    assert [row for row in rows if row[0].isdigit()] == ["271 Progress Update on the Buildings", "272 Work Programme"]


def test_tables_are_rows_of_cells() -> None:
    page = [(x, 100 + 14 * n, word) for n, row in enumerate([("Name", "Vote"), ("Bee", "For"), ("Fox", "Against")]) for x, word in zip((70, 300), row, strict=True)]  # fmt: skip  # noqa: E501
    assert text(page) == "Name | Vote\nBee | For\nFox | Against\n"


def test_a_hyphen_at_the_end_of_a_line_stays_as_it_is_printed() -> None:
    line = "The members who sent their apologies were Mr Ann Bee, Mr Carl Fox and Mr Crow-"
    assert text([(70, 100, line), (70, 114, "Brown.")]) == f"{line}Brown.\n"


def test_lines_all_in_bold_are_headings() -> None:
    stream = (
        b"BT /F2 12 Tf 70 700 Td (76. Apologies) Tj ET BT /F2 12 Tf 70 600 Td (Note:) Tj /F1 12 Tf ( none sent) Tj ET"
    )
    document = read(making.pdf_of_streams([stream]), "minutes.pdf")
    assert [(line.text, line.heading) for line in document.lines] == [
        ("76. Apologies", True),
        ("Note: none sent", False),
    ]


def test_small_print_and_words_outside_the_page_are_not_kept() -> None:
    stream = (
        b"BT /F1 12 Tf 70 700 Td (seen) Tj ET BT /F1 1 Tf 70 600 Td (tiny) Tj ET BT /F1 12 Tf 70 -90 Td (below) Tj ET"
    )
    assert read(making.pdf_of_streams([stream]), "minutes.pdf").text == "seen\n"


def test_a_turned_page_is_read_as_it_is_seen() -> None:
    stream = b"BT /F1 12 Tf 0 1 -1 0 100 70 Tm (first) Tj ET BT /F1 12 Tf 0 1 -1 0 200 70 Tm (second) Tj ET"
    data = making.pdf_of_streams([stream]).replace(b"/MediaBox", b"/Rotate 90/MediaBox")
    assert read(data, "minutes.pdf").text.split() == ["first", "second"]


IMAGE = b"q 500 0 0 700 40 40 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"


def test_pages_that_are_scans_are_told() -> None:
    streams = [b"BT /F1 12 Tf 70 700 Td (words) Tj ET", IMAGE, IMAGE, b"BT /F1 12 Tf 70 700 Td (end) Tj ET"]
    document = read(making.pdf_of_streams(streams), "minutes.pdf")
    assert document.notes == ("Pages 2 and 3 are scans and hold no text.",)
    assert document.pages.at(document.text.index("end")) == 4
    assert len(read(making.pdf_of_streams([streams[0], IMAGE]), "minutes.pdf").pages.starts) == 2


def test_a_page_that_is_damaged_is_told() -> None:
    data = (
        making.pdf([[(70, 100, "words")], [(70, 100, "lost")]])
        .replace(b"6 0 R] ", b"99 0 R]")
        .replace(b"6 0 R]", b"9 0 R]")
    )
    document = read(data, "minutes.pdf")
    assert document.text == "words\n"
    assert document.notes == ("Page 2 is damaged and could not be read.",)


def test_a_scan_without_any_text_is_refused_with_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # no tesseract
    with pytest.raises(Unreadable, match=r"minutes\.pdf holds no text") as refused:
        read(making.pdf_of_streams([IMAGE]), "minutes.pdf")
    assert "tesseract" in refused.value.hint


ENCRYPTED = making.pdf_of_objects(
    [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Filter/Standard/V 1/R 2/O(" + b"a" * 32 + b")/U(" + b"b" * 32 + b")/P -4>>",
    ],
    trailer="/Encrypt 3 0 R/ID[(aaaaaaaaaaaaaaaa)(aaaaaaaaaaaaaaaa)]",
)
SELF = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 900000000>>"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (ENCRYPTED, "locked with a password"),
        (making.pdf([[(70, 100, "words")]])[:300], "no whole PDF"),
        (b"%PDF-1.4\n", "no whole PDF"),
        (making.pdf([[]]), "holds no text"),
        (making.pdf_of_objects(SELF), "no whole PDF"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as refused:
        read(data, "minutes.pdf")
    assert "minutes.pdf" in refused.value.message
    assert refused.value.hint.endswith(".")


@pytest.mark.parametrize(("piece", "times"), [(b" ", 600_000_000), (b"0 0 1 1 re f ", 3_000_000)])
def test_a_file_made_to_exhaust_the_machine_is_refused_in_seconds(piece: bytes, times: int) -> None:
    data = making.pdf_of_streams([making.deflated(piece, times)], deflated=True)
    began = time.perf_counter()
    with pytest.raises(Unreadable, match="more memory or time"):
        read(data, "minutes.pdf")
    assert time.perf_counter() - began < 30


def test_a_process_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("pdf_child", 1)

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(Unreadable, match="more memory or time"):
        read(making.pdf([[(70, 100, "words")]]), "minutes.pdf")


@pytest.mark.parametrize("stem", KENT)
def test_the_headings_of_real_minutes_are_lines_of_their_own(shared: Path, stem: str) -> None:
    document = read((shared / "kent" / f"{stem}.pdf").read_bytes(), f"{stem}.pdf")
    assert_document(document)
    starts = [line.text.split(". ")[0] for line in document.lines]
    at = [starts.index(number) for number in KENT[stem]]
    assert at == sorted(at)
    assert all(document.lines[place].heading for place in at)
    numbered = [number + 1 for number in range(len(at))]
    assert [line.text for line in document.lines if line.text.startswith("(Item ")] == [f"(Item {n})" for n in numbered]
    assert len(document.pages.starts) > 6


def test_real_minutes_without_numbers_are_read(shared: Path) -> None:
    data = (shared / "kent" / "kent_corporate-parenting-panel_2024-10-29.pdf").read_bytes()
    document = read(data, "panel.pdf")
    assert_document(document)
    items = [line.text for line in document.lines if line.text.startswith("(Item ")]
    assert items == [f"(Item {number})" for number in range(1, 13)]
    assert not any(line.text.isdigit() for line in document.lines)


def test_real_minutes_give_their_items(shared: Path) -> None:
    record = parsed_bytes((shared / "kent" / "kent_cabinet_2025-01-09.pdf").read_bytes(), "cabinet.pdf")
    assert [item.number for item in record.meeting.items] == KENT["kent_cabinet_2025-01-09"]
    assert {item.number_is for item in record.meeting.items} == {ItemNumber.PRINTED}
    assert record.meeting.id == "kent/cabinet/2025-01-09"
