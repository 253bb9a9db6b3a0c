"""Does a claim say more than its quotes? A learnt weighing of how far the words that they lack are from theirs.

A model puts things in words of its own, and no list holds them all: "persisted" for "was still there". So each word that
the quotes lack is compared, by the vectors of the packaged embedding model, with the words that they have. Numbers,
names, denials and all else that vectors do not tell apart have laws of their own.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib import resources
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.support.case import Case
from assistant.support.cover import is_covered, is_free
from assistant.support.wording import Word
from assistant.terms import words

_FAR = 0.4  # a cosine; the nearest word of a quote that says something else is mostly below it
_MOST = 6  # words: more than so many that are lacking say nothing new
SIGNS = ("lacking", "share", "far", "furthest", "distance", "unlike")
"""What is weighed; each speaks against a claim."""


class TokenVectors(Protocol):
    """Shows the vector of each word piece of a text."""

    def token_vectors(self, text: str) -> tuple[list[str], NDArray[np.float32]]:
        """The word pieces, special ones included, and a vector of each."""
        ...


@dataclass(frozen=True, slots=True)
class Surplus:
    """The weights, and how likely it must be that a claim says no more."""

    weights: dict[str, float]
    intercept: float
    threshold: float

    def is_borne_out(self, signs: dict[str, float]) -> bool:
        """Whether a claim with such signs is to be shown."""
        odds = self.intercept + sum(self.weights[name] * signs[name] for name in SIGNS)
        return bool(1 / (1 + np.exp(-odds)) >= self.threshold)


@functools.cache
def learnt() -> Surplus:
    """The weights of surplus.json."""
    kept = json.loads(resources.files("assistant.support").joinpath("surplus.json").read_text("utf-8"))
    return Surplus(kept["weights"], kept["intercept"], kept["threshold"])


def surplus(case: Case, vectors: TokenVectors) -> str | None:
    """The words of a claim that say more than its quotes."""
    if learnt().is_borne_out(signs(case, vectors)):
        return None
    return " ".join(word.text for word in _lacking(case)) or "its words"


def signs(case: Case, vectors: TokenVectors) -> dict[str, float]:
    """How much of a claim its quotes lack, and how far it is from what they say."""
    said = [word for word in case.said.words if not is_free(word)]
    lacking = _lacking(case)
    own, theirs = _Read.of(case.claim, vectors), _Read.of(case.quoted.text, vectors)
    distances = [1 - own.nearest(word, theirs) for word in lacking]
    return {
        "lacking": min(len(lacking), _MOST) / _MOST,
        "share": len(lacking) / max(1, len(said)),
        "far": min(sum(distance > 1 - _FAR for distance in distances), _MOST) / _MOST,
        "furthest": max(distances, default=0.0),
        "distance": sum(distances) / max(1, len(said)),
        "unlike": 1 - float(own.whole @ theirs.whole),
    }


def _lacking(case: Case) -> list[Word]:
    """The words of a claim that its quotes have neither as they are nor in another known form."""
    telling_it = {word for who, _ in case.tellers for word in words(who)}
    return [
        word
        for word in case.said.words
        if not is_free(word) and not is_covered(word, case.inside) and word.text.casefold() not in telling_it
    ]


@dataclass(frozen=True, slots=True)
class _Read:
    """A text's words as the model reads them, with a unit vector of each and of the whole."""

    words: tuple[str, ...]
    vectors: NDArray[np.float32]
    whole: NDArray[np.float32]

    @classmethod
    def of(cls, text: str, vectors: TokenVectors) -> _Read:
        """Pieces of one word ("##ness") are put together."""
        pieces, rows = vectors.token_vectors(text)
        read: list[str] = []
        places: list[list[int]] = []
        for at, piece in enumerate(pieces):
            if piece.startswith("##") and read:
                read[-1] += piece[2:]
                places[-1].append(at)
            else:
                read.append(piece)
                places.append([at])
        means = np.array([rows[of].mean(axis=0) for of in places])
        return cls(tuple(read), _unit(means), _unit(rows.mean(axis=0)))

    def nearest(self, word: Word, other: _Read) -> float:
        """The cosine of a word and the word of another text that is nearest to it."""
        at = next((i for i, read in enumerate(self.words) if word.text.casefold().startswith(read)), None)
        there = [i for i, read in enumerate(other.words) if read.isalnum()]
        if at is None or not there:
            return 0.0
        return float((other.vectors[there] @ self.vectors[at]).max())


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    found: NDArray[np.float32] = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
    return found
