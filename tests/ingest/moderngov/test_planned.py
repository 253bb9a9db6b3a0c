"""Which meetings of a site are fetched: of which committees, from which days, and none twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from ingest.fetched import Cache, Fetched
from ingest.layouts.meeting import Given
from ingest.moderngov import Plan, Visit
from tests.ingest.moderngov.anytown import JUNE, MARCH, MAY
from tests.ingest.moderngov.conftest import Time
from tests.ingest.moderngov.site import Site

Make = Callable[..., Visit]


def days(plan: Plan) -> list[str]:
    return [f"{meeting.date}" for meeting in plan.meetings]


@pytest.mark.parametrize("service", [True, False])
def test_the_meetings_of_a_committee_newest_first(service: bool, site: Site, visit: Make, cache: Cache) -> None:  # noqa: FBT001
    site.service = service
    site.meetings = [
        MARCH,
        MAY,
        replace(MAY, id=40, day="1 October 2025", date="01/10/2025"),
        replace(MAY, id=41, committee=8),
    ]
    plan = visit(f"{site.root}ieListMeetings.aspx?CId=7").plan({}, cache)
    assert days(plan) == ["2025-05-06", "2025-03-04"]
    assert plan.refused == ()


@pytest.mark.parametrize("service", [True, False])
@pytest.mark.parametrize(
    ("between", "expected"),
    [
        (("2025-03-05", None), ["2025-05-06"]),
        ((None, "2025-05-05"), ["2025-03-04"]),
        (("2025-03-04", "2025-03-04"), ["2025-03-04"]),
    ],
)
def test_only_those_between_two_days(
    service: bool,  # noqa: FBT001
    between: tuple[str | None, str | None],
    expected: list[str],
    site: Site,
    visit: Make,
    cache: Cache,
) -> None:
    site.service = service
    site.meetings = [MARCH, MAY]
    first, last = (dt.date.fromisoformat(day) if day else None for day in between)
    assert days(visit(f"{site.root}ieListMeetings.aspx?CId=7", since=first, until=last).plan({}, cache)) == expected


def test_meetings_that_were_called_off_are_left_out(site: Site, visit: Make, cache: Cache) -> None:
    assert site.meetings[2] == JUNE
    assert len(visit(f"{site.root}ieListMeetings.aspx?CId=7").plan({}, cache).meetings) == 2


def test_no_meeting_in_those_days_is_said(site: Site, visit: Make, cache: Cache) -> None:
    going = visit(f"{site.root}ieListMeetings.aspx?CId=7", until=dt.date(1999, 1, 1))
    [(_, refusal)] = going.plan({}, cache).refused
    assert "lists no meeting" in refusal.message


def test_no_more_than_the_limit_and_those_not_held_first(site: Site, visit: Make, cache: Cache) -> None:
    going = visit(f"{site.root}ieListMeetings.aspx?CId=7", limit=1)
    assert (days(going.plan({}, cache)), going.plan({}, cache).left) == (["2025-05-06"], 1)
    assert days(going.plan({site.meeting_page(MAY)}, cache)) == ["2025-03-04"]


def test_a_meeting_named_twice_is_fetched_once(site: Site, visit: Make, cache: Cache) -> None:
    page = site.meeting_page(MARCH)
    assert len(visit(page, page + "&Ver=4", f"{site.root}ieListMeetings.aspx?CId=7").plan({}, cache).meetings) == 2


@pytest.mark.parametrize("service", [True, False])
@pytest.mark.parametrize("name", ["Planning Committee", "planning  committee", "committee"])
def test_a_committee_of_a_site_by_its_name(service: bool, name: str, site: Site, visit: Make, cache: Cache) -> None:  # noqa: FBT001
    site.service = service
    plan = visit(site.root, committee=name).plan({}, cache)
    assert {meeting.committee_name for meeting in plan.meetings} == {"Planning Committee"}


@pytest.mark.parametrize(
    ("name", "why"),
    [(None, "whole site"), ("Zoo Board", "no committee called"), ("planning", "2 committees of that name")],
)
def test_a_committee_that_is_not_the_only_one_is_not_guessed(
    name: str | None, why: str, site: Site, visit: Make, cache: Cache
) -> None:
    plan = visit(site.root, committee=name).plan({}, cache)
    assert plan.meetings == ()
    assert why in plan.refused[0][1].message


def test_one_bad_address_stops_no_other(site: Site, visit: Make, cache: Cache) -> None:
    plan = visit("file:///etc/passwd", "http://inside.test/ieListMeetings.aspx?CId=1", site.meeting_page(MARCH)).plan(
        {}, cache
    )
    assert [address for address, _ in plan.refused] == [
        "file:///etc/passwd",
        "http://inside.test/ieListMeetings.aspx?CId=1",
    ]
    assert len(plan.meetings) == 1


def test_a_service_that_is_off_is_not_asked_for_every_meeting(site: Site, visit: Make, cache: Cache) -> None:
    site.service = False
    site.meetings = [
        replace(MAY, id=number, date=f"{number}/03/2025", day=f"{number} March 2025") for number in range(1, 9)
    ]
    going = visit(f"{site.root}ieListMeetings.aspx?CId=7")
    for meeting in going.plan({}, cache).meetings:
        going.fetch(meeting, cache)
    assert site.asked_for("mgWebService") == 3
    assert site.asked_for("ieListDocuments") == 8


def test_what_an_unfinished_run_fetched_is_not_fetched_again(
    site: Site, fetch: Callable[[], Fetched], cache: Cache, time: Time
) -> None:
    fetched = fetch()
    asked = len(site.asked)
    assert fetch() == fetched
    assert len(site.asked) == asked
    time.seconds += 25 * 3600
    fetch()
    assert len(site.asked) > asked


def test_unless_that_is_asked_for(site: Site, fetch: Callable[[], Fetched], visit: Make, cache: Cache) -> None:
    fetch()
    visit(site.meeting_page(MARCH), refetch=True).plan({}, cache)
    assert cache.get(site.meeting_page(MARCH)) is None


def test_what_was_kept_but_is_not_whole_is_fetched_again(fetch: Callable[[], Fetched], cache: Cache) -> None:
    fetched = fetch()
    [kept] = cache._folder.iterdir()
    whole = kept.read_bytes()
    for size in (0, 1, 50, len(whole) // 2, len(whole) - 1):
        kept.write_bytes(whole[:size])
        assert cache.get(fetched.address) is None
    kept.write_bytes(b"[1]\nx")
    assert cache.get(fetched.address) is None
    kept.write_bytes(whole)
    assert cache.get(fetched.address) == fetched


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, "Planning Committee"),
        ("planning", "Planning Committee"),
        ("Planning and Licensing", "Planning and Licensing"),
    ],
)
def test_what_the_user_says_goes_before_what_the_site_says(given: str | None, expected: str) -> None:
    fetched = Fetched("http://x/", ".xml", b"", "Anytown Council", "Planning Committee", dt.date(2025, 3, 4))
    told = fetched.told(Given("Othertown Council", given))
    assert (told.council, told.committee, told.date, told.url) == (
        "Othertown Council",
        expected,
        dt.date(2025, 3, 4),
        "http://x/",
    )
