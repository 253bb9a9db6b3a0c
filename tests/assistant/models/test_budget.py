"""What fits is whole, the most useful is first, and what was left out can be told."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Evidence, Turn
from assistant.models import budget
from assistant.models.budget import Counter, counter, fit, fit_turns
from assistant.models.excerpts import excerpt, seen, told
from ingest.records import fold_spaces
from tests.assistant.made_up import FLOODS, TRAMS, cut, record

WORDS = Counter(lambda text: len(text.split()), "words")
PLACES = [Evidence(passage, record(text), 1.0) for text in (FLOODS, TRAMS) for passage in cut(text)]
TURNS = st.lists(st.builds(Turn, st.text(max_size=60), st.text(max_size=200)), max_size=6)


@given(st.integers(0, 400))
def test_what_fits_is_within_the_room_whole_and_in_order(room: int) -> None:
    fitted = fit(PLACES, room, WORDS)
    assert WORDS.count(fitted.text) <= room
    assert list(fitted.evidence) == [one for one in PLACES if one in fitted.evidence]
    for number, one in enumerate(fitted.evidence, start=1):
        assert excerpt(number, one) in fitted.text
    assert fitted.used == sum(len(one.passage.paragraphs) for one in fitted.evidence)
    assert bool(fitted.notes) == (fitted.used < fitted.relevant)


def test_no_paragraph_is_cut() -> None:
    for one in PLACES:
        text = excerpt(1, one)
        for identity in one.passage.paragraphs:
            paragraph = one.record.paragraph(identity)
            assert fold_spaces(one.record.slice(paragraph.start, paragraph.end)) in text


def test_every_line_of_a_record_is_marked_as_one() -> None:
    for one in PLACES:
        first, *lines = excerpt(3, one).splitlines()
        assert first == "[3]"
        assert all(line.startswith("| ") for line in lines)


@given(TURNS, st.integers(0, 80))
def test_history_is_trimmed_by_whole_turns_the_oldest_first(turns: list[Turn], room: int) -> None:
    kept = fit_turns(turns, room, WORDS)
    assert list(kept) == turns[len(turns) - len(kept) :]
    assert sum(WORDS.count(told([turn])) for turn in kept) <= room


def test_the_substitute_is_named_and_counts_more_than_the_embedding_model() -> None:
    counted = counter(lambda text: len(text.split()))
    assert "embedding model" in counted.how
    assert counted.count("one two three four five") > 5


def test_a_table_that_is_not_the_right_one_is_neither_used_nor_fetched_anew(tmp_path: Path) -> None:
    name = hashlib.sha1(budget._ADDRESS.encode(), usedforsecurity=False).hexdigest()
    (tmp_path / name).write_bytes(b"IQ== 0\n")
    assert "embedding model" in counter(len, tmp_path).how
    assert (tmp_path / name).read_bytes() == b"IQ== 0\n"
    assert "embedding model" in counter(len, tmp_path / "nowhere").how


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\U000e0041", "\x00", "\ufeff", "\u00ad", "\ud800"])
def test_what_a_reader_does_not_see_is_not_sent(hidden: str) -> None:
    assert seen(f"The{hidden} barrier\nheld") == "The barrier held"
