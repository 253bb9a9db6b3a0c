"""10,000 tiny files, then one PDF of 2,000 pages: `python -m benchmarks large`. What is lost, how long it takes.

Each is taken in by a process of its own, with an embedder that needs no model, so that what is measured is reading and
storing. Needs the test tools (`make check` installs them). Ends with an error where anything was lost.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.reports import Status
from tests.ingest import runs
from tests.ingest.large import long_pdf, tiny_files

MOST_MEMORY_MB = 1_500


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the files, take them in, and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks large", description=(__doc__ or "").split(": `")[0])
    parser.add_argument("--files", type=int, default=10_000, help="how many tiny files (10000)")
    parser.add_argument("--pages", type=int, default=2_000, help="how many pages of a PDF (2000)")
    chosen = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="minutebook-large-") as folder:
        place = Path(folder)
        many = tiny_files(place / "many", chosen.files)
        for lines, name in ((20, "long.pdf"), (48, "longer.pdf")):
            (place / name).write_bytes(long_pdf(chosen.pages, lines=lines))
        for path in (many, many, place / "long.pdf", place / "longer.pdf"):
            command = [sys.executable, "-m", "benchmarks.large", "take", str(place / "store"), str(path)]
            subprocess.run(command, check=True)  # noqa: S603  # a program of ours
        held = len(runs.held(place / "store"))
    if held < chosen.files + 1:
        raise SystemExit(f"Only {held} meetings are held of {chosen.files} tiny files and one long one.")


def _take(store: Path, path: Path) -> None:
    """Be the process: take in a file or a folder, and print what came of it."""
    report = runs.run(store, path)
    counts = ", ".join(f"{report.count(status)} {status.value}" for status in Status if report.count(status))
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    memory = f"most memory {peaks[0]:.0f} MB, of its children {peaks[1]:.0f} MB"
    print(f"{path.name:<12} {counts} in {report.seconds:.1f} s; {memory}")
    for file in report.files:
        if file.reason:
            print(f"             {file.reason} Next: {file.hint}")
    if max(peaks) > MOST_MEMORY_MB:
        raise SystemExit(f"That is over {MOST_MEMORY_MB} MB.")


if __name__ == "__main__":
    if sys.argv[1:2] == ["take"]:
        _take(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
