"""Text → vectors: what makes them, as everything else sees it, and which model a name means.

`ingest.model_choice` gives the one for the work at hand. Nothing here loads a model or reaches the network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest import model_files
from ingest.model_files import PACKAGED_MODEL, PACKAGED_SHA256
from ingest.parts import Span


@dataclass(frozen=True, slots=True)
class EmbeddingModel:
    """Which model made a vector; a store refuses vectors of another."""

    name: str
    sha256: str  # of the weights
    dimension: int
    max_tokens: int  # what stands beyond is silently cut by the model


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def model(self) -> EmbeddingModel:
        """Which model this is."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector a text, in order: shape (len(texts), dimension); (0, dimension) for no texts."""
        ...

    def count_tokens(self, text: str) -> int:
        """Tokens of a text as the model sees it, special tokens included."""
        ...


class PassageEmbedder(Embedder, Protocol):
    """Also gives parts of a text a vector each, for its sentences."""

    def embed_with_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """What `embed` gives, and for each text a unit vector of each of its parts, where the model can, in its light.

        ``parts`` says of each text where some of it stands.
        """
        ...


class TokenEmbedder(Embedder, Protocol):
    """Also shows the vector of each token, for ranking by how well single words match."""

    def token_vectors(self, text: str) -> tuple[list[str], NDArray[np.float32]]:
        """The text's word pieces, special ones included, and a vector of each: shape (tokens, width of the network).

        Not of unit length; for the packaged model the mean of the rows, made unit, is what `embed` gives.
        """
        ...


def embedding_model(name: str) -> EmbeddingModel:
    """Which model a name means, without loading it. EmbeddingError where it is not on this computer.

    The packaged model's checksum is given as it must be; whoever loads the weights holds them to it.
    """
    folder = model_files.model_folder(name)
    sha256 = PACKAGED_SHA256 if name == PACKAGED_MODEL else model_files.weights_sha256(folder)
    return EmbeddingModel(name, sha256, model_files.stated_dimension(folder), model_files.stated_max_tokens(folder))


def window_text(context: str, text: str) -> str:
    """A window of a passage as it is put to the model; the caller sees to it that this fits `max_tokens`."""
    return f"{context}\n{text}" if context else text
