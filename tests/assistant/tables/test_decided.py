"""What a meeting decided as a whole is told from the register, item by item; a matter's decision is not."""

from __future__ import annotations

import pytest

from assistant.answers import Answer, NotFound, Question, Turn
from assistant.chain import AskChain
from ingest.records import OutcomeKind, fold_spaces
from ingest.store import Store


def answered(chain: AskChain, text: str) -> Answer:
    reply = chain.invoke(Question(text))
    assert isinstance(reply, Answer), reply
    return reply


def recorded(store: Store, start: str) -> list[str]:
    """The labelled decisions of the meeting whose file name starts so."""
    with store.view() as view:
        meeting = next(m for m in view.meetings() if m.source.startswith(start))
        record = view.record(meeting.id)
    outcomes = [o for item in record.meeting.items for o in item.outcomes if o.kind is OutcomeKind.DECISION]
    return [fold_spaces(record.slice(o.start, o.end)) for o in outcomes]


@pytest.mark.parametrize(
    "text",
    [
        "What decisions were taken on 14 January 2025?",
        "List all decisions in Leicester City",
        "What was resolved at the last meeting in Leicester City?",
    ],
)
def test_every_decision_of_a_meeting_is_told_each_item_by_its_title(chain: AskChain, store: Store, text: str) -> None:
    reply = answered(chain, text)
    quoted = [fold_spaces(citation.quote) for citation in reply.citations]
    assert set(recorded(store, "leicester-")) <= set(quoted)
    titles = [claim.text.split(" – ")[0] for claim in reply.claims if " – " in claim.text]
    assert "Update on Youth Summit" in titles
    assert len(titles) == len(set(titles))


def test_what_is_cut_off_before_its_decision_is_said_to_be(chain: AskChain) -> None:
    notes = " ".join(answered(chain, "What was decided on 3 September 2019?").notes)
    assert "What was decided on items 25, 26 and 28 is not in the published text" in notes


def test_of_several_meetings_the_newest_is_told_and_said_to_be(chain: AskChain) -> None:
    reply = answered(chain, "decisions")
    assert any("5 meetings this is the newest, of 14 January 2025" in note for note in reply.notes)


@pytest.mark.parametrize(
    "text", ["What was agreed in Gloucestershire in December 2019?", "What happened in July 2018?"]
)
def test_the_meeting_of_a_month_without_one_is_not_told_by_another(chain: AskChain, text: str) -> None:
    reply = chain.invoke(Question(text))
    assert isinstance(reply, NotFound)
    assert "No minutes of a meeting at that time are held" in reply.reason


def test_a_matter_that_is_asked_about_is_no_whole_meeting(chain: AskChain) -> None:
    reply = chain.invoke(Question("What was decided about the independent reviewing officers in November 2020?"))
    assert not isinstance(reply, Answer) or len(reply.claims) < 4


def test_what_was_decided_of_the_matter_before_is_no_whole_meeting(chain: AskChain) -> None:
    before = Turn("What was said about the Youth Summit?", "")
    reply = chain.invoke(Question("And what was decided?", history=(before,)))
    assert isinstance(reply, Answer)
    assert {citation.item.number for citation in reply.citations if citation.item} == {"115"}
