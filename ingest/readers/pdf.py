"""PDF → lines. The file is opened in a process of its own, which may crash, hang or run out of memory by itself."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.errors import Unreadable
from ingest.originals import Pages
from ingest.readers.lines import Document
from ingest.readers.ocr import recognised, tesseract
from ingest.readers.pdf_layout import rows
from ingest.readers.pdf_lines import Page, page_of
from ingest.readers.rows import compose

_CHILD = Path(__file__).with_name("pdf_child.py")
_BY_OCR = " read by text recognition (OCR): letters and figures may be misread"
_SECONDS = 600  # the child's own limit, in time of the processor, is far lower

_REASONS = {
    "locked": ("is locked with a password.", "Save it without the password, or ask the council for an open copy."),
    "long": ("is too long for the minutes of one meeting.", "Split it into one file a meeting and ingest those."),
    "broken": ("is no whole PDF: it is cut short or damaged.", "Download it again."),
    "hostile": (
        "takes more memory or time than the minutes of a meeting ever do; it was left alone.",
        "Print it to a new PDF and ingest that, if you trust where it came from.",
    ),
}
_MOST_SCANS = 100  # pages of one file that are put through text recognition, some seconds each
_OCR_HINT = (
    "It is a scan: install tesseract, which reads such pages, and ingest it again; or run it through text recognition"
    " first, for example `ocrmypdf`."
)


def read_pdf(data: bytes, name: str) -> Document:
    """Lines of a PDF, with the places where its pages begin. Raises `Unreadable`."""
    told = _told(data, name)
    pages, recognised_ones = _with_scans_read(data, [page_of(page) for page in told])
    broken = [number for number, page in enumerate(told, start=1) if "error" in page]
    scans = [number for number, page in enumerate(pages, start=1) if page.is_scan]
    if not any(page.runs for page in pages):
        if broken:
            raise _refusal(name, "broken")
        said = f"{name} holds no text" + (", only pictures of pages." if scans else ".")
        raise Unreadable(said, hint=_OCR_HINT)
    notes = [_pages(scans, "a scan and holds no text", "scans and hold no text")] if scans else []
    notes += [_pages(broken, "damaged and could not be read", "damaged and could not be read")] if broken else []
    notes += (
        [_pages(recognised_ones, "a scan and was" + _BY_OCR, "scans and were" + _BY_OCR)] if recognised_ones else []
    )
    document = compose(rows(pages), "pdf", notes)
    starts = document.pages.starts or (0,)
    rest = (len(document.text),) * (len(pages) - len(starts))  # empty pages at the end
    return replace(document, pages=Pages((*starts, *rest), tuple(recognised_ones)))


def _with_scans_read(data: bytes, pages: Sequence[Page]) -> tuple[list[Page], list[int]]:
    """The pages, scans among them read by text recognition where that is installed, and the numbers of those."""
    read, numbers = list(pages), []
    command = tesseract()
    scans = [index for index, page in enumerate(pages) if page.is_scan] if command else []
    for index in scans[:_MOST_SCANS]:
        runs = recognised(_picture(data, index), pages[index].width, command or "")
        if runs:
            read[index] = replace(pages[index], runs=runs, is_scan=False)
            numbers.append(index + 1)
    return read, numbers


def _told(data: bytes, name: str) -> list[dict[str, Any]]:
    """What the child process says of each page."""
    try:
        answer = _child(data)
    except subprocess.TimeoutExpired as error:
        raise _refusal(name, "hostile") from error
    said: list[dict[str, Any]] = [json.loads(line) for line in answer.split(b"\n")[:-1]]
    reason = next((entry["error"] for entry in said if entry.get("error") in _REASONS), None)
    if reason is not None:
        raise _refusal(name, reason)
    if not said or "end" not in said[-1]:
        raise _refusal(name, "hostile")
    if len(said) == 1:
        raise _refusal(name, "broken")
    return said[:-1]


def _picture(data: bytes, index: int) -> bytes:
    """A page as a picture; nothing, where it cannot be drawn."""
    try:
        return _child(data, str(index))
    except subprocess.TimeoutExpired:
        return b""


def _child(data: bytes, *arguments: str) -> bytes:
    """What the child process writes of a file; as far as it came, if it was killed."""
    command = [sys.executable, "-I", str(_CHILD), *arguments]
    done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  # our own file
    return done.stdout


def _refusal(name: str, reason: str) -> Unreadable:
    words, hint = _REASONS[reason]
    return Unreadable(f"{name} {words}", hint=hint)


def _pages(numbers: list[int], one: str, more: str) -> str:
    """ "Pages 3 and 4 are scans and hold no text."."""
    if len(numbers) == 1:
        return f"Page {numbers[0]} is {one}."
    return f"Pages {', '.join(map(str, numbers[:-1]))} and {numbers[-1]} are {more}."
