"""How a model is loaded: in silence, its faults as sentences, in the arithmetic that the processor is fast in."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator

from ingest.errors import EmbeddingError


def has_bfloat16() -> bool:
    """Whether this processor multiplies in bfloat16 itself; where it does not, bfloat16 is slower than float32."""
    import torch

    able = torch.cpu.get_capabilities()
    return any(able.get(kind, False) for kind in ("avx512_bf16", "amx_bf16"))


@contextlib.contextmanager
def loading(what: str, hint: str | None = None) -> Iterator[None]:
    """Around the loading of a model: nothing is printed, and files that cannot be loaded are an EmbeddingError."""
    from safetensors import SafetensorError

    broken = (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError)
    try:
        with _quietly():
            yield
    except broken as error:  # what the libraries raise for files that are damaged or of a kind they do not know
        reason = str(error).strip().partition("\n")[0]
        raise EmbeddingError(f"The {what} cannot be loaded: {reason}", hint=hint) from error


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Keeps transformers from drawing progress bars and printing advice while it loads a model."""
    from transformers.utils import logging

    level, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]
