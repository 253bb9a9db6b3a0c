"""True claims about the sample records are shown and false ones stopped, as often as was reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.grounding import CLAIMS, Outcome, load, measured, problems, table
from ingest.errors import BadQuestion


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    """How every kept claim fares."""
    return measured([retold for path in sorted(CLAIMS.glob("*.toml")) for retold in load(path)])


def test_every_quote_of_the_claims_stands_in_its_record() -> None:
    assert list(problems(sorted(CLAIMS.glob("*.toml")))) == []


def test_the_claims_are_many_and_of_many_kinds() -> None:
    claims = [retold for path in CLAIMS.glob("*.toml") for retold in load(path)]
    assert sum(retold.is_true for retold in claims) >= 80
    assert sum(not retold.is_true for retold in claims) >= 120
    assert len({retold.kind for retold in claims}) >= 12


@pytest.mark.parametrize(("is_true", "least"), [(True, 0.95), (False, 0.98)])
def test_false_claims_are_stopped_and_few_true_ones_lost(
    outcomes: list[Outcome],
    least: float,
    *,
    is_true: bool,
) -> None:
    right = [outcome.is_right for outcome in outcomes if outcome.retold.is_true is is_true]
    assert sum(right) / len(right) >= least, "\n".join(table(outcomes))


def test_a_true_claim_is_shown_with_nothing_refused() -> None:
    (one, *_) = load(CLAIMS / "first.toml")
    (outcome,) = measured([one])
    assert outcome.is_right
    assert outcome.judged.refused == ()


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "made.toml").write_text('[[cited]]\nrecord = "x"\nsaid = []\n', "utf-8")
    with pytest.raises(BadQuestion, match="other keys"):
        load(tmp_path / "made.toml")
