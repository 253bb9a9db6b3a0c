"""What an address names."""

from __future__ import annotations

import pytest

from ingest.errors import NotFetched
from ingest.mg_addresses import CommitteeAddress, MeetingAddress, SiteAddress, read_address

SITE = "https://democracy.anytown.test/"


@pytest.mark.parametrize("folder", ["", "moderngov/", "mgconvert/a/"])
@pytest.mark.parametrize(
    "page", ["ieListDocuments.aspx?CId=7&MId=31", "IELISTDOCUMENTS.ASPX?mid=31&cid=7&Ver=4&J=2#top"]
)
def test_a_meeting_has_one_address_however_it_is_written(folder: str, page: str) -> None:
    found = read_address(f" https://Democracy.Anytown.TEST/{folder}{page} ")
    assert found == MeetingAddress(SITE + folder, 31, 7)
    assert found.page == f"{SITE}{folder}ieListDocuments.aspx?CId=7&MId=31"
    assert read_address(found.page) == found


def test_a_meeting_can_be_named_without_its_committee() -> None:
    found = read_address(f"{SITE}ieListDocuments.aspx?MId=31")
    assert isinstance(found, MeetingAddress)
    assert found.page == f"{SITE}ieListDocuments.aspx?MId=31"


@pytest.mark.parametrize(
    "page",
    ["ieListMeetings.aspx?CId=7", "ieListMeetings.aspx?CommitteeId=7&Year=0", "mgCommitteeDetails.aspx?ID=7"],
)
def test_a_committee(page: str) -> None:
    assert read_address(SITE + page) == CommitteeAddress(SITE, 7)


@pytest.mark.parametrize(
    ("text", "site"),
    [
        (SITE, SITE),
        (SITE[:-1], SITE),
        (SITE + "mgListCommittees.aspx?bcr=1", SITE),
        (SITE + "moderngov", SITE + "moderngov/"),
        (SITE + "a/b/", SITE + "a/b/"),
    ],
)
def test_a_site(text: str, site: str) -> None:
    assert read_address(text) == SiteAddress(site)


@pytest.mark.parametrize(
    "page",
    [
        "ieListDocuments.aspx?CId=7",
        "ieListDocuments.aspx?CId=7&MId=x",
        "ieListDocuments.aspx?CId=7&MId=-31",
        "ieListDocuments.aspx?CId=7&MId=99999999999999",
        "ieListMeetings.aspx",
        "mgUserInfo.aspx?UID=5",
        "?CId=7",
    ],
)
def test_any_other_page_is_refused_with_those_that_are_read(page: str) -> None:
    with pytest.raises(NotFetched, match="no address that is read") as refusal:
        read_address(SITE + page)
    assert "ieListMeetings.aspx" in refusal.value.hint
