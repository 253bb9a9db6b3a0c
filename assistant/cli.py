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
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table
from rich.text import Text
from typer.core import TyperGroup

from assistant import questions
from assistant.answers import Question
from assistant.settings import ENV_PREFIX, Settings
from ingest.errors import MinutebookError, UnknownRecord


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

StoreOption = Annotated[
    Path | None,
    typer.Option("--store", metavar="DIR", help="Folder of the store. [default: MINUTEBOOK_STORE, or .minutebook]"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
CouncilOption = Annotated[str | None, typer.Option("--council", metavar="NAME", help="Only this council.")]
CommitteeOption = Annotated[str | None, typer.Option("--committee", metavar="NAME", help="Only this committee.")]
FromOption = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="Only meetings on or after, as 2024-12-31.")
]
ToOption = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help="Only meetings on or before, as 2024-12-31.")
]


class _Console(Console):
    """One that leaves to `_sentences` what is done when nobody reads on; its library would end with exit code 1."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _console(*, stderr: bool = False) -> Console:
    """What goes into a pipe is not cut into lines."""
    is_terminal = (sys.stderr if stderr else sys.stdout).isatty()
    return _Console(stderr=stderr, highlight=False, soft_wrap=not is_terminal, width=None if is_terminal else 1_000)


out = _console()
err = _console(stderr=True)


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


def _settings(store: Path | None) -> Settings:
    try:
        return Settings(store=store) if store is not None else Settings()
    except ValidationError as error:
        wrong = error.errors()[0]
        name = "_".join(str(part) for part in wrong["loc"]).upper()
        raise typer.BadParameter(f"{ENV_PREFIX}{name} is {wrong['input']!r}: {wrong['msg']}.") from error


@app.command(epilog="Example: minutebook ingest minutes-2024-03-05.txt --council 'Anytown Borough Council'")
def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files and folders of minutes.")],
    store: StoreOption = None,
    council: Annotated[
        str | None, typer.Option(metavar="NAME", help="The council of these files, whatever they say.")
    ] = None,
    committee: Annotated[
        str | None, typer.Option(metavar="NAME", help="The committee of these files, whatever they say.")
    ] = None,
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="The date of the meeting, whatever the file says.")
    ] = None,
    json_: JsonOption = False,
) -> None:
    """Read minutes into the store; what is unchanged is left as it is. Example: minutebook ingest records/"""
    from assistant import ingesting
    from ingest.layouts.meeting import Given

    given = Given(council, committee, questions.day(date, "--date"))
    report = ingesting.run(_settings(store), paths, given, err)
    if json_:
        print(json.dumps(ingesting.report_json(report), ensure_ascii=False))
    else:
        ingesting.print_report(report, paths, out, err)
    if ingesting.refused(report):
        raise typer.Exit(1)


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
    store: StoreOption = None,
    json_: JsonOption = False,
) -> None:
    """Answer a question from the minutes held, with citations. Example: minutebook ask "what was agreed on fees?" """
    from assistant.build import build
    from assistant.show import lines, to_json

    if (question is None) == (batch is None):
        raise typer.BadParameter("Give one question in quotation marks, or --batch FILE.jsonl.")
    chosen = questions.chosen_filter(council, committee, date_from, date_to)
    assistant = build(_settings(store))
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
    json_: JsonOption = False,
) -> None:
    """List the meetings held. Example: minutebook records"""
    from assistant.holdings import meetings_held, summary_json

    held = meetings_held(_settings(store), questions.chosen_filter(council, committee, date_from, date_to))
    if json_:
        print(json.dumps([summary_json(m) for m in held], ensure_ascii=False))
        return
    table = Table("Date", "Council", "Committee", "Items", "Cut off", "Source", "Id", box=None, pad_edge=False)
    for m in held:
        cells = (f"{m.date}", m.council, m.committee, str(m.items), ", ".join(m.truncated), m.source, m.id)
        table.add_row(*(Text(cell, overflow="fold") for cell in cells))
    out.print(table if held else "No minutes of that scope are held.")


@app.command(epilog="Example: minutebook remove gloucestershire/children-and-families-osc/2019-06-07")
def remove(
    names: Annotated[
        list[str], typer.Argument(metavar="RECORD…", help="Ids or file names, as `minutebook records` shows them.")
    ],
    store: StoreOption = None,
    json_: JsonOption = False,
) -> None:
    """Take records out of the store; no word of them is left. Example: minutebook remove minutes-2019-06-07.txt"""
    from assistant.holdings import remove_records

    removed, unknown = remove_records(_settings(store), names)
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
    from assistant.holdings import reindex_store

    done = reindex_store(_settings(store), err)
    print(json.dumps(done)) if json_ else out.print(f"Reindexed {done['passages']} passages with {done['model']}.")


@app.command(epilog="Example: minutebook doctor --json")
def doctor(store: StoreOption = None, json_: JsonOption = False) -> None:
    """Check the embedding model and the store, and say what to do about what is wrong. Example: minutebook doctor"""
    from assistant.holdings import Finding, examine

    findings: list[Finding] = examine(_settings(store))
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
        str | None, typer.Option(help="Address to listen on. [default: MINUTEBOOK_HOST, or 127.0.0.1]")
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port. [default: MINUTEBOOK_PORT, or 7860]")
    ] = None,
) -> None:
    """Open the chat screen in a browser on this machine. Example: minutebook serve"""
    from assistant.build import build
    from assistant.web import serve as serve_screen

    settings = _settings(store)
    assistant = build(settings)

    def ready(address: str) -> None:
        out.print(Text(f"Minutebook is ready at {address} (stop it with Ctrl-C)"))

    serve_screen(assistant, host=host or settings.host, port=port or settings.port, on_ready=ready)
