"""The top of a record → which committee met, when and where."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layouts.councils import infer_council
from ingest.layouts.dates import DATE, date_of, first_time
from ingest.layouts.marks import DIRECTIONS, FURNITURE
from ingest.layouts.names import in_capitals, is_body
from ingest.layouts.opening import read_opening
from ingest.readers.lines import Line

_TYPE = re.compile(
    r"(?P<type>(?:additional|special|extraordinary|extra-ordinary|adjourned|urgent|annual|budget|joint)(?: meeting)?)"
    r"(?:,\s*|\s+of(?: the)?\s+|\s*[-–:]\s*)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?:agenda(?: and (?:draft )?minutes)? for (?:the )?|minutes of (?:the |a )?(?:proceedings at )?(?:meeting of (?:the )?)?|meeting\s*:\s*|meeting of (?:the )?)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"https?:|[\[\]@]|[.;:!?] |\b(?:is|are|was|were|be|has|have|had|will|would|that|venue|contact|present|agenda|minutes)\b",
    re.IGNORECASE,
)
_WHOLE_COUNCIL = frozenset({"council", "full council", "county council"})
_FRAGMENT = re.compile(
    r"(?:(?:the )?(?:city|borough|district)(?: and)? )?(?:county |city )?council|.*\bchambers?\b.*", re.IGNORECASE
)
_LONGEST_LINE = 250  # characters of a line that names a meeting; a longer one talks of it
_EDGES = " ,;:-–—|\t"
_AFTER_ITEM = re.compile(r"(?<!\s)\s*\(item\s+[\w.]+\)\s*$", re.IGNORECASE)
_VENUE = re.compile(r"(?:proposed )?venue\s*:\s*", re.IGNORECASE)
_TIME_TAIL = re.compile(
    r"(?<!\s)\s*+(?:[-–,]\s*)?(?:at\s+)?\d{1,2}(?:[.:]\d{2})?\s*(?:[ap]\.?\s?m\.?|noon|midday)?\s*$", re.IGNORECASE
)
_HELD = re.compile(
    r"(?<!\s)\s*+(?:,\s*)?\b(?:on|(?:draft )?minutes|held|meeting held|to be held)(?: (?:in|at|on|via|by)\b.*)?$",
    re.IGNORECASE,
)
_MEETING_LINE = re.compile(r"(?:minutes of|meeting of|at a meeting|held)\b", re.IGNORECASE)
_HELD_IN = re.compile(r"\bheld (?:in|at) (?:the )?(?P<where>.+?)(?:,? on (?:\w+day|\d).*)?$", re.IGNORECASE)
_DRAFT = re.compile(r"\bdraft\b", re.IGNORECASE)
_ITEM_NUMBER = re.compile(r"\(item\s+(?P<number>[\w.]*\w)\.?\)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """What the top of a record says; None where it does not."""

    council: str | None
    committee: str | None
    date: dt.date | None
    time: dt.time | None
    venue: str | None
    meeting_type: str | None
    is_draft: bool
    item_number: str | None  # of a page of one item that names it: "(Item 31)"


def read_header(lines: Sequence[Line]) -> Header:
    """What the lines before the first item say of the meeting."""
    text = "\n".join(line.text for line in lines)
    index, committee, date, after = _dated(lines)
    meeting_type, committee = _split_type(committee)
    time = first_time(after) if after else None
    if time is None and index is not None and index + 1 < len(lines):
        time = first_time(lines[index + 1].text) if len(lines[index + 1].text) < 60 else None
    venue = _venue(lines, after)
    council = infer_council(text)
    opening = read_opening(lines)
    if opening is not None and opening.date is not None:
        committee, date, time = opening.committee, opening.date, opening.time or time
        meeting_type, venue = opening.meeting_type or meeting_type, opening.venue or _venue(lines, "")
        council = council or opening.council
    item = next((m for line in lines if (m := _ITEM_NUMBER.search(line.text))), None)
    return Header(
        council,
        committee,
        date,
        time,
        venue,
        meeting_type,
        any(_DRAFT.search(line.text) for line in lines[:4] if len(line.text) < 80),
        item["number"] if item else None,
    )


def _dated(lines: Sequence[Line]) -> tuple[int | None, str | None, dt.date | None, str]:
    """The line that says when: its index, the committee it names or the line before does, the date, what follows."""
    for index, line in enumerate(lines[:40]):
        for found in DATE.finditer(line.text):
            date = date_of(found)
            if date is None or len(line.text) > _LONGEST_LINE:
                continue
            before = _BEFORE.sub("", line.text[: found.start()]).strip(_EDGES)
            after = line.text[found.end() :]
            committee = _committee(before, after) or _committee_above(lines, index)
            if committee is not None:
                return index, committee, date, after
    return None, _committee_above(lines, min(len(lines), 6)), None, ""


def _committee(before: str, after: str) -> str | None:
    """A name of a body before the date, or behind it ("Meeting: 29/01/2018 - … Board (Item 31)")."""
    name = _HELD.sub("", before).strip(_EDGES)
    if _names_a_body(name):
        return in_capitals(name)
    behind = _AFTER_ITEM.sub("", after).strip(_EDGES)
    if not before and _names_a_body(behind) and not first_time(behind):
        return in_capitals(behind)
    return None


def _names_a_body(name: str) -> bool:
    """A short name of a committee, not a sentence about one."""
    return (
        0 < len(name.split()) <= 16
        and name[0].isupper()
        and is_body(name)
        and not _NO_NAME.search(name)
        and (name.casefold() in _WHOLE_COUNCIL or not _FRAGMENT.fullmatch(name))
    )


def _committee_above(lines: Sequence[Line], index: int) -> str | None:
    """A name of a body on one of the lines before."""
    for line in reversed(lines[max(0, index - 4) : index]):
        if (
            len(line.text) > _LONGEST_LINE
            or FURNITURE.fullmatch(line.text)
            or line.text.endswith((".", ":"))
            or DATE.search(line.text)
        ):
            continue
        name = _HELD.sub("", _BEFORE.sub("", line.text)).strip(_EDGES)
        if _names_a_body(name):
            return in_capitals(name)
    return None


def _split_type(committee: str | None) -> tuple[str | None, str | None]:
    """ "Additional Meeting, Children's Committee" -> the type of meeting and the committee."""
    if committee is None:
        return None, None
    found = _TYPE.match(committee)
    if found and is_body(committee[found.end() :]):
        return found["type"], committee[found.end() :].strip(_EDGES)
    return None, committee


def _venue(lines: Sequence[Line], after: str) -> str | None:
    """What stands behind "Venue:", or between the date and the time of the heading."""
    for line in lines:
        found = _VENUE.match(line.text)
        if found:
            return DIRECTIONS.sub("", line.text[found.end() :]).strip().rstrip(".") or None
    for line in lines[:12]:
        found = _HELD_IN.search(line.text) if _MEETING_LINE.match(line.text) else None
        if found:
            return found["where"].strip(_EDGES + ".") or None
    between = _TIME_TAIL.sub("", after).strip(_EDGES)
    if is_body(between):
        return None  # "Meeting: 29/01/2018 - … Board (Item 31)"
    return between if between and len(between.split()) >= 2 and not first_time(between) else None
