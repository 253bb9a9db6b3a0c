"""The command `ingest`: what is typed, checked before anything is read."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from assistant.asked.questions import day
from assistant.commands.options import FromOption, JsonOption, StoreOption, ToOption, console, settings_of
from ingest.readers import printable


def ingest(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH|URL…", help="Files and folders of minutes; addresses of a council's ModernGov site."
        ),
    ],
    store: StoreOption = None,
    council: Annotated[
        str | None, typer.Option(metavar="NAME", help="The council of these files, whatever they say.")
    ] = None,
    committee: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="The committee of these files, whatever they say; of a site, the one to fetch."
        ),
    ] = None,
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="The date of the meeting, whatever the file says.")
    ] = None,
    date_from: FromOption = None,
    date_to: ToOption = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Most meetings to fetch in one run.")] = 100,
    refetch: Annotated[
        bool, typer.Option("--refetch", help="Fetch again what a run that was stopped has fetched.")
    ] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also fetch from this machine and the local network.")
    ] = False,
    watch: Annotated[
        bool,
        typer.Option(
            "--watch",
            help="Keep in step with the folders until Ctrl-C. New and changed files are taken in when two looks find"
            " them the same. The record of a file that two looks miss is removed, if it was read from that folder;"
            " none of a folder that is empty or away, as when a disk is not there.",
        ),
    ] = False,
    every: Annotated[float, typer.Option(min=0.1, max=86_400, help="Seconds between two looks of --watch.")] = 5.0,
    json_: JsonOption = False,
) -> None:
    """Read minutes into the store; what is unchanged is left as it is. Example: minutebook ingest records/"""
    from assistant.commands import ingesting
    from ingest.layouts.meeting import Given
    from ingest.moderngov import Wanted

    out, err = console(), console(stderr=True)
    given = Given(council, committee, day(date, "--date"))
    files, addresses = ingesting.told_apart(paths)
    settings = settings_of(store)
    if watch:
        from assistant.commands.watching import Watching

        Watching(settings, given, out, err, is_json=json_, every=every).keep(_folders(files, addresses))
        return
    wanted = Wanted(addresses, committee, day(date_from, "--from"), day(date_to, "--to"), limit, refetch)
    visit = ingesting.visit(settings, wanted, allow_private=allow_private) if addresses else None
    report = ingesting.run(settings, files, given, visit, err)
    if json_:
        print(json.dumps(ingesting.report_json(report), ensure_ascii=False))
    else:
        ingesting.print_report(report, paths, out, err)
    if ingesting.refused(report):
        raise typer.Exit(1)


def _folders(paths: Sequence[Path], addresses: Sequence[str]) -> list[Path]:
    """The folders to watch, by absolute paths, so that a record tells which of them it came from."""
    if addresses:
        raise typer.BadParameter(f"--watch keeps in step with folders, and {addresses[0]} is an address.")
    for path in paths:
        if not path.is_dir():
            raise typer.BadParameter(f"--watch keeps in step with folders, and {printable(path)} is none.")
    return [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100  resolve() would follow links away


def add_to(app: typer.Typer) -> None:
    """The command, by its name."""
    example = "minutebook ingest 'https://democracy.example.gov.uk/ieListMeetings.aspx?CId=1' --from 2024-01-01"
    app.command(epilog=f"Example: {example}")(ingest)
