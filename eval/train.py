"""Learns the few weights of the assistant on the known questions, and says how they do on questions left out.

Two models: which sentences answer (those with needed words against all others of the same question: a conditional
logit, as McFadden 1974 has it for choices), and whether a question is answered at all (a logistic regression).
Questions that the records answer are asked of every other council's records too: there they are questions without an
answer. Folds never part the questions of one source. The weights and where they come from are written to
assistant/finding/weights.json; the same questions and records give the same file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, logsumexp
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from assistant.answering.abstain import signs
from assistant.answering.compare import of_side
from assistant.answering.known import from_registers
from assistant.answering.premises import unmet
from assistant.answers import Understood
from assistant.build import Assistant
from assistant.finding.score import Sentence
from assistant.finding.weights import Weights, learnt
from assistant.locate import fold
from eval.cases import Case
from ingest.store import View

FILE = Path(__file__).parents[1] / "assistant" / "finding" / "weights.json"

_EVERYWHERE = {"procedural", "compare", "timeline"}  # kinds whose question other councils' records may well answer
_FOLDS = 10
_FALSE_REFUSALS = 0.04  # the share of answerable questions that may be refused

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Known:
    """Known questions, and an assistant over the records that they are about."""

    cases: Sequence[Case]
    assistant: Assistant


@dataclass(frozen=True, slots=True)
class _Asked:
    number: int  # tells questions apart over all sets
    case: Case
    assistant: Assistant


@dataclass(frozen=True, slots=True)
class Rows:
    """Features by name, what they should give, and the question each row belongs to."""

    names: tuple[str, ...]
    features: Floats
    wanted: NDArray[np.int64]
    groups: NDArray[np.int64]
    weight: Floats

    def only(self, rows: NDArray[np.int64]) -> Rows:
        """Some of the rows."""
        return Rows(self.names, self.features[rows], self.wanted[rows], self.groups[rows], self.weight[rows])


class _Gathering:
    """Rows, as they come."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._rows: list[tuple[list[float], int, int, float]] = []

    def add(self, values: Mapping[str, float], wanted: bool, group: int, weight: float = 1.0) -> None:  # noqa: FBT001  what it is named for
        self._rows.append(([values[name] for name in self._names], int(wanted), group, weight))

    def made(self) -> Rows:
        features, wanted, groups, weight = zip(*self._rows, strict=True)
        return Rows(self._names, np.array(features), np.array(wanted), np.array(groups), np.array(weight))


def _each(sets: Sequence[Known]) -> Iterator[_Asked]:
    pairs = ((case, known.assistant) for known in sets for case in known.cases)
    return (_Asked(number, case, assistant) for number, (case, assistant) in enumerate(pairs))


def train(sets: Sequence[Known]) -> tuple[Weights, list[str]]:
    """The weights learnt on all cases, and lines that say how well such weights do on cases left out."""
    select = _selection_rows(sets)
    by_select, lines = _fit(select, choosing, "sentence is part of the answer")
    with_select = replace(learnt(), select=by_select[0], intercept=by_select[1])
    answered = _answered_rows(sets, with_select)
    by_answered, more = _fit(answered, deciding, "question is answered")
    held_out = expit(_held_out(answered, deciding))
    threshold = float(np.quantile(held_out[(answered.wanted == 1) & (answered.weight >= 1)], _FALSE_REFUSALS))
    real = answered.weight >= 1
    refused = held_out < threshold
    lines += more
    lines.append(
        f"at threshold {threshold:.3f}: {np.mean(refused[real & (answered.wanted == 1)]):.1%} of answerable refused,"
        f" {np.mean(refused[real & (answered.wanted == 0)]):.1%} of unanswerable,"
        f" {np.mean(refused[~real]):.1%} of those asked of other councils' records"
    )
    return replace(
        with_select, answered=by_answered[0], answered_intercept=by_answered[1], threshold=round(threshold, 4)
    ), lines


def save(weights: Weights, cases: Sequence[Case], lines: Sequence[str], path: Path = FILE) -> None:
    """Write the weights with their provenance."""
    asked = hashlib.sha256("".join(f"{c.id}{c.question.text}" for c in cases).encode()).hexdigest()[:12]
    kept = {
        "from": f"python -m eval train, on {len(cases)} known questions ({asked})",
        "held_out": list(lines),
        "select": {"weights": weights.select, "intercept": weights.intercept},
        "answered": {
            "weights": weights.answered,
            "intercept": weights.answered_intercept,
            "threshold": weights.threshold,
        },
    }
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")


# --- rows -----------------------------------------------------------------------------------------------------------


def _selection_rows(sets: Sequence[Known]) -> Rows:
    rows = _Gathering(tuple(learnt().select))
    for asked in _each(sets):
        if not asked.case.is_answerable:
            continue
        with asked.assistant.store.view() as view:
            for understood in _asked_apart(asked, view):
                for sentence, values in asked.assistant.chain.measured(understood, view):
                    rows.add(values, _answers(sentence, asked.case), asked.number)
    return rows.made()


def _asked_apart(asked: _Asked, view: View) -> Sequence[Understood]:
    """What is asked, of each of its sides by itself."""
    understood = asked.assistant.chain.understood(asked.case.question, view)
    if understood.scope is None:
        return ()
    return [of_side(understood, side) for side in understood.sides] or [understood]


def _answers(sentence: Sentence, case: Case) -> bool:
    """Whether a sentence holds needed or acceptable words, or stands within them."""
    text = fold(sentence.text)[0].strip()
    stem = PurePath(sentence.evidence.record.source.name).stem
    for wanted in (*case.needed, *case.also_ok):
        quote = fold(wanted.quote)[0].strip()
        if wanted.record == stem and (quote in text or (len(text) > 15 and text in quote)):
            return True
    return False


def _answered_rows(sets: Sequence[Known], weights: Weights) -> Rows:
    rows = _Gathering(tuple(learnt().answered))
    for asked in _each(sets):
        with asked.assistant.store.view() as view:
            councils = sorted({m.council for m in view.meetings()})
            home = {PurePath(m.source).stem: m.council for m in view.meetings()}
            for case, is_answered, counts in _askings(asked.case, councils, home):
                values = _signs(replace(asked, case=case), view, weights)
                if values is not None:
                    rows.add(values, is_answered, asked.number, counts)
    return rows.made()


def _askings(case: Case, councils: Sequence[str], home: dict[str, str]) -> Iterator[tuple[Case, bool, float]]:
    """A case as it is, and of every council whose records do not hold its answer (which count for less)."""
    yield case, case.is_answerable, 1.0
    if not case.is_answerable or case.type in _EVERYWHERE:
        return
    own = {home[w.record] for w in (*case.needed, *case.also_ok) if w.record in home}
    for council in councils:
        if council not in own:
            chosen = replace(case.question.filter, council=council, date_from=None, date_to=None)
            yield replace(case, question=replace(case.question, filter=chosen)), False, 0.25


def _signs(asked: _Asked, view: View, weights: Weights) -> dict[str, float] | None:
    """The signs of an answer; None where rules refuse the question or answer it before any sign is looked at."""
    understood = asked.assistant.chain.understood(asked.case.question, view)
    if understood.scope is None or understood.sides or from_registers(understood, view) is not None:
        return None
    found = asked.assistant.chain.find(understood, view, weights)
    if unmet(understood, found.scored, found.evidence) is not None:
        return None
    return signs(understood, found.scored, found.evidence, view)


# --- fitting --------------------------------------------------------------------------------------------------------

_Model = tuple[Floats, float]  # a weight of each feature, and the intercept
_RIDGE = 1e-3
"""What large weights of a choice cost. Tried with ten folds: 1e-4 and 1e-2 differ by less than .01 in any figure."""


def _fit(rows: Rows, learn: Callable[[Rows], _Model], what: str) -> tuple[tuple[dict[str, float], float], list[str]]:
    learnt_weights, intercept = learn(rows)
    weights = {name: round(float(w), 4) for name, w in zip(rows.names, learnt_weights, strict=True)}
    scores = _held_out(rows, learn)
    better = [
        np.mean(
            scores[(rows.groups == g) & (rows.wanted == 1)].max() >= scores[(rows.groups == g) & (rows.wanted == 0)]
        )
        for g in np.unique(rows.groups)
        if len(set(rows.wanted[rows.groups == g])) > 1
    ]
    first = np.mean([share == 1.0 for share in better])
    line = (
        f"{what}: held out, the best right one beats {np.mean(better):.1%} of the wrong ones of its question,"
        f" and all of them in {first:.1%} of the questions"
    )
    return (weights, round(intercept, 4)), [line]


def _held_out(rows: Rows, learn: Callable[[Rows], _Model]) -> Floats:
    """The log odds of each row by a model that saw no row of its question."""
    found = np.zeros(len(rows.wanted))
    for train_rows, test_rows in GroupKFold(_FOLDS).split(rows.features, rows.wanted, rows.groups):
        weights, intercept = learn(rows.only(train_rows))
        found[test_rows] = rows.features[test_rows] @ weights + intercept
    return found


def deciding(rows: Rows) -> _Model:
    """A logistic regression, each row by itself."""
    model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=2000)
    model.fit(rows.features, rows.wanted, sample_weight=rows.weight)
    return model.coef_[0], float(model.intercept_[0])


def choosing(rows: Rows) -> _Model:
    """A conditional logit: of the rows of one question, a wanted one is chosen; its scale is then that of log odds.

    Against a logistic regression over all rows, on 307 answerable questions with ten folds: the best sentence is a
    right one for .61 of them instead of .56, one of the best five for .83 instead of .82.
    """
    mean, spread = rows.features.mean(axis=0), rows.features.std(axis=0) + 1e-9
    scaled = (rows.features - mean) / spread
    questions = [rows.groups == group for group in np.unique(rows.groups)]
    choices = [(scaled[of], rows.wanted[of] == 1) for of in questions if rows.wanted[of].any()]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros_like(weights)
        for features, wanted in choices:
            scores = features @ weights
            chosen, all_of_them = logsumexp(scores[wanted]), logsumexp(scores)
            total += all_of_them - chosen
            slope += np.exp(scores - all_of_them) @ features - np.exp(scores[wanted] - chosen) @ features[wanted]
        penalty = _RIDGE * float(weights @ weights)
        return total / len(choices) + penalty, slope / len(choices) + 2 * _RIDGE * weights

    direction = minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B").x / spread
    odds = deciding(replace(rows, names=("score",), features=(rows.features @ direction)[:, None]))
    return direction * odds[0][0], odds[1]
