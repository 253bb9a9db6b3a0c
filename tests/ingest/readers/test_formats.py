"""What holds of every format: it is read or refused by name, and its lines are slices of the text that is kept."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import RecordRefused, Unreadable
from ingest.readers import READERS, read
from ingest.readers.rows import Row, compose, table_row
from ingest.reports import Status
from tests.ingest.laws import assert_document
from tests.ingest.readers import making
from tests.ingest.runs import MINUTES, held, minutes, run

PAGE = f"<!DOCTYPE html><html><head><title>Minutes</title></head><body><p>{MINUTES}</p></body></html>".encode()
MEETING = b"<?xml version='1.0'?><meeting><meetingdate>10/02/2026</meetingdate><agendaitems/></meeting>"
PDF = making.pdf([[(70, 100, "Minutes of the meeting")]])
WORD = making.word("Minutes of the meeting")


def assert_read_or_refused(data: bytes, name: str) -> None:
    """Some bytes make a lawful document, or a refusal that names the file and a next step."""
    refusal: RecordRefused | None = None
    try:
        assert_document(read(data, name))
    except RecordRefused as refused:
        refusal = refused
    assert refusal is None or (name in refusal.message and refusal.hint.endswith("."))


@pytest.mark.parametrize("suffix", [suffix for suffix in READERS if suffix != ".pdf"])
@given(data=st.binary(max_size=300))
@settings(max_examples=60)
def test_whatever_the_bytes_every_format_reads_or_refuses_them(suffix: str, data: bytes) -> None:
    assert_read_or_refused(data, f"minutes{suffix}")


@pytest.mark.parametrize(("suffix", "good"), [(".html", PAGE), (".xml", MEETING), (".docx", WORD)])
@given(at=st.floats(0, 1), piece=st.binary(max_size=8), cut=st.integers(0, 40))
@settings(max_examples=100)
def test_a_good_file_that_was_damaged_is_read_or_refused(
    suffix: str, good: bytes, at: float, piece: bytes, cut: int
) -> None:
    place = int(at * len(good))
    assert_read_or_refused(good[:place] + piece + good[place + cut :], f"minutes{suffix}")


@given(at=st.floats(0, 1), piece=st.binary(max_size=8), cut=st.integers(0, 40))
@settings(max_examples=12)
def test_a_damaged_pdf_is_read_or_refused(at: float, piece: bytes, cut: int) -> None:
    place = int(at * len(PDF))
    assert_read_or_refused(PDF[:place] + piece + PDF[place + cut :], "minutes.pdf")


markup = st.sampled_from([
    "<p>", "</p>", "<td>", "</td>", "<tr>", "</tr>", "<table>", "</table>", "<table class=mgItemTable>",
    "<ul>", "</ul>", "<ol type=i>", "<li>", "</li>", "<div hidden>", "</div>", "<br>", "<pre>", "</pre>",
    "<h2>", "</h2>", "words ", "12.", "<td class=mgItemNumberCell>", "<p class=mgAiTitleTxt>",
    "<script>x</script>", "<!-- c -->", "&nbsp;", "&#0;", "\n", "&#x1f600;", "\u2028", "\u200b",
])  # fmt: skip


@given(st.lists(markup, max_size=40))
@settings(max_examples=300)
def test_any_mixture_of_elements_is_lawful(pieces: list[str]) -> None:
    assert_read_or_refused("".join(["<html><body>", *pieces]).encode(), "minutes.html")


words = st.text(st.sampled_from("ab .\u00a0\u200b\u2028\x0b\x1c\n\x00\ud800"), max_size=12)


@given(st.lists(st.builds(Row, words, st.booleans(), st.booleans(), st.just(()))))
def test_rows_of_any_text_make_a_lawful_document(rows: list[Row]) -> None:
    document = compose(rows, "test")
    assert_document(document)
    document.text.encode()


def test_the_page_of_a_character_is_known_where_there_are_pages() -> None:
    document = compose([Row("one"), Row("two and three", pages=(0, 8)), Row("", pages=(0,))], "pdf")
    found = [document.pages.at(document.text.index(word)) for word in ("one", "two", "three")]
    assert found == [1, 2, 3]
    assert compose([Row("one")], "text").pages.at(0) is None


def test_a_row_of_a_table_is_one_line_and_text_set_in_a_table_is_not() -> None:
    short = table_row([[Row("a")], [Row("")], [Row("b"), Row("c")], []])
    assert [row.text for row in short] == ["a |  | b c"]
    long = [Row("It was agreed. " * 15), Row("It was noted. " * 15)]
    assert table_row([[Row("1.")], long]) == [Row("1."), *long]


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (PDF, "minutes.txt", "not text but a PDF"),
        (PDF, "minutes.docx", "not a Word document"),
        (PDF, "minutes.html", "not a web page but a PDF"),
        (WORD, "minutes.pdf", "not a PDF but a Zip archive or Office document"),
        (b"words", "minutes.pdf", "not a PDF"),
        (b"words", "minutes.docx", "not a Word document"),
        (b"{\\rtf1 words}", "minutes.docx", "rich-text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "minutes.docx", "locked with a password"),
        (b"\xff\xd8\xff\xe0" + bytes(60), "minutes.pdf", "a picture"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", "minutes.html", "web archive"),
        (b"", "minutes.pdf", "empty"),
        (b" \n", "minutes.docx", "empty"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused_by_name(data: bytes, name: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as refused:
        read(data, name)
    assert name in refused.value.message
    assert refused.value.hint.endswith(".")


@pytest.mark.parametrize("name", ["minutes.pdf", "minutes.txt", "minutes.xml", "minutes.docx", "minutes.md"])
def test_a_web_page_under_another_name_is_read_as_one_and_that_is_told(name: str) -> None:
    document = read(PAGE, name)
    assert document.format == "html"
    assert len(document.notes) == 1
    assert document.notes[0].startswith(f"{name} is not ")
    assert document.notes[0].endswith("but a web page, and was read as that.")


def test_importing_the_readers_loads_no_library_of_theirs(root: Path) -> None:
    code = "import json, sys, ingest.readers; print(json.dumps(sorted(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert {"lxml", "pypdfium2", "docx"}.isdisjoint(json.loads(ran.stdout))


def test_a_folder_of_every_format_is_taken_in(tmp_path: Path) -> None:
    """One run over all of them; the address that a page states is kept with its meeting."""
    folder = tmp_path / "minutes"
    folder.mkdir()
    paragraphs = [line for line in minutes(day=5).splitlines() if line.strip()]
    (folder / "a.docx").write_bytes(making.word(*paragraphs))
    (folder / "b.pdf").write_bytes(making.pdf([[(70, 100 + 30 * n, line) for n, line in enumerate(paragraphs)]]))
    body = "".join(f"<p>{line}</p>" for line in minutes(day=6).splitlines() if line.strip())
    (folder / "c.html").write_text(f'<html><link rel="canonical" href="https://a.gov.uk/c">{body}</html>', "utf-8")
    (folder / "d.txt").write_text(minutes(day=7), "utf-8")
    (folder / "e.pdf").write_bytes(b"%PDF-1.4\n")
    report = run(tmp_path / "store", folder)
    found = {file.name: file.status for file in report.files}
    again = {"b.pdf": Status.FURTHER}  # the meeting of the Word document
    assert found == dict.fromkeys(["a.docx", "c.html", "d.txt"], Status.ADDED) | again | {"e.pdf": Status.REFUSED}
    assert {name: meeting.url for name, meeting in held(tmp_path / "store").items()} == {
        "a.docx": None,
        "c.html": "https://a.gov.uk/c",
        "d.txt": None,
    }
