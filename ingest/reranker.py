"""A question and passages → how well each answers it, by a cross-encoder that reads both together.

None comes with Minutebook; whoever has one on this computer names it in a setting. Nothing here reaches the network.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest import model_files
from ingest.errors import EmbeddingError
from ingest.light_encoder import readable
from ingest.model_files import RERANKING
from ingest.model_loading import loading

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

PAIRS_AT_ONCE = 8


class Reranker(Protocol):
    """Scores texts for a question."""

    @property
    def name(self) -> str:
        """What it is called in the settings."""
        ...

    @property
    def sha256(self) -> str:
        """Of its weights."""
        ...

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """A number a text, in order: the higher, the better it fits the question."""
        ...


class CrossReranker:
    """Any cross-encoder that sentence-transformers can load from this computer; threads take turns."""

    def __init__(self, name: str) -> None:
        """Finds it, and loads it when it is first used; EmbeddingError where it is not here or is of another kind."""
        self._folder = model_files.model_folder(name, RERANKING)
        if not model_files.is_cross_encoder(self._folder):
            raise EmbeddingError(
                f"The model '{name}' in {self._folder} does not score pairs of texts: it is no reranker.",
                hint=RERANKING.hint,
            )
        self.name = name
        self.sha256 = model_files.weights_sha256(self._folder, RERANKING)
        self._loaded: CrossEncoder | None = None
        self._turn = threading.Lock()

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Reranker; what is longer than the model reads is cut at its end."""
        if not texts:
            return np.empty(0, np.float32)
        from torch.nn import Identity

        pairs = [(readable(question), readable(text)) for text in texts]
        with self._turn:
            if self._loaded is None:
                self._loaded = self._load()
            # As the network gives them: squeezed to between 0 and 1, the best and the worst would be alike.
            made = self._loaded.predict(
                pairs, batch_size=PAIRS_AT_ONCE, activation_fn=Identity(), show_progress_bar=False
            )
        return np.asarray(made, np.float32).reshape(len(pairs))

    def _load(self) -> CrossEncoder:
        from sentence_transformers import CrossEncoder

        what = f"reranker '{self.name}' in {self._folder}"
        with loading(what, RERANKING.hint):
            loaded: CrossEncoder = CrossEncoder(str(self._folder), device="cpu", local_files_only=True)
        if loaded.num_labels != 1:
            raise EmbeddingError(
                f"The {what} gives {loaded.num_labels} numbers for a pair of texts, not one.", hint=RERANKING.hint
            )
        return loaded
