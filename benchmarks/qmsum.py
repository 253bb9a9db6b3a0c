"""How well are turns of a spoken committee found? `python -m benchmarks qmsum`, or `-m benchmarks.qmsum --split train`.

QMSum (Zhong et al., NAACL 2021) has transcripts of committees of the Welsh and the Canadian parliament, with questions
and the turns that answer each. Every question is asked of its own transcript, and the turns are ranked by BM25, by the
embedding model alone, as Minutebook's passages stand, and by what Minutebook scores each turn's sentences: by how
likely one of them is the one chosen, twice as likely where the question names who speaks. Counted is whether a turn
that answers stands first, and whether one is among the first five. It reads ../shared/qmsum and is skipped without it.

The weights of sentences were learnt on the questions of train among others (`python -m eval train`), on none of val.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from assistant.answering.compare import Found
from assistant.build import Assistant, build, encoding_of
from assistant.finding.weights import learnt
from assistant.settings import Settings
from eval.resample import wilson
from eval.transcripts import FOLDER, Query, Transcript, asked_of, fill, load, turn_of
from ingest.embed import Embedder

FIVE = 5
WAYS = BY_WORDS, BY_VECTOR, BY_PASSAGE, BY_SENTENCE = (
    "BM25",
    "embedding model alone",
    "Minutebook's passages",
    "Minutebook's sentences",
)
_NAMED = 2.0  # how much more likely a turn answers whose speaker the question names
_K1, _B = 1.5, 0.75  # of BM25, as usual


@dataclass(slots=True)
class Tally:
    """How often one way of ranking had a turn that answers on top."""

    first: list[float] = field(default_factory=list)
    in_five: list[float] = field(default_factory=list)

    def count(self, ranked: Iterable[int], gold: frozenset[int]) -> None:
        """Take in one ranking, best first."""
        top = list(ranked)[:FIVE]
        self.first.append(float(bool(top) and top[0] in gold))
        self.in_five.append(float(bool(gold & set(top))))


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.qmsum", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--split", choices=("val", "train"), default="val", help="which questions (val)")
    parser.add_argument("--meetings", type=int, help="only so many transcripts")
    chosen = parser.parse_args(arguments)
    file = FOLDER / f"{chosen.split}.jsonl"
    if not file.is_file():
        print(f"Skipped: {FOLDER.parent.name}/{FOLDER.name}/{file.name} does not lie beside the checkout.")
        return
    transcripts = load(file, chosen.meetings)
    turns, queries = sum(len(t.turns) for t in transcripts), sum(len(t.queries) for t in transcripts)
    print(f"{chosen.split}: {queries} questions, each of one of {len(transcripts)} transcripts; {turns} turns in all")
    for name, tally in measured(transcripts).items():
        print(f"  {name:<24} first {_share(tally.first)}   among five {_share(tally.in_five)}")


def measured(transcripts: Sequence[Transcript]) -> dict[str, Tally]:
    """Each way of ranking with what it found."""
    tallies = {name: Tally() for name in WAYS}
    encoding = encoding_of(Settings(), Console(stderr=True))
    with TemporaryDirectory(prefix="minutebook-qmsum-") as temporary:
        folder = Path(temporary) / "store"
        fill(folder, transcripts, encoding)
        assistant = build(Settings(store=folder))
        try:
            for transcript in transcripts:
                _rank(transcript, assistant, encoding.embedder(), tallies)
        finally:
            assistant.close()
    return tallies


def _rank(transcript: Transcript, assistant: Assistant, embedder: Embedder, tallies: dict[str, Tally]) -> None:
    by_words = Bm25([_words(f"{turn.speaker} {turn.words}") for turn in transcript.turns])
    vectors = embedder.embed([f"{turn.speaker}: {turn.words}" for turn in transcript.turns])
    speakers = speakers_of(transcript)
    for query in transcript.queries:
        near = vectors @ assistant.chain.embed(query.text)
        found = _found(query, transcript, assistant)
        named = {number for number, speaker in enumerate(speakers) if _names(query.text, speaker)}
        tallies[BY_WORDS].count(by_words.ranked(_words(query.text)), query.gold)
        tallies[BY_VECTOR].count((-near).argsort(kind="stable").tolist(), query.gold)
        tallies[BY_PASSAGE].count(by_passage(found), query.gold)
        tallies[BY_SENTENCE].count(by_sentence(found, named), query.gold)


def _found(query: Query, transcript: Transcript, assistant: Assistant) -> Found:
    """What Minutebook finds for a question in its transcript."""
    chain = assistant.chain
    with assistant.store.view() as view:
        return chain.find(chain.understood(asked_of(transcript, query), view), view)


def by_passage(found: Found) -> Iterator[int]:
    """The turns as their passages stand; those of one passage as their best sentences do."""
    for place in found.evidence:
        scored = (s.paragraph.id for s in found.scored if s.evidence.passage.id == place.passage.id)
        yield from map(turn_of, dict.fromkeys((*scored, *place.passage.paragraphs)))


def by_sentence(found: Found, named: Container[int]) -> list[int]:
    """The turns by how likely a sentence of theirs is chosen; whom the question names is meant twice as often."""
    odds: dict[int, float] = defaultdict(float)
    for sentence in found.scored:
        number = turn_of(sentence.paragraph.id)
        odds[number] += math.exp(sentence.score * learnt().sharpness) * (_NAMED if number in named else 1.0)
    return sorted(odds, key=lambda number: -odds[number])


def speakers_of(transcript: Transcript) -> list[str]:
    """Who speaks in each turn, with the role or place that is printed where they first speak."""
    fullest: dict[str, str] = {}
    for turn in transcript.turns:
        fullest[_bare(turn.speaker)] = max(fullest.get(_bare(turn.speaker), ""), turn.speaker, key=len)
    return [fullest[_bare(turn.speaker)] for turn in transcript.turns]


def _bare(speaker: str) -> str:
    return speaker.partition("(")[0].strip()


def _names(question: str, speaker: str) -> bool:
    """Whether a question has a word of a speaker's name or role; short ones are titles and "of"."""
    return any(len(word) > 3 for word in set(_words(question)) & set(_words(speaker)))


class Bm25:
    """Okapi's ranking of the turns of one transcript by their words."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._counts = [Counter(document) for document in documents]
        self._lengths = [len(document) for document in documents]
        self._mean = sum(self._lengths) / max(len(documents), 1) or 1.0
        self._with = Counter(word for counts in self._counts for word in counts)

    def ranked(self, query: Sequence[str]) -> list[int]:
        """The numbers of the documents, best first."""
        scores = [self._score(number, query) for number in range(len(self._counts))]
        return sorted(range(len(scores)), key=lambda number: -scores[number])

    def _score(self, number: int, query: Sequence[str]) -> float:
        counts, total = self._counts[number], len(self._counts)
        damping = _K1 * (1 - _B + _B * self._lengths[number] / self._mean)
        return sum(
            math.log1p((total - self._with[word] + 0.5) / (self._with[word] + 0.5))
            * counts[word]
            * (_K1 + 1)
            / (counts[word] + damping)
            for word in query
            if word in counts
        )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _share(flags: Sequence[float]) -> str:
    made = wilson(flags)
    return f"{made.mean:.2f} [{made.low:.2f}, {made.high:.2f}] (n {len(flags)})"


if __name__ == "__main__":
    main(sys.argv[1:])
