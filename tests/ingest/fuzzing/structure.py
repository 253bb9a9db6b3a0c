"""The structure of a file spoilt: its lines, elements or objects, and words put in that somebody looks for."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Sequence

from lxml import etree

from tests.ingest.fuzzing.seeds import Form, seeds
from tests.ingest.fuzzing.words import MINUTES, OF_FORM

MOST_BYTES = 300_000  # a file grows no further
_MARKUP = re.compile(rb"<[^<>]*>|[^<>]+|[<>]")
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_PDF = re.compile(
    rb"\d+ \d+ (?:obj|R)|endobj|(?:end)?stream|<<|>>|/\w+|[-+.\d]+|\((?:\\.|[^()\\])*\)|[A-Za-z*]+|\s+|[^\s\w/<>()]+|.",
    re.DOTALL,
)
_UNITS = {Form.TEXT: _LINE, Form.MARKDOWN: _LINE, Form.PDF: _PDF}
Dice = random.Random
Units = list[bytes]


def words_put_in(dice: Dice, data: bytes, form: Form) -> bytes:
    """A word that somebody looks for, put in or put in place of something, once or far too often."""
    units = _units(data, form)
    at = dice.randrange(len(units) + 1)
    words = _words(dice, form)
    if dice.random() < 0.5 or at == len(units):
        units.insert(at, words)
    else:
        unit = units[at]
        place = dice.randint(0, len(unit))
        units[at] = dice.choice((words, unit[:place] + words + unit[place:], words + unit, unit.rstrip() + words))
    return b"".join(units)


def _words(dice: Dice, form: Form) -> bytes:
    special = OF_FORM[form]
    words = [
        dice.choice(special if special and dice.random() < 0.6 else MINUTES) for _ in range(dice.choice((1, 1, 2, 3)))
    ]
    joined = dice.choice(("", "", " ", "\n")).join(words)
    if dice.random() < 0.35:
        joined = (joined + dice.choice(("", "", " ", ", ", "\n", "\n\n"))) * int(2 ** dice.uniform(1, 13))
    return joined.encode("utf-8", "surrogatepass")[: MOST_BYTES // 2]


def _units(data: bytes, form: Form) -> Units:
    """What a file is made of: lines, elements or the words of a PDF."""
    return _UNITS.get(form, _MARKUP).findall(data)


def structure_spoilt(dice: Dice, data: bytes, form: Form) -> bytes:
    """Lines, elements or objects cut out, doubled, moved, mixed, nested, or taken from another file."""
    units = _units(data, form)
    if not units:
        return data
    start = dice.randrange(len(units))
    end = min(len(units), start + int(2 ** dice.uniform(0, 7)))
    run = units[start:end]
    match dice.randrange(8):
        case 0:
            units[start:end] = []
        case 1:
            units[start:end] = run * dice.randint(2, 30)
        case 2:
            dice.shuffle(run)
            units[start:end] = run
        case 3:
            units[start:end] = []
            place = dice.randint(0, len(units))
            units[place:place] = run
        case 4:
            one = dice.choice(run)
            units[start:end] = [one] * int(2 ** dice.uniform(1, 13))
        case 5:
            other = _units(dice.choice(seeds(form)), form)
            at = dice.randrange(len(other))
            units[start:end] = other[at : at + len(run)]
        case 6:
            units[start:end] = [_numbers_changed(dice, unit) for unit in run]
        case _:
            opening, closing = _nested(dice, form)
            times = int(2 ** dice.uniform(0, 10))
            units[start:end] = [opening * times, *run, closing * dice.choice((times, 0, times // 2))]
    return b"".join(units)


def _numbers_changed(dice: Dice, unit: bytes) -> bytes:
    odd = (b"0", b"-1", b"1", b"9999", b"2147483648", b"1.5", b"99999999999999999999", b"", b"07")
    return re.sub(rb"\d+", lambda _: dice.choice(odd), unit)


def _nested(dice: Dice, form: Form) -> tuple[bytes, bytes]:
    match form:
        case Form.TEXT | Form.MARKDOWN:
            return dice.choice(((b"(", b")"), (b"> ", b""), (b"**", b"**"), (b"_", b"_"), (b'"', b'"'), (b"  ", b"")))
        case Form.PDF:
            return dice.choice(((b"q ", b" Q"), (b"[", b"]"), (b"<<", b">>"), (b"BT ", b" ET"), (b"<</A", b">>")))
        case Form.DOCX:
            tag = dice.choice(
                (b"w:sdt", b"w:ins", b"w:smartTag", b"w:r", b"w:tbl><w:tr><w:tc", b"w:p", b"w:txbxContent")
            )
        case _:
            tag = dice.choice(
                (b"div", b"span", b"b", b"table><tr><td", b"ul><li", b"font", b"p", b"blockquote", b"pre")
            )
    closing = b"".join(b"</%s>" % name for name in reversed(tag.split(b"><")))
    return b"<%s>" % tag, closing


def tree_spoilt(dice: Dice, data: bytes, form: Form) -> bytes:
    """XML that stays XML, with elements left out, doubled, moved, nested, renamed, or saying something else."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return structure_spoilt(dice, data, form)
    elements = [element for element in root.iter(etree.Element) if element is not root]
    if not elements:
        return data
    for _ in range(dice.choice((1, 1, 2, 5))):
        _branch_spoilt(dice, elements, form)
    made: bytes = etree.tostring(
        root, encoding=dice.choice(("utf-8", "utf-8", "utf-16", "ascii")), xml_declaration=True
    )
    return made


def _branch_spoilt(dice: Dice, elements: Sequence[etree._Element], form: Form) -> None:
    one, other = dice.choice(elements), dice.choice(elements)
    parent = one.getparent()
    if parent is None:
        return
    match dice.randrange(8):
        case 0:
            parent.remove(one)
        case 1:
            for _ in range(int(2 ** dice.uniform(0, 6))):
                parent.append(copy.deepcopy(one))
        case 2:
            other.append(copy.deepcopy(one))
        case 3:
            one.tag = other.tag
        case 4:
            inner = one
            for _ in range(int(2 ** dice.uniform(0, 7.8))):
                inner = etree.SubElement(inner, one.tag)
            inner.text = "in the depth"
        case 5:
            names = list(one.attrib) or list(other.attrib) or ["x"]
            one.set(
                dice.choice(names),
                legal(
                    dice.choice(
                        ("0", "-1", "7", "999999", "true", "", _words(dice, form).decode("utf-8", "ignore")[:50])
                    )
                ),
            )
        case 6:
            one.tail = legal(_words(dice, form).decode("utf-8", "ignore"))
        case _:
            one.text = legal(_words(dice, form).decode("utf-8", "ignore"))


def legal(text: str) -> str:
    """What XML may hold of a text."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
