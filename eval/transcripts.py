"""Transcripts of QMSum → records as an ingest makes them of minutes, and the questions that are asked of them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from assistant.answers import Filter, Question
from assistant.build import Assistant, build, encoding_of
from assistant.settings import Settings
from ingest.encoding import Encoding
from ingest.originals import Piece, PieceKind, Source
from ingest.records import (
    Committee,
    Council,
    Item,
    ItemKind,
    ItemNumber,
    Meeting,
    Paragraph,
    Part,
    Record,
    State,
    fold_spaces,
    slugify,
)
from ingest.store import Store

COUNCIL = "QMSum"
FOLDER = Path(__file__).parents[2] / "shared" / "qmsum"


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


@dataclass(frozen=True, slots=True)
class Spoken:
    """Transcripts, and an assistant over a store of them."""

    transcripts: Sequence[Transcript]
    assistant: Assistant


def load(file: Path, most: int | None = None) -> list[Transcript]:
    """The transcripts of a file, a JSON object a line."""
    return [_transcript(json.loads(line)) for line in file.read_text("utf-8").splitlines()[:most]]


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


def fill(folder: Path, transcripts: Sequence[Transcript], encoding: Encoding) -> None:
    """A store of transcripts, each a record of its own committee."""
    with Store.writer(folder, encoding.model, who="transcripts") as writer:
        for transcript in transcripts:
            writer.replace(as_record(transcript), encoding.encode)
        writer.publish()


@contextmanager
def spoken_over(split: str) -> Iterator[Spoken | None]:
    """The transcripts of a split and a store of them that lasts as long as the block; None where they are not here."""
    file = FOLDER / f"{split}.jsonl"
    if not file.is_file():
        yield None
        return
    transcripts, encoding = load(file), encoding_of(Settings(), Console(stderr=True))
    with TemporaryDirectory(prefix="minutebook-spoken-") as temporary:
        fill(Path(temporary), transcripts, encoding)
        assistant = build(Settings(store=Path(temporary)))
        try:
            yield Spoken(transcripts, assistant)
        finally:
            assistant.close()


def asked_of(transcript: Transcript, query: Query) -> Question:
    """A question as it is put to the store: of its own meeting only."""
    return Question(query.text, filter=Filter(committee=transcript.name))


def turn_of(paragraph: str) -> int:
    """The number of the turn that stands in a paragraph, by the paragraph's id."""
    return int(paragraph.rpartition("/")[2])


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
