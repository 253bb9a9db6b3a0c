"""Meetings ahead as a calendar file (RFC 5545), for the calendars that people keep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from assistant.tables.listings import MeetingRow

_LONGEST_LINE = 75  # octets, its end not counted
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def as_calendar(rows: Iterable[MeetingRow], now: dt.datetime) -> str:
    """The meetings of some rows that are not held yet, so far as minutes told their dates; ``now`` is in UTC.

    A meeting keeps its UID from file to file, so that a calendar that reads a later one brings it up to date. Times
    are those of the place: what the minutes print, without a time zone.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Minutebook//Meetings//EN", "CALSCALE:GREGORIAN"]
    for row in rows:
        if not row.is_held:
            lines += _event(row, now)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _event(row: MeetingRow, now: dt.datetime) -> Iterator[str]:
    day = row.date.replace("-", "")
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(row.id)}@minutebook"
    yield f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART:{day}T{row.time.replace(':', '')}00" if row.time else f"DTSTART;VALUE=DATE:{day}"
    yield f"SUMMARY:{_text(f'{row.committee}, {row.council}')}"
    told = f"“{' '.join(row.quote.split())}” " if row.quote else ""
    yield f"DESCRIPTION:{_text(f'As the minutes say: {told}({row.source})')}"
    if row.url and row.url.startswith(("https://", "http://")):
        yield f"URL:{''.join(row.url.split())}"
    yield "TRANSP:OPAQUE" if row.time else "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """A value of type TEXT: without control characters, with what has a meaning there escaped."""
    shown = "".join(c for c in value if c in "\n\t" or (c.isprintable() and c != "\x7f"))
    return shown.translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """A content line cut so that no part is over 75 octets, never within a character."""
    part, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > _LONGEST_LINE:
            yield part
            part, octets = " ", 1
        part, octets = part + character, octets + size
    yield part
