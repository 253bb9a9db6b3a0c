"""Nothing unsupported is shown, whoever wrote it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import Answer, Citation, Draft, DraftClaim, Evidence, Question, Quote, Searched, Support
from assistant.chain import AskChain
from assistant.retrieve import retrieve
from assistant.show import source_lines, to_json
from assistant.understand import understand
from assistant.verify import About, Verified, _notes_of, answer, check, cite, not_found, numbered, state_of
from ingest.originals import Pages
from ingest.records import FurtherSource, ItemNumber, Part, State
from ingest.store import Store
from tests.assistant.made_up import FLOODS, TRAMS, cut, record
from tests.ingest.samples import parsed_text


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


def _cited(text: str, words: str, name: str = "floods.txt") -> Citation:
    """Some words of made-up minutes, cited."""
    minutes = parsed_text(text, name)
    start = minutes.text.index(words)
    paragraph = next(p for p in minutes.paragraphs() if p.start <= start < p.end)
    return Citation(minutes, minutes.item_of(paragraph.id), paragraph, start, start + len(words))


def _claim(text: str, *citations: Citation) -> Verified:
    return Verified(text, citations, Support.VERBATIM)


def test_words_cited_twice_have_one_number_wherever_they_are_cited_again() -> None:
    one, two = _cited(FLOODS, "It had held twice."), _cited(FLOODS, "otters had come back")
    claims, citations = numbered([_claim("A", one), _claim("B", two), _claim("C", one, two, one)])
    assert [claim.citations for claim in claims] == [(1,), (2,), (1, 2)]
    assert citations == (one, two)


def test_the_same_place_of_two_meetings_is_two_citations() -> None:
    later = FLOODS.replace("12 March 2019", "14 March 2019")
    citations = [_cited(text, "It had held twice.") for text in (FLOODS, later)]
    assert len({(c.start, c.end) for c in citations}) == 1
    claims, shown = numbered([_claim("A", citations[0]), _claim("B", citations[1])])
    assert [claim.citations for claim in claims] == [(1,), (2,)]
    assert [c.record.meeting.date.day for c in shown] == [12, 14]


def _of_state(
    citation: Citation, *, state: State = State.UNSTATED, part: Part = Part.MINUTES, **item: object
) -> Citation:
    """A citation of a record and an item that stand otherwise."""
    assert citation.item is not None
    meeting = replace(citation.record.meeting, state=state)
    return replace(
        citation,
        record=replace(citation.record, meeting=meeting),
        item=replace(citation.item, **item),  # type: ignore[arg-type]
        paragraph=replace(citation.paragraph, part=part),
    )


def test_the_state_of_every_record_that_is_cited_is_told_whichever_is_cited_first() -> None:
    plain, other = _cited(FLOODS, "It had held twice."), _cited(TRAMS, "late on nine days", "trams.txt")
    told = {
        "are a draft": _of_state(other, state=State.DRAFT),
        "is agenda text": _of_state(other, part=Part.AGENDA),
        "are inferred": _of_state(other, number_is=ItemNumber.INFERRED),
        "of item 1 (9 September 2021) is cut off": _of_state(other, truncated=True),
    }
    for said, citation in told.items():
        for citations in ([plain, citation], [citation, plain]):
            [note] = state_of(citations)
            assert said in note
            assert "9 September 2021" in note
    assert list(state_of([plain, other])) == []


def test_each_item_that_is_cut_off_is_named() -> None:
    one, two = _cited(FLOODS, "It had held twice."), _cited(FLOODS, "otters had come back")
    [note] = state_of([_of_state(one, truncated=True), _of_state(two, truncated=True)])
    assert "items 3 (12 March 2019) and 4 (12 March 2019) is cut off" in note


def test_the_nearest_are_three_items_of_minutes_at_most_and_each_once() -> None:
    places = [Evidence(passage, record(text), 1.0) for text in (FLOODS, TRAMS) for passage in cut(text)]
    agenda = [replace(one, passage=replace(one.passage, part=Part.AGENDA)) for one in places]
    about = About(Question("?"), Searched(2, None, None, (), ()), (*agenda, *places), "", 0.0)
    nearest = not_found("Nothing.", "extractive", about).nearest
    assert all(one.passage.part is Part.MINUTES for one in nearest)
    assert len({one.passage.item_id for one in nearest} - {None}) == len(nearest) == 3


def test_a_refusal_tells_that_what_is_nearest_is_cut_off() -> None:
    place = next(e for e in (Evidence(passage, record(), 1.0) for passage in cut()) if e.item)
    meeting = place.record.meeting
    items = tuple(replace(item, truncated=True) for item in meeting.items)
    broken = replace(place, record=replace(place.record, meeting=replace(meeting, items=items)))
    for one, is_told in ((place, False), (broken, True)):
        reply = not_found(
            "Nothing.", "extractive", About(Question("?"), Searched(1, None, None, (), ()), (one,), "", 0)
        )
        assert any("item 1 (12 March 2019) is cut off" in note for note in reply.notes) == is_told
        assert to_json(reply)["truncated"] == [{"source": "floods.txt", "item": "1"}] * is_told
        assert to_json(reply)["citations"] == []
