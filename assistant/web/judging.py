"""One question of the officers' desk: what it is answered today, and what an officer makes of that."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.answers import Answer, NotFound, Question
from assistant.build import Assistant
from assistant.known_questions import BETWEEN_FORMS, as_case, facts_of, suggested
from assistant.question_log import QuestionLog
from assistant.web import keeping, replies, shell
from assistant.web.markup import Html, join, tag
from assistant.web.officers import Officers, door
from assistant.web.talk import LONGEST_QUESTION
from ingest.errors import MinutebookError

_FACTS = (
    "What must any right answer state? One fact on a line; other ways to put the same fact stand behind it after a"
    f" “{BETWEEN_FORMS}”. Take out what does not matter."
)
_SILENT = "Is that right, because the minutes held do not say? Then it is a known question to be refused."
_WRONG = "If the reply is wrong, leave the question on the list: it shows what has to become better."


def add_judging(app: FastAPI, assistant: Assistant, officers: Officers, log: QuestionLog) -> None:
    """The page of a question, and what its buttons do."""

    @app.get("/desk/question")
    def asked(request: Request, question: str = "") -> Response:
        return _page(request, assistant, question) if officers.is_one(request) else door(request, officers)

    @app.post("/desk/known")
    def known(request: Request, question: Annotated[str, Form()], facts: Annotated[str, Form()] = "") -> Response:
        if not officers.is_one(request):
            return door(request, officers)
        try:
            reply = assistant.picked(Question(question[:LONGEST_QUESTION]))
            stated = facts_of(facts, reply) if isinstance(reply, Answer) else ()
        except MinutebookError as problem:
            return _page(request, assistant, question, facts, problem)
        log.make_known(as_case(reply, stated, log.known() + 1))
        log.forget(question)
        return RedirectResponse("../desk", 303)

    @app.post("/desk/forget")
    def forget(request: Request, question: Annotated[str, Form()]) -> Response:
        if not officers.is_one(request):
            return door(request, officers)
        log.forget(question)
        return RedirectResponse("../desk", 303)


def _page(
    request: Request,
    assistant: Assistant,
    question: str,
    facts: str | None = None,
    wrong: MinutebookError | None = None,
) -> Response:
    """The question with today's reply, and the form; with what was typed and why it was refused."""
    try:
        asked = Question(question.strip()[:LONGEST_QUESTION])
        reply = assistant.picked(asked)
    except MinutebookError as problem:
        return shell.problem(request, "desk", problem)
    refused = tag("p", f"{wrong.message} {wrong.hint}", class_="mb-caution", role="alert") if wrong else None
    return shell.page(
        request,
        "desk",
        "A question, and its reply today",
        tag("h2", asked.text),
        replies.reply(keeping.said(reply, asked.text, asked.filter)),
        refused,
        _form(asked.text, reply, facts),
        tag("p", _WRONG),
        tag("form", _hidden(asked.text), _button("Delete the question"), action="desk/forget", method="post"),
        tag("p", tag("a", "Back to the desk", href="desk")),
        status=422 if wrong else 200,
    )


def _form(question: str, reply: Answer | NotFound, facts: str | None) -> Html:
    """What makes the question a known one."""
    if isinstance(reply, NotFound):
        inside = join([tag("p", _SILENT), _button("It is right to refuse this: make it a known question")])
    else:
        written = "\n".join(suggested(reply)) if facts is None else facts
        box = tag("textarea", written, id="f-facts", name="facts", rows=6, maxlength=4_000, aria_describedby="f-how")
        inside = join(
            [
                tag("p", _FACTS, id="f-how"),
                shell.field("facts", "Facts of a right answer", box),
                _button("This reply is right: make it a known question"),
            ]
        )
    return tag("form", _hidden(question), inside, action="desk/known", method="post", class_="mb-box mb-judging")


def _hidden(question: str) -> Html:
    return tag("input", type="hidden", name="question", value=question)


def _button(text: str) -> Html:
    return tag("button", text, class_="mb-button")
