"""A clipped name is read as the records write it out; what only looks like one is left as it is."""

from __future__ import annotations

import pytest

from assistant.asked.clipped import unclipped
from ingest.store import View


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("What did the Fen Cou agree?", "What did the Fenshire County agree?"),
        ("what did the fen cou agree", "what did the Fenshire County agree"),
        ("What did the Otter Couns agree?", "What did the Otter Couns agree?"),
        ("What did Cllr Rus say?", "What did Cllr Rus say?"),
    ],
)
def test_a_clipped_name_is_written_out_where_the_word_before_fits_too(text: str, right: str, moment: View) -> None:
    found, notes = unclipped(text, moment)
    assert found == right
    assert bool(notes) is (text != right)
