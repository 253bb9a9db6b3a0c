"""The rows of a register that a reader looks for, in the order that is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, TypeVar

from assistant.terms import stems

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = TypeVar("Row", bound="DataclassInstance")
_SEARCHED = (
    "text",
    "item_title",
    "owner",
    "mover",
    "seconder",
    "committee",
    "council",
    "name",
    "role",
    "roles",
    "quote",
    "speaker",
)


def sifted(rows: Iterable[Row], words: str, sort: str = "", *, newest_first: bool = True) -> list[Row]:
    """The rows that hold every word, in any of its forms; by date, or by the column that is named and then by date."""
    sought = stems(words)
    found = [row for row in rows if sought <= _words(row)]
    found.sort(key=lambda row: str(getattr(row, "date", "")), reverse=newest_first)
    if sort and found and hasattr(found[0], sort):
        found.sort(key=lambda row: (getattr(row, sort) is None, str(getattr(row, sort) or "").casefold()))
    return found


def page_of(rows: Sequence[Row], number: int, size: int) -> tuple[Sequence[Row], int, int]:
    """The rows of a page, its number, and how many pages there are; a number too far stands for the last."""
    pages = max(1, -(-len(rows) // size))
    number = min(max(number, 1), pages)
    return rows[(number - 1) * size : number * size], number, pages


def _words(row: DataclassInstance) -> set[str]:
    told = asdict(row)
    return set().union(*(stems(str(told[name])) for name in _SEARCHED if told.get(name)))
