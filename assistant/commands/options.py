"""The options that commands share, and how they print: one place, so that `--council` means the same everywhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console

from assistant.settings import ENV_PREFIX, Settings

StoreOption = Annotated[
    Path | None,
    typer.Option("--store", metavar="DIR", help="Folder of the store. Default: MINUTEBOOK_STORE, or .minutebook."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model", metavar="MODEL", help="Chat model: PROVIDER:NAME or ADDRESS#NAME. Default: MINUTEBOOK_MODEL."
    ),
]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print CSV for a spreadsheet.")]
WordOption = Annotated[Path | None, typer.Option("--word", metavar="FILE", help="Write it as a Word document instead.")]
CouncilOption = Annotated[str | None, typer.Option("--council", metavar="NAME", help="Only this council.")]
CommitteeOption = Annotated[str | None, typer.Option("--committee", metavar="NAME", help="Only this committee.")]
FromOption = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="Only meetings on or after, as 2024-12-31.")
]
ToOption = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help="Only meetings on or before, as 2024-12-31.")
]


class _Console(Console):
    """One that leaves to the caller what is done when nobody reads on; its library would end with exit code 1."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console(*, stderr: bool = False) -> Console:
    """A console on which what goes into a pipe is not cut into lines."""
    is_terminal = (sys.stderr if stderr else sys.stdout).isatty()
    return _Console(stderr=stderr, highlight=False, soft_wrap=not is_terminal, width=None if is_terminal else 1_000)


def settings_of(store: Path | None, model: str | None = None) -> Settings:
    """The settings, with what options name; one that cannot be read is wrong use, said in a sentence."""
    named = {name: value for name, value in (("store", store), ("model", model)) if value is not None}
    try:
        return Settings(**named)  # type: ignore[arg-type]  # each by the name of its field
    except ValidationError as error:
        wrong = error.errors()[0]
        name = "_".join(str(part) for part in wrong["loc"]).upper()
        raise typer.BadParameter(f"{ENV_PREFIX}{name} is {wrong['input']!r}: {wrong['msg']}.") from error
