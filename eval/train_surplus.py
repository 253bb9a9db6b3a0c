"""Learns when a claim says more than its quotes, and says how the weights do on records left out.

True claims of `eval/claims` against those to which something was added; where they lie beside the checkout, WiCE's
claims with the sentences that support them (Kamoi et al. 2023), wholly or in part. Files that are only measured are
left out. Each sign may only speak against a claim: so nothing is learnt from what claims that people make up have in
common, such as how long they are. The same claims give the same file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.support import Heard, heard
from assistant.support.case import Case
from assistant.support.surplus import SIGNS, Surplus, TokenVectors, signs
from eval import grounding
from ingest.model_choice import question_embedder
from ingest.model_files import PACKAGED_MODEL

FILE = Path(__file__).parents[1] / "assistant" / "support" / "surplus.json"
WICE = Path(__file__).parents[2] / "shared" / "grounding" / "wice-dev.jsonl"

_STOPPED = 0.85  # the share of claims with something added that are to be stopped by this alone
_WICE_COUNTS = 0.3  # of a claim about minutes
_RIDGE = 1e-3
_FOLDS = 10

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rows:
    """The signs of claims, which of them are borne out, the record of each and how much it counts."""

    features: Floats
    wanted: NDArray[np.bool_]
    groups: NDArray[np.str_]
    weight: Floats


def train() -> tuple[Surplus, list[str]]:
    """The weights, and lines that say where they come from and how they do on records left out."""
    rows, told = _rows(question_embedder(PACKAGED_MODEL))
    weights, intercept = _fit(rows.features, rows.wanted, rows.weight)
    held_out = _held_out(rows)
    own = rows.weight >= 1
    threshold = float(np.quantile(held_out[own & ~rows.wanted], _STOPPED))
    passed = held_out >= threshold
    lines = [
        told,
        f"held out, at threshold {threshold:.3f}: {np.mean(passed[own & rows.wanted]):.1%} of true claims pass,"
        f" {np.mean(~passed[own & ~rows.wanted]):.1%} of those with something added are stopped",
    ]
    if not own.all():
        lines.append(
            f"of WiCE's, {np.mean(passed[~own & rows.wanted]):.1%} of the supported pass,"
            f" {np.mean(~passed[~own & ~rows.wanted]):.1%} of the others are stopped"
        )
    named = {name: round(float(w), 4) for name, w in zip(SIGNS, weights, strict=True)}
    return Surplus(named, round(intercept, 4), round(threshold, 4)), lines


def save(learnt: Surplus, lines: Sequence[str], path: Path = FILE) -> None:
    """Write the weights with where they come from."""
    kept = {
        "from": "python -m eval train-surplus",
        "held_out": list(lines),
        "weights": learnt.weights,
        "intercept": learnt.intercept,
        "threshold": learnt.threshold,
    }
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _rows(vectors: TokenVectors) -> tuple[Rows, str]:
    cases = [*_of_minutes(), *_of_wice()]
    texts = hashlib.sha256("".join(case.claim for case, *_ in cases).encode()).hexdigest()[:12]
    features = np.array(
        [[measured[name] for name in SIGNS] for measured in (signs(case, vectors) for case, *_ in cases)]
    )
    wanted, groups, weight = (np.array(column) for column in list(zip(*cases, strict=True))[1:])
    told = f"{int(wanted.sum())} claims that are borne out, {int((~wanted).sum())} that are not ({texts})"
    return Rows(features, wanted, groups, weight), told


def _of_minutes() -> Iterator[tuple[Case, bool, str, float]]:
    for path in sorted(grounding.CLAIMS.glob("*.toml")):
        for retold in () if grounding.is_unseen(path) else grounding.load(path):
            if retold.is_true or retold.kind == "more":
                leans = [heard(citation) for citation in grounding.citations(retold)]
                yield Case.of(retold.claim, leans), retold.is_true, retold.record, 1.0


def _of_wice() -> Iterator[tuple[Case, bool, str, float]]:
    """The claims of WiCE for which some sentences are named."""
    for number, line in enumerate(WICE.read_text("utf-8").splitlines() if WICE.is_file() else ()):
        entry = json.loads(line)
        named = sorted({at for some in entry["supporting_sentences"] for at in some})
        leans = [Heard(entry["evidence"][at], entry["evidence"][at], "page") for at in named]
        if leans:
            yield Case.of(entry["claim"], leans), entry["label"] == "supported", f"page {number}", _WICE_COUNTS


def _fit(features: Floats, wanted: NDArray[np.bool_], weight: Floats) -> tuple[Floats, float]:
    """A logistic regression whose weights are nought or below; both outcomes count the same."""
    sides = np.where(wanted, 1.0, -1.0)
    share = np.where(wanted, weight[wanted].sum(), weight[~wanted].sum())
    counts = weight / share / 2

    def loss(weights: Floats) -> tuple[float, Floats]:
        margins = sides * (features @ weights[:-1] + weights[-1])
        slopes = -counts * sides / (1 + np.exp(margins))
        total = float(counts @ np.logaddexp(0, -margins) + _RIDGE * weights[:-1] @ weights[:-1])
        return total, np.append(features.T @ slopes + 2 * _RIDGE * weights[:-1], slopes.sum())

    bounds = [(None, 0.0)] * features.shape[1] + [(None, None)]
    found = minimize(loss, np.zeros(features.shape[1] + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    return found[:-1], float(found[-1])


def _held_out(rows: Rows) -> Floats:
    """How likely each claim is borne out, by weights that saw no claim of its record."""
    found = np.zeros(len(rows.wanted))
    names = np.unique(rows.groups)
    for fold in range(_FOLDS):
        tested = np.isin(rows.groups, names[fold::_FOLDS])
        weights, intercept = _fit(rows.features[~tested], rows.wanted[~tested], rows.weight[~tested])
        found[tested] = 1 / (1 + np.exp(-(rows.features[tested] @ weights + intercept)))
    return found
