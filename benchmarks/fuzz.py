"""Does any spoilt file crash, hang or bloat the ingest? `python -m benchmarks fuzz [FORMAT…] --files 10000 --seed 1`.

Every file is made from a good one by dice that fall the same at every run, and taken the whole way from bytes to
passages in a process that may use 5 s and 1 GB a file. A file that kills it is a fault like any other, and the next is
tried. Needs the test tools (`make check` installs them). Exit code 1: faults were found.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

from tests.ingest.fuzzing.mutations import mutated
from tests.ingest.fuzzing.seeds import Form
from tests.ingest.fuzzing.trials import Trial, limit_memory, limited_time, pdfs_in_forks, tried

_MOST_SHOWN = 8


def main(arguments: Sequence[str] | None = None) -> None:
    """Try the files and print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks fuzz", description=(__doc__ or "").split(" `")[0])
    parser.add_argument("formats", nargs="*", help=f"which formats: {', '.join(Form)} (all)")
    parser.add_argument("--files", type=int, default=10_000, help="how many files of each format (10000)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first (0)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other files (1)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes at once (one a core)")
    parser.add_argument("--keep", type=Path, help="a folder for the files in which a fault was found")
    chosen = parser.parse_args(arguments)
    unknown = [name for name in chosen.formats if name not in set(Form)]
    if unknown:
        parser.error(f"there is no format {unknown[0]}; there are {', '.join(Form)}")
    found = [_form(Form(name), chosen) for name in chosen.formats or Form]
    raise SystemExit(1 if any(found) else 0)


def _form(form: Form, chosen: argparse.Namespace) -> int:
    """Try the files of one format, print a line and its faults; how many were found."""
    began = time.perf_counter()
    step = -(-chosen.files // chosen.workers)
    starts = range(chosen.first, chosen.first + chosen.files, step)
    stop = chosen.first + chosen.files
    peaks: list[int] = []
    with ThreadPoolExecutor(chosen.workers) as pool:
        lanes = [pool.submit(_lane, form, chosen.seed, at, min(at + step, stop), peaks) for at in starts]
        trials = list(chain.from_iterable(lane.result() for lane in lanes))
    faults = [trial for trial in trials if trial.fault]
    outcomes = ", ".join(f"{count} {name}" for name, count in Counter(t.outcome for t in trials).most_common())
    slowest = max(trials, key=lambda trial: trial.seconds)
    print(
        f"{form:<15} {len(trials)} files in {time.perf_counter() - began:.0f} s: {len(faults)} faults; {outcomes}; "
        f"slowest {slowest.seconds:.2f} s (number {slowest.number}), most memory {max(peaks) / 1024:.0f} MB",
        flush=True,
    )
    _show(form, chosen, faults)
    return len(faults)


def _show(form: Form, chosen: argparse.Namespace, faults: Sequence[Trial]) -> None:
    kinds: dict[str, list[Trial]] = {}
    for trial in faults:
        kinds.setdefault(_kind(trial.fault or ""), []).append(trial)
    for kind, trials in sorted(kinds.items(), key=lambda entry: -len(entry[1])):
        numbers = " ".join(str(trial.number) for trial in trials[:_MOST_SHOWN])
        print(f"  {len(trials)} × {kind}\n      seed {chosen.seed}, numbers {numbers}")
        print("      " + (trials[0].fault or "").strip()[-1500:].replace("\n", "\n      "), flush=True)
    if chosen.keep and faults:
        chosen.keep.mkdir(parents=True, exist_ok=True)
        for trial in faults:
            name = f"{form}-{chosen.seed}-{trial.number}{form.suffix}"
            (chosen.keep / name).write_bytes(mutated(form, chosen.seed, trial.number))


def _kind(fault: str) -> str:
    """Faults of one place and one sort are one kind."""
    lines = fault.strip().splitlines()
    places = [line.strip() for line in lines if line.strip().startswith('File "')]
    where = places[-1].rpartition("/")[2] if places else ""
    return f"{lines[-1].partition(':')[0][:60]} {where}"


# --- the processes that try them ------------------------------------------------------------------------------------


def _lane(form: Form, seed: int, first: int, stop: int, peaks: list[int]) -> list[Trial]:
    """Try the files of some numbers, in as many processes as it takes."""
    trials: list[Trial] = []
    at = first
    while at < stop:
        trials += _until_it_ends(form, seed, at, stop, peaks)
        at = trials[-1].number + 1
    return trials


def _until_it_ends(form: Form, seed: int, first: int, stop: int, peaks: list[int]) -> Iterator[Trial]:
    """The trials of one process; the file that killed it comes last."""
    command = [sys.executable, "-m", "benchmarks.fuzz", "try", form.value, str(seed), str(first), str(stop)]
    at = first
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603  # a program of ours
        assert process.stdout is not None  # noqa: S101
        assert process.stderr is not None  # noqa: S101
        for line in process.stdout:
            said = json.loads(line)
            peaks.append(said.pop("peak"))
            trial = Trial(**said)
            yield trial
            at = trial.number + 1
        errors = process.stderr.read()
    if at < stop:
        code = process.returncode
        end = "ended" if code >= 0 else "it hung: SIGPROF" if -code == signal.SIGPROF else signal.Signals(-code).name
        yield Trial(at, "killed", 0.0, f"{errors[-3000:]}\nkilled ({end})")


def _try(form: Form, seed: int, first: int, stop: int) -> None:
    """Be the process: try files, a line for each."""
    with pdfs_in_forks():
        limit_memory()
        for number in range(first, stop):
            trial = tried(form, seed, number, limited_time())
            peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
            sys.stdout.write(json.dumps({**dataclasses.asdict(trial), "peak": peak}) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:2] == ["try"]:
        _try(Form(sys.argv[2]), *map(int, sys.argv[3:6]))
    else:
        main()
