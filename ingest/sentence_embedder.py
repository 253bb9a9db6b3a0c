"""Any model that sentence-transformers can load from this computer; the one door to that library for embedding."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from ingest import model_files
from ingest.embed import embedding_model
from ingest.errors import EmbeddingError
from ingest.light_encoder import readable
from ingest.model_files import PACKAGED_MODEL
from ingest.model_loading import loading
from ingest.parts import Span, embedded_apart, part_vectors, token_spans, unit, with_unread

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Role = Literal["query", "document"]
PASSAGES_AT_ONCE = 16  # of about the same length; more at once is slower on a CPU
_TRIED = "The Committee noted the report."  # by which it is found out what a model makes of a text
_SAME = 0.999  # cosine; that of the same text behind "passage: " is below


class SentenceEmbedder:
    """A model by name or path; threads take turns."""

    def __init__(self, name: str, *, role: Role, halved: bool) -> None:
        """`role` picks the prompt a model may want before its texts; `halved` computes in bfloat16."""
        folder = model_files.model_folder(name)
        self.model = embedding_model(name)
        if name == PACKAGED_MODEL:
            model_files.check_packaged_weights(folder)
        self._encoder = _load(name, folder, halved=halved)
        self._encoder.max_seq_length = self.model.max_tokens
        if self._encoder.get_embedding_dimension() != self.model.dimension:
            raise EmbeddingError(f"The embedding model '{name}' does not make vectors of the length that it states.")
        self._encode = self._encoder.encode_query if role == "query" else self._encoder.encode_document
        self._turn = threading.Lock()
        self._shows_parts = role == "document" and self._is_mean_of_tokens()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Embedder; sorts by length within one call, so give it a few hundred texts at a time."""
        if not texts:
            return np.empty((0, self.model.dimension), np.float32)
        with self._turn:
            vectors = self._encode(
                [readable(text) for text in texts], batch_size=PASSAGES_AT_ONCE, show_progress_bar=False
            )
        return unit(np.asarray(vectors, np.float32))

    def embed_with_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """See PassageEmbedder; one reading gives both where the model's vector of a text is the mean of its tokens'."""
        if not texts or not self._shows_parts:
            return self.embed(texts), embedded_apart(self.embed, texts, parts)
        with self._turn:
            tokens, places = self._tokens(texts)
        wholes = unit(np.array([vectors.mean(axis=0) for vectors in tokens], np.float32))
        spans = [token_spans(of, some) for of, some in zip(places, parts, strict=True)]
        found = [part_vectors(vectors, some) for vectors, some in zip(tokens, spans, strict=True)]
        return wholes, with_unread(self.embed, found, texts, parts)

    def _tokens(self, texts: Sequence[str]) -> tuple[list[NDArray[np.float32]], list[list[Span]]]:
        """The vectors of the tokens of each text, and where they stand in it."""
        plain = [readable(text) for text in texts]
        read = self._encoder.tokenizer(
            plain, truncation=True, max_length=self.model.max_tokens, return_offsets_mapping=True
        )
        found: Any = self._encoder.encode(
            plain, prompt="", output_value="token_embeddings", batch_size=PASSAGES_AT_ONCE, show_progress_bar=False
        )
        return [vectors.float().numpy() for vectors in found], read["offset_mapping"]

    def _is_mean_of_tokens(self) -> bool:
        """Whether a text's vector is the mean of its tokens', nothing stands before it, and tokens have a place."""
        if not self._encoder.tokenizer.is_fast:
            return False
        [tokens], [places] = self._tokens([_TRIED])
        mean, whole = unit(tokens.mean(axis=0, keepdims=True)), self.embed([_TRIED])
        return len(tokens) == len(places) and mean.shape == whole.shape and float(np.sum(mean * whole)) > _SAME

    def token_vectors(self, text: str) -> tuple[list[str], NDArray[np.float32]]:
        """See TokenEmbedder."""
        with self._turn:
            read = self._encoder.tokenizer(readable(text), truncation=True, max_length=self.model.max_tokens)
            tokens = self._encoder.tokenizer.convert_ids_to_tokens(read["input_ids"])
            found: Any = self._encoder.encode(
                readable(text), prompt="", output_value="token_embeddings", show_progress_bar=False
            )
        return tokens, found.float().numpy()

    def count_tokens(self, text: str) -> int:
        """See Embedder; a prompt that the model wants before its texts is not counted."""
        with self._turn:
            return len(self._encoder.tokenizer(readable(text), truncation=False, verbose=False)["input_ids"])


def _load(name: str, folder: Path, *, halved: bool) -> SentenceTransformer:
    import torch
    from sentence_transformers import SentenceTransformer

    dtype = torch.bfloat16 if halved else torch.float32
    with loading(f"embedding model '{name}' in {folder}"):
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": dtype})
