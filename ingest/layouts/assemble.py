"""Headings and lines → items, paragraphs with their ids, and the pieces that account for every character."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.layouts.around import (
    closing_paragraphs,
    future_meetings,
    header_paragraphs,
    header_rows,
    sent_apologies,
)
from ingest.layouts.bodies import Draft, paragraphs
from ingest.layouts.headings import Heading, Headings
from ingest.layouts.item_numbers import item_numbers
from ingest.layouts.marks import DECISION_MARK, FLAT_ROW, MINUTES_MARK, ROW_END, TITLE_TAIL, is_procedural
from ingest.layouts.outcomes import Found, outcomes, under_outcome
from ingest.layouts.people import listed
from ingest.layouts.segments import Segment, segments
from ingest.originals import Piece, PieceKind
from ingest.readers.lines import Document, Line, plain_text
from ingest.records import Attendance, FutureMeeting, Item, ItemKind, ItemNumber, Outcome, Paragraph, Part, fold_spaces

_NOT_IN_IDS = re.compile(r"[^\w.]+")  # of the number of an item: "65/08"
_DASH = re.compile(r"\s+[–—-]\s*$")
_EMPHASIS = re.compile(r"[*_]+")


@dataclass(frozen=True, slots=True)
class Assembly:
    """What the lines of a document were put together to."""

    text: str
    header: tuple[Paragraph, ...]
    items: tuple[Item, ...]
    attendance: tuple[Attendance, ...]
    future: tuple[FutureMeeting, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """What an item is called."""

    id: str
    number: str | None
    number_is: ItemNumber
    title: str


def assemble(
    document: Document, headings: Headings, last: int, closing: Sequence[int], meeting_id: str, item_number: str | None
) -> Assembly:
    """The items of a document whose headings are known; ``last`` is the line behind the last of them."""
    lines = document.lines
    has_marks = _has_marks(lines, headings)
    first = headings.headings[0].first_line
    top = list(segments(lines, 0, first))
    bodies = [
        list(segments(lines, heading.body_line, stop, heading.rest))
        for heading, stop in zip(headings.headings, [*(h.first_line for h in headings.headings[1:]), last], strict=True)
    ]
    numbers = item_numbers(headings, bodies, item_number)
    plain = plain_text(document.text, lines)
    pieces = [Piece(_header_kind(s), s.start, s.end) for s in top]
    items: list[Item] = []
    used: dict[str, int] = {}
    for heading, body, (number, number_is) in zip(headings.headings, bodies, numbers, strict=True):
        title, heading_pieces = _title(plain, heading)
        name = _NOT_IN_IDS.sub("-", number) if number else f"n{len(items) + 1}"
        item_id = _unique(f"{meeting_id}/{name}", used)
        pieces += heading_pieces
        pieces += _marks_left(document, heading)
        pieces += [Piece(s.kind, s.start, s.end) for s in body]
        items.append(_item(plain, heading, body, _Named(item_id, number, number_is, title), has_marks=has_marks))
    pieces += [Piece(PieceKind.CLOSING, lines[i].outer_start, lines[i].outer_end) for i in closing]
    header = (*header_paragraphs(top, meeting_id), *closing_paragraphs(document, closing, meeting_id))
    attendance = (*listed(header_rows(document, top)), *sent_apologies(plain, items))
    future = future_meetings(plain, items)
    items = _up_to_the_next(items, lines[last - 1].outer_end if last else 0)
    pieces = _with_emphasis(sorted(pieces, key=lambda p: p.start), document.text, plain)
    return Assembly(document.text, header, tuple(items), attendance, future, tuple(pieces))


def _has_marks(lines: Sequence[Line], headings: Headings) -> bool:
    """Whether lines say where the minutes of an item begin, so that what stands before them is agenda."""
    titles = {at for heading in headings.headings for at in range(heading.first_line, heading.body_line)}
    return any(
        (MINUTES_MARK.match(line.text) and not DECISION_MARK.match(line.text) and at not in titles)
        or FLAT_ROW.search(line.text)
        for at, line in enumerate(lines)
    )


# --- items ----------------------------------------------------------------------------------------------------------


def _item(text: str, heading: Heading, body: Sequence[Segment], named: _Named, *, has_marks: bool) -> Item:
    drafts = paragraphs(body, Part.AGENDA if has_marks else Part.MINUTES)
    found = outcomes(drafts, text)
    decided = under_outcome(drafts, found)
    made = _paragraphs(drafts, named.id, decided)
    words = sum(len(d.text.split()) for d in drafts if d.part is Part.MINUTES)
    spans = heading.title_spans or (_untitled(heading, body),)
    return Item(
        id=named.id,
        number=named.number,
        number_is=named.number_is,
        title=named.title,
        kind=ItemKind.PROCEDURAL if is_procedural(named.title, words) else ItemKind.SUBSTANTIVE,
        start=min(heading.number_span[0], spans[0][0]) if heading.number_span else spans[0][0],
        end=max([s.end for s in body], default=spans[-1][1]),
        title_start=spans[0][0],
        title_end=spans[-1][1],
        paragraphs=tuple(made),
        outcomes=tuple(_outcome(one, made[one.draft].id) for one in found if one.end > one.start),
        truncated=any(d.truncated for d in drafts),
    )


def _outcome(found: Found, paragraph: str) -> Outcome:
    return Outcome(
        found.kind,
        paragraph,
        found.label,
        found.start,
        found.end,
        found.owner,
        found.truncated,
        found.mover,
        found.seconder,
        found.result,
        found.votes,
    )


def _untitled(heading: Heading, body: Sequence[Segment]) -> tuple[int, int]:
    """Where a title would stand that is not printed: before the text, else behind the number."""
    at = body[0].start if body else heading.number_span[1] if heading.number_span else 0
    return at, at


def _paragraphs(drafts: Sequence[Draft], item_id: str, decided: set[int]) -> list[Paragraph]:
    used: dict[str, int] = {}
    made = []
    for index, draft in enumerate(drafts):
        if index in decided and not draft.counts_paragraphs:
            name = f"resolved-{draft.label}" if draft.label else "resolved"
        elif draft.part is Part.AGENDA:
            name = f"agenda-{draft.label}" if draft.label else "agenda"
        else:
            name = draft.label or f"p{index + 1}"
        made.append(
            Paragraph(
                id=_unique(f"{item_id}/{name}", used),
                part=draft.part,
                label=draft.label,
                start=draft.start,
                end=draft.end,
                speaker=draft.speaker,
                truncated=draft.truncated,
                bullet=draft.bullet,
            )
        )
    return made


def _up_to_the_next(items: Sequence[Item], end: int) -> list[Item]:
    """Items that reach to the next: what stands between two is furniture of the first."""
    stops = [*(item.start for item in items[1:]), end]
    return [replace(item, end=stop) for item, stop in zip(items, stops, strict=True)]


def _title(text: str, heading: Heading) -> tuple[str, list[Piece]]:
    """The title on one line without the link to its paper, and the pieces of the heading."""
    pieces: list[Piece] = []
    if heading.number_span:
        pieces.append(Piece(PieceKind.NUMBER, *heading.number_span))
    words = []
    for start, end in heading.title_spans:
        line = text[start:end]
        tail = TITLE_TAIL.search(line) or ROW_END.search(line)
        if tail is None and end == heading.title_spans[-1][1]:
            tail = _DASH.search(line)
        cut = start + tail.start() if tail else end
        words.append(text[start:cut])
        pieces.append(Piece(PieceKind.TITLE, start, cut))
        if cut < end:
            pieces.append(Piece(PieceKind.FURNITURE, cut, end))
    if heading.rest and heading.title_spans:  # a dash between a title and its text
        pieces.append(Piece(PieceKind.FURNITURE, heading.title_spans[-1][1], heading.rest[0]))
    return fold_spaces(" ".join(words)), pieces


def _marks_left(document: Document, heading: Heading) -> list[Piece]:
    """What is neither number nor title of a heading.

    An "(Item 4)" under a numbered title, the link to a paper at the end of a row, marks of markup ("## ").
    """
    named = sorted([*heading.title_spans, *filter(None, (heading.number_span, heading.rest))])
    lines = document.lines[heading.first_line : heading.body_line]
    left: list[tuple[int, int]] = []
    for line in lines:
        before = bisect_left(named, (line.end,))  # how many begin before the line ends: the last of them may be on it
        if before and named[before - 1][1] > line.start:
            end = named[before - 1][1]
            is_words = bool(document.text[end : line.end].strip())
            left += [(line.outer_start, line.start), (end if is_words else line.end, line.outer_end)]
        else:
            left.append((line.outer_start, line.outer_end))
    return [Piece(PieceKind.FURNITURE, start, end) for start, end in left if start < end]


def _with_emphasis(pieces: Sequence[Piece], text: str, plain: str) -> list[Piece]:
    """The pieces, and the marks of emphasis that are read as spaces between two of them: "(a) **That** …"."""
    whole: list[Piece] = []
    at = 0
    for piece in (*pieces, Piece(PieceKind.FURNITURE, len(text), len(text))):
        for mark in _EMPHASIS.finditer(text, at, max(at, piece.start)):
            if plain[mark.start() : mark.end()].isspace():
                whole.append(Piece(PieceKind.FURNITURE, *mark.span()))
        whole.append(piece)
        at = max(at, piece.end)
    return whole[:-1]


def _header_kind(segment: Segment) -> PieceKind:
    return segment.kind if segment.kind is PieceKind.FURNITURE else PieceKind.HEADER


def _unique(name: str, used: dict[str, int]) -> str:
    """A name nobody has: itself or with a number behind it. Of each name it is kept how far its numbers are used."""
    count = used.get(name, 0) + 1
    candidate = name if count == 1 else f"{name}-{count}"
    while candidate in used:
        count += 1
        candidate = f"{name}-{count}"
    used[name] = count
    used.setdefault(candidate, 1)
    return candidate
