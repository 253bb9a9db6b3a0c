"""What befalls a screen that is in use: a server that ends and comes back, an empty store, very long texts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

import assistant.web
from assistant.answers import Question
from assistant.build import Assistant, build, make_store
from assistant.settings import Settings
from assistant.web.contract import Asks
from assistant.web.server import Running
from tests.assistant.web.fakes import CHURN, FakeAssistant, Reply, answer, cite
from tests.ingest.samples import sample

RECORD = sample("gloucestershire-2019-06-07")
QUOTE = cite(RECORD, "There were still weaknesses in teams")
MINUTES = """# Anytown Borough Council

## Leisure Committee

Minutes of the meeting held on 5 March 2024

1. Swimming pool

1.1 The Head of Leisure reported that {}, because the boiler could not be mended.

1.2 Members asked for a further report.
"""
LONG = " ".join(["word"] * 100)


def at_length(question: Question) -> Reply:
    """Two thousand words, and one that no line can hold."""
    return answer(question, *[(LONG, QUOTE)] * 20, ("x" * 3_000, QUOTE))


def briefly(question: Question) -> Reply:
    """One sentence, which says whose question it answers."""
    return answer(question, (f"Of {question.text}", QUOTE))


def serve(asking: Asks, port: int = 0) -> Running:
    return assistant.web.serve(asking, host="127.0.0.1", port=port, prevent_thread_lock=True)


def ask(page: Page, question: str, then: int | None = None) -> None:
    """Ask, and wait for the reply; ``then`` turns stand under the question's field at last, one more if not said."""
    turns = page.locator("#mb-chat .mb-turn:not(.mb-busy)")
    expected = turns.count() + 1 if then is None else then
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    expect(turns).to_have_count(expected, timeout=20_000)


def take_in(folder: Path, store: Path) -> None:
    """What `minutebook ingest` does, in a process of its own."""
    command = [sys.executable, "-m", "assistant", "ingest", str(folder), "--store", str(store)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


@pytest.fixture
def long_winded() -> Iterator[Running]:
    served = serve(FakeAssistant([RECORD], at_length))
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
    served = serve(house)
    page.goto(served.url)
    page.get_by_label("Your question").fill(CHURN)
    page.keyboard.press("Enter")
    expect(page.locator(".mb-sources")).to_be_visible()
    served.close()
    again = serve(house, urlsplit(served.url).port or 0)
    try:
        page.reload()
        expect(page.locator("#mb-past .mb-sources")).to_be_visible()
        page.get_by_label("Your question").fill("why was that?")
        page.keyboard.press("Enter")
        expect(page.locator("#mb-chat .mb-turn:not(.mb-busy)")).to_be_visible()
    finally:
        again.close()


def test_a_page_that_was_not_reloaded_goes_on_with_a_server_that_was_started_again(page: Page) -> None:
    """What had been said stays on the page and in the browser, and goes along with the next question."""
    asking = FakeAssistant([RECORD], briefly)
    served = serve(asking)
    page.goto(served.url)
    ask(page, "first?")
    ask(page, "second?")
    page.wait_for_timeout(1_000)  # Gradio lets go of the stream of replies
    served.close()
    again = serve(asking, urlsplit(served.url).port or 0)
    try:
        ask(page, "third?", 1)
        expect(page.locator(".mb-question")).to_contain_text(["first?", "second?", "third?"])
        assert [turn.question for turn in asking.asked[-1].history] == ["first?", "second?"]
        ask(page, "fourth?")
        page.reload()
        expect(page.locator("#mb-past .mb-question")).to_contain_text(["first?", "second?", "third?", "fourth?"])
        again.close()
        page.get_by_label("Your question").fill("fifth?")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Connection to the server was lost")).to_be_visible()
        again = serve(asking, urlsplit(served.url).port or 0)
        expect(page.locator("#mb-past .mb-turn").last).to_contain_text("fifth?", timeout=30_000)  # loaded by itself
        page.locator("#mb-past .mb-turn").last.get_by_role("button", name="Ask again").click()
        expect(page.locator("#mb-chat .mb-sources")).to_be_visible()
    finally:
        again.close()


def test_a_server_that_ends_in_mid_answer_is_told_and_the_page_goes_on_once_it_is_back(page: Page) -> None:
    asking = FakeAssistant([RECORD], lambda question: answer(question, ("One.", QUOTE), ("Two.", QUOTE)))
    served = serve(asking)
    page.goto(served.url)
    ask(page, "first?")
    asking.go_on.clear()
    page.get_by_label("Your question").fill("second?")
    page.keyboard.press("Enter")
    expect(page.locator(".mb-busy .mb-claim")).to_have_text("One. [1]")
    served.close()
    expect(page.get_by_role("alert")).to_contain_text("What was said is kept", timeout=20_000)
    asking.go_on.set()
    again = serve(asking, urlsplit(served.url).port or 0)
    try:
        expect(page.locator("#mb-past .mb-question")).to_contain_text(["first?", "second?"], timeout=20_000)
        expect(page.locator("#mb-past .mb-stopped")).to_contain_text("interrupted")
        page.locator("#mb-past .mb-turn").last.get_by_role("button", name="Ask again").click()
        expect(page.locator("#mb-chat .mb-sources")).to_be_visible()
    finally:
        again.close()


def test_ten_conversations_at_once_do_not_mix(browser: Browser) -> None:
    """Three turns of each of ten people, and two tabs of the last."""
    asking = FakeAssistant([RECORD], briefly)
    served = serve(asking)
    people = [browser.new_context() for _ in range(9)]
    tabs = [person.new_page() for person in people] + [people[-1].new_page()]
    try:
        for tab in tabs:
            tab.goto(served.url)
        for turn in range(3):
            for who, tab in enumerate(tabs):
                expect(tab.locator("#mb-chat .mb-turn:not(.mb-busy)")).to_have_count(turn)
                tab.get_by_label("Your question").fill(f"person {who} asks {turn}?")
                tab.keyboard.press("Enter")
        for who, tab in enumerate(tabs):
            mine = [f"person {who} asks {turn}?" for turn in range(3)]
            expect(tab.locator(".mb-turn:not(.mb-busy) .mb-question")).to_contain_text(mine)
            expect(tab.locator(".mb-claim")).to_contain_text([f"Of {question}" for question in mine])
            last = next(question for question in asking.asked if question.text == mine[-1])
            assert [turn.question for turn in last.history] == mine[:2]
        tabs[-1].get_by_role("button", name="Earlier conversations").click()
        expect(tabs[-1].get_by_role("dialog").get_by_role("listitem")).to_have_count(2)
    finally:
        for person in people:
            person.close()
        served.close()


def test_a_reload_in_mid_answer_ends_it_and_offers_the_question_again(page: Page) -> None:
    asking = FakeAssistant([RECORD], lambda question: answer(question, ("One.", QUOTE), ("Two.", QUOTE)))
    asking.go_on.clear()
    served = serve(asking)
    try:
        page.goto(served.url)
        page.get_by_label("Your question").fill(CHURN)
        page.keyboard.press("Enter")
        expect(page.locator(".mb-busy .mb-claim")).to_have_text("One. [1]")
        page.reload()
        expect(page.locator("#mb-past .mb-stopped")).to_contain_text("interrupted")
        asking.go_on.set()
        page.get_by_role("button", name="Ask again").click()
        expect(page.locator("#mb-chat .mb-sources")).to_be_visible()
        page.go_back()
        page.go_forward()
        expect(page.locator("#mb-past .mb-turn")).to_have_count(2)
        assert [question.text for question in asking.closed] == [CHURN, CHURN]
    finally:
        asking.go_on.set()
        served.close()


def test_the_next_answer_is_from_a_store_that_another_program_has_changed(page: Page, tmp_path: Path) -> None:
    minutes = tmp_path / "records" / "anytown-2024-03-05.md"
    minutes.parent.mkdir()
    minutes.write_text(MINUTES.format("the swimming pool closes in May"), "utf-8")
    settings = Settings(_env_file=None, store=tmp_path / "store")
    take_in(minutes.parent, settings.store)
    assistant_over = build(settings)
    served = serve(assistant_over)
    try:
        page.goto(served.url)
        ask(page, "when does the swimming pool close?")
        expect(page.locator(".mb-claim").first).to_contain_text("closes in May")
        minutes.write_text(MINUTES.format("the swimming pool closes in June"), "utf-8")
        take_in(minutes.parent, settings.store)
        ask(page, "when does the swimming pool close?")
        expect(page.locator(".mb-turn").last.locator(".mb-claim").first).to_contain_text("closes in June")
        page.locator("a.mb-mark").first.click()
        expect(page.locator("#mb-panel")).to_contain_text("closes in June")
        expect(page.locator("#mb-panel")).to_contain_text("taken in again after the answer was given")
    finally:
        served.close()
        assistant_over.close()


def test_an_empty_store_offers_the_samples_and_answers_once_they_are_in(page: Page, tmp_path: Path) -> None:
    settings = Settings(_env_file=None, store=tmp_path / "store")
    make_store(settings)
    empty = build(settings)
    served = serve(empty)
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
