"""A ModernGov site on this machine, which a test changes as it runs."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tests.ingest.moderngov.anytown import (
    HOST,
    HTML,
    JUNE,
    MARCH,
    MAY,
    XML,
    Meeting,
    committees_html,
    committees_xml,
    item_html,
    meeting_html,
    meeting_xml,
    meetings_html,
    meetings_xml,
)


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
