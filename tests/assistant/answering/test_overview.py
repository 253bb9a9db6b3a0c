"""An overview tells an item's main points in reading order, then its decision; never what says nothing."""

from __future__ import annotations

import pytest

from assistant.answering.matter import says_something
from assistant.answering.overview import WORDS, overview_of
from assistant.answers import Answer, Kind, Question
from assistant.chain import AskChain
from ingest.store import View
from tests.assistant.made_up import FLOODS, asked, scored


def test_the_points_of_an_item_stand_in_its_order_and_its_decision_last(ask: AskChain) -> None:
    reply = ask.invoke(Question("Summarise the flood barriers item"))
    assert isinstance(reply, Answer)
    assert {c.item.number for c in reply.citations if c.item} == {"3"}
    starts = [c.start for c in reply.citations]
    assert starts == sorted(starts)
    assert reply.claims[0].text.startswith("Item 3, “Flood Barriers” (12 March 2019) – ")
    assert reply.claims[-1].text == "Decision: “That the barrier report be noted.”"
    assert sum(len(claim.text.split()) for claim in reply.claims) <= WORDS + 20


def test_an_item_may_be_named_by_its_number_alone(ask: AskChain) -> None:
    reply = ask.invoke(Question("Give me an overview of item 3 of Fenshire"))
    assert isinstance(reply, Answer)
    assert {c.item.number for c in reply.citations if c.item} == {"3"}


def test_what_is_asked_about_and_is_not_in_a_title_is_no_whole_item(moment: View) -> None:
    understood = asked("summarise what was said of the ferry at Longreach and its pumps", Kind.SUMMARY)
    assert overview_of(understood, scored(), moment) == []


@pytest.mark.parametrize(
    "line",
    [
        "The Committee considered a report of the Head of Drainage which provided an update.",
        "A copy of the report marked ‘Agenda Item 5’ is filed with these minutes.",
        "The presentation was well received by the committee.",
        "The Chair thanked officers for their work.",
        "The meeting then concluded.",
        "The Director gave highlights from the report.",
        "The Warden introduced the report.",
        "The Committee was invited to ask questions and make comments.",
        "Arising from the discussion, the following comments were raised:",
    ],
)
def test_lines_that_every_item_has_say_nothing(line: str) -> None:
    text = FLOODS.replace("It had held twice. Nobody had been moved from their home.", line)
    assert any(not says_something(s) for s in scored(text=text) if s.text == line)


def test_what_says_something_is_no_ceremony_and_a_short_list_is_told_with_its_line() -> None:
    assert [s.text for s in scored() if "barrier" in s.text and not says_something(s)] == []
    line = next(s for s in scored() if s.text.startswith("Cllr Rusk asked"))
    assert says_something(line)


def test_a_meeting_is_told_item_by_item_in_the_order_of_its_agenda(chain: AskChain) -> None:
    reply = chain.invoke(Question("What happened at the June meeting in Gloucestershire?"))
    assert isinstance(reply, Answer)
    assert {c.record.meeting.date.isoformat() for c in reply.citations} == {"2019-06-07"}
    starts = [c.start for c in reply.citations]
    assert starts == sorted(starts)
    assert len({c.item.id for c in reply.citations if c.item}) > 2
    assert all(claim.text.startswith("Item ") for claim in reply.claims)


def test_a_matter_is_no_meeting(chain: AskChain) -> None:
    reply = chain.invoke(Question("What was discussed about agency staff at the June 2019 meeting in Gloucestershire?"))
    assert isinstance(reply, Answer)
    assert {c.item.number for c in reply.citations if c.item} != {"25", "26", "27", "29"}
    assert "agency" in " ".join(claim.text for claim in reply.claims)
