"""Vectors of the parts of a text, from one reading of the whole: by where its tokens stand.

A part is read in the light of the text around it, and costs nothing beside the text. Where a model does not allow it,
or has read no token of a part, the part is embedded alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Span = tuple[int, int]  # where a part of a text begins and ends, or the numbers of its first token and the one behind
Embed = Callable[[Sequence[str]], Vectors]


def token_spans(places: Sequence[Span], parts: Sequence[Span]) -> list[Span]:
    """Which tokens stand in each part of a text, by where all of them stand; special ones, of no width, stand in none.

    An empty span where there are none: the model drops some characters, and what is beyond its limit.
    """
    starts, ends = np.asarray(places, np.intp).reshape(-1, 2).T
    found: list[Span] = []
    for start, end in parts:
        inside = np.flatnonzero((starts < end) & (ends > start) & (ends > starts))
        found.append((int(inside[0]), int(inside[-1]) + 1) if len(inside) else (0, 0))
    return found


def part_vectors(tokens: Vectors, spans: Sequence[Span]) -> Vectors:
    """The mean of the unit vectors of the tokens of each part, made unit; a row of zeros for none."""
    directions = unit(tokens)
    sums = [directions[start:end].sum(axis=0) for start, end in spans]
    return unit(np.array(sums, np.float32).reshape(-1, tokens.shape[1]))


def embedded_apart(embed: Embed, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> list[Vectors]:
    """The vectors of the parts of each text, each part embedded alone."""
    alone = embed([text[start:end] for text, spans in zip(texts, parts, strict=True) for start, end in spans])
    ends = np.cumsum([len(spans) for spans in parts], dtype=np.intp)
    return [alone[end - len(spans) : end] for spans, end in zip(parts, ends, strict=True)]


def with_unread(
    embed: Embed, found: Sequence[Vectors], texts: Sequence[str], parts: Sequence[Sequence[Span]]
) -> list[Vectors]:
    """The vectors ``found`` of the parts of each text; those of which no token was read, all zeros, made alone."""
    unread = [np.flatnonzero(~vectors.any(axis=1)) for vectors in found]
    missing = [[spans[int(row)] for row in rows] for spans, rows in zip(parts, unread, strict=True)]
    if any(missing):
        for vectors, rows, alone in zip(found, unread, embedded_apart(embed, texts, missing), strict=True):
            vectors[rows] = alone
    return list(found)


def unit(vectors: Vectors) -> Vectors:
    """Each row made of length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = vectors / np.maximum(lengths, np.float32(1e-12))
    return scaled
