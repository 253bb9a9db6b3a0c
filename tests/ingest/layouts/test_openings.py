"""What the lines before the first item say: council, committee, day, and who was there."""

from __future__ import annotations

import datetime as dt

import pytest

from ingest.errors import NotMinutes, Unplaced
from tests.ingest.layouts.anyshire import GIVEN, OPENING
from tests.ingest.samples import parsed_text


def test_a_neighbour_named_in_the_minutes_is_not_the_council() -> None:
    text = (
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1.\n\nPotholes\n\nMinutes:\n\n"
        "Officers had visited Hampshire County Council, which was praised.\n"
    )
    with pytest.raises(Unplaced, match="which council"):
        parsed_text(text)


def test_an_agenda_without_minutes_is_refused() -> None:
    text = (
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1.\n\nPotholes\n\nTo receive the report.\n\n2.\n\nPaths\n\n"
        "To consider any paths. RECOMMENDED: that the panel walk.\n"
    )
    with pytest.raises(NotMinutes, match="agenda"):
        parsed_text(text, given=GIVEN)


def test_letters_behind_a_name_are_nobody() -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\nPRESENT: Mr A Bee, OBE, Ms C Dew (Chair)\n\n"
        "1.\n\nPotholes\n\nMinutes:\n\nIt was noted.\n",
        given=GIVEN,
    )
    assert [a.name for a in record.meeting.attendance] == ["Mr A Bee", "Ms C Dew"]


@pytest.mark.parametrize("day", ["4TH", "4th", "4™", '4"', "4"])
def test_an_opening_is_read_over_as_many_lines_as_it_takes(day: str) -> None:
    record = parsed_text(
        OPENING.format(day=day) + "1.\n\nRoads\n\nIt was noted.\n\n2.\n\nRates\n\nIt was noted.\n", given=GIVEN
    )
    meeting = record.meeting
    assert (meeting.committee.name, meeting.meeting_type) == ("Municipal District of North-Westmoor", "Special Meeting")
    assert (meeting.date, meeting.time) == (dt.date(2021, 1, 4), dt.time(9, 30))
    assert meeting.venue == "Town Hall, Main Street"


def test_an_opening_names_the_council_and_its_committee_or_the_council_itself() -> None:
    body = "\n\n1.\n\nRoads\n\nIt was noted.\n\n2.\n\nRates\n\nIt was noted.\n"
    named = "Minutes of the Meeting of Anyshire City and County Council’s Roads Committee held on 4 January 2021 at 3pm"
    of_committee = parsed_text(f"{named} in the Long Room.{body}").meeting
    assert (of_committee.council.name, of_committee.committee.name) == (
        "Anyshire City and County Council",
        "Roads Committee",
    )
    assert of_committee.venue == "Long Room"
    whole = parsed_text(
        f"MINUTES OF MEETING OF ANYSHIRE CITY AND COUNTY COUNCIL HELD ONLINE ON MONDAY, 4TH JANUARY, 2021.{body}"
    )
    assert (whole.meeting.council.name, whole.meeting.committee.name) == ("Anyshire City and County Council", "Council")


def test_attendance_names_people_whether_the_name_or_the_office_comes_first() -> None:
    record = parsed_text(
        OPENING.format(day="4TH") + "1.\n\nRoads\n\nIt was noted.\n\n2.\n\nRates\n\nNoted.\n", given=GIVEN
    )
    assert [(a.name, a.role) for a in record.meeting.attendance] == [
        ("Councillor A. Bee", None),
        ("Councillor Collins (B)", None),
        ("Councillor Collins (M)", None),
        ("Councillor Dee", None),
        ("Councillor Ó Fox", None),
        ("Ms. A. Lee", "Director, Roads and Housing"),
        ("Mr. C. Dew", "Clerk"),
    ]
    for person in record.meeting.attendance:
        assert person.name.split()[-1] in record.slice(person.start, person.end)


def test_a_date_in_what_is_told_is_not_when_the_meeting_was() -> None:
    with pytest.raises(Unplaced, match="when the meeting was"):
        parsed_text(
            "Roads Panel\n\nThe panel was told of the works.\n\nPaths Panel on 3 May 2020 was noted. They agreed.\n",
            given=GIVEN,
        )
