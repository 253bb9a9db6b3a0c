"""An acronym is what a text spells out: each letter the first of a word beside it, and nothing guessed."""

from __future__ import annotations

import pytest

from ingest.acronyms import spelled_out


@pytest.mark.parametrize(
    ("text", "acronym", "words"),
    [
        ("a report of the Otter Watch Panel (OWP) was noted", "OWP", "Otter Watch Panel"),
        ("the Board of Locks and Weirs (BLW)", "BLW", "Board of Locks and Weirs"),
        ("the Department for Eels (DfE) wrote", "DfE", "Department for Eels"),
        ("two Weir Keepers (WKs) came", "WK", "Weir Keepers"),
        ("the river’s Multi-agency Ferry Hub (MAFH)", "MAFH", "Multi-agency Ferry Hub"),
        ("heard from OWP (Otter Watch Panel) on this", "OWP", "Otter Watch Panel"),
        ("Children’s Otter Fund (COF)", "COF", "Children’s Otter Fund"),
    ],
)
def test_words_are_taken_that_the_letters_begin(text: str, acronym: str, words: str) -> None:
    [found] = spelled_out(text)
    assert (found.acronym, found.words) == (acronym, words)
    assert words in text[found.start : found.end]
    assert acronym in text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        "the panel met (OWP)",
        "the ferry, which runs daily (LPG)",
        "Otter Watch. Panel (OWP)",  # a sentence ends between
        "Otter Watch Panel (owp)",
        "the weir (A)",
        "",
    ],
)
def test_letters_that_no_words_spell_out_are_no_acronym(text: str) -> None:
    assert list(spelled_out(text)) == []
