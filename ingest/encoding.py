"""Record → its passages with their vectors: what a store is given, by an ingest and by a reindex alike."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ingest.embed import Embedder, EmbeddingModel, window_text
from ingest.passages import Passage, Window, passages
from ingest.records import Record, fold_spaces

Vectors = NDArray[np.float32]
Known = Callable[[Sequence[bytes]], Mapping[bytes, Vectors]]  # vectors that there are already, by digest of their text


_AT_ONCE = 256  # texts that are embedded between two reports of progress; far fewer would be slower


def _not_told(_done: int, _of: int) -> None:
    pass


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

    def encode(self, record: Record, told: Callable[[int, int], None] = _not_told, known: Known = _nothing) -> Encoded:
        """Cut a record into passages that fit the model, and embed their windows and sentences.

        ``told`` hears how many of the passages are embedded, and of how many. What is ``known`` is not embedded again.
        """
        made = passages(record, self.count_tokens, self.model.max_tokens)
        vectors: dict[bytes, Vectors] = {}
        told(0, len(made))
        done = 0
        for some in _groups(made):
            texts = {key: text for passage in some for key, text in _texts(passage) if key not in vectors}
            vectors |= known(list(texts))
            new = [key for key in texts if key not in vectors]
            if new:
                vectors |= zip(new, self.embedder().embed([texts[key] for key in new]), strict=True)
            done += len(some)
            told(done, len(made))
        return self._put_together(made, vectors)

    def _put_together(self, made: tuple[Passage, ...], vectors: Mapping[bytes, Vectors]) -> Encoded:
        def rows(keys: list[bytes]) -> Vectors:
            return np.array([vectors[key] for key in keys], np.float32).reshape(-1, self.model.dimension)

        return Encoded(
            made,
            tuple(rows([window_key(passage, window) for window in passage.windows]) for passage in made),
            tuple(rows([sentence_key(passage, sentence) for sentence in passage.sentences]) for passage in made),
        )


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


def _texts(passage: Passage) -> Iterator[tuple[bytes, str]]:
    """The windows and sentences of a passage as they are put to the model, each behind its digest."""
    for window in passage.windows:
        yield window_key(passage, window), window_text(passage.context, _words(passage, window))
    for sentence in passage.sentences:
        yield sentence_key(passage, sentence), _words(passage, sentence)


def _words(passage: Passage, window: Window) -> str:
    return fold_spaces(passage.text[window.start - passage.start : window.end - passage.start])


def _key(kind: str, text: str) -> bytes:
    return hashlib.blake2b(f"{kind} {text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
