"""The elements of a web page → rows, as a browser would show them one under the other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.readers.elements import Element
from ingest.readers.html_parts import NUMBER_CELL, is_dropped, is_item_title, marked, names
from ingest.readers.numerals import numeral
from ingest.readers.rows import Row, table_row

_BLOCKS = frozenset([
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"
])  # fmt: skip
_ROWS = frozenset(["tbody", "thead", "tfoot", "tr", "td", "th"])
_LISTS = frozenset(["ul", "ol", "dir", "menu"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_SPACES = re.compile(r"[ \t\n\r\f]+")
_DOCUMENTS = re.compile(r"(?:additional|supporting|background) documents?\s*:?", re.IGNORECASE)


@dataclass(slots=True)
class _Flow:
    """The rows of the page, or of one cell of a table."""

    rows: list[Row] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    gap: bool = True
    prefix: str = ""
    heading: bool = False

    def end(self, *, gap: bool) -> None:
        """End the line that is open; ``gap``: what follows stands apart from it."""
        text = _SPACES.sub(" ", "".join(self.words)).strip(" ")
        self.words.clear()
        if text.strip():
            self.rows.append(Row(self.prefix + text, self.gap, self.heading))
            self.prefix, self.gap = "", False
        self.gap = self.gap or gap


@dataclass(slots=True)
class _List:
    """A list that is open."""

    style: str | None  # of its numbers; None: bullets
    count: int


@dataclass(slots=True)
class _Table:
    """A table that is open."""

    is_items: bool
    cells: list[list[Row]] = field(default_factory=list)


class Walker:
    """Goes through a page element by element, keeping what is open."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.marked = marked(root)
        self.flows = [_Flow()]
        self.lists: list[_List] = []
        self.tables: list[_Table] = []
        self.preformatted = 0

    def walk(self, events: Element) -> list[Row]:
        """The rows of the page; ``events`` are its starts and ends, as lxml tells them."""
        dropped: Element = None
        for event, element in events:
            if event == "start":
                if element is not self.root and (
                    is_dropped(element, self.marked.holders) or self._at_documents(element)
                ):
                    dropped = element
                    events.skip_subtree()
                else:
                    self._start(element)
                    self._text(element.text)
                continue
            if element is not dropped:
                self._end(element)
            elif element.tag in _BLOCKS:
                self.flow.end(gap=True)
            if element is not self.root:
                self._text(element.tail)
        self.flow.end(gap=True)
        return self.flows[0].rows

    @property
    def flow(self) -> _Flow:
        """Where words go now."""
        return self.flows[-1]

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if not self.preformatted:
            self.flow.words.append(text)
            return
        first, *others = text.split("\n")
        self.flow.words.append(first)
        for line in others:
            self.flow.end(gap=False)
            self.flow.words.append(line)

    def _start(self, element: Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            first_of_item = tag in {"p", "div"} and bool(self.flow.prefix)
            joins = tag in _ROWS or tag == "li" or (self.lists and (tag in _LISTS or first_of_item))
            self.flow.end(gap=not joins)
        self.flow.heading = tag in _HEADINGS or (self.flow.heading and tag not in _BLOCKS) or is_item_title(element)
        match tag:
            case "ul" | "ol" | "dir" | "menu":
                self.flow.prefix = ""
                self.lists.append(
                    _List(element.get("type", "1") if tag == "ol" else None, _whole(element.get("start"), 1))
                )
            case "li":
                self._item(element)
            case "pre":
                self.preformatted += 1
            case "table":
                self.tables.append(_Table(element in self.marked.tables))
            case "td" | "th" if self.tables:
                self.flows.append(_Flow())
            case _:
                pass

    def _item(self, element: Element) -> None:
        depth = "  " * max(len(self.lists) - 1, 0)
        if not self.lists or self.lists[-1].style is None:
            self.flow.prefix = f"{depth}• "
            return
        numbered = self.lists[-1]
        numbered.count = _whole(element.get("value"), numbered.count)
        self.flow.prefix = f"{depth}{numeral(numbered.count, numbered.style or '1')} "
        numbered.count += 1

    def _end(self, element: Element) -> None:
        tag = element.tag
        if tag == "br":
            self.flow.end(gap=False)
        if tag in _LISTS and self.lists:
            self.lists.pop()
        if tag in _BLOCKS:
            self.flow.end(gap=tag not in _ROWS and not (self.lists and tag in {"li", *_LISTS}))
            self.flow.heading = False
        if tag == "li":
            self.flow.prefix = ""
        elif tag == "pre":
            self.preformatted -= 1
        elif self.tables:
            self._end_of_table(element)

    def _end_of_table(self, element: Element) -> None:
        if element.tag in {"td", "th"} and len(self.flows) > 1:
            self._end_cell(element)
        elif element.tag == "tr":
            self._end_row(element)
        elif element.tag == "table":
            self.tables.pop()

    def _end_cell(self, element: Element) -> None:
        rows = self.flows.pop().rows
        if self.tables[-1].is_items and NUMBER_CELL.search(names(element)):
            rows = [Row(f"{row.text}." if row.text.isdecimal() else row.text, row.gap) for row in rows]
        self.tables[-1].cells.append(rows)

    def _end_row(self, element: Element) -> None:
        table = self.tables[-1]
        cells, table.cells = table.cells, []
        if table.is_items and all(cell.tag == "th" for cell in element):
            made = [Row(" ".join(row.text for cell in cells for row in cell))]
        elif table.is_items:
            made = [row for cell in cells for row in cell]
        else:
            made = table_row(cells)
        flow = self.flow
        for index, row in enumerate(made):
            flow.rows.append(Row(row.text, row.gap or (index == 0 and flow.gap), row.heading))
        flow.gap = table.is_items or len(made) > 1

    def _at_documents(self, element: Element) -> bool:
        """Whether a list of linked documents follows: its entries are no words of the minutes."""
        before = element.getprevious()
        if element.tag not in {"ul", "ol"} or before is None:
            return False
        is_of_item = (self.tables and self.tables[-1].is_items) or "mgsubitemtitle" in names(before).casefold()
        return bool(is_of_item and _DOCUMENTS.fullmatch(" ".join("".join(before.itertext()).split())))


def _whole(value: str | None, otherwise: int) -> int:
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise
