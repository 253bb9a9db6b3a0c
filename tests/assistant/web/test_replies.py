"""Answers and refusals as they stand in the conversation."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from assistant.answers import Answer, Filter, NotFound, Question
from assistant.documents import transcript
from assistant.web import replies
from assistant.web.keeping import said, unfinished
from assistant.web.places import place_of
from ingest.records import Record, fold_spaces
from tests.assistant.web.fakes import answer, cite, hostile, not_found
from tests.assistant.web.injections import INJECTIONS, seen
from tests.ingest.samples import sample

ASKED = Question("what did Ofsted say about churn?")
CUT = "The published text of item 25 (7 June 2019) is cut off further on; see the full minutes for the rest."


@pytest.fixture
def record() -> Record:
    return sample("gloucestershire-2019-06-07")


@pytest.fixture
def reply(record: Record) -> Answer:
    first = cite(record, "There were still weaknesses in teams", "Cllr Richard Boyles")
    second = cite(record, "Some members of the committee felt")
    return answer(ASKED, ("Weak teams.", first), ("Members felt so.", second), notes=(CUT,))


@pytest.fixture
def silence(record: Record) -> NotFound:
    return not_found(ASKED, record, "25", "27", "25", reason="No sentence in the minutes held answers this.")


def test_every_mark_leads_to_the_words_it_rests_on(reply: Answer) -> None:
    html = replies.answer(reply)
    hrefs = [place_of(c.record, c.item, c.start, c.end).href for c in reply.citations]
    marks = re.findall(r'<a href="([^"]*)" class="mb-mark mb-place">\[(\d)\]', html)
    assert [(href.replace("&amp;", "&"), n) for href, n in marks] == list(zip(hrefs, "12", strict=True))


def test_the_sources_give_speaker_place_and_the_exact_quote(reply: Answer) -> None:
    listed = replies.answer(reply).partition("<h3>Sources</h3>")[2]
    text = seen(listed).text
    assert "Cllr Richard Boyles: There were still weaknesses in teams" in text
    assert "Item 25: Ofsted Improvement Letter (from 30 April/1 May 2019 Monitoring Visit), paragraph 25.1" in text
    assert "Gloucestershire County Council, Children and Families Overview and Scrutiny Committee, 7 June 2019" in text
    assert all(fold_spaces(citation.quote) in text for citation in reply.citations)


def test_notes_stand_beneath_the_answer(reply: Answer) -> None:
    html = replies.answer(reply)
    assert html.index("Please note") > html.index("Sources")
    assert CUT in seen(html).text
    assert "Please note" not in replies.answer(replace(reply, notes=()))


def test_what_must_be_read_first_stands_first(reply: Answer) -> None:
    opening = "The minutes do not quote Ofsted directly on this; what follows is what others said."
    html = replies.answer(replace(reply, notes=(opening, CUT)))
    assert html.index("do not quote Ofsted") < html.index("Weak teams.")
    assert html.count("do not quote Ofsted") == 1
    assert opening in replies.announcement(replace(reply, notes=(opening, CUT)))


def test_an_answer_says_how_it_was_made_and_what_was_searched(reply: Answer) -> None:
    assert "without a language model. Searched 1 meeting:" in replies.answer(reply)
    assert "Drafted by ollama:x; each sentence was checked" in replies.answer(replace(reply, model="ollama:x"))


def test_claims_that_are_still_coming_have_no_links_yet(reply: Answer) -> None:
    html = replies.claims_so_far(reply.claims)
    assert "a" not in seen(html).elements
    assert seen(html).text == "Weak teams. [1]Members felt so. [2]"


def test_a_mark_without_a_source_is_no_link(reply: Answer) -> None:
    html = replies.answer(replace(reply, citations=reply.citations[:1]))
    assert '<span class="mb-mark">[2]</span>' in html


def test_silence_shows_what_was_searched_and_nearest_items_but_no_sources(silence: NotFound) -> None:
    html = replies.not_found(silence)
    text = seen(html).text
    assert text.startswith("Not in these minutes")
    assert silence.reason in text
    assert "Searched: 1 meeting of 7 June 2019; Gloucestershire County Council (Children and" in text
    assert "Minutes are a summary" in text
    assert "Sources" not in text
    assert "mb-mark" not in html
    assert text.count("nearest ") == len(seen(html).links) == 2  # item 25 once


def test_a_stopped_answer_shows_no_sentence_without_its_source(reply: Answer) -> None:
    text = seen(replies.stopped(reply.claims)).text
    assert text.startswith("Stopped. 2 sentences")
    assert "Weak teams" not in text


def test_a_turn_shows_what_it_was_narrowed_to() -> None:
    chosen = Filter(council="Leicester City Council", date_from=dt.date(2019, 6, 7))
    shown = seen(replies.turn("1", unfinished("Why?", chosen), None)).text
    assert "Council: Leicester City CouncilFrom: 7 June 2019" in shown
    assert "Only in" not in replies.turn("1", unfinished("Why?", Filter()), None)


def test_where_the_question_itself_says_to_look_stands_above_the_answer_and_not_among_its_notes(reply: Answer) -> None:
    named = "Searched in Leicester City Council, as the question names it."
    kept = said(replace(reply, notes=(named, CUT)), "Why?", Filter())
    shown = seen(replies.turn("1", kept, replies.reply(kept))).text
    assert shown.index(named) < shown.index("Weak teams.")
    assert shown.count(named) == 1
    assert CUT in shown


@pytest.mark.parametrize("text", INJECTIONS)
def test_markup_in_an_answer_is_text(text: str) -> None:
    """In the question, the claim, the speaker, the quote, the names, the notes and the model's name."""
    record = hostile(text)
    citation = cite(record, text, text)
    reply = replace(answer(Question(text), (text, citation), notes=(text,)), model=text)
    turn = said(reply, text, Filter(council=text, committee=text))
    html = replies.turn("1", turn, replies.reply(turn), keep=True, then=[text])
    shown = seen(html)
    assert set(shown.elements) <= {
        "article", "h2", "h3", "p", "a", "span", "div", "section", "ol", "ul", "li", "q", "button",
    }  # fmt: skip
    assert {name for name, _ in shown.attributes} <= {
        "class", "href", "id", "value", "type", "role", "hidden", "aria-labelledby", "aria-label",
        "data-said", "data-keep", "data-do", "data-reason",
    }  # fmt: skip
    assert dict(shown.attributes)["data-said"] == transcript.to_json(turn)
    assert replies.again("1", turn) == replies.turn("1", turn, replies.reply(turn))
    assert all(link.startswith("record/") for link in shown.links)
    assert shown.text.count(text) >= 6


@pytest.mark.parametrize("text", INJECTIONS)
def test_markup_in_a_refusal_is_text(text: str) -> None:
    silent = not_found(Question(text), hostile(text), "25", reason=text, notes=(text,))
    shown = seen(replies.not_found(silent) + replies.trouble(text, text))
    assert set(shown.elements) <= {"h3", "h4", "p", "a", "span", "div", "section", "ul", "li"}
    assert all(link.startswith("record/") for link in shown.links)
    assert shown.text.count(text) >= 5
