"""Markdown → lines: marks of heading and emphasis around a line are kept out of its words."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.readers.lines import Document, Line
from ingest.readers.plain import read_text

_HEADING = re.compile(r"#{1,6}\s+")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|__|\*|_)(?=\S)((?:(?!\1).)+)(?<=\S)\1$")
_INSIDE = re.compile(r"(?<![\w*_])(\*\*|__|\*|_)(?=[*_]{0,2}[^\s*_])(.{1,500}?)(?<=\S)\1(?!\w)")
_STRAY = re.compile(r"(?<!\\)\*{2,3}")  # left where emphasis goes on over lines
_RULE = re.compile(r"(?:[-*_]\s*){3,}$")


def read_markdown(data: bytes, name: str) -> Document:
    """Lines of a Markdown text; headings say that they are. Raises `Unreadable`."""
    document = read_text(data, name)
    return replace(document, lines=tuple(_without_marks(line) for line in document.lines), format="markdown")


def _without_marks(line: Line) -> Line:
    """The line with its marks of heading and emphasis outside its words."""
    if _RULE.fullmatch(line.text):
        return line
    start, end, text = line.start, line.end, line.text
    heading = _HEADING.match(text)
    if heading:
        start += heading.end()
        text = text[heading.end() :]
    while emphasis := _EMPHASIS.fullmatch(text):
        mark = len(emphasis.group(1))
        start, end, text = start + mark, end - mark, text[mark:-mark]
    text = _STRAY.sub(lambda marks: " " * len(marks.group()), _INSIDE.sub(_blank, text))
    start += len(text) - len(text.lstrip())
    text = text.strip()
    if not text:  # nothing but marks
        return line
    return replace(line, start=start, end=start + len(text), text=text, heading=bool(heading))


def _blank(emphasis: re.Match[str]) -> str:
    """Emphasised words without their marks, each of which becomes a space: offsets stay as they are."""
    space = " " * len(emphasis.group(1))
    return space + emphasis.group(2) + space
