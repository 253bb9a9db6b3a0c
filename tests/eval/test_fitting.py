"""What is learnt from known questions: to choose among the sentences of one question."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from eval.fitting import Learner, Rows, choosing, deciding, weighing


def rows(shift: float) -> Rows:
    """Twenty questions of six sentences: the wanted one is highest in the first feature, which each question shifts."""
    rng = np.random.default_rng(7)
    features, wanted, groups = [], [], []
    for question in range(20):
        height = shift * rng.normal()
        for place in range(6):
            features.append([height + (2.0 if place == 0 else rng.normal() * 0.3), rng.normal()])
            wanted.append(int(place == 0))
            groups.append(question)
    return Rows(("tells", "noise"), np.array(features), np.array(wanted), np.array(groups), np.ones(len(wanted)))


def test_the_wanted_sentence_of_each_question_comes_first_however_high_its_question_stands() -> None:
    for shift in (0.0, 1.0, 5.0):
        made = rows(shift)
        scores = choosing(made).odds(made)
        for question in range(20):
            of = made.groups == question
            assert scores[of].argmax() == made.wanted[of].argmax()


def test_what_tells_weighs_more_than_noise() -> None:
    weights = choosing(rows(1.0)).weights
    assert weights["tells"] > 5 * abs(weights["noise"])


def test_the_same_rows_give_the_same_weights() -> None:
    assert choosing(rows(1.0)) == choosing(rows(1.0))


@pytest.mark.parametrize(("learn", "cost", "balance"), [(deciding, 1.0, "balanced"), (weighing, 0.3, None)])
def test_learning_ends_where_another_way_of_learning_ends(learn: Learner, cost: float, balance: str | None) -> None:
    """With many features that nearly say the same, whoever ends early ends elsewhere."""
    rng = np.random.default_rng(3)
    made = rows(1.0)
    alike = made.features[:, :1] + 0.05 * rng.normal(size=(len(made.wanted), 12))
    wide = replace(made, names=tuple(f"f{n}" for n in range(12)), features=alike)
    other = LogisticRegression(C=cost, class_weight=balance, solver="newton-cholesky", tol=1e-12)
    other.fit(wide.features, wide.wanted)
    assert list(learn(wide, None).weights.values()) == pytest.approx(other.coef_[0], abs=6e-4)  # rounded to three


def test_a_question_without_a_wanted_sentence_teaches_nothing_of_choosing() -> None:
    made = rows(1.0)
    barren = Rows(
        made.names,
        np.vstack([made.features, made.features[:6] * -9]),
        np.append(made.wanted, np.zeros(6, int)),
        np.append(made.groups, np.full(6, 99)),
        np.ones(len(made.wanted) + 6),
    )
    assert choosing(barren).weights["tells"] > 0


def test_rows_learnt_beside_move_the_weights() -> None:
    made = rows(1.0)
    noise_tells = Rows(made.names, made.features[:, ::-1].copy(), made.wanted, made.groups, made.weight)
    assert choosing(made, noise_tells).weights["noise"] > choosing(made).weights["noise"] + 0.5


def test_the_odds_are_those_of_the_rows_and_not_of_those_beside() -> None:
    made = rows(1.0)
    untold = Rows(made.names, made.features * 0.2, made.wanted[::-1].copy(), made.groups, made.weight)
    found = choosing(made, untold).odds(made)
    again = deciding(Rows(("score",), found[:, None], made.wanted, made.groups, made.weight))
    assert abs(again.weights["score"] - 1) < 0.15
