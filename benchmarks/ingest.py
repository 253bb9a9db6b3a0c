"""How fast is an ingest? Run with `python -m benchmarks.ingest`; the sample records, from nothing and then again."""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from assistant.build import encoding_of
from assistant.settings import Settings
from eval.run import RECORDS
from ingest.run import Status, ingest
from ingest.store import Store


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory(prefix="minutebook-bench-") as folder:
        settings = Settings(store=Path(folder) / "store")
        cold = _run(settings, Status.ADDED)
        again = _run(settings, Status.UNCHANGED)
        with Store.open(settings.store, None) as store, store.view() as view:
            passages, meetings = view.passage_count(), len(view.meetings())
    print(f"{meetings} records, {passages} passages")
    print(f"  {'from nothing':<22}{cold:9.2f} s {passages / cold:9.1f} passages a second, the model's loading included")
    print(f"  {'again, unchanged':<22}{again:9.2f} s {cold / again:9.1f} × as fast")


def _run(settings: Settings, expected: Status) -> float:
    began = time.perf_counter()
    report = ingest([RECORDS], settings.store, encoding_of(settings, Console(quiet=True)))
    taken = time.perf_counter() - began
    if {file.status for file in report.files} != {expected}:
        raise SystemExit(f"The records were not all {expected.value}; the time means nothing.")
    return taken


if __name__ == "__main__":
    main()
