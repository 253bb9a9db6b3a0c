"""How fast is an ingest, beside the common recipe, and how much memory does it take? `python -m benchmarks.ingest`.

Both take in the same files in one run, each in a process of its own; the figures are ratios, because what else the
computer does falls on both. Memory is the most that a process and all that it started held at one time.
`--meetings N` says how many; 300 real ones are used where they lie beside the checkout, and made-up ones beyond that.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import corpus
from benchmarks.recipe import MISSING

_EVERY_S = 0.05
_SHORT = 300  # files, of which it is measured how fast they are found unchanged
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process took."""

    status: int
    seconds: float
    processor_seconds: float
    peak_bytes: int
    out: str


def main(meetings: int = 40, rounds: int = 2) -> None:
    """Measure and print."""
    with TemporaryDirectory(prefix="minutebook-bench-") as name:
        folder = Path(name)
        told = corpus.written(folder / "all", meetings)
        corpus.written(folder / "few", max(1, meetings // 4))
        words = corpus.words_in(folder / "all")
        print(f"{told}, {words} words; {os.cpu_count()} cores")
        ours, recipes = [], []
        for number in range(rounds):
            ours.append(_ours(folder / "all", folder / f"ours-{number}"))
            recipes.append(_run("-m", "benchmarks.recipe", folder / "all", folder / f"recipe-{number}"))
        few = _ours(folder / "few", folder / "few-store")
        corpus.written(folder / "short", _SHORT, items=1)
        again = [_ours(folder / "short", folder / "short-store") for _ in range(2)][1]
    _tell_taken(ours)
    _tell_memory(ours, few)
    _tell_unchanged(again)
    _compare(ours, recipes)


def _tell_taken(ours: list[Ran]) -> None:
    report = json.loads(ours[0].out)
    print(f"  taken in               {report['added']:9} files; {report['refused']} refused as no minutes")


def _tell_unchanged(again: Ran) -> None:
    report = json.loads(again.out)
    if report["unchanged"] != _SHORT:
        raise SystemExit("The second ingest was not of unchanged files; its time means nothing.")
    rate = _SHORT / report["seconds"]
    print(f"  unchanged files        {rate:9.0f} a second ({_SHORT} in a run, without the program's start)")


def _tell_memory(ours: list[Ran], few: Ran) -> None:
    most = max(one.peak_bytes for one in ours)
    print(
        f"  most memory            {most / 1e9:9.2f} GB; {most / few.peak_bytes:.2f} × that of a quarter of the files"
    )


def _compare(ours: list[Ran], recipes: list[Ran]) -> None:
    if recipes[0].status == MISSING:
        print("  The recipe's packages are not installed (pip install .[baselines]); nothing to compare with.")
        return
    if recipes[0].status:
        raise SystemExit(f"The recipe failed: {recipes[0].out}")
    told = json.loads(recipes[0].out)
    print(f"the recipe: {told['pieces']} pieces, embedded by {told['embeddings']}")
    for what in ("seconds", "processor_seconds", "peak_bytes"):
        theirs, mine = (median(getattr(one, what) for one in some) for some in (recipes, ours))
        print(f"  {what.replace('_', ' '):<22} {theirs / mine:9.2f} × ours")


def _ours(folder: Path, store: Path) -> Ran:
    ran = _run("-m", "assistant", "ingest", folder, "--store", store, "--json")
    if ran.status not in (0, 1):  # 1: some of the files are no minutes
        raise SystemExit(f"The ingest failed: {ran.out}")
    return ran


def _run(*arguments: str | Path) -> Ran:
    """Run Python to its end, and look every moment at what it holds."""
    began, peak = time.perf_counter(), 0
    with TemporaryDirectory(prefix="minutebook-bench-out-") as folder, (Path(folder) / "out").open("w+") as out:
        process = subprocess.Popen([sys.executable, *map(str, arguments)], stdout=out, stderr=subprocess.DEVNULL)  # noqa: S603  our own
        while True:
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            peak = max(peak, _held(process.pid))
            time.sleep(_EVERY_S)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        taken = time.perf_counter() - began
        return Ran(process.returncode, taken, used.ru_utime + used.ru_stime, peak, out.read())


def _held(pid: int) -> int:
    """Bytes that a process and all below it hold; shared ones are counted in each. Nothing where there is no /proc."""
    try:
        own = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * _PAGE
        threads = Path(f"/proc/{pid}/task").iterdir()
        below = [int(child) for t in threads for child in (t / "children").read_text("ascii").split()]
    except (OSError, ValueError, IndexError):
        return 0  # it ended meanwhile
    return own + sum(map(_held, below))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meetings", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=2)
    chosen = parser.parse_args()
    main(chosen.meetings, chosen.rounds)
