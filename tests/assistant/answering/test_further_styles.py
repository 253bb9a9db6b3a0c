"""Answers from minutes with motions, reasons, numbers of two parts and items of which only the agenda is published."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers import Answer, NotFound, Question
from assistant.chain import AskChain
from ingest.encoding import Encoding
from ingest.run import ingest
from ingest.store import Store
from tests.assistant.words import MODEL, WordEmbedder

FERRIES = """FENSHIRE COUNTY COUNCIL

FERRIES PANEL

4 May 2020

Present: Cllr Ada Quill (Chair) and Cllr Ben Rusk

41/20 APOLOGIES

Apologies were received from Cllr Cora Sedge (substitute: Cllr Dan Teal).

42/20 FERRY FARES

The Clerk reported that attendance orders had been made against two ferrymen. The fare would rise to £3.

Cllr Quill moved and Cllr Rusk seconded that the ferry fares be frozen. \
The motion was lost, with 1 vote for and 4 against.

Questions from the panel

Cllr Rusk asked for a map of the piers.

RESOLVED

(1) That the new ferry fares be noted.

(2) That the saving on the night ferry be opposed.

Reasons for decisions

(1) Having regard to the report.

(2) To keep a link on which the mill workers depend.

43/20 ELECTION OF THE DEPUTY

It was proposed by Cllr Quill, seconded by Cllr Rusk and RESOLVED that \
Cllr Eli Fenn be elected chair of the working group.
"""
LOCKS = """Fenshire County Council

Locks Panel - Monday, 4 May 2020 10.00 am

No. Item

1.

Declarations of Interest

To receive any declarations of interest.

2.

Locks

Minutes:

The Panel was told that the lock at Eel Quay was shut.
"""


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskChain]:
    folder = tmp_path_factory.mktemp("ferries")
    (folder / "ferries.txt").write_text(FERRIES)
    (folder / "locks.txt").write_text(LOCKS)
    embedder = WordEmbedder()
    ingest([folder], folder / "store", Encoding(MODEL, lambda: embedder, embedder.count_tokens))
    with Store.open(folder / "store", MODEL) as store:
        yield AskChain(store, lambda: embedder, MODEL)


def quotes(chain: AskChain, text: str) -> list[str]:
    reply = chain.invoke(Question(text))
    assert isinstance(reply, Answer), reply
    return [" ".join(citation.quote.split()) for citation in reply.citations]


def test_what_became_of_a_motion_is_the_sentence_that_tells_it(chain: AskChain) -> None:
    assert quotes(chain, "Did the motion that ferry fares be frozen pass?") == [
        "Cllr Quill moved and Cllr Rusk seconded that the ferry fares be frozen.",
        "The motion was lost, with 1 vote for and 4 against.",
    ]


def test_the_reason_printed_for_a_decision_is_given_under_its_number(chain: AskChain) -> None:
    assert quotes(chain, "Why was the saving on the night ferry opposed?") == [
        "To keep a link on which the mill workers depend."
    ]


@pytest.mark.parametrize("text", ["What was resolved at minute 42/20?", "what was decided on item 42/20"])
def test_a_number_of_two_parts_names_an_item(chain: AskChain, text: str) -> None:
    assert quotes(chain, text) == [
        "That the new ferry fares be noted.",
        "That the saving on the night ferry be opposed.",
    ]


def test_who_stood_in_for_somebody_is_told_with_the_apologies(chain: AskChain) -> None:
    assert quotes(chain, "Who stood in for Cllr Sedge?") == [
        "Apologies were received from Cllr Cora Sedge (substitute: Cllr Dan Teal)."
    ]


def test_who_was_elected_chair_is_no_question_about_who_came(chain: AskChain) -> None:
    assert any(
        "Cllr Eli Fenn be elected chair" in q for q in quotes(chain, "Who was elected chair of the working group?")
    )


def test_orders_of_attendance_are_no_question_about_who_came(chain: AskChain) -> None:
    assert "Cllr Ada Quill (Chair)" not in quotes(chain, "How many attendance orders were made against ferrymen?")


def test_a_line_that_heads_others_is_no_answer(chain: AskChain) -> None:
    assert "Questions from the panel" not in quotes(chain, "What questions were there from the panel about piers?")


def test_an_item_of_which_only_the_agenda_is_published_tells_of_no_declarations(chain: AskChain) -> None:
    reply = chain.invoke(Question("Who declared an interest at the Locks Panel?"))
    assert isinstance(reply, NotFound)
    assert "only the agenda is published" in reply.reason
