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


OPENING = (
    "MINUTES OF PROCEEDINGS AT SPECIAL MEETING OF THE\n\nMUNICIPAL DISTRICT OF NORTH-\n\nWESTMOOR HELD IN THE TOWN\n\n"
    "HALL, MAIN STREET, ON MONDAY, {day} JANUARY,\n\n2021, AT 9.30 A.M.\n\n"
    "PRESENT IN THE CHAIR: Councillor A. Bee.\n\nMEMBERS PRESENT:\n\n"
    "Councillors Collins (B), Collins (M), Dee and Ó Fox.\n\nOFFICIALS IN ATTENDANCE:\n\n"
    "Director, Roads and Housing (Ms. A. Lee), Clerk (Mr. C. Dew).\n\n"
)


@pytest.mark.parametrize("day", ["4TH", "4th", "4™", '4"', "4"])
def test_an_opening_is_read_over_as_many_lines_as_it_takes(day: str) -> None:
    record = parsed_text(
        OPENING.format(day=day) + "1.\n\nRoads\n\nIt was noted.\n\n2.\n\nRates\n\nIt was noted.\n", given=GIVEN
    )
    meeting = record.meeting
    assert (meeting.committee.name, meeting.meeting_type) == ("Municipal District of North-Westmoor", "Special Meeting")
    assert (meeting.date, meeting.time) == (dt.date(2021, 1, 4), dt.time(9, 30))
    assert meeting.venue == "Town Hall, Main Street"


def test_an_opening_names_the_council_and_its_committee_or_the_council_itself() -> None:
    body = "\n\n1.\n\nRoads\n\nIt was noted.\n\n2.\n\nRates\n\nIt was noted.\n"
    named = "Minutes of the Meeting of Anyshire City and County Council’s Roads Committee held on 4 January 2021 at 3pm"
    of_committee = parsed_text(f"{named} in the Long Room.{body}").meeting
    assert (of_committee.council.name, of_committee.committee.name) == (
        "Anyshire City and County Council",
        "Roads Committee",
    )
    assert of_committee.venue == "Long Room"
    whole = parsed_text(
        f"MINUTES OF MEETING OF ANYSHIRE CITY AND COUNTY COUNCIL HELD ONLINE ON MONDAY, 4TH JANUARY, 2021.{body}"
    )
    assert (whole.meeting.council.name, whole.meeting.committee.name) == ("Anyshire City and County Council", "Council")


def test_attendance_names_people_whether_the_name_or_the_office_comes_first() -> None:
    record = parsed_text(
        OPENING.format(day="4TH") + "1.\n\nRoads\n\nIt was noted.\n\n2.\n\nRates\n\nNoted.\n", given=GIVEN
    )
    assert [(a.name, a.role) for a in record.meeting.attendance] == [
        ("Councillor A. Bee", None),
        ("Councillor Collins (B)", None),
        ("Councillor Collins (M)", None),
        ("Councillor Dee", None),
        ("Councillor Ó Fox", None),
        ("Ms. A. Lee", "Director, Roads and Housing"),
        ("Mr. C. Dew", "Clerk"),
    ]
    for person in record.meeting.attendance:
        assert person.name.split()[-1] in record.slice(person.start, person.end)


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


def test_blank_lines_behind_every_line_divide_nothing() -> None:
    lines = [
        "The Director said that the works on the bridge would begin in the spring of",
        "the next year and that all who live beside it would be told in good time by",
        "letter, which the members welcomed, though some of them thought that more of",
        "it could be done by night.",
        "Councillor Dee asked who would pay.",
    ]
    text = "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1.\n\nBridge\n\n" + "\n\n".join(lines * 4)
    record = parsed_text(f"{text}\n\n2.\n\nRates\n\nIt was noted.\n", given=GIVEN)
    first = record.meeting.items[0].paragraphs
    assert len(first) == 8
    assert fold_spaces(record.slice(first[0].start, first[0].end)) == " ".join(lines[:4])


def test_a_resolution_has_who_proposed_it_and_ends_with_its_quotation_mark() -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1.\n\nLand\n\n(a)\n\nCirculated, a report.\n\n"
        "Proposed by Councillor Collins (M);\n\nSeconded by Councillor Dee;\n\n"
        "And Resolved:\n\n“That the land be sold.”\n\n"
        "(b)\n\nCirculated, a notice.\n\nMembers spoke of it.\n\n2.\n\nRates\n\nIt was noted.\n",
        given=GIVEN,
    )
    [decision] = [o for o in record.meeting.items[0].outcomes if o.kind is OutcomeKind.DECISION]
    assert record.slice(decision.start, decision.end) == "“That the land be sold.”"
    assert (decision.mover, decision.seconder) == ("Councillor Collins (M)", "Councillor Dee")
    assert [p.label for p in record.meeting.items[0].paragraphs if p.label] == ["a", "b"]


def test_a_recorded_vote_says_who_voted_how_and_an_amended_motion_its_own_result() -> None:
    record = parsed_text(
        "Council - Monday, 4 January 2021 10.00 am\n\n1.\n\nBudget\n\nMinutes:\n\n"
        "1)  Mr A Bee proposed, and Ms C Dew seconded the motion that:\n\n“The budget be set.”\n\n"
        "2)  Mr E Fox proposed, and Mr G Hay seconded the following amendment:\n\n“Add parks.”\n\n"
        "3)  It was put to the vote:\n\nFor (2)\n\nMr Fox, Mr Hay, OBE,\n\nAgainst (0)\n\n"
        "Abstain (1)\n\nMr Bee\n\nAmendment lost.\n\n"
        "4)  The substantive motion was put to the vote:\n\nFor\n\nCouncillors Bee, Collins (M) and Dew. (3)\n\n"
        "Against\n\nCouncillor Fox. (1)\n\nThere were no abstentions.\n\nSubstantive motion carried.\n",
        given=GIVEN,
    )
    motion, amendment = [o for o in record.meeting.items[0].outcomes if o.kind is OutcomeKind.MOTION]
    assert amendment.result == "lost: 2 for, 0 against, 1 abstaining"
    assert [(v.side.value, v.names) for v in amendment.votes] == [
        ("for", ("Mr Fox", "Mr Hay")),
        ("against", ()),
        ("abstaining", ("Mr Bee",)),
    ]
    assert motion.result == "carried: 3 for, 1 against, 0 abstaining"
    assert motion.votes[0].names == ("Bee", "Collins (M)", "Dew")


def test_the_result_of_a_motion_is_what_the_minutes_say_and_nothing_else() -> None:
    record = parsed_text(
        "Council - Monday, 4 January 2021 10.00 am\n\n1.\n\nMotions\n\nMinutes:\n\n"
        "1)  The Leader proposed, and Mr A Bee, Member for Roads, seconded the motion that thanks be given.\n\n"
        "2)  RESOLVED that thanks be given.\n\n3)  It was proposed by Mr E Fox, seconded by Mr G Hay and adopted.\n\n"
        "4)  Mr I Jay proposed, and Ms K Lee seconded the motion that it rain.\n\n5)  The debate was adjourned.\n",
        given=GIVEN,
    )
    motions = [o for o in record.meeting.items[0].outcomes if o.kind is OutcomeKind.MOTION]
    assert [(m.mover, m.seconder, m.result) for m in motions] == [
        ("The Leader", "Mr A Bee", "resolved"),
        ("Mr E Fox", "Mr G Hay", "adopted"),
        ("Mr I Jay", "Ms K Lee", None),
    ]


def test_page_numbers_and_rules_are_no_words_of_a_paragraph() -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1.\n\nBridge\n\nThe works would begin in the spring and\n"
        "---\n2\n\ngo on until winter.\n\n2.\n\nRates\n\nIt was noted.\n",
        given=GIVEN,
    )
    [paragraph] = record.meeting.items[0].paragraphs
    assert record.slice(paragraph.start, paragraph.end).endswith("until winter.")
    assert any(p.kind.value == "furniture" and record.slice(p.start, p.end) == "2" for p in record.pieces)


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


def test_a_date_in_what_is_told_is_not_when_the_meeting_was() -> None:
    with pytest.raises(Unplaced, match="when the meeting was"):
        parsed_text(
            "Roads Panel\n\nThe panel was told of the works.\n\nPaths Panel on 3 May 2020 was noted. They agreed.\n",
            given=GIVEN,
        )


def test_a_row_of_a_table_without_words_is_no_title() -> None:
    record = parsed_text(
        "Roads Panel - 4 January 2021\n\nNo. Item\n\n|\n\nPotholes\n\nIt was noted that they were deep.\n", given=GIVEN
    )
    assert [item.title for item in record.meeting.items] == ["Potholes"]


@pytest.mark.parametrize(
    ("line", "is_furniture"),
    [
        ("[Original file](https://example.org/a/minutes%20(1).pdf)", True),
        ("See [the report](https://example.org/report.pdf) for more.", False),
        ("[Not for publication] (a note)", False),
    ],
)
def test_a_line_that_is_only_a_link_belongs_to_the_page(line: str, *, is_furniture: bool) -> None:
    text = (
        f"Fenshire County Council\n\nRivers Committee\n\n12 March 2019\n\n1. Otters\n\nThe Warden reported.\n\n{line}\n"
    )
    record = parsed_text(text)
    assert (
        any(record.slice(p.start, p.end) == line for p in record.pieces if p.kind.value == "furniture") == is_furniture
    )


def test_agenda_text_that_is_cut_off_is_known_to_be() -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n\n1.\n\n\nPaths\n\n\nTo consider the paths of the park"
        "  ...  view the full agenda text for item 1.\n\n\nMinutes:\n\n\nThe panel noted the report.\n",
        given=GIVEN,
    )
    [item] = record.meeting.items
    assert item.truncated
    assert [(p.part, p.truncated) for p in item.paragraphs] == [(Part.AGENDA, True), (Part.MINUTES, False)]
