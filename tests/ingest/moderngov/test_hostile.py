"""Whatever a site sends, it is an answer or it is refused in a sentence of ours."""

from __future__ import annotations

import gzip
import socket
import threading
from contextlib import suppress
from unittest.mock import patch

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest import mg_pages, mg_service
from ingest.errors import MinutebookError, RecordRefused
from ingest.fetch import Page
from ingest.mg_addresses import CommitteeAddress, MeetingAddress, read_address
from ingest.wire import Broken, Limits, Response, Wire
from tests.ingest.moderngov import anytown

SITE = "http://democracy.anytown.test/"
PAGE = anytown.meeting_html(anytown.MARCH).encode()
ITEM = anytown.item_html(anytown.PARKING).encode()
LIST = anytown.meetings_html(7, [anytown.MARCH, anytown.MAY]).encode()
MEETING = anytown.meeting_xml(anytown.MARCH)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
PACKED = gzip.compress(b"hello" * 50)
CHUNKED += b"%x\r\n%s\r\n0\r\n\r\n" % (len(PACKED), PACKED)
FRAGMENTS = [
    b"<",
    b">",
    b"&",
    b'"',
    b"<!--",
    b"]]>",
    b"<a href='http://['>",
    b"\0",
    b"\xff",
    b"<div>" * 400,
    b"",
    b"\r\n",
]


@st.composite
def mutated(draw: st.DrawFn, *seeds: bytes) -> bytes:
    """Something with a few places cut out, doubled or overwritten."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 60)))
        new = draw(st.sampled_from([*FRAGMENTS, data[start:end] * 2]) | st.binary(max_size=6))
        data = data[:start] + new + data[end:]
    return data


@settings(max_examples=200)
@given(mutated(ANSWER, CHUNKED) | st.binary(max_size=200))
@example(ANSWER)
@example(CHUNKED)
@example(b"HTTP/1.1 100 Continue\r\n\r\n" * 50)
def test_an_answer_of_any_bytes(data: bytes) -> None:
    ours, theirs = socket.socketpair()
    sending = threading.Thread(target=send, args=(theirs, data))
    sending.start()
    wire = Wire(Limits(read=1, total=1, most_bytes=1000))
    with patch.object(wire, "_connect", lambda *_: ours), suppress(RecordRefused, Broken):
        assert isinstance(wire.get(SITE), Response)
    sending.join()


def send(theirs: socket.socket, data: bytes) -> None:
    with theirs:
        theirs.sendall(data)
        theirs.shutdown(socket.SHUT_WR)
        while theirs.recv(4096):
            pass


@settings(max_examples=150)
@given(mutated(PAGE, LIST), mutated(ITEM), st.sampled_from([None, "utf-8", "cp1252", "utf-16", "no-such-charset"]))
def test_a_page_of_any_bytes(page: bytes, item: bytes, charset: str | None) -> None:
    fetched = Page(f"{SITE}ieListDocuments.aspx?CId=7&MId=31", charset, page)
    try:
        root = mg_pages.tree(fetched)
    except MinutebookError:
        return
    mg_pages.meeting_links(root, fetched.url, CommitteeAddress(SITE, 7))
    mg_pages.committee_links(root, fetched.url, SITE)
    mg_pages.council_named(root)
    mg_pages.is_agenda(root)
    assert isinstance(mg_pages.made_whole(fetched, root, lambda url: Page(url, None, item)), bytes)


@settings(max_examples=150)
@given(mutated(MEETING))
def test_a_meeting_of_any_bytes(data: bytes) -> None:
    try:
        served = mg_service.meeting(data, MeetingAddress(SITE, 31, 7))
    except MinutebookError:
        return
    if data.count(b"<isrestricted>True</isrestricted>") == 2 and data.count(b">False</isdisplayallowed>") == 1:
        assert b"Zebedee" not in served.data


@settings(max_examples=150)
@given(mutated(anytown.meetings_xml(7, [anytown.MARCH]), anytown.committees_xml()))
def test_a_list_of_any_bytes(data: bytes) -> None:
    for reading in (mg_service.committees, lambda data, _: mg_service.meetings(data, CommitteeAddress(SITE, 7))):
        with suppress(MinutebookError):
            assert isinstance(reading(data, SITE), list)


@settings(max_examples=300)
@given(
    st.text(max_size=40)
    | mutated(b"http://a.test/ieListDocuments.aspx?CId=7&MId=31").map(lambda b: b.decode("latin-1"))
)
def test_an_address_of_any_words(text: str) -> None:
    with suppress(MinutebookError):
        read_address(text)
