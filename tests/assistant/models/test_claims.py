"""What a model wrote is read piece by piece, and nothing of it is trusted."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Evidence
from assistant.models.claims import Reader, WrittenClaim, as_draft, from_prose, is_plain
from tests.assistant.made_up import cut, record

WORDS = st.text(st.characters(codec="utf-8"), max_size=40)
CLAIMS = st.lists(
    st.builds(WrittenClaim, WORDS, st.lists(st.tuples(st.integers(1, 99), WORDS), max_size=3).map(tuple)), max_size=4
)


def written(claims: list[WrittenClaim], *, ascii_only: bool = False) -> str:
    made = [{"text": c.text, "quotes": [{"passage": n, "text": words} for n, words in c.quotes]} for c in claims]
    return json.dumps({"claims": made}, ensure_ascii=ascii_only)


@given(CLAIMS, st.integers(1, 30), st.booleans())
def test_claims_are_the_same_however_the_words_come(claims: list[WrittenClaim], size: int, ascii_only: bool) -> None:  # noqa: FBT001  # hypothesis gives it
    text = f"Here you are: {written(claims, ascii_only=ascii_only)} Anything else?"
    reader = Reader()
    read = [c for at in range(0, len(text), size) for c in reader.feed(text[at : at + size])]
    assert read == claims
    assert reader.is_whole


@given(CLAIMS.filter(bool), st.data())
def test_a_text_that_is_cut_gives_the_claims_that_were_whole(claims: list[WrittenClaim], data: st.DataObject) -> None:
    text = written(claims)
    reader = Reader()
    read = list(reader.feed(text[: data.draw(st.integers(0, len(text) - 2))]))
    assert read == claims[: len(read)]
    assert not reader.is_whole


@given(st.text(max_size=300))
def test_no_words_are_too_odd_to_read(text: str) -> None:
    reader = Reader()
    list(reader.feed(text))
    list(reader.feed('{"claims": [' + text))
    from_prose(text)


PROSE = [
    ("It had held twice. [1]", "It had held twice."),
    ("- **It had held twice** [1].", "It had held twice"),
    ("2) It had held twice (1)", "It had held twice"),
    ("The barrier held. [1] “It had held twice.”", "The barrier held."),
    ("The barrier held: “It had held twice” [1]", "The barrier held"),
]


@pytest.mark.parametrize(("line", "text"), PROSE)
def test_plain_words_with_the_number_of_a_passage_are_claims(line: str, text: str) -> None:
    [claim] = from_prose(f"Certainly!\n\n{line}\n")
    assert claim.text.rstrip(" .") == text.rstrip(" .")
    assert claim.quotes[0][0] == 1
    assert "held twice" in claim.quotes[0][1]


def test_several_sentences_of_a_line_are_several_claims() -> None:
    assert len(from_prose("It held twice. [1][2] Nobody had to move. [3]")) == 2


def test_a_claim_needs_a_passage_that_there_is_and_few_words() -> None:
    places = [Evidence(passage, record(), 1.0) for passage in cut()]
    words = "It had held twice."
    assert as_draft(WrittenClaim("It held.", ((1, words),)), places) is not None
    assert as_draft(WrittenClaim("It held.", ((len(places) + 1, words),)), places) is None
    assert as_draft(WrittenClaim("It held.", ()), places) is None
    assert as_draft(WrittenClaim("", ((1, words),)), places) is None
    assert as_draft(WrittenClaim("It held " * 80, ((1, words),)), places) is None


def test_a_claim_in_the_words_of_its_quote_is_one_of_the_record() -> None:
    places = [Evidence(passage, record(), 1.0) for passage in cut()]
    claim = as_draft(WrittenClaim("It had held  twice", ((1, "| It had\n| held twice."),)), places)
    assert claim is not None
    assert claim.is_quoted


@pytest.mark.parametrize(
    "text",
    [
        "See ![a](https://evil.example/x)",
        "See [this](/more)",
        "See www.evil.example",
        "See //evil.example/x",
        "Write to a@b.example",
        "<b>It held</b>",
        "It held &#33;",
        "javascript:alert(1)",
        "It `held`",
        "{{held}}",
    ],
)
def test_what_leads_elsewhere_is_no_plain_sentence(text: str) -> None:
    assert not is_plain(text)


@pytest.mark.parametrize(
    "text",
    ["The data: 12% and/or £3,000 (a fifth) in 2018/19.", "Cllr O’Neil's question [sic] was “why?”", "5 < 6 > 4"],
)
def test_the_signs_of_ordinary_minutes_are_plain(text: str) -> None:
    assert is_plain(text)
