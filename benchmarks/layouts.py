"""What the house styles find in files: `python -m benchmarks.layouts FOLDER…` prints a line a file.

Without a folder it reads ../shared/layouts and ../shared/kent where they are, and the sample records. Files that do not
say their council, committee or date are read as of a made-up one: here it is only the items that are looked at.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.errors import RecordRefused
from ingest.layouts.meeting import Given, parse
from ingest.layouts.styles import find_headings
from ingest.readers import READERS, read
from ingest.records import Part, Record, Source

ROOT = Path(__file__).parents[1]
USUAL = (ROOT / "records", ROOT.parent / "shared" / "layouts", ROOT.parent / "shared" / "kent")
MADE_UP = Given("Anyshire County Council", "Any Committee", dt.date(2020, 1, 1))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what is found in each file, and the sums."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.layouts", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[folder for folder in USUAL if folder.is_dir()])
    chosen = parser.parse_args(arguments)
    sums: Counter[str] = Counter()
    print(f"{'file':<48} {'style':<32} items numbers labels decisions actions motions cut-off  in items  place")
    for folder in chosen.folders:
        for path in sorted(p for p in folder.iterdir() if p.suffix.casefold() in READERS):
            for line, counts in _line(path):
                print(line)
                sums.update(counts)
    print(", ".join(f"{count} {name}" for name, count in sums.items()))


def _line(path: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """What is found in a file; nothing that cannot be read is passed over in silence."""
    try:
        document = read(path.read_bytes(), path.name)
        style = find_headings(document.lines).style
        record, place = _record(path)
    except RecordRefused as refusal:
        yield f"{path.name[:48]:<48} refused: {refusal.message}", {"refused": 1}
        return
    items = record.meeting.items
    kinds = Counter(o.kind.value for item in items for o in item.outcomes)
    counts = {
        "files": 1,
        "items": len(items),
        "numbered items": sum(item.number is not None for item in items),
        "labels": sum(p.label is not None for item in items for p in item.paragraphs if p.part is Part.MINUTES),
        "decisions": kinds["decision"],
        "actions": kinds["action"],
        "motions": kinds["motion"],
        "cut-off items": sum(item.truncated for item in items),
    }
    found = list(counts.values())[1:]
    yield (
        f"{path.name[:48]:<48} {style:<32} {found[0]:>5} {found[1]:>7} {found[2]:>6} {found[3]:>9} {found[4]:>7}"
        f" {found[5]:>7} {found[6]:>7} {_share_in_items(record):>9.0%}  {place}",
        counts,
    )


def _record(path: Path) -> tuple[Record, str]:
    """The record of a file, and whether its place and date were read or had to be made up."""
    data = path.read_bytes()
    source = Source(path.name, str(path), hashlib.sha256(data).hexdigest(), "text")
    try:
        return parse(read(data, path.name), source), "read"
    except RecordRefused:
        pass
    try:
        return parse(read(data, path.name), source, Given(MADE_UP.council)), "council given"
    except RecordRefused:
        return parse(read(data, path.name), source, MADE_UP), "all given"


def _share_in_items(record: Record) -> float:
    """The share of visible characters that stands between the start and the end of an item."""
    visible = [at for at, character in enumerate(record.text) if not character.isspace()]
    inside = sum(any(item.start <= at < item.end for item in record.meeting.items) for at in visible)
    return inside / len(visible) if visible else 0.0


if __name__ == "__main__":
    main()
