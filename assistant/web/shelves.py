"""Records: what is held, committee by committee on a time line, and each meeting as a page to read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from fastapi import FastAPI, Request
from fastapi.responses import Response

from assistant.build import Assistant
from assistant.tables.gaps import Gap, Shelf, shelves
from assistant.tables.listings import meeting_rows
from assistant.terms import content_words, stems
from assistant.understand import scope_of
from assistant.web import shell
from assistant.web.markup import Html, join, tag
from assistant.web.officers import Officers
from assistant.web.places import place_of
from assistant.web.reader import record_facts, whole_item
from assistant.web.words import count, day, held
from ingest.errors import MinutebookError
from ingest.records import Item, Presence, Record, State, fold_spaces
from ingest.store import MeetingSummary

_WORD = re.compile(r"\w+(?:[’']\w+)*")
_PRESENCE = {
    Presence.PRESENT: "Present",
    Presence.IN_ATTENDANCE: "In attendance",
    Presence.APOLOGIES: "Apologies",
}


def add_shelves(app: FastAPI, assistant: Assistant, officers: Officers) -> None:
    """The pages of what is held."""

    @app.get("/records")
    def records(request: Request) -> Response:
        try:
            return _records(request, assistant, officers)
        except MinutebookError as problem:
            return shell.problem(request, "records", problem)

    @app.get("/meeting/{meeting:path}")
    def meeting(meeting: str, request: Request) -> Response:
        try:
            with assistant.store.view() as view:
                record = view.record(meeting)
        except MinutebookError as problem:
            return shell.problem(request, "records", problem)
        return _meeting(request, record, officers.is_one(request))


def _records(request: Request, assistant: Assistant, officers: Officers) -> Response:
    chosen = shell.chosen(request.query_params)
    with assistant.store.view() as view:
        meetings = view.meetings()
    rows = list(meeting_rows(assistant.store, chosen))
    ids = {row.id for row in rows if row.is_held}
    made = shelves([m for m in meetings if m.id in ids], rows, dt.datetime.now(dt.UTC).date())
    if not meetings:
        body: tuple[Html | None, ...] = (officers.first_steps(request),)
    else:
        body = (
            tag("p", f"Held: {held(meetings)}.", class_="mb-lead"),
            officers.way_in(request),
            shell.scope_form("records", meetings, request.query_params, words="Words in the minutes"),
            _found(assistant, request) if request.query_params.get("q") else None,
            *(_shelf(shelf) for shelf in made),
            None if made else tag("p", "No minutes of that scope are held.", class_="mb-empty"),
        )
    return shell.page(request, "records", "Records", *body)


def _found(assistant: Assistant, request: Request) -> Html:
    """Items that hold every word, newest first."""
    sought = request.query_params["q"][:200]
    words = stems(sought)
    chosen = shell.chosen(request.query_params)
    found: list[Html] = []
    with assistant.store.view() as view:
        scope = scope_of(chosen, view.meetings())
        hits = view.search_words(content_words(sought), scope, 200) if scope is not None and words else []
        passages = view.passages([hit.passage_id for hit in hits]).values()
        seen: set[str] = set()
        for passage in passages:
            if passage.item_id in seen or not words <= stems(passage.text) | stems(passage.context):
                continue
            seen.add(passage.item_id or "")
            record = view.record(passage.meeting_id)
            item = next((i for i in record.meeting.items if i.id == passage.item_id), None)
            place = place_of(record, item, passage.start, min(passage.end, passage.start + 400))
            name = item.title if item else "Heading of the minutes"
            where = f"{record.meeting.committee.name}, {record.meeting.council.name}, {day(record.meeting.date)}"
            found.append(tag("li", shell.link(place, fold_spaces(name)), tag("span", where, class_="mb-where")))
    told = f"{count(len(found), 'item')} with these words" if found else "No item holds all of these words."
    return tag("section", tag("h2", told), tag("ul", *found[:30], class_="mb-plain"), class_="mb-box")


def _shelf(shelf: Shelf) -> Html:
    body = [tag("li", *_row(m)) for m in reversed(shelf.meetings)]
    gaps = [tag("li", _gap(gap)) for gap in shelf.gaps]
    missing = tag("div", tag("h3", "Gaps"), tag("ul", *gaps, class_="mb-plain"), class_="mb-gaps") if gaps else None
    return tag(
        "section",
        tag("h2", shelf.committee, tag("span", shelf.council, class_="mb-where")),
        _time_line(shelf),
        tag("ul", *body, class_="mb-plain mb-meetings"),
        missing,
        class_="mb-box",
    )


def _row(meeting: MeetingSummary) -> Iterator[Html | str]:
    name = f"{day(meeting.date)}, {meeting.time:%H:%M}" if meeting.time else day(meeting.date)
    yield tag("a", name, href=f"meeting/{meeting.id}")
    told = [count(meeting.items, "item")]
    told += ["draft"] if meeting.state is State.DRAFT else []
    told += [f"cut off: item {', '.join(meeting.truncated)}"] if meeting.truncated else []
    yield tag("span", "; ".join(told), class_="mb-where")


def _gap(gap: Gap) -> str:
    if gap.first == gap.last:
        return f"A meeting on {day(gap.first)} is spoken of in the minutes; its own are not held."
    months = round((gap.last - gap.first).days / 30.4)
    return f"Nothing is held between {day(gap.first)} and {day(gap.last)}, {months} months."


def _time_line(shelf: Shelf) -> Html | None:
    """Meetings as dots on a line of years, gaps as dashes; the list beneath says the same in words."""
    dates = [m.date for m in shelf.meetings]
    first, last = dt.date(min(dates).year, 1, 1), dt.date(max(dates).year, 12, 31)
    span = (last - first).days

    def x(date: dt.date) -> str:
        return f"{16 + 608 * (date - first).days / span:.1f}"

    years = [
        join([
            tag("line", x1=x(dt.date(year, 1, 1)), x2=x(dt.date(year, 1, 1)), y1=16, y2=32, class_="mb-tick"),
            tag("text", str(year), x=x(dt.date(year, 7, 1)), y=58, class_="mb-year"),
        ])
        for year in range(first.year, last.year + 1)
    ]  # fmt: skip
    gaps = [
        tag("line", x1=x(gap.first), x2=x(gap.last), y1=24, y2=24, class_="mb-gap-line")
        if gap.first != gap.last
        else tag("circle", cx=x(gap.first), cy=24, r=6, class_="mb-missing")
        for gap in shelf.gaps
        if first <= gap.first and gap.last <= last
    ]
    dots = [tag("circle", cx=x(date), cy=24, r=7, class_="mb-dot") for date in dates]
    base = tag("line", x1=16, x2=624, y1=24, y2=24, class_="mb-line")
    return tag(
        "svg",
        base,
        *years,
        *gaps,
        *dots,
        viewBox="0 0 640 66",
        class_="mb-time",
        aria_hidden="true",
        focusable="false",
    )


def _meeting(request: Request, record: Record, is_officer: bool) -> Response:  # noqa: FBT001  drawn either way
    meeting = record.meeting
    words = request.query_params.get("q", "")[:200]
    marks = _spans(record, stems(words)) if words else []
    heading = f"{meeting.committee.name}, {day(meeting.date)}"
    search = tag(
        "form",
        shell.field("q", "Find in this meeting", tag("input", id="f-q", name="q", type="search", value=words)),
        tag("button", "Find", class_="mb-button mb-main-button"),
        tag("p", f"{count(len(marks), 'place')} found and marked.", role="status") if words else None,
        class_="mb-form mb-find",
        action=f"meeting/{meeting.id}",
    )
    remove = tag("p", tag("a", "Remove this record …", href=f"remove?record={meeting.id}")) if is_officer else None
    return shell.page(
        request,
        "records",
        heading,
        tag("p", meeting.council.name, class_="mb-lead"),
        record_facts(record),
        tag("ul", *(tag("li", note) for note in record.notes), class_="mb-caution mb-plain") if record.notes else None,
        search,
        _contents(record),
        _people(record),
        *(whole_item(record, item, marks, _anchor(item)) for item in meeting.items),
        remove,
    )


def _spans(record: Record, words: set[str]) -> list[tuple[int, int]]:
    """Where words stand that are forms of those sought."""
    return [found.span() for found in _WORD.finditer(record.text) if stems(found[0]) & words]


def _anchor(item: Item) -> str:
    return f"item-{item.id.rpartition('/')[2]}"


def _contents(record: Record) -> Html:
    """The items, as links down the page; the page's own address stands before each, for the page has another base."""
    here = f"meeting/{record.meeting.id}"
    links = [
        tag("li", tag("a", f"{item.number}. {fold_spaces(item.title)}" if item.number else fold_spaces(item.title),
                      href=f"{here}#{_anchor(item)}"))
        for item in record.meeting.items
    ]  # fmt: skip
    return tag("nav", tag("h2", "Items"), tag("ul", *links, class_="mb-plain"), class_="mb-box", aria_label="Items")


def _people(record: Record) -> Html:
    lists: list[Html] = []
    for presence, name in _PRESENCE.items():
        people = [p for p in record.meeting.attendance if p.presence is presence]
        if people:
            said = [f"{p.name} ({p.role})" if p.role else p.name for p in people]
            lists.append(join([tag("dt", name), tag("dd", "; ".join(said))]))
    body = tag("dl", *lists) if lists else tag("p", "The minutes list nobody. That does not mean that nobody came.")
    return tag("section", tag("h2", "Attendance"), body, class_="mb-box")
