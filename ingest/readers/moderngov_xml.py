"""The XML of ModernGov's web service (GetMeeting) → lines of the shape that its pages have."""

from __future__ import annotations

import datetime as dt
import html as entities
import re
from collections import Counter
from collections.abc import Iterator

from ingest.errors import NotMinutes
from ingest.readers.elements import Element, xml_root
from ingest.readers.html import html_rows
from ingest.readers.lines import Document
from ingest.readers.rows import Row, compose

_HINT = "Ingest what GetMeeting of the council's ModernGov service gives, or the page of the meeting."
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_LISTS = ("Present", "In attendance", "Apologies")


def read_meeting_xml(data: bytes, name: str) -> Document:
    """Lines of one meeting. Items that are restricted, or not to be shown, are never kept. Raises `RecordRefused`."""
    meeting = _meeting(data, name)
    if not _says(meeting, "isdisplayallowed", otherwise=True):
        raise NotMinutes(f"{name} is of a meeting that the council does not show.", hint=_HINT)
    if _word(meeting, "meetingstatus").casefold() in {"cancelled", "postponed", "abandoned"}:
        raise NotMinutes(f"{name} is of a meeting that was {_word(meeting, 'meetingstatus').lower()}.", hint=_HINT)
    items = meeting.findall("agendaitems/agendaitem")
    shown = [item for item in items if _is_public(item)]
    rows = [*_heading(meeting), *_attendance(meeting), Row("No. Item")]
    for item in shown:
        rows += _item(item, name)
    return compose(rows, "moderngov", _notes(len(items) - len(shown)))


def _meeting(data: bytes, name: str) -> Element:
    """The one meeting that some XML holds."""
    root = xml_root(data, name, _HINT)
    meetings = [root] if root.tag == "meeting" else list(root.iter("meeting"))
    if len(meetings) != 1 or meetings[0].find("agendaitems") is None or not _word(meetings[0], "meetingdate"):
        raise NotMinutes(f"{name} is XML, but not one meeting with its items.", hint=_HINT)
    return meetings[0]


def _heading(meeting: Element) -> Iterator[Row]:
    """ "Audit Committee - Tuesday, 10 February 2026 10.00 am", and where."""
    found = _DATE.fullmatch(_word(meeting, "meetingdate"))
    day = _word(meeting, "meetingdate")
    if found:
        try:
            date = dt.date(int(found[3]), int(found[2]), int(found[1]))
            day = f"{date:%A}, {date.day} {date:%B %Y}"
        except ValueError:
            pass
    when = f"{day} {_word(meeting, 'meetingtime')}".strip()
    committee = _committee(meeting)
    yield Row(f"{committee} - {when}" if committee else when, heading=True)
    if venue := _word(meeting, "meetinglocation") or _word(meeting, "meetingroom"):
        yield Row(f"Venue: {venue}")


def _committee(meeting: Element) -> str:
    """The committee: said of the meeting, else of the papers linked to it. Empty: it is not said."""
    for tag in ("committeetitle", "meetingcommittee", "committee"):
        if name := _word(meeting, tag):
            return name
    named = Counter(filter(None, (_text(found) for found in meeting.iter("committeetitle"))))
    return named.most_common(1)[0][0] if named else ""


def _attendance(meeting: Element) -> Iterator[Row]:
    """Who came. Nobody of whom it is only said that they were expected is said to have come."""
    lists: dict[str, list[str]] = {heading: [] for heading in _LISTS}
    for person in meeting.iterfind("attendees/attendee"):
        name = _flat(person.get("name") or _word(person, "name"))
        came = (person.get("attendance") or _word(person, "attendance")).casefold()
        role = _flat(person.get("roledescription") or "")
        kind = next(
            (h for h, sign in zip(_LISTS, ("present", "attend", "apolog"), strict=True) if came.startswith(sign)), None
        )
        kind = "In attendance" if came.startswith("in attendance") else kind
        if name and kind:
            plain = not role or role.casefold() in {"committee member", "member"}
            lists[kind].append(name if plain else f"{name} ({role})")
    for heading, names in lists.items():
        if names:
            yield Row(f"{heading}: {', '.join(names)}")


def _item(item: Element, name: str) -> Iterator[Row]:
    """An item: its number, its title, what stood on the agenda, and what happened."""
    number = _word(item, "fulldisplaynumberformat")
    if number:
        yield Row(number if number.endswith((".", ")")) or not number.isdigit() else f"{number}.")
    yield Row(_word(item, "agendaitemtitle") or "Item", heading=True)
    yield from html_rows(_markup(item, "agendatext"), name)
    if _says(item, "isminutepublished", otherwise=False):
        minutes = html_rows(_markup(item, "minutesnonemptyhtmlbody"), name)
        if minutes:
            yield Row("Minutes:")
            yield from minutes
    if _says(item, "isdecisionpublished", otherwise=False):
        decision = html_rows(_markup(item, "decisionnonemptyhtmlbody"), name)
        if decision:
            yield Row("Decision:")
            yield from decision


def _is_public(item: Element) -> bool:
    return not _says(item, "isrestricted", otherwise=False) and _says(item, "isdisplayallowed", otherwise=True)


def _says(element: Element, tag: str, *, otherwise: bool) -> bool:
    """A yes or no of the service; ``otherwise`` where it is not said. What is neither is taken as not to be shown."""
    said = _word(element, tag).casefold()
    if not said:
        return otherwise
    return said != "false" if tag == "isrestricted" else said == "true"


def _markup(item: Element, tag: str) -> str:
    """HTML inside XML: escaped once by the XML, and by some sites a second time."""
    text = item.findtext(tag) or ""
    return text if "<" in text else entities.unescape(text)


def _word(element: Element, tag: str) -> str:
    found = element.find(tag)
    return _text(found) if found is not None else ""


def _text(element: Element) -> str:
    return _flat(element.text or "")


def _flat(text: str) -> str:
    """Titles are escaped twice."""
    return " ".join(entities.unescape(entities.unescape(text)).split())


def _notes(kept_back: int) -> list[str]:
    if not kept_back:
        return []
    return [f"{kept_back} item{' is' if kept_back == 1 else 's are'} restricted or not to be shown, and not kept."]
