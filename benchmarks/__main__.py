"""`python -m benchmarks` runs the timings; `python -m benchmarks ask` those that are named.

`fuzz`, `kills`, `large` and `model` take minutes to hours and options of their own: `python -m benchmarks fuzz --help`.
`screen` needs a Chromium. What the house styles find in files of your own: `python -m benchmarks.layouts FOLDER…`.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable

from benchmarks import ask, embed, ingest, qmsum

ALL: dict[str, Callable[[], None]] = {
    "ask": ask.main,
    "ingest": ingest.main,
    "embed": embed.main,
    "qmsum": qmsum.main,
}
ON_DEMAND = ("fuzz", "kills", "large", "model", "screen")  # loaded when they are asked for: they need the test tools


def main() -> None:
    """Run the benchmarks that are named, or all timings; the first that takes options is given them."""
    names = sys.argv[1:] or list(ALL)
    if names[0] in {"-h", "--help"}:
        print(__doc__)
        return
    if names[0] in ON_DEMAND:
        importlib.import_module(f"benchmarks.{names[0]}").main(names[1:])
        return
    unknown = [name for name in names if name not in ALL]
    if unknown:
        sys.stderr.write(f"There is no benchmark {unknown[0]}; there are {', '.join([*ALL, *ON_DEMAND])}.\n")
        raise SystemExit(2)
    for number, name in enumerate(names):
        print(("\n" if number else "") + f"=== {name}")
        ALL[name]()


if __name__ == "__main__":
    main()
