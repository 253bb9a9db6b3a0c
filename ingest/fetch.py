"""A polite client: robots.txt is honoured, a host is asked one thing at a time and left alone when it asks.

`Wire` sees to it that no request goes where it must not; each redirect goes through it, and through robots.txt, again.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import http
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from ingest.errors import Declined, NotFetched, Unanswered
from ingest.wire import Broken, Response, Wire, checked

NAME = "Minutebook"  # what robots.txt may call us
_REDIRECTS = {301, 302, 303, 307, 308}
_MOST_REDIRECTS = 5
_TRY_AGAIN = {429, 500, 502, 503, 504}
_LONGEST_REST = 120.0  # a host that asks for longer is left alone for the rest of the run
_LONGEST_CRAWL_DELAY = 60.0
_PATIENCE = 3  # pages in a row that a host did not give, after which it is not asked again in this run


class Kind(Enum):
    """What a page should be, and the content types it may come as; some servers name none."""

    HTML = frozenset({"text/html", "application/xhtml+xml", ""})
    XML = frozenset({"text/xml", "application/xml", ""})
    PDF = frozenset({"application/pdf", "application/octet-stream", ""})


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was fetched."""

    url: str  # after redirects
    charset: str | None  # as the server says
    data: bytes


def _jitter() -> float:
    return random.SystemRandom().uniform(0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Pace:
    """How long to wait, and by which clock."""

    delay: float = 1.0  # seconds between two requests to a host
    tries: int = 4
    first_rest: float = 2.0  # before the second try; doubled for each one after it
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    jitter: Callable[[], float] = _jitter


@dataclass(slots=True)
class _Host:
    """What is known of a host in this run."""

    robots: RobotFileParser | None = None
    delay: float = 0.0
    asked: float | None = None  # when its last answer was in
    closed: str | None = None  # why it is not asked again


@dataclass(slots=True)
class Client:
    """Fetches pages of any number of hosts, one after the other."""

    wire: Wire = field(default_factory=Wire)
    pace: Pace = field(default_factory=Pace)
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _failed: Counter[str] = field(default_factory=Counter)

    def get(self, url: str, kind: Kind) -> Page:
        """A page. Raises `NotFetched`: `Declined` or `Unanswered`, or where it may not be fetched."""
        response = self._follow(url, robots=True)
        if response.status != http.HTTPStatus.OK:
            raise Declined(f"{response.url} answers with {_status(response.status)}.")
        found, _, rest = response.headers.get("content-type", "").partition(";")
        if found.strip().casefold() not in kind.value:
            raise Declined(f"{response.url} is not {kind.name} but {found.strip()}.")
        _, _, charset = rest.casefold().partition("charset=")
        return Page(response.url, charset.partition(";")[0].strip(" \"'") or None, response.data)

    def _follow(self, url: str, *, robots: bool) -> Response:
        """An answer that is no redirect; each address on the way is checked as the first was."""
        asked = url
        for _ in range(_MOST_REDIRECTS + 1):
            checked(url)
            if robots:
                self._ask_leave(url)
            response = self._ask(url)
            if response.status not in _REDIRECTS:
                return response
            onward = _joined(url, response.headers.get("location", ""))
            if url.startswith("https:") and onward.startswith("http:"):
                raise NotFetched(f"{url} leads from https to http ({onward}), which is not followed.")
            url = onward
        raise NotFetched(f"{asked} leads on and on: more than {_MOST_REDIRECTS} redirects.")

    def _ask_leave(self, url: str) -> None:
        """Raises `Declined` where the host's robots.txt says no."""
        host = self._host(url)
        if host.robots is None:
            robots = RobotFileParser()
            robots.parse(self._robots(url))
            host.robots = robots
            host.delay = min(float(robots.crawl_delay(NAME) or 0), _LONGEST_CRAWL_DELAY)
        if not host.robots.can_fetch(NAME, url):
            raise Declined(f"{url} is not fetched: the site's robots.txt does not allow it to programs.")

    def _robots(self, url: str) -> list[str]:
        """The lines of robots.txt. None there: all is allowed; one that cannot be read: nothing is (RFC 9309)."""
        response = self._follow(urljoin(url, "/robots.txt"), robots=False)
        if response.status == http.HTTPStatus.OK:
            return response.data.decode("utf-8-sig", "replace").splitlines()
        if 400 <= response.status < 500 and response.status != http.HTTPStatus.TOO_MANY_REQUESTS:
            return []
        raise NotFetched(
            f"{response.url} answers with {_status(response.status)}; without it nothing there is fetched."
        )

    def _ask(self, url: str) -> Response:
        """An answer, asked for again where that may help."""
        host, rest, told = self._host(url), self.pace.first_rest, ""
        if host.closed:
            raise Unanswered(f"{url} was not fetched: {host.closed}.")
        response = None
        for left in reversed(range(self.pace.tries)):
            self._wait_turn(host)
            try:
                response = self.wire.get(url)
            except Broken as error:
                response, told = None, str(error)
            host.asked = self.pace.clock()
            if response is not None and response.status not in _TRY_AGAIN:
                self._failed[_origin(url)] = 0
                return response
            if left:
                self.pace.sleep(max(self._asked_rest(host, response), rest * self.pace.jitter()))
                rest *= 2
        self._count_failure(host, url)
        if response is None:
            raise Unanswered(f"{url} was not fetched: {told}, asked {self.pace.tries} times.")
        return response

    def _wait_turn(self, host: _Host) -> None:
        if host.asked is not None:
            wait = host.asked + max(host.delay, self.pace.delay) - self.pace.clock()
            if wait > 0:
                self.pace.sleep(wait)

    def _asked_rest(self, host: _Host, response: Response | None) -> float:
        """How long the host asks to be left alone; for longer than we wait, it is not asked again in this run."""
        said = response.headers.get("retry-after", "").strip() if response is not None else ""
        seconds = float(said) if said.isdecimal() else self._until(said)
        if seconds > _LONGEST_REST:
            host.closed = f"its host asks to be left alone for {seconds / 60:.0f} minutes"
            raise Unanswered(f"A page was not fetched: {host.closed}.", hint="Run the same command again after that.")
        return seconds

    def _until(self, said: str) -> float:
        try:
            when = email.utils.parsedate_to_datetime(said)
        except (TypeError, ValueError):
            return 0.0
        aware = when if when.tzinfo else when.replace(tzinfo=dt.UTC)
        return max(0.0, (aware - self.pace.now()).total_seconds())

    def _count_failure(self, host: _Host, url: str) -> None:
        self._failed[_origin(url)] += 1
        if self._failed[_origin(url)] >= _PATIENCE:
            host.closed = f"its host failed {_PATIENCE} times in a row and is not asked again in this run"

    def _host(self, url: str) -> _Host:
        return self._hosts.setdefault(_origin(url), _Host())


def _joined(url: str, onward: str) -> str:
    try:
        return urljoin(url, onward)
    except ValueError as error:
        raise NotFetched(f"{url} leads to {onward}, which is no address.") from error


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.casefold()}"


def _status(status: int) -> str:
    try:
        return f"{status} ({http.HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)
