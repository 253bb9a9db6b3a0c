"""Misspelt words are put right by the words of the records; everything else is left as it is."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.asked.spelling import respell
from ingest.store import View
from tests.assistant.words import WordEmbedder

KNOWN = frozenset(["badger", "trance", "carrier", "library", "what", "about", "built"])


class Reader(WordEmbedder):
    """Knows a few words whole; any other it reads letter by letter, as a tokenizer does with what is no word."""

    def count_tokens(self, text: str) -> int:
        return 3 if text.casefold() in KNOWN else len(text) + 2


def righted(text: str, view: View) -> tuple[str, tuple[str, ...]]:
    return respell(text, view, Reader)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("what about the barier?", "what about the barrier?"),
        ("the embankmant", "the embankment"),
        ("who inspceted the pumps", "who inspected the pumps"),
        ("what did fenshre do?", "what did fenshire do?"),
    ],
)
def test_a_misspelt_word_becomes_the_nearest_of_the_records_and_it_is_told(text: str, right: str, moment: View) -> None:
    found, notes = righted(text, moment)
    assert found == right
    wrong, better = next((a, b) for a, b in zip(text.split(), right.split(), strict=True) if a != b)
    assert notes == (f"Read “{wrong.strip('?')}” as “{better.strip('?')}”.",)


@pytest.mark.parametrize(
    "text",
    [
        "what about the barrier?",  # it stands in the records
        "what about the badger?",  # the model knows it
        "what about Bariers Ltd?",  # a name
        "what did fenshire do",  # a council
        "a pimp at the wier",  # too short
        "the xylophonist",  # near to nothing
        "the pumpover here",  # its stem is near to that of a word, it is not
        "12345 barrier's 2019/20",
        "",
    ],
)
def test_what_is_a_word_a_name_or_like_nothing_is_left(text: str, moment: View) -> None:
    assert righted(text, moment) == (text, ())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(text=st.text(max_size=30) | st.text("barietnd ’'", max_size=30))
def test_only_whole_words_change_each_with_its_note_and_what_is_right_stays_right(text: str, moment: View) -> None:
    found, notes = righted(text, moment)
    assert (found == text) == (not notes)
    assert len(notes) <= len(text.split()) + text.count("’") + text.count("'")
    assert righted(found, moment) == (found, ())
