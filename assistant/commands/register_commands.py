"""The commands `decisions`, `actions`, `meetings` and `timeline`: rows, each with where its words stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from assistant.asked.questions import chosen_filter, worded
from assistant.commands.options import (
    CommitteeOption,
    CouncilOption,
    CsvOption,
    FromOption,
    JsonOption,
    StoreOption,
    ToOption,
    WordOption,
    console,
    settings_of,
)
from assistant.commands.printed import Form, folder_of, show, write
from assistant.tables.listings import ACTIONS, DECISIONS, MeetingRow, OutcomeRow, meeting_rows, outcome_rows
from ingest.records import OutcomeKind, fold_spaces
from ingest.store import Store

if TYPE_CHECKING:
    from assistant.tables.timeline import TimelineRow


def decisions(
    store: StoreOption = None,
    council: CouncilOption = None,
    committee: CommitteeOption = None,
    date_from: FromOption = None,
    date_to: ToOption = None,
    json_: JsonOption = False,
    csv_: CsvOption = False,
    word: WordOption = None,
) -> None:
    """List what was decided, newest first. Example: minutebook decisions --from 2024-01-01 --csv"""
    _outcomes(DECISIONS, store, (council, committee, date_from, date_to), Form("Decisions", json_, csv_, word))


def actions(
    store: StoreOption = None,
    council: CouncilOption = None,
    committee: CommitteeOption = None,
    date_from: FromOption = None,
    date_to: ToOption = None,
    json_: JsonOption = False,
    csv_: CsvOption = False,
    word: WordOption = None,
) -> None:
    """List what is owed, by whom where the minutes say. Example: minutebook actions --council Gloucestershire"""
    _outcomes(ACTIONS, store, (council, committee, date_from, date_to), Form("Actions", json_, csv_, word))


def meetings(
    store: StoreOption = None,
    council: CouncilOption = None,
    committee: CommitteeOption = None,
    date_from: FromOption = None,
    date_to: ToOption = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="FILE", help="Write the dates ahead to a calendar file instead.")
    ] = None,
    json_: JsonOption = False,
    csv_: CsvOption = False,
    word: WordOption = None,
) -> None:
    """List meetings held, and dates the minutes give for later ones. Example: minutebook meetings --json"""
    with Store.open(folder_of(store), None) as opened:
        rows = list(meeting_rows(opened, chosen_filter(council, committee, date_from, date_to)))
    if ics is not None:
        _write_calendar(rows, ics)
        return
    show(rows, MeetingRow, [_meeting_line(row) for row in rows], Form("Meetings", json_, csv_, word))


def timeline(
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help="A few words, in quotation marks.")],
    store: StoreOption = None,
    council: CouncilOption = None,
    committee: CommitteeOption = None,
    date_from: FromOption = None,
    date_to: ToOption = None,
    json_: JsonOption = False,
    csv_: CsvOption = False,
    word: WordOption = None,
) -> None:
    """What the minutes say of a topic, meeting by meeting. Example: minutebook timeline "agency staff" """
    from assistant.build import build
    from assistant.tables.timeline import TimelineRow
    from assistant.tables.timeline import timeline as rows_of

    chosen = chosen_filter(council, committee, date_from, date_to)
    assistant = build(settings_of(store))
    with assistant.store.view() as view:
        rows = list(rows_of(worded(topic), chosen, view, assistant.chain.embed))
    lines = [_timeline_line(row) for row in rows]
    show(rows, TimelineRow, lines, Form(f"What the minutes say of {worded(topic)}", json_, csv_, word))


def add_to(app: typer.Typer) -> None:
    """Put the commands of this module into the command `minutebook`."""
    app.command(epilog="Example: minutebook decisions --council Kent --json")(decisions)
    app.command(epilog="Example: minutebook actions --json")(actions)
    app.command(epilog="Example: minutebook meetings --committee Cabinet")(meetings)
    app.command(epilog="Example: minutebook timeline 'foster carers' --from 2019-01-01")(timeline)


def _outcomes(
    kinds: Sequence[OutcomeKind],
    store: Path | None,
    chosen: tuple[str | None, str | None, str | None, str | None],
    form: Form,
) -> None:
    with Store.open(folder_of(store), None) as opened:
        rows = list(outcome_rows(opened, chosen_filter(*chosen), kinds))
    show(rows, OutcomeRow, [_outcome_line(row) for row in rows], form)


def _write_calendar(rows: Sequence[MeetingRow], path: Path) -> None:
    from assistant.documents.calendar_file import as_calendar

    write(path, as_calendar(rows, dt.datetime.now(dt.UTC)).encode())
    ahead = sum(not row.is_held for row in rows)
    console().print(Text(f"Wrote {ahead} {'meeting' if ahead == 1 else 'meetings'} ahead to {path}."))


def _item_of(row: TimelineRow | OutcomeRow) -> str:
    title = f"“{fold_spaces(row.item_title or '').removesuffix('.')}”"
    return f"item {row.item} {title}" if row.item else title


def _timeline_line(row: TimelineRow) -> str:
    where = _item_of(row)
    who = f"{row.speaker}: " if row.speaker else "Decision: " if row.decision else ""
    return f"{row.date}  {row.committee}, {row.council}, {where}\n    {who}{row.text}"


def _meeting_line(row: MeetingRow) -> str:
    when = f"{row.date} {row.time or ''}".strip()
    told = "" if row.is_held else f"  (ahead, as told in {row.said_by})"
    return f"{when:<16} {row.committee}, {row.council}{told}"


def _outcome_line(row: OutcomeRow) -> str:
    """A row as people read it: when, which item, the words, and whose they are to do."""
    label = f" {row.label})" if row.label else ""
    people = [f"owner: {row.owner}"] if row.owner else []
    people += (
        [f"moved by {row.mover}, seconded by {row.seconder}: {row.result or 'result not stated'}"] if row.mover else []
    )
    cut = " … (the published text is cut off here)" if row.truncated else ""
    behind = f" [{'; '.join(people)}]" if people else ""
    return (
        f"{row.date}  {row.committee}, {row.council}, {_item_of(row)}\n    {row.kind}{label}: {row.text}{cut}{behind}"
    )
