"""The register of attendance: who is listed at which meeting, as printed; and each person across meetings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.answers import Filter
from assistant.tables.listings import records_in
from assistant.tables.people import bare_name
from ingest.records import Attendance, Presence, Record, fold_spaces
from ingest.store import Store


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """Somebody in a list of who was there or sent apologies; ``start`` and ``end`` are the offsets of ``text``."""

    date: str
    name: str
    presence: str  # "present", "in_attendance", "apologies"
    role: str | None  # as printed
    text: str
    council: str
    committee: str
    id: str  # of the paragraph the words stand in
    meeting: str
    source: str
    start: int
    end: int
    url: str | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person of a committee across its meetings, so far as their lists give the same name."""

    name: str  # as last printed
    roles: str  # as printed, the latest first, with "; " between them
    council: str
    committee: str
    present: int
    in_attendance: int
    apologies: int
    first: str  # dates of the first and the last meeting that lists them
    last: str
    id: str  # of the paragraph that last names them, and where in its source
    meeting: str
    source: str
    start: int
    end: int
    url: str | None


def attendance_rows(store: Store, chosen: Filter) -> Iterator[AttendanceRow]:
    """Everybody listed at the meetings of a scope, newest meeting first, in the order of the record.

    Nobody's presence is inferred: a record that lists nobody has no rows.
    """
    for record in records_in(store, chosen):
        for person in record.meeting.attendance:
            yield _row(record, person)


def person_rows(rows: Iterable[AttendanceRow]) -> Iterator[PersonRow]:
    """The people of some rows, newest first; names that differ by more than titles and honours are kept apart."""
    people: dict[tuple[str, str, str], list[AttendanceRow]] = {}
    for row in rows:
        people.setdefault((row.council, row.committee, " ".join(bare_name(row.name))), []).append(row)
    for theirs in people.values():
        yield _person(sorted(theirs, key=lambda row: row.date, reverse=True))


def _person(theirs: list[AttendanceRow]) -> PersonRow:
    latest = theirs[0]
    meetings = {presence: {r.meeting for r in theirs if r.presence == presence} for presence in Presence}
    return PersonRow(
        name=latest.name,
        roles="; ".join(dict.fromkeys(row.role for row in theirs if row.role)),
        council=latest.council,
        committee=latest.committee,
        present=len(meetings[Presence.PRESENT]),
        in_attendance=len(meetings[Presence.IN_ATTENDANCE]),
        apologies=len(meetings[Presence.APOLOGIES]),
        first=theirs[-1].date,
        last=latest.date,
        id=latest.id,
        meeting=latest.meeting,
        source=latest.source,
        start=latest.start,
        end=latest.end,
        url=latest.url,
    )


def _row(record: Record, person: Attendance) -> AttendanceRow:
    meeting = record.meeting
    within = next((p.id for p in record.paragraphs() if p.start <= person.start < p.end), meeting.id)
    return AttendanceRow(
        date=meeting.date.isoformat(),
        name=person.name,
        presence=person.presence.value,
        role=person.role,
        text=fold_spaces(record.slice(person.start, person.end)),
        council=meeting.council.name,
        committee=meeting.committee.name,
        id=within,
        meeting=meeting.id,
        source=record.source.name,
        start=person.start,
        end=person.end,
        url=record.source.url,
    )
