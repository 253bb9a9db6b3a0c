"""Cases → scores: each question is asked of an assistant over the records it is about."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Protocol

from assistant.answers import Answer, NotFound, Question
from assistant.build import Assistant
from eval.baselines import Library, asked, ranker
from eval.cases import Case
from eval.corpora import CORPORA, RECORDS, Corpus
from eval.metrics import score, score_ranking
from eval.scores import Score
from eval.stores import Stores, assistant_over, opened
from ingest.errors import UnknownRecord
from ingest.store import Store

__all__ = ["RECORDS", "Outcome", "assistant_over", "run", "run_all"]

NOWHERE, SEVERAL = "none", "several"


class Asks(Protocol):
    """What answers questions."""

    def ask(self, question: Question) -> Answer | NotFound:
        """The reply to a question."""
        ...


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions of one store."""

    corpus: Corpus
    cases: tuple[Case, ...]

    @property
    def home(self) -> str:
        """What the store holds, in words."""
        extra = self.cases[0].extra
        return f"the {self.corpus.name} records" + (f" and {', '.join(e.name for e in extra)}" if extra else "")


@dataclass(slots=True)
class Outcome:
    """What came of a run: the scores in the order of the cases, those of each peer, what was left out, what it took."""

    scores: list[Score] = field(default_factory=list)
    peers: dict[str, list[Score]] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    made_by: set[str] = field(default_factory=set)  # fingerprints of the answers
    held: list[str] = field(default_factory=list)  # each store's records


def run(
    cases: Sequence[Case], assistant: Asks, councils: Mapping[str, str] | None = None, outcome: Outcome | None = None
) -> list[Score]:
    """The score of every case, in their order; ``councils`` names each record's."""
    scores = []
    for case in cases:
        began = time.perf_counter()
        reply = assistant.ask(case.question)
        taken = (time.perf_counter() - began) * 1e3
        scores.append(score(case, reply, council_of(case, councils or {})))
        if outcome is not None:
            outcome.milliseconds.append(taken)
            outcome.made_by.add(f"{reply.model} {reply.fingerprint}")
    return scores


def run_all(cases: Sequence[Case], store: Path | None = None, peers: Sequence[str] = (), model: str = "") -> Outcome:
    """Ask every case of the store it is about, or all of one store; and have some peers find passages for it.

    With a chat model, it words the answers.
    """
    outcome = Outcome(peers={name: [] for name in peers})
    with Stores(store) as stores:
        for batch in batches(cases):
            if store is None and not batch.corpus.is_there:
                outcome.skipped.append(
                    f"{len(batch.cases)} questions of {batch.home} were not asked: they are not on this machine."
                )
                continue
            with opened(stores.of(batch.corpus, batch.cases[0].extra), model) as assistant:
                _ask(batch, assistant, outcome)
    place = {case.id: number for number, case in enumerate(cases)}
    for scores in (outcome.scores, *outcome.peers.values()):
        scores.sort(key=lambda score: place[score.id])
    return outcome


def batches(cases: Sequence[Case]) -> Iterator[Batch]:
    """The cases by the store they are asked of, in the order in which these are first needed."""
    parts: dict[tuple[str, object], list[Case]] = {}
    for case in cases:
        parts.setdefault((case.records, case.extra), []).append(case)
    for (corpus, _), some in parts.items():
        yield Batch(CORPORA[str(corpus)], tuple(some))


def council_of(case: Case, councils: Mapping[str, str]) -> str:
    """The council whose records a question needs: its name, "several", or "none" for a question without an answer."""
    found = {councils[stem] for stem in {w.record for w in case.needed} if stem in councils}
    return NOWHERE if not found else found.pop() if len(found) == 1 else SEVERAL


def _ask(batch: Batch, assistant: Assistant, outcome: Outcome) -> None:
    library, councils, held = _library(assistant.store)
    missing = sorted({stem for case in batch.cases for stem in case.stems} - set(councils))
    if missing:
        raise UnknownRecord(
            f"The store of {batch.home} does not hold {', '.join(missing)}, which questions are about.",
            hint="Name a store that holds them with --store, or leave that file of questions out.",
        )
    outcome.held.append(held)
    assistant.ask(batch.cases[0].question)  # warm: what is loaded at the first question is not any question's time
    outcome.scores += run(batch.cases, assistant, councils, outcome)
    for name, scores in outcome.peers.items():
        rankings = ranker(name)([asked(case, library) for case in batch.cases], library)
        for case, found in zip(batch.cases, rankings, strict=True):
            scores.append(score_ranking(case, found, council_of(case, councils)))


def _library(store: Store) -> tuple[Library, dict[str, str], str]:
    """What a store holds: for the peers, the council of each record, and a digest of it all."""
    with store.view() as view:
        meetings = sorted(view.meetings(), key=lambda m: m.id)
        stem_of = {m.id: PurePath(m.source).stem for m in meetings}
        records = {stem_of[m.id]: view.record(m.id) for m in meetings}
        passages = tuple((stem_of[p.meeting_id], p.text, p.context) for p in view.all_passages())
    digest = hashlib.sha256("".join(f"{m.id} {m.sha256}\n" for m in meetings).encode()).hexdigest()[:12]
    councils = {stem: record.meeting.council.name for stem, record in records.items()}
    return Library(records, passages), councils, f"{len(meetings)} records, {len(passages)} passages, {digest}"
