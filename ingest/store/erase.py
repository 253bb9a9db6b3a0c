"""Wiping the words of a record that is gone off the disk: deleting a row alone leaves them there."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ingest.store.database import Database

# How long to wait for readers; views are short, and what cannot be wiped now is wiped when next something is published.
_PATIENCE_MS = 2_000


def words(database: Database, *, everything: bool) -> None:
    """Wipe what deleted rows have left in the full-text index and in free pages."""
    # An FTS5 index keeps deleted words until it happens to merge them away.
    with database.transaction():
        database.rows("INSERT INTO words (words) VALUES ('rebuild')")
    if everything:
        # secure_delete has overwritten what was freed; this also gives the room back and leaves no page as it was.
        database.rows("VACUUM")


def log(database: Database) -> bool:
    """Empty the write-ahead log; False if a reader in the middle of a view did not let go of it in time."""
    database.rows(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
    busy, _, _ = database.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0]
    return not busy


def from_runs(database: Database, names: Sequence[str]) -> None:
    """Take every mention of a record out of the log of runs."""
    names = [name for name in names if name]
    for row, summary in database.rows("SELECT row, summary FROM runs"):
        told = json.loads(summary)
        kept = _without(told, names)
        if kept != told:
            text = json.dumps(kept, ensure_ascii=False)
            database.rows("UPDATE runs SET summary = ? WHERE row = ?", (text, row))


def _without(told: object, names: Sequence[str]) -> object:
    match told:
        case str():
            return "(removed)" if any(name in told for name in names) else told
        case list():
            return [_without(one, names) for one in told]
        case dict():
            return {str(_without(key, names)): _without(value, names) for key, value in told.items()}
        case _:
            return told
