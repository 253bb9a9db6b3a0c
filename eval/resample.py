"""How sure a figure is: intervals by Wilson's method and by a bootstrap of meetings, and tests of run against run.

Questions of one meeting are not independent: they share its layout, its words and whatever was misread in it. So whole
meetings are drawn, not questions. The seed is fixed: the same values give the same intervals.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 10_000
Z = 1.959964  # of 95 %
_Z_POWER = 0.841621  # of a power of 80 %
_SEED = 20190607
_CHANGED = 0.1


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and where it lies with 95 % confidence."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed on the same questions from one run to another."""

    mean: float
    low: float
    high: float
    p: float  # how easily chance alone gives as much
    least: float  # the smallest difference that would be seen four times in five


def wilson(flags: Sequence[float]) -> Interval:
    """A share and its interval by Wilson's method; zeros for none."""
    n = len(flags)
    if n == 0:
        return Interval(0.0, 0.0, 0.0)
    p = sum(flags) / n
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return Interval(p, max(0.0, middle - half), min(1.0, middle + half))


def clustered(values: Sequence[float], clusters: Sequence[str]) -> Interval:
    """A mean and its interval by a bootstrap of clusters; zeros for none."""
    if not values:
        return Interval(0.0, 0.0, 0.0)
    means = _resampled(values, clusters)
    low, high = np.quantile(means, [0.025, 0.975])
    return Interval(sum(values) / len(values), float(low), float(high))


def paired(before: Sequence[float], after: Sequence[float], clusters: Sequence[str]) -> Difference:
    """The mean difference of pairs: its interval by a bootstrap of clusters, and a p value.

    The p value is McNemar's, exact, where every value is 0 or 1, else that of the bootstrap.
    """
    changes = [b - a for a, b in zip(before, after, strict=True)]
    if not changes:
        return Difference(0.0, 0.0, 0.0, 1.0, 1.0)
    means = _resampled(changes, clusters)
    low, high = np.quantile(means, [0.025, 0.975])
    if {*before, *after} <= {0.0, 1.0}:
        p = mcnemar(sum(c < 0 for c in changes), sum(c > 0 for c in changes))
    else:
        p = 2 * min(float(np.mean(means <= 0)), float(np.mean(means >= 0))) if any(changes) else 1.0
    least = (Z + _Z_POWER) * float(means.std()) if any(changes) else detectable(len(changes))
    return Difference(sum(changes) / len(changes), float(low), float(high), min(1.0, p), least)


def mcnemar(worse: int, better: int) -> float:
    """The exact two-sided p value of McNemar's test: of the questions that changed, are as many better as worse?"""
    n = worse + better
    tail: int = sum(math.comb(n, k) for k in range(min(worse, better) + 1))
    return min(1.0, 2 * tail / 2**n) if n else 1.0


def detectable(n: int) -> float:
    """The smallest change of a share that n questions show four times in five, if one question in ten changes."""
    return (Z + _Z_POWER) * math.sqrt(_CHANGED / n) if n else 1.0


def holm(ps: Sequence[float]) -> list[float]:
    """P values of several questions asked at once, adjusted by Holm's method."""
    adjusted = [1.0] * len(ps)
    highest = 0.0
    for place, number in enumerate(sorted(range(len(ps)), key=lambda k: ps[k])):
        highest = max(highest, min(1.0, ps[number] * (len(ps) - place)))
        adjusted[number] = highest
    return adjusted


def _resampled(values: Sequence[float], clusters: Sequence[str]) -> NDArray[np.float64]:
    """The means of as many draws of clusters, with replacement, as there are clusters."""
    names = sorted(set(clusters))
    place = {name: number for number, name in enumerate(names)}
    rows = np.array([place[c] for c in clusters])
    sums = np.bincount(rows, weights=np.array(values, dtype=np.float64), minlength=len(names))
    counts = np.bincount(rows, minlength=len(names))
    drawn = np.random.default_rng(_SEED).multinomial(len(names), [1 / len(names)] * len(names), size=RESAMPLES)
    means: NDArray[np.float64] = (drawn @ sums) / (drawn @ counts)
    return means
