"""all-MiniLM-L6-v2 in torch for many texts: laid end to end, so that no time goes on padding.

A batch is as many texts as make up some tokens. Everything but attention works token by token on the whole batch;
attention takes the texts of one length together. So what becomes of a text does not depend on what it is batched
with. Each core takes batches of its own, which needs no waiting for one another within a batch.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from ingest.light_encoder import HEAD_SIZE, HEADS, LAYERS, WIDTH, Matrix
from ingest.parts import Span, Vectors, part_vectors

TOKENS_AT_ONCE = 1_024  # more at once is no faster
_EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class _Linear:
    weight: Tensor
    bias: Tensor

    def __call__(self, x: Tensor) -> Tensor:
        return functional.linear(x, self.weight, self.bias)


@dataclass(frozen=True, slots=True)
class _Norm:
    scale: Tensor
    shift: Tensor

    def __call__(self, x: Tensor) -> Tensor:
        return functional.layer_norm(x, (WIDTH,), self.scale, self.shift, _EPSILON)


@dataclass(frozen=True, slots=True)
class _Layer:
    query_key_value: _Linear
    mix: _Linear
    mix_norm: _Norm
    widen: _Linear
    narrow: _Linear
    narrow_norm: _Norm

    def __call__(self, x: Tensor, groups: Sequence[_Group]) -> Tensor:
        x = self.mix_norm(self.mix(_attend(self.query_key_value(x), groups)) + x)
        return self.narrow_norm(self.narrow(functional.gelu(self.widen(x))) + x)


@dataclass(frozen=True, slots=True)
class _Group:
    """Texts of one length that lie one after the other in a batch."""

    where: slice
    texts: int
    length: int


class PackedEncoder:
    """Token ids → one vector a text, the mean of its tokens."""

    def __init__(self, tensors: Mapping[str, Matrix], *, halved: bool, threads: int | None = None) -> None:
        """From the model's tensors by their published names; ``halved`` computes in bfloat16."""
        self._dtype = torch.bfloat16 if halved else torch.float32
        self._threads = threads or os.cpu_count() or 1
        told = {name: torch.tensor(matrix).to(self._dtype) for name, matrix in tensors.items()}
        self._words = told["embeddings.word_embeddings.weight"]
        self._places = torch.tensor(
            tensors["embeddings.position_embeddings.weight"] + tensors["embeddings.token_type_embeddings.weight"][0]
        ).to(self._dtype)
        self._norm = _norm(told, "embeddings.LayerNorm")
        self._layers = [_layer(told, f"encoder.layer.{number}") for number in range(LAYERS)]

    def encode(self, texts: Sequence[Sequence[int]]) -> Vectors:
        """The mean vector of each text's tokens, special ones included: shape (len(texts), 384)."""
        return self.encode_with_parts(texts, [()] * len(texts))[0]

    def encode_with_parts(
        self, texts: Sequence[Sequence[int]], parts: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, list[Vectors]]:
        """The same, and for each text the vectors of some spans of its tokens (see `part_vectors`)."""
        means = np.empty((len(texts), WIDTH), np.float32)
        found = [np.empty((0, WIDTH), np.float32)] * len(texts)
        batches = list(_batches(texts))
        with ThreadPoolExecutor(self._threads, initializer=torch.set_num_threads, initargs=(1,)) as threads:
            made = threads.map(lambda batch: self._batch(batch, texts, parts), batches)
            for batch, (some_means, some_found) in zip(batches, made, strict=True):
                means[batch] = some_means
                for number, vectors in zip(batch, some_found, strict=True):
                    found[number] = vectors
        return means, found

    def _batch(
        self, batch: Sequence[int], texts: Sequence[Sequence[int]], parts: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, list[Vectors]]:
        tokens = self._encode([texts[number] for number in batch])
        means = np.array([vectors.mean(axis=0) for vectors in tokens], np.float32)
        return means, [part_vectors(of, parts[number]) for of, number in zip(tokens, batch, strict=True)]

    @torch.inference_mode()
    def _encode(self, texts: Sequence[Sequence[int]]) -> list[Vectors]:
        """The vectors of the tokens of each text, sorted by length."""
        ids = torch.tensor([token for text in texts for token in text])
        places = torch.cat([torch.arange(len(text)) for text in texts])
        x = self._norm(self._words[ids] + self._places[places])
        groups = list(_groups(texts))
        for layer in self._layers:
            x = layer(x, groups)
        ends = np.cumsum([len(text) for text in texts])
        return np.split(x.float().numpy(), ends[:-1])


def _batches(texts: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The numbers of the texts, the longest first, as many at a time as hold so many tokens."""
    batch: list[int] = []
    tokens = 0
    for number in sorted(range(len(texts)), key=lambda n: -len(texts[n])):
        if batch and tokens + len(texts[number]) > TOKENS_AT_ONCE:
            yield batch
            batch, tokens = [], 0
        batch.append(number)
        tokens += len(texts[number])
    if batch:
        yield batch


def _groups(texts: Sequence[Sequence[int]]) -> Iterator[_Group]:
    start = 0
    for length, alike in groupby(len(text) for text in texts):
        count = len(list(alike))
        yield _Group(slice(start, start + count * length), count, length)
        start += count * length


def _attend(query_key_value: Tensor, groups: Sequence[_Group]) -> Tensor:
    """What each token takes from the tokens of its own text: (tokens, 3 * 384) → (tokens, 384)."""
    out = query_key_value.new_empty((len(query_key_value), WIDTH))
    for group in groups:
        several = query_key_value[group.where].view(group.texts, group.length, 3, HEADS, HEAD_SIZE)
        query, key, value = several.permute(2, 0, 3, 1, 4)
        attended = functional.scaled_dot_product_attention(query, key, value)
        out[group.where] = attended.transpose(1, 2).reshape(-1, WIDTH)
    return out


def _layer(told: Mapping[str, Tensor], name: str) -> _Layer:
    parts = [_linear(told, f"{name}.attention.self.{part}") for part in ("query", "key", "value")]
    return _Layer(
        query_key_value=_Linear(torch.cat([p.weight for p in parts]), torch.cat([p.bias for p in parts])),
        mix=_linear(told, f"{name}.attention.output.dense"),
        mix_norm=_norm(told, f"{name}.attention.output.LayerNorm"),
        widen=_linear(told, f"{name}.intermediate.dense"),
        narrow=_linear(told, f"{name}.output.dense"),
        narrow_norm=_norm(told, f"{name}.output.LayerNorm"),
    )


def _linear(told: Mapping[str, Tensor], name: str) -> _Linear:
    return _Linear(told[f"{name}.weight"], told[f"{name}.bias"])


def _norm(told: Mapping[str, Tensor], name: str) -> _Norm:
    return _Norm(told[f"{name}.weight"], told[f"{name}.bias"])
