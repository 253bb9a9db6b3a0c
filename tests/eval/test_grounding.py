"""True claims about the sample records are shown and false ones stopped, as often as was reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.grounding import CLAIMS, Outcome, is_there, is_unseen, load, measured, problems, table
from ingest.errors import BadQuestion

_LEARNT_FROM = ("first", "second", "third", "fourth", "fifth")
_AS_A_MODEL_TELLS = ("sixth", "eighth")


@pytest.fixture(scope="module")
def outcomes() -> dict[str, list[Outcome]]:
    """How every kept claim fares, part by part."""
    return {path.stem: measured(load(path)) for path in sorted(CLAIMS.glob("*.toml"))}


def test_every_quote_of_the_claims_stands_in_its_record() -> None:
    assert list(problems(sorted(CLAIMS.glob("*.toml")))) == []


def test_the_claims_are_many_and_of_many_kinds() -> None:
    claims = [retold for path in CLAIMS.glob("*.toml") for retold in load(path)]
    assert sum(retold.is_true for retold in claims) >= 80
    assert sum(not retold.is_true for retold in claims) >= 120
    assert len({retold.kind for retold in claims}) >= 12


@pytest.mark.parametrize(
    ("parts", "is_true", "least"),
    [
        (_LEARNT_FROM, True, 0.95),
        (_LEARNT_FROM, False, 0.98),
        (_AS_A_MODEL_TELLS, True, 0.42),
        (_AS_A_MODEL_TELLS, False, 0.92),
        (("seventh",), True, 0.45),
        (("seventh",), False, 0.80),
    ],
)
def test_false_claims_are_stopped_and_no_more_true_ones_lost_than_was_reached(
    outcomes: dict[str, list[Outcome]],
    parts: tuple[str, ...],
    least: float,
    *,
    is_true: bool,
) -> None:
    of_parts = [outcome for part in parts for outcome in outcomes[part]]
    if not all(is_there(CLAIMS / f"{part}.toml") for part in parts):
        pytest.skip("The records of other councils do not lie beside this checkout.")
    right = [outcome.is_right for outcome in of_parts if outcome.retold.is_true is is_true]
    assert sum(right) / len(right) >= least, "\n".join(table(of_parts, with_faults=parts != ("seventh",)))


def test_which_claims_of_a_part_that_is_only_measured_went_wrong_is_not_told(
    outcomes: dict[str, list[Outcome]],
) -> None:
    assert is_unseen(CLAIMS / "seventh.toml")
    assert not is_unseen(CLAIMS / "sixth.toml")
    assert not any(line.startswith(("  lost", "  shown")) for line in table(outcomes["seventh"], with_faults=False))


def test_a_true_claim_is_shown_with_nothing_refused() -> None:
    (one, *_) = load(CLAIMS / "first.toml")
    (outcome,) = measured([one])
    assert outcome.is_right
    assert outcome.judged.refused == ()


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "made.toml").write_text('[[cited]]\nrecord = "x"\nsaid = []\n', "utf-8")
    with pytest.raises(BadQuestion, match="other keys"):
        load(tmp_path / "made.toml")
