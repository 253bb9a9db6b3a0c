"""The sources of one committee's day → its meetings, and which source answers for each.

The same meeting is recognised by council, committee, date and time, and by what it is about. Everything here depends on
the set of sources and never on the order in which they came.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records import ItemKind, Part, Record, State, fold_spaces

_FINALITY = {State.DRAFT: 0, State.UNSTATED: 1, State.CONFIRMED: 2}
# What has less than this share of the words of the longest is a part of the minutes (the page of one item), not a
# version of them.
_PART = 0.5
# Two meetings of a body on one day share up to 0.75 of the words of the shorter, two sources of one meeting nearly all.
_SAME = 0.8
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a source stands: which meeting it is of, and whether it is the one that answers for it."""

    meeting_id: str
    answers: bool


def arranged(day: str, sources: Sequence[Record]) -> dict[str, Place]:
    """The place of each source, by its location; ``day`` is the id of the committee's only meeting of that day.

    Where a committee meets several times on a day, the first meeting has the plain id and the others name their time,
    or count on where that is stated of none or of two.
    """
    places: dict[str, Place] = {}
    for number, (time, group) in enumerate(_sittings(sources)):
        meeting_id = day if number == 0 or time is None else f"{day}T{time:%H%M}"
        if number and meeting_id in {place.meeting_id for place in places.values()}:
            meeting_id = f"{meeting_id}-{number + 1}"
        answering = answering_of(group)
        places |= {one.source.location: Place(meeting_id, one is answering) for one in group}
    return places


def answering_of(sources: Sequence[Record]) -> Record:
    """The source that answers for a meeting: the more final one, else the fuller.

    Confirmed goes before unstated, unstated before draft. Of those left, what is not cut off goes first, then what has
    more words of minutes; of equals the one whose page is known, because citations can lead there.
    """
    most_final = max(_FINALITY[one.meeting.state] for one in sources)
    final = {one.source.location: one for one in sources if _FINALITY[one.meeting.state] == most_final}
    said = {location: _words_of_minutes(one) for location, one in final.items()}
    whole = [location for location in final if said[location] >= _PART * max(said.values())]
    return final[min(whole, key=lambda at: (_is_cut_off(final[at]), -said[at], final[at].source.url is None, at))]


def _sittings(sources: Sequence[Record]) -> list[tuple[dt.time | None, list[Record]]]:
    """The sources of each sitting, by time, then by name; what states no time is of the one whose words it shares."""
    sittings: list[tuple[dt.time | None, list[Record]]] = []
    for one in sorted(sources, key=_fullest_first):
        time = one.meeting.time
        of_its_time = [sitting for sitting in sittings if time in (None, sitting[0])]
        nearest = max(of_its_time, key=lambda sitting: max(_shared(one, other) for other in sitting[1]), default=None)
        if nearest and any(_is_same(one, other) for other in nearest[1]):
            nearest[1].append(one)
        else:
            sittings.append((time, [one]))
    return sorted(sittings, key=lambda sitting: (sitting[0] or dt.time.max, sitting[1][0].source.location))


def _fullest_first(one: Record) -> tuple[bool, int, str]:
    """The order in which sources find their sitting: those that state a time, those that say more."""
    return one.meeting.time is None, -len(one.text), one.source.location


def _is_same(one: Record, other: Record) -> bool:
    """Whether two sources are of one sitting: by their words, or by an item of business that both head alike.

    A council holds special meetings on the day of its monthly one, and the minutes of some state no time.
    """
    return _shared(one, other) >= _SAME or bool(_business(one) & _business(other))


def _shared(one: Record, other: Record) -> float:
    """The share of the words of the one that has fewer which stand in the other too."""
    words, others = _vocabulary(one), _vocabulary(other)
    return len(words & others) / (min(len(words), len(others)) or 1)


def _vocabulary(record: Record) -> frozenset[str]:
    return frozenset(_WORD.findall(record.text.casefold()))


def _business(record: Record) -> set[str]:
    """The titles of its items of business."""
    items = (item for item in record.meeting.items if item.kind is ItemKind.SUBSTANTIVE)
    return {fold_spaces(item.title).casefold() for item in items} - {""}


def _words_of_minutes(record: Record) -> int:
    minutes = (p for p in record.paragraphs() if p.part is Part.MINUTES)
    return sum(len(record.slice(p.start, p.end).split()) for p in minutes)


def _is_cut_off(record: Record) -> bool:
    return any(item.truncated for item in record.meeting.items)
