"""Good files of every format, to be spoilt: made here, out of the sample records, and what lies next to the checkout."""

from __future__ import annotations

import functools
import html
import json
import re
import zlib
from collections.abc import Callable, Iterator
from enum import StrEnum

import docx

from tests.ingest.moderngov import anytown
from tests.ingest.readers import making
from tests.ingest.runs import MINUTES
from tests.ingest.samples import RECORDS, ROOT

SHARED = ROOT.parent / "shared"
_MOST_LINES = 70  # of a text that is a seed: what is wrong with longer ones is wrong with these, and they take longer
_MORE = 12  # of the many texts next to the checkout

_STREAM = re.compile(rb"<<(?P<about>[^<>]*/Filter\s*\[?\s*/FlateDecode\s*\]?[^<>]*)>>\s*stream\r?\n", re.DOTALL)


class Form(StrEnum):
    """A format that is read, by the ending of its files' names."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    MODERNGOV_HTML = "moderngov-html"
    MODERNGOV_XML = "moderngov-xml"
    PDF = "pdf"
    DOCX = "docx"

    @property
    def suffix(self) -> str:
        """How the name of a file of it ends."""
        return {"text": ".txt", "markdown": ".md", "pdf": ".pdf", "docx": ".docx"}.get(self.value) or (
            ".xml" if self is Form.MODERNGOV_XML else ".html"
        )


@functools.cache
def seeds(form: Form) -> tuple[bytes, ...]:
    """The good files of a format."""
    makers: dict[Form, Callable[[], Iterator[bytes]]] = {
        Form.TEXT: _texts,
        Form.MARKDOWN: _markdowns,
        Form.HTML: _pages,
        Form.MODERNGOV_HTML: _moderngov_pages,
        Form.MODERNGOV_XML: _moderngov_meetings,
        Form.PDF: _pdfs,
        Form.DOCX: _words,
    }
    return tuple(makers[form]())


def _samples(suffix: str = "") -> list[str]:
    """The sample records: the tops of all, and one whole."""
    texts = [path.read_text("utf-8") for path in RECORDS if path.name.endswith(suffix)]
    return [*map(_top, texts), min(texts, key=len)]


def _top(text: str) -> str:
    return "".join(text.splitlines(keepends=True)[:_MOST_LINES])


def _texts() -> Iterator[bytes]:
    yield MINUTES.encode()
    yield from (text.encode() for text in _samples(".txt"))
    yield from (path.read_bytes() for path in sorted((SHARED / "layouts").glob("*.txt")))


def _markdowns() -> Iterator[bytes]:
    yield re.sub(r"(?m)^(\d+\. .*)$", r"## \1", MINUTES).encode()
    yield from (text.encode() for text in _samples(".md"))
    more = SHARED / "limerick" / "minutes.jsonl"
    if more.is_file():
        with more.open(encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        yield from (_top(text).encode() for text in texts[:: max(1, len(texts) // _MORE)][:_MORE])


def _pages() -> Iterator[bytes]:
    for text in [MINUTES, *_samples()]:
        yield _page("".join(f"<p>{html.escape(line)}</p>\n" for line in text.splitlines()))
        rows = "".join(
            f"<tr><td>{n}.</td><td>{html.escape(line)}</td></tr>\n" for n, line in enumerate(text.splitlines())
        )
        yield _page(f"<h1>{html.escape(text.splitlines()[0])}</h1><table>{rows}</table><ol type=i><li>one<li>two</ol>")
    yield _page(f"<pre>{html.escape(MINUTES)}</pre><ul><li>a<ul><li>b</ul></ul><dl><dt>t<dd>d</dl>")


def _page(body: str) -> bytes:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Minutes</title></head><body>{body}</body></html>'.encode()


def _meetings() -> Iterator[anytown.Meeting]:
    yield from (anytown.MARCH, anytown.MAY)
    for number, text in enumerate(_samples()):
        paragraphs = [paragraph for paragraph in text.split("\n") if paragraph.strip()]
        items = tuple(
            anytown.Item(900 + at, str(at // 8 + 1), paragraphs[at][:80], tuple(paragraphs[at : at + 8]))
            for at in range(0, len(paragraphs), 8)
        )
        yield anytown.Meeting(70 + number, "4 March 2025", "04/03/2025", items)


def _moderngov_pages() -> Iterator[bytes]:
    for meeting in _meetings():
        yield anytown.meeting_html(meeting).encode()
        yield anytown.meeting_html(meeting, cut=False).encode()
    yield from (anytown.item_html(item).encode() for item in anytown.MARCH.items)


def _moderngov_meetings() -> Iterator[bytes]:
    yield from (anytown.meeting_xml(meeting) for meeting in _meetings())
    real = SHARED / "moderngov" / "meeting_with_minutes.xml"
    if real.is_file():
        yield real.read_bytes()


def _pdfs() -> Iterator[bytes]:
    for text in [MINUTES, *_samples()] * 2:  # real ones take longer, and are taken less often
        yield making.pdf(making.printed_pages(text)[:2])
    table = [(70.0 + 120 * column, 100.0 + 14 * row, f"{row}.{column}") for row in range(20) for column in range(4)]
    margin = [(40.0, 100.0, "Apologies"), (40.0, 300.0, "Budget"), (40.0, 500.0, "Parking")]
    beside = [(180.0, 100.0 + 14 * row, "The committee considered the report of the director.") for row in range(40)]
    yield making.pdf([table, [*margin, *beside]])
    for path in sorted((SHARED / "kent").glob("*.pdf"))[:1]:
        yield path.read_bytes()
        yield unpacked(path.read_bytes())


def unpacked(data: bytes) -> bytes:
    """A PDF whose packed streams stand open, so that what is spoilt is what is drawn."""
    made, at = bytearray(), 0
    for found in _STREAM.finditer(data):
        end = data.find(b"endstream", found.end())
        if found.start() < at or end < 0 or b"/DecodeParms" in found["about"]:
            continue
        try:
            stream = zlib.decompressobj().decompress(data[found.end() : end])
        except zlib.error:
            continue
        about = re.sub(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?|/Length\s+\d+(?:\s+\d+\s+R)?", b"", found["about"])
        made += data[at : found.start()] + b"<<%s/Length %d>>stream\n%s\n" % (about, len(stream), stream)
        at = end
    return bytes(made + data[at:])


def _words() -> Iterator[bytes]:
    for text in [MINUTES, *_samples()]:
        yield making.word(*text.splitlines())
    document = docx.Document()
    for line in MINUTES.splitlines():
        style = "List Number" if line[:1].isdigit() else "List Bullet" if line.startswith("Apologies") else None
        document.add_paragraph(line, style=style)
    document.add_heading("Votes", level=1)
    table = document.add_table(rows=4, cols=3)
    for number, cell in enumerate(table._cells):
        cell.text = f"Cell {number}\nof the table"
    table._cells[0].add_table(rows=1, cols=2)
    yield making.saved(document)
