"""PDF → lines. The file is opened in a process of its own, which may crash, hang or run out of memory by itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from ingest.errors import Unreadable
from ingest.readers.lines import Document
from ingest.readers.pdf_layout import rows
from ingest.readers.pdf_lines import page_of
from ingest.readers.rows import compose

_CHILD = Path(__file__).with_name("pdf_child.py")
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
_OCR_HINT = "It is a scan: run it through text recognition first, for example `ocrmypdf` (tesseract), and ingest that."


def read_pdf(data: bytes, name: str) -> Document:
    """Lines of a PDF, with the places where its pages begin. Raises `Unreadable`."""
    told = _told(data, name)
    pages = [page_of(page) for page in told]
    broken = [number for number, page in enumerate(told, start=1) if "error" in page]
    scans = [number for number, page in enumerate(pages, start=1) if page.is_scan]
    if not any(page.runs for page in pages):
        if broken:
            raise _refusal(name, "broken")
        said = f"{name} holds no text" + (", only pictures of pages." if scans else ".")
        raise Unreadable(said, hint=_OCR_HINT)
    notes = [_pages(scans, "a scan and holds no text", "scans and hold no text")] if scans else []
    notes += [_pages(broken, "damaged and could not be read", "damaged and could not be read")] if broken else []
    document = compose(rows(pages), "pdf", notes)
    turned = len(document.pages)
    rest = (len(document.text),) * (len(pages) - 1 - turned)  # empty pages at the end
    return Document(document.text, document.lines, document.format, document.notes, (*document.pages, *rest))


def _told(data: bytes, name: str) -> list[dict[str, Any]]:
    """What the child process says of each page."""
    try:
        answer = _asked(data)
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


def _asked(data: bytes) -> bytes:
    """What the child process says before it ends, or is ended."""
    command = [sys.executable, "-I", str(_CHILD)]
    return subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False).stdout  # noqa: S603  # our own file


def _refusal(name: str, reason: str) -> Unreadable:
    words, hint = _REASONS[reason]
    return Unreadable(f"{name} {words}", hint=hint)


def _pages(numbers: list[int], one: str, more: str) -> str:
    """ "Pages 3 and 4 are scans and hold no text."."""
    if len(numbers) == 1:
        return f"Page {numbers[0]} is {one}."
    return f"Pages {', '.join(map(str, numbers[:-1]))} and {numbers[-1]} are {more}."
