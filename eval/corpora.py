"""Where the records are that the known questions are about, and the records themselves, read without a store.

The sample records are part of the checkout. The others are material that lies next to some checkouts and not others:
questions about them are left out, and said to be, where it is not there.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from eval.cases import Extra
from ingest.layouts.dates import first_date
from ingest.layouts.meeting import NOTHING_GIVEN, parse
from ingest.originals import Source
from ingest.readers import READERS, read
from ingest.records import Record, fold_spaces
from ingest.sources import SOURCES_FILE, Sources

ROOT = Path(__file__).parents[1]
RECORDS = ROOT / "records"
CACHE = ROOT / ".cache" / "eval"

_BODY = re.compile(r"^\d*-?(?:.*\bmeeting of (?:the )?)?(?P<name>.+?)(?: meeting)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Some records: a folder of files, or one file of JSON lines with a path and a text each."""

    name: str
    place: Path
    council: str | None = None  # of JSON lines, whose texts do not always say it
    told: Path | None = None  # a sources.toml for files that do not say whose they are

    @property
    def is_there(self) -> bool:
        """Whether this machine has it."""
        return self.place.exists()

    @property
    def is_kept(self) -> bool:
        """Whether its store is worth keeping: the sample records are taken in within seconds."""
        return self.name not in ("samples", "invented")

    @property
    def is_learnt_from(self) -> bool:
        """Whether its questions teach (`python -m eval train`); those over other councils are kept to judge by."""
        return self.name not in ("invented", "layouts")

    def folder(self) -> Path:
        """The folder of its files; JSON lines are written out first, files are copied beside what is told of them."""
        if self.told is not None:
            return beside(self.place, self.told, CACHE / "files" / self.name)
        return unpacked(self.place, CACHE / "files" / self.name, self.council) if self.place.is_file() else self.place


SAMPLES = Corpus("samples", RECORDS)
INVENTED = Corpus("invented", Path(__file__).parent / "invented")
CORPORA: Mapping[str, Corpus] = {
    corpus.name: corpus
    for corpus in (
        SAMPLES,
        INVENTED,
        Corpus("kent", ROOT.parent / "shared" / "kent"),
        Corpus("layouts", ROOT.parent / "shared" / "layouts", told=Path(__file__).parent / "layouts.toml"),
        Corpus(
            "limerick",
            ROOT.parent / "shared" / "limerick" / "minutes.jsonl",
            council="Limerick City and County Council",
        ),
    )
}


def files(folder: Path) -> dict[str, Path]:
    """The files of a folder that can be read, by stem."""
    return {path.stem: path for path in sorted(folder.rglob("*")) if path.suffix.casefold() in READERS}


def read_record(path: Path) -> Record:
    """The record in a file, as an ingest reads it. Raises `RecordRefused`."""
    data = path.read_bytes()
    source = Source(path.name, path.name, hashlib.sha256(data).hexdigest(), "")
    return parse(read(data, path.name), source, Sources().told(path, NOTHING_GIVEN))


def written(extras: Iterable[Extra], folder: Path) -> Path:
    """A folder with some extra records as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for extra in extras:
        (folder / PurePosixPath(extra.name).name).write_text(extra.text, "utf-8")
    return folder


def beside(place: Path, told: Path, folder: Path) -> Path:
    """A folder with the files of another, and what is told of them as its sources.toml."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in (*files(place).values(), told):
        (folder / (SOURCES_FILE if path == told else path.name)).write_bytes(path.read_bytes())
    return folder


def unpacked(lines: Path, folder: Path, council: str | None) -> Path:
    """A folder with the texts of some JSON lines as files, and what their paths say of them beside these.

    A path names the meeting ("Minutes of … held on 16th May 2016.md") below its committee ("20-Monthly Meeting of …").
    """
    mark = folder / "made-from"
    made_from = hashlib.sha256(lines.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    if mark.is_file() and mark.read_text("utf-8") == made_from:
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    told: dict[str, str] = {}
    for line in lines.read_text("utf-8").split("\n"):
        if line.strip():
            entry = json.loads(line)
            path = PurePosixPath(fold_spaces(entry["path"]))
            (folder / path.name).write_text(entry["text"], "utf-8")
            told[path.name] = _told(path, council, entry.get("url"))
    (folder / SOURCES_FILE).write_text("\n".join(told.values()), "utf-8")
    mark.write_text(made_from, "utf-8")
    return folder


def _told(path: PurePosixPath, council: str | None, url: str | None) -> str:
    """The table of a file in a sources.toml."""
    body = _BODY.match(path.parent.name)
    held = first_date(path.stem)
    values = {"council": council, "committee": body and body["name"], "url": url}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value]
    return "\n".join(
        [f"[{json.dumps(path.name, ensure_ascii=False)}]", *lines, *([f"date = {held[1]}"] if held else []), ""]
    )
