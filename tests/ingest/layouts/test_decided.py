"""Decisions, actions, motions and votes, as house styles print them."""

from __future__ import annotations

from ingest.records import OutcomeKind
from tests.ingest.layouts.anyshire import GIVEN, outcomes
from tests.ingest.samples import parsed_text


def test_an_action_line_names_who_owes_the_sentence_before_it() -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1.\n\nPotholes\n\nMinutes:\n\n"
        "1.1    The report was late. Officers would bring it to the next meeting.\n\n          ACTION:     Ann Lee\n",
        given=GIVEN,
    )
    [action] = [o for o in record.meeting.items[0].outcomes if o.kind is OutcomeKind.ACTION]
    assert action.owner == "Ann Lee"
    assert record.slice(action.start, action.end) == "Officers would bring it to the next meeting."


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
