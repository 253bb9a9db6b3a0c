"""Nothing unsupported is shown, whoever wrote it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import Answer, Draft, DraftClaim, Evidence, Question, Quote, Searched, Support
from assistant.chain import AskChain
from assistant.retrieve import retrieve
from assistant.show import source_lines, to_json
from assistant.understand import understand
from assistant.verify import About, _notes_of, answer, check, cite
from ingest.records import FurtherSource, Pages, State
from ingest.store import Store


@pytest.fixture(scope="module")
def place(store: Store, chain: AskChain) -> Evidence:
    """The passage of minute 25.3."""
    with store.view() as view:
        understood = understand(Question("Cllr Boyles on the press release and the level of churn"), view.meetings())
        found = retrieve(understood, chain.embed(understood.text), view)
    return next(e for e in found if e.passage.id.endswith("/25.3"))


TRUE = "agreed that the level of churn was too high"


def test_an_invented_quote_is_no_citation(place: Evidence) -> None:
    assert cite(Quote(place, "Ofsted said that churn was unacceptable")) is None
    assert (
        check(DraftClaim("Ofsted said that churn was unacceptable.", (Quote(place, "churn was unacceptable"),))) is None
    )


def test_a_true_quote_is_a_slice_of_the_record(place: Evidence) -> None:
    citation = cite(Quote(place, TRUE.upper()))
    assert citation is not None
    assert citation.quote == TRUE
    assert citation.paragraph.label == "25.3"
    assert citation.speaker == "Cllr Boyles"


def test_words_of_the_record_are_verbatim(place: Evidence) -> None:
    checked = check(DraftClaim(TRUE, (Quote(place, TRUE),), is_quoted=True))
    assert checked is not None
    assert checked.support is Support.VERBATIM
    assert checked.text == f"Cllr Boyles: “{TRUE}”"


@pytest.mark.parametrize(
    "claim",
    [
        "The level of churn was not too high.",  # negation
        "The level of churn was 40 per cent.",  # a number from nowhere
        "Cllr Smith agreed that the level of churn was too high.",  # another name
        "Libraries would open on Sundays from next spring.",  # something else
    ],
)
def test_a_claim_that_says_more_than_its_quote_is_dropped(place: Evidence, claim: str) -> None:
    assert check(DraftClaim(claim, (Quote(place, TRUE),))) is None


def test_a_claim_in_other_words_that_its_quote_supports_is_shown(place: Evidence) -> None:
    checked = check(DraftClaim("Cllr Boyles agreed churn was too high.", (Quote(place, TRUE),)))
    assert checked is not None
    assert checked.support is Support.SUPPORTED


def test_words_put_forward_as_the_records_own_must_be(place: Evidence) -> None:
    assert check(DraftClaim("churn was too high, he agreed", (Quote(place, TRUE),), is_quoted=True)) is None


@pytest.mark.parametrize(("pages", "page", "is_told"), [((), None, False), ((0, 9, 30_000), 2, True)])
def test_a_citation_says_its_page_and_an_answer_that_leans_on_text_recognition_says_so(
    place: Evidence, pages: tuple[int, ...], page: int | None, *, is_told: bool
) -> None:
    scanned = replace(place, record=replace(place.record, pages=Pages(pages, (2,))))
    checked = check(DraftClaim(TRUE, (Quote(scanned, TRUE),), is_quoted=True))
    assert checked is not None
    about = About(Question("churn?"), Searched(1, None, None, (), ()), (scanned,), "", 0.0)
    reply = answer([checked], Draft((), "extractive"), about)
    assert isinstance(reply, Answer)
    assert to_json(reply)["citations"][0]["page"] == page
    assert ("page 2, characters" in source_lines(1, reply.citations[0])) == is_told
    assert any("Page 2" in note and "(OCR)" in note for note in reply.notes) == is_told


def test_an_answer_from_minutes_that_replace_a_draft_says_so(place: Evidence) -> None:
    record = place.record
    draft = FurtherSource(replace(record.source, name="draft.txt", location="/draft.txt"), State.DRAFT)
    for state, is_told in ((State.UNSTATED, True), (State.DRAFT, False)):
        meeting = replace(record.meeting, state=state)
        after = replace(place, record=replace(record, meeting=meeting, further=(draft,)))
        citation = cite(Quote(after, TRUE))
        assert citation is not None
        told = any("replace a draft of the same meeting" in note for note in _notes_of(citation))
        assert told is is_told
