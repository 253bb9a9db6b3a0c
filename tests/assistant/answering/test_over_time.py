"""A timeline is told by date, each meeting led by which it is, and says how many meetings speak of the matter."""

from __future__ import annotations

import pytest

from assistant.answers import Answer, Question
from assistant.chain import AskChain


@pytest.mark.parametrize("text", ["How has the barrier developed?", "What was said of the barrier at each meeting?"])
def test_meetings_stand_in_the_order_of_their_days(text: str, ask: AskChain) -> None:
    reply = ask.invoke(Question(text))
    assert isinstance(reply, Answer)
    days = [c.record.meeting.date for c in reply.citations]
    assert days == sorted(days)
    assert len(set(days)) == 2
    assert [claim.text.split(" – ")[0] for claim in reply.claims if " – " in claim.text] == [
        "Fenshire County Council, 12 March 2019",
        "Moorton City Council, 9 September 2021",
    ]
    assert any("2 of the 2 meetings searched" in note for note in reply.notes)


def test_where_dates_are_asked_for_what_is_told_names_one(ask: AskChain) -> None:
    reply = ask.invoke(Question("key dates for the tram depot"))
    assert isinstance(reply, Answer)
    assert all("2021" in c.quote or "2022" in c.quote for c in reply.citations)


def test_a_timeline_of_one_meeting_counts_no_meetings(ask: AskChain) -> None:
    reply = ask.invoke(Question("history of the otters"))
    assert isinstance(reply, Answer)
    assert len({c.record.meeting.id for c in reply.citations}) == 1
    assert not any("meetings searched" in note for note in reply.notes)
