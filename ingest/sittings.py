"""The sources of one committee's day → its meetings, and which source answers for each.

The same meeting is recognised by council, committee, date and time. Everything here depends on the set of sources and
never on the order in which they came.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records import Part, Record, State

_FINALITY = {State.DRAFT: 0, State.UNSTATED: 1, State.CONFIRMED: 2}
# What has less than this share of the words of the longest is a part of the minutes (the page of one item), not a
# version of them.
_PART = 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a source stands: which meeting it is of, and whether it is the one that answers for it."""

    meeting_id: str
    answers: bool


def arranged(day: str, sources: Sequence[Record]) -> dict[str, Place]:
    """The place of each source, by its location; ``day`` is the id of the committee's only meeting of that day.

    Where a committee meets at several times of a day, the first meeting has the plain id and the others name their
    time.
    """
    places: dict[str, Place] = {}
    for number, (time, group) in enumerate(_by_time(sources)):
        meeting_id = day if number == 0 or time is None else f"{day}T{time:%H%M}"
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


def _by_time(sources: Sequence[Record]) -> list[tuple[dt.time | None, list[Record]]]:
    """The sources of each time, first meeting first; what states no time is of the meeting whose words it shares."""
    groups: defaultdict[dt.time | None, list[Record]] = defaultdict(list)
    for one in sources:
        groups[one.meeting.time].append(one)
    timeless = groups.pop(None, [])
    if not groups:
        return [(None, timeless)]
    timed = {time: [_vocabulary(one) for one in group] for time, group in sorted(groups.items()) if time is not None}
    for one in timeless:
        words = _vocabulary(one)
        nearest = max(timed, key=lambda time: max(_shared(words, other) for other in timed[time]))
        groups[nearest].append(one)
    return [(time, groups[time]) for time in timed]


def _vocabulary(record: Record) -> frozenset[str]:
    return frozenset(record.text.casefold().split())


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)


def _words_of_minutes(record: Record) -> int:
    minutes = (p for p in record.paragraphs() if p.part is Part.MINUTES)
    return sum(len(record.slice(p.start, p.end).split()) for p in minutes)


def _is_cut_off(record: Record) -> bool:
    return any(item.truncated for item in record.meeting.items)
