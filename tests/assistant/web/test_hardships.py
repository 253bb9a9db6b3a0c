"""What befalls a screen that is in use: a server that ends and comes back, an empty store, very long texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

import assistant.web
from assistant.answers import Question
from assistant.build import Assistant, build, make_store
from assistant.settings import Settings
from assistant.web.server import Running
from tests.assistant.web.fakes import CHURN, FakeAssistant, Reply, answer, cite
from tests.ingest.samples import sample

RECORD = sample("gloucestershire-2019-06-07")
LONG = " ".join(["word"] * 100)


def at_length(question: Question) -> Reply:
    """Two thousand words, and one that no line can hold."""
    quote = cite(RECORD, "There were still weaknesses in teams")
    return answer(question, *[(LONG, quote)] * 20, ("x" * 3_000, quote))


@pytest.fixture
def long_winded() -> Iterator[Running]:
    served = assistant.web.serve(FakeAssistant([RECORD], at_length), host="127.0.0.1", port=0, prevent_thread_lock=True)
    yield served
    served.close()


def test_very_long_questions_and_answers_fit_the_page(page: Page, long_winded: Running) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(long_winded.url)
    box = page.get_by_label("Your question")
    box.fill("q" * 20_000)
    page.keyboard.press("Enter")
    expect(page.locator(".mb-trouble")).to_contain_text("20,000 characters; at most 2,000")
    expect(box).to_have_value("q" * 20_000)
    box.fill(CHURN)
    page.keyboard.press("Enter")
    expect(page.locator(".mb-claim")).to_have_count(21)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.reload()
    expect(page.locator("#mb-past .mb-claim")).to_have_count(21)


def test_a_conversation_goes_on_after_the_server_was_started_again(page: Page, house: Assistant) -> None:
    served = assistant.web.serve(house, host="127.0.0.1", port=0, prevent_thread_lock=True)
    page.goto(served.url)
    page.get_by_label("Your question").fill(CHURN)
    page.keyboard.press("Enter")
    expect(page.locator(".mb-sources")).to_be_visible()
    served.close()
    again = assistant.web.serve(house, host="127.0.0.1", port=urlsplit(served.url).port or 0, prevent_thread_lock=True)
    try:
        page.reload()
        expect(page.locator("#mb-past .mb-sources")).to_be_visible()
        page.get_by_label("Your question").fill("why was that?")
        page.keyboard.press("Enter")
        expect(page.locator("#mb-chat .mb-turn:not(.mb-busy)")).to_be_visible()
    finally:
        again.close()


def test_an_empty_store_offers_the_samples_and_answers_once_they_are_in(page: Page, tmp_path: Path) -> None:
    settings = Settings(_env_file=None, store=tmp_path / "store")
    make_store(settings)
    empty = build(settings)
    served = assistant.web.serve(empty, host="127.0.0.1", port=0, prevent_thread_lock=True)
    try:
        page.goto(served.url)
        page.get_by_role("link", name="Start here").click()
        page.get_by_role("button", name="Take in the five sample records").click()
        expect(page.get_by_role("progressbar")).to_be_visible()
        expect(page.get_by_text("5 files. Added: 5.")).to_be_visible(timeout=120_000)
        page.get_by_role("link", name="ask a question").click()
        page.get_by_label("Your question").fill(CHURN)
        page.keyboard.press("Enter")
        expect(page.locator(".mb-sources")).to_be_visible(timeout=20_000)
    finally:
        served.close()
        empty.close()
