"""Transcripts of QMSum → records as an ingest makes them of minutes, and the questions that are asked of them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

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

COUNCIL = "QMSum"


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
