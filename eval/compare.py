"""One run against another, on the questions that both were asked: what changed, and is it more than chance?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from eval.figures import MEASURES, Measure
from eval.resample import Difference, holm, paired
from eval.scores import Score

_SURE = 0.05


class Verdict(StrEnum):
    """What a difference shows."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "the same"
    UNSURE = "no difference shown"
    CHANGED = "changed"  # of what is neither better nor worse for being more


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one measure."""

    measure: Measure
    n: int
    before: float
    after: float
    difference: Difference
    p: float  # of the difference, by Holm's method for all measures at once
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run against the one it is compared with."""

    name: str  # of the other
    changes: tuple[Change, ...]
    mended: tuple[str, ...]  # questions that were wrong and are right
    broken: tuple[str, ...]
    only_one: int  # questions that only one of the two was asked

    @property
    def worse(self) -> tuple[Change, ...]:
        """What is worse, beyond chance."""
        return tuple(c for c in self.changes if c.verdict is Verdict.WORSE)


def compare(name: str, before: Sequence[Score], after: Sequence[Score]) -> Comparison:
    """The comparison of scores with those of another run; a difference counts if its interval and Holm's p agree."""
    old = {score.id: score for score in before}
    pairs = [(old[score.id], score) for score in after if score.id in old]
    found = [
        (measure, *values)
        for measure in MEASURES
        if (values := _values(measure, pairs)) and len(values[0]) == len(values[1])
    ]
    differences = [paired(a, b, meetings) for _, a, b, meetings in found]
    ps = holm([d.p for d in differences])
    changes = tuple(
        Change(measure, len(a), sum(a) / len(a), sum(b) / len(b), difference, p, _verdict(measure, difference, p))
        for (measure, a, b, _), difference, p in zip(found, differences, ps, strict=True)
    )
    return Comparison(
        name,
        changes,
        tuple(new.id for was, new in pairs if was.right is False and new.right),
        tuple(new.id for was, new in pairs if was.right and new.right is False),
        len(old) + len(after) - 2 * len(pairs),
    )


def _values(
    measure: Measure, pairs: Sequence[tuple[Score, Score]]
) -> tuple[list[float], list[float], list[str]] | None:
    """The values of the questions that the measure is asked of in both runs, and the meetings these are about."""
    both = [
        (a, b, new.meeting)
        for was, new in pairs
        if (a := measure.of(was)) is not None and (b := measure.of(new)) is not None
    ]
    return ([float(a) for a, _, _ in both], [float(b) for _, b, _ in both], [m for _, _, m in both]) if both else None


def _verdict(measure: Measure, difference: Difference, p: float) -> Verdict:
    if difference.mean == difference.low == difference.high == 0:
        return Verdict.SAME
    if p > _SURE or difference.low <= 0 <= difference.high:
        return Verdict.UNSURE
    if measure.is_size:
        return Verdict.CHANGED
    return Verdict.BETTER if difference.mean > 0 else Verdict.WORSE
