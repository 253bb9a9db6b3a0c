"""Sentences are cut where people end them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It was late. It ended.", 2),
        ("Cllr. Boyles and Mr. A. Smith spoke, e.g. on roads. Others did not.", 2),
        ("Costs rose by 2.5 per cent to £1.6m. The panel noted it.", 2),
        ("Why were alerts not issued? Could there be more?", 2),
        ("It met at 2.00 pm in room G.01, Ground Floor.", 1),
        ("He called it a ‘slog’. It was.", 2),
        ("pressures, eg. the high cost panel. It was agreed.", 2),
        ("no stop at the end", 1),
        ("   ", 0),
    ],
)
def test_a_sentence_ends_where_people_end_it(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@given(st.text(alphabet="aB .!?\n\u00a0“”)", max_size=80))
def test_sentences_are_in_order_and_leave_out_only_white_space(text: str) -> None:
    at = 0
    for start, end in sentences(text):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()
