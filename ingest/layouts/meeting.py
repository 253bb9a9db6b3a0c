"""A document → a record: its meeting, and every visible character of it accounted for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.errors import NotMinutes, Unplaced
from ingest.layouts.assemble import Assembly, assemble
from ingest.layouts.dates import DATE, first_time
from ingest.layouts.header import Header, read_header
from ingest.layouts.headings import Headings, Style
from ingest.layouts.marks import CLOSING, ENDED, MINUTES_MARK, PAGE_HEADING, RULE
from ingest.layouts.styles import find_headings
from ingest.originals import Source
from ingest.readers.lines import Document, Line
from ingest.records import Committee, Council, ItemNumber, Meeting, Part, Record, State, fold_spaces

_NARRATES = re.compile(
    r"\b(?:was|were|had|noted|agreed|resolved|considered|received|reported|explained|advised|informed|asked|stated|declared)\b",
    re.IGNORECASE,
)
_MEETING_OF_ISSUE = re.compile(rf"meeting\s*:\s*{DATE.pattern}\s*[-–]", re.IGNORECASE)
_OPENING = re.compile(
    r"\W*(?:(?:members? |councillors? )?present\b|in attendance\b|venue\s*:|1[.)]?\s+(?:welcome|apolog|declaration))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Given:
    """What the user said of a file, on the command line or in sources.toml; it goes before what the text says."""

    council: str | None = None
    committee: str | None = None
    date: dt.date | None = None
    url: str | None = None


NOTHING_GIVEN = Given()


def parse(document: Document, source: Source, given: Given = NOTHING_GIVEN) -> Record:
    """The record in a document.

    Raises `NotMinutes` (an agenda, two meetings in one file, nothing at all) or `Unplaced` (no council, committee or
    date, in the text or given).
    """
    lines = document.lines
    if not lines:
        raise NotMinutes(f"{source.name} holds no words.", hint="Save the page again; the download may have failed.")
    _refuse_two_meetings(lines, source.name)
    last, ended, closing = _closing(lines)
    headings = find_headings(lines[:last])
    first = headings.headings[0].first_line if headings.headings else last
    header = read_header(lines[:first] or lines[:1])
    council, committee, date = _place(header, given, source.name)
    meeting_id = f"{council.slug}/{committee.slug}/{date:%Y-%m-%d}"
    assembly = assemble(document, headings, last, closing, meeting_id, header.item_number)
    _refuse_agenda(assembly, headings, lines, source.name)
    meeting = Meeting(
        id=meeting_id,
        council=council,
        committee=committee,
        date=date,
        time=header.time,
        venue=header.venue,
        meeting_type=header.meeting_type,
        ended=ended,
        state=State.DRAFT if header.is_draft else State.UNSTATED,
        header=assembly.header,
        items=assembly.items,
        attendance=assembly.attendance,
        future_meetings=tuple(f for f in assembly.future if f.date > date),
    )
    source = replace(source, format=document.format, url=given.url or source.url)
    notes = (*document.notes, *_notes(meeting, headings))
    return Record(source, document.text, meeting, assembly.pieces, notes, document.pages)


def with_id(record: Record, new: str) -> Record:
    """The same record under another id of its meeting."""
    meeting = record.meeting
    old = meeting.id
    if new == old:
        return record

    def moved(identity: str) -> str:
        return new + identity.removeprefix(old)

    items = tuple(
        replace(
            item,
            id=moved(item.id),
            paragraphs=tuple(replace(p, id=moved(p.id)) for p in item.paragraphs),
            outcomes=tuple(replace(o, paragraph=moved(o.paragraph)) for o in item.outcomes),
        )
        for item in meeting.items
    )
    header = tuple(replace(p, id=moved(p.id)) for p in meeting.header)
    return replace(record, meeting=replace(meeting, id=new, items=items, header=header))


def _place(header: Header, given: Given, name: str) -> tuple[Council, Committee, dt.date]:
    """Council, committee and date, given or read; never guessed."""
    council = fold_spaces(given.council or "") or header.council
    committee = fold_spaces(given.committee or "") or header.committee
    date = given.date or header.date
    missing = [
        (what, flag)
        for what, flag, value in (
            ("which council it belongs to", "--council", council),
            ("which committee met", "--committee", committee),
            ("when the meeting was", "--date", date),
        )
        if value is None
    ]
    if council is None or committee is None or date is None:
        said = " or ".join(what for what, _ in missing)
        flags = " and ".join(flag for _, flag in missing)
        raise Unplaced(
            f"{name} does not say {said}.", hint=f"Say it with {flags}, or in a sources.toml beside the file."
        )
    body = Council(council), Committee(committee)
    for named in body:
        if not named.slug:
            raise Unplaced(f'"{named.name}" is no name of a council or committee, for {name}.')
    return *body, date


def _closing(lines: Sequence[Line]) -> tuple[int, dt.time | None, tuple[int, ...]]:
    """Where the minutes end: the line after the last of them, when the meeting ended, the lines of the closing."""
    first = len(lines)
    while first > max(1, len(lines) - 6) and _closes(lines[first - 1].text):
        first -= 1
    ended = None
    for line in lines[first:]:
        if ENDED.search(line.text):
            ended = first_time(line.text)
    return first, ended, tuple(range(first, len(lines)))


def _closes(text: str) -> bool:
    """Whether a line at the end is part of the closing: who signed, when it ended, a rule."""
    return bool(CLOSING.fullmatch(text.strip("*_ ")) or RULE.fullmatch(text))


def _refuse_two_meetings(lines: Sequence[Line], name: str) -> None:
    """Two headings of a meeting, with other committees or dates behind them, are two meetings."""
    starts = [0, *(index for index in range(1, len(lines)) if _begins_meeting(lines, index))]
    dated = []
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        header = read_header(lines[start : min(start + 8, stop)])
        if header.date is not None:
            dated.append((header.committee, header.date))
    if len(set(dated)) > 1:
        when = " and ".join(f"{date.day} {date:%B %Y}" for _, date in list(dict.fromkeys(dated))[:2])
        raise NotMinutes(
            f"{name} holds the minutes of {len(set(dated))} meetings ({when}).",
            hint="Save each meeting as a file of its own and ingest those.",
        )


def _begins_meeting(lines: Sequence[Line], index: int) -> bool:
    """Whether the minutes of another meeting begin here.

    A committee's name and a date are not enough: minutes name other meetings all the time. Before them a meeting has
    ended, or behind them it is said who came.
    """
    text = lines[index].text
    if PAGE_HEADING.fullmatch(text) or _MEETING_OF_ISSUE.match(text):
        return True
    behind = lines[index + 1 : index + 9]
    if len(text) > 200 or not behind or not DATE.search(text + "\n" + behind[0].text):
        return False
    if read_header(lines[index : index + 2]).date is None:
        return False
    has_ended = any(CLOSING.fullmatch(line.text.strip("*_ ")) for line in lines[max(0, index - 4) : index])
    return (has_ended and len(behind) == 8) or any(_OPENING.match(line.text) for line in behind)


def _refuse_agenda(assembly: Assembly, headings: Headings, lines: Sequence[Line], name: str) -> None:
    """A file in which nothing tells what happened is an agenda."""
    paragraphs = [p for item in assembly.items for p in item.paragraphs]
    minutes = [p for p in paragraphs if p.part is Part.MINUTES]
    marked = any(MINUTES_MARK.match(line.text) for line in lines)
    text = " ".join(assembly.text[p.start : p.end] for p in minutes)
    if not minutes or not text.strip():
        raise NotMinutes(f"{name} holds an agenda but no minutes: under its items nothing says what happened.")
    if not marked and not _NARRATES.search(text):
        raise NotMinutes(f"{name} reads like an agenda, not minutes: nothing in it says what happened.")
    if headings.style is Style.SINGLE and not marked and len(_NARRATES.findall(text)) < 2 and len(text.split()) < 40:
        raise NotMinutes(f"{name} holds no items of business that could be told apart.")


def _notes(meeting: Meeting, headings: Headings) -> list[str]:
    """What a reader of this record should know."""
    notes = []
    inferred = [item for item in meeting.items if item.number_is is ItemNumber.INFERRED]
    without = [item for item in meeting.items if item.number_is is ItemNumber.NONE]
    cut = [item for item in meeting.items if item.truncated]
    if inferred:
        notes.append("Item numbers are not printed; they were inferred from the sequence of the items.")
    if without:
        notes.append(f"{len(without)} of {len(meeting.items)} items carry no number.")
    if cut:
        names = ", ".join(item.number or item.title for item in cut)
        notes.append(f"The source cuts off the text of item{'s' if len(cut) > 1 else ''} {names}.")
    if headings.style is Style.SINGLE:
        notes.append("The source is the page of a single item.")
    if meeting.state is State.DRAFT:
        notes.append("These are draft minutes.")
    return notes
