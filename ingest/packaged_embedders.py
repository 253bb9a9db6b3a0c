"""The packaged model, twice: light, for a question at a time, and packed in torch, for many passages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest import model_files
from ingest.embed import EmbeddingModel, embedding_model
from ingest.light_encoder import LightEncoder, WordPieces, map_weights
from ingest.model_files import PACKAGED_MODEL, PACKAGED_SHA256
from ingest.parts import Span, token_spans, unit, with_unread

QUESTIONS_AT_ONCE = 4


class LightEmbedder:
    """The packaged model without torch; it only reads what it holds, so threads may share one."""

    def __init__(self, folder: Path) -> None:
        """From the folder that holds the packaged model; EmbeddingError where its weights have another checksum."""
        model_files.check_packaged_weights(folder)
        max_tokens = model_files.stated_max_tokens(folder)
        self.model = EmbeddingModel(PACKAGED_MODEL, PACKAGED_SHA256, model_files.stated_dimension(folder), max_tokens)
        self._pieces = WordPieces(folder / "tokenizer.json", max_tokens)
        self._encoder = LightEncoder(map_weights(folder / "model.safetensors"))

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Embedder."""
        means = np.empty((len(texts), self.model.dimension), np.float32)
        for start in range(0, len(texts), QUESTIONS_AT_ONCE):
            some = [self._pieces(text)[1] for text in texts[start : start + QUESTIONS_AT_ONCE]]
            for row, vectors in enumerate(self._encoder.encode(some), start):
                means[row] = vectors.mean(axis=0)
        return unit(means)

    def token_vectors(self, text: str) -> tuple[list[str], NDArray[np.float32]]:
        """See TokenEmbedder."""
        pieces, ids = self._pieces(text)
        return pieces, self._encoder.encode([ids])[0]

    def count_tokens(self, text: str) -> int:
        """See Embedder."""
        return self._pieces.count(text)


class PackedEmbedder:
    """The packaged model in torch, without padding; the same text always has the same vector, whatever is beside it."""

    def __init__(self, folder: Path, *, halved: bool, threads: int | None = None) -> None:
        """From the folder that holds the packaged model; EmbeddingError where its weights have another checksum."""
        from ingest.packed_encoder import PackedEncoder

        model_files.check_packaged_weights(folder)
        self.model = embedding_model(PACKAGED_MODEL)
        self._pieces = WordPieces(folder / "tokenizer.json", self.model.max_tokens)
        self._encoder = PackedEncoder(map_weights(folder / "model.safetensors"), halved=halved, threads=threads)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Embedder; sorts by length within one call, so give it some hundred texts at a time."""
        if not texts:
            return np.empty((0, self.model.dimension), np.float32)
        return unit(self._encoder.encode([self._pieces(text)[1] for text in texts]))

    def embed_with_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """See PassageEmbedder; one reading gives both."""
        read = [self._pieces.placed(text) for text in texts]
        spans = [token_spans(places, some) for (_, places), some in zip(read, parts, strict=True)]
        wholes, found = self._encoder.encode_with_parts([ids for ids, _ in read], spans)
        return unit(wholes), with_unread(self.embed, found, texts, parts)

    def count_tokens(self, text: str) -> int:
        """See Embedder."""
        return self._pieces.count(text)
