"""Who says it is named as the record names them, or not at all."""

from __future__ import annotations

import pytest

from assistant.attribute import speaker_of
from ingest.records import Record
from tests.ingest.samples import parsed_text

HEAD = (
    "Highways Committee - Monday, 4 January 2021 10.00 am\n\nVenue: County Hall, Matlock\n\n1.\n\nRoads\n\nMinutes:\n\n"
)


def said(body: str, words: str) -> str | None:
    """The speaker of the sentence that begins with some words."""
    record: Record = parsed_text(HEAD + body + "\n\n2.\n\nOther\n\nMinutes:\n\nIt was noted.")
    start = record.text.index(words)
    paragraph = next(p for p in record.paragraphs() if p.start <= start < p.end)
    return speaker_of(record, paragraph, start)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The Director of Highways explained that potholes were filled.", "The Director of Highways"),
        (
            "Cllr Ann Lee, Cabinet Member for Roads, informed the committee that work had begun.",
            "Cllr Ann Lee, Cabinet Member for Roads",
        ),
        ("In response Cllr Lee stated that it was late.", "Cllr Lee"),
        ("Some members of the committee felt that it was late.", "Some members of the committee"),
        ("Members agreed that it was late.", "Members"),
        ("However, the Chairman suggested a visit.", "The Chairman"),
        ("Concern was raised by a member that it was late.", "A member"),
        ("It was reported that potholes were filled.", None),
        ("In response to a query, it was stated that potholes were filled.", None),
        ("The road was closed in March.", None),
    ],
)
def test_a_sentence_names_its_speaker_or_has_none(sentence: str, speaker: str | None) -> None:
    assert said(sentence, sentence.split(",", maxsplit=1)[0]) == speaker


def test_he_is_whoever_spoke_before_in_the_same_paragraph() -> None:
    body = "1.1    The Director informed the committee that it was late. He felt that it would improve."
    assert said(body, "He felt") == "The Director"


def test_he_is_nobody_where_nobody_spoke_before() -> None:
    assert said("1.1    The road was closed. He felt that it would improve.", "He felt") is None


def test_a_passive_ends_what_somebody_said() -> None:
    body = "1.1    The Director said that it was late. It was noted that more was needed. This was urgent."
    assert said(body, "It was noted") is None
    assert said(body, "This was urgent") is None


@pytest.mark.parametrize("told", ["Members were advised that more was needed.", "The panel was then told of it."])
def test_what_members_were_told_is_not_of_whoever_spoke_before(told: str) -> None:
    body = f"1.1    The Director said that it was late. {told} This was urgent."
    assert said(body, told) is None
    assert said(body, "This was urgent") is None


@pytest.mark.parametrize("does", ["invited questions", "welcomed the report", "thanked officers", "asked for a list"])
def test_what_follows_something_done_is_not_the_account_of_who_did_it(does: str) -> None:
    assert said(f"1.1    The Director {does}. The road was closed in March.", "The road") is None
    assert said(f"1.1    The Director {does}. The road was closed in March.", "The Director") == "The Director"


def test_a_line_that_announces_an_answer_says_whose_it_is() -> None:
    body = "Mr Jones asked:\n\nWhen will it open?\n\nThe Director responded:\n\nIt will open in May."
    assert said(body, "When will") == "Mr Jones"
    assert said(body, "It will open") == "The Director"


def test_bullets_are_of_whoever_announced_them() -> None:
    body = "The Director gave an overview. Key points were:\n\n  • Work had begun.\n  • It would end in May."
    assert said(body, "It would end") == "The Director"


def test_bullets_that_nobody_announced_are_no_ones() -> None:
    body = "The Director gave an overview. It was long.\n\n  • Work had begun.\n  • It would end in May."
    assert said(body, "It would end") is None


def test_answers_to_an_invitation_are_not_the_inviters() -> None:
    body = "The Chair welcomed questions. Key points were:\n\n  • Work had begun.\n  • It would end in May."
    assert said(body, "It would end") is None


def test_what_a_body_does_is_not_what_it_says() -> None:
    assert said("The SIP outlined eight outcomes.", "The SIP") is None
