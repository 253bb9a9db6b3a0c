"""The web application: our own pages and files, Gradio's screen behind them, the guard before all."""

from __future__ import annotations

from collections.abc import Mapping

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from assistant.build import Assistant, store_folder
from assistant.question_log import QuestionLog
from assistant.web.briefing_page import add_briefing
from assistant.web.contract import Asks
from assistant.web.conversations import add_conversations
from assistant.web.desk import add_desk
from assistant.web.guard import Guard
from assistant.web.intake import add_intake
from assistant.web.markup import Html, join, tag
from assistant.web.officers import Officers
from assistant.web.page import ASSETS, TITLE, alone
from assistant.web.places import Place
from assistant.web.reader import error_panel, item_panel, trouble_panel
from assistant.web.registers import add_registers
from assistant.web.removal import add_removal
from assistant.web.screen import WHAT_IT_IS, screen, theme
from assistant.web.shell import own_address, way_home
from assistant.web.shelves import add_shelves
from assistant.web.topics_page import add_topics
from ingest.errors import MinutebookError, UnknownRecord

_NO_SUCH_ITEM = ("The minutes of that meeting have no such item.", "They may have been taken in again; ask once more.")
_DIGITS = 12  # of an offset; no record is longer


def application(assistant: Asks) -> FastAPI:
    """The application for an assistant."""
    app = FastAPI(title=TITLE, openapi_url=None, docs_url=None, redoc_url=None)
    _add_reader(app, assistant)
    add_conversations(app, assistant)
    log = None
    if isinstance(assistant, Assistant):  # what only answers questions has no registers
        log = _add_views(app, assistant)
    app.mount("/minutebook", StaticFiles(directory=ASSETS), name="minutebook")
    gr.mount_gradio_app(
        app,
        screen(assistant, log),
        path="/",
        theme=theme(),
        footer_links=[],
        run_history=False,  # else each browser keeps every question asked in it
        allowed_paths=[],
        max_file_size="1kb",
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        favicon_path=str(ASSETS / "favicon.svg"),
    )
    app.add_middleware(Guard, title=TITLE, description=WHAT_IT_IS)
    return app


def _add_views(app: FastAPI, assistant: Assistant) -> QuestionLog:
    """The views beside the conversation."""
    log = QuestionLog(store_folder(assistant.settings), assistant.settings.keep_questions_days)
    officers = Officers(assistant.settings.officer_password)
    add_registers(app, assistant)
    add_shelves(app, assistant, officers)
    add_topics(app, assistant)
    add_briefing(app, assistant)
    add_intake(app, assistant, officers)
    add_removal(app, assistant, officers)
    add_desk(app, assistant, officers, log)
    return log


def _add_reader(app: FastAPI, assistant: Asks) -> None:
    """A record at a place: as a panel for the script, as a page for everybody else."""

    @app.get("/record/{meeting:path}")
    def record(meeting: str, request: Request) -> HTMLResponse:
        status, panel = _panel(assistant, _place(meeting, request.query_params))
        if "panel" in request.query_params:
            return HTMLResponse(panel, status)
        whole = join([tag("h1", "The record", class_="mb-part"), panel])
        title = f"The record – {TITLE}"
        return HTMLResponse(alone(whole, title, way_home(request), own_address(request)), status)


def _panel(assistant: Asks, place: Place) -> tuple[int, Html]:
    try:
        with assistant.store.view() as view:
            return 200, item_panel(view.record(place.meeting), place)
    except KeyError:
        return 404, trouble_panel(*_NO_SUCH_ITEM)
    except UnknownRecord as problem:
        return 404, error_panel(problem)
    except MinutebookError as problem:
        return 503, error_panel(problem)


def _place(meeting: str, fields: Mapping[str, str]) -> Place:
    return Place(meeting, fields.get("item", ""), _offset(fields, "start"), _offset(fields, "end"), fields.get("v", ""))


def _offset(fields: Mapping[str, str], name: str) -> int:
    """A whole number of the query; 0 for anything else."""
    text = fields.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _DIGITS else 0
