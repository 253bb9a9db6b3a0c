"""kill -9 at random moments of ingest, change, remove and reindex: `python -m benchmarks kills --kills 100`.

Every store that a killed command left is looked through, brought to its end by the same commands, and compared to the
byte with one that nobody disturbed. Needs the test tools (`make check` installs them). Ends with an error at the first
store that differs.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.ingest.killing import World, launcher


def main(arguments: Sequence[str] | None = None) -> None:
    """Kill, look, and print what was met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks kills", description=(__doc__ or "").split(": `")[0])
    parser.add_argument("--kills", type=int, default=100, help="how many of each command (100)")
    parser.add_argument("--files", type=int, default=100, help="how many files (100)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other moments (1)")
    parser.add_argument("--apart", action="store_true", help="look through each new index in a process of its own")
    chosen = parser.parse_args(arguments)
    dice = random.Random(chosen.seed)  # noqa: S311  the same moments at every run
    with (
        TemporaryDirectory(prefix="minutebook-kills-") as folder,
        launcher(checked="apart" if chosen.apart else "here") as run,
    ):
        for tally in World(Path(folder), run, chosen.files, dice).try_all(chosen.kills):
            print(
                f"{tally.command:<8} {tally.kills} kills ({tally.midway} midway, {tally.late} too late) over"
                f" {tally.seconds:.1f} s; {tally.stores} stores brought to an end, each equal to the undisturbed one",
                flush=True,
            )


if __name__ == "__main__":
    main()
