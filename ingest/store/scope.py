"""Where to look: which councils, committees and dates a search may touch."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """Exact names as stored; an empty tuple or None leaves that side open. Applied before anything is ranked."""

    councils: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    date_from: dt.date | None = None
    date_to: dt.date | None = None  # inclusive


EVERYWHERE = Scope()
