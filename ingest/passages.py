"""Meeting → passages of the right size for search, each with its heading as context, cited as paragraphs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.originals import PieceKind
from ingest.records import Item, ItemKind, OutcomeKind, Paragraph, Part, Record, fold_spaces
from ingest.sentences import sentences

_LONGEST = 900
"""Characters to which short paragraphs of one item are gathered; a longer paragraph is a passage by itself.

Tried on the known questions: 500, 700, 900 and 1,200 differ by less than their intervals; 900 keeps a list together
with the line that announces it.
"""
_SHORT = 160  # characters; a labelled paragraph this short says little by itself and joins its neighbours


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a passage that fits the embedding model."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of neighbouring paragraphs of one item, searched as one and cited by its paragraphs."""

    id: str  # that of its first paragraph
    meeting_id: str
    item_id: str | None  # None in the header
    part: Part
    kind: ItemKind
    paragraphs: tuple[str, ...]  # ids, in reading order
    start: int
    end: int
    text: str  # the slice of the record's text from start to end
    context: str  # council, committee, date, item title: searched and embedded with the text, never quoted
    windows: tuple[Window, ...]  # searched: a vector each, embedded behind the context
    sentences: tuple[Window, ...] = ()  # a vector each, embedded alone: what an answer is put together from


def passages(record: Record, count_tokens: Callable[[str], int], max_tokens: int) -> tuple[Passage, ...]:
    """The passages of a record, in reading order.

    ``count_tokens`` and ``max_tokens`` are the embedding model's: no window, put behind its context, is over the limit,
    so that nothing is silently cut.
    """
    made: list[Passage] = []
    meeting = record.meeting
    place = f"{meeting.council.name}, {meeting.committee.name}, {meeting.date.day} {meeting.date:%B %Y}"
    place = _cut(place, count_tokens, max_tokens // 2)
    for run in _runs(record, meeting.header, None):
        made.append(_passage(record, run, None, place, count_tokens, max_tokens))
    for item in meeting.items:
        context = _cut(f"{place}. {item.title}".rstrip(". ") + ".", count_tokens, max_tokens // 2)
        for run in _runs(record, item.paragraphs, item):
            made.append(_passage(record, run, item, context, count_tokens, max_tokens))
    return tuple(made)


def _cut(context: str, count_tokens: Callable[[str], int], most: int) -> str:
    """A context that leaves room for words behind it; what is no title but reads like one may be pages long."""
    while count_tokens(context) > most:
        context = context[: len(context) * 2 // 3]
    return context


def _runs(record: Record, paragraphs: Sequence[Paragraph], item: Item | None) -> Iterator[list[Paragraph]]:
    """Paragraphs gathered to passages: never over a change of part, seldom over a printed label."""
    decided = {o.paragraph for o in item.outcomes if o.kind is OutcomeKind.DECISION} if item else set()
    run: list[Paragraph] = []
    for paragraph in paragraphs:
        if run and _begins_new(record, run, paragraph, decided):
            yield run
            run = []
        run.append(paragraph)
    if run:
        yield run


def _begins_new(record: Record, run: Sequence[Paragraph], paragraph: Paragraph, decided: set[str]) -> bool:
    last = run[-1]
    if paragraph.part is not last.part or _are_apart(record, last, paragraph):
        return True
    if record.slice(last.start, last.end).endswith(":") and not paragraph.label:
        return False  # a list or an answer stays with the line that announces it
    if (paragraph.id in decided) != (last.id in decided):
        return True
    length = paragraph.end - run[0].start
    if paragraph.label and paragraph.id not in decided and max(p.end - p.start for p in (*run, paragraph)) > _SHORT:
        return True
    return length > _LONGEST


def _are_apart(record: Record, first: Paragraph, second: Paragraph) -> bool:
    """Whether more stands between two paragraphs, as the items do between the header and the closing lines."""
    if second.start - first.end > _LONGEST:
        return True
    return any(first.end <= item.start < second.start for item in record.meeting.items)


def _passage(
    record: Record,
    run: Sequence[Paragraph],
    item: Item | None,
    context: str,
    count_tokens: Callable[[str], int],
    max_tokens: int,
) -> Passage:
    start, end = run[0].start, max(p.end for p in run)
    if run[-1].truncated:
        end = _cut_off(record, end)
    return Passage(
        id=run[0].id,
        meeting_id=record.meeting.id,
        item_id=item.id if item else None,
        part=run[0].part,
        kind=item.kind if item else ItemKind.PROCEDURAL,
        paragraphs=tuple(p.id for p in run),
        start=start,
        end=end,
        text=record.slice(start, end),
        context=context,
        windows=tuple(_windows(record.slice(start, end), start, context, count_tokens, max_tokens)),
        sentences=tuple(_sentences(record, run)),
    )


def _cut_off(record: Record, end: int) -> int:
    """The end of the words that say, behind a paragraph, that it is cut off there."""
    behind = bisect_left(record.pieces, end, key=lambda piece: piece.start)
    return next((p.end for p in islice(record.pieces, behind, None) if p.kind is PieceKind.TRUNCATION), end)


def _windows(text: str, at: int, context: str, count_tokens: Callable[[str], int], max_tokens: int) -> Iterator[Window]:
    """The whole passage if it fits behind its context, else runs of sentences that do, one shared with the next."""
    room = max_tokens - count_tokens(context) - 2
    if count_tokens(fold_spaces(text)) <= room:
        yield Window(at, at + len(text))
        return
    spans = [part for span in sentences(text) for part in _fitting(text, span, count_tokens, room)]
    first = 0
    while first < len(spans):
        last = first
        while last + 1 < len(spans) and count_tokens(fold_spaces(text[spans[first][0] : spans[last + 1][1]])) <= room:
            last += 1
        yield Window(at + spans[first][0], at + spans[last][1])
        if last + 1 >= len(spans):
            return
        first = max(last, first + 1)


def _sentences(record: Record, run: Sequence[Paragraph]) -> Iterator[Window]:
    """The sentences of each paragraph."""
    for paragraph in run:
        for start, end in sentences(record.slice(paragraph.start, paragraph.end)):
            yield Window(paragraph.start + start, paragraph.start + end)


def _fitting(
    text: str, span: tuple[int, int], count_tokens: Callable[[str], int], room: int
) -> Iterator[tuple[int, int]]:
    """A sentence, or its halves where it does not fit."""
    start, end = span
    if end - start < 20 or count_tokens(fold_spaces(text[start:end])) <= room:
        yield span
        return
    middle = text.rfind(" ", start + 1, (start + end) // 2 + 1)
    middle = middle if middle > start else (start + end) // 2
    yield from _fitting(text, (start, middle), count_tokens, room)
    yield from _fitting(text, (middle, end), count_tokens, room)
