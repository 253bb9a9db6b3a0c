"""Record → its passages with their vectors: what a store is given, by an ingest and by a reindex alike."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ingest.embed import EmbeddingModel, PassageEmbedder, window_text
from ingest.parts import Span, Vectors
from ingest.passages import Passage, Window, passages
from ingest.records import Record, fold_spaces

Known = Callable[[Sequence[bytes]], Mapping[bytes, Vectors]]  # vectors that there are already, by digest of their text


_AT_ONCE = 128  # windows that are embedded between two reports of progress; far fewer would be slower


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


@dataclass(frozen=True, slots=True)
class Text:
    """A window of a passage as it is put to the model, and where in it the sentences stand that are read with it."""

    text: str
    sentences: tuple[Span, ...]

    @property
    def key(self) -> bytes:
        """A digest of it, behind which its vector is known."""
        return _key("window", self.text)

    @property
    def keys(self) -> list[bytes]:
        """Its digest, then those of its sentences."""
        return [self.key, *self.sentence_keys]

    @property
    def sentence_keys(self) -> list[bytes]:
        """A digest for each sentence: of all that its vector depends on."""
        return [_key(f"sentence {start} {end}", self.text) for start, end in self.sentences]


def texts_of(passage: Passage) -> list[Text]:
    """What of a passage is put to the model: a text a window; its sentences, in order, each with one of the windows."""
    ends = [window.end for window in passage.windows]
    held: list[list[Window]] = [[] for _ in ends]
    for sentence in passage.sentences:
        held[_holder(passage.windows, ends, sentence)].append(sentence)
    return [_text(passage, window, some) for window, some in zip(passage.windows, held, strict=True)]


def _holder(windows: Sequence[Window], ends: Sequence[int], sentence: Window) -> int:
    """The number of the first window that holds a sentence whole, or else the most of it."""
    best = number = min(bisect_right(ends, sentence.start), len(windows) - 1)
    most = 0
    while number < len(windows) and windows[number].start < sentence.end:
        shared = min(windows[number].end, sentence.end) - max(windows[number].start, sentence.start)
        if shared > most:
            best, most = number, shared
        number += 1
    return best


def _text(passage: Passage, window: Window, held: Sequence[Window]) -> Text:
    """Folding moves words: a sentence begins and ends where the folded text up to there does."""
    words = passage.text[window.start - passage.start : window.end - passage.start]
    text = window_text(passage.context, fold_spaces(words))
    before = len(text) - len(fold_spaces(words))

    def place(sentence: Window) -> Span:
        start, end = max(0, sentence.start - window.start), sentence.end - window.start
        return before + max(0, len(fold_spaces(words[: start + 1])) - 1), before + len(fold_spaces(words[:end]))

    return Text(text, tuple(map(place, held)))


@dataclass(frozen=True, slots=True)
class Encoding:
    """How passages become vectors; ``embedder`` is called when there is something to embed: loading takes seconds."""

    model: EmbeddingModel
    embedder: Callable[[], PassageEmbedder]
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
            texts = dict.fromkeys(text for passage in some for text in texts_of(passage))
            vectors |= known([key for text in texts for key in text.keys if key not in vectors])
            vectors |= self._made([text for text in texts if not vectors.keys() >= set(text.keys)])
            done += len(some)
            told(done, len(made))
        return self._put_together(made, vectors)

    def _made(self, texts: Sequence[Text]) -> Iterator[tuple[bytes, Vectors]]:
        """The vectors of texts and of their sentences, each with its digest."""
        if not texts:
            return
        wholes, parts = self.embedder().embed_with_parts([t.text for t in texts], [t.sentences for t in texts])
        for text, whole, sentences in zip(texts, wholes, parts, strict=True):
            yield from zip(text.keys, (whole, *sentences), strict=True)

    def _put_together(self, made: tuple[Passage, ...], vectors: Mapping[bytes, Vectors]) -> Encoded:
        def rows(keys: list[bytes]) -> Vectors:
            return np.array([vectors[key] for key in keys], np.float32).reshape(-1, self.model.dimension)

        texts = [texts_of(passage) for passage in made]
        return Encoded(
            made,
            tuple(rows([text.key for text in some]) for some in texts),
            tuple(rows([key for text in some for key in text.sentence_keys]) for some in texts),
        )


def _groups(made: Sequence[Passage]) -> Iterator[list[Passage]]:
    """The passages in order, in groups of some hundred windows."""
    group: list[Passage] = []
    windows = 0
    for passage in made:
        group.append(passage)
        windows += len(passage.windows)
        if windows >= _AT_ONCE:
            yield group
            group, windows = [], 0
    if group:
        yield group


def _key(kind: str, text: str) -> bytes:
    return hashlib.blake2b(f"{kind} {text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
