"""What holds of every document, record and passage, whatever file it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from ingest.encoding import texts_of
from ingest.layouts.meeting import NOTHING_GIVEN, Given, parse
from ingest.originals import PieceKind, Source
from ingest.passages import Passage, passages
from ingest.readers import Document, read
from ingest.readers.lines import plain_lines
from ingest.records import Item, Paragraph, Record, fold_spaces

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_SEEN = re.compile(rf"[^\s{_INVISIBLE}]")
_BLANKED = {"*": " ", "_": " "}  # marks of emphasis, which Markdown has within a line
_MOST_TOKENS = 64


def assert_document(document: Document) -> None:
    """Lines stand in order, do not overlap, and are what stands at their places; nothing seen is outside them."""
    at = 0
    for line in document.lines:
        assert at <= line.outer_start <= line.start < line.end <= line.outer_end <= len(document.text), line
        assert not _SEEN.search(document.text, at, line.outer_start), "something is seen between two lines"
        at = line.outer_end
        assert len(line.text) == line.end - line.start, line
        printed = plain_lines(document.text[line.start : line.end])[0].text
        assert all(said in {mark, _BLANKED.get(mark)} for said, mark in zip(line.text, printed, strict=True)), line
    assert not _SEEN.search(document.text, at), "something is seen behind the last line"
    assert list(document.pages.starts) == sorted(document.pages.starts)
    assert all(0 <= page <= len(document.text) for page in document.pages.starts)
    document.text.encode()  # half of a character pair can be neither stored nor shown


def assert_covered(record: Record) -> None:
    """Every visible character stands in exactly one piece."""
    at = 0
    for piece in record.pieces:
        assert piece.start <= piece.end <= len(record.text), piece
        overlap = record.text[piece.start : min(at, piece.end)]
        assert not overlap.strip(), (piece, overlap)
        missed = _SEEN.search(record.text, at, max(at, piece.start))
        assert missed is None, record.text[max(0, missed.start() - 40) : missed.start() + 40] if missed else ""
        at = max(at, piece.end)
    missed = _SEEN.search(record.text, at)
    assert missed is None, record.text[max(0, missed.start() - 40) : missed.start() + 40] if missed else ""


def assert_record(record: Record) -> None:
    """Every character is accounted for, every id is of one thing, every offset gives the words it is said to give."""
    assert_covered(record)
    items = record.meeting.items
    ids = [item.id for item in items] + [paragraph.id for paragraph in record.paragraphs()]
    assert len(ids) == len(set(ids)), "an id stands for two"
    assert all(identity.startswith(f"{record.meeting.id}/") for identity in ids)
    edges = _edges(record)
    for paragraph in record.paragraphs():
        _assert_paragraph(record, paragraph, edges)
    for before, after in pairwise(items):
        assert before.end == after.start, (before.id, after.id)
    for item in items:
        _assert_item(record, item)
    for person in record.meeting.attendance:
        words = record.slice(person.start, person.end)
        assert words.strip(), person
        assert words == words.strip(), person
    for future in record.meeting.future_meetings:
        assert str(future.date.year) in record.slice(future.start, future.end), future


def _edges(record: Record) -> tuple[set[int], set[int]]:
    """Where words, markers and labels begin and end: nowhere else may a paragraph."""
    kinds = {PieceKind.TEXT, PieceKind.MARKER, PieceKind.LABEL, PieceKind.TRUNCATION}
    whole = {PieceKind.HEADER, PieceKind.CLOSING} | kinds
    pieces = [piece for piece in record.pieces if piece.kind in whole]
    return {p.start for p in pieces} | {p.end for p in pieces}, {p.end for p in pieces} | {p.start for p in pieces}


def _assert_paragraph(record: Record, paragraph: Paragraph, edges: tuple[set[int], set[int]]) -> None:
    starts, ends = edges
    assert 0 <= paragraph.start <= paragraph.end <= len(record.text), paragraph
    words = record.slice(paragraph.start, paragraph.end)
    assert len(plain_lines(words)) > 0 or not words, (paragraph, words)
    assert words == words.strip(), (paragraph, words)
    assert paragraph.start in starts, (paragraph, words)
    assert paragraph.end in ends, (paragraph, words)


def _assert_item(record: Record, item: Item) -> None:
    at = item.start
    for paragraph in item.paragraphs:
        assert at <= paragraph.start <= paragraph.end <= item.end, (item.id, paragraph)
        at = paragraph.end
    assert item.start <= item.title_start <= item.title_end <= max(item.end, item.title_end), item.id
    ours = {paragraph.id for paragraph in item.paragraphs}
    for outcome in item.outcomes:
        assert outcome.paragraph in ours, outcome
        assert item.start <= outcome.start < outcome.end <= item.end, outcome
        assert record.slice(outcome.start, outcome.end).strip(), outcome


def assert_passages(record: Record, made: Iterable[Passage]) -> None:
    """Passages are slices that hold their paragraphs; each paragraph is in one; their windows are inside them."""
    held: list[str] = []
    for passage in made:
        assert passage.text == record.slice(passage.start, passage.end), passage.id
        held += passage.paragraphs
        for window in (*passage.windows, *passage.sentences):
            assert passage.start <= window.start <= window.end <= passage.end, (passage.id, window)
        at = passage.start
        for window in passage.windows:
            assert not record.slice(at, max(at, window.start)).strip(), (passage.id, window)
            at = max(at, window.end)
        assert not record.slice(at, passage.end).strip(), passage.id
        assert_sentences_placed(record, passage)
    assert held == [paragraph.id for paragraph in record.paragraphs()]


def assert_sentences_placed(record: Record, passage: Passage) -> None:
    """In what is put to the model each sentence is found, in order; whole, if a window holds it whole."""
    found = [text.text[start:end] for text in texts_of(passage) for start, end in text.sentences]
    for sentence, words in zip(passage.sentences, found, strict=True):
        said = fold_spaces(record.slice(sentence.start, sentence.end))
        is_whole = any(w.start <= sentence.start and sentence.end <= w.end for w in passage.windows)
        assert words == said if is_whole else words and words in said, (passage.id, words, said)


def tokens(text: str) -> int:
    """Tokens as a toy tokenizer counts them."""
    return len(text.split()) + 2


def taken_in(data: bytes, name: str, given: Given = NOTHING_GIVEN) -> Record:
    """The record in some bytes, all its laws tried on the way from bytes to passages. Raises `RecordRefused`."""
    document = read(data, name)
    assert_document(document)
    record = parse(document, Source(name, f"/records/{name}", "0" * 64, document.format, document.url), given)
    assert record.text == document.text
    assert_record(record)
    assert_passages(record, passages(record, tokens, _MOST_TOKENS))
    return record
