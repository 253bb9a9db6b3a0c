"""What the views beside the conversation have in common: the page, the form of where to look, links to words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse

from assistant.answers import Filter
from assistant.web import filters
from assistant.web.markup import Html, join, tag
from assistant.web.page import TITLE, alone
from assistant.web.places import Place, version_of
from ingest.errors import MinutebookError
from ingest.store import MeetingSummary, View

FIELDS = ("council", "committee", "from", "to", "q")


def page(request: Request, view: str, heading: str, *body: Html | None, status: int = 200) -> HTMLResponse:
    """One of the views."""
    drawn = join([tag("h1", heading), *body])
    title = f"{heading} – {TITLE}"
    return HTMLResponse(alone(drawn, title, way_home(request), own_address(request), view, wide=True), status)


def way_home(request: Request) -> str:
    """The way from a page's address to the screen's, whatever a proxy puts before both."""
    return "../" * _path(request).count("/") or "./"


def own_address(request: Request) -> str:
    """The way back from there."""
    return f"{_path(request)}?{request.url.query}" if request.url.query else _path(request)


def _path(request: Request) -> str:
    return request.url.path.removeprefix(str(request.scope.get("root_path", ""))).removeprefix("/")


def problem(request: Request, view: str, error: MinutebookError, status: int = 404) -> HTMLResponse:
    """An error as its sentence and its next step."""
    return page(request, view, "This cannot be shown", tag("p", error.message), tag("p", error.hint), status=status)


def chosen(fields: Mapping[str, str]) -> Filter:
    """The filter of an address. Raises `UnknownScope`."""
    return filters.read(
        {
            "council": fields.get("council"),
            "committee": fields.get("committee"),
            "date_from": fields.get("from"),
            "date_to": fields.get("to"),
        }
    )


def scope_form(
    action: str, meetings: Sequence[MeetingSummary], fields: Mapping[str, str], *, words: str, extra: Html | None = None
) -> Html:
    """Where to look and for what, as a form that needs no script; ``words`` names its field of text."""
    councils = sorted({m.council for m in meetings})
    committees = [(council, sorted({m.committee for m in meetings if m.council == council})) for council in councils]
    grouped = [
        tag("optgroup", *(_option(name, fields.get("committee")) for name in names), label=council)
        for council, names in committees
    ]
    return tag(
        "form",
        field("q", words, tag("input", id="f-q", name="q", value=fields.get("q", ""), maxlength=200, type="search")),
        field(
            "council",
            "Council",
            tag(
                "select",
                _option("", None, "All councils"),
                *(_option(name, fields.get("council")) for name in councils),
                id="f-council",
                name="council",
            ),
        ),
        field(
            "committee",
            "Committee",
            tag("select", _option("", None, "All committees"), *grouped, id="f-committee", name="committee"),
        ),
        field("from", "Meetings from", tag("input", id="f-from", name="from", type="date", value=fields.get("from"))),
        field("to", "Meetings to", tag("input", id="f-to", name="to", type="date", value=fields.get("to"))),
        extra,
        tag("button", "Show", class_="mb-button mb-main-button"),
        class_="mb-form",
        action=action,
        method="get",
        data_scope=True,  # which the script passes on to the other views
    )


def field(name: str, label: str, control: Html) -> Html:
    """A control under its label."""
    return tag("div", tag("label", label, for_=f"f-{name}"), control, class_="mb-field")


def _option(value: str, now: str | None, text: str | None = None) -> Html:
    return tag("option", text or value, value=value, selected=value == now)


def address(path: str, fields: Mapping[str, str], **changed: str) -> str:
    """A view's address with some fields changed; empty ones are left out."""
    told = {**{name: value for name, value in fields.items() if value}, **changed}
    kept = {name: value for name, value in told.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


def words_place(view: View, paragraph: str, start: int, end: int, meeting: str | None = None) -> Place:
    """Where some words stand, by the id of their paragraph."""
    held = {m.id for m in view.meetings()} if meeting is None else {meeting}
    found = paragraph
    while found and found not in held:
        found = found.rpartition("/")[0]
    record = view.record(found)
    item = record.item_of(paragraph)
    return Place(found, item.id.removeprefix(f"{found}/") if item else "", start, end, version_of(record))


def link(place: Place, text: str) -> Html:
    """A link that opens a place in the record."""
    return tag("a", text, href=place.href, class_="mb-place")
