"""A council's ModernGov site on this machine: its web service and pages, with words of our own, and its faults."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

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


@dataclass
class Answer:
    """What the site says to one request."""

    body: bytes = b""
    status: int = 200
    kind: str | None = HTML
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None  # said, where that is not the truth
    wait: bool = False  # hang until the test is over
    drip: float = 0.0  # seconds between two bytes


@dataclass
class Site:
    """The site; a test changes it as it runs."""

    folder: str = "/"
    service: bool = True
    robots: Answer = field(default_factory=lambda: Answer(b"", 404))
    meetings: list[Meeting] = field(default_factory=lambda: [MARCH, MAY, JUNE])
    faults: dict[str, list[Answer]] = field(default_factory=dict)  # by what the address holds; each is used once
    pages: dict[str, Answer] = field(default_factory=dict)  # others, by path
    asked: list[str] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def root(self) -> str:
        return f"http://{HOST}:{self.port}{self.folder}"

    def meeting_page(self, meeting: Meeting) -> str:
        return f"{self.root}ieListDocuments.aspx?CId={meeting.committee}&MId={meeting.id}"

    def asked_for(self, part: str) -> int:
        return sum(part in target for target in self.asked)

    def answer(self, target: str) -> Answer:
        """The answer to a request."""
        for part, faults in self.faults.items():
            if part in target and faults:
                return faults.pop(0)
        parts = urlsplit(target)
        if parts.path == "/robots.txt":
            return self.robots
        if parts.path in self.pages:
            return self.pages[parts.path]
        asked = {key.casefold(): values[0] for key, values in parse_qs(parts.query).items()}
        if not parts.path.startswith(self.folder):
            return Answer(b"<p>not found", 404)
        name = parts.path.removeprefix(self.folder)
        if name.startswith("mgWebService.asmx/"):
            return self._served(name.partition("/")[2], asked) if self.service else Answer(b"<p>not found", 404)
        return self._page(name, asked)

    def _served(self, method: str, asked: dict[str, str]) -> Answer:
        match method:
            case "GetCommittees":
                return Answer(committees_xml(), kind=XML)
            case "GetMeetings":
                return Answer(meetings_xml(int(asked["lcommitteeid"]), self.meetings), kind=XML)
            case "GetMeeting":
                found = [m for m in self.meetings if str(m.id) == asked["lmeetingid"]]
                return Answer(meeting_xml(found[0]), kind=XML) if found else Answer(b"", 500)
        return Answer(b"", 500)

    def _page(self, name: str, asked: dict[str, str]) -> Answer:
        match name:
            case "ieListDocuments.aspx":
                found = [m for m in self.meetings if str(m.id) == asked.get("mid")]
                return Answer(meeting_html(found[0]).encode()) if found else Answer(b"<p>no such meeting", 404)
            case "ieListMeetings.aspx":
                return Answer(meetings_html(int(asked["cid"]), self.meetings).encode())
            case "mgListCommittees.aspx":
                return Answer(committees_html().encode())
            case "mgAi.aspx":
                items = {str(item.id): item for meeting in self.meetings for item in meeting.items}
                return Answer(item_html(items[asked["id"]]).encode())
        return Answer(b"<p>not found", 404)


def login() -> Answer:
    """The page that some sites show instead."""
    form = b"<html><body><form><input name=user><input type=password name=pw></form></body></html>"
    return Answer(form)


def bomb(megabytes: int) -> Answer:
    """Zeroes, packed to a thousandth."""
    return Answer(gzip.compress(bytes(megabytes * 1_000_000)), headers={"Content-Encoding": "gzip"})


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


@contextmanager
def served(site: Site) -> Iterator[Site]:
    """The site, on a port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    return type("Handler", (_Handler,), {"site": site})


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append(self.path)
        self.site.heads.append(dict(self.headers.items()))
        answer = self.site.answer(self.path)
        if answer.wait:
            self.site.over.wait(5)
            return
        self.send_response_only(answer.status)
        length = str(len(answer.body) if answer.length is None else answer.length)
        for name, value in {"Content-Type": answer.kind, **answer.headers, "Content-Length": length}.items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        self._send(answer)

    def _send(self, answer: Answer) -> None:
        try:
            if not answer.drip:
                self.wfile.write(answer.body)
            for byte in answer.body if answer.drip else b"":
                self.wfile.write(bytes([byte]))
                if self.site.over.wait(answer.drip):
                    return
        except OSError:
            self.close_connection = True  # whoever asked has had enough

    def log_message(self, *_: object) -> None:
        pass
