"""How many meetings there are, and how many items a meeting had: counted in the records, not searched for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answers import EXTRACTIVE, Draft, DraftClaim, Understood
from assistant.asked.rest_asked import asking_words, rest_asked
from assistant.registers import quote_of
from assistant.retrieve import meetings_named
from ingest.layouts.dates import DATE, date_of
from ingest.records import Item, Part, Record, fold_spaces
from ingest.sentences import sentences
from ingest.store import View

_HOW_MANY = r"\b(?:how many|(?:total )?number of|count of|count the)\b"
_MEETINGS = re.compile(
    rf"{_HOW_MANY} (?:[\w’'-]+ ){{0,4}}?meetings?\b|\bhow (?:often|many times)\b.{{0,40}}\b(?:meet|met|sit|sat)\b",
    re.IGNORECASE,
)
_ITEMS = re.compile(rf"{_HOW_MANY} (?:[\w’'-]+ ){{0,3}}?items?(?: of business)?\b", re.IGNORECASE)
_MOST_MEETINGS = 6  # that are quoted; all are counted
_LONGEST_LINE = 200  # characters


def counted(understood: Understood, view: View) -> Draft | None:
    """How many meetings or items there are; None where something else is asked."""
    if understood.scope is None:
        return None
    text = asking_words(understood, view)
    if _ITEMS.search(text) and not rest_asked(understood, view, _ITEMS):
        claims = tuple(_items(understood, view))
    elif _MEETINGS.search(text) and not rest_asked(understood, view, _MEETINGS):
        claims = tuple(_meetings(understood, view))
    else:
        return None
    return Draft(claims, EXTRACTIVE) if claims else None


def _meetings(understood: Understood, view: View) -> Iterator[DraftClaim]:
    """The line that dates each meeting, the first of them led by how many there are."""
    meetings = meetings_named(understood, view)
    many = "1 meeting" if len(meetings) == 1 else f"{len(meetings)} meetings"
    lead: str | None = f"Minutes of {many} are held"
    for meeting in meetings[:_MOST_MEETINGS]:
        record = view.record(meeting.id)
        day = dated(record)
        quote = quote_of(record, *day, view.passages_of(meeting.id)) if day else None
        if quote is not None:
            yield DraftClaim(fold_spaces(quote.text), (quote,), is_quoted=True, lead=lead)
            lead = None


def dated(record: Record) -> tuple[int, int] | None:
    """Where the line stands that gives a meeting its date, or the date alone of a long one; None where none does."""
    for paragraph in record.meeting.header:
        for line in re.finditer(r"[^\n]+", record.slice(paragraph.start, paragraph.end)):
            found = DATE.search(line.group())
            if found and date_of(found) == record.meeting.date:
                start, end = line.span() if len(line.group()) <= _LONGEST_LINE else _moved(found.span(), line.start())
                return paragraph.start + start, paragraph.start + end
    return None


def _moved(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by


def _items(understood: Understood, view: View) -> Iterator[DraftClaim]:
    """The first words under the first and the last item of each meeting, led by how many items it has."""
    for meeting in meetings_named(understood, view)[:_MOST_MEETINGS]:
        record = view.record(meeting.id)
        items = [i for i in record.meeting.items if i.number] or list(record.meeting.items)
        shown = [i for i in items if i.paragraphs]
        if not shown:
            continue
        when = f"{meeting.date.day} {meeting.date:%B %Y}"
        many = "1 item" if len(items) == 1 else f"{len(items)} items"
        yield from _first_words(
            record, shown[0], f"The minutes of {when} have {many}, the first {_named(shown[0])}", view
        )
        if len(shown) > 1:
            yield from _first_words(record, shown[-1], f"The last is {_named(shown[-1])}", view)


def _first_words(record: Record, item: Item, lead: str, view: View) -> Iterator[DraftClaim]:
    paragraph = next((p for p in item.paragraphs if p.part is Part.MINUTES), item.paragraphs[0])
    start, end = next(
        iter(sentences(record.slice(paragraph.start, paragraph.end))), (0, paragraph.end - paragraph.start)
    )
    quote = quote_of(record, paragraph.start + start, paragraph.start + end, view.passages_of(record.meeting.id))
    if quote is not None:
        yield DraftClaim(fold_spaces(quote.text), (quote,), is_quoted=True, lead=lead)


def _named(item: Item) -> str:
    title = f"“{fold_spaces(item.title).rstrip('.')}”"
    return f"{item.number} {title}" if item.number else title
