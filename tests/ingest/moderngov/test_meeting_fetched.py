"""A meeting is read through the site's web service, and through its pages where that is off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from ingest.errors import Declined, NoMinutesYet, NotFetched, NotMinutes
from ingest.fetched import Fetched
from ingest.moderngov import Visit
from tests.ingest.moderngov.anytown import (
    COUNCIL,
    HTML,
    LONG,
    MARCH,
    MAY,
    PARKING,
    XML,
    Item,
    meeting_html,
    meeting_xml,
)
from tests.ingest.moderngov.site import Answer, Site, login

Make = Callable[..., Visit]


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
