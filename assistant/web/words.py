"""How the screen puts things: dates, places in the record, what was searched, what is held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from assistant.answers import Filter, Searched
from assistant.show import place
from ingest.records import Item, ItemNumber, Paragraph, Part, Record, fold_spaces
from ingest.store import MeetingSummary

_FEW = 2  # names that are written out; more are counted


def day(date: dt.date) -> str:
    """A date as officers write it: "7 June 2019"."""
    return f"{date.day} {date:%B %Y}"


def days(first: dt.date | None, last: dt.date | None) -> str:
    """A stretch of time: "13 March 2017 to 14 January 2025"."""
    if first and last:
        return day(first) if first == last else f"{day(first)} to {day(last)}"
    if first:
        return f"from {day(first)}"
    return f"up to {day(last)}" if last else ""


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 meeting", "5 meetings"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def title(item: Item) -> str:
    """An item's title on one line, without a full stop at its end."""
    return fold_spaces(item.title).removesuffix(".")


def item_name(item: Item) -> str:
    """ "Item 25: Early Years"; the title alone where there is no number."""
    return f"Item {item.number}: {title(item)}" if item.number else title(item)


def numbering(item: Item) -> str:
    """Where an item's number comes from."""
    match item.number_is:
        case ItemNumber.PRINTED:
            return "Number as printed in the minutes"
        case ItemNumber.INFERRED:
            return "Number not printed: inferred from the order of the items"
        case ItemNumber.NONE:
            return "This item has no number"


def minute(item: Item | None, paragraph: Paragraph | None) -> str:
    """The place in a set of minutes, in the words of the terminal: "minute 25.3", "item 26, paragraph ii"."""
    if item is None:
        return "heading of the minutes"
    if paragraph is None:
        return item_name(item)
    where = place(item, paragraph)
    return f"agenda text of {where}" if paragraph.part is Part.AGENDA else where


def citation_line(record: Record, item: Item | None, paragraph: Paragraph | None) -> str:
    """A citation as an officer writes it, ready to be copied."""
    meeting = record.meeting
    return f"{meeting.council.name}, {meeting.committee.name}, {day(meeting.date)}, {minute(item, paragraph)}"


def searched(looked: Searched) -> str:
    """What was looked through, in one sentence."""
    if not looked.meetings:
        return "No meeting was searched."
    councils = _names(looked.councils, "council")
    # Committees are named or left out: they are known by name only, and two councils may have one of the same name.
    committees = " and ".join(looked.committees) if len(looked.committees) <= _FEW else ""
    where = ", ".join(filter(None, [councils, committees, days(looked.date_from, looked.date_to)]))
    return (
        f"Searched {count(looked.meetings, 'meeting')}: {where}." if where else f"Searched {looked.meetings} meetings."
    )


def held(meetings: Sequence[MeetingSummary]) -> str:
    """What the store holds, in one sentence."""
    if not meetings:
        return "No minutes are held yet."
    councils = _names(sorted({m.council for m in meetings}), "council")
    committees = count(len({(m.council, m.committee) for m in meetings}), "committee")
    span = days(min(m.date for m in meetings), max(m.date for m in meetings))
    return f"{count(len(meetings), 'meeting')} of {committees} of {councils}, {span}"


def narrowed(chosen: Filter) -> str:
    """What a question was narrowed to; empty where nothing was set."""
    parts = [chosen.council, chosen.committee, days(chosen.date_from, chosen.date_to) or None]
    return ", ".join(part for part in parts if part)


def _names(names: Sequence[str], noun: str) -> str:
    return " and ".join(names) if len(names) <= _FEW else count(len(names), noun)
