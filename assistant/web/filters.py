"""Where to look: the controls as native form fields, and what came back from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from assistant.answers import Filter
from assistant.web.markup import Html, tag
from ingest.errors import UnknownScope
from ingest.store import MeetingSummary

_LONGEST = 300  # characters of a name; no council's or committee's is longer
_DATES_HINT = "Dates are written as year-month-day, as in 2019-06-07."


def controls(meetings: Sequence[MeetingSummary]) -> Html:
    """Council, committee, from and to, filled with what is held."""
    councils = sorted({m.council for m in meetings})
    first = min((m.date for m in meetings), default=None)
    last = max((m.date for m in meetings), default=None)
    return tag(
        "fieldset",
        tag("legend", "Where to look", class_="mb-unseen"),
        _field(
            "council", "Council", tag("select", _option("", "All councils"), *map(_option, councils), **_of("council"))
        ),
        _field("committee", "Committee", _committees(councils, meetings)),
        _field("date_from", "Meetings from", _date("date_from", first, last)),
        _field("date_to", "Meetings to", _date("date_to", first, last)),
        class_="mb-filters",
    )


def read(payload: object) -> Filter:
    """The filter that the page sent. Raises `UnknownScope` where it cannot be one."""
    fields = payload if isinstance(payload, dict) else {}
    first, last = _as_date(fields.get("date_from"), "Meetings from"), _as_date(fields.get("date_to"), "Meetings to")
    if first and last and first > last:
        raise UnknownScope(
            f"The first date ({first.isoformat()}) is after the last ({last.isoformat()}).",
            hint="Swap “Meetings from” and “Meetings to”, or clear one.",
        )
    return Filter(_as_name(fields.get("council")), _as_name(fields.get("committee")), first, last)


def _field(name: str, label: str, control: Html) -> Html:
    return tag("div", tag("label", label, for_=f"mb-{name}"), control, class_="mb-field")


def _of(name: str) -> dict[str, str]:
    return {"id": f"mb-{name}", "data_filter": name}


def _committees(councils: Sequence[str], meetings: Sequence[MeetingSummary]) -> Html:
    """Committees under their councils; the script leaves only those of the council that is chosen."""
    groups = []
    for council in councils:
        names = sorted({m.committee for m in meetings if m.council == council})
        groups.append(tag("optgroup", *map(_option, names), label=council))
    return tag("select", _option("", "All committees"), *groups, **_of("committee"))


def _option(value: str, text: str | None = None) -> Html:
    return tag("option", value if text is None else text, value=value)


def _date(name: str, first: dt.date | None, last: dt.date | None) -> Html:
    bounds = {"min": first.isoformat(), "max": last.isoformat()} if first and last else {}
    return tag("input", type="date", **_of(name), **bounds)


def _as_name(value: object) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    if len(value) > _LONGEST:
        raise UnknownScope("That is too long for the name of a council or committee.", hint="Choose one from the list.")
    return value


def _as_date(value: object, label: str) -> dt.date | None:
    if value is None or value == "":
        return None
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise UnknownScope(f"“{label}” is not a date: {str(value)[:40]}.", hint=_DATES_HINT) from None
