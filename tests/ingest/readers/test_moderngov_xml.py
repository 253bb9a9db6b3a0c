"""What the ModernGov web service says of a meeting becomes the lines that its page has."""

from __future__ import annotations

import datetime as dt
import html
from pathlib import Path

import pytest

from ingest.errors import NotMinutes, RecordRefused, Unreadable
from ingest.layouts.meeting import Given
from ingest.readers import read
from ingest.records import Presence
from tests.ingest.samples import parsed_bytes

GIVEN = Given(council="Testshire County Council")


def item(number: str, title: str, minutes: str, **said: str) -> str:
    """One item as the service gives it; ``said`` are further elements."""
    usual = {"isminutepublished": "True", "isrestricted": "False", "isdisplayallowed": "True", "agendatext": ""}
    said = usual | said
    further = "".join(f"<{tag}>{html.escape(value)}</{tag}>" for tag, value in said.items())
    return f"""<agendaitem><agendaitemtitle>{title}</agendaitemtitle><agendaitemnumber>77</agendaitemnumber>
<fulldisplaynumberformat>{number}</fulldisplaynumberformat>{further}
<minutesnonemptyhtmlbody>{html.escape(minutes)}</minutesnonemptyhtmlbody><linkeddocuments><linkeddoc>
<title>Secret</title><committeetitle>Audit Committee</committeetitle></linkeddoc></linkeddocuments></agendaitem>"""


def meeting(*items: str, people: str = "", status: str = "Confirmed", more: str = "") -> bytes:
    """A meeting as the service gives it."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<meeting><meetingid>1</meetingid><meetingdate>10/02/2026</meetingdate><meetingstatus>{status}</meetingstatus>{more}
<meetingtime>10.00 am</meetingtime><meetinglocation>Town Hall</meetinglocation>
<agendaitems>{"".join(items)}</agendaitems><attendees>{people}</attendees></meeting>""".encode()


APOLOGIES = item("1.", "Apologies", "<p>Apologies were received\nfrom Councillor Dee.</p>")
BUDGET = item(
    "2.",
    "Budget &amp;amp; tax",
    "<p>It was noted.</p><p>RESOLVED:</p><p>That the budget be agreed.</p>",
    agendatext="<p>To consider the budget.</p>",
)


def test_a_meeting_gives_its_items_in_the_shape_of_a_page() -> None:
    text = read(meeting(APOLOGIES, BUDGET), "meeting.xml").text
    assert [line for line in text.splitlines() if line] == [
        "Audit Committee - Tuesday, 10 February 2026 10.00 am",
        "Venue: Town Hall",
        "No. Item",
        "1.",
        "Apologies",
        "Minutes:",
        "Apologies were received from Councillor Dee.",
        "2.",
        "Budget & tax",
        "To consider the budget.",
        "Minutes:",
        "It was noted.",
        "RESOLVED:",
        "That the budget be agreed.",
    ]


def test_its_record_has_the_items_people_and_outcomes() -> None:
    people = """<attendee name="Councillor Ann Bee" roledescription="Chair" attendance="Present, as expected"/>
<attendee name="Councillor Carl Fox" roledescription="Committee Member" attendance="Present"/>
<attendee name="Dora Gill" roledescription="" attendance="In attendance"/>
<attendee name="Councillor Eve Hay" roledescription="" attendance="Apologies"/>
<attendee name="Councillor Ida Joy" roledescription="" attendance="Expected"/>"""
    record = parsed_bytes(meeting(APOLOGIES, BUDGET, people=people), "meeting.xml", GIVEN)
    assert [(i.number, i.title, len(i.outcomes)) for i in record.meeting.items] == [
        ("1", "Apologies", 0),
        ("2", "Budget & tax", 1),
    ]
    assert record.meeting.id == "testshire/audit-committee/2026-02-10"
    assert record.meeting.time == dt.time(10)
    found = {(p.name, p.presence) for p in record.meeting.attendance}
    assert found >= {
        ("Councillor Ann Bee", Presence.PRESENT),
        ("Councillor Carl Fox", Presence.PRESENT),
        ("Dora Gill", Presence.IN_ATTENDANCE),
        ("Councillor Eve Hay", Presence.APOLOGIES),
    }
    assert "Joy" not in record.text  # expected is not present


@pytest.mark.parametrize("said", [{"isrestricted": "True"}, {"isdisplayallowed": "False"}, {"isrestricted": "maybe"}])
def test_what_is_restricted_is_never_kept_and_that_is_told(said: dict[str, str]) -> None:
    document = read(meeting(APOLOGIES, item("2.", "Hush", "<p>hush</p>", agendatext="hush", **said)), "meeting.xml")
    assert "hush" not in document.text.casefold()
    assert document.notes == ("1 item is restricted or not to be shown, and not kept.",)
    assert "Secret" not in document.text


def test_minutes_and_decisions_that_are_not_published_are_not_kept() -> None:
    hidden = item("2.", "Budget", "<p>hush</p>", isminutepublished="False", decisionnonemptyhtmlbody="<p>hush</p>")
    assert "hush" not in read(meeting(APOLOGIES, hidden), "meeting.xml").text
    shown = item("2.", "Budget", "", decisionnonemptyhtmlbody="<p>That it be agreed.</p>", isdecisionpublished="True")
    assert "Decision:\n\nThat it be agreed." in read(meeting(APOLOGIES, shown), "meeting.xml").text


def test_an_agenda_without_minutes_is_refused() -> None:
    items = (item(f"{n}.", "Budget", "", agendatext="<p>To consider the budget.</p>") for n in (1, 2))
    with pytest.raises(NotMinutes, match="agenda"):
        parsed_bytes(meeting(*items), "meeting.xml", GIVEN)


def test_what_broken_xml_holds_is_not_told_at_length() -> None:
    with pytest.raises(Unreadable) as refused:
        read(b"<?xml version='1.0'?><meeting>\n</" + b"x" * 5_000 + b">", "meeting.xml")
    assert refused.value.message == "meeting.xml is no whole XML: line 2 is broken."


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (meeting(APOLOGIES, status="Cancelled"), "was cancelled"),
        (meeting(APOLOGIES, more="<isdisplayallowed>False</isdisplayallowed>"), "does not show"),
        (b"<?xml version='1.0'?><committees><committee/></committees>", "not one meeting"),
        (b"<?xml version='1.0'?><string>error</string>", "not one meeting"),
        (meeting(APOLOGIES)[:400], "no whole XML"),
        (b"<?xml version='1.0'?><meeting>" + b"<a>" * 9_000, "no whole XML"),
    ],
)
def test_xml_that_is_no_meeting_is_refused_by_name(data: bytes, says: str) -> None:
    with pytest.raises(RecordRefused, match=says) as refused:
        read(data, "meeting.xml")
    assert "meeting.xml" in refused.value.message


@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">',
        '<!ENTITY c SYSTEM "file:///etc/hostname">',
        '<!ENTITY % c SYSTEM "http://127.0.0.1/x.dtd"> %c;',
    ],
)
def test_entities_are_refused(entities: str) -> None:
    data = f"<?xml version='1.0'?><!DOCTYPE meeting [{entities}]><meeting><meetingdate>&c;</meetingdate></meeting>"
    with pytest.raises(Unreadable, match="entities of its own"):
        read(data.encode(), "meeting.xml")


def test_a_meeting_of_a_real_council_is_read(shared: Path) -> None:
    document = read((shared / "moderngov" / "meeting_with_minutes.xml").read_bytes(), "meeting.xml")
    text = document.text.splitlines()
    assert text[0] == "Audit Committee - Tuesday, 10 February 2026 10.00 am"
    assert [line for line in text if line in {"1.", "9.", "Minutes", "Work Programme", "Minutes:"}] == [
        "1.", "Minutes", "Minutes:", "9.", "Work Programme", "Minutes:",
    ]  # fmt: skip
    assert any("work Programme for the remainder of 2025/26" in line.replace("future Work", "work") for line in text)
    for other in ("meetings.xml", "committees.xml"):
        with pytest.raises(NotMinutes):
            read((shared / "moderngov" / other).read_bytes(), other)
