"""Text → vectors; the one door to sentence-transformers, and a lighter way to the same vectors for questions.

Records are embedded by the packaged model in torch (`ingest.packed_encoder`), which takes a second to load. Questions
come one at a time and nobody should wait for that: there it runs in numpy (`ingest.light_encoder`), with the same
vectors to six digits. Another model goes through sentence-transformers. Nothing here reaches the network.
"""

from __future__ import annotations

import contextlib
import threading
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest import model_files
from ingest.errors import EmbeddingError
from ingest.light_encoder import LightEncoder, WordPieces, map_weights, readable
from ingest.model_files import PACKAGED_MODEL, PACKAGED_SHA256
from ingest.parts import Span, embedded_apart, part_vectors, token_spans, unit, with_unread

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Role = Literal["query", "document"]
PASSAGES_AT_ONCE = 16  # of about the same length; more at once is slower on a CPU
QUESTIONS_AT_ONCE = 4
_TRIED = "The Committee noted the report."  # by which it is found out what a model makes of a text
_SAME = 0.999  # cosine; that of the same text behind "passage: " is below


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


def passage_embedder(name: str, *, threads: int | None = None) -> PassageEmbedder:
    """For many passages: in bfloat16 where the processor has it, which is twice as fast and changes next to nothing.

    `threads` is how many may compute at a time. EmbeddingError where the model cannot be loaded.
    """
    if name == PACKAGED_MODEL:
        return PackedEmbedder(model_files.model_folder(name), halved=has_bfloat16(), threads=threads)
    if threads is not None:
        import torch

        torch.set_num_threads(threads)
    return SentenceEmbedder(name, role="document", halved=has_bfloat16())


def question_embedder(name: str) -> TokenEmbedder:
    """For a question at a time, ready in a fraction of a second with the packaged model; threads may share it.

    EmbeddingError where the model cannot be loaded.
    """
    if name == PACKAGED_MODEL:
        return LightEmbedder(model_files.model_folder(name))
    return SentenceEmbedder(name, role="query", halved=False)


def window_text(context: str, text: str) -> str:
    """A window of a passage as it is put to the model; the caller sees to it that this fits `max_tokens`."""
    return f"{context}\n{text}" if context else text


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


class SentenceEmbedder:
    """Any model that sentence-transformers can load from this computer; threads take turns."""

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


def has_bfloat16() -> bool:
    """Whether this processor multiplies in bfloat16 itself; where it does not, bfloat16 is slower than float32."""
    import torch

    able = torch.cpu.get_capabilities()
    return any(able.get(kind, False) for kind in ("avx512_bf16", "amx_bf16"))


def _load(name: str, folder: Path, *, halved: bool) -> SentenceTransformer:
    import torch
    from sentence_transformers import SentenceTransformer

    dtype = torch.bfloat16 if halved else torch.float32
    with loading(f"embedding model '{name}' in {folder}"):
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": dtype})


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
