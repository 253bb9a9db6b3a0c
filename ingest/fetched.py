"""What was fetched and is not yet stored, kept in the store's folder while a run is under way.

A run that is stopped leaves it behind, and the next goes on from it. A run that comes to its end empties it, so that
removing a record leaves no word of it here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.errors import StoreUnwritable
from ingest.layouts.meeting import Given
from ingest.records import fold_spaces

FOLDER = "fetched"
_FRESH = dt.timedelta(hours=24)  # what an older run left is fetched again


@dataclass(frozen=True, slots=True)
class Fetched:
    """A meeting as its site gives it, and what the site says of it."""

    address: str  # canonical: what it is known by in the store
    kind: str  # ".xml", ".html" or ".pdf"
    data: bytes
    council: str | None = None
    committee: str | None = None
    date: dt.date | None = None

    @property
    def name(self) -> str:
        """A name whose ending tells the readers the format."""
        return self.address + self.kind

    def told(self, given: Given) -> Given:
        """What the user says of the meeting, else the site; part of a committee's name only chose it."""
        committee = self.committee
        if given.committee and _folded(given.committee) not in _folded(committee or ""):
            committee = given.committee
        return Given(given.council or self.council, committee, given.date or self.date, self.address)


class Cache:
    """A file for each meeting, named by the hash of its address and nothing that came from outside."""

    def __init__(self, store: Path, now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)) -> None:
        self._folder = store / FOLDER
        self._now = now

    def get(self, address: str) -> Fetched | None:
        """What an unfinished run fetched, if it is whole and fresh."""
        try:
            head, _, data = self._place(address).read_bytes().partition(b"\n")
            told = json.loads(head)
            when = dt.datetime.fromisoformat(told.pop("at"))
            whole = told.pop("sha256") == hashlib.sha256(data).hexdigest()
            date = dt.date.fromisoformat(told["date"]) if told["date"] else None
            found = Fetched(**{**told, "date": date, "data": data})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None  # not there, cut short, or written by another version: fetched again
        fresh = dt.timedelta(0) <= self._now() - when < _FRESH
        return found if whole and fresh and found.address == address else None

    def put(self, fetched: Fetched) -> None:
        """Keep a meeting, whole or not at all."""
        told = {key: value for key, value in asdict(fetched).items() if key != "data"}
        told |= {
            "date": fetched.date.isoformat() if fetched.date else None,
            "at": self._now().isoformat(),
            "sha256": hashlib.sha256(fetched.data).hexdigest(),
        }
        place = self._place(fetched.address)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part = place.with_suffix(".part")
            part.write_bytes(json.dumps(told).encode() + b"\n" + fetched.data)
            part.replace(place)
        except OSError as error:
            raise StoreUnwritable(f"What was fetched cannot be kept in {self._folder}: {error.strerror}.") from error

    def clear(self) -> None:
        """Let go of everything."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _place(self, address: str) -> Path:
        return self._folder / hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()


def _folded(text: str) -> str:
    return fold_spaces(text).casefold()
