"""The client is polite: it asks leave, waits, tries again, and stops where it is told to."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime

import pytest

from ingest.errors import Declined, NotFetched
from ingest.fetch import Client, Kind, Pace
from ingest.wire import Limits, Response, Wire
from tests.ingest.moderngov.anytown import HOST, XML
from tests.ingest.moderngov.conftest import NOW, Time, here_or_public, names
from tests.ingest.moderngov.site import Answer, Site


@pytest.fixture
def page(site: Site) -> str:
    site.pages["/page"] = Answer(b"<p>words")
    return site.root + "page"


def test_robots_txt_is_asked_first_and_once(site: Site, page: str, client: Client) -> None:
    client.get(page, Kind.HTML)
    client.get(page, Kind.HTML)
    assert site.asked == ["/robots.txt", "/page", "/page"]


@pytest.mark.parametrize("agent", ["*", "minutebook", "Minutebook"])
def test_what_robots_txt_disallows_is_not_asked_for(agent: str, site: Site, page: str, client: Client) -> None:
    site.robots = Answer(f"User-agent: {agent}\nDisallow: /pa\n".encode(), kind="text/plain")
    with pytest.raises(Declined, match=r"/page is not fetched: the site's robots\.txt"):
        client.get(page, Kind.HTML)
    assert site.asked == ["/robots.txt"]


def test_what_it_disallows_to_others_only_is(site: Site, page: str, client: Client) -> None:
    site.robots = Answer(b"User-agent: OtherBot\nDisallow: /\n", kind="text/plain")
    assert client.get(page, Kind.HTML).data == b"<p>words"


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_txt_means_that_all_may_be_fetched(status: int, site: Site, page: str, client: Client) -> None:
    site.robots = Answer(status=status)
    assert client.get(page, Kind.HTML).data == b"<p>words"


def test_one_that_cannot_be_read_means_that_nothing_is(site: Site, page: str, client: Client) -> None:
    site.robots = Answer(status=500)
    with pytest.raises(NotFetched, match=r"robots\.txt answers with 500"):
        client.get(page, Kind.HTML)
    assert site.asked_for("page") == 0


def test_requests_are_a_pause_apart(page: str, client: Client, time: Time) -> None:
    client.get(page, Kind.HTML)
    client.get(page, Kind.HTML)
    assert time.slept == [1, 1]


def test_the_pause_is_as_long_as_robots_txt_asks(site: Site, page: str, client: Client, time: Time) -> None:
    site.robots = Answer(b"User-agent: *\nCrawl-delay: 20\n", kind="text/plain")
    client.get(page, Kind.HTML)
    client.get(page, Kind.HTML)
    assert time.slept == [20, 20]


def test_no_pause_where_enough_time_has_gone_by(page: str, client: Client, time: Time) -> None:
    client.get(page, Kind.HTML)
    time.seconds += 5
    client.get(page, Kind.HTML)
    assert time.slept == [1]


def test_an_error_of_the_server_is_asked_again_after_longer_and_longer(
    site: Site, page: str, client: Client, time: Time
) -> None:
    site.faults["/page"] = [Answer(status=500), Answer(status=503), Answer(status=502)]
    assert client.get(page, Kind.HTML).data == b"<p>words"
    assert time.slept == [1, 2, 4, 8]


def test_an_error_that_lasts_is_told(site: Site, page: str, client: Client) -> None:
    site.faults["/page"] = [Answer(status=500)] * 9
    with pytest.raises(Declined, match=r"500 \(Internal Server Error\)"):
        client.get(page, Kind.HTML)
    assert site.asked_for("page") == 4


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_no_is_not_asked_again(status: int, site: Site, page: str, client: Client) -> None:
    site.faults["/page"] = [Answer(status=status)]
    with pytest.raises(Declined, match=str(status)):
        client.get(page, Kind.HTML)
    assert site.asked_for("page") == 1


@pytest.mark.parametrize("said", ["30", format_datetime(NOW + timedelta(seconds=31))])
def test_retry_after_is_honoured(said: str, site: Site, page: str, client: Client, time: Time) -> None:
    site.faults["/page"] = [Answer(status=429, headers={"Retry-After": said})]
    assert client.get(page, Kind.HTML).data == b"<p>words"
    assert time.slept == [1, 30]


@pytest.mark.parametrize("said", ["soon", "-5", "", "²"])
def test_a_retry_after_that_says_nothing_is_none(said: str, site: Site, page: str, client: Client, time: Time) -> None:
    site.faults["/page"] = [Answer(status=429, headers={"Retry-After": said.encode().decode("latin-1")})]
    client.get(page, Kind.HTML)
    assert time.slept == [1, 2]


def test_a_host_that_asks_for_long_is_left_alone(site: Site, page: str, client: Client, time: Time) -> None:
    site.faults["/page"] = [Answer(status=429, headers={"Retry-After": "3600"})]
    for _ in range(2):
        with pytest.raises(NotFetched, match="60 minutes"):
            client.get(page, Kind.HTML)
    assert site.asked_for("page") == 1
    assert time.slept == [1]


def test_half_an_answer_is_asked_for_again(site: Site, page: str, client: Client) -> None:
    site.faults["/page"] = [Answer(b"half", length=900)]
    assert client.get(page, Kind.HTML).data == b"<p>words"


def test_a_host_that_hangs_is_asked_again_and_then_no_more(site: Site, page: str, time: Time) -> None:
    wire = Wire(Limits(connect=1, read=0.02, total=1), allowed=here_or_public, resolve=names)
    client = Client(wire, Pace(tries=2, sleep=time.sleep, clock=time.clock, jitter=lambda: 1.0))
    client.get(page, Kind.HTML)
    site.faults["/page"] = [Answer(wait=True)] * 99
    for _ in range(3):
        with pytest.raises(NotFetched, match="did not answer in time, asked 2 times"):
            client.get(page, Kind.HTML)
    with pytest.raises(NotFetched, match="not asked again in this run"):
        client.get(page, Kind.HTML)
    assert site.asked_for("page") == 1 + 3 * 2


def test_a_redirect_is_followed(site: Site, page: str, client: Client) -> None:
    site.pages["/old"] = Answer(status=301, headers={"Location": "page"})
    assert client.get(site.root + "old", Kind.HTML).url == page


@pytest.mark.parametrize(
    ("onward", "why"),
    [
        ("http://inside.test/", "10.0.0.1 is not one of the open internet"),
        ("http://169.254.169.254/latest", "169.254.169.254 is not one of the open internet"),
        ("http://[::ffff:127.0.0.1]/", "open internet"),
        ("file:///etc/passwd", "only http and https"),
        ("http://ann:sesame@democracy.anytown.test/", "name or password"),
        ("/kept-out", "robots"),
        ("http://[", "no address"),
    ],
)
def test_a_redirect_is_checked_as_an_address_is(onward: str, why: str, site: Site, client: Client) -> None:
    site.robots = Answer(b"User-agent: *\nDisallow: /kept-out\n", kind="text/plain")
    site.pages["/old"] = Answer(status=302, headers={"Location": onward})
    with pytest.raises(NotFetched, match=why):
        client.get(site.root + "old", Kind.HTML)
    assert site.asked == ["/robots.txt", "/old"]


def test_a_redirect_from_https_to_http_is_not_followed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    onward = {"location": "http://democracy.anytown.test/"}
    monkeypatch.setattr(client.wire, "get", lambda url: Response(url, 302, onward, b""))
    with pytest.raises(NotFetched, match="from https to http"):
        client.get("https://democracy.anytown.test/", Kind.HTML)


@pytest.mark.parametrize("headers", [{"Location": "/round"}, {}])
def test_redirects_in_a_circle_end(headers: dict[str, str], site: Site, client: Client) -> None:
    site.pages["/round"] = Answer(status=302, headers=headers)
    with pytest.raises(NotFetched, match="more than 5 redirects"):
        client.get(site.root + "round", Kind.HTML)
    assert site.asked_for("round") == 6


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/octet-stream", XML])
def test_a_page_of_another_kind_is_declined(kind: str, site: Site, client: Client) -> None:
    site.pages["/other"] = Answer(b"<p>words", kind=kind)
    with pytest.raises(Declined, match="is not HTML"):
        client.get(site.root + "other", Kind.HTML)


@pytest.mark.parametrize(
    ("said", "charset"),
    [
        ("text/html; charset=UTF-8", "utf-8"),
        ('TEXT/HTML;charset="iso-8859-1"; x=y', "iso-8859-1"),
        ("text/html", None),
        (None, None),
    ],
)
def test_the_charset_is_what_the_server_says(said: str | None, charset: str | None, site: Site, client: Client) -> None:
    site.pages["/said"] = Answer(b"<p>words", kind=said)
    assert client.get(site.root + "said", Kind.HTML).charset == charset


def test_other_hosts_are_no_concern_of_a_host_that_is_left_alone(site: Site, page: str, client: Client) -> None:
    site.faults["/page"] = [Answer(status=503, headers={"Retry-After": "9999"})]
    with pytest.raises(NotFetched):
        client.get(page, Kind.HTML)
    with pytest.raises(NotFetched, match="open internet"):
        client.get("http://inside.test/", Kind.HTML)
    assert HOST in page
