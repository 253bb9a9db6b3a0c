"""A calendar file is valid: lines, folding and escaping by RFC 5545, an event for each date ahead, a UID that stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from assistant.answers import Filter
from assistant.documents.calendar_file import as_calendar
from assistant.tables.listings import MeetingRow, meeting_rows
from ingest.store import Store

NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
AHEAD = MeetingRow(
    date="2021-03-09",
    time="14:00",
    council="Fenshire County Council",
    committee="Rivers and Drainage Committee",
    is_held=False,
    id="fenshire/rivers-and-drainage-committee/2021-03-09",
    said_by="fenshire/rivers-and-drainage-committee/2020-05-05",
    quote="The next meeting is on 9 March 2021 at 2.00 pm.",
    source="may.txt",
    start=0,
    end=10,
    url=None,
)


def unfolded(text: str) -> list[str]:
    """The content lines of a file, as any reader puts them together."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def properties(text: str) -> dict[str, str]:
    """The properties of a file of one event."""
    lines = unfolded(text)
    inside = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    return dict(line.split(":", 1) for line in inside)


def test_a_time_is_local_and_a_day_without_one_is_a_date() -> None:
    assert properties(as_calendar([AHEAD], NOW))["DTSTART"] == "20210309T140000"
    assert properties(as_calendar([replace(AHEAD, time=None)], NOW))["DTSTART;VALUE=DATE"] == "20210309"


def test_a_meeting_keeps_its_uid_when_its_time_changes() -> None:
    later = as_calendar([replace(AHEAD, time="10:00", quote="Other words.")], NOW + dt.timedelta(days=1))
    assert properties(later)["UID"] == properties(as_calendar([AHEAD], NOW))["UID"]


@pytest.mark.parametrize("name", ["Trade; Eels, and \\ Weirs", "Line\r\nEND:VEVENT", "Ünïcödé 🚋 " * 20, "x" * 400])
def test_names_are_escaped_and_folded_and_read_back_whole(name: str) -> None:
    said = properties(as_calendar([replace(AHEAD, committee=name)], NOW))["SUMMARY"]
    read = said.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
    assert read == f"{name}, Fenshire County Council".replace("\r", "")


def test_only_addresses_of_the_web_are_links() -> None:
    assert "URL" not in properties(as_calendar([replace(AHEAD, url="javascript:alert(1)")], NOW))
    assert properties(as_calendar([replace(AHEAD, url="https://fenshire.example/1")], NOW))["URL"].startswith("https:")


def test_every_date_ahead_of_the_records_is_an_event_and_no_meeting_held_is(store: Store) -> None:
    rows = list(meeting_rows(store, Filter()))
    lines = unfolded(as_calendar(rows, NOW))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == sum(not row.is_held for row in rows) > 2
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(uids) == len(set(uids))
