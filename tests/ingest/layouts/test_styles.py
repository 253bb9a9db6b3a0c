"""House styles beyond the samples, each on a few lines of our own."""

from __future__ import annotations

import datetime as dt

import pytest

from ingest.errors import NotMinutes, Unplaced
from ingest.layouts.meeting import Given
from ingest.layouts.titles import split_run_in
from ingest.records import ItemNumber, OutcomeKind, Part, Record, fold_spaces
from tests.ingest.samples import parsed_text

GIVEN = Given("Anyshire County Council")


def outcomes(record: Record) -> list[tuple[str | None, str | None, str]]:
    return [
        (i.number, o.label, fold_spaces(record.slice(o.start, o.end)))
        for i in record.meeting.items
        for o in i.outcomes
        if o.kind is OutcomeKind.DECISION
    ]


def test_titles_above_an_item_mark_are_items_and_numbered_resolutions_keep_their_number() -> None:
    record = parsed_text(
        "ANYSHIRE COUNTY COUNCIL\n\nROADS PANEL\n\n"
        "MINUTES of a meeting of the Roads Panel held in the Long Room, County Hall on Monday, 4 January 2021.\n\n"
        "PRESENT: Ms A Lee (Chair) and Mr B Ray\n\n"
        "7. Apologies\n(Item 1)\n\nThe Clerk reported apologies from Mr C Dew.\n\n"
        "8. Potholes and\nPaths\n(Item 2)\n\n1. Ms Lee introduced the report.\na. Work had begun.\nb. It would end.\n\n"
        "2. RESOLVED that the report be noted.\n\n3. The Chair thanked officers.\n",
        given=GIVEN,
    )
    meeting = record.meeting
    assert (meeting.committee.name, meeting.venue) == ("Roads Panel", "Long Room, County Hall")
    assert meeting.date == dt.date(2021, 1, 4)
    assert [(i.number, i.title) for i in meeting.items] == [("7", "Apologies"), ("8", "Potholes and Paths")]
    assert [p.label for p in meeting.items[1].paragraphs] == ["1", "a", "b", "2", "3"]
    assert outcomes(record) == [("8", None, "that the report be noted.")]
    assert [(a.name, a.presence.value) for a in meeting.attendance][-1] == ("Mr C Dew", "apologies")


def test_capitals_before_a_dash_head_an_item_and_a_list_in_one_line_is_several_decisions() -> None:
    record = parsed_text(
        "Roads Panel – 4 January 2021\n\n12 URGENT ITEMS – There were no urgent items.\n\n"
        "13 (2) POTHOLES – The chair spoke on the report.\n\n"
        "Resolved – (a) That the report be noted, and (b) that work begin in May.\n",
        given=GIVEN,
    )
    assert [(i.number, i.title) for i in record.meeting.items] == [("12", "URGENT ITEMS"), ("13", "POTHOLES")]
    assert outcomes(record) == [("13", "a", "That the report be noted"), ("13", "b", "that work begin in May.")]


def test_rows_run_together_are_taken_apart() -> None:
    record = parsed_text(
        "Agenda and minutes\nRoads Panel - Monday, 4 January 2021 10.00 am\nNo. | Item |\n"
        "Apologies Additional documents: Minutes: Apologies were received from Mr A Bee. |\n"
        "Potholes PDF 70 KB Additional documents: Minutes: Resolved:-\nThat the report be noted. |\n",
        given=GIVEN,
    )
    assert [(i.number_is, i.title) for i in record.meeting.items] == [
        (ItemNumber.NONE, "Apologies"),
        (ItemNumber.NONE, "Potholes"),
    ]
    assert outcomes(record) == [(None, None, "That the report be noted.")]


def test_numbers_are_inferred_only_where_the_marks_agree() -> None:
    def page(first: str, second: str) -> str:
        return (
            "Roads Panel - Monday, 4 January 2021 10.00 am\n\nNo. Item\n\n\nPotholes\n\n\n"
            f"The panel was told  ...  view the full minutes text for item {first}.\n\n\n"
            f"Paths\n\n\nThe panel was told more  ...  view the full minutes text for item {second}.\n"
        )

    agree = parsed_text(page("7", "8"), given=GIVEN).meeting.items
    assert [(i.number, i.number_is, i.truncated) for i in agree] == [
        ("7", ItemNumber.INFERRED, True),
        ("8", ItemNumber.INFERRED, True),
    ]
    disagree = parsed_text(page("7", "9"), given=GIVEN).meeting.items
    assert [(i.number, i.number_is) for i in disagree] == [(None, ItemNumber.NONE)] * 2


def test_an_action_line_names_who_owes_the_sentence_before_it() -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1.\n\nPotholes\n\nMinutes:\n\n"
        "1.1    The report was late. Officers would bring it to the next meeting.\n\n          ACTION:     Ann Lee\n",
        given=GIVEN,
    )
    [action] = [o for o in record.meeting.items[0].outcomes if o.kind is OutcomeKind.ACTION]
    assert action.owner == "Ann Lee"
    assert record.slice(action.start, action.end) == "Officers would bring it to the next meeting."


def test_agenda_text_is_kept_apart_from_minutes() -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1.\n\nPotholes\n\nTo receive the report.\n\nMinutes:\n\n"
        "The report was received.\n",
        given=GIVEN,
    )
    assert [p.part for p in record.meeting.items[0].paragraphs] == [Part.AGENDA, Part.MINUTES]


def test_sentences_broken_by_a_page_are_one_paragraph_and_lists_are_not() -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1.\n\nPotholes\n\nMinutes:\n\n"
        "The panel heard that the work on the\n\nnorth road was done.\n\n•  First point\n\n•  Second point\n",
        given=GIVEN,
    )
    words = [fold_spaces(record.slice(p.start, p.end)) for p in record.meeting.items[0].paragraphs]
    assert words == ["The panel heard that the work on the north road was done.", "First point", "Second point"]


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("Apologies and Welcome", "Apologies and Welcome", ""),
        (
            "Minutes of the Last Meeting The Minutes were agreed.",
            "Minutes of the Last Meeting",
            "The Minutes were agreed.",
        ),
        ("Interests Councillor Lee – Governor of a school", "Interests", "Councillor Lee – Governor of a school"),
        ("URGENT ITEMS – There were none.", "URGENT ITEMS", "There were none."),
    ],
)
def test_a_title_is_cut_from_text_that_runs_on_behind_it(text: str, title: str, rest: str) -> None:
    length, start = split_run_in(text)
    assert text[:length] == title
    assert (text[start:] if start is not None else "") == rest


def test_a_neighbour_named_in_the_minutes_is_not_the_council() -> None:
    text = (
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1.\n\nPotholes\n\nMinutes:\n\n"
        "Officers had visited Hampshire County Council, which was praised.\n"
    )
    with pytest.raises(Unplaced, match="which council"):
        parsed_text(text)


def test_an_agenda_without_minutes_is_refused() -> None:
    text = (
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1.\n\nPotholes\n\nTo receive the report.\n\n2.\n\nPaths\n\n"
        "To consider any paths. RECOMMENDED: that the panel walk.\n"
    )
    with pytest.raises(NotMinutes, match="agenda"):
        parsed_text(text, given=GIVEN)


def test_a_motion_has_its_mover_its_seconder_its_words_and_how_the_vote_went() -> None:
    record = parsed_text(
        "Council - Monday, 4 January 2021 10.00 am\n\n1.\n\nMotions\n\nMinutes:\n\n"
        "1)  Mr A Bee proposed, and Ms C Dew seconded the motion that\n\n“The Council plants trees;\n\n"
        "and waters them.”\n\n"
        "2)  The Chairman put it to the vote.\n\nFor (31)\n\nMr A Bee\n\nAgainst (35)\n\nMr E Fox\n\n"
        "Abstain (1)\n\n"
        "Motion lost.\n\n3)  Mr G Hay proposed, and Mr I Jay seconded, that thanks be given.\n\nAgreed unanimously.\n",
        given=GIVEN,
    )
    first, second = [o for o in record.meeting.items[0].outcomes if o.kind is OutcomeKind.MOTION]
    assert (first.mover, first.seconder) == ("Mr A Bee", "Ms C Dew")
    assert first.result == "lost: 31 for, 35 against, 1 abstaining"
    assert record.slice(first.start, first.end).endswith("and waters them.”")
    assert (second.mover, second.seconder, second.result) == ("Mr G Hay", "Mr I Jay", "agreed unanimously")


def test_paragraphs_that_count_within_an_item_name_it() -> None:
    record = parsed_text(
        "Agenda item\n\nPotholes\n\nMinutes:\n\n85.1    It was late.\n\n85.2    It was noted.\n",
        given=Given("Anyshire County Council", "Roads Panel", dt.date(2021, 1, 4)),
    )
    [item] = record.meeting.items
    assert (item.number, item.number_is, item.title) == ("85", ItemNumber.INFERRED, "Potholes")


def test_a_resolution_that_opens_a_list_is_its_items_and_sub_headings_are_none() -> None:
    record = parsed_text(
        "Council - Monday, 4 January 2021 10.00 am\n\n1.\n\nBudget\n\nMinutes:\n\n"
        "7.  RESOLVED that the Council:\n\n1.  agree the budget;\n\nCouncil Tax\n\n2.  set the tax; and\n\n"
        "3.  note the report\n\n8.  The Chair thanked officers.\n",
        given=GIVEN,
    )
    assert outcomes(record) == [
        ("1", "1", "agree the budget;"),
        ("1", "2", "set the tax; and"),
        ("1", "3", "note the report"),
    ]


def test_letters_behind_a_name_are_nobody() -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\nPRESENT: Mr A Bee, OBE, Ms C Dew (Chair)\n\n"
        "1.\n\nPotholes\n\nMinutes:\n\nIt was noted.\n",
        given=GIVEN,
    )
    assert [a.name for a in record.meeting.attendance] == ["Mr A Bee", "Ms C Dew"]
