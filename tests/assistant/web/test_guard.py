"""What the application lets in and sends out, without a browser."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

import assistant.web
from assistant.web.guard import LARGEST_REQUEST
from assistant.web.page import ASSETS
from assistant.web.places import place_of
from assistant.web.server import Running
from ingest.errors import AddressInUse
from ingest.records import fold_spaces
from tests.assistant.web.fakes import FakeAssistant, answer, cite
from tests.assistant.web.injections import seen
from tests.ingest.samples import sample

RECORD = sample("gloucestershire-2019-06-07")
QUOTE = cite(RECORD, "There were still weaknesses in teams")
PLACE = place_of(QUOTE.record, QUOTE.item, QUOTE.start, QUOTE.end)


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    asking = FakeAssistant([RECORD], lambda question: answer(question, ("Weak teams.", QUOTE)))
    served = assistant.web.serve(asking, host="127.0.0.1", port=0, prevent_thread_lock=True)
    yield served
    served.close()


@pytest.fixture(scope="module")
def client(running: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running.url, trust_env=False) as client:
        yield client


def test_the_page_names_no_other_machine(client: httpx.Client) -> None:
    page = client.get("/").text
    addresses = {urlsplit(found).hostname for found in re.findall(r"https?://[^\s\"'<>\\]+", page)}
    assert addresses <= {"127.0.0.1"}
    assert '<html\n\tlang="en-GB"' in page
    assert "<title>Minutebook</title>" in page
    assert "og:" not in page


def test_the_page_lets_only_its_own_scripts_run(client: httpx.Client) -> None:
    reply = client.get("/")
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert "http" not in policy
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", reply.text)
    assert policy.count("'sha256-") == len(inline) >= 1


@pytest.mark.parametrize("path", ["/", "/theme.css", "/minutebook/screen.js", f"/{PLACE.href}", "/nothing"])
def test_every_reply_carries_the_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    policy = [rule.split() for rule in headers["content-security-policy"].split(";")]
    assert ["default-src", "'none'"] in policy
    here = {"'self'", "'none'", "data:", "'unsafe-inline'", "'unsafe-eval'"}
    assert {source for _, *sources in policy for source in sources if not source.startswith("'sha256-")} <= here


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file/etc/passwd",
        "/gradio_api/proxy=https://example.org/",
        "/gradio_api/call/answer",
        "/gradio_api/run/answer",
        "/gradio_api/api/answer",
        "/gradio_api/component_server",
        "/gradio_api/openapi.json",
        "/gradio_api/runs",
        "/gradio_api/mcp/",
        "/monitoring",
        "/docs",
        "/openapi.json",
        "/login",
        "/minutebook/../application.py",
        "/minutebook/%2e%2e/application.py",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_the_page_does_not_need_is_not_there(client: httpx.Client, method: str, path: str) -> None:
    assert client.request(method, path).status_code in {404, 405}


def test_files_that_never_change_are_kept_by_the_browser(client: httpx.Client) -> None:
    asset = re.findall(r"assets/[^\"]+\.js", client.get("/").text)[0]
    assert "immutable" in client.get(f"/{asset}").headers["cache-control"]
    assert client.get("/").headers["cache-control"] == "no-store"


def test_a_request_larger_than_any_question_is_refused(client: httpx.Client) -> None:
    reply = client.post("/gradio_api/queue/join", content=b"x" * (LARGEST_REQUEST + 1))
    assert reply.status_code == 413


def test_a_citation_opens_as_a_page_of_its_own(client: httpx.Client) -> None:
    """In a tab of its own, whether or not scripts run: the same text, and a way to the style from its own address."""
    reply = client.get(f"/{PLACE.href}")
    shown = seen(reply.text)
    assert shown.marked == QUOTE.quote
    assert [value for name, value in shown.attributes if name == "src"] == ["minutebook/pages.js"]
    assert ("lang", "en-GB") in shown.attributes
    assert client.get(reply.url.join("../../../minutebook/screen.css")).status_code == 200
    assert ("href", "../../../") in shown.attributes
    panel = client.get(f"/{PLACE.href.replace('#', '&panel=1#')}").text
    assert fold_spaces(seen(panel).text) in fold_spaces(shown.text)
    assert not panel.startswith("<!doctype")


@pytest.mark.parametrize(
    "address",
    [
        "record/nowhere/at-all/2020-01-01?item=1",
        f"record/{RECORD.meeting.id}?item=999",
        f"record/{RECORD.meeting.id}?item=<script>",
    ],
)
def test_a_place_that_is_not_there_is_a_sentence(client: httpx.Client, address: str) -> None:
    reply = client.get(f"/{address}")
    assert reply.status_code == 404
    assert "This cannot be shown" in reply.text
    assert seen(reply.text).elements.count("script") == 1


@pytest.mark.parametrize("offsets", ["start=-1&end=5", "start=x&end=y", f"start=0&end={'9' * 5000}", "start=9&end=2"])
def test_offsets_that_are_none_mark_nothing(client: httpx.Client, offsets: str) -> None:
    reply = client.get(f"/record/{RECORD.meeting.id}?item=25&{offsets}")
    assert reply.status_code == 200
    assert seen(reply.text).marked == ""


def test_an_address_in_use_is_said_in_a_sentence(running: Running) -> None:
    port = urlsplit(running.url).port
    assert port
    with pytest.raises(AddressInUse, match=f"cannot listen on 127.0.0.1, port {port}"):
        assistant.web.serve(FakeAssistant([], answer), host="127.0.0.1", port=port)


def test_it_says_where_it_is_once_it_can_be_opened() -> None:
    told: list[str] = []
    asking = FakeAssistant([], answer)
    served = assistant.web.serve(asking, host="127.0.0.1", port=0, on_ready=told.append, prevent_thread_lock=True)
    assert told == [served.url]
    served.close()
    with pytest.raises(httpx.ConnectError):
        httpx.get(served.url, trust_env=False)


def test_an_open_page_does_not_hold_up_the_end(caplog: pytest.LogCaptureFixture) -> None:
    served = assistant.web.serve(FakeAssistant([], answer), host="127.0.0.1", port=0, prevent_thread_lock=True)
    with httpx.stream("GET", f"{served.url}gradio_api/heartbeat/abc", trust_env=False) as stream:
        assert stream.status_code == 200
        began = time.monotonic()
        served.close()
        assert time.monotonic() - began < 10
    assert [record.message for record in caplog.records if record.name.startswith("uvicorn")] == []


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({}, True),  # no browser
        ({"sec-fetch-site": "same-origin", "origin": "null"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "http://minutes.example.gov.uk"}, True),
        ({"origin": "http://minutes.example.gov.uk:80"}, True),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "http://minutes.example.gov.uk.evil.example"}, False),
        ({"origin": "http://minutes.example.gov.uk:8080"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://"}, False),
        ({"origin": "https://public.example", "x-forwarded-host": "public.example"}, True),
        ({"referer": "http://minutes.example.gov.uk/desk"}, True),
        ({"referer": "https://evil.example/minutes.example.gov.uk"}, False),
    ],
)
def test_what_another_sites_page_sends_is_refused_by_whatever_the_browser_tells(
    client: httpx.Client, headers: dict[str, str], *, is_taken: bool
) -> None:
    sent = client.post("/turns", content=b"[]", headers={"host": "minutes.example.gov.uk", **headers})
    assert sent.status_code == (422 if is_taken else 403)
    assert client.get("/", headers=headers).status_code == 200  # to look does nothing


def test_style_and_script_fetch_nothing_from_elsewhere() -> None:
    for path in (p for p in Path(ASSETS).iterdir() if p.suffix in {".css", ".js"}):
        text = path.read_text(encoding="utf-8")
        assert "http:" not in text
        assert "https:" not in text
        assert "@import" not in text
        assert "url(" not in text
