"""Record → its passages with their vectors: what a store is given, by an ingest and by a reindex alike."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ingest.embed import Embedder, EmbeddingModel, window_text
from ingest.passages import Passage, Window, passages
from ingest.records import Record, fold_spaces

Vectors = NDArray[np.float32]
Known = Callable[[Sequence[bytes]], Mapping[bytes, Vectors]]  # vectors that there are already, by digest of their text


def _nothing(_: Sequence[bytes]) -> Mapping[bytes, Vectors]:
    return {}


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


def window_key(passage: Passage, window: Window) -> bytes:
    """A digest of a window as it is put to the model."""
    return _key("window", window_text(passage.context, _words(passage, window)))


def sentence_key(passage: Passage, sentence: Window) -> bytes:
    """A digest of a sentence as it is put to the model."""
    return _key("sentence", _words(passage, sentence))


@dataclass(frozen=True, slots=True)
class Encoding:
    """How passages become vectors; ``embedder`` is called when there is something to embed: loading takes seconds."""

    model: EmbeddingModel
    embedder: Callable[[], Embedder]
    count_tokens: Callable[[str], int]

    def encode(self, record: Record) -> Encoded:
        """Cut a record into passages that fit the model, and embed their windows and sentences."""
        [encoded] = self.encode_all([record])
        return encoded

    def encode_all(self, records: Sequence[Record], known: Known = _nothing) -> list[Encoded]:
        """The same for several records at once, which is faster; what is ``known`` already is not embedded again."""
        cut = [passages(record, self.count_tokens, self.model.max_tokens) for record in records]
        texts: dict[bytes, str] = {}
        for passage in (passage for made in cut for passage in made):
            texts |= {window_key(passage, w): window_text(passage.context, _words(passage, w)) for w in passage.windows}
            texts |= {sentence_key(passage, s): _words(passage, s) for s in passage.sentences}
        vectors = dict(known(list(texts)))
        new = [key for key in texts if key not in vectors]
        if new:
            vectors |= zip(new, self.embedder().embed([texts[key] for key in new]), strict=True)
        return [self._put_together(made, vectors) for made in cut]

    def _put_together(self, made: tuple[Passage, ...], vectors: Mapping[bytes, Vectors]) -> Encoded:
        def rows(keys: list[bytes]) -> Vectors:
            return np.array([vectors[key] for key in keys], np.float32).reshape(-1, self.model.dimension)

        return Encoded(
            made,
            tuple(rows([window_key(passage, window) for window in passage.windows]) for passage in made),
            tuple(rows([sentence_key(passage, sentence) for sentence in passage.sentences]) for passage in made),
        )


def _words(passage: Passage, window: Window) -> str:
    return fold_spaces(passage.text[window.start - passage.start : window.end - passage.start])


def _key(kind: str, text: str) -> bytes:
    return hashlib.blake2b(f"{kind} {text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
