"""The gate: figures that a build may not fall below, read from eval/gate.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.cases import QUESTIONS
from eval.compare import compare
from eval.figures import BY_KEY, figure
from eval.kept import named
from eval.report import shown
from eval.scores import Score
from ingest.errors import MinutebookError

GATE = Path(__file__).parent / "gate.toml"

_SLACK = 1e-9  # a mean of floats may miss the number it is by less than this


class GateUnreadable(MinutebookError):
    """The gate's file does not say what it should."""

    hint = f"Give [at_least] a number from 0 to 1 for any of {', '.join(BY_KEY)}."


@dataclass(frozen=True, slots=True)
class Gate:
    """What is asked, and how good the answers must be at least."""

    questions: tuple[Path, ...]
    at_least: Mapping[str, float]
    no_worse_than: str | None = None  # a kept run, from which no figure may fall by more than chance


def read(path: Path = GATE) -> Gate:
    """The gate in a file. Raises `GateUnreadable`."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
        names, bounds, run = told["questions"], told["at_least"], told.get("no_worse_than")
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise GateUnreadable(f"{path.name} is no gate: {error!r}.") from error
    for key, bound in bounds.items():
        if key not in BY_KEY or BY_KEY[key].is_size:
            raise GateUnreadable(f'{path.name} bounds "{key}", which is no figure that can be bounded.')
        if isinstance(bound, bool) or not isinstance(bound, int | float) or not 0 <= bound <= 1:
            raise GateUnreadable(f"{path.name} gives {bound} as the bound of {key}.")
    return Gate(tuple(QUESTIONS / name for name in names), bounds, run)


def falls(gate: Gate, scores: Sequence[Score]) -> Iterator[str]:
    """A sentence for each figure that is below its bound, and for each that fell by more than chance."""
    for key, bound in gate.at_least.items():
        made = figure(BY_KEY[key], scores)
        told = f"{key} ({made.measure.label})"
        if not made.values:
            yield f"{told} was not measured: no question asks for it."
        elif made.mean < bound - _SLACK:
            value, least = (shown(made.measure, v) for v in (made.mean, bound))
            wrong = [score.id for score, v in made.measure.values(scores) if v < 1]
            yield f"{told} is {value}, below its bound of {least} ({_some(wrong)})."
    if gate.no_worse_than:
        for change in compare(gate.no_worse_than, named(gate.no_worse_than).scores, scores).worse:
            before, after = (shown(change.measure, v) for v in (change.before, change.after))
            yield (
                f"{change.measure.key} ({change.measure.label}) fell from {before} to {after} against"
                f" the run {gate.no_worse_than}, which is more than chance."
            )


def _some(ids: Sequence[str]) -> str:
    return f"not in {', '.join(ids[:8])}{f' and {len(ids) - 8} more' if len(ids) > 8 else ''}"
