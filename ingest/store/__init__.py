"""Records, full text and vectors on one disk: SQLite holds the truth, Chroma is an index that can be thrown away."""

from ingest.store.health import Check
from ingest.store.hits import Hit
from ingest.store.meetings import HeldSource, MeetingSummary
from ingest.store.scope import EVERYWHERE, Scope
from ingest.store.spelled import SpelledOut
from ingest.store.store import Run, Store
from ingest.store.view import View
from ingest.store.writer import Writer

__all__ = [
    "EVERYWHERE",
    "Check",
    "HeldSource",
    "Hit",
    "MeetingSummary",
    "Run",
    "Scope",
    "SpelledOut",
    "Store",
    "View",
    "Writer",
]
