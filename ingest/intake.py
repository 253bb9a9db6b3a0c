"""A file or a fetched page, as far as it can be known without parsing it; and the record it is parsed into."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import astuple, dataclass
from importlib import resources
from pathlib import Path

from ingest.fetched import Fetched
from ingest.layouts.meeting import Given, parse
from ingest.originals import Source
from ingest.readers import file_bytes, printable, read
from ingest.records import Record
from ingest.sources import Sources

# What decides how bytes become a record; a store notices when it has changed and reads its sources again.
_READ_BY = ("readers", "layouts", "originals.py", "records.py")


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of a source and what is told of it."""

    data: bytes
    name: str  # its ending tells the readers the format
    source: str  # what a citation calls it
    location: str
    told: Given

    @property
    def sha256(self) -> str:
        """Of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def reading(self) -> str:
        """The same where the same bytes were told the same and read by the same readers: then nothing has changed."""
        told = repr((self.sha256, self.name, astuple(self.told), _readers()))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def raw_file(path: Path, sources: Sources, given: Given) -> Raw:
    """A file, with what is told of it."""
    name = printable(path.name)
    return Raw(file_bytes(path), name, name, printable(path), sources.told(path, given))


def raw_page(fetched: Fetched, given: Given) -> Raw:
    """A page or answer of a site, with what the site tells of it."""
    return Raw(fetched.data, fetched.name, fetched.address, fetched.address, fetched.told(given))


def parsed(raw: Raw) -> Record:
    """The record in some bytes. Raises `RecordRefused`."""
    document = read(raw.data, raw.name)
    return parse(document, Source(raw.source, raw.location, raw.sha256, document.format, document.url), raw.told)


@functools.cache
def _readers() -> str:
    """A digest of the code that reads."""
    digest = hashlib.sha256()
    package = resources.files("ingest")
    for name in _READ_BY:
        place = package / name
        files = [place] if place.is_file() else sorted(place.iterdir(), key=lambda file: file.name)
        for file in files:
            if file.name.endswith(".py"):
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
