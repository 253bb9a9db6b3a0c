"""What holds of every record, whatever its house style."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import RecordRefused
from ingest.layouts.meeting import Given
from tests.ingest.laws import assert_covered
from tests.ingest.samples import RECORDS, parsed_text, sample

SHARED = Path(__file__).parents[4] / "shared"
GIVEN = Given("Testshire County Council", "Scrutiny Committee", dt.date(2020, 1, 1))
LAYOUTS = sorted((SHARED / "layouts").glob("*.txt"))

each_sample = pytest.mark.parametrize("stem", [path.stem for path in RECORDS])


@each_sample
def test_every_visible_character_is_in_exactly_one_piece(stem: str) -> None:
    assert_covered(sample(stem))


@each_sample
def test_ids_are_unique(stem: str) -> None:
    ids = [p.id for p in sample(stem).paragraphs()] + [i.id for i in sample(stem).meeting.items]
    assert len(ids) == len(set(ids))


@each_sample
def test_paragraphs_stand_in_order_inside_their_items(stem: str) -> None:
    for item in sample(stem).meeting.items:
        at = item.start
        for paragraph in item.paragraphs:
            assert at <= paragraph.start <= paragraph.end <= item.end
            at = paragraph.end


@each_sample
def test_parsing_twice_gives_the_same(stem: str) -> None:
    record = sample(stem)
    assert parsed_text(record.text, record.source.name).meeting == record.meeting


@pytest.mark.skipif(
    not LAYOUTS, reason="../shared/layouts is not here: real layouts of other councils are not part of the project"
)
def test_every_real_layout_is_read_and_covered() -> None:
    for path in LAYOUTS:
        record = parsed_text(path.read_text("utf-8"), path.name, GIVEN)
        assert_covered(record)
        assert record.meeting.items, path.name


lines = st.sampled_from(
    [
        "12.",
        "13.",
        "14 Budget",
        "Minutes:",
        "RESOLVED:",
        "ACTION: Ann Lee",
        "That the report be noted.",
        "a)   That it be noted;",
        "•  A point was made",
        "· ",
        "iv)  ...  view the full minutes text for item 12.",
        "Members agreed that more was needed.  ...  view the full minutes text for item 13.",
        "Update on roads pdf icon PDF 12 KB",
        "The Director responded:",
        "Additional documents:",
        "No. Item",
        "19 January 2021",
        "Present: Mr A Bee (Chair",
        "\u00a0",
        "",
        "and so it went\u200b on",
        "Apologies were received from Councillor Dee.",
        "| Row | Additional documents: Minutes: It was noted. |",
    ]
)


@given(st.lists(lines, max_size=30))
@settings(max_examples=300, deadline=None)
def test_any_mixture_of_lines_is_covered_or_refused(rows: list[str]) -> None:
    text = "Highways Committee - Monday, 4 January 2021 10.00 am\n\n" + "\n".join(rows)
    try:
        record = parsed_text(text, given=GIVEN)
    except RecordRefused:
        return
    assert_covered(record)
    ids = [p.id for p in record.paragraphs()]
    assert len(ids) == len(set(ids))
