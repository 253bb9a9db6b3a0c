"""What the ModernGov web service says: committees, meetings, and a meeting without what is not for publication."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from lxml import etree

from ingest.errors import Declined, NoMinutesYet, NotMinutes
from ingest.layouts.dates import first_date
from ingest.mg_addresses import CommitteeAddress, MeetingAddress

_OPEN = {"isrestricted": "false", "isdisplayallowed": "true"}  # where either says anything else, it may not be shown
_FLAGS = {"agendaitemid", "agendaitemnumber", "fulldisplaynumberformat", *_OPEN}  # all that is kept of such an item
_BODIES = {"minutesnonemptyhtmlbody": "isminutepublished", "decisionnonemptyhtmlbody": "isdecisionpublished"}
_OFF = {"cancelled", "postponed", "abandoned"}
_EARLIEST = dt.date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class ServedMeeting:
    """A meeting as the service gives it."""

    data: bytes
    date: dt.date | None
    has_minutes: bool  # not only an agenda


def address(site: str, method: str, **asked: object) -> str:
    """The address of one of the service's methods."""
    return f"{site}mgWebService.asmx/{method}" + (f"?{urlencode(asked)}" if asked else "")


def meetings_address(committee: CommitteeAddress, since: dt.date | None, until: dt.date) -> str:
    """Where the meetings of a committee between two days are listed."""
    return address(
        committee.site,
        "GetMeetings",
        lCommitteeId=committee.committee,
        sFromDate=f"{since or _EARLIEST:%d/%m/%Y}",
        sToDate=f"{until:%d/%m/%Y}",
    )


def committees(data: bytes, site: str) -> list[CommitteeAddress]:
    """What GetCommittees lists."""
    root = _root(data, "committees", site)
    return [
        CommitteeAddress(site, int(number), _text(entry, "committeetitle") or None)
        for entry in root.iterfind("committee")
        if (number := _text(entry, "committeeid")).isdecimal()
    ]


def meetings(data: bytes, committee: CommitteeAddress) -> list[MeetingAddress]:
    """What GetMeetings lists, without meetings that were called off."""
    root = _root(data, "getmeetings", committee.site)
    return [
        MeetingAddress(
            committee.site, int(number), committee.committee, _text(of, "committeetitle") or None, _date(entry)
        )
        for of in root.iterfind("committee")
        if _text(of, "committeeid") == str(committee.committee)
        for entry in of.iterfind("committeemeetings/meeting")
        if (number := _text(entry, "meetingid")).isdecimal() and _text(entry, "meetingstatus").casefold() not in _OFF
    ]


def meeting(data: bytes, asked: MeetingAddress) -> ServedMeeting:
    """What GetMeeting gives. Raises `Declined` for anything else, `NotMinutes` for what may not be shown."""
    root = _root(data, "meeting", asked.site)
    if _text(root, "meetingid") != str(asked.meeting):
        raise Declined(f"The service of {asked.site} gives another meeting than number {asked.meeting}.")
    if _text(root, "isdisplayallowed").casefold() not in {"", "true"}:
        raise NotMinutes(f"{asked.page} is not for display: its council says so.", hint="Nothing can be done about it.")
    has_minutes = any(_has_minutes(item) for item in root.iter("agendaitem"))
    if _text(root, "minutepublished").casefold() == "false" and not has_minutes:
        raise NoMinutesYet(f"The minutes of {asked.page} are not published yet.")
    return ServedMeeting(_without_the_restricted(root, data), _date(root), has_minutes)


def _without_the_restricted(root: etree._Element, data: bytes) -> bytes:
    """The bytes as served; where something is restricted, what is left of them without a word of it."""
    shut = [part for part in root.iter("agendaitem", "linkeddoc") if _is_shut(part)]
    if not shut:
        return data
    for part in shut:
        part.text = None
        part.attrib.clear()
        for child in list(part):
            if child.tag not in _FLAGS:
                part.remove(child)
    for note in list(_comments(root)):
        parent = note.getparent()
        if parent is not None:
            parent.remove(note)
    left: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return left


def _has_minutes(item: etree._Element) -> bool:
    """Whether the minutes or the decision of an item are there and may be shown."""
    return not _is_shut(item) and any(
        _text(item, body) and _text(item, flag).casefold() == "true" for body, flag in _BODIES.items()
    )


def _comments(root: etree._Element) -> Iterator[etree._Element]:
    yield from root.iter(etree.Comment)


def _is_shut(part: etree._Element) -> bool:
    return any(_text(part, flag).casefold() not in {"", said} for flag, said in _OPEN.items())


def _root(data: bytes, tag: str, site: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Declined(f"The service of {site} answers with something that is not XML.") from error
    if root.tag != tag or root.getroottree().docinfo.doctype:
        raise Declined(f"The service of {site} answers with something other than what was asked for.")
    return root


def _text(element: etree._Element, tag: str) -> str:
    """What an element says; titles are escaped twice."""
    return " ".join(html.unescape(element.findtext(tag) or "").split())


def _date(element: etree._Element) -> dt.date | None:
    found = first_date(_text(element, "meetingdate"))
    return found[1] if found else None
