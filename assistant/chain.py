"""The steps in order, as one LangChain Runnable: understand, retrieve, draft, verify.

`invoke`, `batch`, `ainvoke`, `abatch` and callbacks work as everywhere in LangChain; `stream` gives each claim as soon
as it is verified, then the whole reply.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda
from numpy.typing import NDArray

from assistant.acronyms import known_as
from assistant.answers import Answer, Claim, Draft, Evidence, NotFound, Question, Searched, Understood
from assistant.compare import Found, in_turn, of_side, side_by_side
from assistant.extract import extract
from assistant.known import NAME
from assistant.rerank import read_again
from assistant.retrieve import retrieve
from assistant.score import Sentence, as_used, measured, reranked, score_sentences
from assistant.spelling import respell
from assistant.understand import understand
from assistant.verify import About, Verified, answer, not_found, verified
from assistant.weights import Weights
from ingest.embed import Embedder, EmbeddingModel
from ingest.reranker import Reranker
from ingest.store import Scope, Store, View

VERSION = "2"  # of the way answers are made; part of their fingerprint


@dataclass(frozen=True, slots=True)
class Step:
    """What is known of a question so far; each step adds to it."""

    question: Question
    view: View
    began: float
    understood: Understood | None = None
    found: tuple[Found, ...] = ()  # one of the question, or one of each of its sides
    evidence: tuple[Evidence, ...] = ()
    searched: Searched | None = None
    draft: Draft | None = None


class AskChain(Runnable[Question, Answer | NotFound]):
    """A question in, an `Answer` or a `NotFound` out; every step reads one moment of the store."""

    def __init__(
        self,
        store: Store,
        embedder: Callable[[], Embedder],
        model: EmbeddingModel,
        reranker: Reranker | None = None,
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._reranker = reranker
        self._fingerprint = fingerprint(model, reranker)
        self._draft_steps: Runnable[Step, Step] = (
            RunnableLambda(self._understand, name="understand")
            | RunnableLambda(self._retrieve, name="retrieve")
            | RunnableLambda(self._draft, name="draft")
        )
        self._steps: Runnable[Step, Answer | NotFound] = self._draft_steps | RunnableLambda(self._verify, name="verify")

    def invoke(self, input: Question, config: RunnableConfig | None = None, **_: Any) -> Answer | NotFound:  # noqa: A002, ANN401  # LangChain's names
        """The reply to a question."""
        with self._store.view() as view:
            return self._steps.invoke(Step(input, view, time.perf_counter()), config)

    def stream(  # type: ignore[override]  # LangChain streams parts of one type; here the claims come before the reply
        self,
        input: Question,  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,  # noqa: ANN401
    ) -> Iterator[Claim | Answer | NotFound]:
        """Each claim as soon as it is verified, then the whole reply."""
        with self._store.view() as view:
            step = self._draft_steps.invoke(Step(input, view, time.perf_counter()), config)
            assert step.draft is not None  # noqa: S101  # the steps made it
            claims: list[Verified] = []
            shown = 0
            for claim in verified(step.draft):
                claims.append(claim)
                partial = self._reply(step, claims)
                if isinstance(partial, Answer):
                    yield from partial.claims[shown:]
                    shown = len(partial.claims)
            yield self._reply(step, claims)

    def embed(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question."""
        vector: NDArray[np.float32] = self._embedder().embed([text])[0]
        return vector

    def understood(self, question: Question, view: View) -> Understood:
        """What a question asks, its misspelt words put right."""
        text, respelt = respell(question.text, view, self._embedder)
        understood = understand(replace(question, text=text), view.meetings(), dt.date.today())  # as its reader counts
        also = known_as(text, view.spelled_out(), understood.scope)
        return replace(understood, also=also, notes=(*respelt, *understood.notes))

    def find(self, understood: Understood, view: View, weights: Weights | None = None) -> Found:
        """The passages and the sentences for a question, or for one side of it, best first."""
        vector = self.embed(understood.text)
        evidence = retrieve(understood, vector, view)
        scored = score_sentences(understood, evidence, vector, view, weights)
        best_first = reranked(evidence, scored)
        if self._reranker is not None:
            best_first = read_again(understood.text, best_first, self._reranker)
        return Found(understood, best_first, tuple(scored))

    def measured(self, understood: Understood, view: View) -> Iterator[tuple[Sentence, dict[str, float]]]:
        """The sentences for a question with the features that their scores are made of."""
        vector = self.embed(understood.text)
        return measured(understood, retrieve(understood, vector, view), vector, view)

    # --- steps ------------------------------------------------------------------------------------------------------

    def _understand(self, step: Step) -> Step:
        understood = self.understood(step.question, step.view)
        return replace(step, understood=understood, searched=searched(step.view, understood.scope))

    def _retrieve(self, step: Step) -> Step:
        understood = step.understood
        assert understood is not None  # noqa: S101
        if understood.scope is None or not step.searched or not step.searched.meetings:
            return step
        asked = [of_side(understood, side) for side in understood.sides] or [understood]
        found = tuple(self.find(one, step.view) for one in asked)
        return replace(step, found=found, evidence=in_turn([one.evidence for one in found]))

    def _draft(self, step: Step) -> Step:
        assert step.understood is not None  # noqa: S101
        if not step.evidence:
            return replace(step, draft=Draft((), NAME))
        drafts = [
            extract(one.understood, one.evidence, one.scored, step.view, sides=len(step.found)) for one in step.found
        ]
        sides = step.understood.sides
        draft = side_by_side(list(zip(sides, drafts, strict=True))) if sides else drafts[0]
        return replace(step, draft=draft, evidence=as_used(step.evidence, draft))

    def _verify(self, step: Step) -> Answer | NotFound:
        assert step.draft is not None  # noqa: S101
        return self._reply(step, list(verified(step.draft)))

    def _reply(self, step: Step, claims: list[Verified]) -> Answer | NotFound:
        assert step.draft is not None and step.searched is not None and step.understood is not None  # noqa: S101, PT018
        elapsed = (time.perf_counter() - step.began) * 1000
        about = About(step.question, step.searched, step.evidence, self._fingerprint, elapsed, step.understood.notes)
        if not step.searched.meetings:
            return not_found(_nothing_there(step), step.draft.model, about)
        return answer(claims, step.draft, about)


def searched(view: View, scope: Scope | None) -> Searched:
    """What a scope leaves to look through."""
    meetings = view.meetings(scope) if scope is not None else ()
    return Searched(
        len(meetings),
        min((m.date for m in meetings), default=None),
        max((m.date for m in meetings), default=None),
        _each(m.council for m in meetings),
        _each(m.committee for m in meetings),
    )


def fingerprint(model: EmbeddingModel, reranker: Reranker | None = None) -> str:
    """Twelve hex digits that change when answers are made in another way: by another version or other models."""
    made_by = f"{VERSION} {model.name} {model.sha256} {NAME}"
    if reranker is not None:
        made_by += f" {reranker.name} {reranker.sha256}"
    return hashlib.sha256(made_by.encode()).hexdigest()[:12]


def _nothing_there(step: Step) -> str:
    chosen = step.question.filter
    held = step.view.meetings()
    if not held:
        return "No minutes are held yet."
    wanted = [name for name in (chosen.committee, chosen.council) if name]
    about = f" of {', '.join(wanted)}" if wanted else ""
    span = ""
    if chosen.date_from or chosen.date_to:
        first = f" from {chosen.date_from:%d %B %Y}" if chosen.date_from else ""
        last = f" to {chosen.date_to:%d %B %Y}" if chosen.date_to else ""
        span = f"{first}{last}"
    return f"No minutes{about}{span} are held, so nothing was searched."


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
