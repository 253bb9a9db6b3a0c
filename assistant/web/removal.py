"""Officers remove a record, once they have confirmed it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import FastAPI, Form, Request
from fastapi.responses import Response
from rich.console import Console

from assistant.build import Assistant
from assistant.commands.holdings import remove_records
from assistant.web import shell
from assistant.web.intake import uploads_of
from assistant.web.markup import tag
from assistant.web.officers import Officers, door
from assistant.web.words import day
from ingest.errors import MinutebookError


def add_removal(app: FastAPI, assistant: Assistant, officers: Officers) -> None:
    """The page that asks, and what it leads to."""

    @app.get("/remove")
    def ask(request: Request, record: str = "") -> Response:
        if not officers.is_one(request):
            return door(request, officers)
        try:
            with assistant.store.view() as view:
                meeting = view.record(record).meeting
        except MinutebookError as problem:
            return shell.problem(request, "records", problem)
        name = f"{meeting.committee.name}, {meeting.council.name}, {day(meeting.date)}"
        told = tag("p", f"Remove the minutes of {name}? No word of them is left, and answers no longer find them.")
        form = tag(
            "form",
            told,
            tag("input", type="hidden", name="record", value=record),
            tag("button", "Yes, remove them", class_="mb-button mb-main-button"),
            " ",
            tag("a", "No, keep them", href=f"meeting/{record}"),
            action="remove",
            method="post",
        )
        return shell.page(request, "records", "Remove a record", form)

    _add_act(app, assistant, officers)


def _add_act(app: FastAPI, assistant: Assistant, officers: Officers) -> None:
    @app.post("/remove")
    def remove(request: Request, record: Annotated[str, Form()] = "") -> Response:
        if not officers.is_one(request):
            return door(request, officers)
        try:
            with assistant.store.view() as view:
                kept = view.record(record)
            remove_records(assistant.settings, [record], Console(quiet=True))
        except MinutebookError as problem:
            return shell.problem(request, "records", problem, 409)
        for location in (kept.source.location, *(one.source.location for one in kept.further)):
            if Path(location).parent == uploads_of(assistant):
                Path(location).unlink(missing_ok=True)
        back = tag("a", "Back to the records", href="records")
        return shell.page(request, "records", "The record is removed", tag("p", back))
