"""The address of every view, and the way to the officers' ones."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from assistant.web.server import Running
from tests.assistant.web.conftest import PASSWORD

BODY = "council=Leicestershire+County+Council&committee=Children+and+Families+Overview+and+Scrutiny+Committee"
VIEWS = {
    "ask": "",
    "decisions": "decisions",
    "actions": "decisions?register=actions",
    "meetings": "decisions?register=meetings",
    "people": "decisions?register=people",
    "attendance": "decisions?register=attendance",
    "declarations": "decisions?register=declarations",
    "records": "records?q=social+workers",
    "meeting": "meeting/leicestershire/children-and-families-osc/2020-11-18?q=foster",
    "record": "record/gloucestershire/children-and-families-osc/2019-06-07?item=25&start=1547&end=1600",
    "topics": "topics?q=foster+carers",
    "briefing": f"briefing?{BODY}",
    "desk": "desk",
    "judging": "desk/question?question=what+did+Ofsted+say+about+churn",
    "health": "desk/health",
    "add": "add",
    "remove": "remove?record=gloucestershire/children-and-families-osc/2019-06-07",
}


def enter(page: Page, home: Running) -> None:
    """Sit down at the officers' desk."""
    page.goto(f"{home.url}desk")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Enter").click()
    expect(page.locator(".mb-health")).to_be_visible(timeout=30_000)


def go(page: Page, home: Running, name: str) -> None:
    """Open a view, until all of it is there."""
    page.goto(home.url + VIEWS[name])
    if name == "ask":
        expect(page.get_by_label("Council", exact=True).get_by_role("option")).to_have_count(5)
        expect(page.locator("button.mb-example:visible").first).to_be_visible()
    if name == "desk":
        expect(page.locator(".mb-health")).to_be_visible(timeout=30_000)
