"""What the house styles find in files: `python -m benchmarks.layouts FOLDER…` prints a line a file, then the worst.

Without a folder it reads the sample records and, where they are, ../shared/layouts, ../shared/kent and the collection
../shared/limerick/minutes.jsonl (a JSON object a line, with the text of one meeting's minutes in "text"). Files that
do not say their council, committee or date are read as of a made-up one: here it is only the items that are looked at.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import RecordRefused
from ingest.layouts.meeting import Given, parse
from ingest.layouts.styles import find_headings
from ingest.originals import Source
from ingest.readers import READERS, read
from ingest.records import Part, Record

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
USUAL = (ROOT / "records", SHARED / "layouts", SHARED / "kent", SHARED / "limerick" / "minutes.jsonl")
MADE_UP = Given("Anyshire County Council", "Any Committee", dt.date(2020, 1, 1))
WORST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one file."""

    name: str
    style: str
    place: str  # whether its council, committee and date were read or given
    counts: dict[str, int]
    in_items: float  # share of the visible characters that stands between the start and the end of an item
    expected: int  # numbers from the lowest to the highest, in whatever order the items were taken
    numbers: int  # of these found

    @property
    def fault(self) -> float:
        """How much is likely to be wrong: what stands in no item, and numbers left out."""
        return 1 - self.in_items + (self.expected - self.numbers) / max(self.expected, 1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what is found in each file, the sums, the worst files and those refused."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.layouts", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("places", nargs="*", type=Path, default=[place for place in USUAL if place.exists()])
    chosen = parser.parse_args(arguments)
    print(f"{'file':<48} {'style':<30} items numbers sequence labels decisions actions motions prose cut-off in items")
    for place in chosen.places:
        found, refused = [], []
        for name, data in _files(place):
            try:
                found.append(_found(name, data))
                print(_line(found[-1]))
            except RecordRefused as refusal:
                refused.append(f"{name[:70]:<70} {refusal.message}")
        _summary(place, found, refused)


def _summary(place: Path, found: Sequence[Found], refused: Sequence[str]) -> None:
    """The sums of a place, its worst files, and what was refused and why."""
    sums: Counter[str] = Counter()
    for one in found:
        sums.update(one.counts)
    expected, numbers = sum(f.expected for f in found), sum(f.numbers for f in found)
    mean = sum(f.in_items for f in found) / max(len(found), 1)
    places = Counter(f.place for f in found)
    print(f"\n{place.name}: {len(found)} read, {len(refused)} refused; {mean:.1%} of characters inside items;")
    print(f"  {numbers} of the {expected} numbers of their sequences ({numbers / max(expected, 1):.1%});")
    print("  " + ", ".join(f"{count} {name}" for name, count in sums.items()))
    print("  council, committee and date: " + ", ".join(f"{count} {name}" for name, count in places.items()))
    if len(found) > WORST:
        print(f"  the worst {WORST}:")
        for one in sorted(found, key=lambda f: -f.fault)[:WORST]:
            print("   " + _line(one))
    for line in refused:
        print(f"  refused: {line}")
    print()


def _files(place: Path) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of every file of a folder, or of every text of a collection."""
    if place.is_dir():
        for path in sorted(p for p in place.iterdir() if p.suffix.casefold() in READERS):
            yield path.name, path.read_bytes()
        return
    for number, row in enumerate(place.read_text("utf-8").splitlines()):
        entry = json.loads(row)
        yield f"{number:03} {Path(entry['path']).stem}.md", entry["text"].encode()


def _found(name: str, data: bytes) -> Found:
    record, place = _record(name, data)
    style = find_headings(read(data, name).lines).style
    items = record.meeting.items
    kinds = Counter(o.kind.value for item in items for o in item.outcomes)
    numbers = {int(item.number) for item in items if item.number and item.number.isdigit()}
    counts = {
        "items": len(items),
        "numbered items": sum(item.number is not None for item in items),
        "labels": sum(p.label is not None for item in items for p in item.paragraphs if p.part is Part.MINUTES),
        "decisions": kinds["decision"],
        "actions": kinds["action"],
        "motions": kinds["motion"],
        "sentences that decide": kinds["prose"],
        "cut-off items": sum(item.truncated for item in items),
        "people": len(record.meeting.attendance),
    }
    expected = max(numbers, default=0) - min(numbers, default=1) + 1
    return Found(name, style, place, counts, _share_in_items(record), expected, len(numbers))


def _line(found: Found) -> str:
    items, numbers, labels, decisions, actions, motions, prose, cut, _ = found.counts.values()
    sequence = f"{found.numbers}/{found.expected}"
    return (
        f"{found.name[:48]:<48} {found.style:<30} {items:>5} {numbers:>7} {sequence:>8} {labels:>6} {decisions:>9}"
        f" {actions:>7} {motions:>7} {prose:>5} {cut:>7} {found.in_items:>8.0%}"
    )


def _record(name: str, data: bytes) -> tuple[Record, str]:
    """The record of a file, and whether its place and date were read or had to be made up."""
    source = Source(name, name, hashlib.sha256(data).hexdigest(), "text")
    for given, place in ((Given(), "read"), (Given(MADE_UP.council), "read but for the council")):
        try:
            return parse(read(data, name), source, given), place
        except RecordRefused:
            pass
    return parse(read(data, name), source, MADE_UP), "given"


def _share_in_items(record: Record) -> float:
    visible = [at for at, character in enumerate(record.text) if not character.isspace()]
    inside = sum(any(item.start <= at < item.end for item in record.meeting.items) for at in visible)
    return inside / len(visible) if visible else 0.0


if __name__ == "__main__":
    main()
