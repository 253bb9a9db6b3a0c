"""The record beside the conversation: the quoted words marked, everything around them shown, nothing of it markup."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.markup import web_address
from assistant.web.places import Place, item_at, place_of
from assistant.web.reader import item_panel, marked
from ingest.originals import Pages
from ingest.records import Record, State, fold_spaces
from tests.assistant.web.fakes import cite, hostile, item
from tests.assistant.web.injections import INJECTIONS, Seen, seen
from tests.ingest.samples import RECORDS, sample

SAMPLES = [path.stem for path in RECORDS]
QUOTE = "Some members of the committee felt that the press release"


@pytest.fixture
def record() -> Record:
    return sample("gloucestershire-2019-06-07")


def panel(record: Record, words: str) -> Seen:
    """The panel that a citation of these words opens."""
    citation = cite(record, words)
    return seen(item_panel(record, place_of(record, citation.item, citation.start, citation.end)))


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_the_mark_is_exactly_the_quoted_words(text: str, start: int, end: int) -> None:
    shown = seen(marked(text.replace("\r", "").replace("\0", ""), [(start, end)] if start < end else []))
    text = text.replace("\r", "").replace("\0", "")
    assert shown.text == text
    assert shown.marked == (text[start:end] if start < end else "")


@pytest.mark.parametrize("stem", SAMPLES)
def test_every_paragraph_of_every_sample_can_be_cited(stem: str) -> None:
    """Law: what is marked is the slice of the record, in the item that holds it, with the whole item around it."""
    record = sample(stem)
    for paragraph in record.paragraphs():
        found = record.item_of(paragraph.id)
        start = paragraph.start + (paragraph.end - paragraph.start) // 3
        place = place_of(record, found, start, paragraph.end)
        assert item_at(record, place) == found
        shown = seen(item_panel(record, place))
        assert shown.marked == record.slice(start, paragraph.end)
        for other in found.paragraphs if found else record.meeting.header:
            assert record.slice(other.start, other.end) in shown.text


def test_words_over_two_paragraphs_are_marked_in_both(record: Record) -> None:
    first, second, *_ = item(record, "26").paragraphs
    shown = seen(item_panel(record, place_of(record, item(record, "26"), first.end - 20, second.start + 30)))
    assert shown.marked == record.slice(first.end - 20, first.end) + record.slice(second.start, second.start + 30)


def test_the_heading_says_where_the_words_stand(record: Record) -> None:
    text = fold_spaces(panel(record, QUOTE).text)
    for part in [
        "Gloucestershire County Council: Children and Families Overview and Scrutiny Committee",
        "Meeting of 7 June 2019",
        "Item 25: Ofsted Improvement Letter (from 30 April/1 May 2019 Monitoring Visit)",
        "Number as printed in the minutes",
        "Cut off in the published text",
        "The published text of item 25 stops before its end",
        "Gloucestershire County Council, Children and Families Overview and Scrutiny Committee, 7 June 2019,"
        " minute 25.2",
        "gloucestershire-2019-06-07.txt",
    ]:
        assert part in text


def test_inferred_numbers_are_told() -> None:
    record = sample("leicestershire-2019-09-03")
    social_workers = item(record, "27")
    first = social_workers.paragraphs[2]
    text = seen(item_panel(record, place_of(record, social_workers, first.start, first.end))).text
    assert "Number not printed: inferred from the order of the items" in text
    assert "3 September 2019, item 27 (number inferred), paragraph i" in text


def test_agenda_text_is_set_apart() -> None:
    record = sample("leicester-2025-01-14")
    html = item_panel(record, place_of(record, item(record, "113")))
    before, _, agenda = html.partition("Agenda text: what was put to the meeting, not what happened")
    assert agenda
    assert before.endswith('<p class="mb-part">')
    assert html.count('aria-label="Agenda text"') == 1
    assert html.index('aria-label="Agenda text"') < html.index('aria-label="Minutes"')


def test_drafts_are_told(record: Record) -> None:
    draft = replace(record, meeting=replace(record.meeting, state=State.DRAFT))
    assert "Draft minutes" in panel(draft, QUOTE).text
    assert "Draft" not in panel(record, QUOTE).text


def test_the_page_is_told_and_that_a_machine_read_it(record: Record) -> None:
    shown = panel(replace(record, pages=Pages((0, 1), (2,))), QUOTE).text
    assert ", page 2" in shown
    assert "text recognition (OCR)" in shown
    assert ", page" not in panel(record, QUOTE).text


def test_the_published_page_is_linked_where_it_is_one_of_the_web(record: Record) -> None:
    address = "https://example.gov.uk/ieListDocuments.aspx?CId=1&MId=2"
    for url, linked in [(address, True), ("javascript:alert(1)", False), (None, False)]:
        known = replace(record, source=replace(record.source, url=url))
        away = [link for link in panel(known, QUOTE).links if not link.startswith(("record/", "meeting/"))]
        assert away == ([url] if linked else [])
        assert all(web_address(link) for link in away)


def test_a_replaced_record_marks_nothing_and_says_so(record: Record) -> None:
    citation = cite(record, QUOTE)
    place = place_of(record, citation.item, citation.start, citation.end)
    again = replace(record, source=replace(record.source, sha256="f" * 64))
    shown = seen(item_panel(again, place))
    assert shown.marked == ""
    assert "taken in again after the answer was given" in shown.text


def test_an_item_that_is_not_there_is_no_item(record: Record) -> None:
    with pytest.raises(KeyError):
        item_panel(record, Place(record.meeting.id, "999"))


def test_neighbours_lead_to_the_items_before_and_after(record: Record) -> None:
    assert [place_of(record, item(record, n)).href for n in ("24", "26")] == [
        link for link in panel(record, QUOTE).links if link.startswith("record/")
    ]


@pytest.mark.parametrize("text", INJECTIONS)
def test_markup_in_a_record_is_text(text: str) -> None:
    """In an item's title, a paragraph, the names of council, committee and file."""
    record = hostile(text)
    start = record.text.index(text)
    shown = seen(item_panel(record, place_of(record, record.meeting.items[0], start, start + len(text))))
    plain = {"article", "header", "p", "h2", "ul", "li", "div", "section", "span", "mark", "button", "nav", "a"}
    assert set(shown.elements) <= plain
    assert not [name for name, _ in shown.attributes if name.startswith("on")]
    assert shown.marked == text
    assert shown.text.count(fold_spaces(text)) >= 4
