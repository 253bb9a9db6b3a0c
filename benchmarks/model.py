"""What a chat model's answers take, beside the model itself: `python -m benchmarks model`.

A server on this machine plays the model, at a fixed rate of words, and says what the record bears out. Told are the
time to the first proved sentence, the tokens of an answer, and what is ours of the time: all of it less the server's,
by sentence shown. It includes what an answer without a model takes, which is told beside it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean, median

from assistant.answers import Answer, Claim, Question
from assistant.build import Assistant, build
from assistant.settings import Settings
from eval.cases import QUESTIONS, load
from eval.corpora import CORPORA
from eval.stores import Stores
from tests.assistant.models.behaviours import good
from tests.assistant.models.server import Ask, Reply, Server, serving

MOST_OURS_MS = 60.0  # a sentence
NAME = "paced"


@dataclass(frozen=True, slots=True)
class Taken:
    """What one answer took."""

    whole_s: float
    first_s: float | None  # None where no sentence came
    server_s: float
    processor_s: float  # of this process, the server's share included
    shown: int
    tokens: tuple[int, int] | None  # None where the model was not asked
    is_worded: bool

    @property
    def ours_ms(self) -> float:
        """All but the server's time, by sentence shown."""
        return (self.whole_s - self.server_s) / max(1, self.shown) * 1e3


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks model", description="What do a model's answers take?")
    parser.add_argument("--rate", type=float, default=50.0, help="words a second that the server writes (50)")
    parser.add_argument("--questions", type=int, default=30, help="so many of the known questions (30)")
    chosen = parser.parse_args(arguments)
    asks = [case.question for case in load(QUESTIONS / "dev.jsonl")][: chosen.questions]

    def paced(ask: Ask) -> Reply:
        return replace(good(ask), pause=1 / chosen.rate)

    with Stores() as stores, serving({NAME: paced}) as server:
        folder = stores.of(CORPORA["samples"])
        assistant = build(Settings(_env_file=None, store=folder, model=f"{server.address}#{NAME}"))
        try:
            assistant.ask(asks[0])  # warm
            _print([_timed(assistant, ask, server) for ask in asks], _without(folder, asks), chosen.rate)
        finally:
            assistant.close()


def _timed(assistant: Assistant, question: Question, server: Server) -> Taken:
    server.spent.clear()
    began, worked = time.perf_counter(), time.process_time()
    first: float | None = None
    for part in assistant.stream(question):
        if isinstance(part, Claim):
            first = first if first is not None else time.perf_counter() - began
            continue
        whole = time.perf_counter() - began
        usage = part.usage
        tokens = (usage.tokens_in, usage.tokens_out) if usage else None
        shown = len(part.claims) if isinstance(part, Answer) else 0
        work = time.process_time() - worked
        return Taken(whole, first, sum(server.spent), work, shown, tokens, part.model != "extractive")
    raise AssertionError("a stream ends in its reply")


def _without(store: Path, asks: Sequence[Question]) -> list[float]:
    """What the same answers take without a model."""
    assistant = build(Settings(_env_file=None, store=store, model=""))
    taken = []
    try:
        for ask in (asks[0], *asks):
            began = time.perf_counter()
            assistant.ask(ask)
            taken.append(time.perf_counter() - began)
    finally:
        assistant.close()
    return taken[1:]


def _print(taken: Sequence[Taken], without: Sequence[float], rate: float) -> None:
    asked = [one for one in taken if one.tokens is not None]
    worded = [one for one in asked if one.is_worded and one.shown]
    print(f"{len(taken)} questions; the model was asked {len(asked)} times, its words were shown {len(worded)} times")
    print(f"at {rate:.0f} words a second")
    firsts = [one.first_s for one in worded if one.first_s is not None]
    print(f"  {'first proved sentence':<34}{median(firsts):8.2f} s   median")
    print(f"  {'whole answer':<34}{median(one.whole_s for one in worded):8.2f} s   median")
    tokens = [one.tokens for one in asked if one.tokens is not None]
    print(f"  {'words read, written':<34}{mean(t[0] for t in tokens):8.0f}, {mean(t[1] for t in tokens):.0f}   mean")
    ours = median(one.ours_ms for one in worded)
    of_limit = f"{ours / MOST_OURS_MS:5.2f} × the limit of {MOST_OURS_MS:.0f} ms"
    print(f"  {'ours, a sentence shown':<34}{ours:8.1f} ms  {of_limit}")
    worst = sorted(one.ours_ms for one in worded)[int(len(worded) * 0.95)]
    print(f"  {'ours, 95 in 100 under':<34}{worst:8.1f} ms")
    work = median(one.processor_s / one.shown * 1e3 for one in worded)
    print(f"  {'processor, a sentence shown':<34}{work:8.1f} ms  the server's share included, whatever else runs")
    print(f"  {'ours, a whole answer':<34}{median((t.whole_s - t.server_s) * 1e3 for t in worded):8.1f} ms")
    print(f"  {'the same without a model':<34}{median(without) * 1e3:8.1f} ms")


if __name__ == "__main__":
    main()
