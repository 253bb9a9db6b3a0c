"""The screen in a real browser. The page fixture fails a test in which anything outside this machine is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

import assistant.web
from assistant.answers import Question
from assistant.web.server import Running
from ingest.errors import UnknownScope
from ingest.records import fold_spaces
from tests.assistant.web.fakes import CHURN, FakeAssistant, Reply, answer, cite, hostile, not_found
from tests.assistant.web.injections import INJECTIONS
from tests.ingest.samples import RECORDS, sample

RECORD = sample("gloucestershire-2019-06-07")
WEAK = cite(RECORD, "There were still weaknesses in teams, particularly in Safeguarding and Assessment", "Cllr Boyles")
PRESS = cite(RECORD, "Some members of the committee felt that the press release")
HOSTILE = " ".join(INJECTIONS)
BOX = "(id => document.getElementById(id).getBoundingClientRect())"
CUT = "The published text of item 25 is cut off further on."


def script(question: Question) -> Reply:
    """Fixed replies, by a word of the question."""
    text = question.text
    if "pothole" in text:
        return not_found(question, RECORD, "27", "29", reason="No sentence in the minutes held answers this.")
    if "nowhere" in text:
        raise UnknownScope("No such council is held.")
    if "fault" in text:
        raise RuntimeError("a secret of the machine room")
    if text == HOSTILE:
        claims = [(text, cite(hostile(text), text, text)) for text in INJECTIONS]
        return answer(question, *claims, notes=tuple(INJECTIONS))
    if text in INJECTIONS:
        return answer(question, (text, cite(hostile(text), text)))
    return answer(
        question, ("Teams were still weak.", WEAK), ("Members disliked the press release.", PRESS), notes=(CUT,)
    )


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[FakeAssistant, Running]]:
    asking = FakeAssistant([sample(path.stem) for path in RECORDS], script)
    running = assistant.web.serve(asking, host="127.0.0.1", port=0, prevent_thread_lock=True)
    yield asking, running
    asking.go_on.set()
    running.close()


@pytest.fixture
def asking(served: tuple[FakeAssistant, Running]) -> Iterator[FakeAssistant]:
    """The assistant behind the page, as new."""
    fake, _ = served
    fake.asked.clear()
    fake.closed.clear()
    fake.store.records = [sample(path.stem) for path in RECORDS]
    yield fake
    fake.go_on.set()


@pytest.fixture
def opened(page: Page, served: tuple[FakeAssistant, Running], asking: FakeAssistant) -> Iterator[Page]:
    """The screen, opened; the test fails if the browser complains of anything."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(served[1].url)
    expect(page.get_by_label("Council", exact=True).get_by_role("option")).to_have_count(5)
    yield page
    assert [text for text in complaints if "Gradio" not in text and "500" not in text] == []


def ask(page: Page, question: str) -> None:
    """Ask by keyboard."""
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")


def last(page: Page, selector: str) -> str:
    """The text of the last turn's part, once it is there."""
    part = page.locator(f".mb-turn:not(.mb-busy) {selector}").last
    expect(part).to_be_visible()
    return fold_spaces(part.inner_text())


def test_a_question_is_answered_and_its_citation_opens_the_record(opened: Page) -> None:
    ask(opened, CHURN)
    assert "Teams were still weak. [1" in last(opened, ".mb-answer")
    assert CUT in last(opened, ".mb-notes")
    opened.locator("a.mb-mark").first.click()
    mark = opened.locator("#mb-panel mark")
    expect(mark).to_be_in_viewport()
    assert fold_spaces(mark.inner_text()) == fold_spaces(WEAK.quote)
    expect(opened.get_by_role("heading", name="Item 25: Ofsted Improvement Letter")).to_be_in_viewport()
    text = fold_spaces(opened.locator("#mb-panel").inner_text())
    assert "25.7" in text
    assert "minute 25.1" in text
    assert opened.evaluate(f"{BOX}('mb-panel').left >= {BOX}('mb-talk').right")  # beside the conversation


def test_claims_show_before_the_answer_is_whole_and_it_can_be_stopped(opened: Page, asking: FakeAssistant) -> None:
    asking.go_on.clear()
    ask(opened, CHURN)
    expect(opened.locator(".mb-busy .mb-claim")).to_have_text("Teams were still weak. [1]")
    opened.get_by_role("button", name="Stop").click()
    assert last(opened, ".mb-stopped").startswith("Stopped.")
    asking.go_on.set()
    ask(opened, "and potholes?")
    assert last(opened, ".mb-notfound")
    assert asking.asked[-1].history == ()  # nothing was answered before


@pytest.mark.parametrize("held", [True, False])
def test_a_stop_at_any_moment_is_a_stop_or_an_answer_and_no_fault(
    opened: Page, asking: FakeAssistant, *, held: bool
) -> None:
    """Held back after the first claim, or running through while the stop comes sooner or later."""
    for number, moment in enumerate(range(0, 240, 40), start=1):
        if held:
            asking.go_on.clear()
        ask(opened, CHURN)
        opened.wait_for_timeout(moment)
        if held:
            opened.locator(".mb-busy").wait_for()
        if opened.locator("#mb-stop").is_visible():  # the answer may be whole
            opened.locator("#mb-stop").dispatch_event("click")
        turn = opened.locator("#mb-chat .mb-turn:not(.mb-busy)")
        expect(turn).to_have_count(number)
        asking.go_on.set()
        opened.wait_for_timeout(100)  # whatever may come late
        expect(opened.locator(".mb-trouble, .mb-busy")).to_have_count(0)
        expect(opened.locator("#mb-status [role=status]")).not_to_contain_text("wrong")
        expect(turn.last.locator(".mb-stopped" if held else ".mb-stopped, .mb-sources")).to_be_visible()


def test_a_follow_up_carries_the_conversation_and_clear_forgets_it(opened: Page, asking: FakeAssistant) -> None:
    ask(opened, CHURN)
    assert last(opened, ".mb-answer")
    ask(opened, "why was that?")
    expect(opened.locator(".mb-turn .mb-sources")).to_have_count(2)
    assert [turn.question for turn in asking.asked[-1].history] == [CHURN]
    opened.get_by_role("button", name="New conversation").click()
    expect(opened.locator(".mb-turn")).to_have_count(0)
    ask(opened, "who was there?")
    assert last(opened, ".mb-answer")
    assert asking.asked[-1].history == ()


def test_filters_are_passed_on(opened: Page, asking: FakeAssistant) -> None:
    leicester = sample("leicester-2025-01-14").meeting
    opened.get_by_label("Committee", exact=True).select_option(leicester.committee.name)
    expect(opened.get_by_label("Council", exact=True)).to_have_value(leicester.council.name)
    opened.get_by_label("Meetings from").fill("2024-01-01")
    opened.get_by_label("Meetings to").fill("2025-12-31")
    opened.get_by_label("Your question").fill(CHURN)
    opened.get_by_role("button", name="Ask").click()
    assert "From: 1 January 2024 To: 31 December 2025" in last(opened, ".mb-chips")
    chosen = asking.asked[-1].filter
    assert (chosen.council, chosen.committee) == (leicester.council.name, leicester.committee.name)
    opened.get_by_label("Council", exact=True).select_option("Gloucestershire County Council")
    expect(opened.get_by_label("Committee", exact=True)).to_have_value("")


def test_silence_looks_like_no_answer(opened: Page) -> None:
    ask(opened, "and potholes?")
    assert last(opened, ".mb-notfound").startswith("Not in these minutes")
    box = opened.locator(".mb-notfound")
    assert box.evaluate("box => getComputedStyle(box).borderTopWidth") == "2px"
    expect(opened.locator(".mb-sources, a.mb-mark")).to_have_count(0)
    box.get_by_role("link", name="Item 27").click()
    expect(opened.get_by_role("heading", name="Item 27: Improvement Board Update")).to_be_visible()
    expect(opened.locator("#mb-panel mark")).to_have_count(0)


def test_everything_works_from_the_keyboard(opened: Page) -> None:
    for _ in range(15):
        opened.keyboard.press("Tab")
        if opened.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
    opened.keyboard.type(CHURN)
    opened.keyboard.press("Enter")
    assert last(opened, ".mb-answer")
    expect(opened.get_by_role("status").first).to_contain_text("Answer: Teams were still weak.")
    for _ in range(30):
        opened.keyboard.press("Shift+Tab")
        if opened.evaluate("document.activeElement.textContent").startswith("[1]"):
            break
    focus = "getComputedStyle(document.activeElement).outlineWidth"
    assert opened.evaluate(focus) == "3px"
    opened.keyboard.press("Enter")
    expect(opened.locator("#mb-record-title")).to_be_focused()
    opened.keyboard.press("Escape")
    expect(opened.locator("#mb-panel")).to_be_hidden()
    expect(opened.locator("a.mb-mark").first).to_be_focused()


def test_it_fits_a_narrow_screen_and_the_record_opens_beneath(opened: Page) -> None:
    opened.set_viewport_size({"width": 320, "height": 640})
    too_wide = "document.documentElement.scrollWidth > innerWidth"
    assert not opened.evaluate(too_wide)
    ask(opened, CHURN)
    assert last(opened, ".mb-answer")
    opened.locator("a.mb-mark").last.click()
    expect(opened.locator("#mb-panel mark")).to_be_in_viewport()
    assert not opened.evaluate(too_wide)
    assert opened.evaluate(f"{BOX}('mb-panel').top >= {BOX}('mb-talk').bottom")


def test_markup_in_anything_shows_as_text(opened: Page) -> None:
    """As question, claim, speaker, quote, note, title, council and committee."""
    ask(opened, HOSTILE)
    assert last(opened, ".mb-question").endswith(fold_spaces(HOSTILE))
    claims = [fold_spaces(claim) for claim in opened.locator(".mb-claim").all_inner_texts()]
    assert len(claims) == len(INJECTIONS)
    for claim, text in zip(claims, INJECTIONS, strict=True):
        assert claim.startswith(fold_spaces(text))
    made = "#mb-chat :is(script, img, svg, iframe, style, math, base, details, b, strong, em)"
    expect(opened.locator(made)).to_have_count(0)
    hrefs = opened.locator("#mb-chat a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert all(href.startswith("record/") for href in hrefs)
    assert opened.title() == "Minutebook"


def test_markup_in_what_is_held_shows_as_text(
    page: Page, served: tuple[FakeAssistant, Running], asking: FakeAssistant
) -> None:
    text = INJECTIONS[1]
    asking.store.records = [hostile(text)]
    page.goto(served[1].url)
    expect(page.get_by_label("Council", exact=True).get_by_role("option")).to_have_text(["All councils", text])
    ask(page, text)
    page.locator("a.mb-mark").click()
    expect(page.locator("#mb-panel mark")).to_have_text(text)
    expect(page.locator("img, svg, script[src^=x]")).to_have_count(0)
    assert page.title() == "Minutebook"


def test_examples_are_asked_by_a_click_and_everything_is_named(opened: Page, asking: FakeAssistant) -> None:
    expect(opened.locator("html")).to_have_attribute("lang", "en-GB")
    expect(opened.get_by_role("heading", level=1)).to_have_text("Minutebook")
    for label in ["Your question", "Council", "Committee", "Meetings from", "Meetings to"]:
        expect(opened.get_by_label(label, exact=True)).to_be_visible()
    example = opened.get_by_role("button", name=re.compile("^What was")).first
    question = example.inner_text()
    example.click()
    assert last(opened, ".mb-question").endswith(question)
    assert asking.asked[-1].text == question


def test_what_is_held_is_read_anew_when_the_page_is_opened(opened: Page, asking: FakeAssistant) -> None:
    expect(opened.locator(".mb-held")).to_contain_text("5 meetings of 4 committees of 4 councils, 13 March 2017")
    asking.store.records = []
    opened.reload()
    expect(opened.locator(".mb-held")).to_have_text("No minutes are held yet.")


def test_errors_are_sentences_and_faults_keep_their_secrets(opened: Page) -> None:
    ask(opened, "nowhere")
    text = last(opened, ".mb-trouble")
    assert "No such council is held." in text
    assert UnknownScope.hint in text
    ask(opened, "fault")
    expect(opened.locator(".mb-turn:not(.mb-busy)")).to_have_count(2)
    assert "Something went wrong on the computer that runs Minutebook" in last(opened, ".mb-trouble")
    assert "machine room" not in opened.content()
    ask(opened, CHURN)
    assert last(opened, ".mb-answer")
