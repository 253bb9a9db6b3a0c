"""A briefing says nothing without a citation, and its questions have answers; exports hold its words and no markup."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import docx
import pytest

from assistant.answers import Answer, Filter, NotFound, Question
from assistant.briefing import Briefing, briefing
from assistant.chain import AskChain
from assistant.documents import transcript
from assistant.documents.document import (
    Document,
    Heading,
    Source,
    Table,
    Text,
    of_briefing,
    of_register,
)
from assistant.documents.document_text import as_html, as_markdown
from assistant.documents.document_word import as_word
from assistant.next_questions import about_items, about_meeting, after
from assistant.tables.attendance import AttendanceRow, attendance_rows
from assistant.tables.listings import DECISIONS, OutcomeRow, outcome_rows
from assistant.web.keeping import said
from ingest.errors import UnknownScope
from ingest.records import Side, Vote, fold_spaces
from ingest.store import Store, View

LEICESTERSHIRE = Filter(council="Leicestershire")
HOSTILE = "<script>alert(1)</script> [1](javascript:alert(2)) **x** | =1+1 \x00\x0b ![a](b)"


@pytest.fixture(scope="module")
def view(store: Store) -> Iterator[View]:
    with store.view() as opened:
        yield opened


@pytest.fixture(scope="module")
def made(view: View, chain: AskChain) -> Briefing:
    return briefing(LEICESTERSHIRE, view, chain.invoke)


def test_every_sentence_of_a_briefing_is_cited_with_exact_words_of_its_committee(made: Briefing) -> None:
    claims = [claim for section in made.sections for claim in section.claims]
    assert len(claims) > 10
    assert {n for claim in claims for n in claim.citations} == set(range(1, len(made.citations) + 1))
    for claim in claims:
        assert any(fold_spaces(made.citations[n - 1].quote) in claim.text for n in claim.citations)
    assert {c.record.meeting.committee.name for c in made.citations} == {made.committee}
    assert {c.record.meeting.council.name for c in made.citations} == {"Leicestershire County Council"}


def test_a_briefing_has_ten_points_at_most_of_the_last_meetings(made: Briefing) -> None:
    [points] = [section.claims for section in made.sections if section.title == "The last meetings"]
    assert 5 <= len(points) <= 10
    assert len({claim.text for claim in points}) == len(points)


def test_dates_ahead_are_those_of_the_newest_record_and_acronyms_are_spelled_out(made: Briefing) -> None:
    told = {section.title: [claim.text for claim in section.claims] for section in made.sections}
    assert any("9 March 2021" in text for text in told["Dates ahead"])
    assert all(re.search(r"\([A-Za-z&]+\)", text) for text in told["Acronyms"])


def test_the_questions_of_a_briefing_get_answers(made: Briefing, chain: AskChain) -> None:
    assert 3 <= len(made.questions) <= 5
    for question in made.questions:
        assert isinstance(chain.invoke(Question(question, filter=LEICESTERSHIRE)), Answer)


def test_a_briefing_is_of_one_committee(view: View, chain: AskChain) -> None:
    with pytest.raises(UnknownScope, match="leaves 4"):
        briefing(Filter(), view, chain.invoke)
    with pytest.raises(UnknownScope, match="No minutes"):
        briefing(Filter(council="Atlantis"), view, chain.invoke)


def test_next_questions_are_none_that_was_asked_and_lead_somewhere(chain: AskChain) -> None:
    reply = chain.invoke(Question("what did Ofsted say about churn?", filter=Filter(council="Gloucestershire")))
    found = after(reply)
    assert found
    assert len(found) == len(set(found)) <= 3
    assert reply.question.text not in found
    missing = chain.invoke(Question("What is the capital of France?"))
    assert isinstance(missing, NotFound)
    assert all(question.endswith("?") for question in after(missing))


@pytest.mark.parametrize(
    "asked", ["churn", "agency staff in Leicestershire", "the budget in Leicester", "school meals on the moon"]
)
def test_every_question_to_ask_next_is_answered(chain: AskChain, asked: str) -> None:
    for question in after(chain.invoke(Question(asked))):
        assert isinstance(chain.invoke(Question(question)), Answer), question


def test_questions_about_a_record_are_about_what_it_holds(view: View) -> None:
    for meeting in view.meetings():
        record = view.record(meeting.id)
        titles = [fold_spaces(item.title).removesuffix(".") for item in record.meeting.items]
        assert all(any(f"“{title}”" in question for title in titles) for question in about_items(record))
        assert any("next meet" in q for q in about_meeting(record)) == bool(record.meeting.future_meetings)


# --- documents ------------------------------------------------------------------------------------------------------


def words_of(document: Document) -> list[str]:
    """Every text that a document must show."""
    found: list[str] = []
    for part in document.parts:
        match part:
            case Heading(_, text) | Text(text):
                found.append(text)
            case Source(_, reference, quote, _):
                found += [reference, quote]
            case Table(_, rows):
                found += [cell for row in rows for cell in row if cell]
    return found


def word_text(data: bytes) -> str:
    word = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    links = [link.text for p in word.paragraphs for link in p.hyperlinks]
    return fold_spaces("\n".join([*(p.text for p in word.paragraphs), *cells, *links]))


def conversation(title: str, replies: Sequence[Answer | NotFound]) -> Document:
    """Replies as the screen has them saved."""
    turns = tuple(said(reply, reply.question.text, Filter()) for reply in replies)
    return transcript.document(transcript.Transcript(turns, title))


@pytest.fixture(scope="module")
def documents(made: Briefing, chain: AskChain, store: Store) -> list[Document]:
    replies = [
        chain.invoke(Question(text)) for text in ("agency staff in Leicestershire", "What is the capital of France?")
    ]
    return [
        of_briefing(made),
        conversation("Agency staff", replies[:1]),
        conversation("Monday", replies),
        of_register("Who came", list(attendance_rows(store, Filter())), AttendanceRow),
        of_register("Decisions", list(outcome_rows(store, Filter(), DECISIONS)), OutcomeRow),
        of_register("Nothing", [], OutcomeRow),
    ]


def test_every_word_of_a_document_is_in_each_of_its_files(documents: list[Document]) -> None:
    for document in documents:
        page = re.sub(r"<[^>]+>", " ", as_html(document))
        shown = fold_spaces(page.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&"))
        word, markdown = word_text(as_word(document)), fold_spaces(as_markdown(document).replace("\\", ""))
        for text in map(fold_spaces, words_of(document)):
            assert text in shown
            assert text in word
            assert text in markdown


def test_a_claim_keeps_its_sources_with_quote_and_reference(documents: list[Document]) -> None:
    answer = documents[1]
    sources = [part for part in answer.parts if isinstance(part, Source)]
    marked = {int(n) for part in answer.parts if isinstance(part, Text) for n in re.findall(r"\d+", part.marks)}
    assert {source.number for source in sources} == marked
    assert sources
    assert all(
        "Leicestershire County Council, Children and Families Overview" in source.reference for source in sources
    )


def test_words_of_a_record_are_no_markup_in_any_file() -> None:
    parts = (
        Heading(1, HOSTILE),
        Text(HOSTILE, "[1]"),
        Source(1, HOSTILE, HOSTILE, None),
        Table((HOSTILE,), ((HOSTILE,),)),
    )
    document = Document(HOSTILE, parts)
    page = as_html(document)
    assert "<script" not in page
    assert "javascript:" not in "".join(re.findall(r'href="([^"]*)"', page))
    assert not re.search(r"(?<!\\)\]\(", as_markdown(document))
    assert "<script>alert(1)</script>" in word_text(as_word(document))


def test_a_recorded_vote_is_told_in_a_register(store: Store) -> None:
    [first, *_] = outcome_rows(store, Filter(), DECISIONS)
    voted = replace(first, votes=(Vote(Side.FOR, 2, ("Cllr Quill", "Cllr Rusk")), Vote(Side.AGAINST, 1)))
    [table] = [part for part in of_register("Votes", [voted], OutcomeRow).parts if isinstance(part, Table)]
    assert "for (2): Cllr Quill, Cllr Rusk; against (1): " in table.rows[0]
    assert "OSC" in table.rows[0][0] or "Commission" in table.rows[0][0]


def test_only_published_pages_are_links() -> None:
    linked = Document("x", (Source(1, "Panel, 1 May 2020, minute 2", "words", "https://fenshire.example/a?b=1&c=2"),))
    assert 'href="https://fenshire.example/a?b=1&amp;c=2"' in as_html(linked)
    [paragraph, _] = docx.Document(io.BytesIO(as_word(linked))).paragraphs
    assert paragraph.hyperlinks[0].url == "https://fenshire.example/a?b=1&c=2"


def test_a_page_asks_for_nothing_from_elsewhere(documents: list[Document]) -> None:
    for document in documents:
        page = as_html(document)
        assert "default-src 'none'" in page
        assert not re.search(r"<(?:script|img|link|iframe)\b|url\(", page)
