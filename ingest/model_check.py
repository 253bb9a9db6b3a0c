"""Is the embedding model there, whole and sane? What `minutebook doctor` asks."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ingest.embed import Embedder
from ingest.errors import EmbeddingError
from ingest.model_choice import question_embedder
from ingest.model_files import PACKAGED_MODEL, check_packaged_weights, model_folder, weights_sha256

ROUNDING = 1e-3
ASKED = "How many social workers left the council?"
NEAR = "Turnover of social work staff was high."
FAR = "The lift is broken."


class Check(NamedTuple):
    """One thing looked at."""

    what: str
    ok: bool
    detail: str  # a sentence; with the next step where it is not ok


def check_model(name: str) -> list[Check]:
    """Files, weights, vectors, in this order; the first that fails is the last that is told."""
    checks: list[Check] = []
    try:
        folder = model_folder(name)
        checks.append(Check("embedding model", ok=True, detail=f"{name} is in {folder}"))
        if name == PACKAGED_MODEL:
            check_packaged_weights(folder)
        checks.append(Check("embedding weights", ok=True, detail=f"SHA-256 {weights_sha256(folder)}"))
        checks.append(_vectors(question_embedder(name)))
    except EmbeddingError as error:
        what = ("embedding model", "embedding weights", "embedding vectors")[len(checks)]
        checks.append(Check(what, ok=False, detail=f"{error.message} {error.hint}"))
    return checks


def _vectors(embedder: Embedder) -> Check:
    asked, near, far = embedder.embed([ASKED, NEAR, FAR])
    length, like, unlike = float(np.linalg.norm(asked)), float(asked @ near), float(asked @ far)
    sane = asked.shape == (embedder.model.dimension,) and abs(length - 1) < ROUNDING and like > unlike
    detail = f"{len(asked)} numbers, length {length:.3f}; like texts {like:.2f}, unlike texts {unlike:.2f}"
    return Check("embedding vectors", ok=sane, detail=detail)
