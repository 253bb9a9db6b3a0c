"""Record → its passages with their vectors: what a store is given, by an ingest and by a reindex alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.embed import Embedder, EmbeddingModel, window_text
from ingest.passages import Passage, Window, passages
from ingest.records import Record, fold_spaces

Vectors = NDArray[np.float32]
_AT_ONCE = 256  # texts that are embedded between two reports of progress; far fewer would be slower


@dataclass(frozen=True, slots=True)
class Encoded:
    """The passages of a record, and of each the vectors of its windows and of its sentences, one a row."""

    passages: tuple[Passage, ...]
    windows: tuple[Vectors, ...]
    sentences: tuple[Vectors, ...]


@dataclass(frozen=True, slots=True)
class Encoding:
    """How passages become vectors; ``embedder`` is called when there is something to embed: loading takes seconds."""

    model: EmbeddingModel
    embedder: Callable[[], Embedder]
    count_tokens: Callable[[str], int]

    def encode(self, record: Record, told: Callable[[int, int], None] = lambda _done, _of: None) -> Encoded:
        """Cut a record into passages that fit the model, and embed their windows and sentences.

        ``told`` hears how many of the passages are embedded, and of how many.
        """
        made = passages(record, self.count_tokens, self.model.max_tokens)
        windows: list[Vectors] = []
        sentences: list[Vectors] = []
        told(0, len(made))
        for some in _groups(made):
            texts = [window_text(p.context, _words(record, w)) for p in some for w in p.windows]
            alone = [_words(record, w) for p in some for w in p.sentences]
            vectors = self.embedder().embed([*texts, *alone])
            windows += _shared_out(vectors[: len(texts)], [len(p.windows) for p in some])
            sentences += _shared_out(vectors[len(texts) :], [len(p.sentences) for p in some])
            told(len(windows), len(made))
        return Encoded(made, tuple(windows), tuple(sentences))


def _groups(made: Sequence[Passage]) -> Iterator[list[Passage]]:
    """The passages in order, in groups of some hundred texts."""
    group: list[Passage] = []
    texts = 0
    for passage in made:
        group.append(passage)
        texts += len(passage.windows) + len(passage.sentences)
        if texts >= _AT_ONCE:
            yield group
            group, texts = [], 0
    if group:
        yield group


def _words(record: Record, window: Window) -> str:
    return fold_spaces(record.slice(window.start, window.end))


def _shared_out(vectors: Vectors, counts: Sequence[int]) -> list[Vectors]:
    """Vectors in a row, as many for each passage as it has windows."""
    return np.split(vectors, np.cumsum(counts)[:-1]) if counts else []
