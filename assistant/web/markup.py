"""HTML put together from text that is never markup: whatever is not already `Html` is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable
from urllib.parse import urlsplit

_VOID = frozenset({"input", "br", "hr", "link", "meta", "base"})


class Html(str):
    """Text that is HTML already; only `tag` and `join` make it, and constants of this package."""

    __slots__ = ()


Value = str | int | bool | None


def escape(text: str) -> Html:
    """Text as HTML that shows just that text."""
    return text if isinstance(text, Html) else Html(html.escape(text, quote=True))


def join(parts: Iterable[str | None], between: str = "") -> Html:
    """The parts one after the other, escaped where they are plain text; None is left out."""
    return Html(escape(between).join(escape(part) for part in parts if part is not None))


def tag(name: str, /, *children: str | None, **attributes: Value) -> Html:
    """An element. Attributes are written as ``class_="note"``, ``aria_label="Close"``; None and False leave one out."""
    written = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{join(children)}</{name}>")


def _attribute(key: str, value: Value) -> str:
    name = key.rstrip("_").replace("_", "-")
    if isinstance(value, bool):
        return f" {name}" if value else ""
    return f' {name}="{html.escape(str(value), quote=True)}"'


def unseen(text: str) -> Html:
    """Words for screen readers only."""
    return tag("span", text, class_="mb-unseen")


def web_address(url: str | None) -> str | None:
    """The address if a browser may be sent there: http or https with a host; None for anything else."""
    if not url or any(c.isspace() or not c.isprintable() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None
