"""How fast are the ways from text to vector here? Run with `python -m benchmarks.embed`; prints one table.

The ways take turns, so that what else the computer does falls on all alike. The best round is what the computer can
do, the median is what it did.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping
from statistics import median

from ingest.embed import Embedder
from ingest.model_files import PACKAGED_MODEL, model_folder
from ingest.model_loading import has_bfloat16
from ingest.packaged_embedders import LightEmbedder
from ingest.sentence_embedder import SentenceEmbedder

QUESTION = "What did Ofsted say about churn among the county's social workers?"
SENTENCE = (
    "{number}. The Committee considered report {number} of the Director of Children’s Services on the improvement plan "
    "that followed the inspection, and noted that caseloads in the assessment teams remained above the target. "
)
PASSAGES = [(SENTENCE.format(number=number) * 4)[: 620 + number % 160] for number in range(48)]


def main() -> None:
    """Measure and print."""
    light = LightEmbedder(model_folder(PACKAGED_MODEL))
    full = SentenceEmbedder(PACKAGED_MODEL, role="document", halved=False)
    halved = SentenceEmbedder(PACKAGED_MODEL, role="document", halved=True)
    tokens = sum(map(light.count_tokens, PASSAGES)) / len(PASSAGES)
    print(f"{len(PASSAGES)} passages of {tokens:.0f} tokens on average; bfloat16 in hardware: {has_bfloat16()}")
    _compare({"float32": full, "bfloat16": halved, "light": light}, PASSAGES, rounds=3)
    print(f"one question of {light.count_tokens(QUESTION)} tokens")
    _compare({"sentence-transformers": full, "light": light}, [QUESTION], rounds=60)
    print("from a cold start to the first vector")
    for way in ("passage_embedder", "question_embedder"):
        print(f"  {way:<22}{_start(way):9.2f} s")


def _compare(ways: Mapping[str, Embedder], texts: list[str], *, rounds: int) -> None:
    """A line for each way: milliseconds a text, texts a second, and how many times as fast as the first way."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            began = time.perf_counter()
            way.embed(texts)
            taken[name].append((time.perf_counter() - began) / len(texts))
    first = taken[next(iter(ways))]
    for name, each in taken.items():
        print(
            f"  {name:<22}{median(each) * 1e3:9.2f} ms (best {min(each) * 1e3:.2f}){1 / median(each):9.1f} a second"
            f"{median(first) / median(each):8.2f} × (best {min(first) / min(each):.2f})"
        )


def _start(way: str) -> float:
    script = f"from ingest.model_choice import {way} as make; make({PACKAGED_MODEL!r}).embed(['Who was present?'])"
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", script], check=True)  # noqa: S603, a program written here
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
