"""Record → its passages with their vectors: what a store is given, by an ingest and by a reindex alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ingest.embed import Embedder, EmbeddingModel, window_text
from ingest.passages import Passage, Window, passages
from ingest.records import Record, fold_spaces

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Encoded:
    """The passages of a record, and of each the vectors of its windows and of its sentences, one a row."""

    passages: tuple[Passage, ...]
    windows: tuple[Vectors, ...]
    sentences: tuple[Vectors, ...]


def with_meeting(encoded: Encoded, new: str) -> Encoded:
    """The same passages under another id of their meeting; no vector depends on it."""

    def moved(passage: Passage) -> Passage:
        def under(identity: str) -> str:
            return new + identity.removeprefix(passage.meeting_id)

        return replace(
            passage,
            id=under(passage.id),
            meeting_id=new,
            item_id=passage.item_id and under(passage.item_id),
            paragraphs=tuple(under(paragraph) for paragraph in passage.paragraphs),
        )

    if all(passage.meeting_id == new for passage in encoded.passages):
        return encoded
    return replace(encoded, passages=tuple(moved(passage) for passage in encoded.passages))


@dataclass(frozen=True, slots=True)
class Encoding:
    """How passages become vectors; ``embedder`` is called when there is something to embed: loading takes seconds."""

    model: EmbeddingModel
    embedder: Callable[[], Embedder]
    count_tokens: Callable[[str], int]

    def encode(self, record: Record) -> Encoded:
        """Cut a record into passages that fit the model, and embed their windows and sentences."""
        made = passages(record, self.count_tokens, self.model.max_tokens)
        texts = [window_text(p.context, _words(record, w)) for p in made for w in p.windows]
        alone = [_words(record, w) for p in made for w in p.sentences]
        vectors = self.embedder().embed([*texts, *alone])
        return Encoded(
            made,
            tuple(_shared_out(vectors[: len(texts)], [len(p.windows) for p in made])),
            tuple(_shared_out(vectors[len(texts) :], [len(p.sentences) for p in made])),
        )


def _words(record: Record, window: Window) -> str:
    return fold_spaces(record.slice(window.start, window.end))


def _shared_out(vectors: Vectors, counts: Sequence[int]) -> list[Vectors]:
    """Vectors in a row, as many for each passage as it has windows."""
    return np.split(vectors, np.cumsum(counts)[:-1]) if counts else []
