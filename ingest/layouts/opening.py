"""The sentence that opens minutes, over as many lines as it takes: "Minutes of a meeting of the … held in … on …"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layouts.dates import DATE, TIME, first_date, first_time
from ingest.layouts.names import in_capitals, is_body
from ingest.layouts.people import begins_list
from ingest.readers.lines import Line

_BEGINS = re.compile(r"(?:draft )?minutes of\b|(?:an? |the )?(?:[\w-]+ ){0,3}meeting (?:of|for)\b", re.IGNORECASE)
_MEETING = re.compile(
    r"(?:\b(?:(?:minutes of )?(?:the )?proceedings (?:at|of)|minutes of)(?: (?:the|an?))? |\b(?:the|an?) |^)"
    r"(?P<type>(?:(?!an? |meeting )[\w&’'/-]+ ){0,7}?)meeting (?:of|for) (?:the )?(?P<body>(?:(?!\bmeeting (?:of|for)\b).)+?)"
    r"(?:,? (?:was|which was|to (?:discuss|consider)\b.{0,200}?|(?:on the proposed|regarding|concerning|in relation to)\b.{0,250}?))?"
    r",? held\b(?P<rest>.*)",
    re.IGNORECASE,
)
_COUNCILS_OWN = re.compile(r"(?P<council>.*?\bcouncil)(?P<owner>[’']s)?,? (?:the )?(?P<rest>\S.*)", re.IGNORECASE)
_WHERE = re.compile(r"^,? ?(?:(?P<online>online|remotely)\b|(?:in|at) (?:the )?(?P<place>.+))", re.IGNORECASE)
_BEHIND_TIME = re.compile(r"^[\s,.]*(?:in|at) (?:the )?(?P<place>[^.]+)", re.IGNORECASE)
_ON = re.compile(r"[,\s]+(?:(?:and|or) )?(?:on|dated)?(?: the)?(?: re-?scheduled date of)?[,\s]*$", re.IGNORECASE)
_BROKEN = re.compile(r"(?<=\w)- (?=\w)")
_TELLS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|welcomed|opened|stated|referred|thanked|said|noted|commenced|circulated"
    r"|congratulated|extended|proposed|convened)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\d{1,3}\.\s*$|---")
_ABBREVIATED = re.compile(r"\b(?:[ap]\.m|[ap]|co)\.$", re.IGNORECASE)
_LONGEST = 400  # characters
_LONGEST_LISTS = 80  # lines
_LONGEST_TOP = 12  # lines
_LONGEST_TOP_LINE = 120  # characters
_ITEM = re.compile(r"\d{1,3}\.(?:\s|$)")
_EDGES = " ,;:-–—"


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opening sentence says, and the index of the line behind it."""

    council: str | None
    committee: str
    meeting_type: str | None
    date: dt.date | None
    time: dt.time | None
    venue: str | None
    stop: int


def read_opening(lines: Sequence[Line]) -> Opening | None:
    """The opening sentence of a record, if it has one that names who met."""
    for index in range(min(len(lines), 12)):
        if _BEGINS.match(" ".join(line.text for line in lines[index : index + 2])):
            stop = _stop(lines, index)
            words = " ".join(" ".join(line.text for line in lines[index:stop]).split())
            if opening := _opening(_BROKEN.sub("-", words), stop):
                return opening
    return None


def front_stop(lines: Sequence[Line]) -> int:
    """Where the front of a record ends: behind its opening sentence or its date, and the lists of who was there."""
    opening = read_opening(lines)
    lists = next((index for index, line in enumerate(lines[:12]) if begins_list(line.text)), 0)
    stop = at = opening.stop if opening else lists or _dated_stop(lines)
    is_listing = False
    for line in lines[at : at + _LONGEST_LISTS]:
        at += 1
        if begins_list(line.text) or line.text.casefold().startswith("apologies"):
            is_listing = True
        elif not is_listing or _TELLS.search(line.text) or _ITEM.match(line.text):
            break
        stop = at
    return stop


def _dated_stop(lines: Sequence[Line]) -> int:
    """Where the lines that name a meeting end: behind the first date, if nothing is told or numbered before; else 0."""
    for index, line in enumerate(lines[:_LONGEST_TOP]):
        if len(line.text) > _LONGEST_TOP_LINE or _TELLS.search(line.text) or _ITEM.match(line.text):
            return 0
        if first_date(line.text):
            return index + 1
    return 0


def _stop(lines: Sequence[Line], first: int) -> int:
    """Where the sentence ends: at its full stop behind a date, or where something else begins."""
    stop, so_far = first, ""
    for line in lines[first:]:
        if len(so_far) > _LONGEST or (so_far and _NEXT.match(line.text)) or (so_far and begins_list(line.text)):
            break
        stop += 1
        so_far = f"{so_far} {line.text}"
        if so_far.endswith(".") and first_date(so_far) and not _ABBREVIATED.search(so_far):
            break
    return stop


def _opening(words: str, stop: int) -> Opening | None:
    found = next((m for m in _MEETING.finditer(words) if is_body(m["body"]) or is_body(m["type"])), None)
    if found is None:
        return None
    council, committee = _council_and_committee(found["body"].strip(_EDGES))
    kind = found["type"].strip()
    if is_body(kind):  # a "joint policing sub-committee meeting of the district": the district's committee met
        committee, kind = f"{in_capitals(kind)} of {committee}", ""
    dated = first_date(found["rest"])
    date, time, venue = None, None, None
    if dated is not None:
        date = dated[1]
        before, after = found["rest"][: dated[0].start()], found["rest"][dated[0].end() :]
        time = first_time(after)
        venue = _venue(before, after)
    meeting_type = in_capitals(f"{kind} meeting".upper()) if kind else None
    return Opening(council, committee, meeting_type, date, time, venue, stop)


def _council_and_committee(body: str) -> tuple[str | None, str]:
    """ "Anyshire County Council’s Roads Committee" -> the council and the committee; of a whole council, "Council"."""
    found = _COUNCILS_OWN.fullmatch(body)
    if found and is_body(found["rest"]) and len(found["council"].split()) > 1:
        return in_capitals(found["council"]), in_capitals(found["rest"])
    if re.fullmatch(r".*\w.* council", body, re.IGNORECASE) and len(body.split()) > 2:
        return in_capitals(body), "Council"
    return None, in_capitals(body)


def _venue(before: str, after: str) -> str | None:
    """Where the meeting was: before the date, or behind the time."""
    where = _WHERE.match(_ON.sub("", before))
    if where and where["online"]:
        return "Online"
    if where and where["place"]:
        return in_capitals(where["place"].strip(_EDGES + "."))
    time = TIME.search(after)
    behind = _BEHIND_TIME.match(after[time.end() :] if time else after)
    if behind is None or DATE.search(behind["place"]):
        return None
    return in_capitals(behind["place"].strip(_EDGES))
