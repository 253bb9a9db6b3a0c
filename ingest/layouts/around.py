"""What stands around the items of a record: who met and who was there, the closing lines, the dates ahead."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Sequence

from ingest.layouts.bodies import paragraphs
from ingest.layouts.dates import DATE, date_of, first_time
from ingest.layouts.marks import RULE
from ingest.layouts.people import apologies
from ingest.layouts.segments import Segment
from ingest.originals import PieceKind
from ingest.readers.lines import Document
from ingest.records import Attendance, FutureMeeting, Item, Paragraph, Part

_DATES_TITLE = re.compile(
    r"\b(?:dates?|schedule|calendar)\b.{0,200}\bmeetings?\b|(?<!\bat the )(?<!\bat our )\b(?:next|future) meetings?\b",
    re.IGNORECASE,
)
_APOLOGIES_TITLE = re.compile(r"\bapolog", re.IGNORECASE)
_NEXT_MEETING = re.compile(
    r"\b(?:next|future) (?:scheduled |ordinary )?meetings?\b"
    r"|(?<!\bat the )(?<!\bat our )\bnext\s(?:(?!and\b|the\b|to\b)[\w&’'-]+\s+){1,6}?meeting\b",
    re.IGNORECASE,
)
_MEETING_OF = re.compile(
    rf"\bthe (?P<month>{'|'.join(filter(None, calendar.month_name))})\s+(?:[\w&’'-]+ ){{0,6}}?meeting\b", re.IGNORECASE
)
"""A meeting that is called by its month: "the May meeting"."""


def header_rows(document: Document, top: Iterable[Segment]) -> list[tuple[str, int, bool]]:
    """The header's rows of words; a heading of the format's own ends the list before it."""
    rows: list[tuple[str, int, bool]] = []
    heading = False
    for segment in top:
        if segment.kind is PieceKind.FURNITURE:
            heading = heading or bool(segment.text)  # marks of emphasis have none
        elif segment.kind is PieceKind.TEXT:
            is_heading = document.lines[segment.line].heading and not segment.text.rstrip().endswith(":")
            rows.append((segment.text, segment.start, heading or is_heading))
            heading = False
    return rows


def header_paragraphs(top: Sequence[Segment], meeting_id: str) -> tuple[Paragraph, ...]:
    """The header as paragraphs: who met, when, where, who was there."""
    drafts = paragraphs(top, Part.HEADER)
    return tuple(
        Paragraph(f"{meeting_id}/header/p{index}", Part.HEADER, None, draft.start, draft.end)
        for index, draft in enumerate((d for d in drafts if d.text), start=1)
    )


def closing_paragraphs(document: Document, closing: Sequence[int], meeting_id: str) -> list[Paragraph]:
    """The lines behind the last item: when the meeting ended. They are cited like the header, as no item's words."""
    lines = [document.lines[index] for index in closing if not RULE.fullmatch(document.lines[index].text)]
    return [
        Paragraph(f"{meeting_id}/closing/p{number}", Part.HEADER, None, line.start, line.end)
        for number, line in enumerate(lines, start=1)
    ]


def sent_apologies(text: str, items: Iterable[Item]) -> list[Attendance]:
    """Apologies told in the items, not in the header."""
    return [
        person
        for item in items
        for paragraph in item.paragraphs
        if paragraph.part is Part.MINUTES
        for person in apologies(
            text[paragraph.start : paragraph.end],
            paragraph.start,
            under_their_title=bool(_APOLOGIES_TITLE.search(item.title)),
        )
    ]


def future_meetings(text: str, items: Iterable[Item]) -> tuple[FutureMeeting, ...]:
    """The dates on which the items say that the committee would meet."""
    return _once(meeting for item in items for meeting in _dates_in(text, item))


def _dates_in(text: str, item: Item) -> Iterable[FutureMeeting]:
    """Dates in an item about dates of meetings, or in a sentence about the next one."""
    about_dates = bool(_DATES_TITLE.search(item.title))
    for paragraph in item.paragraphs:
        words = text[paragraph.start : paragraph.end]
        if not about_dates and not _NEXT_MEETING.search(words) and not _MEETING_OF.search(words):
            continue
        for found in DATE.finditer(words):
            date = date_of(found)
            lead = words[max(0, found.start() - 160) : found.start()]
            if date is not None and (about_dates or _NEXT_MEETING.search(lead) or _is_of_month(date, lead)):
                time = first_time(words, found.end()) if len(words) < 400 else None
                yield FutureMeeting(date, time, paragraph.start + found.start(), paragraph.start + found.end())


def _is_of_month(date: dt.date, lead: str) -> bool:
    """Whether the sentence that a date stands in speaks of the meeting of its month: "to hold the May meeting on …"."""
    sentence = re.split(r"\.\s", " ".join(lead.split()))[-1]
    return any(found["month"].capitalize() == f"{date:%B}" for found in _MEETING_OF.finditer(sentence))


def _once(future: Iterable[FutureMeeting]) -> tuple[FutureMeeting, ...]:
    """Each date once, the words with a time before those without."""
    best: dict[object, FutureMeeting] = {}
    for meeting in future:
        known = best.get(meeting.date)
        if known is None or (known.time is None and meeting.time is not None):
            best[meeting.date] = meeting
    return tuple(sorted(best.values(), key=lambda m: m.date))
