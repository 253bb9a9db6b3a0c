"""What a sources.toml says of the files beside it: council, committee, date, address."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from ingest.errors import Unplaced
from ingest.layouts.meeting import Given
from ingest.readers import printable
from ingest.records import fold_spaces

SOURCES_FILE = "sources.toml"


class Sources:
    """The files called sources.toml that a run comes by, each read once."""

    def __init__(self) -> None:
        self._named: dict[Path, dict[str, Any]] = {}

    def told(self, path: Path, given: Given) -> Given:
        """What the command line says of a file, else the sources.toml beside it."""
        if path.parent not in self._named:
            self._named[path.parent] = _sources(path.parent / SOURCES_FILE)
        entry = self._named[path.parent].get(path.name, {})
        name = printable(path.name)
        if not isinstance(entry, dict):
            raise Unplaced(
                f"What {SOURCES_FILE} says of {name} is not a table.",
                hint=f'Write ["{name}"] on a line of its own, and council = "…" on the next.',
            )
        return Given(
            given.council or _word(entry, "council", name),
            given.committee or _word(entry, "committee", name),
            given.date or _day(entry, name),
            given.url or _word(entry, "url", name),
        )


def _sources(path: Path) -> dict[str, Any]:
    shown = printable(path)
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise Unplaced(f"{shown} cannot be opened: {error.strerror}.", hint="Check who may read it.") from error
    except UnicodeDecodeError as error:
        raise Unplaced(f"{shown} cannot be read: it is not UTF-8.", hint="Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise Unplaced(f"{shown} cannot be read: {error}.", hint="Mend that line, or rename the file.") from error


def _word(entry: dict[str, Any], key: str, name: str) -> str | None:
    value = entry.get(key)
    if value is not None and not isinstance(value, str):
        raise Unplaced(f"{SOURCES_FILE} gives {value} as the {key} of {name}.", hint="Write it in quotation marks.")
    return fold_spaces(value or "") or None


def _day(entry: dict[str, Any], name: str) -> dt.date | None:
    value = entry.get("date")
    if isinstance(value, dt.datetime):
        return value.date()
    if value is None or isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        told = f'{SOURCES_FILE} gives "{value}" as the date of {name}.'
        raise Unplaced(told, hint="Write it as 2024-12-31.") from error
