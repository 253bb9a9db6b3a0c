"""Where items begin and what they are called, in house styles beyond the samples."""

from __future__ import annotations

import datetime as dt

import pytest

from ingest.layouts.titles import split_run_in
from ingest.records import ItemNumber, Part
from tests.ingest.laws import assert_covered
from tests.ingest.layouts.anyshire import GIVEN, OPENING, outcomes
from tests.ingest.samples import parsed_text


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


def test_a_special_meeting_without_headings_is_one_item_behind_who_was_there() -> None:
    told = (
        "The Mayor welcomed everyone.\n\nOn the proposal of Mr A Bee, seconded by Ms C Dew, it was agreed to adjourn.\n"
    )
    record = parsed_text(OPENING.format(day="4TH") + told, given=GIVEN)
    [item] = record.meeting.items
    assert record.slice(item.paragraphs[0].start, item.paragraphs[0].end) == "The Mayor welcomed everyone."


def test_items_are_found_in_whatever_order_they_are_taken() -> None:
    parts = ["3.\n\nRoads", "1.\n\nMinutes", "2.\n\nRates", "5.\n\nHousing", "4.\n\nParks", "6.\n\nTrees"]
    text = "\n\n".join(f"{part}\n\nThe report was noted by all." for part in parts)
    record = parsed_text(f"Roads Panel - Monday, 4 January 2021 10.00 am\n\n{text}\n", given=GIVEN)
    assert [i.number for i in record.meeting.items] == ["3", "1", "2", "5", "4", "6"]


def test_a_number_set_close_to_its_title_or_above_it_is_one_of_the_sequence() -> None:
    parts = ["1.Minutes", "2.Rates", "3.\n\nRoads", "4.Parks", "5.Trees"]
    text = "\n\n".join(f"{part}\n\nThe report was noted by all." for part in parts)
    record = parsed_text(f"Roads Panel - Monday, 4 January 2021 10.00 am\n\n{text}\n", given=GIVEN)
    assert [i.title for i in record.meeting.items] == ["Minutes", "Rates", "Roads", "Parks", "Trees"]


def test_items_called_item_are_items() -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\nItem 1: Minutes:\n\nThese were agreed.\n\n"
        "Item 2\n\nPotholes\n\nIt was noted.\n\nItem 3: Rates\n\nIt was late.\n",
        given=GIVEN,
    )
    found = [(i.number, i.title) for i in record.meeting.items]
    assert found == [("1", "Minutes:"), ("2", "Potholes"), ("3", "Rates")]
    assert all(p.part is Part.MINUTES for i in record.meeting.items for p in i.paragraphs)


def test_a_list_late_in_a_meeting_is_not_its_items() -> None:
    told = "The Mayor opened the budget meeting and the debate went on for long.\n\n" * 12
    text = (
        OPENING.format(day="4TH")
        + told
        + "1. Parks\n\nWas agreed.\n\n2. Roads\n\nWas agreed.\n\n3. Rates\n\nWas agreed.\n"
    )
    [item] = parsed_text(text, given=GIVEN).meeting.items
    assert item.number is None


@pytest.mark.parametrize(
    "top",
    [
        "Roads Panel\nTuesday 4 March 2025 at 10.00 am\n\n",
        "Roads Panel\nheld on 4 March 2025\n\n",
        "Roads Panel held on 4 March 2025\n\n",
        "Roads Panel\nTown Hall\n4 March 2025\n\n",
    ],
)
@pytest.mark.parametrize("council", ["Anytown Town Council", "Anywick Parish Council", "Anytown Borough Council"])
def test_an_only_item_leaves_the_lines_that_name_the_meeting_to_the_header(council: str, top: str) -> None:
    record = parsed_text(f"{council}\n{top}1. Potholes\n\nIt was noted that they were deep. Work had begun.\n")
    meeting = record.meeting
    assert (meeting.council.name, meeting.committee.name, meeting.date) == (council, "Roads Panel", dt.date(2025, 3, 4))
    assert [(item.number, item.title) for item in meeting.items] == [("1", "Potholes")]


def test_the_day_of_a_date_is_no_number_of_an_item() -> None:
    record = parsed_text(
        "Roads Panel\n1 January 2000\n\n2. Potholes\n\nThey were noted.\n\n3. Paths\n\nThey were noted.\n",
        given=GIVEN,
    )
    assert record.meeting.date == dt.date(2000, 1, 1)
    assert [item.number for item in record.meeting.items] == ["2", "3"]


def test_a_row_of_a_table_without_words_is_no_title() -> None:
    record = parsed_text(
        "Roads Panel - 4 January 2021\n\nNo. Item\n\n|\n\nPotholes\n\nIt was noted that they were deep.\n", given=GIVEN
    )
    assert [item.title for item in record.meeting.items] == ["Potholes"]


def test_a_row_that_ends_in_the_link_to_its_paper_is_covered_to_its_end() -> None:
    row = "| Row | Additional documents: Minutes: It was noted. |\n"
    text = f"Roads Panel - Monday, 4 January 2021 10.00 am\n\nNo. Item\n{row}{row}Update on roads pdf icon PDF 12 KB"
    record = parsed_text(text, given=GIVEN)
    assert record.meeting.items[-1].title == "Update on roads"
    assert_covered(record)
