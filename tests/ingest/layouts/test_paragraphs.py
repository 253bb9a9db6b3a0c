"""Where paragraphs begin and end, what is no word of theirs, and what is agenda."""

from __future__ import annotations

import datetime as dt

import pytest

from ingest.layouts.meeting import Given
from ingest.records import ItemNumber, Part, fold_spaces
from tests.ingest.layouts.anyshire import GIVEN
from tests.ingest.samples import parsed_text


def test_agenda_text_is_kept_apart_from_minutes() -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1.\n\nPotholes\n\nTo receive the report.\n\nMinutes:\n\n"
        "The report was received.\n",
        given=GIVEN,
    )
    assert [p.part for p in record.meeting.items[0].paragraphs] == [Part.AGENDA, Part.MINUTES]


def test_sentences_broken_by_a_page_are_one_paragraph_and_lists_are_not() -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1.\n\nPotholes\n\nMinutes:\n\n"
        "The panel heard that the work on the\n\nnorth road was done.\n\n•  First point\n\n•  Second point\n",
        given=GIVEN,
    )
    words = [fold_spaces(record.slice(p.start, p.end)) for p in record.meeting.items[0].paragraphs]
    assert words == ["The panel heard that the work on the north road was done.", "First point", "Second point"]


def test_paragraphs_that_count_within_an_item_name_it() -> None:
    record = parsed_text(
        "Agenda item\n\nPotholes\n\nMinutes:\n\n85.1    It was late.\n\n85.2    It was noted.\n",
        given=Given("Anyshire County Council", "Roads Panel", dt.date(2021, 1, 4)),
    )
    [item] = record.meeting.items
    assert (item.number, item.number_is, item.title) == ("85", ItemNumber.INFERRED, "Potholes")


def test_blank_lines_behind_every_line_divide_nothing() -> None:
    lines = [
        "The Director said that the works on the bridge would begin in the spring of",
        "the next year and that all who live beside it would be told in good time by",
        "letter, which the members welcomed, though some of them thought that more of",
        "it could be done by night.",
        "Councillor Dee asked who would pay.",
    ]
    text = "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1.\n\nBridge\n\n" + "\n\n".join(lines * 4)
    record = parsed_text(f"{text}\n\n2.\n\nRates\n\nIt was noted.\n", given=GIVEN)
    first = record.meeting.items[0].paragraphs
    assert len(first) == 8
    assert fold_spaces(record.slice(first[0].start, first[0].end)) == " ".join(lines[:4])


def test_page_numbers_and_rules_are_no_words_of_a_paragraph() -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1.\n\nBridge\n\nThe works would begin in the spring and\n"
        "---\n2\n\ngo on until winter.\n\n2.\n\nRates\n\nIt was noted.\n",
        given=GIVEN,
    )
    [paragraph] = record.meeting.items[0].paragraphs
    assert record.slice(paragraph.start, paragraph.end).endswith("until winter.")
    assert any(p.kind.value == "furniture" and record.slice(p.start, p.end) == "2" for p in record.pieces)


@pytest.mark.parametrize(
    ("line", "is_furniture"),
    [
        ("[Original file](https://example.org/a/minutes%20(1).pdf)", True),
        ("See [the report](https://example.org/report.pdf) for more.", False),
        ("[Not for publication] (a note)", False),
    ],
)
def test_a_line_that_is_only_a_link_belongs_to_the_page(line: str, *, is_furniture: bool) -> None:
    text = (
        f"Fenshire County Council\n\nRivers Committee\n\n12 March 2019\n\n1. Otters\n\nThe Warden reported.\n\n{line}\n"
    )
    record = parsed_text(text)
    assert (
        any(record.slice(p.start, p.end) == line for p in record.pieces if p.kind.value == "furniture") == is_furniture
    )


def test_agenda_text_that_is_cut_off_is_known_to_be() -> None:
    record = parsed_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n\n1.\n\n\nPaths\n\n\nTo consider the paths of the park"
        "  ...  view the full agenda text for item 1.\n\n\nMinutes:\n\n\nThe panel noted the report.\n",
        given=GIVEN,
    )
    [item] = record.meeting.items
    assert item.truncated
    assert [(p.part, p.truncated) for p in item.paragraphs] == [(Part.AGENDA, True), (Part.MINUTES, False)]
