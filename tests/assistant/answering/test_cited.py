"""A quote is cited where it was taken from, and what several say is told as no one's."""

from __future__ import annotations

import pytest

from assistant.answering.cited import cite, cited
from assistant.answers import DraftClaim, Evidence, Quote
from assistant.support import Refusal
from assistant.verify import judged
from ingest.passages import passages
from tests.assistant.words import MODEL, WordEmbedder
from tests.ingest.samples import parsed_text

SAID = (
    "Cllr Fell said that the ferry was late.",
    "Mr Orme replied that the tower was leaning.",
    "It was noted that the lamps were out.",
)
WHOLE = " ".join(SAID)


def place(body: str, item: int = 1) -> Evidence:
    """The passage of an item of made-up minutes."""
    head = "Fenshire County Council\n\nFerries Panel\n\nMinutes of the meeting held on 5 May 2020 at 10.00 am\n\n"
    record = parsed_text(f"{head}1. Business\n\n{body}\n\n2. Other\n\nThe quay was wet, and the ferry was late.\n")
    cut = passages(record, WordEmbedder().count_tokens, MODEL.max_tokens)
    return Evidence(next(p for p in cut if p.item_id == record.meeting.items[item - 1].id), record, 1.0)


@pytest.fixture(params=["\n\n", " "], ids=["in three paragraphs", "in one paragraph"])
def said(request: pytest.FixtureRequest) -> Evidence:
    return place(str(request.param).join(SAID))


def test_a_quote_that_runs_through_paragraphs_is_cited_from_each_with_its_speaker() -> None:
    found = cited(Quote(place("\n\n".join(SAID)), WHOLE.removesuffix(" out.")))
    assert [(c.quote, c.speaker) for c in found] == [
        (SAID[0], "Cllr Fell"),
        (SAID[1], "Mr Orme"),
        (SAID[2].removesuffix(" out."), None),
    ]
    assert all(c.paragraph.start <= c.start < c.end <= c.paragraph.end for c in found)


def test_a_word_taken_of_the_next_paragraph_is_left_out() -> None:
    found = cited(Quote(place("\n\n".join(SAID)), "the ferry was late. Mr"))
    assert [c.quote for c in found] == ["the ferry was late."]


def test_a_list_is_cited_with_the_line_that_announces_it() -> None:
    body = (
        "Cllr Fell asked about these works:\n\n• the sluice at the weir;\n\n• the pumps.\n\nMr Orme agreed with this."
    )
    found = cited(Quote(place(body), "about these works: • the sluice at the weir; • the pumps. Mr Orme agreed"))
    assert [c.quote.split()[-1] for c in found] == ["pumps.", "agreed"]


def test_words_that_stand_elsewhere_too_are_cited_from_where_they_were_taken() -> None:
    first, second = place("\n\n".join(SAID)), place("\n\n".join(SAID), item=2)
    for evidence in (first, second):
        citation = cite(Quote(evidence, "the ferry was late"))
        assert citation is not None
        assert citation.item is not None
        assert citation.item.id == evidence.passage.item_id
    assert cite(Quote(second, "the tower was leaning")) is None


@pytest.mark.parametrize(
    ("claim", "shown"),
    [
        ("The ferry was late.", "Cllr Fell: The ferry was late."),
        ("The tower was leaning.", "Mr Orme: The tower was leaning."),
        ("Mr Orme said that the tower was leaning.", "Mr Orme said that the tower was leaning."),
    ],
)
def test_a_claim_is_credited_to_whoever_said_it_among_those_quoted(said: Evidence, claim: str, shown: str) -> None:
    (held,) = judged(DraftClaim(claim, (Quote(said, WHOLE),))).shown
    assert held.text == shown
    assert any("leaning" in c.quote for c in held.citations) == ("tower" in claim)


@pytest.mark.parametrize("apart", [True, False])
def test_what_two_said_between_them_is_credited_to_neither(said: Evidence, *, apart: bool) -> None:
    quotes = tuple(Quote(said, words) for words in SAID) if apart else (Quote(said, WHOLE),)
    found = judged(DraftClaim("The ferry was late and the tower was leaning.", quotes))
    assert found.shown == ()
    assert found.refused[0].why is Refusal.FACT
    assert judged(DraftClaim("Cllr Fell said that the tower was leaning.", quotes)).shown == ()


def test_an_opinion_that_is_no_ones_is_not_told_as_fact() -> None:
    words = "It was felt that the tower was leaning."
    found = judged(DraftClaim("The tower was leaning.", (Quote(place(words), words),)))
    assert (found.shown, [refused.why for refused in found.refused]) == ((), [Refusal.FACT])


def test_the_records_words_of_several_paragraphs_are_told_as_whose_each_is() -> None:
    shown = judged(
        DraftClaim.quoting(Quote(place("\n\n".join(SAID)), WHOLE.removeprefix("Cllr Fell said that ")))
    ).shown
    assert [held.text for held in shown] == ["Cllr Fell: “the ferry was late.”", SAID[1], SAID[2]]


def test_bullets_of_one_speaker_are_told_together() -> None:
    evidence = place("The Director gave an overview. Key points were:\n\n• Work had begun.\n\n• It would end in May.")
    words = "Work had begun. • It would end in May."
    (shown,) = judged(DraftClaim.quoting(Quote(evidence, words))).shown
    assert shown.text == f"The Director: “{words}”"
    assert [" ".join(citation.quote.split()) for citation in shown.citations] == [words]
