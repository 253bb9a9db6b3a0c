"""Pages that lead to a meeting, as addresses and as saved files: of an item, a decision, an issue; minutes in a PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import NotFetched, NotMinutes
from ingest.fetched import Cache
from ingest.layouts.meeting import NOTHING_GIVEN
from ingest.mg_addresses import LeadingAddress, read_address
from ingest.moderngov import Plan, Visit
from ingest.readers import read
from ingest.records import ItemNumber
from ingest.reports import Status
from ingest.run import ingest
from tests.ingest import runs
from tests.ingest.moderngov.anytown import COUNCIL, LONG, MARCH, MAY, meeting_html
from tests.ingest.moderngov.site import Answer, Site
from tests.ingest.readers.making import pdf
from tests.ingest.samples import parsed_bytes

pytestmark = pytest.mark.usefixtures("checked_here")

OF_MARCH = (
    '<a href="ieListDocuments.aspx?CId=7&amp;MId=31&amp;Ver=4">'
    "Meeting of Planning Committee, Tuesday, 4th March, 2025 10.00 am (Item 2.)</a>"
)
OF_MAY = '<a href="ieListDocuments.aspx?CId=7&amp;MId=32&amp;Ver=4">06/05/2025 - Planning Committee</a>'
MADE_AT = '<a href="ieListDocuments.aspx?CId=7&amp;MId=31&amp;Ver=4">04/03/2025 - Planning Committee</a>'
ELSEWHERE = '<a href="http://elsewhere.test/ieListDocuments.aspx?CId=7&amp;MId=99">04/03/2025</a>'
TEXT = "".join(f"<p>{words}</p>" for words in LONG)


def page(heading: str, body: str) -> bytes:
    """A page of a site, after what is known of its class names."""
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'>"
        f"<title>{heading} - Parking charges | {COUNCIL}</title></head>"
        f'<body><div id="modgov"><div class="mgContent"><h1>{heading}</h1>'
        f'<h2 class="mgSubTitleTxt">Parking charges</h2>{body}</div></div></body></html>'
    ).encode()


def item_page(links: str = OF_MARCH) -> bytes:
    return page(
        "Agenda item",
        f'<ul class="mgActionList"><li>{links}</li></ul>'
        '<div class="mgWordPara"><p>To consider the report of the Head of Streets.</p></div>'
        f'<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara">{TEXT}</div>'
        '<p class="mgSubItemTitleTxt">Supporting documents:</p>'
        '<ul class="mgBulletList"><li><a href="s1.pdf">Report on parking, item 2. PDF 253 KB</a></li></ul>',
    )


def decision_page(links: str) -> bytes:
    return page(
        "Decision details",
        f'<p><span class="mgLabel">Decision Maker: </span>Planning Committee</p><p>Made at meeting: {links}</p>'
        '<h3 class="mgSubSubTitleTxt">Decision:</h3><div class="mgWordPara"><p>That the charge be £5.</p></div>'
        '<p><span class="mgLabel">Date of decision: </span>04/03/2025</p>',
    )


def issue_page(links: str) -> bytes:
    return page("Issue details", f'<h3 class="mgSubSubTitleTxt">Agenda items</h3><ul><li>{links}</li></ul>')


# --- given as addresses -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ("mgAi.aspx?ID=502", "an item"),
        ("ieDecisionDetails.aspx?ID=12", "a decision"),
        ("ieDecisionDetails.aspx?AIId=502", "a decision"),
        ("ieIssueDetails.aspx?IId=77&Opt=3", "an issue"),
        ("mgIssueHistoryHome.aspx?IId=77#mgDocuments", "an issue"),
    ],
)
def test_an_address_that_leads_to_meetings_is_known_for_what_it_is(given: str, what: str) -> None:
    found = read_address(f"https://democracy.anytown.test/{given}")
    site = "https://democracy.anytown.test/"
    assert found == LeadingAddress(site, site + given.partition("#")[0], what)


@pytest.mark.parametrize("given", ["documents/g31/Printed%20minutes.pdf?T=1", "documents/s1/Report.docx", "x.html"])
def test_a_single_document_is_refused_with_what_to_do_with_it(given: str) -> None:
    with pytest.raises(NotFetched, match="a single document") as refusal:
        read_address(f"https://democracy.anytown.test/{given}")
    assert refusal.value.hint.startswith("Download it and ingest the file")


Make = Callable[..., Visit]


@pytest.fixture
def plan(site: Site, visit: Make, cache: Cache) -> Callable[..., Plan]:
    """What is to be fetched for a page of the site that has these bytes."""

    def planned(name: str, data: bytes, **wanted: object) -> Plan:
        site.faults[name.partition("?")[0]] = [Answer(data)]
        return visit(site.root + name, **wanted).plan({}, cache)

    return planned


def pages(plan: Plan) -> list[str]:
    return [meeting.page for meeting in plan.meetings]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("mgAi.aspx?ID=502", item_page(OF_MARCH + ELSEWHERE)),
        ("mgAi.aspx?ID=502", item_page(OF_MAY + OF_MARCH)),
        ("ieDecisionDetails.aspx?AIId=502", decision_page(MADE_AT + ELSEWHERE)),
        ("ieDecisionDetails.aspx?ID=12", decision_page(MADE_AT + MADE_AT)),
    ],
)
def test_the_page_of_an_item_or_a_decision_leads_to_its_meeting(
    name: str, data: bytes, site: Site, plan: Callable[..., Plan]
) -> None:
    found = plan(name, data)
    assert found.refused == ()
    assert pages(found) == [site.meeting_page(MARCH)]


def test_the_page_of_an_issue_leads_to_the_meetings_that_dealt_with_it(site: Site, plan: Callable[..., Plan]) -> None:
    both = issue_page(MADE_AT + OF_MAY + ELSEWHERE)
    assert pages(plan("ieIssueDetails.aspx?IId=77", both)) == [site.meeting_page(MAY), site.meeting_page(MARCH)]
    since = plan("ieIssueDetails.aspx?IId=77", both, since=dt.date(2025, 5, 1))
    assert pages(since) == [site.meeting_page(MAY)]


@pytest.mark.parametrize(
    ("name", "data", "says", "next_step"),
    [
        ("mgAi.aspx?ID=502", item_page("nothing"), "the page of an item and leads to no meeting", "give the address"),
        ("ieDecisionDetails.aspx?ID=1", decision_page(ELSEWHERE), "of a decision and leads to no meeting", "address"),
        ("ieIssueDetails.aspx?IId=7", issue_page(""), "the page of an issue and leads to no meeting", "address"),
        ("ieDecisionDetails.aspx?ID=1", decision_page(MADE_AT + OF_MAY), "leads to 2 meetings", "one that is meant"),
    ],
)
def test_a_page_that_leads_to_no_one_meeting_is_refused_in_a_sentence(
    name: str, data: bytes, says: str, next_step: str, plan: Callable[..., Plan]
) -> None:
    found = plan(name, data)
    assert found.meetings == ()
    [(_, refusal)] = found.refused
    assert says in refusal.message
    assert next_step in refusal.hint


def test_a_page_that_leads_is_asked_for_as_politely_as_any(site: Site, plan: Callable[..., Plan]) -> None:
    site.robots = Answer(b"User-agent: *\nDisallow: /mgAi.aspx\n", kind="text/plain")
    [(_, refusal)] = plan("mgAi.aspx?ID=502", item_page()).refused
    assert "robots.txt" in refusal.message
    assert site.asked_for("mgAi.aspx") == 0


def test_an_item_given_by_its_address_is_held_as_its_whole_meeting(site: Site, visit: Make, tmp_path: Path) -> None:
    site.faults["mgAi.aspx"] = [Answer(item_page())]
    going = visit(f"{site.root}mgAi.aspx?ID=502")
    report = ingest([], tmp_path, runs.encoding(), given=NOTHING_GIVEN, visit=going)
    assert [(file.name, file.status) for file in report.files] == [(site.meeting_page(MARCH), Status.ADDED)]


# --- saved as files ---------------------------------------------------------------------------------------------------


def test_the_saved_page_of_an_item_is_placed_by_what_it_says_of_its_meeting() -> None:
    record = parsed_bytes(item_page(), "item.html")
    [item] = record.meeting.items
    assert record.meeting.id == "anytown-borough/planning-committee/2025-03-04"
    assert (item.number, item.number_is, item.title) == ("2", ItemNumber.PRINTED, "Parking charges")
    assert "The source is the page of a single item." in record.notes
    assert all(words.strip() in record.text for words in LONG)
    assert "Report on parking" not in record.text
    assert len(item.outcomes) == 1


def test_the_saved_page_of_an_issue_with_the_item_of_one_meeting_is_read() -> None:
    row = (
        "<p>Meeting: 04/03/2025 - Planning Committee (Item 2)</p>"
        '<table class="mgItemTable"><tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">2</p></td><td>'
        '<p class="mgAiTitleTxt">Parking charges</p><p class="mgSubItemTitleTxt">Minutes:</p>'
        f'<div class="mgWordPara">{TEXT}</div></td></tr></table>'
    )
    record = parsed_bytes(page("Issue - meetings", row), "issue.html")
    assert record.meeting.id == "anytown-borough/planning-committee/2025-03-04"
    assert [(item.number, item.title) for item in record.meeting.items] == [("2", "Parking charges")]
    both = page("Issue - meetings", row + row.replace("04/03", "06/05"))
    with pytest.raises(NotMinutes, match="tells what 2 meetings did"):
        read(both, "issue.html")


@pytest.mark.parametrize(
    ("data", "says", "next_step"),
    [
        (decision_page(MADE_AT), "the page of a decision", "leads to: 04/03/2025 - Planning Committee."),
        (decision_page("no meeting"), "the page of a decision", "this page leads to none"),
        (issue_page(MADE_AT + OF_MAY), "the page of an issue", "04/03/2025 - Planning Committee; 06/05/2025"),
    ],
)
def test_the_saved_page_of_a_decision_or_an_issue_is_refused_with_where_it_leads(
    data: bytes, says: str, next_step: str
) -> None:
    with pytest.raises(NotMinutes, match=says) as refusal:
        read(data, "page.html")
    assert next_step in refusal.value.hint


def test_a_page_of_another_kind_of_site_is_not_taken_for_one() -> None:
    plain = f"<html><body><h1>Decision details</h1><p>Minutes:</p>{TEXT}</body></html>".encode()
    assert "Mill Lane" in read(plain, "page.html").text


# --- minutes that a page has only as a PDF ----------------------------------------------------------------------------


PRINTED = "documents/g32/Printed%20minutes%2006th-May-2025%2010.00%20Planning%20Committee.pdf"
WORDS = [
    (60, 60, "Anytown Borough Council"),
    (60, 80, "Planning Committee"),
    (60, 100, "Tuesday, 6 May 2025 at 10.00 am"),
    (60, 140, "1. Apologies"),
    (60, 160, "Apologies were received from Councillor Smith."),
    (60, 200, "2. Bins"),
    (60, 220, "The Committee noted that bins were full. It was agreed that bins be green."),
]


@pytest.fixture
def printed(site: Site) -> Site:
    """A site that has the minutes of May as a PDF only."""
    site.meetings = [MARCH, replace(MAY, items=tuple(replace(item, minutes=()) for item in MAY.items))]
    link = f'<ul><li><a href="{PRINTED}?T=1">Printed minutes PDF 90 KB</a></li></ul>'
    body = meeting_html(replace(MAY, published=False)).replace("<p>Venue", f"{link}<p>Venue")
    site.pages["/ieListDocuments.aspx"] = Answer(body.encode())
    site.pages["/" + PRINTED] = Answer(pdf([WORDS]), kind="application/pdf")
    return site


@pytest.mark.parametrize("service", [True, False])
def test_minutes_that_are_there_only_as_a_pdf_are_taken_from_it(
    service: bool,  # noqa: FBT001
    printed: Site,
    visit: Make,
    tmp_path: Path,
) -> None:
    printed.service = service
    going = visit(printed.meeting_page(MAY))
    report = ingest([], tmp_path, runs.encoding(), given=NOTHING_GIVEN, visit=going)
    assert [file.status for file in report.files] == [Status.ADDED], report
    held = runs.held(tmp_path)[printed.meeting_page(MAY)]
    assert (held.council, held.committee, held.date.isoformat()) == (COUNCIL, "Planning Committee", "2025-05-06")
    assert "bins be green" in runs.text_of(tmp_path, printed.meeting_page(MAY))


@pytest.mark.parametrize(
    "link",
    ["documents/g31/Printed%20minutes.pdf", "http://elsewhere.test/" + PRINTED, "documents/g32/Agenda%20pack.pdf"],
)
def test_a_pdf_of_another_meeting_another_site_or_another_kind_is_not(
    link: str, printed: Site, visit: Make, cache: Cache
) -> None:
    answer = printed.pages["/ieListDocuments.aspx"]
    answer.body = answer.body.replace(f"{PRINTED}?T=1".encode(), link.encode())
    printed.service = False
    going = visit(printed.meeting_page(MAY))
    [meeting] = going.plan({}, cache).meetings
    with pytest.raises(NotMinutes, match="not published yet"):
        going.fetch(meeting, cache)
    assert printed.asked_for(".pdf") == 0
