"""Decisions and actions: the registers as tables, each row linked to its words, and as files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import Response

from assistant.build import Assistant
from assistant.documents.calendar_file import as_calendar
from assistant.documents.document import of_register
from assistant.tables.listings import as_csv
from assistant.tables.sifting import page_of, sifted
from assistant.web import shell
from assistant.web.files import as_file, attached
from assistant.web.markup import Html, join, tag
from assistant.web.register_rows import REGISTERS, Register
from assistant.web.words import count
from ingest.errors import MinutebookError
from ingest.store import Store, View

_PAGE = 50  # rows


def add_registers(app: FastAPI, assistant: Assistant) -> None:
    """The pages and files of the registers."""

    @app.get("/decisions")
    def decisions(request: Request) -> Response:
        fields = dict(request.query_params)
        try:
            return _page(request, assistant.store, fields)
        except MinutebookError as problem:
            return shell.problem(request, "decisions", problem)

    @app.get("/registers/{name}.{form}")
    def register_file(name: str, form: str, request: Request) -> Response:
        register = REGISTERS.get(name)
        if register is None:
            return Response("There is no such register.", 404, media_type="text/plain")
        fields = dict(request.query_params)
        try:
            rows = _rows(register, assistant.store, fields)
        except MinutebookError as problem:
            return shell.problem(request, "decisions", problem)
        if form == "csv":
            return attached("\ufeff" + as_csv(rows, register.kind), "text/csv; charset=utf-8", f"{name}.csv")
        if form == "ics" and name == "meetings":
            return attached(as_calendar(rows, dt.datetime.now(dt.UTC)), "text/calendar; charset=utf-8", "meetings.ics")
        return as_file(of_register(register.name, rows, register.kind), form, name)


def _rows(register: Register, store: Store, fields: Mapping[str, str]) -> list[Any]:
    rows = register.rows(store, shell.chosen(fields))
    return sifted(rows, fields.get("q", "")[:200], fields.get("sort", ""), newest_first=register.newest_first)


def _page(request: Request, store: Store, fields: dict[str, str]) -> Response:
    name = fields.get("register", "decisions")
    name = name if name in REGISTERS else "decisions"
    fields["register"] = name
    register = REGISTERS[name]
    found = _rows(register, store, fields)
    wanted = fields.get("page", "1")
    rows, number, pages = page_of(found, int(wanted) if wanted.isascii() and wanted.isdigit() else 1, _PAGE)
    with store.view() as view:
        meetings = view.meetings()
        table = _table(register, view, rows)
    keep = tag("input", type="hidden", name="register", value=name)
    sort = fields.get("sort", "")
    options = [tag("option", text, value=key, selected=key == sort) for key, text in register.sorts.items()]
    order = shell.field("sort", "Sorted by", tag("select", *options, id="f-sort", name="sort"))
    form = shell.scope_form("decisions", meetings, fields, words="Words to find", extra=join([order, keep]))
    told = f"{count(len(found), 'row')}" + (f", page {number} of {pages}" if pages > 1 else "")
    return shell.page(
        request,
        "decisions",
        register.name,
        _tabs(fields),
        tag("p", register.told, class_="mb-lead"),
        form,
        tag("div", tag("p", told, role="status"), _files(name, fields), class_="mb-over"),
        table if rows else tag("p", "The minutes held of that scope record none.", class_="mb-empty"),
        _pages(fields, number, pages),
    )


def _tabs(fields: Mapping[str, str]) -> Html:
    scope = {name: fields.get(name, "") for name in shell.FIELDS}
    links = [
        tag(
            "a",
            register.name,
            href=shell.address("decisions", scope, register=name),
            aria_current="page" if fields["register"] == name else None,
        )
        for name, register in REGISTERS.items()
    ]
    return tag("nav", *links, class_="mb-tabs", aria_label="Registers")


def _files(name: str, fields: Mapping[str, str]) -> Html:
    told = {key: value for key, value in fields.items() if key not in {"register", "page"}}
    forms = {"csv": "CSV for a spreadsheet", "docx": "Word"} | (
        {"ics": "Calendar (.ics)"} if name == "meetings" else {}
    )
    links = [
        tag("a", text, href=shell.address(f"registers/{name}.{form}", told), download=True)
        for form, text in forms.items()
    ]
    return tag("p", "Take away: ", join(links, ", "), class_="mb-takeaway")


def _table(register: Register, view: View, rows: Sequence[Any]) -> Html:
    head = tag("tr", *(tag("th", heading, scope="col") for heading in register.headings))
    body = [
        tag(
            "tr",
            *(
                tag("td", cell, data_label=heading)
                for heading, cell in zip(register.headings, register.cells(view, row), strict=True)
            ),
        )
        for row in rows
    ]
    caption = tag("caption", register.name, class_="mb-unseen")
    return tag("table", caption, tag("thead", head), tag("tbody", *body), class_="mb-table")


def _pages(fields: Mapping[str, str], number: int, pages: int) -> Html | None:
    if pages == 1:
        return None
    links = [
        tag("a", text, href=shell.address("decisions", fields, page=str(to)))
        for text, to in (("Previous page", number - 1), ("Next page", number + 1))
        if 1 <= to <= pages
    ]
    return tag("nav", *links, class_="mb-pages", aria_label="Pages")
