"""all-MiniLM-L6-v2 as plain numpy: a question becomes a vector without waiting seconds for torch to load.

The model is small enough to say in one page: token, place and type vectors are added up, pass through six layers of
attention and a two-step network, and come out as one vector a token. Texts of a batch lie end to end, without padding:
everything but attention works token by token, and attention takes each text by itself.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Encoding

Matrix = NDArray[np.float32]
Value = TypeVar("Value")

LAYERS = 6
HEADS = 12
HEAD_SIZE = 32
WIDTH = HEADS * HEAD_SIZE
NORM_EPSILON = np.float32(1e-12)
SMALL = 1_000_000  # multiplications in a product that OpenBLAS does on the spot
PIECES = (16, 32, 64, 96, 128, 192, 384)  # rows that divide every weight of the model
FEW = 64  # tokens; for more, the threads are worth waking
AT_ONCE = 65_536  # values to take through GELU in one go: few enough to stay in the processor's cache


def map_weights(path: Path) -> dict[str, Matrix]:
    """The float32 tensors of a safetensors file, as views of the mapped file: what is not used is never read.

    A safetensors file is eight bytes that count the header, the header as JSON, then the tensors' bytes.
    """
    with path.open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])
    return {name: _view(content, start, told) for name, told in header.items() if told.get("dtype") == "F32"}


def _view(content: mmap.mmap, start: int, told: Mapping[str, list[int]]) -> Matrix:
    first, last = told["data_offsets"]
    values = np.frombuffer(content, np.float32, (last - first) // 4, start + first)
    return np.require(values.reshape(told["shape"]), requirements="A")


def readable(text: str) -> str:
    """The text with a question mark for each half character (a lone surrogate), which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


class WordPieces:
    """Text → the word pieces that the model knows, by the model's own `tokenizer.json`. Threads may share one."""

    def __init__(self, file: Path, max_tokens: int) -> None:
        from tokenizers import Tokenizer

        self._max_tokens = max_tokens
        self._tokenizer = Tokenizer.from_file(str(file))
        self._tokenizer.no_truncation()  # the file says 128 for both; the model reads more, and counting must not cut
        self._tokenizer.no_padding()

    def __call__(self, text: str) -> tuple[list[str], list[int]]:
        """The pieces and their ids, cut as the model cuts."""
        read = self._read(text)
        return self._cut(read.tokens), self._cut(read.ids)

    def placed(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """The ids, cut in the same way, and where each piece stands in the text; special ones are of no width."""
        read = self._read(text)
        return self._cut(read.ids), self._cut(read.offsets)

    def count(self, text: str) -> int:
        """How many there are before anything is cut, special ones included."""
        return len(self._read(text).ids)

    def _cut(self, values: list[Value]) -> list[Value]:
        """As many values as the model reads; the last place is kept for that of the closing token."""
        return values if len(values) <= self._max_tokens else [*values[: self._max_tokens - 1], values[-1]]

    def _read(self, text: str) -> Encoding:
        return self._tokenizer.encode(readable(text))


@dataclass(frozen=True, slots=True)
class _Linear:
    weight: Matrix  # (out, in), as published
    bias: Matrix  # (out, 1)

    def __call__(self, x: Matrix) -> Matrix:
        out = _product(self.weight, x)
        out += self.bias
        return out


@dataclass(frozen=True, slots=True)
class _Norm:
    """Brings each token's vector to mean 0 and spread 1, then scales and shifts it as learnt; works in place."""

    scale: Matrix  # (384, 1)
    shift: Matrix

    def __call__(self, x: Matrix) -> Matrix:
        x -= x.mean(axis=0)
        x /= np.sqrt(np.square(x).mean(axis=0) + NORM_EPSILON)
        x *= self.scale
        x += self.shift
        return x


@dataclass(frozen=True, slots=True)
class _Layer:
    query_key_value: _Linear
    mix: _Linear
    mix_norm: _Norm
    widen: _Linear
    narrow: _Linear
    narrow_norm: _Norm

    def __call__(self, x: Matrix, texts: Sequence[slice]) -> Matrix:
        x = self.mix_norm(self.mix(_attend(self.query_key_value(x), texts)) + x)
        return self.narrow_norm(self.narrow(_gelu(self.widen(x))) + x)


class LightEncoder:
    """Token ids → one vector a token. Only reads its weights, so threads may share one.

    Inside, a token is a column: so the weights are multiplied as they lie in the file, and no step turns a matrix.
    """

    def __init__(self, tensors: Mapping[str, Matrix]) -> None:
        """From the model's tensors by their published names (`map_weights`)."""
        self._words = tensors["embeddings.word_embeddings.weight"]
        places = tensors["embeddings.position_embeddings.weight"]
        self._places = places + tensors["embeddings.token_type_embeddings.weight"][0]
        self._norm = _norm(tensors, "embeddings.LayerNorm")
        self._layers = [_layer(tensors, f"encoder.layer.{number}") for number in range(LAYERS)]

    def encode(self, texts: Sequence[Sequence[int]]) -> list[Matrix]:
        """The last layer's vectors of each text: shape (tokens of the text, 384), special tokens included."""
        if not texts:
            return []
        rows = self._words[np.concatenate([np.asarray(ids) for ids in texts])]
        rows += np.concatenate([self._places[: len(ids)] for ids in texts])
        x = self._norm(np.ascontiguousarray(rows.T))
        where = list(_slices(texts))
        for layer in self._layers:
            x = layer(x, where)
        return [np.ascontiguousarray(x[:, text].T) for text in where]


def _layer(tensors: Mapping[str, Matrix], name: str) -> _Layer:
    parts = [_linear(tensors, f"{name}.attention.self.{part}") for part in ("query", "key", "value")]
    spread = np.float32(HEAD_SIZE**-0.5)  # the scale of attention, put into the query once and for all
    parts[0] = _Linear(parts[0].weight * spread, parts[0].bias * spread)
    return _Layer(
        query_key_value=_Linear(
            np.concatenate([part.weight for part in parts]), np.concatenate([part.bias for part in parts])
        ),
        mix=_linear(tensors, f"{name}.attention.output.dense"),
        mix_norm=_norm(tensors, f"{name}.attention.output.LayerNorm"),
        widen=_linear(tensors, f"{name}.intermediate.dense"),
        narrow=_linear(tensors, f"{name}.output.dense"),
        narrow_norm=_norm(tensors, f"{name}.output.LayerNorm"),
    )


def _linear(tensors: Mapping[str, Matrix], name: str) -> _Linear:
    return _Linear(tensors[f"{name}.weight"], tensors[f"{name}.bias"][:, None])


def _norm(tensors: Mapping[str, Matrix], name: str) -> _Norm:
    return _Norm(tensors[f"{name}.weight"][:, None], tensors[f"{name}.bias"][:, None])


def _product(weight: Matrix, x: Matrix) -> Matrix:
    """weight @ x; for few tokens in pieces so small that BLAS neither copies the weights nor wakes its threads.

    On an idle computer that is about as fast, on one core; on a busy one it is far faster, because nothing waits
    for a thread that has no core to run on.
    """
    width, tokens = x.shape
    rows = max((rows for rows in PIECES if rows * width * tokens <= SMALL), default=0)
    if not rows or tokens > FEW:
        return weight @ x
    return (weight.reshape(-1, rows, width) @ x).reshape(-1, tokens)


def _slices(texts: Sequence[Sequence[int]]) -> Iterator[slice]:
    start = 0
    for ids in texts:
        yield slice(start, start + len(ids))
        start += len(ids)


def _attend(query_key_value: Matrix, texts: Sequence[slice]) -> Matrix:
    """What each token takes from the tokens of its own text: (3 * 384, tokens) → (384, tokens)."""
    heads = query_key_value.reshape(3, HEADS, HEAD_SIZE, -1)
    out = np.empty(heads.shape[1:], np.float32)
    for text in texts:
        query, key, value = heads[..., text]
        weight = key.transpose(0, 2, 1) @ query  # (heads, tokens attended to, tokens attending)
        weight -= weight.max(axis=1, keepdims=True)
        np.exp(weight, out=weight)
        weight /= weight.sum(axis=1, keepdims=True)
        out[..., text] = value @ weight
    return out.reshape(WIDTH, -1)


def _gelu(x: Matrix) -> Matrix:
    """GELU in place: x · Φ(x)."""
    flat = x.reshape(-1)
    for start in range(0, len(flat), AT_ONCE):
        part = flat[start : start + AT_ONCE]
        part *= normal_cdf(part)
    return x


def normal_cdf(x: Matrix) -> Matrix:
    """Φ(x) to within 2e-7, by Abramowitz and Stegun 7.1.26: scipy's erf would cost 0.2 s at every start."""
    z = np.abs(x)
    z *= np.float32(0.5**0.5)
    t = np.float32(1) / (np.float32(1) + np.float32(0.3275911) * z)
    tail = np.full_like(t, 1.061405429)
    for coefficient in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail *= t
        tail += np.float32(coefficient)
    tail *= t
    np.square(z, out=z)
    np.negative(z, out=z)
    tail *= np.exp(z, out=z)
    tail *= np.float32(0.5)
    return np.where(x >= 0, np.float32(1) - tail, tail)
