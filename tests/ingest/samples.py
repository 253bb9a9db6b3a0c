"""The sample records as the tests read them."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from ingest.layouts.meeting import NOTHING_GIVEN, Given, parse
from ingest.originals import Source
from ingest.readers import read
from ingest.records import Record

ROOT = Path(__file__).parents[2]
RECORDS = sorted(p for p in (ROOT / "records").iterdir() if p.suffix in {".txt", ".md"})


@functools.cache
def sample(stem: str) -> Record:
    """A sample record, by the stem of its file; nothing is told but its bytes."""
    return parsed(next(path for path in RECORDS if path.stem == stem))


def parsed(path: Path, given: Given = NOTHING_GIVEN) -> Record:
    """The record in a file."""
    return parsed_bytes(path.read_bytes(), path.name, given)


def parsed_bytes(data: bytes, name: str = "minutes.txt", given: Given = NOTHING_GIVEN) -> Record:
    """The record in some bytes."""
    source = Source(name, f"/records/{name}", hashlib.sha256(data).hexdigest(), "text")
    return parse(read(data, name), source, given)


def parsed_text(text: str, name: str = "minutes.txt", given: Given = NOTHING_GIVEN) -> Record:
    """The record in a text."""
    return parsed_bytes(text.encode(), name, given)
