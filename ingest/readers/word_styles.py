"""What Word keeps apart from the words: which paragraphs are headings, and how lists are numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.readers.elements import Element
from ingest.readers.numerals import plain_numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_FORMATS = {
    "decimal": "1",
    "decimalZero": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}
_HEADING = re.compile(r"(?:heading ?\d|title)$", re.IGNORECASE)
_DEEPEST = 8  # Word has nine levels
_LONGEST_LABEL = 40  # characters; what is longer stands before every paragraph of a list to fill the memory
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered."""

    form: str
    text: str
    start: int


@dataclass(slots=True)
class _List:
    """A kind of list: its levels and how far each is counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Styles:
    """The styles and lists of one document; lists are counted as paragraphs are asked for in order."""

    def __init__(self, styles: Element, numbering: Element) -> None:
        self._styles = {} if styles is None else {s.get(f"{W}styleId"): s for s in styles.iter(f"{W}style")}
        self._lists = {} if numbering is None else _lists(numbering)

    def is_heading(self, paragraph: Element) -> bool:
        """Whether its style is one of a heading or title."""
        for style in self._chain(paragraph):
            name = style.find(f"{W}name")
            if name is not None and _HEADING.match(name.get(f"{W}val") or ""):
                return True
        return False

    def label(self, paragraph: Element) -> tuple[str, bool]:
        """What is printed before a paragraph of a list ("1. ", "• "), and whether it is in one."""
        number, level = self._numbered(paragraph)
        found = self._lists.get(number or "")
        shape = found.levels.get(level) if found else None
        if found is None or shape is None:
            return "", False
        if shape.form == "bullet":
            return "  " * level + "• ", True
        found.counts[level] = found.counts.get(level, shape.start - 1) + 1
        for deeper in [other for other in found.counts if other > level]:
            del found.counts[deeper]
        printed = _PLACE.sub(lambda place: _count(found, int(place.group(1)) - 1), shape.text[:_LONGEST_LABEL]).strip()
        if shape.form == "none" or not printed:
            return "", True
        return ("  " * level if level and "%1" not in shape.text else "") + printed + " ", True

    def _numbered(self, paragraph: Element) -> tuple[str | None, int]:
        """The list and level of a paragraph, from itself or from its style."""
        number, level = None, None
        for holder in [paragraph, *self._chain(paragraph)]:
            properties = holder.find(f"{W}pPr/{W}numPr")
            if properties is None:
                continue
            number = number if number is not None else _value(properties.find(f"{W}numId"))
            level = level if level is not None else _value(properties.find(f"{W}ilvl"))
        return (None if number == "0" else number), min(_whole(level, 0), _DEEPEST)

    def _chain(self, paragraph: Element) -> list[Element]:
        """A paragraph's style and those it is based on."""
        chain: list[Element] = []
        name = _value(paragraph.find(f"{W}pPr/{W}pStyle"))
        while name in self._styles and len(chain) < 20:
            chain.append(self._styles[name])
            name = _value(chain[-1].find(f"{W}basedOn"))
        return chain


def _lists(numbering: Element) -> dict[str, _List]:
    kinds = {kind.get(f"{W}abstractNumId"): _List(_levels(kind)) for kind in numbering.iter(f"{W}abstractNum")}
    lists: dict[str, _List] = {}
    for number in numbering.iter(f"{W}num"):
        kind = kinds.get(_value(number.find(f"{W}abstractNumId")))
        if kind is None:
            continue
        starts = {
            _whole(over.get(f"{W}ilvl"), 0): _whole(_value(over.find(f"{W}startOverride")), 1)
            for over in number.iter(f"{W}lvlOverride")
        }
        levels = {i: _Level(lv.form, lv.text, starts.get(i, lv.start)) for i, lv in kind.levels.items()}
        # Lists of one kind are counted on together, unless one says that it starts anew.
        lists[number.get(f"{W}numId") or ""] = _List(levels) if starts else kind
    return lists


def _levels(kind: Element) -> dict[int, _Level]:
    return {
        _whole(level.get(f"{W}ilvl"), 0): _Level(
            _value(level.find(f"{W}numFmt")) or "decimal",
            _value(level.find(f"{W}lvlText")) or "",
            _whole(_value(level.find(f"{W}start")), 1),
        )
        for level in kind.iter(f"{W}lvl")
    }


def _count(found: _List, level: int) -> str:
    shape = found.levels.get(level)
    if shape is None:
        return ""
    return plain_numeral(found.counts.get(level, shape.start), _FORMATS.get(shape.form, "1"))


def _value(element: Element) -> str | None:
    if element is None:
        return None
    value: str | None = element.get(f"{W}val")
    return value


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 7 else otherwise
