"""A quote is found where it stands, or it is no quote."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.locate import FEWEST_CHARACTERS, FEWEST_WORDS, fold, is_enough, locate

AWKWARD = st.text(alphabet="ab ’'‘“\"–-—\u00a0\n\u200bﬁß.É1", max_size=60)


@given(AWKWARD, st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=1000, deadline=None)
def test_what_is_found_is_the_texts_own_words(text: str, first: int, last: int) -> None:
    found = locate(text, text[first:last])
    if found is not None:
        start, end = found
        assert fold(text[start:end])[0].strip() == fold(text[first:last])[0].strip()


@given(st.lists(st.sampled_from(["the", "report", "was", "noted", "Ofsted’s", "–", "£5,000"]), min_size=4, max_size=12))
def test_any_run_of_whole_words_is_found(words: list[str]) -> None:
    text = " ".join(words)
    quote = " ".join(words[1:])
    wanted = fold(quote)[0]
    found = locate(text, quote.replace("’", "'").replace("–", "-").upper())
    if len(wanted) >= FEWEST_CHARACTERS and len(wanted.split()) >= FEWEST_WORDS:
        assert found is not None
        assert fold(text[found[0] : found[1]])[0] == wanted


@pytest.mark.parametrize(
    "quote",
    [
        "the level of turnover was too high",  # another word
        "level of chur",  # a word cut in two
        "evel of churn",
        "no",  # too short to prove anything
        "",
        "was  too …  high",  # words left out
    ],
)
def test_what_does_not_stand_there_is_not_found(quote: str) -> None:
    assert locate("He agreed that the level of churn was too high.", quote) is None


def test_quotes_dashes_case_and_spaces_may_differ() -> None:
    text = "The council’s “Road\u00a0to\nExcellence” – 2017–2020"
    found = locate(text, 'the COUNCIL\'S "road to excellence" - 2017-2020')
    assert found == (0, len(text))


def test_marks_of_emphasis_may_differ_and_stay_in_the_slice() -> None:
    text = "It was **agreed** to **write to the** **Minister**."
    found = locate(text, "agreed to write to the Minister")
    assert found is not None
    assert text[slice(*found)] == "agreed** to **write to the** **Minister"


def test_a_quote_is_only_sought_where_it_was_taken_from() -> None:
    text = "The report was noted. The report was noted."
    assert locate(text, "report was noted", 22) == (26, 42)
    assert locate(text, "report was noted", 0, 10) is None


@pytest.mark.parametrize("quote", ["resolved", "“Resolved,”", " resolved\n", "a b", "*no* *a*"])
def test_one_word_or_a_few_letters_prove_nothing(quote: str) -> None:
    assert not is_enough(quote)
    assert locate("It was resolved, as a b and no a.", quote) is None


def test_what_cannot_be_seen_parts_no_word() -> None:
    text = "The com\u00admittee agreed\u200b to the pro\u2060posal."
    found = locate(text, "committee agreed to the proposal")
    assert found is not None
    assert text[slice(*found)] == "com\u00admittee agreed\u200b to the pro\u2060posal"
    assert locate("committee agreed", "com\u00admittee agreed") is not None


def test_words_cut_from_longer_ones_do_not_hide_where_they_stand_whole() -> None:
    text = "To relate the planning; later, late the plan."
    found = locate(text, "late the plan")
    assert found is not None
    assert found[0] == text.rindex("late the plan")
