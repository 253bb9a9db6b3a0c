"""House styles of further councils: numbers of two parts, rows of a table, pages without "
"labels, letterheads, lists of people."""

from __future__ import annotations

import pytest

from ingest.layouts.meeting import Given
from ingest.records import ItemNumber, OutcomeKind, Part, Presence, Record, fold_spaces
from tests.ingest.samples import parsed_text

GIVEN = Given("Anyshire County Council")
PAGE = "Agenda and minutes\n\nRoads Panel - Monday, 4 January 2021 10.00 am\n\nNo. Item\n\n\n"


def items(record: Record) -> list[tuple[str | None, str]]:
    return [(item.number, item.title) for item in record.meeting.items]


def paragraphs(record: Record, index: int, part: Part = Part.MINUTES) -> list[str]:
    item = record.meeting.items[index]
    return [fold_spaces(record.slice(p.start, p.end)) for p in item.paragraphs if p.part is part]


def outcomes(record: Record) -> list[tuple[OutcomeKind, str]]:
    found = [o for item in record.meeting.items for o in item.outcomes]
    return [(o.kind, fold_spaces(record.slice(o.start, o.end))) for o in found]


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [("65/08", "66/08", "67/08"), ("RP21/01", "RP21/02", "RP21/04"), ("21/9", "21/10", "21/11")],
)
def test_numbers_of_two_parts_head_items_by_the_part_that_counts(first: str, second: str, third: str) -> None:
    record = parsed_text(
        "ROADS PANEL\n\n4 January 2021\n\n"
        f"{first} APOLOGIES\n\nThere were no apologies.\n\n"
        f"{second} POTHOLES IN THE NORTH\n\nThe Surveyor spoke of grant 12/07 and said that 40 holes were filled.\n\n"
        f"{third} PATHS\n\nRESOLVED\n\nThat the report be noted.\n",
        given=GIVEN,
    )
    assert items(record) == [(first, "APOLOGIES"), (second, "POTHOLES IN THE NORTH"), (third, "PATHS")]
    assert record.meeting.items[0].id.endswith("/" + first.replace("/", "-"))


def test_dates_and_fractions_at_the_start_of_lines_are_no_numbers_of_items() -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1. Potholes\n\nThe panel was told of three days.\n\n"
        "1/2 Of the holes were filled.\n\n2. Paths\n\nThe panel was told of a path.\n",
        given=GIVEN,
    )
    assert items(record) == [("1", "Potholes"), ("2", "Paths")]


def test_rows_of_a_table_are_items_with_their_numbers_and_their_agenda_text_apart() -> None:
    record = parsed_text(
        "Agenda and minutes\nRoads Panel - Monday, 4 January 2021 10.00 am\nNo. | Item |\n"
        "7 | Interests To receive any declarations of interest. Minutes: There were none. |\n"
        "8 | Urgent Business |\n"
        "9 | Potholes PDF 70 KB A report of the Surveyor Additional documents: Minutes: The panel was "
        "told of 40 holes.\n"
        "Resolved:-\nThat the report be noted. |\n",
        given=GIVEN,
    )
    assert items(record) == [("7", "Interests"), ("8", "Urgent Business"), ("9", "Potholes")]
    assert {item.number_is for item in record.meeting.items} == {ItemNumber.PRINTED}
    assert paragraphs(record, 0, Part.AGENDA) == ["To receive any declarations of interest."]
    assert paragraphs(record, 1) == []
    assert paragraphs(record, 2, Part.AGENDA) == ["A report of the Surveyor"]
    assert outcomes(record) == [(OutcomeKind.DECISION, "That the report be noted.")]


def test_a_page_without_the_label_minutes_keeps_its_decisions_apart() -> None:
    record = parsed_text(
        PAGE + "Minutes pdf icon PDF 70 KB\n\nTo approve as a correct record the minutes of 2 December 2020.\n\n\n"
        "The minutes of 2 December 2020 were approved.\n\n\nPotholes pdf icon PDF 98 KB\n\nReport of "
        "the County Surveyor\n\n"
        "Additional documents:\n\n·       Appendix 1 pdf icon PDF 61 KB\n\n\nThe main points of the report were:-\n\n\n"
        "·       Numbers; and\n\n·       Costs.\n\n\nThe Surveyor reported that 40 holes were "
        "filled.\n\n\nThe Chair thanked the crews for their work.\n\n\n"
        "Decision:\n\n\nThe Panel\n\n\n1.  notes the report; and\n\n2.  asks for a map.\n",
        given=GIVEN,
    )
    assert items(record) == [(None, "Minutes"), (None, "Potholes")]
    assert paragraphs(record, 1, Part.AGENDA) == ["Report of the County Surveyor"]
    assert "The Chair thanked the crews for their work." in paragraphs(record, 1)
    decided = [words for kind, words in outcomes(record) if kind is OutcomeKind.DECISION]
    assert decided == ["notes the report; and", "asks for a map."]


@pytest.mark.parametrize(
    ("line", "council"),
    [
        ("VALE OF ANY COUNCIL", "Vale of Any Council"),
        ("ANYTON TOWN COUNCIL", "Anyton Town Council"),
        ("Anyton Metropolitan Borough Council", "Anyton Metropolitan Borough Council"),
    ],
)
def test_the_first_line_names_the_council_where_it_says_nothing_else(line: str, council: str) -> None:
    text = "ROADS PANEL\n\n4 January 2021\n\n1. Holes\n\nIt was told of holes.\n\n2. Paths\n\nIt was told of paths.\n"
    assert parsed_text(f"{line}\n\n{text}").meeting.council.name == council


def test_a_list_of_people_may_begin_with_the_chair_or_the_co_opted_and_an_office_may_have_an_and() -> None:
    record = parsed_text(
        "Roads Panel\n4 January 2021\n\nChair: Councillor Ann Lee\n\nCouncillors in Attendance: Cllr Bo "
        "Ray (Vice Chair) and Cllr Cy Fox\n\n"
        "Co-optees: Dee Hart\n\nIn Attendance: Ed Poe, Director of Roads and Paths\nFay Orr, Head of "
        "Trees\nDr Guy Ham, Adviser, Anyshire Health Trust\n\n"
        "The panel met at Long Hall, Anyton.\n\n1. Apologies\n\n1.1 These were received from Cllr K. "
        "Ives and Ms. L. Jay (Parent Governor).\n\n"
        "2. Paths\n\n2.1 The panel was told of paths.\n",
        given=GIVEN,
    )
    assert [(a.name, a.presence, a.role) for a in record.meeting.attendance] == [
        ("Councillor Ann Lee", Presence.PRESENT, "Chair"),
        ("Cllr Bo Ray", Presence.PRESENT, "Vice Chair"),
        ("Cllr Cy Fox", Presence.PRESENT, None),
        ("Dee Hart", Presence.PRESENT, None),
        ("Ed Poe", Presence.IN_ATTENDANCE, "Director of Roads and Paths"),
        ("Fay Orr", Presence.IN_ATTENDANCE, "Head of Trees"),
        ("Dr Guy Ham", Presence.IN_ATTENDANCE, "Adviser, Anyshire Health Trust"),
        ("Cllr K. Ives", Presence.APOLOGIES, None),
        ("Ms. L. Jay", Presence.APOLOGIES, "Parent Governor"),
    ]


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("Head of Trees to map the oaks.", "Head of Trees"),
        ("Cllr Ray and the Clerk to find a surveyor.", "Cllr Ray and the Clerk"),
        ("Update to come to the next meeting.", None),
        ("The report to be sent to all.", None),
    ],
)
def test_an_action_that_begins_with_who_is_to_do_it_is_owed_by_them(words: str, owner: str | None) -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1. Trees\n\nThe panel was told of oaks.\n\n"
        f"Action: {words}\n\n2. Paths\n\nNone were told of.\n",
        given=GIVEN,
    )
    [action] = [o for item in record.meeting.items for o in item.outcomes if o.kind is OutcomeKind.ACTION]
    assert (action.owner, record.slice(action.start, action.end)) == (owner, words)


def test_bold_and_slanted_numbers_and_lists_are_read_as_plain_ones() -> None:
    record = parsed_text(
        "MINUTES OF MEETING OF THE ROADS PANEL HELD IN THE HALL ON MONDAY, 4TH JANUARY, 2021\n\n"
        "**PRESENT IN THE CHAIR:**\n\n"
        "Councillor Ann Lee\n\n**MEMBERS PRESENT**:\n\nCouncillors Ray and Fox.\n\n**1.**\n\n"
        "**Potholes**\n\nThe panel was told of potholes.\n\n"
        "***2.***\n\n***“**I will ask for a path to***\n\n***the mill**”**.***\n\nIt was stated that "
        "there was no money.\n",
        "minutes.md",
        GIVEN,
    )
    assert [number for number, _ in items(record)] == ["1", "2"]
    assert "*" not in record.meeting.items[1].title
    assert [a.name for a in record.meeting.attendance] == ["Councillor Ann Lee", "Councillor Ray", "Councillor Fox"]


def test_an_only_item_is_numbered_though_its_number_stands_alone() -> None:
    record = parsed_text(
        "MINUTES OF SPECIAL MEETING OF THE ROADS PANEL HELD IN THE HALL ON MONDAY, 4TH JANUARY, 2021\n\n"
        "MEMBERS PRESENT:\n\n"
        "Councillors Ray and Fox.\n\n1.\n\nThe Old Bridge\n\nThe Surveyor told the panel that the "
        "bridge was closed, and was asked why.\n",
        given=GIVEN,
    )
    assert items(record) == [("1", "The Old Bridge")]


def test_a_meeting_that_is_over_when_there_is_no_further_business_has_ended() -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1. Trees\n\nThe panel was told of oaks.\n\n2. "
        "Paths\n\nNone were told of.\n\n"
        "There being no further business the meeting closed at 8.55pm.\n",
        given=GIVEN,
    )
    assert str(record.meeting.ended) == "20:55:00"


def test_a_motion_for_the_next_meeting_gives_no_date_of_one() -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1. Notice to move at the next meeting that trees be cut\n\n"
        "A talk on trees was to be given on 28 August 2021.\n\n2. Paths\n\nNone were told of.\n",
        given=GIVEN,
    )
    assert record.meeting.future_meetings == ()


def test_a_page_of_one_item_does_not_take_its_committee_for_the_venue() -> None:
    record = parsed_text(
        "Issue - meetings\n\nTrees\n\nMeeting: 04/01/2021 - Roads Panel (Item 3)\n\n3 Trees\n\n"
        "Minutes:\n\nThe panel was told of oaks.\n",
        given=GIVEN,
    )
    assert record.meeting.venue is None


def test_what_was_agreed_as_follows_is_decided_from_its_first_number_on() -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1. Trees\n\nThe panel was told of oaks.\n\n"
        "AGREED as follows:\n\n"
        "1. That oaks be kept.\n2. That elms be felled.\n\n2. Paths\n\n2.1 The panel was told of paths.\n\n"
        "2.2 RESOLVED – (1) That the paths be swept.\n\n(2) That the bill be sent to the mill.\n",
        given=GIVEN,
    )
    assert [words for _, words in outcomes(record)] == [
        "That oaks be kept.",
        "That elms be felled.",
        "That the paths be swept.",
        "That the bill be sent to the mill.",
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Agenda for Roads & Paths Panel on Wednesday, 6th January, 2021, 5.00pm",
        "Roads & Paths Panel Minutes\n\nWednesday 6 January 2021\n5:00 p.m.",
    ],
)
def test_a_heading_may_name_the_committee_beside_the_words_agenda_or_minutes(heading: str) -> None:
    meeting = parsed_text(
        f"{heading}\n\nProposed venue: Town Hall\n\n1. Trees\n\nThe panel was told of oaks.\n\n"
        "2. Paths\n\nNone were seen.\n",
        given=GIVEN,
    ).meeting
    assert (meeting.committee.name, str(meeting.date), meeting.venue) == (
        "Roads & Paths Panel",
        "2021-01-06",
        "Town Hall",
    )


def test_what_is_told_on_a_page_without_labels_is_no_title_and_a_long_formal_title_is_one() -> None:
    record = parsed_text(
        PAGE + "Declarations of disclosable pecuniary interests and personal or prejudicial interests and of the whip "
        "(if any).\n\n\nNo whip was declared.\n\n\nTrees pdf icon PDF 83 KB\n\n\n"
        "The Chairman welcomed Ann Lee, Forester.\n\n\n"
        "Ann gave a talk on oaks.\n\n\nResolved – (a) That she be thanked, and (b) that oaks be kept.\n",
        given=GIVEN,
    )
    assert [title.split()[0] for _, title in items(record)] == ["Declarations", "Trees"]
    assert paragraphs(record, 1)[:2] == ["The Chairman welcomed Ann Lee, Forester.", "Ann gave a talk on oaks."]
