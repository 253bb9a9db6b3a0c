"""A conversation, step by step, without a browser."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import aclosing
from dataclasses import replace

import pytest

from assistant.answers import Filter, Question
from assistant.web import filters, suggest, talk, words
from assistant.web.pull import pulled
from assistant.web.talk import Conversation, Frame
from ingest.errors import StoreDamaged, UnknownScope
from ingest.records import Part, Record
from tests.assistant.web.fakes import CHURN, FakeAssistant, FakeStore, Reply, answer, cite, not_found, summary
from tests.assistant.web.injections import seen
from tests.ingest.samples import RECORDS, sample


@pytest.fixture
def record() -> Record:
    return sample("gloucestershire-2019-06-07")


@pytest.fixture
def assistant(record: Record) -> FakeAssistant:
    def script(question: Question) -> Reply:
        if "pothole" in question.text:
            return not_found(question, record, "25", reason="Nobody spoke of it.")
        if "broken" in question.text:
            raise StoreDamaged("The store contradicts itself.")
        first = cite(record, "There were still weaknesses in teams")
        return answer(question, ("First.", first), ("Second.", cite(record, "Some members of the committee felt")))

    return FakeAssistant([record], script)


def asked(assistant: FakeAssistant, text: str, conversation: Conversation, chosen: object = None) -> list[Frame]:
    return list(talk.ask(assistant, text, chosen, conversation))


def test_claims_show_as_they_come_then_the_whole_answer(assistant: FakeAssistant) -> None:
    frames = asked(assistant, CHURN, Conversation())
    assert ["Searching" in f.html for f in frames] == [True, True, True, False]
    assert ["First." in f.html for f in frames] == [False, True, True, True]
    assert ["Sources" in f.html for f in frames] == [False, False, False, True]
    assert frames[-1].status == "Answer: First. Second. 2 sources."


def test_a_conversation_that_the_server_has_forgotten_goes_on_with_what_the_browser_tells(
    assistant: FakeAssistant,
) -> None:
    told = {"history": [{"q": "Who?", "a": "Nobody."}, {"q": 3, "a": "x"}, "text"]}
    first = asked(assistant, CHURN, Conversation(), told)[-1].conversation
    assert [(t.question, t.answer) for t in assistant.asked[-1].history] == [("Who?", "Nobody.")]
    asked(assistant, "why?", first, told)
    assert [t.question for t in assistant.asked[-1].history] == ["Who?", CHURN]


def test_a_follow_up_carries_what_was_said_before(assistant: FakeAssistant) -> None:
    first = asked(assistant, CHURN, Conversation())[-1].conversation
    second = asked(assistant, "and potholes?", first)[-1].conversation
    last = asked(assistant, "why?", second)[-1]
    assert [(t.question, t.answer) for t in assistant.asked[-1].history] == [
        (CHURN, "First. Second."),
        ("and potholes?", "Nobody spoke of it."),
    ]
    assert last.html.count('id="mb-question-') == 3  # three turns, each named


def test_the_history_that_is_carried_is_bounded(assistant: FakeAssistant) -> None:
    conversation = Conversation()
    for number in range(60):
        conversation = asked(assistant, f"question {number}", conversation)[-1].conversation
    assert [turn.question for turn in assistant.asked[-1].history] == [f"question {n}" for n in range(49, 59)]
    assert len(conversation.shown) == 50


def test_filters_are_passed_on(assistant: FakeAssistant) -> None:
    chosen = {"council": "A", "committee": "B", "date_from": "2019-06-01", "date_to": "2019-06-30"}
    frame = asked(assistant, CHURN, Conversation(), chosen)[-1]
    wanted = Filter("A", "B", dt.date(2019, 6, 1), dt.date(2019, 6, 30))
    assert assistant.asked[0].filter == wanted
    assert "Council: ACommittee: BFrom: 1 June 2019To: 30 June 2019" in seen(frame.html).text


def test_an_error_is_a_sentence_and_a_next_step(assistant: FakeAssistant) -> None:
    frame = asked(assistant, "broken", Conversation())[-1]
    text = seen(frame.html).text
    assert "The store contradicts itself." in text
    assert StoreDamaged.hint in text
    assert frame.conversation.asked is None
    assert frame.conversation.history == ()


def test_nothing_typed_asks_nothing(assistant: FakeAssistant) -> None:
    frame = asked(assistant, "  \n", Conversation())[-1]
    assert (frame.html, frame.status, assistant.asked) == ("", "Type a question first.", [])


def test_too_long_a_question_gets_a_sentence_and_is_kept(assistant: FakeAssistant) -> None:
    frames = asked(assistant, "x" * 20_000, Conversation())
    assert "20,000 characters; at most 2,000" in frames[-1].html
    assert len(frames[-1].html) < 2_000
    assert frames[0].keeps_text
    assert assistant.asked == []
    assert not asked(assistant, "x" * 2_000, Conversation())[0].keeps_text


def test_stopping_closes_the_stream_and_says_so(assistant: FakeAssistant) -> None:
    steps = talk.ask(assistant, CHURN, None, Conversation())
    next(steps)
    frame = next(steps)
    steps.close()
    assert [question.text for question in assistant.closed] == [CHURN]
    stopped = talk.stop(frame.conversation)
    assert "Stopped. 1 sentence had come" in stopped.html
    assert "mb-busy" not in stopped.html
    assert talk.stop(stopped.conversation).html == stopped.html


def test_a_stop_is_heard_while_the_next_claim_is_in_the_making(assistant: FakeAssistant) -> None:
    assistant.go_on.clear()

    async def stopped_at_the_second_claim() -> None:
        async def follow() -> None:
            async with aclosing(pulled(talk.ask(assistant, CHURN, None, Conversation()))) as frames:
                async for frame in frames:
                    seen_so_far.append(frame)

        following = asyncio.create_task(follow())
        while len(seen_so_far) < 2:
            await asyncio.sleep(0.01)
        following.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(following, 5)
        assert assistant.closed == []  # its thread still waits
        assistant.go_on.set()
        while not assistant.closed:  # by the thread itself, once it is done
            await asyncio.sleep(0.01)

    seen_so_far: list[Frame] = []
    asyncio.run(stopped_at_the_second_claim())
    assert len(seen_so_far) == 2
    assert [question.text for question in assistant.closed] == [CHURN]


def test_a_fault_ends_the_question_without_its_details(assistant: FakeAssistant) -> None:
    frame = next(iter(talk.ask(assistant, CHURN, None, Conversation())))
    assert "Something went wrong on the computer that runs Minutebook" in talk.broken(frame.conversation).html


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (None, Filter()),
        ("text", Filter()),
        ({}, Filter()),
        ({"council": "", "committee": " ", "date_from": "", "date_to": None}, Filter()),
        ({"council": ["x"], "committee": 3}, Filter()),
        ({"committee": "C", "date_to": "2020-02-29"}, Filter(committee="C", date_to=dt.date(2020, 2, 29))),
    ],
)
def test_what_a_page_may_send_as_a_filter(payload: object, expected: Filter) -> None:
    assert filters.read(payload) == expected


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        ({"date_from": "7/6/2019"}, "“Meetings from” is not a date: 7/6/2019"),
        ({"date_to": "2019-02-30"}, "“Meetings to” is not a date"),
        ({"date_from": "2020-01-01", "date_to": "2019-01-01"}, "is after the last"),
        ({"council": "x" * 5_000}, "too long"),
    ],
)
def test_what_is_no_filter_is_refused_in_a_sentence(payload: object, says: str) -> None:
    with pytest.raises(UnknownScope, match=says):
        filters.read(payload)


def test_the_controls_offer_what_is_held() -> None:
    html = filters.controls([summary(sample(path.stem)) for path in RECORDS])
    shown = seen(html)
    assert shown.elements.count("option") == 2 + 4 + 4
    assert shown.elements.count("label") == 4
    assert ("min", "2017-03-13") in shown.attributes
    assert ("max", "2025-01-14") in shown.attributes


def test_examples_are_made_from_items_that_are_held() -> None:
    records = [sample(path.stem) for path in RECORDS]
    with FakeStore(records).view() as view:
        questions = suggest.questions(view)
    titles = {words.title(item) for record in records for item in record.meeting.items}
    assert len(questions) == len(set(questions)) == suggest.MOST
    assert all(question.partition("“")[2].removesuffix("”?") in titles for question in questions)
    with FakeStore([]).view() as view:
        assert suggest.questions(view) == ()


def test_what_is_held_in_one_sentence() -> None:
    records = [sample(path.stem) for path in RECORDS]
    assert words.held([summary(record) for record in records]) == (
        "5 meetings of 4 committees of 4 councils, 13 March 2017 to 14 January 2025"
    )
    assert (
        words.held([summary(records[0])]) == "1 meeting of 1 committee of Gloucestershire County Council, 7 June 2019"
    )
    assert words.held([]) == "No minutes are held yet."


def test_citations_as_an_officer_writes_them() -> None:
    gloucestershire, leicestershire = sample("gloucestershire-2019-06-07"), sample("leicestershire-2020-11-18")
    for record, label, end in [
        (gloucestershire, "25.3", "7 June 2019, minute 25.3"),
        (leicestershire, "ii", "18 November 2020, item 26, paragraph ii"),
    ]:
        item, paragraph = next((i, p) for i in record.meeting.items for p in i.paragraphs if p.label == label)
        assert words.citation_line(record, item, paragraph).endswith(f"Overview and Scrutiny Committee, {end}")
        assert words.minute(item, replace(paragraph, part=Part.AGENDA)).startswith("agenda text of ")
    assert words.minute(None, None) == "heading of the minutes"
