"""An embedder without a model: texts that share words are near. Real enough to test what is built on vectors."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.terms import content_words, stem
from ingest.embed import EmbeddingModel
from ingest.parts import Span, embedded_apart

MODEL = EmbeddingModel("hashed-words", "0" * 64, 256, 256)


class WordEmbedder:
    """Each stem is a direction; a text is the sum of its stems."""

    model = MODEL

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector a text."""
        made = np.zeros((len(texts), MODEL.dimension), np.float32)
        for row, text in zip(made, texts, strict=True):
            for word in content_words(text):
                digest = hashlib.sha256(stem(word).encode()).digest()
                row[digest[0]] += 1.0 if digest[1] % 2 else -1.0
        lengths = np.linalg.norm(made, axis=1, keepdims=True)
        return np.asarray(made / np.where(lengths, lengths, 1.0), dtype=np.float32)

    def embed_with_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """The same, and one for each part of each text."""
        return self.embed(texts), embedded_apart(self.embed, texts, parts)

    def count_tokens(self, text: str) -> int:
        """Words and a little more."""
        return len(text.split()) * 4 // 3 + 2
