"""`python -m benchmarks` runs them all; `python -m benchmarks ask` those that are named."""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks import ask, embed, ingest, qmsum

ALL: dict[str, Callable[[], None]] = {
    "ask": ask.main,
    "ingest": ingest.main,
    "embed": embed.main,
    "qmsum": qmsum.main,
}


def main() -> None:
    """Run the benchmarks that are named, or all."""
    names = sys.argv[1:] or list(ALL)
    unknown = [name for name in names if name not in ALL]
    if unknown:
        sys.stderr.write(f"There is no benchmark {unknown[0]}; there are {', '.join(ALL)}.\n")
        raise SystemExit(2)
    for number, name in enumerate(names):
        print(("\n" if number else "") + f"=== {name}")
        ALL[name]()


if __name__ == "__main__":
    main()
