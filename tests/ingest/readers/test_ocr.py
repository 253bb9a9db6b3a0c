"""Pages that are pictures are read by text recognition where tesseract is installed, and are known by it ever after."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.errors import Unreadable
from ingest.readers import ocr, read
from ingest.readers.pdf import _CHILD
from tests.ingest.laws import assert_document
from tests.ingest.readers import making
from tests.ingest.readers.making import Printed
from tests.ingest.samples import parsed_bytes

with_tesseract = pytest.mark.skipif(
    ocr.tesseract() is None, reason="tesseract is not installed: Debian has it as tesseract-ocr"
)

FIRST = [
    (70.0, 100.0, "Anyshire County Council"),
    (70.0, 130.0, "Roads Committee - Monday, 4 January 2021 10.00 am"),
    (70.0, 170.0, "1. Apologies"),
    (70.0, 200.0, "There were no apologies."),
]
SECOND = [(70.0, 100.0, "2. Potholes"), (70.0, 130.0, "RESOLVED: that the report be noted.")]


def picture_of(page: Sequence[Printed]) -> tuple[int, int, bytes]:
    """What a scanner would make of a page."""
    command = [sys.executable, "-I", str(_CHILD), "0"]
    drawn = subprocess.run(command, input=making.pdf([page]), capture_output=True, check=True).stdout
    head, dots = drawn.split(b"\n", 1)
    _, width, height, _ = head.split()
    return int(width), int(height), dots


@pytest.fixture(scope="module")
def scanned() -> bytes:
    return making.scan([picture_of(FIRST), picture_of(SECOND)])


@with_tesseract
def test_a_scan_is_read_and_says_so(scanned: bytes) -> None:
    document = read(scanned, "scan.pdf")
    assert_document(document)
    assert "There were no apologies." in document.text
    assert document.pages.recognised == (1, 2)
    assert document.pages.at(document.text.index("Potholes")) == 2
    assert document.notes == (
        "Pages 1 and 2 are scans and were read by text recognition (OCR): letters and figures may be misread.",
    )


@with_tesseract
def test_the_record_of_a_scan_has_items_and_keeps_which_pages_were_recognised(scanned: bytes) -> None:
    record = parsed_bytes(scanned, "scan.pdf")
    assert [(item.number, item.title) for item in record.meeting.items] == [("1", "Apologies"), ("2", "Potholes")]
    assert record.pages.recognised == (1, 2)
    assert any("OCR" in note for note in record.notes)


@pytest.mark.parametrize("fails", ["exit 1", "echo nonsense", "exec sleep 60"])
def test_a_recognition_that_fails_or_hangs_leaves_the_page_a_scan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scanned: bytes, fails: str
) -> None:
    command = tmp_path / "tesseract"
    command.write_text(f"#!/bin/sh\nexec 0<&-\n{fails}\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(ocr, "_SECONDS_A_PAGE", 0.5)
    with pytest.raises(Unreadable, match="only pictures of pages"):
        read(scanned, "scan.pdf")
