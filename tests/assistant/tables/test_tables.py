"""What the records' own tables answer: people, routine business, counts, what is owed; and what they do not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers import Answer, Evidence, Filter, NotFound, Question, Quote
from assistant.chain import AskChain
from assistant.tables.attendance import attendance_rows, person_rows
from assistant.tables.listings import told_rows
from assistant.tables.routine import PETITIONS, says_none
from assistant.verify import cite
from ingest.encoding import Encoding
from ingest.records import fold_spaces
from ingest.run import ingest
from ingest.store import Store
from tests.assistant.made_up import cut, record
from tests.assistant.words import MODEL, WordEmbedder

BRIDGES = """Fenshire County Council

Bridges and Ferries Panel

Minutes of the meeting held on 5 May 2020 at 10.00 am

Present: Cllr Ada Quill (Chair), Cllr Ben Rusk (Vice-Chair) and Cllr Dora Fell

Also attended: Ms J Orme (Director of Works) and Mr Sam Pike (Clerk)

1. Apologies

Apologies were received from Cllr Cora Sedge.

2. Declarations of Interest

Members were asked to declare any interests in the business to be discussed.

Cllr Fell declared an interest in the toll bridge, of which she is a trustee.

3. Petitions

None.

4. Public Questions

Mr Joss Wren asked whether the ferry would call at Eel Quay.

5. Toll Bridge

5.1 Ms Orme agreed to provide a note on tolls to the next meeting. It was agreed that the bridge be painted.

5.2 The Panel heard from Ida Marsh, Principal Engineer, on the bridge and would provide an update on its lamps.

ACTION: Sam Pike

6. Date of Next Meeting

The next meeting would be held on 8 September 2020 and then on 5 May 2021.
"""
LATER = BRIDGES.replace("5 May 2020", "7 July 2020").replace(
    "None.", "A petition of 40 names for a longer pier came in."
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("bridges")
    (folder / "may.txt").write_text(BRIDGES)
    (folder / "july.txt").write_text(LATER)
    embedder = WordEmbedder()
    ingest([folder], folder / "store", Encoding(MODEL, lambda: embedder, embedder.count_tokens))
    with Store.open(folder / "store", MODEL) as store:
        yield store


@pytest.fixture(scope="module")
def bridges(held: Store) -> AskChain:
    embedder = WordEmbedder()
    return AskChain(held, lambda: embedder, MODEL)


def answered(chain: AskChain, text: str) -> Answer:
    reply = chain.invoke(Question(text))
    assert isinstance(reply, Answer), reply
    for citation in reply.citations:
        assert citation.paragraph.start <= citation.start < citation.end <= len(citation.record.text)
    return reply


def quotes(chain: AskChain, text: str) -> list[str]:
    return [" ".join(citation.quote.split()) for citation in answered(chain, text).citations]


def test_who_attended_is_the_lists_as_printed_with_how_many_they_name(bridges: AskChain) -> None:
    reply = answered(bridges, "Who attended in May 2020?")
    assert [c.quote for c in reply.citations] == [
        "Cllr Ada Quill (Chair)",
        "Cllr Ben Rusk (Vice-Chair)",
        "Cllr Dora Fell",
        "Ms J Orme (Director of Works)",
        "Mr Sam Pike (Clerk)",
    ]
    assert "3 listed as present" in reply.claims[0].text
    assert "2 listed as in attendance" in reply.claims[3].text


def test_how_many_members_counts_members_and_not_officers(bridges: AskChain) -> None:
    reply = answered(bridges, "How many members were present on 5 May 2020?")
    assert "3 listed as present" in reply.claims[0].text
    assert len(reply.claims) == 3


@pytest.mark.parametrize(
    "text", ["Who sent apologies in May 2020?", "apologies may 2020", "Was Cllr Sedge absent in May 2020?"]
)
def test_apologies_are_the_sentence_that_reports_them(bridges: AskChain, text: str) -> None:
    assert quotes(bridges, text) == ["Apologies were received from Cllr Cora Sedge."]


def test_a_person_is_found_in_the_list_they_stand_in(bridges: AskChain) -> None:
    assert quotes(bridges, "Was Cllr Rusk present in May 2020?") == ["Cllr Ben Rusk (Vice-Chair)"]
    assert quotes(bridges, "Did Ms Orme attend in May 2020?") == ["Ms J Orme (Director of Works)"]


def test_a_person_the_lists_do_not_name_is_not_called_absent(bridges: AskChain) -> None:
    reply = bridges.invoke(Question("Was Mr Wren present in May 2020?"))
    assert isinstance(reply, NotFound)
    assert "do not name Mr Wren" in reply.reason
    assert "no proof of absence" in reply.reason


def test_a_deputy_is_told_where_one_is_asked_for(bridges: AskChain) -> None:
    assert quotes(bridges, "Who chaired in May 2020?") == ["Cllr Ada Quill (Chair)"]
    assert quotes(bridges, "Who was the vice chair in May 2020?") == ["Cllr Ben Rusk (Vice-Chair)"]
    assert len(quotes(bridges, "Who chaired in May 2020 and who was vice-chair?")) == 2


def test_somebody_is_found_by_where_they_come_from(bridges: AskChain) -> None:
    assert quotes(bridges, "Who attended from Works in May 2020?") == ["Ms J Orme (Director of Works)"]


@pytest.mark.parametrize("asked", ["What is Sam Pike's role?", "What job does Sam Pike have?", "Who is the clerk?"])
def test_an_office_is_told_where_it_stands_beside_the_name(bridges: AskChain, asked: str) -> None:
    assert set(quotes(bridges, asked)) == {"Mr Sam Pike (Clerk)"}


def test_an_office_that_no_record_states_is_not_guessed(bridges: AskChain) -> None:
    reply = bridges.invoke(Question("What is Joss Wren's job title?"))
    assert isinstance(reply, NotFound)
    assert "do not state what office Joss Wren holds" in reply.reason


def test_an_office_is_found_in_a_sentence_too(bridges: AskChain) -> None:
    [quote, *_] = quotes(bridges, "What is Ida Marsh's position?")
    assert "Ida Marsh, Principal Engineer" in quote


def test_dates_ahead_are_found_by_the_year_they_fall_in(bridges: AskChain) -> None:
    assert quotes(bridges, "Dates of future meetings in 2021?") == [
        "The next meeting would be held on 8 September 2020 and then on 5 May 2021."
    ]


def test_a_next_meeting_told_without_its_year_is_found_in_the_words(tmp_path: Path) -> None:
    folder, embedder = tmp_path / "bridges", WordEmbedder()
    folder.mkdir()
    ahead = "The next meeting is to be held on Tuesday, the 8th September at 3pm."
    (folder / "may.txt").write_text(BRIDGES.replace(BRIDGES.rsplit("\n\n", maxsplit=1)[-1], f"{ahead}\n"))
    ingest([folder], tmp_path / "store", Encoding(MODEL, lambda: embedder, embedder.count_tokens))
    with Store.open(tmp_path / "store", MODEL) as store:
        chain = AskChain(store, lambda: embedder, MODEL)
        assert quotes(chain, "When does the Bridges and Ferries Panel next meet?") == [ahead]
        assert quotes(chain, "When is the next meeting after May 2020?") == [ahead]


def test_one_word_of_minutes_is_an_answer_under_its_title(bridges: AskChain) -> None:
    reply = answered(bridges, "Were there any petitions in May 2020?")
    assert [c.quote for c in reply.citations] == ["None."]
    assert reply.claims[0].text == "Petitions: “None.”"


def test_business_of_several_meetings_is_told_meeting_by_meeting(bridges: AskChain) -> None:
    reply = answered(bridges, "Were there any petitions?")
    assert [c.record.source.name for c in reply.citations] == ["july.txt", "may.txt"]
    assert "7 July 2020" in reply.claims[0].text


def test_what_only_opens_a_business_is_not_told_as_what_came_of_it(bridges: AskChain) -> None:
    [quote] = quotes(bridges, "Who declared an interest in July 2020?")
    assert quote.startswith("Cllr Fell declared")


def test_a_question_that_names_more_than_the_business_gets_what_fits_it(bridges: AskChain) -> None:
    assert quotes(bridges, "Were there petitions about the pier?") == [
        "A petition of 40 names for a longer pier came in."
    ]


def test_public_questions_are_quoted(bridges: AskChain) -> None:
    assert quotes(bridges, "Which public questions were asked in May 2020?") == [
        "Mr Joss Wren asked whether the ferry would call at Eel Quay."
    ]


def test_business_that_no_record_has_is_refused_and_so_is_a_time_without_minutes(bridges: AskChain) -> None:
    whip = bridges.invoke(Question("Did the party whip apply in May 2020?"))
    assert isinstance(whip, NotFound)
    earlier = bridges.invoke(Question("Were there any petitions in March 2011?"))
    assert isinstance(earlier, NotFound)
    assert "March 2011" in earlier.reason


def test_meetings_and_items_are_counted_in_the_records(bridges: AskChain) -> None:
    meetings = answered(bridges, "How many meetings were there in 2020?")
    assert "Minutes of 2 meetings are held" in meetings.claims[0].text
    assert all("2020" in c.quote for c in meetings.citations)
    items = answered(bridges, "How many items were on the agenda in May 2020?")
    assert "6 items, the first 1 “Apologies”" in items.claims[0].text


@pytest.mark.parametrize(
    "text", ["What is Sam Pike to do?", "Which actions are for Sam Pike?", "What does Sam Pike owe?"]
)
def test_an_action_is_told_with_its_owner(bridges: AskChain, text: str) -> None:
    reply = answered(bridges, text)
    assert all(claim.text.startswith("Action for Sam Pike") for claim in reply.claims)
    assert {"lamps" in c.quote for c in reply.citations} == {True}


def test_what_somebody_agreed_to_do_is_theirs_too(bridges: AskChain) -> None:
    assert all(
        "Orme agreed to provide" in quote for quote in quotes(bridges, "What did Ms Orme agree to do in May 2020?")
    )


@pytest.mark.parametrize(
    "text", ["Who attended the opening of the toll bridge?", "How many meetings about the pier did the ferrymen have?"]
)
def test_a_question_about_something_else_is_left_to_the_search(bridges: AskChain, text: str) -> None:
    reply = bridges.invoke(Question(text))
    said = " ".join(c.text for c in reply.claims) if isinstance(reply, Answer) else reply.reason
    assert "listed as present" not in said
    assert "meetings are held" not in said


@pytest.mark.parametrize(
    "said",
    ["None.", "Nil", "There were none.", "No petitions were received.", "It was reported that none had been received."],
)
def test_that_there_was_none_is_understood(said: str) -> None:
    assert says_none([said])


@pytest.mark.parametrize(
    "said",
    [
        "A petition came in.",
        "Cllr Rusk was no longer a member.",
        "No parking on the quay: 40 people signed for it.",
    ],
)
def test_not_every_no_says_that_there_was_none(said: str) -> None:
    assert not says_none([said])


def test_words_said_to_stand_at_a_place_are_no_citation_where_others_stand(tmp_path: Path) -> None:
    place = Evidence(cut()[0], record(), 1.0)
    start = place.passage.start
    assert cite(Quote(place, record().slice(start, start + 3), start)) is not None
    assert cite(Quote(place, "xyz", start)) is None
    assert cite(Quote.of(place, place.passage.end, place.passage.end + 5)) is None


def test_attendance_lists_everybody_named_once_a_meeting_at_their_words(held: Store) -> None:
    rows = list(attendance_rows(held, Filter()))
    assert len(rows) == 2 * 6
    with held.view() as view:
        records = {m.id: view.record(m.id) for m in view.meetings()}
    for row in rows:
        assert row.text == fold_spaces(records[row.meeting].slice(row.start, row.end))
        assert row.id in {p.id for p in records[row.meeting].paragraphs()}


def test_each_person_is_counted_across_meetings_with_their_roles_as_printed(held: Store) -> None:
    people = {row.name: row for row in person_rows(attendance_rows(held, Filter()))}
    assert (people["Cllr Ada Quill"].present, people["Cllr Ada Quill"].roles) == (2, "Chair")
    assert (people["Cllr Cora Sedge"].present, people["Cllr Cora Sedge"].apologies) == (0, 2)
    assert (people["Mr Sam Pike"].in_attendance, people["Mr Sam Pike"].roles) == (2, "Clerk")
    assert people["Mr Sam Pike"].first == "2020-05-05"


def test_a_register_of_business_tells_what_came_and_that_none_did(held: Store) -> None:
    rows = list(told_rows(held, Filter(), PETITIONS))
    assert [(row.date, row.is_none) for row in rows] == [("2020-07-07", False), ("2020-05-05", True)]
    assert list(told_rows(held, Filter(council="Atlantis"), PETITIONS)) == []
