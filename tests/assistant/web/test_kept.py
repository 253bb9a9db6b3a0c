"""What a browser keeps of its conversations, and what is made of it, in a real browser and without one."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from assistant.answers import Answer, Question
from assistant.build import Assistant
from assistant.documents import transcript
from assistant.documents.transcript import Transcript
from assistant.web.keeping import said
from assistant.web.server import Running
from ingest.errors import BadQuestion
from tests.assistant.web.fakes import CHURN
from tests.assistant.web.injections import INJECTIONS, seen
from tests.assistant.web.proxy import behind_a_proxy

NOTHING = "who won the cricket?"


def ask(page: Page, question: str) -> None:
    """Ask, and wait for the reply."""
    before = page.locator("#mb-chat .mb-turn:not(.mb-busy)").count()
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator("#mb-chat .mb-turn:not(.mb-busy)")).to_have_count(before + 1)


def told(**turn: object) -> bytes:
    """A conversation of one turn, as a browser sends it."""
    return json.dumps({"turns": [{"question": "Why?", "state": "answered", **turn}]}).encode()


def test_a_turn_that_is_kept_is_drawn_and_written_with_every_quote(reader: httpx.Client, house: Assistant) -> None:
    reply = house.ask(Question(CHURN))
    assert isinstance(reply, Answer)
    kept = said(reply, CHURN, reply.question.filter)
    body = f'{{"title": "Churn", "home": "https://minutes.example.gov.uk/", "turns": [{transcript.to_json(kept)}]}}'
    assert transcript.read(body.encode()) == Transcript((kept,), "Churn", "https://minutes.example.gov.uk/")
    drawn = seen(reader.post("/turns", content=body).text).text
    page = reader.post("/export/html", content=body)
    text = seen(page.text).text
    for source in kept.sources:
        assert source.quote in drawn
        assert source.quote in text
    assert "attachment" in page.headers["content-disposition"]
    assert 'href="https://minutes.example.gov.uk/record/' in page.text
    assert reader.post("/export/md", content=body).text.count("https://minutes.example.gov.uk/record/") == len(
        kept.sources
    )
    assert reader.post("/export/docx", content=body).content.startswith(b"PK")


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", told(state="true"), told(question="x" * 5_000), told(date_from="never"), b'{"turns": 1}'],
)
def test_what_is_no_conversation_is_refused(reader: httpx.Client, body: bytes) -> None:
    with pytest.raises(BadQuestion):
        transcript.read(body)
    assert reader.post("/turns", content=body).status_code == 422
    assert reader.post("/export/md", content=body).status_code == 422


@pytest.mark.parametrize("text", INJECTIONS)
def test_markup_in_what_a_browser_kept_shows_as_text(reader: httpx.Client, text: str) -> None:
    source = {"name": text, "where": text, "link": text, "cite": text, "quote": text, "speaker": text, "url": text}
    claims = [{"text": text, "citations": [1, 2]}]
    both = [source, {**source, "link": f"record/x?{text}"}]
    body = told(question=text, claims=claims, sources=both, notes=[text], how=text, council=text, opening=[text])
    for html in (reader.post("/turns", content=body).text, reader.post("/export/html", content=body).text):
        shown = seen(html)
        assert not {"script", "img", "svg", "iframe", "b", "math", "form", "object"} & set(shown.elements)
        assert not any(name.startswith("on") for name, _ in shown.attributes)
        assert all(link.startswith(("record/x?", "#source-")) for link in shown.links if link != text)
        assert not any(link.startswith(("javascript:", "data:")) for link in shown.links)


def test_ten_people_at_once_are_all_answered(house: Assistant, reader: httpx.Client) -> None:
    questions = json.dumps([CHURN, NOTHING])
    with ThreadPoolExecutor(10) as people:
        replies = list(people.map(lambda _: reader.post("/answered", content=questions).json(), range(20)))
    assert replies == [[CHURN]] * 20


def test_a_conversation_outlives_a_reload_and_goes_on(page: Page, home: Running) -> None:
    page.goto(home.url)
    page.get_by_label("Council", exact=True).select_option("Gloucestershire County Council")
    ask(page, CHURN)
    page.reload()
    expect(page.locator("#mb-past .mb-sources")).to_be_visible()
    expect(page.locator("#mb-past .mb-chips")).to_contain_text("Gloucestershire County Council")
    expect(page.get_by_role("button", name="Remove Council")).to_be_visible()
    page.get_by_role("button", name="Remove Council").click()
    expect(page.get_by_label("Council", exact=True)).to_have_value("")
    ask(page, NOTHING)
    expect(page.locator("#mb-chat .mb-notfound")).to_be_visible()
    page.reload()
    expect(page.locator("#mb-past .mb-turn")).to_have_count(2)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".mb-turn")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Your question")).to_be_visible()
    expect(page.locator(".mb-turn")).to_have_count(0)


def test_where_to_look_goes_along_from_view_to_view(page: Page, home: Running) -> None:
    council = "Leicestershire County Council"
    page.goto(home.url)
    page.get_by_label("Committee", exact=True).select_option(index=3)
    page.get_by_label("Meetings from").fill("2020-01-01")
    expect(page.get_by_role("button", name="Remove Council")).to_contain_text(council)
    page.get_by_role("link", name="Decisions and actions").click()
    expect(page.get_by_label("Council", exact=True)).to_have_value(council)
    expect(page.get_by_label("Meetings from")).to_have_value("2020-01-01")
    expect(page.locator("tbody tr")).not_to_have_count(0)
    assert {council} == set(page.locator("tbody .mb-where").all_inner_texts())
    page.get_by_role("link", name="New members").click()
    expect(page.get_by_role("heading", name="Good questions to ask next")).to_be_visible(timeout=20_000)
    page.get_by_role("link", name="Topics over time").click()
    page.get_by_label("Council", exact=True).select_option("Leicester City Council")
    page.get_by_label("Committee", exact=True).select_option("")
    page.get_by_label("Meetings from").fill("")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Ask", exact=True).click()
    expect(page.get_by_role("button", name="Remove Council")).to_contain_text("Leicester City Council")
    expect(page.get_by_label("Meetings from")).to_have_value("")


def test_a_reload_in_mid_answer_offers_the_question_again(page: Page, home: Running) -> None:
    page.goto(home.url)
    page.get_by_label("Your question").wait_for()
    page.evaluate(f"minutebook.asking({json.dumps(CHURN)})")  # as far as the browser gets before it is interrupted
    page.reload()
    expect(page.locator("#mb-past .mb-stopped")).to_contain_text("interrupted")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator("#mb-chat .mb-sources")).to_be_visible()


def test_earlier_conversations_are_renamed_saved_opened_and_deleted(page: Page, home: Running) -> None:
    page.goto(home.url)
    ask(page, CHURN)
    page.get_by_role("button", name="Earlier conversations").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Rename").click()
    dialog.get_by_label("New name").fill("Staff <b>turnover</b>")
    dialog.get_by_role("button", name="Save name").click()
    expect(dialog.locator("strong")).to_have_text("Staff <b>turnover</b>")
    for name, ending in [("Word", ".docx"), ("Markdown", ".md"), ("web page", ".html")]:
        with page.expect_download() as download:
            dialog.get_by_role("button", name=f"Save as {name}").click()
        assert download.value.suggested_filename.endswith(ending)
        assert Path(download.value.path()).stat().st_size > 500
    dialog.get_by_role("button", name="Open").click()
    expect(page.locator("#mb-past .mb-turn")).to_have_count(1)
    page.get_by_role("button", name="Earlier conversations").click()
    page.get_by_role("button", name="Delete: Staff").click()
    expect(page.get_by_role("dialog")).to_contain_text("None is kept yet.")


def test_a_reply_that_comes_while_a_name_is_typed_is_not_lost(page: Page, home: Running) -> None:
    page.goto(home.url)
    ask(page, CHURN)
    page.get_by_role("button", name="Earlier conversations").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Rename").click()
    page.evaluate(
        """() => { const [key] = Object.keys(localStorage).filter((k) => localStorage.getItem(k).includes('"turns"'));
        const held = JSON.parse(localStorage.getItem(key)); held.turns.push(held.turns[0]);
        localStorage.setItem(key, JSON.stringify(held)); }"""
    )
    dialog.get_by_label("New name").fill("Staff")
    dialog.get_by_role("button", name="Save name").click()
    expect(dialog.locator("li")).to_contain_text("2 questions")


def test_a_link_reopens_question_scope_and_place(page: Page, home: Running) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(home.url)
    page.get_by_label("Council", exact=True).select_option("Gloucestershire County Council")
    ask(page, CHURN)
    page.locator("a.mb-mark").first.click()
    expect(page.locator("#mb-panel mark")).to_be_visible()
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".mb-told")).to_contain_text("The link is copied")
    link = page.evaluate("navigator.clipboard.readText()")
    other = page.context.new_page()
    other.goto(link)
    expect(other.locator("#mb-chat .mb-sources")).to_be_visible()
    expect(other.locator("#mb-chat .mb-chips")).to_contain_text("Gloucestershire County Council")
    expect(other.locator("#mb-panel mark")).to_be_visible()
    assert other.url == home.url  # the question is not left in the address


def test_back_closes_the_record_and_each_tab_has_its_own_conversation(page: Page, home: Running) -> None:
    page.goto(home.url)
    ask(page, CHURN)
    page.locator("a.mb-mark").first.click()
    expect(page.locator("#mb-panel mark")).to_be_visible()
    page.go_back()
    expect(page.locator("#mb-panel")).to_be_hidden()
    expect(page.locator("a.mb-mark").first).to_be_focused()
    other = page.context.new_page()
    other.goto(home.url)
    expect(other.get_by_label("Your question")).to_be_visible()
    expect(other.locator(".mb-turn")).to_have_count(0)


def test_a_reply_is_rated_edited_and_followed_by_what_is_answered(page: Page, home: Running) -> None:
    page.goto(home.url)
    ask(page, CHURN)
    page.get_by_role("button", name="Not helpful").click()
    page.get_by_role("button", name="Wrong person").click()
    expect(page.locator(".mb-told")).to_contain_text("kept for the officers")
    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_label("Your question")).to_have_value(CHURN)
    idea = page.locator(".mb-next button").first
    expect(idea).to_be_visible()
    question = idea.inner_text()
    idea.click()
    expect(page.locator(".mb-turn:not(.mb-busy) .mb-question").last).to_contain_text(question)
    expect(page.locator(".mb-turn:not(.mb-busy) .mb-sources")).to_have_count(2)


def test_it_works_under_a_path_of_a_proxy(page: Page, home: Running) -> None:
    with behind_a_proxy(home.url) as address:
        page.goto(address)
        ask(page, CHURN)
        page.locator("a.mb-mark").first.click()
        expect(page.locator("#mb-panel mark")).to_be_visible()
        page.get_by_role("link", name="Decisions and actions").click()
        page.locator("a.mb-place").first.click()
        expect(
            page.locator("mark")
        ).to_be_visible()  # beside the list, or as a page of its own before the script is there
        assert page.url.startswith(address)
