"""The meetings of a made-up council, as a ModernGov site tells them: its web service's XML, and its pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

HOST = "democracy.anytown.test"
COUNCIL = "Anytown Borough Council"
XML = "text/xml; charset=utf-8"
HTML = "text/html; charset=utf-8"
LONG = (
    "The Head of Streets explained that the charge for a day had stood at £4 since 2017, and that the cost of "
    "the wardens had risen by a third. Councillor Ashworth asked whether residents’ permits were included – they "
    "were not. ",
    "Councillor Bell noted that traders in Mill Lane had written against the change.",
    "Resolved: that the daily charge be £5 from 1 April 2025.",
)


@dataclass(frozen=True)
class Item:
    """An item of business."""

    id: int
    number: str
    title: str
    minutes: tuple[str, ...]
    agenda: str = "To consider the report of the Head of Service."
    restricted: bool = False
    displayed: bool = True


@dataclass(frozen=True)
class Meeting:
    """A meeting of a committee."""

    id: int
    day: str  # "4 March 2025"
    date: str  # "04/03/2025"
    items: tuple[Item, ...]
    status: str = "Confirmed"
    committee: int = 7
    published: bool = True  # its minutes


APOLOGIES = Item(501, "1", "Apologies", ("Apologies were received from Councillor Smith.",))
PARKING = Item(502, "2", "Parking charges", LONG)
SECRET = Item(503, "3", "Sale of the Old Brewery", ("The bid of Zebedee Holdings was agreed.",), restricted=True)
HIDDEN = Item(504, "4", "Staffing", ("The post of Quentin Fox was deleted.",), displayed=False)
MARCH = Meeting(31, "4 March 2025", "04/03/2025", (APOLOGIES, PARKING, SECRET, HIDDEN))
MAY = Meeting(
    32, "6 May 2025", "06/05/2025", (APOLOGIES, Item(505, "2", "Bins", ("It was agreed that bins be green.",)))
)
JUNE = Meeting(33, "3 June 2025", "03/06/2025", (APOLOGIES,), status="Cancelled")
COMMITTEES = {7: "Planning Committee", 8: "Planning Review Panel", 9: "Cabinet"}


def committees_xml() -> bytes:
    entries = "".join(
        f"<committee><committeeid>{number}</committeeid><committeetitle>{name}</committeetitle>"
        "<committeedeleted>False</committeedeleted></committee>"
        for number, name in COMMITTEES.items()
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n<committees>{entries}</committees>'.encode()


def meetings_xml(committee: int, meetings: list[Meeting]) -> bytes:
    entries = "".join(
        f"<meeting><meetingid>{m.id}</meetingid><meetingdate>{m.date}</meetingdate>"
        f"<meetingstatus>{m.status}</meetingstatus><meetingtime>10.00 am</meetingtime></meeting>"
        for m in meetings
        if m.committee == committee
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<getmeetings><committee>'
        f"<committeeid>{committee}</committeeid><committeetitle>{COMMITTEES[committee]}</committeetitle>"
        f"<committeemeetings>{entries}</committeemeetings></committee></getmeetings>"
    ).encode()


def meeting_xml(meeting: Meeting, *, displayed: bool = True) -> bytes:
    items = "".join(_item_xml(item if meeting.published else replace(item, minutes=())) for item in meeting.items)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f"<meeting><meetingid>{meeting.id}</meetingid><meetingdate>{meeting.date}</meetingdate>"
        f"<meetingstatus>{meeting.status}</meetingstatus><isdisplayallowed>{displayed}</isdisplayallowed>"
        "<meetingtime>10.00 am</meetingtime><meetinglocation>Town Hall</meetinglocation>"
        f"<minutepublished>{meeting.published}</minutepublished><agendaitems>{items}</agendaitems>"
        '<attendees><attendee membertype="U" memberid="5" name="Councillor Ann Ashworth" '
        'roledescription="Committee Member" attendance="Present"/></attendees></meeting>'
    ).encode()


def _item_xml(item: Item) -> str:
    body = "".join(f'<p class="MsoNormal">{escape(words)}</p>\n' for words in item.minutes)
    body = body and f"<div>{body}</div>"
    return (
        f"<agendaitem><agendaitemid>{item.id}</agendaitemid><agendaitemtitle>{escape(item.title)}</agendaitemtitle>"
        f"<agendatext>{escape(f'<p>{escape(item.agenda)}</p>')}</agendatext>"
        f"<agendaitemnumber>9</agendaitemnumber><fulldisplaynumberformat>{item.number}.</fulldisplaynumberformat>"
        f"<minutesnonemptyhtmlbody>{escape(body)}</minutesnonemptyhtmlbody>"
        f"<isminutepublished>True</isminutepublished><isrestricted>{item.restricted}</isrestricted>"
        f"<isdisplayallowed>{item.displayed}</isdisplayallowed>"
        f"<linkeddocuments><linkeddoc><title>{escape(item.title)} report</title>"
        f"<isrestricted>{item.restricted}</isrestricted></linkeddoc></linkeddocuments></agendaitem>"
    )


def _framed(title: str, body: str) -> str:
    return (
        f"<!DOCTYPE html>\n<html><head><title>{title} | {COUNCIL}</title></head><body>"
        f'<div id="modgov"><div class="mgContent">{body}</div></div></body></html>'
    )


def _paragraphs(words: tuple[str, ...]) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in words)


def meeting_html(meeting: Meeting, *, cut: bool = True) -> str:
    name = COMMITTEES[meeting.committee]
    shown = [item for item in meeting.items if item.displayed and not item.restricted]
    rows = "".join(_row(item if meeting.published else replace(item, minutes=()), cut=cut) for item in shown)
    kind = "Agenda and minutes" if meeting.published else "Agenda"
    return _framed(
        f"{kind} - {name} - {meeting.day}",
        f"<h1>{kind}</h1><h2>{name} - Tuesday, {meeting.day} 10.00 am</h2><p>Venue: Town Hall</p>"
        f'<h3>Items</h3><table class="mgItemTable"><tr><th>No.</th><th>Item</th></tr>{rows}</table>',
    )


def _row(item: Item, *, cut: bool) -> str:
    text = _paragraphs(item.minutes)
    if cut and len(item.minutes) > 1:
        start = escape(item.minutes[0][:160])
        link = f'<a href="mgAi.aspx?ID={item.id}">view the full minutes text for item {item.number}.</a>'
        text = f"<p>{start} ... &nbsp;{link}</p>"
    minutes = f'<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara">{text}</div>' if text else ""
    return (
        f'<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">{item.number}.</p></td>'
        f'<td><p class="mgAiTitleTxt">{escape(item.title)}</p>'
        f'<div class="mgWordPara"><p>{escape(item.agenda)}</p></div>'
        f"{minutes}</td></tr>"
    )


def item_html(item: Item) -> str:
    return _framed(
        f"Agenda item - {item.title}",
        f'<h1>Agenda item</h1><h2 class="mgSubTitleTxt">{escape(item.title)}</h2>'
        f'<div class="mgWordPara"><p>{escape(item.agenda)}</p></div>'
        f'<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara">{_paragraphs(item.minutes)}</div>'
        '<p class="mgSubItemTitleTxt">Supporting documents:</p>'
        '<ul class="mgBulletList"><li>Report PDF 253 KB</li></ul>',
    )


def meetings_html(committee: int, meetings: list[Meeting]) -> str:
    links = "".join(
        f'<li><a href="ieListDocuments.aspx?CId={committee}&amp;MId={m.id}&amp;Ver=4">{m.day} 10.00 am</a>'
        f"{_off(m)}</li>"
        for m in meetings
        if m.committee == committee
    )
    other = '<li><a href="http://elsewhere.test/ieListDocuments.aspx?CId=7&MId=99">1 March 2025</a></li>'
    return _framed("Browse meetings", f'<ul class="mgBulletList">{links}{other}</ul>')


def _off(meeting: Meeting) -> str:
    return "" if meeting.status == "Confirmed" else f" - {meeting.status.upper()}"


def committees_html() -> str:
    links = "".join(f'<li><a href="mgCommitteeDetails.aspx?ID={n}">{name}</a></li>' for n, name in COMMITTEES.items())
    return _framed("Committees", f"<ul>{links}</ul>")
