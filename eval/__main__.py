"""`python -m eval`: asks the known questions and says how good the answers are; `python -m eval train` learns.

Exit code 1 if a law is broken: a quote that is no slice of its record, or a refusal with sources.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.build import Assistant
from eval.cases import QUESTIONS, Case, load
from eval.report import as_text
from eval.run import RECORDS, assistant_over, run


def main(arguments: list[str] | None = None) -> int:
    """Run the evaluation; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m eval", description="Ask the known questions and score the answers."
    )
    parser.add_argument(
        "what", nargs="?", choices=("run", "train"), default="run", help="train: learn the weights anew"
    )
    parser.add_argument("--questions", type=Path, default=QUESTIONS / "dev.jsonl", help="JSON lines of known questions")
    parser.add_argument("--records", type=Path, default=RECORDS, help="folder of the records they are about")
    parser.add_argument("--store", type=Path, help="a store that holds them already")
    parser.add_argument("--json", action="store_true", help="print JSON for machines")
    chosen = parser.parse_args(arguments)
    cases = load(chosen.questions)
    with assistant_over(chosen.records, chosen.store) as assistant:
        if chosen.what == "train":
            return _train([Known(cases, assistant)])
        scores = run(cases, assistant)
    print(as_text(scores, as_json=chosen.json))
    return 0 if all(s.exact and s.sourceless for s in scores) else 1


def _train(cases: Sequence[Case], assistant: Assistant) -> int:
    from eval.train import Known, save, train

    weights, lines = train([Known(cases, assistant)])
    save(weights, cases, lines)
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
