"""A passage is what its paragraphs say, and nothing of what stands between them elsewhere."""

from __future__ import annotations

import pytest

from ingest.passages import passages
from ingest.records import Record
from tests.ingest.samples import RECORDS, parsed, parsed_text

SHORT = """Fenshire County Council

Rivers Committee

Minutes of the meeting held on 12 March 2019 at 10.00 am

1. Apologies

1.1 Apologies were received from Cllr Dan Teasel.

2. Otters

2.1 Otters had come back.

The meeting ended at 12.15 pm
"""
HELD = [parsed_text(SHORT), *map(parsed, RECORDS)]


@pytest.mark.parametrize("record", HELD, ids=lambda record: record.source.name)
def test_a_passage_holds_no_paragraph_but_its_own(record: Record) -> None:
    made = passages(record, lambda text: len(text.split()), 256)
    assert sorted(p for passage in made for p in passage.paragraphs) == sorted(p.id for p in record.paragraphs())
    for passage in made:
        others = [p for p in record.paragraphs() if p.id not in passage.paragraphs]
        assert not [p.id for p in others if p.start < passage.end and passage.start < p.end]


def test_the_closing_lines_of_short_minutes_are_no_part_of_their_header() -> None:
    made = passages(HELD[0], lambda text: len(text.split()), 256)
    [closing] = [passage for passage in made if "ended" in passage.text]
    assert closing.text == "The meeting ended at 12.15 pm"
