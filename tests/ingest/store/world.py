"""A small world for the store: a few councils, records built by hand, and an embedder that needs no model."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.embed import EmbeddingModel
from ingest.encoding import Encoded
from ingest.originals import Piece, PieceKind, Source
from ingest.parts import Span, embedded_apart
from ingest.passages import Passage, Window
from ingest.records import (
    Attendance,
    Committee,
    Council,
    FutureMeeting,
    Item,
    ItemKind,
    ItemNumber,
    Meeting,
    Outcome,
    OutcomeKind,
    Paragraph,
    Part,
    Presence,
    Record,
    State,
    fold_spaces,
)
from ingest.store import Store, Writer

MODEL = EmbeddingModel(name="letters", sha256="0" * 64, dimension=8, max_tokens=64)

SCRUTINY = ("Gloucestershire County Council", "Children and Families Overview and Scrutiny Committee")
LEICESTER = ("Leicester City Council", "Children, Young People and Education Scrutiny Commission")


class FakeEmbedder:
    """Unit vectors that depend on the words and nothing else; remembers what it was asked."""

    model = MODEL

    def __init__(self, model: EmbeddingModel = MODEL) -> None:
        self.model = model
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return (
            np.stack([self._of(text) for text in texts]) if texts else np.empty((0, self.model.dimension), np.float32)
        )

    def embed_with_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        wholes = self.embed(texts)
        return wholes, embedded_apart(FakeEmbedder(self.model).embed, texts, parts)

    def count_tokens(self, text: str) -> int:
        return len(text.split()) + 2

    def _of(self, text: str) -> NDArray[np.float32]:
        vector = np.zeros(self.model.dimension)
        for word in text.casefold().split():
            seed = int.from_bytes(hashlib.sha256(f"{self.model.name} {word}".encode()).digest()[:8], "big")
            vector += np.random.default_rng(seed).normal(size=self.model.dimension)
        return (vector / (np.linalg.norm(vector) or 1)).astype(np.float32)


def record(
    *paragraphs: str,
    date: dt.date = dt.date(2019, 6, 7),
    of: tuple[str, str] = SCRUTINY,
    location: str | None = None,
    truncated: bool = False,
) -> Record:
    """A record of one item with these paragraphs."""
    council, committee = Council(of[0]), Committee(of[1])
    meeting = f"{council.slug}/{committee.slug}/{date}"
    header = f"{of[1]}\n{date:%d.%m.%Y}\n"
    title = "Ofsted and churn"
    text, start = f"{header}25. {title}\n", len(header)
    cut = []
    for n, words in enumerate(paragraphs, start=1):
        cut.append(Paragraph(f"{meeting}/25/25.{n}", Part.MINUTES, f"25.{n}", len(text), len(text) + len(words)))
        text += f"{words}\n"
    item = Item(
        id=f"{meeting}/25",
        number="25",
        number_is=ItemNumber.PRINTED,
        title=title,
        kind=ItemKind.SUBSTANTIVE,
        start=start,
        end=len(text),
        title_start=start + 4,
        title_end=start + 4 + len(title),
        paragraphs=tuple(cut),
        outcomes=tuple(Outcome(OutcomeKind.DECISION, p.id, None, p.start, p.end) for p in cut[:1]),
        truncated=truncated,
    )
    return Record(
        source=Source(
            name=f"{council.slug}-{date}.txt",
            location=location or f"/records/{council.slug}-{date}.txt",
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            format="text",
        ),
        text=text,
        meeting=Meeting(
            id=meeting,
            council=council,
            committee=committee,
            date=date,
            time=dt.time(10, 0),
            venue="Shire Hall",
            meeting_type=None,
            ended=None,
            state=State.CONFIRMED,
            header=(Paragraph(f"{meeting}/h1", Part.HEADER, None, 0, len(of[1])),),
            items=(item,),
            attendance=(Attendance("Cllr Paul Hodgkinson", Presence.PRESENT, None, 0, 4),),
            future_meetings=(FutureMeeting(dt.date(2019, 9, 5), None, 0, 4),),
        ),
        pieces=(Piece(PieceKind.HEADER, 0, start), Piece(PieceKind.TEXT, start, len(text))),
        notes=("item numbers are printed",),
    )


def passages(of: Record) -> tuple[Passage, ...]:
    """A passage a paragraph, in windows of at most 60 characters."""
    return tuple(
        Passage(
            id=paragraph.id,
            meeting_id=of.meeting.id,
            item_id=item.id,
            part=paragraph.part,
            kind=item.kind,
            paragraphs=(paragraph.id,),
            start=paragraph.start,
            end=paragraph.end,
            text=of.slice(paragraph.start, paragraph.end),
            context=f"{of.meeting.committee.name}, {of.meeting.date}: {item.title}",
            windows=tuple(
                Window(start, min(start + 60, paragraph.end)) for start in range(paragraph.start, paragraph.end, 60)
            ),
            sentences=tuple(
                Window(paragraph.start + found.start(), paragraph.start + found.end())
                for found in re.finditer(r"[^.\s][^.]*\.?", of.slice(paragraph.start, paragraph.end))
            ),
        )
        for item in of.meeting.items
        for paragraph in item.paragraphs
    )


def window_text(passage: Passage, window: Window) -> str:
    return passage.text[window.start - passage.start : window.end - passage.start]


def vectors(of: Sequence[Passage], embedder: FakeEmbedder | None = None) -> list[NDArray[np.float32]]:
    embedder = embedder or FakeEmbedder()
    return [embedder.embed([window_text(passage, window) for window in passage.windows]) for passage in of]


def sentence_vectors(of: Sequence[Passage], embedder: FakeEmbedder | None = None) -> list[NDArray[np.float32]]:
    embedder = embedder or FakeEmbedder()
    return [embedder.embed([fold_spaces(window_text(passage, one)) for one in passage.sentences]) for passage in of]


def encoded(of: Record, embedder: FakeEmbedder | None = None) -> Encoded:
    cut = passages(of)
    return Encoded(cut, tuple(vectors(cut, embedder)), tuple(sentence_vectors(cut, embedder)))


def store(writer: Writer, *records: Record) -> None:
    """Put records in as the ingest does."""
    for one in records:
        writer.replace(one, encoded)


def writing(folder: Path) -> AbstractContextManager[Writer]:
    return Store.writer(folder, MODEL, who="minutebook ingest records")


def made(folder: Path, *records: Record, publish: bool = True) -> Path:
    """A store that holds these records."""
    with writing(folder) as writer:
        store(writer, *records)
        if publish:
            writer.publish()
    return folder


def reading(folder: Path, *, exact_up_to: int = 0) -> Store:
    """A store that asks the vector index even when it is small."""
    return Store(folder, MODEL, exact_up_to=exact_up_to)


def many(count: int, *, per_record: int = 10) -> list[Record]:
    """Records with enough different words to search."""
    nouns = ["churn", "budget", "placements", "ofsted", "transport", "libraries", "fostering", "highways", "parking"]
    verbs = ["noted", "welcomed", "questioned", "deferred", "approved", "scrutinised", "amended"]
    first = dt.date(2017, 1, 2)
    return [
        record(
            *(
                f"Members {verbs[(n * 7 + p) % 7]} the {nouns[(n + p) % 9]} report number {n * per_record + p},"
                f" and asked how {nouns[(n * p + 3) % 9]} had changed since the last meeting of the committee."
                for p in range(per_record)
            ),
            date=first + dt.timedelta(weeks=n),
            of=(SCRUTINY, LEICESTER)[n % 2],
        )
        for n in range(count)
    ]


DAYS = [dt.date(2019, month, 7) for month in (1, 2, 3)]


def version(number: int) -> list[Record]:
    """The same three meetings, each saying the number of its version in every paragraph, and more of them each time."""
    return [
        record(*(f"Version {number} of paragraph {n} on churn." for n in range(3 + number % 5)), date=day)
        for day in DAYS
    ]
