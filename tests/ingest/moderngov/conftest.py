"""A council's site on this machine, and a client whose pauses take no time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ingest.fetch import Client, Pace
from ingest.fetched import Cache, Fetched
from ingest.moderngov import Visit, Wanted
from ingest.wire import Limits, Wire, is_public
from tests.ingest.moderngov.anytown import HOST, MARCH
from tests.ingest.moderngov.site import Site, served

NOW = dt.datetime(2025, 9, 1, 12, tzinfo=dt.UTC)


@dataclass
class Time:
    """A clock that only sleeping moves."""

    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def clock(self) -> float:
        return self.seconds

    def now(self) -> dt.datetime:
        return NOW + dt.timedelta(seconds=self.seconds)


def names(host: str, _port: int) -> list[str]:
    """Where the hosts of these tests are."""
    known = {HOST: ["127.0.0.1"], "inside.test": ["10.0.0.1"], "both.test": ["127.0.0.1", "10.0.0.1"]}
    return known.get(host, [host])


def here_or_public(address: str) -> bool:
    """The test's own server stands for one of the open internet."""
    return address == "127.0.0.1" or is_public(address)


@pytest.fixture
def site() -> Iterator[Site]:
    with served(Site()) as site:
        yield site


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def wire() -> Wire:
    limits = Limits(connect=2, read=2, total=4, most_bytes=2_000_000)
    return Wire(limits, allowed=here_or_public, resolve=names)


@pytest.fixture
def client(wire: Wire, time: Time) -> Client:
    return Client(wire, Pace(delay=1, sleep=time.sleep, clock=time.clock, now=time.now, jitter=lambda: 1.0))


@pytest.fixture
def cache(tmp_path: Path, time: Time) -> Cache:
    return Cache(tmp_path, time.now)


@pytest.fixture
def visit(client: Client) -> Callable[..., Visit]:
    """A visit to some addresses."""

    def make(*addresses: str, **wanted: object) -> Visit:
        return Visit(Wanted(addresses, **wanted), client, today=NOW.date)  # type: ignore[arg-type]

    return make


@pytest.fixture
def fetch(site: Site, visit: Callable[..., Visit], cache: Cache) -> Callable[[], Fetched]:
    """The meeting of March, fetched."""

    def fetched() -> Fetched:
        going = visit(site.meeting_page(MARCH))
        [meeting] = going.plan({}, cache).meetings
        return going.fetch(meeting, cache)

    return fetched
