"""Learns the few weights of the assistant on the known questions, and says how they do on questions left out.

Three models: which sentences answer (those with needed words against all others of the same question), which of them
belong to an answer that has some already, and whether a question is answered at all. Questions that the records answer
are asked of every other council's records too: there they are questions without an answer. Where transcripts of spoken
meetings are at hand, choosing is learnt on their questions too. Folds never part the rows of one question. The weights
and where they come from are written to assistant/finding/weights.json; the same questions and records give the same
file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path, PurePath

import numpy as np
from scipy.special import expit

from assistant.answering.abstain import signs
from assistant.answering.belongs import belonging
from assistant.answering.choose import LOOKED_AT
from assistant.answering.compare import of_side
from assistant.answering.from_tables import from_registers
from assistant.answering.listed import words_of
from assistant.answering.premises import unmet
from assistant.answers import Understood
from assistant.build import Assistant
from assistant.finding.score import Sentence
from assistant.finding.weights import Weights, learnt
from assistant.locate import fold
from eval.cases import Case, Wanted
from eval.fitting import Gathering, Rows, choosing, deciding, fit, held_out, weighing
from eval.transcripts import Spoken, asked_of, turn_of
from ingest.store import View

FILE = Path(__file__).parents[1] / "assistant" / "finding" / "weights.json"

_EVERYWHERE = {"procedural", "compare", "timeline"}  # kinds whose question other councils' records may well answer
_FALSE_REFUSALS = 0.015
"""The share of answerable questions that may be refused for want of probability; rules refuse some more.

These odds tell what has nothing to do with the minutes, and no more. On 582 questions by writers who had not seen the
program, .03 refused 19 of 483 that have an answer and 2 of 99 near misses. Of 50 questions of the weather, bins
and football, .015 refuses 47 over the sample records, as .03 did within one.
"""


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


def _each(sets: Sequence[Known]) -> Iterator[_Asked]:
    pairs = ((case, known.assistant) for known in sets for case in known.cases)
    return (_Asked(number, case, assistant) for number, (case, assistant) in enumerate(pairs))


def train(sets: Sequence[Known], spoken: Spoken | None = None) -> tuple[Weights, list[str]]:
    """The weights learnt on all cases, and lines that say how well such weights do on cases left out."""
    beside = _spoken_rows(spoken) if spoken else None
    select, told = fit(_selection_rows(sets), choosing, "sentence is part of the answer", beside)
    if spoken:
        told += f"; learnt beside {sum(len(t.queries) for t in spoken.transcripts)} questions of spoken meetings"
    with_select = replace(learnt(), select=select.weights, intercept=select.intercept, sharpness=select.sharpness)
    belongs, told_of_belongs = fit(_belonging_rows(sets, with_select), weighing, "sentence belongs to those chosen")
    rows = _answered_rows(sets, with_select)
    answered, told_of_answered = fit(rows, deciding, "question is answered")
    threshold, told_of_threshold = _threshold(rows)
    made = replace(
        with_select,
        belongs=belongs.weights,
        belongs_intercept=belongs.intercept,
        answered=answered.weights,
        answered_intercept=answered.intercept,
        threshold=round(threshold, 4),
    )
    return made, [told, told_of_belongs, told_of_answered, told_of_threshold]


def _threshold(rows: Rows) -> tuple[float, str]:
    """The probability below which a question is refused, so that few are that have an answer; and what that refuses."""
    probability = expit(held_out(rows, deciding))
    real, answerable = rows.weight >= 1, rows.wanted == 1
    threshold = float(np.quantile(probability[answerable & real], _FALSE_REFUSALS))
    refused = probability < threshold
    return threshold, (
        f"at threshold {threshold:.3f}: {np.mean(refused[real & answerable]):.1%} of answerable refused,"
        f" {np.mean(refused[real & ~answerable]):.1%} of unanswerable,"
        f" {np.mean(refused[~real]):.1%} of those asked of other councils' records"
    )


def save(weights: Weights, cases: Sequence[Case], lines: Sequence[str], path: Path = FILE) -> None:
    """Write the weights with their provenance."""
    asked = hashlib.sha256("".join(f"{c.id}{c.question.text}" for c in cases).encode()).hexdigest()[:12]
    kept = {
        "from": f"python -m eval train, on {len(cases)} known questions ({asked})",
        "held_out": list(lines),
        "select": {"weights": weights.select, "intercept": weights.intercept, "sharpness": weights.sharpness},
        "belongs": {"weights": weights.belongs, "intercept": weights.belongs_intercept},
        "answered": {
            "weights": weights.answered,
            "intercept": weights.answered_intercept,
            "threshold": weights.threshold,
        },
    }
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")


# --- rows -----------------------------------------------------------------------------------------------------------


def _selection_rows(sets: Sequence[Known]) -> Rows:
    rows = Gathering(tuple(learnt().select))
    for asked in _each(sets):
        if not asked.case.is_answerable:
            continue
        with asked.assistant.store.view() as view:
            for understood in _asked_apart(asked, view):
                for sentence, values in asked.assistant.chain.measured(understood, view):
                    rows.add(values, _answers(sentence, asked.case), asked.number)
    return rows.made()


def _spoken_rows(spoken: Spoken) -> Rows:
    """Every sentence of a transcript with a question of it: wanted are those of the turns that answer.

    Beside the known questions, held out: the best sentence is a needed one for .54 of them instead of .53; on the val
    questions of QMSum, which are not learnt from, a turn that answers is among the first five for .91 instead of .90.
    """
    rows = Gathering(tuple(learnt().select))
    queries = [(transcript, query) for transcript in spoken.transcripts for query in transcript.queries]
    for number, (transcript, query) in enumerate(queries):
        with spoken.assistant.store.view() as view:
            understood = spoken.assistant.chain.understood(asked_of(transcript, query), view)
            for sentence, values in spoken.assistant.chain.measured(understood, view):
                rows.add(values, turn_of(sentence.paragraph.id) in query.gold, number)
    return rows.made()


def _asked_apart(asked: _Asked, view: View) -> Sequence[Understood]:
    """What is asked, of each of its sides by itself."""
    understood = asked.assistant.chain.understood(asked.case.question, view)
    if understood.scope is None:
        return ()
    return [of_side(understood, side) for side in understood.sides] or [understood]


def _belonging_rows(sets: Sequence[Known], weights: Weights) -> Rows:
    """The best sentences of each question, beside each answer that has been begun."""
    rows = Gathering(tuple(learnt().belongs))
    for asked in _each(sets):
        with asked.assistant.store.view() as view:
            understood = asked.assistant.chain.understood(asked.case.question, view)
            if not asked.case.is_answerable or understood.scope is None or understood.sides:
                continue
            if from_registers(understood, view) is not None:
                continue
            scored = asked.assistant.chain.find(understood, view, weights).scored[:LOOKED_AT]
        if not any(_answers(sentence, asked.case) for sentence in scored):
            continue
        needed = [_holds(sentence, asked.case.needed) for sentence in scored]
        begun = _begun(scored, needed)
        for chosen, (rank, sentence) in product(begun, enumerate(scored)):
            if sentence not in chosen:
                signs_of = belonging(sentence, rank, chosen, understood.kind, words_of(sentence))
                rows.add(signs_of, needed[rank], asked.number, 1 / len(begun))
    return rows.made()


def _begun(scored: Sequence[Sentence], needed: Sequence[bool]) -> list[list[Sentence]]:
    """Answers that have been begun: the best sentence; it and another needed one; the best three."""
    other = next((s for s, is_needed in zip(scored[1:], needed[1:], strict=True) if is_needed), None)
    return [[scored[0]], *([[scored[0], other]] if other else []), *([list(scored[:3])] if len(scored) > 2 else [])]


def _answers(sentence: Sentence, case: Case) -> bool:
    """Whether a sentence holds needed or acceptable words, or stands within them."""
    return _holds(sentence, (*case.needed, *case.also_ok))


def _holds(sentence: Sentence, places: Sequence[Wanted]) -> bool:
    """Whether a sentence holds some words, or stands within them."""
    text = fold(sentence.text)[0].strip()
    stem = PurePath(sentence.evidence.record.source.name).stem
    for wanted in places:
        quote = fold(wanted.quote)[0].strip()
        if wanted.record == stem and (quote in text or (len(text) > 15 and text in quote)):
            return True
    return False


def _answered_rows(sets: Sequence[Known], weights: Weights) -> Rows:
    rows = Gathering(tuple(learnt().answered))
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
