"""What is repeated thousands of times is read like anything else, in time that grows with its length.

Each of these once took minutes, the square of its length or worse; the tests end, and that is what they show.
"""

from __future__ import annotations

import contextlib

import pytest

from ingest.errors import RecordRefused
from ingest.passages import passages
from tests.ingest import laws
from tests.ingest.fuzzing.trials import GIVEN
from tests.ingest.samples import parsed_text

TOP = "Anytown Borough Council\nPlanning Committee\nTuesday 4 March 2025 at 10.00 am\n\n"
BODY = TOP + "1. Budget\n\nIt was noted.\n"
MOVED = "Moved by Councillor Ash, seconded by Councillor Bell, the amendment that it be noted.\n\n"


@pytest.mark.parametrize(
    ("before", "piece", "behind"),
    [
        pytest.param(TOP, "12.\n", "", id="numbers alone"),
        pytest.param(TOP, "13. The The ", "", id="beginnings of sentences"),
        pytest.param(TOP, "4 March 2025\n", "", id="dates"),
        pytest.param(TOP + "1. Budget", " ", "x\n\nIt was noted.", id="white space in a title"),
        pytest.param(TOP + "13. A", " ", "x\n\nIt was noted.", id="white space in capitals"),
        pytest.param(BODY + "The ", "members also ", "agreed that it be.", id="members also"),
        pytest.param(BODY, "It was agreed that x. ", "", id="decisions in one paragraph"),
        pytest.param(BODY, "…", "", id="stops"),
        pytest.param(BODY + "that it be noted", " ,", "\n", id="commas"),
        pytest.param(BODY, "(a) that x be noted\n", "", id="the same label"),
        pytest.param(BODY, "and so on, \n", "", id="lines of one paragraph"),
        pytest.param(TOP, "Title\n(Item 4)\nIt was noted.\n", "", id="items"),
        pytest.param(TOP + "It was noted.\n\n", "Title\n", "(Item 4)\n(Item 5)\nB\n(Item 6)\n", id="lines of a title"),
        pytest.param("Planning ", "x ", TOP + "1. Budget\n\nIt was noted.", id="words above"),
        pytest.param(BODY, "• a\n", "", id="bullets"),
        pytest.param(BODY, "A. b ", "", id="initials"),
        pytest.param(BODY, "View directions ", "", id="tails"),
        pytest.param(BODY + "RESOLVED that:\n\n", "Note all:\n\n", "", id="decisions announced"),
        pytest.param(BODY + "RESOLVED to act;\n\n", "to do “all”;\n\n", "", id="decisions of one list"),
        pytest.param(BODY, f"{MOVED}The substantive motion was carried.\n\n", "", id="substantive motions"),
        pytest.param(TOP + "Present: Ann Lee", ", director", "\n1. Budget\n\nIt was noted.", id="parts of a role"),
        pytest.param(BODY, "(a) ", "x", id="labels on a line"),
        pytest.param(TOP + "Item 1", " ", "x\n\nIt was noted.", id="white space behind the number of an item"),
        pytest.param(TOP, "1. Budget\n\n1.\n\nIt was noted.\n\n", "", id="numbers of two styles"),
        pytest.param("", "Minutes of a meeting of the ", BODY, id="beginnings of an opening"),
    ],
)
def test_what_is_repeated_ten_thousand_times_is_read(before: str, piece: str, behind: str) -> None:
    data = (before + piece * (80_000 // len(piece)) + behind).encode()
    with contextlib.suppress(RecordRefused):
        laws.taken_in(data, "minutes.txt", GIVEN)


def test_numbers_without_titles_or_text_are_items_in_their_places() -> None:
    record = parsed_text(f"{TOP}1.\n2.\n3.\n4.\nBudget\n\nMinutes:\n\nIt was noted.\n", given=GIVEN)
    laws.assert_record(record)
    assert [(item.number, item.title) for item in record.meeting.items] == [
        ("1", ""),
        ("2", ""),
        ("3", ""),
        ("4", "Budget"),
    ]


def test_marks_of_items_that_follow_each_other_are_counted_once() -> None:
    record = laws.taken_in(
        f"{TOP}Roads\n(Item 4)\n(Item 5)\nIt was noted.\nParks\n(Item 6)\nIt was agreed.\n".encode(),
        "minutes.txt",
        GIVEN,
    )
    assert [(item.number, item.title) for item in record.meeting.items] == [("4", "Roads"), ("6", "Parks")]


def test_a_title_of_no_words_leaves_its_line_to_the_text() -> None:
    text = f"{TOP}No. Item\n\nAdditional documents:\nAdditional documents:\nIt was noted that all be agreed.\n"
    laws.assert_record(parsed_text(text, given=GIVEN))


@pytest.mark.parametrize("heading", ["## {}", "**{}**", "### **{}**"])
def test_marks_around_a_heading_are_accounted_for(heading: str) -> None:
    rows = [heading.format("1. Apologies"), "There were none noted.", heading.format("2. Budget"), "It was agreed."]
    record = laws.taken_in((TOP + "\n\n".join(rows)).encode(), "minutes.md", GIVEN)
    assert [item.title for item in record.meeting.items] == ["Apologies", "Budget"]


def test_marks_of_emphasis_within_a_line_are_accounted_for() -> None:
    rows = ["1. **Roads** and *parks*", "(a) **That** it be noted", "**(b)** *that* it was __agreed__", "*" * 900 + "x"]
    text = TOP + "\n\n".join(["1. Apologies", *rows, "2. Budget", "It was agreed."])
    record = laws.taken_in(text.encode(), "minutes.md", GIVEN)
    assert [item.title for item in record.meeting.items] == ["Apologies", "Budget"]
    assert "b" in [paragraph.label for paragraph in record.paragraphs()]


def test_a_title_as_long_as_a_page_leaves_room_for_the_words_under_it() -> None:
    title = "Budget " * 400
    record = parsed_text(f"{TOP}It was noted.\n\n{title}\n(Item 4)\nIt was agreed.\n\nParks\n(Item 5)\nIt was noted.\n")
    made = passages(record, laws.tokens, 64)
    assert any(passage.context.count("Budget") > 10 for passage in made)
    for passage in made:
        for window in passage.windows:
            assert laws.tokens(passage.context) + laws.tokens(record.slice(window.start, window.end)) <= 64
