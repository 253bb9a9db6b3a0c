"""Officers take records in by the screen, in a real browser: files, and a council's site that is on this machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Page, expect

import assistant.web
from assistant.build import build, make_store
from assistant.commands import ingesting
from assistant.settings import Settings
from assistant.web import intake
from assistant.web.server import Running
from ingest.moderngov import Visit, Wanted
from ingest.run import ingest
from tests.assistant.web.conftest import PASSWORD
from tests.conftest import ROOT
from tests.ingest.moderngov.anytown import COUNCIL
from tests.ingest.moderngov.site import Site, served

SAMPLE = ROOT / "records" / "gloucestershire-2019-06-07.txt"


@pytest.fixture
def desk(page: Page, tmp_path: Path) -> Iterator[tuple[Page, Running]]:
    """A page of an officer's, over an empty store; no pause is made between what is fetched."""
    settings = Settings(_env_file=None, store=tmp_path / "store", officer_password=PASSWORD, fetch_delay=0)
    make_store(settings)
    empty = build(settings)
    running = assistant.web.serve(empty, host="127.0.0.1", port=0, prevent_thread_lock=True)
    page.goto(f"{running.url}desk")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Enter").click()
    page.get_by_role("link", name="Take in more records").click()
    yield page, running
    running.close()
    empty.close()


def fetch(page: Page, address: str) -> None:
    """Give an address of a council's site."""
    page.get_by_label("Address").fill(address)
    page.get_by_role("button", name="Fetch and take in").click()


def again(page: Page) -> None:
    """Back to the forms."""
    page.get_by_role("button", name="Take in more").click()
    expect(page.get_by_label("Address")).to_be_visible()


def test_files_are_taken_in_with_progress_and_a_plain_report(
    desk: tuple[Page, Running], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, running = desk
    strange = tmp_path / "holiday <b>photo<b>.jpg"
    strange.write_bytes(b"\xff\xd8\xff no minutes")
    go_on = Event()

    def held_back(*given: object, **named: object) -> object:
        """The real ingest, which waits once the first step is told."""
        tell = named["on_progress"]

        def told(step: object) -> None:
            tell(step)  # type: ignore[operator]
            go_on.wait(30)

        return ingest(*given, **{**named, "on_progress": told})  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "ingest", held_back)
    page.get_by_label("Files", exact=True).set_input_files([SAMPLE, strange])
    page.get_by_role("button", name="Take them in").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text(re.compile(r"[01] of 2 files done; now \w+"), timeout=20_000)
    other = page.context.new_page()
    other.goto(f"{running.url}add")
    expect(other.get_by_role("progressbar")).to_be_visible()
    go_on.set()
    expect(page.get_by_text("2 files. Added: 1; refused: 1.")).to_be_visible(timeout=60_000)
    report = page.locator("main").inner_text()
    assert "holiday" in report
    assert "Next:" in report
    expect(page.locator("main b")).to_have_count(0)
    page.get_by_role("link", name=SAMPLE.name).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("7 June 2019")


def test_a_councils_site_is_fetched_and_answers_lead_back_to_it(
    desk: tuple[Page, Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    page, running = desk
    with served(Site()) as site:
        committee = f"http://127.0.0.1:{site.port}/ieListMeetings.aspx?CId=7"
        for address, refusal in [(committee, "127.0.0.1"), ("file:///etc/passwd", "file:///etc/passwd")]:
            page.get_by_label("Address").evaluate("box => box.type = 'text'")  # else the browser refuses some itself
            fetch(page, address)
            expect(page.locator("main")).to_contain_text(f"{refusal} is not fetched", timeout=20_000)
            again(page)

        def open_site(settings: Settings, wanted: Wanted, *, allow_private: bool) -> Visit:
            """The site of this test stands for one of the open internet."""
            assert not allow_private
            return ingesting.visit(settings, replace(wanted, limit=2), allow_private=True)

        monkeypatch.setattr(intake, "visit", open_site)
        fetch(page, committee)
        expect(page.get_by_text(re.compile(r"^\d files?\. Added: \d"))).to_be_visible(timeout=60_000)
        page.locator("main li a").first.click()
        expect(page.locator("main")).to_contain_text(COUNCIL)
        published = page.locator("a[href^='http']").first
        expect(published).to_have_attribute("href", re.compile(rf"^http://127\.0\.0\.1:{site.port}/"))
    page.goto(running.url)
    expect(page.locator(".mb-held")).to_contain_text(COUNCIL)
