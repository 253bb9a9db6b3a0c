"""Rows of a register, printed: as people read them, as JSON, or for a spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from assistant.listings import as_csv
from assistant.options import console, settings_of
from ingest.errors import NotWritten

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def show(
    rows: Sequence[DataclassInstance],
    kind: type[DataclassInstance],
    shown: Sequence[str],
    *,
    json_: bool,
    csv_: bool,
) -> None:
    """The rows for machines, or as people read them."""
    if json_ or csv_:
        print_data(rows, kind, csv_=csv_)
        return
    for line in shown:
        console().print(Text(line))
    if not rows:
        console().print("The minutes held of that scope record none; `minutebook records` lists what is held.")


def print_data(rows: Sequence[DataclassInstance], kind: type[DataclassInstance], *, csv_: bool) -> None:
    """The rows for machines."""
    shown = as_csv(rows, kind) if csv_ else json.dumps([asdict(row) for row in rows], ensure_ascii=False) + "\n"
    console().file.write(shown)


def write(path: Path, data: bytes) -> None:
    """A file written whole. Raises `NotWritten`."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise NotWritten(f"{path} cannot be written: {error.strerror}.") from error


def folder_of(store: Path | None) -> Path:
    """Where the store is that an option or the settings name."""
    from assistant.build import store_folder

    return store_folder(settings_of(store))
