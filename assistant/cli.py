"""The command `minutebook`; turns errors into sentences and exit codes.

Exit codes: 0 done (an honest "not in the minutes" is done); 1 refused, or what was named does not exist; 2 wrong use.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text
from typer.core import TyperGroup

from assistant.answers import Question
from assistant.asked import questions
from assistant.commands import briefing_command, ingest_command, register_commands, routine_commands
from assistant.commands.options import (
    CommitteeOption,
    CouncilOption,
    FromOption,
    JsonOption,
    ModelOption,
    StoreOption,
    ToOption,
    console,
    settings_of,
)
from assistant.settings import Settings
from ingest.errors import MinutebookError, UnknownRecord
from ingest.records import State


class _Commands(TyperGroup):
    """The commands; what they raise is turned into sentences here, before the library makes something else of it."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  a type of the library that it keeps to itself
        with _sentences():
            return super().invoke(ctx)


app = typer.Typer(
    name="minutebook",
    cls=_Commands,
    help="Ask questions of public meetings; every sentence of the answer cites the minutes it rests on.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

out = console()
err = console(stderr=True)


def main() -> None:
    """Run the command; errors that are sentences end it with exit code 1."""
    app()


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
        sys.stdout.flush()
    except MinutebookError as error:
        err.print(Text.assemble(("Refused: ", "bold red"), error.message))
        err.print(Text.assemble(("Next: ", "bold"), error.hint))
        raise SystemExit(1) from error
    except BrokenPipeError:
        # Whoever reads has enough ("| head"). What is still to be written must not fail again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        err.print("Stopped. What was done so far is kept.")
        raise SystemExit(130) from None


ingest_command.add_to(app)


@app.command(epilog='Example: minutebook ask "what did Ofsted say about churn?" --council Gloucestershire')
def ask(
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="The question, in quotation marks.")
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option(
            "--batch",
            metavar="FILE.jsonl",
            help="Answer a file of questions, one JSON object a line; '-' reads from a pipe.",
        ),
    ] = None,
    council: CouncilOption = None,
    committee: CommitteeOption = None,
    date_from: FromOption = None,
    date_to: ToOption = None,
    model: ModelOption = None,
    store: StoreOption = None,
    json_: JsonOption = False,
) -> None:
    """Answer a question from the minutes held, with citations. Example: minutebook ask "what was agreed on fees?" """
    from assistant.build import build
    from assistant.show import lines, to_json

    if (question is None) == (batch is None):
        raise typer.BadParameter("Give one question in quotation marks, or --batch FILE.jsonl.")
    chosen = questions.chosen_filter(council, committee, date_from, date_to)
    assistant = build(settings_of(store, model))
    if batch is not None:
        bad = 0
        for asked in questions.from_lines(batch, chosen):
            if isinstance(asked, Question):
                print(json.dumps(to_json(assistant.ask(asked)), ensure_ascii=False), flush=True)
            else:
                bad += 1
                err.print(Text(asked))
        raise typer.Exit(1 if bad else 0)
    reply = assistant.ask(Question(questions.worded(question or ""), filter=chosen))
    if json_:
        print(json.dumps(to_json(reply), ensure_ascii=False))
        return
    for number, text in enumerate(lines(reply)):
        out.print(Text(("\n" if number else "") + text))


@app.command(epilog="Example: minutebook records --council Leicestershire --json")
def records(
    store: StoreOption = None,
    council: CouncilOption = None,
    committee: CommitteeOption = None,
    date_from: FromOption = None,
    date_to: ToOption = None,
    failed: Annotated[
        bool, typer.Option("--failed", help="Files that were refused and are still not held, and why.")
    ] = False,
    runs: Annotated[bool, typer.Option("--runs", help="What the last runs of the ingest did.")] = False,
    json_: JsonOption = False,
) -> None:
    """List the meetings held, or what could not be taken in. Example: minutebook records --failed"""
    from assistant.commands.holdings import meetings_held, summary_json

    if failed or runs:
        if (failed and runs) or any((council, committee, date_from, date_to)):
            raise typer.BadParameter("--failed and --runs each list the whole log of the ingest; give no other filter.")
        _print_log(settings_of(store), failed=failed, json_=json_)
        return
    held = meetings_held(settings_of(store), questions.chosen_filter(council, committee, date_from, date_to))
    if json_:
        print(json.dumps([summary_json(m) for m in held], ensure_ascii=False))
        return
    table = Table("Date", "Council", "Committee", "Items", "Cut off", "Source", "Id", box=None, pad_edge=False)
    for m in held:
        cells = (f"{m.date}", m.council, m.committee, str(m.items), ", ".join(m.truncated), m.source, m.id)
        table.add_row(*(Text(cell, overflow="fold") for cell in cells))
        for one in m.further:
            told = f"also held: {one.source.name}{' (draft)' if one.state is State.DRAFT else ''}"
            table.add_row(*([""] * 5), Text(told, overflow="fold", style="dim"), "")
    out.print(table if held else "No minutes of that scope are held.")


def _print_log(settings: Settings, *, failed: bool, json_: bool) -> None:
    from assistant.commands import runs

    told = runs.failed(settings) if failed else runs.runs(settings)
    if json_:
        print(json.dumps(told, ensure_ascii=False))
    elif failed:
        runs.print_failed(told, out)
    else:
        runs.print_runs(told, out)


register_commands.add_to(app)
routine_commands.add_to(app)
briefing_command.add_to(app)


@app.command(epilog="Example: minutebook remove gloucestershire/children-and-families-osc/2019-06-07")
def remove(
    names: Annotated[
        list[str], typer.Argument(metavar="RECORD…", help="Ids, or names of files, as `minutebook records` shows them.")
    ],
    store: StoreOption = None,
    json_: JsonOption = False,
) -> None:
    """Take records out of the store; no word of them is left. Example: minutebook remove minutes-2019-06-07.txt

    The id of a meeting stands for all its files. Where one of several files goes, the next best answers.
    """
    from assistant.commands.holdings import remove_records

    removed, unknown = remove_records(settings_of(store), names, err)
    if json_:
        print(json.dumps({"removed": removed, "unknown": unknown}, ensure_ascii=False))
    else:
        for name in removed:
            out.print(Text(f"Removed {name}."))
    if unknown:
        raise UnknownRecord(f"There is no record {' or '.join(unknown)} in the store.")


@app.command(epilog="Example: minutebook reindex --store .minutebook")
def reindex(store: StoreOption = None, json_: JsonOption = False) -> None:
    """Make every vector and the vector index anew, with the model that is set. Example: minutebook reindex"""
    from assistant.commands.holdings import reindex_store

    done = reindex_store(settings_of(store), err)
    print(json.dumps(done)) if json_ else out.print(f"Reindexed {done['passages']} passages with {done['model']}.")


@app.command(epilog="Example: minutebook doctor --json")
def doctor(store: StoreOption = None, json_: JsonOption = False) -> None:
    """Check the models and the store, and say what to do about what is wrong. Example: minutebook doctor"""
    from assistant.commands.holdings import Finding, examine

    findings: list[Finding] = examine(settings_of(store))
    if json_:
        print(json.dumps([finding._asdict() for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            mark = ("ok  ", "green") if finding.ok else ("BAD ", "bold red")
            out.print(Text.assemble(mark, f"{finding.what}: {finding.detail}"))
            if not finding.ok and finding.hint:
                out.print(Text(f"     Next: {finding.hint}"))
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


@app.command(epilog="Example: minutebook serve --port 7861")
def serve(
    store: StoreOption = None,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on. Default: MINUTEBOOK_HOST, or 127.0.0.1.")
    ] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port. Default: MINUTEBOOK_PORT, or 7860.")] = None,
) -> None:
    """Open the chat screen in a browser on this machine. Example: minutebook serve"""
    from assistant.build import build, make_store
    from assistant.web import serve as serve_screen

    settings = settings_of(store)
    make_store(settings)
    assistant = build(settings)

    def ready(address: str) -> None:
        out.print(Text(f"Minutebook is ready at {address} (stop it with Ctrl-C)"))

    serve_screen(assistant, host=host or settings.host, port=port or settings.port, on_ready=ready)
