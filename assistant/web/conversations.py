"""What a reader's browser keeps of its conversations, drawn anew or written to a file; nothing is kept here."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from itertools import islice
from typing import Annotated

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from pydantic import Field, TypeAdapter, ValidationError

from assistant.answers import Question
from assistant.documents import transcript
from assistant.web import replies
from assistant.web.contract import Asks
from assistant.web.files import as_file
from assistant.web.markup import join
from assistant.web.talk import LONGEST_QUESTION
from ingest.errors import MinutebookError

_QUESTIONS = TypeAdapter(Annotated[list[Annotated[str, Field(max_length=LONGEST_QUESTION)]], Field(max_length=10)])
_SHOWN = 3  # questions to ask next


def add_conversations(app: FastAPI, assistant: Asks) -> None:
    """The addresses that the conversation's script asks."""
    started = secrets.token_hex(8)

    @app.get("/alive")
    async def alive() -> Response:
        """Which server this is: another one has not heard of what is being asked."""
        return PlainTextResponse(started, headers={"cache-control": "no-store"})

    @app.post("/answered")
    async def answered(request: Request) -> Response:
        try:
            questions = _QUESTIONS.validate_json(await request.body())
        except ValidationError:
            return PlainTextResponse("These are no questions.", 422)
        return JSONResponse(await run_in_threadpool(_answered, assistant, questions))

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


def _answered(assistant: Asks, questions: Sequence[str]) -> list[str]:
    """The first few of some questions that the records answer."""
    return list(islice((text for text in questions if assistant.knows(Question(text))), _SHOWN))
