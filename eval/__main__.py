"""`python -m eval`: asks the known questions, says how good the answers are, and writes the report.

`python -m eval check` looks whether the questions are whole and each quote stands in its record; `python -m eval train`
learns the assistant's weights, `python -m eval train-surplus` those of when a claim says more than its quotes; `python
-m eval claims` says how true and false claims in other words fare. Exit code 1 if a law is broken, the gate is not
passed, or a question is not sound.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from eval import gate as gates
from eval import grounding, kept
from eval.baselines import PEERS
from eval.cases import QUESTIONS, Case, load_all
from eval.check import check
from eval.compare import Comparison, compare
from eval.corpora import CACHE, CORPORA
from eval.figures import broken
from eval.html import html
from eval.markdown import markdown
from eval.report import changes, failures, page, summary
from eval.run import run_all
from eval.stores import Stores, opened
from ingest.errors import MinutebookError

_EXAMPLES = """examples:
  python -m eval                                     all questions, of the records that this machine has
  python -m eval --questions eval/questions/dev.jsonl --store .minutebook
  python -m eval --peers all                         beside LangChain's recipe, LlamaIndex, Haystack and BM25 alone
  python -m eval --against start                     beside a run kept in eval/baselines/runs, or beside a peer
  python -m eval claims                              true and false claims about the sample records
  python -m eval --model ollama:NAME                 worded by a chat model; its replies are kept in .cache/eval/replies
  python -m eval --gate                              what eval/gate.toml asks for
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the evaluation; the exit code."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if chosen.gate and (chosen.questions or chosen.store):
        parser.error("--gate asks the questions that eval/gate.toml names, of the sample records")
    try:
        return _done(chosen)
    except MinutebookError as error:
        print(f"{error.message} {error.hint}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval",
        description="Ask the known questions and score the answers.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    what = parser.add_argument(
        "what", nargs="?", choices=("run", "check", "train", "train-surplus", "claims"), default="run"
    )
    what.help = (
        "check: are the questions sound; train, train-surplus: learn the weights anew; claims: are false ones stopped"
    )
    parser.add_argument(
        "--questions", type=Path, nargs="+", metavar="FILE", help="files of known questions; default all"
    )
    parser.add_argument("--store", type=Path, metavar="DIR", help="a store that holds the records already")
    parser.add_argument("--out", type=Path, metavar="DIR", default=CACHE, help="where the reports go (.cache/eval)")
    parser.add_argument("--peers", nargs="+", metavar="NAME", default=[], help=f"all, or some of {', '.join(PEERS)}")
    parser.add_argument("--against", metavar="NAME", help="a kept run or a peer to compare with")
    parser.add_argument("--keep", metavar="NAME", help="keep this run under a name, in eval/baselines/runs")
    parser.add_argument(
        "--model", metavar="MODEL", default="", help="have a chat model word the answers; compared with those without"
    )
    parser.add_argument("--gate", action="store_true", help="fail if a figure is below its bound in eval/gate.toml")
    parser.add_argument("--json", action="store_true", help="print run.json instead of the summary")
    return parser


def _done(chosen: argparse.Namespace) -> int:
    if chosen.what in _ALONE:
        return _ALONE[chosen.what]()
    gate = gates.read() if chosen.gate else None
    paths = list(gate.questions) if gate else chosen.questions or sorted(QUESTIONS.glob("*.jsonl"))
    if chosen.what == "check":
        return _check(paths)
    if chosen.what == "train":
        return _train(load_all(paths), chosen.store)
    run = _run(chosen, paths)
    falls = list(gates.falls(gate, run.scores)) if gate else []
    for told in (*broken(run.scores), *(f"Gate: {fall}" for fall in falls)):
        print(told, file=sys.stderr)
    if gate and not falls:
        print(f"Gate: passed, {len(gate.at_least)} figures.", file=sys.stderr)
    return 1 if falls or broken(run.scores) else 0


def _run(chosen: argparse.Namespace, paths: Sequence[Path]) -> kept.Run:
    """Ask, compare, write and print."""
    cases = load_all(paths)
    outcome = run_all(cases, chosen.store, _peers(chosen), chosen.model)
    run = kept.made(outcome, paths)
    last = kept.keep(run, chosen.out)
    comparisons = [compare("the last run", last.scores, run.scores)] if last else []
    comparisons += _against(chosen.against, run)
    if chosen.model:
        comparisons.append(compare("the answers without a model", run_all(cases, chosen.store).scores, run.scores))
    report = page(run, comparisons)
    (chosen.out / "report.md").write_text(markdown(report), "utf-8")
    (chosen.out / "report.html").write_text(html(report), "utf-8")
    (chosen.out / "timing.json").write_text(json.dumps(_timing(outcome.milliseconds)) + "\n", "utf-8")
    if chosen.keep:
        print(f"Kept as {kept.keep_named(run, chosen.keep).name}.", file=sys.stderr)
    _print(chosen, run, comparisons)
    timing = ", ".join(f"{name} {taken:.0f} ms" for name, taken in _timing(outcome.milliseconds).items())
    print(f"A warm answer here: {timing}. The report: {chosen.out / 'report.html'}", file=sys.stderr)
    return run


def _print(chosen: argparse.Namespace, run: kept.Run, comparisons: Sequence[Comparison]) -> None:
    if chosen.json:
        print(kept.as_json(run), end="")
        return
    compared = [line for comparison in comparisons for line in ("", *changes(comparison))]
    lines = [*run.skipped, *summary(run), "", "What went wrong:", *failures(run.scores), *compared]
    print("\n".join(lines))


def _peers(chosen: argparse.Namespace) -> list[str]:
    """The peers to ask, and the one to compare with if it is a peer."""
    named = list(PEERS) if "all" in chosen.peers else list(chosen.peers)
    if chosen.against in PEERS and chosen.against not in named:
        named.append(chosen.against)
    unknown = [name for name in named if name not in PEERS]
    if unknown:
        raise MinutebookError(f"There is no peer {unknown[0]}.", hint=f"There are {', '.join(PEERS)}.")
    return named


def _against(name: str | None, run: kept.Run) -> list[Comparison]:
    """The comparison that was asked for."""
    if name is None:
        return []
    others = dict(run.peers)
    return [compare(name, others[name] if name in others else kept.named(name).scores, run.scores)]


def _timing(milliseconds: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile of some times."""
    if not milliseconds:
        return {}
    ordered = sorted(milliseconds)
    return {"median": round(median(ordered), 1), "95 in 100 under": round(ordered[int(len(ordered) * 0.95)], 1)}


def _check(paths: Sequence[Path]) -> int:
    found = [*check(paths), *grounding.problems(sorted(grounding.CLAIMS.glob("*.toml")))]
    print("\n".join(found) or f"{len(load_all(paths))} questions are sound; each quote stands where it says it does.")
    return 1 if any(not told.startswith("Not looked at") for told in found) else 0


def _claims() -> int:
    """How true and false claims in other words fare, file by file."""
    for path in sorted(grounding.CLAIMS.glob("*.toml")):
        outcomes = grounding.measured(grounding.load(path))
        print("\n".join((path.stem, *grounding.table(outcomes, with_faults=not grounding.is_unseen(path)))))
    return 0


def _train_surplus() -> int:
    """Learn when a claim says more than its quotes."""
    from eval.train_surplus import save, train

    learnt, lines = train()
    save(learnt, lines)
    print("\n".join(lines))
    return 0


_ALONE = {"claims": _claims, "train-surplus": _train_surplus}  # what needs no questions


def _train(cases: Sequence[Case], store: Path | None) -> int:
    """Learn from the questions whose records are here, without those that have extra records."""
    from eval.train import Known, save, train
    from eval.transcripts import spoken_over

    with Stores(store) as stores, ExitStack() as open_ones:
        sets = []
        for name, corpus in CORPORA.items():
            about = [case for case in cases if case.records == name and case.teaches]
            if about and corpus.is_there and corpus.is_learnt_from:
                sets.append(Known(about, open_ones.enter_context(opened(stores.of(corpus)))))
        weights, lines = train(sets, open_ones.enter_context(spoken_over("train")))
    save(weights, [case for known in sets for case in known.cases], lines)
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
