"""The business of every meeting: known by the words that ask for it, and by nothing that only sounds like it."""

from __future__ import annotations

import pytest

from assistant.business import business_of, holds, is_all_there_is, is_recorded, passages_of
from tests.assistant.made_up import FLOODS, TRAMS, cut, record

ASKED = [
    ("When does the drainage committee next meet?", "date of a next meeting"),
    ("dates of future meetings", "date of a next meeting"),
    ("When did the drainage committee finish?", "time at which the meeting ended"),
    ("What time did Fenshire wrap up?", "time at which the meeting ended"),
    ("How long did the meeting last?", "time at which the meeting ended"),
    ("Were there any petitions?", "petition"),
    ("Did councillors put any questions?", "question by members"),
    ("Were there questions from the public?", "question by the public"),
    ("Did a member of the public raise anything?", "question by the public"),
    ("Did anybody declare an interest?", "declaration of interest"),
    ("Was a party whip declared?", "party whip"),
    ("Did the whip apply?", "party whip"),
    ("Who sent apologies?", "apology"),
    ("Which members couldn't come?", "apology"),
    ("Was there any urgent business?", "urgent item"),
    ("Were there announcements?", "announcement"),
    ("Were the minutes of the last meeting signed?", "confirmation of earlier minutes"),
    ("Who is the contact for this committee?", "contact"),
    ("who can I ring about the drainage committee", "contact"),
    ("Where was the meeting held?", "place or time of the meeting"),
    ("Where did the drainage committee meet?", "place or time of the meeting"),
    ("Who was present?", "attendance"),
    ("How many councillors attended?", "attendance"),
    ("Who chaired the drainage committee?", "attendance"),
    ("Who was picked as chair of the drainage committee?", "election of a chair"),
]


@pytest.mark.parametrize(("text", "name"), ASKED)
def test_business_is_known_by_the_words_that_ask_for_it(text: str, name: str) -> None:
    for written in (text, text.casefold(), text.upper(), f"Please: {text}"):
        found = business_of(written)
        assert found is not None
        assert found.name == name


@pytest.mark.parametrize(("text", "_"), ASKED)
def test_a_question_about_business_alone_is_about_nothing_else(text: str, _: str) -> None:
    found = business_of(text)
    assert found is not None
    assert is_all_there_is(found, text, ["Rivers and Drainage Committee", "Fenshire County Council"])


@pytest.mark.parametrize(
    "text",
    [
        "When will the ferry contract end?",
        "When did the pilot finish?",
        "When did the council end the ferry contract?",
        "how long will the tram tickets last",
        "How many contacts did the otter helpline have?",
        "Why might anglers ring up about licences?",
        "What contact do wardens have with anglers?",
        "a call for evidence on eels",
        "How many pumps were there?",
        "How many children attended swimming lessons?",
        "Which inspectors ran the exercise?",
        "Why were pupils absent from school?",
        "Where do apprentices sit exams?",
        "Where was the barge held up?",
        "Did the council declare a climate emergency?",
        "What is the risk to members of the public near the weir?",
        "What did the Warden say about otters?",
        "",
    ],
)
def test_what_only_sounds_like_business_is_none(text: str) -> None:
    assert business_of(text) is None


def test_a_question_with_much_else_in_it_is_not_about_business_alone() -> None:
    text = "Which petitions about tram depots, ferry tickets, eel passes and sluices came in?"
    found = business_of(text)
    assert found is not None
    assert not is_all_there_is(found, text, [])


@pytest.mark.parametrize(
    ("asked", "text", "words"),
    [
        ("Who sent apologies?", FLOODS, "Dan Teasel"),
        ("Were there questions from the public?", FLOODS, "Longreach"),
        ("When did the meeting end?", FLOODS, "12.15"),
        ("Who was present?", FLOODS, "Ada Quill"),
        ("Were there any petitions?", TRAMS, "212 names"),
    ],
)
def test_business_that_is_recorded_is_found_where_it_stands(asked: str, text: str, words: str) -> None:
    business = business_of(asked)
    assert business is not None
    assert is_recorded(business, record(text))
    found = list(passages_of(business, record(text), cut(text)))
    assert any(words in passage.text for passage in found)
    assert all(holds(business, record(text), passage) for passage in found)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("Were there any petitions?", FLOODS),
        ("When did the meeting end?", TRAMS),
        ("Did anybody declare an interest?", TRAMS),
        ("When is the next meeting?", TRAMS),
    ],
)
def test_business_that_is_not_recorded_is_found_nowhere(asked: str, text: str) -> None:
    business = business_of(asked)
    assert business is not None
    assert not is_recorded(business, record(text))
    assert list(passages_of(business, record(text), cut(text))) == []
