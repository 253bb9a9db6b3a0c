"""Which parts of a web page are no minutes, and which class names mark those that are."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from ingest.readers.elements import Element

_DROPPED = frozenset([
        "applet", "audio", "base", "button", "canvas", "datalist", "embed", "frame", "frameset", "head", "iframe",
        "input", "link", "map", "math", "meta", "nav", "noframes", "noscript", "object", "option", "script",
        "select", "source", "style", "svg", "template", "textarea", "title", "track", "video"
])  # fmt: skip
_CHROME = re.compile(
    r"cookie|consent|breadcrumb|skip-?(?:to|link|nav)|site-?(?:nav|search|head|foot)|navbar|main-?(?:nav|menu)|masthead"
    r"|mgactionlist|mglinks|mgfooter|social|share-|print-?link|\bbanner\b",
    re.IGNORECASE,
)
_CHROME_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "menu", "menubar", "dialog", "alertdialog"])
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|(?:font-size|opacity)\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|hidden|mghidden?)(?:\s|$)", re.IGNORECASE
)
_ITEM_TABLE = re.compile(r"mgitemtable", re.IGNORECASE)
NUMBER_CELL = re.compile(r"mgitemnumber", re.IGNORECASE)
_ITEM_TITLE = re.compile(r"mgaititle", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """What the class names of a page mark: its tables of items, and all that a heading or such a table stands in."""

    tables: frozenset[Element]
    holders: frozenset[Element]


def marked(root: Element) -> Marked:
    """What is marked in a page, found in one pass."""
    tables: set[Element] = set()
    holders: set[Element] = set()
    for element in root.iter("table", "td", "p", "h1", "main"):
        if element.tag == "table" and _ITEM_TABLE.search(names(element)):
            tables.add(element)
        elif element.tag in {"td", "p"} and (NUMBER_CELL.search(names(element)) or _ITEM_TITLE.search(names(element))):
            for table in element.iterancestors("table"):
                if table in tables:
                    break
                tables.add(table)
        elif element.tag in {"h1", "main"}:
            _add_ancestors(element, holders)
    for table in tables:
        _add_ancestors(table, holders)
    return Marked(frozenset(tables), frozenset(holders))


def _add_ancestors(element: Element, holders: set[Element]) -> None:
    """An element and what it stands in, as far as that is not known."""
    while element is not None and element not in holders:
        holders.add(element)
        element = element.getparent()


def is_dropped(element: Element, holders: Container[Element] = ()) -> bool:
    """Whether an element is no part of what the page says: hidden, chrome that holds nothing, or not made of words."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _DROPPED:
        return True
    get = element.get
    if get("hidden") is not None or get("aria-hidden") == "true" or _HIDDEN_STYLE.search(get("style") or ""):
        return True
    if _HIDDEN_CLASS.search(get("class") or ""):
        return True
    is_chrome = (
        tag in {"header", "footer"}
        or get("role") in _CHROME_ROLES
        or (tag not in {"html", "body"} and _CHROME.search(names(element)))
    )
    return bool(is_chrome) and element not in holders


def is_item_title(element: Element) -> bool:
    """Whether it is the title of an item."""
    return element.tag == "p" and bool(_ITEM_TITLE.search(names(element)))


def names(element: Element) -> str:
    """Its classes and its id."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"
