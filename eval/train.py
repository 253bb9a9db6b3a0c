"""Learns the few weights of the assistant on the known questions, and says how they do on questions left out.

Two logistic regressions: which sentences answer (each sentence of the evidence against the needed words), and whether
a question is answered at all. Questions that the records answer are asked of every other council's records too: there
they are questions without an answer. Folds never part the questions of one source. The weights and where they come
from are written to assistant/weights.json; the same questions and records give the same file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from assistant.abstain import signs
from assistant.build import Assistant
from assistant.locate import fold
from assistant.retrieve import retrieve
from assistant.score import Sentence, score_sentences, word_weights
from assistant.understand import understand
from assistant.weights import Weights, learnt
from eval.cases import Case
from ingest.store import View

FILE = Path(__file__).parents[1] / "assistant" / "weights.json"

_EVERYWHERE = {"procedural", "compare", "timeline"}  # kinds whose question other councils' records may well answer
_FOLDS = 10
_FALSE_REFUSALS = 0.04  # the share of answerable questions that may be refused

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Features, what they should give, and the question each row belongs to."""

    features: Floats
    wanted: NDArray[np.int64]
    groups: NDArray[np.int64]
    weight: Floats


def train(cases: Sequence[Case], assistant: Assistant) -> tuple[Weights, list[str]]:
    """The weights learnt on all cases, and lines that say how well such weights do on cases left out."""
    select = _selection_rows(cases, assistant, learnt())
    by_select, lines = _fit(select, tuple(learnt().select), "sentence is part of the answer")
    with_select = replace(learnt(), select=by_select[0], intercept=by_select[1])
    answered = _answered_rows(cases, assistant, with_select)
    by_answered, more = _fit(answered, tuple(learnt().answered), "question is answered")
    held_out = _held_out(answered)
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


def _selection_rows(cases: Sequence[Case], assistant: Assistant, weights: Weights) -> Rows:
    features, wanted, groups = [], [], []
    for group, case in enumerate(cases):
        if not case.is_answerable:
            continue
        for sentence, values in _sentences(case, assistant, weights):
            features.append([values[name] for name in tuple(learnt().select)])
            wanted.append(int(_answers(sentence, case)))
            groups.append(group)
    return Rows(np.array(features), np.array(wanted), np.array(groups), np.ones(len(wanted)))


def _sentences(case: Case, assistant: Assistant, weights: Weights) -> Iterator[tuple[Sentence, dict[str, float]]]:
    """The sentences of the evidence for a case, with their features: a score with one weight of 1 is one feature."""
    with assistant.store.view() as view:
        understood = understand(case.question, view.meetings())
        vector = assistant.chain.embed(understood.text)
        evidence = retrieve(understood, vector, view)
        alone = {
            name: {
                (s.paragraph.id, s.start): s.score
                for s in score_sentences(
                    understood,
                    evidence,
                    vector,
                    view,
                    replace(weights, select=dict.fromkeys(tuple(learnt().select), 0.0) | {name: 1.0}, intercept=0.0),
                )
            }
            for name in tuple(learnt().select)
        }
        for sentence in score_sentences(understood, evidence, vector, view, weights):
            key = (sentence.paragraph.id, sentence.start)
            yield sentence, {name: alone[name][key] for name in tuple(learnt().select)}


def _answers(sentence: Sentence, case: Case) -> bool:
    """Whether a sentence holds needed or acceptable words, or stands within them."""
    text = fold(sentence.text)[0].strip()
    stem = PurePath(sentence.evidence.record.source.name).stem
    for wanted in (*case.needed, *case.also_ok):
        quote = fold(wanted.quote)[0].strip()
        if wanted.record == stem and (quote in text or (len(text) > 15 and text in quote)):
            return True
    return False


def _answered_rows(cases: Sequence[Case], assistant: Assistant, weights: Weights) -> Rows:
    features, wanted, groups, weight = [], [], [], []
    with assistant.store.view() as view:
        councils = sorted({m.council for m in view.meetings()})
        home = {PurePath(m.source).stem: m.council for m in view.meetings()}
        for group, case in enumerate(cases):
            for asked, is_answered, counts in _askings(case, councils, home):
                features.append(_signs(asked, view, assistant, weights))
                wanted.append(int(is_answered))
                groups.append(group)
                weight.append(counts)
    return Rows(np.array(features), np.array(wanted), np.array(groups), np.array(weight))


def _askings(case: Case, councils: Sequence[str], home: dict[str, str]) -> Iterator[tuple[Case, bool, float]]:
    """A case as it is, and of every council whose records do not hold its answer (which count for less)."""
    yield case, case.is_answerable, 1.0
    if not case.is_answerable or case.type in _EVERYWHERE:
        return
    own = {home[w.record] for w in (*case.needed, *case.also_ok)}
    for council in councils:
        if council not in own:
            chosen = replace(case.question.filter, council=council, date_from=None, date_to=None)
            yield replace(case, question=replace(case.question, filter=chosen)), False, 0.25


def _signs(case: Case, view: View, assistant: Assistant, weights: Weights) -> list[float]:
    understood = understand(case.question, view.meetings())
    vector = assistant.chain.embed(understood.text)
    evidence = retrieve(understood, vector, view)
    scored = score_sentences(understood, evidence, vector, view, weights)
    values = signs(understood, scored, evidence, word_weights(understood, view))
    return [values[name] for name in tuple(learnt().answered)]


# --- fitting --------------------------------------------------------------------------------------------------------


def _fit(rows: Rows, names: Sequence[str], what: str) -> tuple[tuple[dict[str, float], float], list[str]]:
    model = _model().fit(rows.features, rows.wanted, sample_weight=rows.weight)
    weights = {name: round(float(w), 4) for name, w in zip(names, model.coef_[0], strict=True)}
    scores = _held_out(rows)
    better = [
        np.mean(
            scores[(rows.groups == g) & (rows.wanted == 1)].max() >= scores[(rows.groups == g) & (rows.wanted == 0)]
        )
        for g in np.unique(rows.groups)
        if len(set(rows.wanted[rows.groups == g])) > 1
    ]
    line = f"{what}: held out, the best right one beats {np.mean(better):.1%} of the wrong ones of its question"
    return (weights, round(float(model.intercept_[0]), 4)), [line]


def _held_out(rows: Rows) -> Floats:
    """The probability of each row by a model that saw no row of its question."""
    found = np.zeros(len(rows.wanted))
    for train_rows, test_rows in GroupKFold(_FOLDS).split(rows.features, rows.wanted, rows.groups):
        model = _model().fit(rows.features[train_rows], rows.wanted[train_rows], sample_weight=rows.weight[train_rows])
        found[test_rows] = model.predict_proba(rows.features[test_rows])[:, 1]
    return found


def _model() -> LogisticRegression:
    return LogisticRegression(C=1.0, class_weight="balanced", max_iter=2000)
