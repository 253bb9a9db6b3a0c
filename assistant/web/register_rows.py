"""What each register holds: its rows, its columns, how a row is drawn with the link to its words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from assistant.answers import Filter
from assistant.tables.attendance import AttendanceRow, PersonRow, attendance_rows, person_rows
from assistant.tables.listings import (
    ACTIONS,
    DECISIONS,
    MeetingRow,
    OutcomeRow,
    ToldRow,
    meeting_rows,
    outcome_rows,
    told_rows,
)
from assistant.tables.routine import DECLARATIONS, MEMBERS_QUESTIONS, PETITIONS, PUBLIC_QUESTIONS
from assistant.web import shell
from assistant.web.markup import Html, join, tag
from assistant.web.words import count, day
from ingest.store import Store, View

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_KINDS = {"decision": "Decision", "motion": "Motion", "action": "Action", "prose": "In the text"}
_PRESENCE = {"present": "Present", "in_attendance": "In attendance", "apologies": "Apologies"}


@dataclass(frozen=True, slots=True)
class Register:
    """One register: where its rows come from, its columns, and how a row is drawn."""

    name: str
    told: str  # what stands in it, in a sentence
    rows: Callable[[Store, Filter], Iterator[Any]]
    kind: type[DataclassInstance]
    sorts: Mapping[str, str]  # columns by which it can be sorted, with their headings
    headings: tuple[str, ...]
    cells: Callable[[View, Any], tuple[Html | str, ...]]
    newest_first: bool = True


def _date(text: str) -> str:
    return day(dt.date.fromisoformat(text))


def _where(row: Any) -> Html:  # noqa: ANN401  a row of any register
    return join([row.committee, tag("span", row.council, class_="mb-where")])


def _outcome(view: View, row: OutcomeRow) -> tuple[Html | str, ...]:
    words = _words(view, row, f"{row.label}) {row.text}" if row.label else row.text)
    people = [f"To be done by {row.owner}"] if row.owner else []
    if row.mover:
        seconded = f", seconded by {row.seconder}" if row.seconder else ""
        people.append(f"Moved by {row.mover}{seconded}")
    people += [row.result] if row.result else []
    people += [f"{vote.side.value.capitalize()}: {vote.count}" for vote in row.votes]
    kind = tag("span", _KINDS[row.kind], class_="mb-outcome")
    return _date(row.date), _where(row), _item(row), join([kind, " ", words]), "; ".join(people) or "–"


def _told(view: View, row: ToldRow) -> tuple[Html | str, ...]:
    return _date(row.date), _where(row), _item(row), _words(view, row, row.text), row.speaker or "–"


def _came(view: View, row: AttendanceRow) -> tuple[Html | str, ...]:
    place = shell.words_place(view, row.id, row.start, row.end, row.meeting)
    return _date(row.date), _where(row), shell.link(place, row.name), row.role or "–", _PRESENCE[row.presence]


def _item(row: OutcomeRow | ToldRow) -> str:
    return f"{row.item}. {row.item_title}" if row.item else row.item_title


def _words(view: View, row: OutcomeRow | ToldRow, said: str) -> Html:
    """The words, as a link to where they stand."""
    words = shell.link(shell.words_place(view, row.id, row.start, row.end), said)
    cut = tag("span", " … the published text is cut off here", class_="mb-cut") if row.truncated else None
    return join([words, cut])


def _meeting(view: View, row: MeetingRow) -> tuple[Html | str, ...]:
    when = f"{_date(row.date)}, {row.time}" if row.time else _date(row.date)
    if row.is_held:
        return when, _where(row), tag("a", "Minutes held: read them", href=f"meeting/{row.id}")
    place = shell.words_place(view, row.said_by or "", row.start or 0, row.end or 0, row.said_by)
    return when, _where(row), join(["Ahead, or not held: ", shell.link(place, f"“{row.quote}”")])


def _person(view: View, row: PersonRow) -> tuple[Html | str, ...]:
    place = shell.words_place(view, row.id, row.start, row.end, row.meeting)
    times = f"Came to {row.present + row.in_attendance}; {count(row.apologies, 'apology', 'apologies')}"
    span = _date(row.last) if row.first == row.last else f"{_date(row.first)} to {_date(row.last)}"
    return shell.link(place, row.name), row.roles or "–", _where(row), times, span


_OUTCOMES = ("Date", "Committee", "Item", "Words of the minutes", "Who")
_SORTS = {"": "Newest first", "committee": "Committee", "item_title": "Item"}
_SPOKEN = _SORTS | {"speaker": "Who said it"}


def _business(name: str, told: str, sort: str) -> Register:
    """A register of what minutes tell under a business of every meeting."""
    return Register(
        name, told, partial(told_rows, sort=sort), ToldRow, _SPOKEN, (*_OUTCOMES[:-1], "Who said it"), _told
    )


REGISTERS = {
    "decisions": Register(
        "Decisions", "What was resolved, moved or agreed.",
        lambda store, chosen: outcome_rows(store, chosen, DECISIONS), OutcomeRow,
        _SORTS | {"mover": "Who moved it"}, _OUTCOMES, _outcome,
    ),
    "actions": Register(
        "Actions", "What is to be done, by whom, since when.",
        lambda store, chosen: outcome_rows(store, chosen, ACTIONS), OutcomeRow,
        _SORTS | {"owner": "Who is to act"}, _OUTCOMES, _outcome,
    ),
    "meetings": Register(
        "Meetings and dates ahead", "Meetings whose minutes are held, and dates that minutes give for others.",
        meeting_rows, MeetingRow, {"": "Newest first", "committee": "Committee"},
        ("Date", "Committee", "Minutes"), _meeting,
    ),
    "people": Register(
        "People", "Everybody whom the minutes list, with the roles they print and how often they came.",
        lambda store, chosen: person_rows(attendance_rows(store, chosen)), PersonRow,
        {"name": "Name", "roles": "Role as printed", "committee": "Committee"},
        ("Name", "Role as printed", "Committee", "Meetings held", "Listed"), _person,
    ),
    "attendance": Register(
        "Attendance", "Who is listed at each meeting. Minutes that list nobody have no rows here.",
        attendance_rows, AttendanceRow,
        {"": "Newest first", "name": "Name", "committee": "Committee"},
        ("Date", "Committee", "Name", "Role as printed", "Listed as"), _came,
    ),
    "declarations": _business("Declarations", "What was declared under declarations of interest.", DECLARATIONS),
    "petitions": _business("Petitions", "What the minutes say under petitions.", PETITIONS),
    "questions": _business("Public questions", "What the public asked, and what it was told.", PUBLIC_QUESTIONS),
    "members-questions": _business("Members’ questions", "What members asked on notice.", MEMBERS_QUESTIONS),
}  # fmt: skip
