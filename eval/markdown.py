"""A report as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eval.blocks import Block, Chart, Failure, Heading, Page, Table, Text

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")


def markdown(page: Page) -> str:
    """The whole report."""
    parts = [
        f"# {_plain(page.title)}",
        *("\n".join(_lines(block)) for block in page.blocks if not isinstance(block, Chart)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield f"## {_plain(text)}"
        case Text(text):
            yield _plain(text)
        case Table():
            yield from _table(block)
        case Failure(title, told):
            yield f"- **{_plain(title)}**"
            yield from (f"  - {what}: {_plain(text)}" for what, text in told)
        case Chart():
            return  # its figures stand in a table beside it


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        return
    yield from (f"{_plain(table.caption)}:", "")
    yield _row(table.columns)
    yield _row(tuple(":--" if n < table.words else "--:" for n in range(len(table.columns))), is_plain=True)
    yield from map(_row, table.rows)


def _row(cells: tuple[str, ...], *, is_plain: bool = False) -> str:
    return f"| {' | '.join(cell if is_plain else _plain(cell) for cell in cells)} |"


def _plain(text: str) -> str:
    """Text on one line, in which Markdown finds no markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
