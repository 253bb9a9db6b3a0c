"""The officers' desk: what found nothing or was found wanting, what was taken in and refused, the store's health."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated

from fastapi import FastAPI, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from assistant.build import Assistant
from assistant.commands import runs
from assistant.documents.transcript import is_place
from assistant.question_log import Entry, Group, QuestionLog, wanting
from assistant.web import shell
from assistant.web.judging import add_judging
from assistant.web.markup import Html, tag
from assistant.web.officers import Officers, door, entered
from assistant.web.replies import REASONS
from assistant.web.words import count, day

_HEALTH = "Health of the store"
_HEALTH_LATER = tag(
    "div",
    tag("p", tag("a", "Look at it now", href="desk/health"), " (some seconds)."),
    data_later="desk/health?part=1",
    aria_live="polite",
)
_MOST = 20  # of a list


def add_desk(app: FastAPI, assistant: Assistant, officers: Officers, log: QuestionLog) -> None:
    """The desk, its way in, and what its buttons do."""

    @app.get("/desk")
    def desk(request: Request) -> Response:
        return _desk(request, assistant, log) if officers.is_one(request) else door(request, officers)

    @app.get("/desk/health")
    def health(request: Request) -> Response:
        """Looked at on its own: it takes a while, which grows with the store, and the desk is there meanwhile."""
        if not officers.is_one(request):
            return door(request, officers)
        found = _health(assistant)
        if "part" in request.query_params:
            return HTMLResponse(found)
        return shell.page(request, "desk", _HEALTH, found, tag("p", tag("a", "Back to the desk", href="desk")))

    @app.post("/desk")
    def enter(request: Request, password: Annotated[str, Form()] = "") -> Response:
        return entered(request, officers, password)

    @app.post("/desk/leave")
    def leave(request: Request) -> Response:
        officers.dismiss(request)
        return RedirectResponse("../desk", 303)

    add_judging(app, assistant, officers, log)
    _add_rating(app, log)


def _add_rating(app: FastAPI, log: QuestionLog) -> None:
    @app.post("/rating")
    async def rating(request: Request) -> Response:
        try:
            told = json.loads(await request.body())
            links = [link for link in told.get("links", []) if isinstance(link, str) and is_place(link)][:20]
            question, state, verdict = (str(told.get(name, ""))[:2_000] for name in ("question", "state", "verdict"))
        except (ValueError, AttributeError, TypeError):
            return PlainTextResponse("That could not be read.", 422)
        if not await run_in_threadpool(log.rated, question, state, verdict, links):
            return PlainTextResponse("That could not be read.", 422)
        kept = f"with your question, for {count(log.days, 'day')}" if log.days else "without your question"
        return PlainTextResponse(f"Thank you. It is kept for the officers, {kept}.")


def _desk(request: Request, assistant: Assistant, log: QuestionLog) -> Response:
    entries = log.entries()
    leave = tag(
        "form", tag("button", "Leave the desk", class_="mb-button mb-small"), action="desk/leave", method="post"
    )
    return shell.page(
        request,
        "desk",
        "Officers’ desk",
        leave,
        _wanting(entries, log),
        _said(entries),
        _taken_in(assistant),
        tag("section", tag("h2", _HEALTH), _HEALTH_LATER, class_="mb-box"),
    )


def _wanting(entries: tuple[Entry, ...], log: QuestionLog) -> Html:
    heading = tag("h2", "Questions that found nothing, or whose reply was found wanting")
    if not log.days:
        told = (
            "Questions are not kept: MINUTEBOOK_KEEP_QUESTIONS_DAYS is 0. They are personal data; to keep them,"
            " say for how many days."
        )
        return tag("section", heading, tag("p", told), class_="mb-box")
    groups = wanting(entries)
    listed = [tag("li", *_group(group)) for group in groups[:_MOST]]
    told = f"Kept for {count(log.days, 'day')}, shown nowhere else. Known questions made here so far: {log.known()}."
    body = tag("ul", *listed, class_="mb-plain") if listed else tag("p", "There are none.", class_="mb-quiet")
    return tag("section", heading, tag("p", told, class_="mb-where"), body, class_="mb-box")


def _group(group: Group) -> list[Html]:
    """A question, how often it was asked, what readers said of its reply, and the way to judge it."""
    newest = day(dt.datetime.fromisoformat(group.entries[0].when).date())
    found = "found nothing" if group.entries[0].state == "not_found" else "was answered"
    told = [f"{count(len(group.entries), 'time')}, last on {newest}, when it {found}"]
    told += [REASONS.get(verdict, verdict) for verdict in group.verdicts]
    alike = sorted({e.question for e in group.entries} - {group.question})
    address = shell.address("desk/question", {"question": group.question})
    return [
        tag("strong", tag("a", group.question, href=address)),
        tag("span", "; ".join(told), class_="mb-where"),
        *([tag("span", f"Also: {'; '.join(alike[:5])}", class_="mb-where")] if alike else []),
    ]


def _said(entries: tuple[Entry, ...]) -> Html:
    """How readers found the replies, counted; no question is shown."""
    names = {"helpful": "Helpful", **REASONS}
    counts = [(name, sum(e.verdict == key for e in entries)) for key, name in names.items()]
    rows = [tag("tr", tag("th", name, scope="row"), tag("td", str(n))) for name, n in counts]
    table = tag("table", tag("tbody", *rows), class_="mb-small-table")
    return tag("section", tag("h2", "What readers said of replies"), table, class_="mb-box")


def _taken_in(assistant: Assistant) -> Html:
    told = runs.runs(assistant.settings, limit=10)
    refused = runs.failed(assistant.settings)
    lines = [tag("li", f"{_when(run['when'])}: {_run(run)}") for run in told]
    bad = [
        tag(
            "li",
            tag("strong", f["name"]),
            tag("span", f"{_when(f['when'])}. {f['reason']} Next: {f['hint']}", class_="mb-where"),
        )
        for f in refused[:_MOST]
    ]
    none = tag("p", "Nothing that was refused is left to do.", class_="mb-quiet")
    add = tag("p", tag("a", "Take in more records", href="add"))
    return tag(
        "section",
        tag("h2", "What was taken in"),
        add,
        tag("ul", *lines, class_="mb-plain"),
        tag("h3", "Refused, and still not held"),
        tag("ul", *bad, class_="mb-plain") if bad else none,
        class_="mb-box",
    )


def _run(run: dict[str, object]) -> str:
    told = [
        f"{run[name]} {name}"
        for name in ("added", "changed", "unchanged", "further", "refused", "removed")
        if run.get(name)
    ]
    return ", ".join(told) or "nothing changed"


def _when(stamp: str) -> str:
    moment = dt.datetime.fromisoformat(stamp).astimezone()
    return f"{day(moment.date())}, {moment:%H:%M}"


def _health(assistant: Assistant) -> Html:
    lines = [
        tag(
            "li",
            tag("strong", f"{'Sound' if check.ok else 'Not sound'}: {check.name}. "),
            check.detail,
            tag("span", f"Next: {check.hint}", class_="mb-where") if check.hint and not check.ok else None,
        )
        for check in assistant.store.checks()
    ]
    return tag("ul", *lines, class_="mb-plain mb-health")
