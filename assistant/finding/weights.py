"""What was learnt on the known questions: a few weights, kept in weights.json with where they come from."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the features of a sentence, of whether it belongs to others, and of whether a question is answered."""

    select: dict[str, float]
    intercept: float
    sharpness: (
        float  # times a score: the logarithm of how likely a sentence is chosen, less what all of its question share
    )
    belongs: dict[str, float]  # that a sentence is part of an answer which has some already
    belongs_intercept: float
    answered: dict[str, float]
    answered_intercept: float
    threshold: float  # of the probability that a question is answered; below it the minutes do not say

    @classmethod
    def load(cls) -> Weights:
        """The weights of weights.json."""
        kept = json.loads(resources.files("assistant.finding").joinpath("weights.json").read_text("utf-8"))
        select, belongs, answered = kept["select"], kept["belongs"], kept["answered"]
        return cls(
            select["weights"],
            select["intercept"],
            select["sharpness"],
            belongs["weights"],
            belongs["intercept"],
            answered["weights"],
            answered["intercept"],
            answered["threshold"],
        )


@functools.cache
def learnt() -> Weights:
    """The weights that answers are made with."""
    return Weights.load()
