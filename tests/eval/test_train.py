"""What is learnt from known questions: to choose among the sentences of one question."""

from __future__ import annotations

import numpy as np

from eval.train import Rows, choosing


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
        weights, intercept = choosing(made)
        scores = made.features @ weights + intercept
        for question in range(20):
            of = made.groups == question
            assert scores[of].argmax() == made.wanted[of].argmax()


def test_what_tells_weighs_more_than_noise() -> None:
    weights, _ = choosing(rows(1.0))
    assert weights[0] > 5 * abs(weights[1])


def test_the_same_rows_give_the_same_weights() -> None:
    first, second = choosing(rows(1.0)), choosing(rows(1.0))
    assert first[1] == second[1]
    assert (first[0] == second[0]).all()


def test_a_question_without_a_wanted_sentence_teaches_nothing_of_choosing() -> None:
    made = rows(1.0)
    barren = Rows(
        made.names,
        np.vstack([made.features, made.features[:6] * -9]),
        np.append(made.wanted, np.zeros(6, int)),
        np.append(made.groups, np.full(6, 99)),
        np.ones(len(made.wanted) + 6),
    )
    weights, _ = choosing(barren)
    assert weights[0] > 0
