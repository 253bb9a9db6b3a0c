"""The harness goes red when something is broken on purpose, and stays green when nothing is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eval.cases import Case
from eval.compare import compare
from eval.figures import MEASURES, broken, figures
from eval.gate import Gate, falls
from eval.metrics import score
from eval.scores import Score
from tests.eval.conftest import Replies
from tests.eval.faults import FAULTS, paragraphs_misnamed, paragraphs_swapped

_ROOM = 0.02  # below what the healthy assistant reaches, as eval/gate.toml leaves


def _gate(healthy: list[Score]) -> Gate:
    """A gate a little below what the healthy assistant reaches."""
    bounds = {f.measure.key: max(0.0, f.mean - _ROOM) for f in figures(healthy) if not f.measure.is_size}
    return Gate((Path("dev.jsonl"),), bounds)


def _faulty(cases: tuple[Case, ...], replies: Replies, fault: str) -> list[Score]:
    change, _ = FAULTS[fault]
    changed = change(replies)
    return [score(case, changed[case.id]) for case in cases]


def test_a_healthy_assistant_passes(healthy: list[Score]) -> None:
    assert list(falls(_gate(healthy), healthy)) == []
    assert broken(healthy) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_brings_its_figures_below_the_gate(
    fault: str, cases: tuple[Case, ...], replies: Replies, healthy: list[Score]
) -> None:
    told = list(falls(_gate(healthy), _faulty(cases, replies, fault)))
    assert {line.split()[0] for line in told} >= FAULTS[fault][1]
    assert all("below its bound of" in line or "was not measured" in line for line in told)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_worse_than_chance_against_the_healthy_run(
    fault: str, cases: tuple[Case, ...], replies: Replies, healthy: list[Score]
) -> None:
    comparison = compare("healthy", healthy, _faulty(cases, replies, fault))
    assert comparison.worse
    assert {change.measure.key for change in comparison.worse} & FAULTS[fault][1]


@pytest.mark.parametrize("change", [paragraphs_swapped, paragraphs_misnamed])
def test_words_of_another_paragraph_break_a_law(
    change: Callable[[Replies], Replies], cases: tuple[Case, ...], replies: Replies
) -> None:
    changed = change(replies)
    (told,) = broken([score(case, changed[case.id]) for case in cases])
    assert "exact" in told


def test_a_healthy_run_is_the_same_as_itself(healthy: list[Score]) -> None:
    comparison = compare("itself", healthy, healthy)
    assert {change.verdict.value for change in comparison.changes} == {"the same"}
    assert (comparison.mended, comparison.broken, comparison.only_one) == ((), (), 0)
    assert {c.measure.key for c in comparison.changes} >= {m.key for m in MEASURES} - {"attributed"}
