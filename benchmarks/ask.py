"""How fast is an answer? Run with `python -m benchmarks.ask`; prints the figures that issue 2 sets limits for.

Every known question is asked three times of one process, which is what a chat does, and once more to time the stages.
The cold start is the command, from nothing. `--passages 100000` asks over a store of that many passages more, which is
made first (minutes, once), and also says in which functions the time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler  # noqa: TID251  the steps are timed as LangChain tells of them

from assistant.answers import Answer, Question
from assistant.build import Assistant
from benchmarks.big_store import big_store
from eval.cases import QUESTIONS, load
from eval.corpora import ROOT
from eval.run import assistant_over

ROUNDS = 3
MOST_WARM_MS = 60.0  # median, on two cores
MOST_COLD_S = 3.0
COLD_STARTS = 5
MOST_FUNCTIONS = 16
HEADLINE = "what did Ofsted say about churn?"


class Stages(BaseCallbackHandler):
    """Times each step of the chain."""

    def __init__(self) -> None:
        self.taken: dict[str, list[float]] = defaultdict(list)
        self._begun: dict[UUID, tuple[str, float]] = {}

    def on_chain_start(self, serialized: Any, inputs: Any, *, run_id: UUID, **told: Any) -> None:  # noqa: ANN401  as LangChain has it
        """A step begins."""
        self._begun[run_id] = (str(told.get("name")), time.perf_counter())

    def on_chain_end(self, outputs: Any, *, run_id: UUID, **_: Any) -> None:  # noqa: ANN401
        """A step is over."""
        name, begun = self._begun.pop(run_id)
        self.taken[name].append((time.perf_counter() - begun) * 1e3)


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ask", description="How fast is an answer?")
    parser.add_argument("--passages", type=int, default=0, help="over so many made-up passages more (100000)")
    chosen = parser.parse_args(arguments)
    questions = [case.question for case in load(QUESTIONS / "dev.jsonl")]
    with assistant_over(store=big_store(chosen.passages) if chosen.passages else None) as assistant:
        _warm(assistant, questions)
        _stages(assistant, questions)
        if chosen.passages:
            _functions(assistant, questions)
        _cold(assistant.settings.store)


def _warm(assistant: Assistant, questions: Sequence[Question]) -> None:
    print(f"{len(questions)} questions, each {ROUNDS} times, over {_passages(assistant)} passages")
    assistant.ask(Question(HEADLINE))
    rounds = [[_timed(assistant, question) for question in questions] for _ in range(ROUNDS)]
    taken = sorted(ms for one in rounds for ms, _ in one)
    middle = median(taken)
    print(f"  {'median':<22}{middle:9.1f} ms   {middle / MOST_WARM_MS:5.2f} × the limit of {MOST_WARM_MS:.0f} ms")
    print(f"  {'95 in 100 under':<22}{taken[int(len(taken) * 0.95)]:9.1f} ms")
    print(f"  {'slowest':<22}{taken[-1]:9.1f} ms")
    for number, one in enumerate(rounds, start=1):
        print(f"  {f'median of round {number}':<22}{median(ms for ms, _ in one):9.1f} ms")
    for kind, answered in (("answered", True), ("refused", False)):
        some = [ms for one in rounds for ms, was_answered in one if was_answered is answered]
        if some:
            print(f"  {f'median where {kind}':<22}{median(some):9.1f} ms   ({len(some) // ROUNDS} questions)")


def _timed(assistant: Assistant, question: Question) -> tuple[float, bool]:
    began = time.perf_counter()
    reply = assistant.ask(question)
    return (time.perf_counter() - began) * 1e3, isinstance(reply, Answer)


def _stages(assistant: Assistant, questions: Sequence[Question]) -> None:
    """Medians of the steps of the chain; embedding is a part of retrieving."""
    stages = Stages()
    for question in questions:
        assistant.chain.invoke(question, {"callbacks": [stages]})
    embedding = [_embedded(assistant, question) for question in questions]
    print("medians of the stages")
    print(f"  {'(embed the question)':<22}{median(embedding):9.1f} ms")
    for name in ("understand", "retrieve", "draft", "verify"):
        if stages.taken[name]:
            print(f"  {name:<22}{median(stages.taken[name]):9.1f} ms")


def _functions(assistant: Assistant, questions: Sequence[Question]) -> None:
    """In which functions the time goes: of ours with all they call, and of all by themselves."""
    profile = cProfile.Profile(time.process_time)  # of this process alone, whatever else the computer does
    profile.enable()
    for question in questions:
        assistant.ask(question)
    profile.disable()
    own: dict[str, float] = defaultdict(float)
    whole: dict[str, float] = defaultdict(float)
    for (file, _, name), (_, _, itself, with_calls, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        place = f"{Path(file).parent.name}/{Path(file).name}:{name}"
        own[place] += itself
        if str(ROOT) in file and ".venv" not in file:
            whole[place] += with_calls
    for what, found in (("of ours, with all they call", whole), ("of all, by themselves", own)):
        print(f"functions {what}: processor milliseconds a question, while being watched")
        for place, seconds in sorted(found.items(), key=lambda entry: -entry[1])[:MOST_FUNCTIONS]:
            print(f"  {place:<52}{seconds / len(questions) * 1e3:9.1f} ms")


def _embedded(assistant: Assistant, question: Question) -> float:
    began = time.perf_counter()
    assistant.chain.embed(question.text)
    return (time.perf_counter() - began) * 1e3


def _cold(store: Path) -> None:
    taken = sorted(_start(store) for _ in range(COLD_STARTS))
    middle = median(taken)
    print(f"`minutebook ask` from a cold start, {COLD_STARTS} times")
    print(f"  {'median':<22}{middle:9.2f} s    {middle / MOST_COLD_S:5.2f} × the limit of {MOST_COLD_S:.0f} s")
    print(f"  {'fastest, slowest':<22}{taken[0]:9.2f} s {taken[-1]:9.2f} s")


def _start(store: Path) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "assistant", "ask", HEADLINE, "--store", str(store)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  a program of ours
    return time.perf_counter() - began


def _passages(assistant: Assistant) -> int:
    with assistant.store.view() as view:
        return view.passage_count()


if __name__ == "__main__":
    main(sys.argv[1:])
