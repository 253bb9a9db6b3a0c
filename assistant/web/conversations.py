"""What a reader's browser keeps of its conversations, drawn anew or written to a file; nothing is kept here."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from assistant import transcript
from assistant.web import replies
from assistant.web.files import as_file
from assistant.web.markup import join
from ingest.errors import MinutebookError


def add_conversations(app: FastAPI) -> None:
    """The addresses that the conversation's script asks."""

    @app.post("/turns")
    async def turns(request: Request) -> Response:
        try:
            kept = transcript.read(await request.body())
        except MinutebookError as problem:
            return PlainTextResponse(f"{problem.message} {problem.hint}", 422)
        return HTMLResponse(join(replies.again(f"past-{n}", said) for n, said in enumerate(kept.turns, start=1)))

    @app.post("/export/{form}")
    async def export(form: str, request: Request) -> Response:
        try:
            kept = transcript.read(await request.body())
        except MinutebookError as problem:
            return PlainTextResponse(f"{problem.message} {problem.hint}", 422)
        return as_file(transcript.document(kept), form, kept.title)
