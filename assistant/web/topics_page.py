"""Topics over time: how often a topic is spoken of at each meeting, what was said, council beside council."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from fastapi import FastAPI, Request
from fastapi.responses import Response

from assistant.asked.questions import worded
from assistant.build import Assistant
from assistant.tables.timeline import TimelineRow, timeline
from assistant.tables.topics import Coverage, MeetingMentions, TopicOverTime, topic_over_time
from assistant.web import shell
from assistant.web.markup import Html, join, tag
from assistant.web.words import count, day, days
from ingest.errors import MinutebookError
from ingest.store import View

_WIDTH, _HEIGHT, _BASE = 640, 190, 155
_NOTE = (
    "A mention is a sentence of the minutes that holds the topic’s words, with the title above it. Minutes are a"
    " summary: a meeting without one may still have spoken of it."
)


def add_topics(app: FastAPI, assistant: Assistant) -> None:
    """The page of a topic."""

    @app.get("/topics")
    def topics(request: Request) -> Response:
        fields = dict(request.query_params)
        try:
            with assistant.store.view() as view:
                form = shell.scope_form("topics", view.meetings(), fields, words="Topic, in a few words")
                body = list(_body(view, assistant, fields)) if fields.get("q", "").strip() else [_INVITATION]
        except MinutebookError as problem:
            return shell.problem(request, "topics", problem)
        return shell.page(request, "topics", "Topics over time", form, *body)


def _body(view: View, assistant: Assistant, fields: dict[str, str]) -> Iterator[Html]:
    topic, chosen = worded(fields["q"][:200]), shell.chosen(fields)
    found = topic_over_time(topic, chosen, view)
    if not found.meetings:
        yield tag("p", "No minutes of that scope are held, so nothing was looked through.", class_="mb-empty")
        return
    rows = list(timeline(topic, chosen, view, assistant.chain.embed))
    total = sum(c.mentions for c in found.coverage)
    many = count(sum(c.mentioning for c in found.coverage), "meeting")
    lead = f"“{topic}”: {count(total, 'mention')} in {many} of {len(found.meetings)} looked through."
    yield tag("p", lead, class_="mb-lead", role="status")
    highest = max((m.mentions for m in found.meetings), default=0)
    columns = [_column(view, one, found, rows, highest) for one in found.coverage]
    yield tag("div", *columns, class_="mb-columns")
    yield tag("p", _NOTE, class_="mb-how")


def _column(view: View, one: Coverage, found: TopicOverTime, rows: Sequence[TimelineRow], highest: int) -> Html:
    meetings = [m for m in found.meetings if m.council == one.council]
    said = [row for row in rows if row.council == one.council]
    looked = f"{count(one.searched, 'meeting')} looked through, {days(one.first, one.last)}"
    covered = f"{looked}; {_speaking(one)}."
    nothing = tag("p", "The minutes held of this council do not speak of it.", class_="mb-quiet")
    return tag(
        "section",
        tag("h2", one.council),
        tag("p", covered, class_="mb-where"),
        _chart(meetings, found, highest) if highest else None,
        _table(meetings),
        tag("ol", *(tag("li", *_said(view, row)) for row in said), class_="mb-plain") if said else nothing,
        class_="mb-box",
    )


def _speaking(one: Coverage) -> str:
    if one.searched == 1:
        return "it speaks of it" if one.mentioning else "it does not speak of it"
    return f"{one.mentioning or 'none'} of them {'speak' if one.mentioning > 1 else 'speaks'} of it"


def _chart(meetings: Sequence[MeetingMentions], found: TopicOverTime, highest: int) -> Html:
    """A bar a meeting, on the same years and to the same height for every council; the table says the same."""
    dates = [m.date for m in found.meetings]
    first, last = dt.date(min(dates).year, 1, 1), dt.date(max(dates).year, 12, 31)

    def x(date: dt.date) -> float:
        return 12 + (_WIDTH - 24) * (date - first).days / (last - first).days

    parts: list[Html] = [tag("line", x1=8, x2=_WIDTH - 8, y1=_BASE, y2=_BASE, class_="mb-line")]
    step = -(-(last.year - first.year + 1) // 5)  # years, so that five fit beneath the line
    for year in range(first.year, last.year + 1, step):
        parts.append(tag("text", str(year), x=f"{x(dt.date(year, 7, 1)):.1f}", y=_BASE + 26, class_="mb-year"))
    for meeting in meetings:
        tall = (_BASE - 30) * meeting.mentions / highest
        at = x(meeting.date)
        if meeting.mentions:
            parts.append(
                tag(
                    "rect",
                    x=f"{at - 9:.1f}",
                    y=f"{_BASE - tall:.1f}",
                    width=18,
                    height=f"{tall:.1f}",
                    class_="mb-barred",
                )
            )
            parts.append(
                tag("text", str(meeting.mentions), x=f"{at:.1f}", y=f"{_BASE - tall - 5:.1f}", class_="mb-year")
            )
        else:
            parts.append(tag("circle", cx=f"{at:.1f}", cy=_BASE, r=6, class_="mb-missing"))
    name = f"Mentions at each meeting of {meetings[0].council}; the table beneath has the numbers."
    return tag("svg", *parts, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", class_="mb-chart", role="img", aria_label=name)


def _table(meetings: Sequence[MeetingMentions]) -> Html:
    rows = [
        tag(
            "tr",
            tag("td", tag("a", day(m.date), href=f"meeting/{m.meeting}")),
            tag("td", m.committee),
            tag("td", str(m.mentions)),
        )
        for m in meetings
    ]
    head = tag("tr", *(tag("th", name, scope="col") for name in ("Meeting", "Committee", "Mentions")))
    table = tag("table", tag("thead", head), tag("tbody", *rows), class_="mb-small-table")
    return tag("details", tag("summary", "The numbers as a table"), table)


def _said(view: View, row: TimelineRow) -> Iterator[Html | str]:
    place = shell.words_place(view, row.id, row.start, row.end)
    item = f"item {row.item}, {row.item_title}" if row.item else row.item_title
    yield tag("span", f"{day(dt.date.fromisoformat(row.date))}, {item}", class_="mb-where")
    whose = row.speaker or ("Decision" if row.decision else "")
    who = join([tag("strong", whose), ": "]) if whose else ""
    yield join([who, shell.link(place, row.text)])


_INVITATION = tag(
    "p",
    "Give a topic, such as “foster carers” or “school places”, to see at which meetings it was spoken of, how often,"
    " and in what words. Councils stand side by side.",
    class_="mb-empty",
)
