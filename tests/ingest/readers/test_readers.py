"""Bytes become the text that was written, or a sentence that says why not."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import Unreadable
from ingest.readers import MOST_BYTES, READERS, file_bytes, printable, read
from ingest.readers.plain import decode
from tests.ingest.runs import MINUTES

NOISE = np.random.default_rng(7).bytes(6_000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_text_that_says_its_encoding_is_read_without_a_note(encoding: str) -> None:
    text, note = decode(MINUTES.encode(encoding), "minutes.txt")
    assert (text, note) == (MINUTES, None)


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ending", ["", "x"])
def test_utf_16_without_a_mark_is_read_with_a_note(order: str, ending: str) -> None:
    text, note = decode((MINUTES + ending).encode(order), "minutes.txt")
    assert text == MINUTES + ending
    assert note is not None
    assert "minutes.txt" in note
    assert "UTF-16" in note


@pytest.mark.parametrize("ending", ["", "x"])
def test_windows_1252_is_read_with_a_note_whether_its_bytes_are_even_or_odd(ending: str) -> None:
    """Nearly every text of an even number of bytes decodes as UTF-16 too, to characters nobody wrote."""
    text, note = decode((MINUTES + ending).encode("cp1252"), "minutes.txt")
    assert text == MINUTES + ending
    assert note is not None
    assert "minutes.txt" in note
    assert "Windows-1252" in note


@given(st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), min_size=1).filter(str.strip))
def test_any_text_of_windows_1252_comes_out_as_it_was_or_as_the_utf_8_it_also_is(text: str) -> None:
    data = text.encode("cp1252")
    read_as, note = decode(data, "minutes.txt")
    assert data == read_as.encode("cp1252" if note else "utf-8")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(lambda text: text.encode().strip()))
def test_any_utf_8_comes_out_as_it_was(text: str) -> None:
    assert decode(text.encode(), "minutes.txt") == (text.removeprefix("\ufeff"), None)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \r\n\t \n", "empty"),
        (b"\0" * 1_000, "not text"),
        (NOISE, "not text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + NOISE, "not text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + NOISE, "not text"),
        (b"PK\x03\x04" + NOISE, "not text"),
        ((MINUTES + "\0" * 20).encode(), "not text"),
        (b"\xff\xfe" + MINUTES.encode("utf-16-le") + b"x", "says that it is UTF-16 but is not"),
        (b"\xef\xbb\xbf" + MINUTES.encode("cp1252"), "says that it is UTF-8 but is not"),
    ],
)
def test_what_is_no_text_is_refused_by_name_with_a_next_step(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as refused:
        read(data, "minutes.txt")
    assert "minutes.txt" in refused.value.message
    assert refused.value.hint.endswith(".")


@given(st.binary(max_size=400))
def test_whatever_the_bytes_they_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        document = read(data, "minutes.txt")
        assert all(len(line.text) == line.end - line.start > 0 for line in document.lines)


def test_a_kind_of_file_that_is_not_read_is_named_with_the_kinds_that_are() -> None:
    with pytest.raises(Unreadable, match=r"minutes\.odt") as refused:
        read(b"words", "minutes.odt")
    assert all(kind in refused.value.message for kind in READERS)


@pytest.mark.parametrize("name", ["MINUTES.TXT", "a.b.Md", "minutes.text", "minutes.markdown"])
def test_the_ending_of_a_name_says_the_kind_whatever_its_case(name: str) -> None:
    assert read(MINUTES.encode(), name).text == MINUTES


def test_a_file_that_is_too_big_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "minutes.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)  # noughts that take no room on the disk
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(Unreadable, match=r"minutes\.txt is 50 MB") as refused:
        file_bytes(path)
    assert "one file a meeting" in refused.value.hint


def test_bytes_that_are_too_many_are_refused_wherever_they_come_from() -> None:
    with pytest.raises(Unreadable, match="MB"):
        read(b"x" * (MOST_BYTES + 1), "minutes.txt")


def test_a_kind_that_is_not_read_is_told_before_the_size_and_without_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "meeting.mp4"
    path.write_bytes(b"film")
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(Unreadable, match=r"meeting\.mp4 is of a kind that is not read"):
        file_bytes(path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_a_named_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "minutes.txt")
    with pytest.raises(Unreadable, match="pipe"):
        file_bytes(tmp_path / "minutes.txt")


def test_a_name_that_is_no_utf_8_can_be_shown_and_stored() -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    shown = printable(name)
    assert shown == "caf\\xe9.txt"
    assert shown.encode()
    assert printable("Café – “new”.txt") == "Café – “new”.txt"


@pytest.mark.parametrize("marks", ["**", "***", "## **", "__"])
def test_a_line_of_markdown_that_is_nothing_but_marks_stays_as_it_stands(marks: str) -> None:
    lines = read(f"# Minutes\n\n{marks}\n\nThe report was noted.\n".encode(), "minutes.md").lines
    assert all(len(line.text) == line.end - line.start > 0 for line in lines)
    assert lines[-1].text == "The report was noted."
