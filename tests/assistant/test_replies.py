"""What the chain answers and what it refuses: whose words, which meeting, what is cut off."""

from __future__ import annotations

import pytest

from assistant.answers import Answer, NotFound, Question, Turn
from assistant.chain import AskChain
from assistant.show import markdown
from ingest.records import ItemNumber


def test_ofsted_is_not_made_to_say_what_others_said(chain: AskChain) -> None:
    reply = chain.invoke(Question("what did Ofsted say about churn?"))
    assert isinstance(reply, Answer)
    assert markdown(reply).startswith("_The minutes do not quote Ofsted directly")
    assert all(c.speaker != "Ofsted" for c in reply.citations)
    assert any(c.paragraph.label == "25.3" and "too high" in c.quote for c in reply.citations)


def test_somebody_who_is_never_mentioned_said_nothing(chain: AskChain) -> None:
    reply = chain.invoke(Question("what did Kent say about churn?"))
    assert isinstance(reply, NotFound)
    assert "Kent" in reply.reason


def test_a_meeting_that_was_not_held_is_not_answered_for(chain: AskChain) -> None:
    reply = chain.invoke(Question("What was discussed at the Leicestershire committee meeting on 9 March 2021?"))
    assert isinstance(reply, NotFound)
    assert "9 March 2021" in reply.reason


def test_cut_off_text_and_inferred_numbers_are_told(chain: AskChain) -> None:
    reply = chain.invoke(Question("what take-up of FEEE by two year olds was highlighted?"))
    assert isinstance(reply, Answer)
    cited = [c for c in reply.citations if c.item and c.item.truncated]
    assert cited
    assert any("cut off" in note for note in reply.notes)
    assert any("inferred" in note for note in reply.notes)
    assert all(c.item_number is ItemNumber.INFERRED for c in cited)


def test_who_was_there_is_never_inferred(chain: AskChain) -> None:
    reply = chain.invoke(Question("who attended the Leicester City meeting?"))
    assert isinstance(reply, NotFound)
    assert "do not list who was present" in reply.reason


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What was resolved on the Draft Revenue Budget in Leicester?", "item 119 is not in the published text"),
        ("What was decided about item 27 in November 2020?", "item 27 is not in the published text"),
        ("What did the Chair say about Functional Family Therapy?", "the Chair"),
        ("What did the Director of Finance say about council tax?", "the Director of Finance"),
        ("What interest did Councillor Karavadra declare?", "Councillor Karavadra"),
        ("What is the capital of France?", "France"),
        ("Who chaired the Leicester City meeting?", "who chaired"),
        ("When did the Gloucestershire meeting end?", "when the meeting ended"),
    ],
)
def test_what_the_minutes_do_not_hold_is_refused_with_its_reason(chain: AskChain, question: str, reason: str) -> None:
    reply = chain.invoke(Question(question))
    assert isinstance(reply, NotFound)
    assert reason in reply.reason


def test_words_of_a_person_are_theirs_and_on_the_matter(chain: AskChain) -> None:
    reply = chain.invoke(Question("What did Cllr Boyles say about churn?"))
    assert isinstance(reply, Answer)
    assert all("Boyles" in (c.speaker or "") and "churn" in c.quote for c in reply.citations)


def test_a_person_asked_about_at_large_is_not_refused_for_want_of_a_topic(chain: AskChain) -> None:
    reply = chain.invoke(Question("What did Cllr Boyles say?"))
    assert isinstance(reply, Answer)
    assert all("Boyles" in (c.speaker or "") for c in reply.citations)


def test_when_a_meeting_ended_is_cited_from_its_closing_lines(chain: AskChain) -> None:
    reply = chain.invoke(Question("When did the Leicester City meeting end?"))
    assert isinstance(reply, Answer)
    assert [c.quote for c in reply.citations] == ["The meeting concluded at: 20:02"]


def test_a_sentence_that_breaks_off_says_so(chain: AskChain) -> None:
    reply = chain.invoke(Question("72% of eligible two year olds took up the FEEE and 96% accessed what?"))
    assert isinstance(reply, Answer)
    assert "96% accessed … (the published text is cut off here)" in reply.claims[0].text


def test_what_a_resident_claims_in_the_agenda_is_marked_as_theirs(chain: AskChain) -> None:
    reply = chain.invoke(Question("How much are agency social workers paid a month according to FOI in Leicester?"))
    assert isinstance(reply, Answer)
    assert reply.claims[0].text.startswith("Mr Nizamuddin Patel (in the agenda): ")


def test_a_refusal_says_what_was_searched_and_that_silence_is_not_denial(chain: AskChain) -> None:
    reply = chain.invoke(Question("what is the population of Mars?"))
    assert isinstance(reply, NotFound)
    text = markdown(reply)
    assert "5 meetings from 13 March 2017 to 14 January 2025" in text
    assert "Minutes are a summary" in text


def test_a_follow_up_keeps_its_subject(chain: AskChain) -> None:
    before = Turn("What money was set aside for universal stay and play sessions in Worcestershire?", "£30k.")
    reply = chain.invoke(Question("When was that?", (before,)))
    assert reply.evidence[0].record.meeting.council.name == "Worcestershire County Council"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When did the drainage committee finish?", "12.15 pm"),
        ("Who sent apologies?", "Dan Teasel"),
        ("Were there any petitions?", "212 names"),
        ("how much did the barrier at longreach cost", "£340,000"),
        ("What did the Warden say about otters?", "otters had come back"),
        ("Fenshire: how many pumps were inspected?", "14 pumps"),
    ],
)
def test_minutes_of_any_council_are_answered_from(ask: AskChain, question: str, words: str) -> None:
    reply = ask.invoke(Question(question))
    assert isinstance(reply, Answer)
    assert any(words in citation.quote for citation in reply.citations)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What was said about the barrier in 2011?", "do not speak of 2011"),
        ("How much was paid for the otters?", "no sum of money"),
        ("What did Moorton say about Longreach?", "do not mention Longreach"),
        ("What did Zebedee say?", "do not mention Zebedee"),
        ("What was agreed at the committee meeting on 1 April 2020?", "1 April 2020"),
    ],
)
def test_what_no_minutes_hold_is_refused_with_its_reason(ask: AskChain, question: str, reason: str) -> None:
    reply = ask.invoke(Question(question))
    assert isinstance(reply, NotFound)
    assert reason in reply.reason


@pytest.mark.parametrize("question", ["When will the ferry contract end?", "How long will the tram tickets last?"])
def test_the_end_of_something_else_is_not_the_end_of_the_meeting(ask: AskChain, question: str) -> None:
    reply = ask.invoke(Question(question))
    shown = reply.citations if isinstance(reply, Answer) else ()
    assert not any("The meeting ended" in citation.quote for citation in shown)


@pytest.mark.parametrize("when", ["June 0000", "winter 9999", "31/02/2020", "since 2099"])
def test_a_day_that_never_was_stops_no_question(ask: AskChain, when: str) -> None:
    reply = ask.invoke(Question(f"What was said about barriers in {when}?"))
    assert reply.searched.meetings == 2
