"""The commands `attendance`, `declarations`, `petitions` and `questions`: rows, each with where its words stand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.asked.questions import chosen_filter
from assistant.commands.options import (
    CommitteeOption,
    CouncilOption,
    CsvOption,
    FromOption,
    JsonOption,
    StoreOption,
    ToOption,
    WordOption,
)
from assistant.commands.printed import Form, folder_of, show
from assistant.tables.attendance import AttendanceRow, PersonRow, attendance_rows, person_rows
from assistant.tables.listings import ToldRow, told_rows
from assistant.tables.routine import DECLARATIONS, MEMBERS_QUESTIONS, PETITIONS, PUBLIC_QUESTIONS
from ingest.store import Store


def attendance(
    store: StoreOption = None,
    council: CouncilOption = None,
    committee: CommitteeOption = None,
    date_from: FromOption = None,
    date_to: ToOption = None,
    people: Annotated[
        bool, typer.Option("--people", help="Each person once, with how often they came and their roles as printed.")
    ] = False,
    json_: JsonOption = False,
    csv_: CsvOption = False,
    word: WordOption = None,
) -> None:
    """List who is named as present, in attendance or sending apologies. Example: minutebook attendance --people"""
    with Store.open(folder_of(store), None) as opened:
        rows = list(attendance_rows(opened, chosen_filter(council, committee, date_from, date_to)))
    if people:
        persons = list(person_rows(rows))
        show(persons, PersonRow, [_person_line(row) for row in persons], Form("People", json_, csv_, word))
    else:
        show(rows, AttendanceRow, [_attendance_line(row) for row in rows], Form("Attendance", json_, csv_, word))


def declarations(
    store: StoreOption = None,
    council: CouncilOption = None,
    committee: CommitteeOption = None,
    date_from: FromOption = None,
    date_to: ToOption = None,
    json_: JsonOption = False,
    csv_: CsvOption = False,
    word: WordOption = None,
) -> None:
    """List interests declared, newest first. Example: minutebook declarations --from 2024-01-01 --csv"""
    form = Form("Declarations of interest", json_, csv_, word)
    _told(DECLARATIONS, store, (council, committee, date_from, date_to), form)


def petitions(
    store: StoreOption = None,
    council: CouncilOption = None,
    committee: CommitteeOption = None,
    date_from: FromOption = None,
    date_to: ToOption = None,
    json_: JsonOption = False,
    csv_: CsvOption = False,
    word: WordOption = None,
) -> None:
    """List petitions, newest first. Example: minutebook petitions --council Kent"""
    _told(PETITIONS, store, (council, committee, date_from, date_to), Form("Petitions", json_, csv_, word))


def questions(
    store: StoreOption = None,
    council: CouncilOption = None,
    committee: CommitteeOption = None,
    date_from: FromOption = None,
    date_to: ToOption = None,
    members: Annotated[bool, typer.Option("--members", help="Those of members, not of the public.")] = False,
    json_: JsonOption = False,
    csv_: CsvOption = False,
    word: WordOption = None,
) -> None:
    """List questions put by the public, newest first. Example: minutebook questions --council "Leicester City" """
    sort = MEMBERS_QUESTIONS if members else PUBLIC_QUESTIONS
    title = f"Questions by {'members' if members else 'the public'}"
    _told(sort, store, (council, committee, date_from, date_to), Form(title, json_, csv_, word))


def add_to(app: typer.Typer) -> None:
    """Put the commands of this module into the command `minutebook`."""
    app.command(epilog="Example: minutebook attendance --council Worcestershire --csv")(attendance)
    app.command(epilog="Example: minutebook declarations --json")(declarations)
    app.command(epilog="Example: minutebook petitions --from 2024-01-01")(petitions)
    app.command(epilog="Example: minutebook questions --members --csv")(questions)


def _told(
    sort: str,
    store: Path | None,
    chosen: tuple[str | None, str | None, str | None, str | None],
    form: Form,
) -> None:
    with Store.open(folder_of(store), None) as opened:
        rows = list(told_rows(opened, chosen_filter(*chosen), sort))
    show(rows, ToldRow, [_told_line(row) for row in rows], form)


def _told_line(row: ToldRow) -> str:
    number = f"item {row.item}" if row.item else f"“{row.item_title}”"
    who = f"{row.speaker}: " if row.speaker and row.speaker not in row.text else ""
    cut = " … (the published text is cut off here)" if row.truncated else ""
    return f"{row.date}  {row.committee}, {row.council}, {number}\n    {who}{row.text}{cut}"


def _attendance_line(row: AttendanceRow) -> str:
    return f"{row.date}  {row.presence.replace('_', ' '):<13}  {row.text}  ({row.committee}, {row.council})"


def _person_line(row: PersonRow) -> str:
    counts = f"present {row.present}, in attendance {row.in_attendance}, apologies {row.apologies}"
    when = row.first if row.first == row.last else f"{row.first} to {row.last}"
    roles = f" ({row.roles})" if row.roles else ""
    return f"{row.name}{roles}\n    {row.committee}, {row.council}: {counts}; {when}"
