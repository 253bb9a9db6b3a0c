"""A site is read through its web service, and through its pages where that is off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from ingest.errors import Declined, NoMinutesYet, NotFetched, NotMinutes
from ingest.fetched import Cache, Fetched
from ingest.layouts.meeting import Given
from ingest.moderngov import Plan, Visit
from tests.ingest.moderngov.conftest import Time
from tests.ingest.moderngov.site import (
    COUNCIL,
    HTML,
    JUNE,
    LONG,
    MARCH,
    MAY,
    PARKING,
    XML,
    Answer,
    Item,
    Site,
    login,
    meeting_html,
    meeting_xml,
)

Make = Callable[..., Visit]


@pytest.fixture
def fetch(site: Site, visit: Make, cache: Cache) -> Callable[[], Fetched]:
    """The meeting of March, fetched."""

    def fetched() -> Fetched:
        going = visit(site.meeting_page(MARCH))
        [meeting] = going.plan({}, cache).meetings
        return going.fetch(meeting, cache)

    return fetched


def days(plan: Plan) -> list[str]:
    return [f"{meeting.date}" for meeting in plan.meetings]


def words(fetched: Fetched) -> str:
    return " ".join(
        fetched.data.decode().replace("&#8217;", "’").replace("&#8211;", "–").replace("&#163;", "£").split()
    )


def test_a_meeting_comes_from_the_web_service_as_it_gives_it(site: Site, fetch: Callable[[], Fetched]) -> None:
    site.meetings = [replace(MARCH, items=MARCH.items[:2])]
    fetched = fetch()
    assert fetched.data == meeting_xml(site.meetings[0])
    assert fetched.address == site.meeting_page(MARCH)
    assert fetched.name.endswith(".xml")
    assert (fetched.committee, fetched.council, fetched.date) == ("Planning Committee", COUNCIL, dt.date(2025, 3, 4))


@pytest.mark.parametrize("service", [True, False])
def test_not_a_word_of_what_is_restricted_is_kept(service: bool, site: Site, fetch: Callable[[], Fetched]) -> None:  # noqa: FBT001
    site.service = service
    fetched = fetch()
    for word in ("Zebedee", "Brewery", "Quentin", "Staffing"):
        assert word.encode() not in fetched.data
    assert b"Councillor Smith" in fetched.data


def test_a_meeting_that_is_not_for_display_is_refused(site: Site, fetch: Callable[[], Fetched]) -> None:
    site.faults["GetMeeting?"] = [Answer(meeting_xml(MARCH, displayed=False), kind=XML)]
    with pytest.raises(NotMinutes, match="not for display"):
        fetch()
    assert site.asked_for("ieListDocuments") == 0


@pytest.mark.parametrize("folder", ["/", "/moderngov/", "/a/b/"])
def test_a_site_may_stand_in_a_folder(folder: str, site: Site, fetch: Callable[[], Fetched]) -> None:
    site.folder = folder
    assert fetch().kind == ".xml"
    site.service = False


REFUSALS = {
    "not found": [Answer(b"<p>none", 404)],
    "forbidden": [Answer(b"<p>no", 403)],
    "error": [Answer(b"<p>oh", 500)] * 4,
    "login": [login()],
    "html": [Answer(b"<html><p>Welcome</p></html>")],
    "html that says it is xml": [Answer(b"<html><p>Welcome</p></html>", kind=XML)],
    "half": [Answer(b"<meeting><meetingid>31</meetingid><agendaitems>", kind=XML)],
    "empty": [Answer(b"", kind=XML)],
    "another meeting": [Answer(meeting_xml(MAY), kind=XML)],
    "a billion laughs": [
        Answer(
            b"<!DOCTYPE m ["
            + b"".join(b'<!ENTITY %c "%s">' % (97 + n, b"&%c;" % (96 + n) * 50 if n else b"ha") for n in range(9))
            + b']><meeting a="&i;"><meetingid>31</meetingid>&i;</meeting>',
            kind=XML,
        )
    ],
    "entities": [
        Answer(
            b'<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/hosts">]><meeting><meetingid>31</meetingid>&x;</meeting>',
            kind=XML,
        )
    ],
}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_where_the_service_does_not_give_it_the_page_does(
    refusal: str, site: Site, fetch: Callable[[], Fetched]
) -> None:
    site.faults["mgWebService.asmx/GetMeeting?"] = list(REFUSALS[refusal])
    fetched = fetch()
    assert fetched.kind == ".html"
    assert "Planning Committee" in words(fetched)


def test_a_service_that_robots_txt_disallows_is_not_asked(site: Site, fetch: Callable[[], Fetched]) -> None:
    site.robots = Answer(b"User-agent: *\nDisallow: /mgWebService.asmx\n", kind="text/plain")
    assert fetch().kind == ".html"
    assert site.asked_for("mgWebService") == 0


def test_a_service_that_hangs_is_not_a_service_that_is_off(site: Site, fetch: Callable[[], Fetched]) -> None:
    site.faults["GetMeeting?"] = [Answer(b"<meeting>", kind=XML, length=99)] * 4
    with pytest.raises(NotFetched, match="broke off") as refusal:
        fetch()
    assert not isinstance(refusal.value, Declined)


@pytest.fixture
def paged(site: Site) -> Site:
    site.service = False
    return site


def test_a_cut_off_item_is_filled_in_from_its_own_page(paged: Site, fetch: Callable[[], Fetched]) -> None:
    fetched = fetch()
    assert paged.asked_for(f"mgAi.aspx?ID={PARKING.id}") == 1
    assert "view the full minutes text" not in words(fetched)
    for paragraph in LONG:
        assert words(fetched).count(" ".join(paragraph.split())) == 1
    assert "PDF 253 KB" not in words(fetched)
    assert words(fetched).count("To consider the report") == 2


def test_a_link_that_stands_behind_the_cut_off_text_goes_too(paged: Site, fetch: Callable[[], Fetched]) -> None:
    page = meeting_html(MARCH)
    start, link = page.index("<a href"), page.index("</a>") + 4
    moved = page[:start] + "</p></div><p>" + page[start:link] + "</p>" + page[link:].replace("</p></div>", "", 1)
    paged.faults["ieListDocuments"] = [Answer(moved.encode())]
    fetched = fetch()
    assert "view the full minutes text" not in words(fetched)
    assert all(" ".join(paragraph.split()) in words(fetched) for paragraph in LONG)


ODD = {
    "gone": Answer(b"<p>none", 404),
    "login": login(),
    "another item": Answer(
        b'<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara"><p>Other words.</p></div>'
    ),
    "no minutes": Answer(f'<div class="mgWordPara"><p>{LONG[0]}</p></div>'.encode()),
    "empty": Answer(b""),
}


@pytest.mark.parametrize("odd", ODD)
def test_a_cut_off_item_stays_so_where_its_page_is_not_that_of_the_item(
    odd: str, paged: Site, fetch: Callable[[], Fetched]
) -> None:
    paged.faults["mgAi.aspx"] = [ODD[odd]]
    fetched = fetch()
    assert "view the full minutes text for item 2" in words(fetched)
    assert fetched.data == meeting_html(MARCH).encode()


def test_an_item_is_not_fetched_from_another_site(paged: Site, fetch: Callable[[], Fetched]) -> None:
    page = meeting_html(MARCH).replace('"mgAi', '"http://elsewhere.test/mgAi')
    paged.faults["ieListDocuments"] = [Answer(page.encode())]
    assert fetch().data == page.encode()


def test_a_page_in_another_charset_is_made_one_that_cannot_be_misread(
    paged: Site, fetch: Callable[[], Fetched]
) -> None:
    page = meeting_html(MARCH, cut=False).encode("cp1252")
    paged.faults["ieListDocuments"] = [Answer(page, kind="text/html; charset=windows-1252")]
    fetched = fetch()
    assert fetched.data.isascii()
    assert "residents’ permits were included – they were not" in words(fetched)


def test_a_page_that_asks_to_sign_in_is_said_to(paged: Site, fetch: Callable[[], Fetched]) -> None:
    paged.faults["ieListDocuments"] = [login()]
    with pytest.raises(Declined, match="asks to sign in"):
        fetch()


def test_a_meeting_that_is_not_there_is_said_to(paged: Site, fetch: Callable[[], Fetched]) -> None:
    paged.meetings = []
    with pytest.raises(Declined, match="404"):
        fetch()


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


def test_the_item_of_a_page_can_hold_a_list(paged: Site, fetch: Callable[[], Fetched]) -> None:
    body = f'<div class="mgWordPara"><p>{LONG[0]}</p></div><ul class="mgBulletList"><li>A further point.</li></ul>'
    page = f'<p class="mgSubItemTitleTxt">Minutes:</p>{body}<p class="mgSubItemTitleTxt">Decision:</p><p>Not this.</p>'
    paged.faults["mgAi.aspx"] = [Answer(page.encode(), kind=HTML)]
    assert "A further point." in words(fetch())
    assert "Not this." not in words(fetch())
    assert isinstance(MARCH.items[0], Item)


@pytest.mark.parametrize("published", [b"True", b"False"])
def test_minutes_that_the_service_gives_but_that_are_not_published_yet_are_none(
    published: bytes, site: Site, fetch: Callable[[], Fetched]
) -> None:
    unpublished = meeting_xml(MARCH).replace(b"<isminutepublished>True", b"<isminutepublished>False")
    unpublished = unpublished.replace(b"<minutepublished>True", b"<minutepublished>" + published)
    site.faults["GetMeeting?"] = [Answer(unpublished, kind=XML)]
    site.faults["ieListDocuments"] = [Answer(meeting_html(replace(MARCH, published=False)).encode())] * 2
    with pytest.raises(NoMinutesYet):
        fetch()


def test_a_word_of_what_is_restricted_is_nowhere_in_what_is_left_of_it(
    site: Site, fetch: Callable[[], Fetched]
) -> None:
    odd = meeting_xml(MARCH).replace(
        b"<agendaitem><agendaitemid>503", b'<agendaitem title="Zebedee">Zebedee<!-- Zebedee --><agendaitemid>503'
    )
    site.faults["GetMeeting?"] = [Answer(odd, kind=XML)]
    assert b"Zebedee" not in fetch().data
