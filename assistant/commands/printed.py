"""Rows of a register, given as people read them, as JSON, for a spreadsheet, or as a Word document."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from assistant.commands.options import console, settings_of
from assistant.tables.listings import as_csv
from ingest.errors import NotWritten

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Form:
    """How the rows of a register are wanted, and under what title where they are a document."""

    title: str
    json: bool
    csv: bool
    word: Path | None


def show(rows: Sequence[DataclassInstance], kind: type[DataclassInstance], shown: Sequence[str], form: Form) -> None:
    """The rows for machines or in a document; else as people read them, a line of ``shown`` each."""
    if form.word is not None:
        from assistant.documents.document import of_register
        from assistant.documents.document_word import as_word

        write(form.word, as_word(of_register(form.title, rows, kind)))
        console(stderr=True).print(Text(f"Wrote {form.word}."))
    if form.json or form.csv:
        shown_data = as_csv(rows, kind) if form.csv else json.dumps([asdict(row) for row in rows], ensure_ascii=False)
        console().file.write(shown_data if form.csv else shown_data + "\n")
    if form.word is not None or form.json or form.csv:
        return
    for line in shown:
        console().print(Text(line))
    if not rows:
        console().print("The minutes held of that scope record none; `minutebook records` lists what is held.")


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
