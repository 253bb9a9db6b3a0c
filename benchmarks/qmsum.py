"""How well are turns of a spoken committee found? `python -m benchmarks qmsum`, or `-m benchmarks.qmsum --split train`.

QMSum (Zhong et al., NAACL 2021) has transcripts of committees of the Welsh and the Canadian parliament, with questions
and the turns that answer each. Every question is asked of its own transcript, and the turns are ranked three ways: by
BM25, by the embedding model alone, and as Minutebook ranks passages and their sentences. Counted is whether a turn that
answers stands first, and whether one is among the first five. It reads ../shared/qmsum and is skipped without it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from assistant.answers import Filter, Question
from assistant.build import Assistant, build, encoding_of
from assistant.compare import Found
from assistant.settings import Settings
from eval.resample import wilson
from ingest.embed import Embedder
from ingest.encoding import Encoding
from ingest.records import (
    Committee,
    Council,
    Item,
    ItemKind,
    ItemNumber,
    Meeting,
    Paragraph,
    Part,
    Piece,
    PieceKind,
    Record,
    Source,
    State,
    fold_spaces,
    slugify,
)
from ingest.store import Store

SHARED = Path(__file__).parents[2] / "shared" / "qmsum"
COUNCIL = "QMSum"
FIVE = 5
_K1, _B = 1.5, 0.75  # of BM25, as usual


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says before the next one speaks."""

    speaker: str
    words: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question, and the numbers of the turns that answer it, from 0."""

    text: str
    gold: frozenset[int]


@dataclass(frozen=True, slots=True)
class Transcript:
    """A meeting word for word."""

    name: str
    turns: tuple[Turn, ...]
    queries: tuple[Query, ...]


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
    file = SHARED / f"{chosen.split}.jsonl"
    if not file.is_file():
        print(f"Skipped: {SHARED.parent.name}/{SHARED.name}/{file.name} does not lie beside the checkout.")
        return
    transcripts = load(file, chosen.meetings)
    turns, queries = sum(len(t.turns) for t in transcripts), sum(len(t.queries) for t in transcripts)
    print(f"{chosen.split}: {queries} questions, each of one of {len(transcripts)} transcripts; {turns} turns in all")
    for name, tally in measured(transcripts).items():
        print(f"  {name:<24} first {_share(tally.first)}   among five {_share(tally.in_five)}")


def load(file: Path, most: int | None = None) -> list[Transcript]:
    """The transcripts of a file, a JSON object a line."""
    return [_transcript(json.loads(line)) for line in file.read_text("utf-8").splitlines()[:most]]


def measured(transcripts: Sequence[Transcript]) -> dict[str, Tally]:
    """Each way of ranking with what it found."""
    tallies = {name: Tally() for name in ("BM25", "embedding model alone", "Minutebook")}
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
    for query in transcript.queries:
        near = vectors @ assistant.chain.embed(query.text)
        tallies["BM25"].count(by_words.ranked(_words(query.text)), query.gold)
        tallies["embedding model alone"].count((-near).argsort(kind="stable").tolist(), query.gold)
        tallies["Minutebook"].count(turns_of(_found(query, transcript, assistant)), query.gold)


def _found(query: Query, transcript: Transcript, assistant: Assistant) -> Found:
    """What Minutebook finds for a question in its transcript."""
    chain, asked = assistant.chain, Question(query.text, filter=Filter(committee=transcript.name))
    with assistant.store.view() as view:
        return chain.find(chain.understood(asked, view), view)


def turns_of(found: Found) -> Iterator[int]:
    """The turns as their passages stand; those of one passage as their best sentences do."""
    for place in found.evidence:
        scored = (s.paragraph.id for s in found.scored if s.evidence.passage.id == place.passage.id)
        for paragraph in dict.fromkeys((*scored, *place.passage.paragraphs)):
            yield int(paragraph.rpartition("/")[2])


def fill(folder: Path, transcripts: Sequence[Transcript], encoding: Encoding) -> None:
    """A store of transcripts, each a record of its own committee."""
    with Store.writer(folder, encoding.model, who="a benchmark") as writer:
        for transcript in transcripts:
            writer.replace(as_record(transcript), encoding.encode)
        writer.publish()


def as_record(transcript: Transcript) -> Record:
    """A transcript as minutes of one item, with a paragraph a turn, behind whose speaker it stands."""
    identity = f"{slugify(COUNCIL)}/{slugify(transcript.name)}/2020-01-01"
    item_id = f"{identity}/1"
    text, paragraphs, pieces = f"{transcript.name}\n\n", [], []
    for number, turn in enumerate(transcript.turns):
        start = len(text)
        text += f"{turn.speaker}: {turn.words}\n\n"
        pieces.append(Piece(PieceKind.TEXT, start, len(text) - 2))
        paragraphs.append(
            Paragraph(f"{item_id}/{number}", Part.MINUTES, None, start, len(text) - 2, speaker=turn.speaker)
        )
    item = Item(
        item_id,
        None,
        ItemNumber.NONE,
        "",
        ItemKind.SUBSTANTIVE,
        paragraphs[0].start,
        len(text),
        0,
        0,
        tuple(paragraphs),
    )
    meeting = Meeting(
        id=identity,
        council=Council(COUNCIL),
        committee=Committee(transcript.name),
        date=dt.date(2020, 1, 1),
        time=None,
        venue=None,
        meeting_type=None,
        ended=None,
        state=State.UNSTATED,
        header=(),
        items=(item,),
        attendance=(),
        future_meetings=(),
    )
    source = Source(transcript.name, transcript.name, hashlib.sha256(text.encode()).hexdigest(), "text")
    return Record(source, text, meeting, tuple(pieces))


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


def _transcript(row: dict[str, object]) -> Transcript:
    told: list[dict[str, str]] = row["meeting_transcripts"]  # type: ignore[assignment]  # as the data set has it
    queries: list[dict[str, object]] = row["specific_query_list"]  # type: ignore[assignment]
    return Transcript(
        str(row["meeting_id"]),
        tuple(Turn(fold_spaces(turn["speaker"]), fold_spaces(turn["content"])) for turn in told),
        tuple(Query(str(query["query"]), _gold(query["relevant_text_span"])) for query in queries),  # type: ignore[arg-type]
    )


def _gold(spans: Iterable[Sequence[str]]) -> frozenset[int]:
    return frozenset(number for first, last in spans for number in range(int(first), int(last) + 1))


def _share(flags: Sequence[float]) -> str:
    made = wilson(flags)
    return f"{made.mean:.2f} [{made.low:.2f}, {made.high:.2f}] (n {len(flags)})"


if __name__ == "__main__":
    main(sys.argv[1:])
