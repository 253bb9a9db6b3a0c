"""The steps in order, as one LangChain Runnable: understand, retrieve, draft, verify.

`invoke`, `batch`, `ainvoke`, `abatch` and callbacks work as everywhere in LangChain; `stream` and `astream` give each
claim as soon as it is verified, then the whole reply. To close them stops what is under way, a chat model's call too.

With a chat model, a question of a conversation is first made to stand alone, and the draft is worded by the model from
what was found. What the records' own tables answer, and what is found not to be answered, needs no model. Where the
model fails, or nothing that it says is proved, the draft in the record's own words stands in, with a note.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import functools
import hashlib
import time
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from langchain_core.runnables import Runnable, RunnableConfig, RunnableGenerator, RunnableLambda
from numpy.typing import NDArray

from assistant.answering.compare import (
    Found,
    are_years,
    in_turn,
    is_one_matter,
    of_side,
    side_by_side,
    told_together,
)
from assistant.answering.whole import with_whole
from assistant.answers import (
    EXTRACTIVE,
    Answer,
    Claim,
    Draft,
    DraftClaim,
    Evidence,
    Kind,
    NotFound,
    Question,
    Searched,
    Understood,
)
from assistant.asked.acronyms import known_as
from assistant.asked.clipped import unclipped
from assistant.asked.small_talk import NO_QUESTION, is_no_question
from assistant.asked.spelling import respell
from assistant.extract import extract_each
from assistant.finding.rerank import read_again
from assistant.finding.score import Sentence, as_used, measured, reranked, score_sentences
from assistant.finding.searching import nothing_there, searched
from assistant.finding.weights import Weights
from assistant.models.asking import Asking, Drafts, Stop, Written
from assistant.models.replying import Replying, worded
from assistant.retrieve import retrieve
from assistant.support import TokenVectors
from assistant.understand import known_also_as, understand
from assistant.verify import About, not_found
from ingest.embed import Embedder, EmbeddingModel
from ingest.packaged_embedders import LightEmbedder
from ingest.reranker import Reranker
from ingest.store import Store, View

VERSION = "2"  # of the way answers are made; part of their fingerprint


@dataclass(frozen=True, slots=True)
class Step:
    """What is known of a question so far; each step adds to it."""

    question: Question
    view: View
    began: float
    asking: Asking
    understood: Understood | None = None
    found: tuple[Found, ...] = ()  # one of the question, or one of each of its sides
    evidence: tuple[Evidence, ...] = ()
    searched: Searched | None = None
    draft: Draft | None = None  # in the record's own words; to be shown, or to stand in


Part = Step | DraftClaim | Written  # of a draft in the making: what is known, a model's claims, how it ended
Shown = Claim | Answer | NotFound


class AskChain(Runnable[Question, Answer | NotFound]):
    """A question in, an `Answer` or a `NotFound` out; every step reads one moment of the store."""

    def __init__(
        self,
        store: Store,
        embedder: Callable[[], Embedder],
        model: EmbeddingModel,
        reranker: Reranker | None = None,
        drafter: Drafts | None = None,
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._model = model
        self._reranker = reranker
        self._drafter = drafter
        self._fingerprint = fingerprint(model, reranker, drafter)
        self._steps: Runnable[Step, Shown] = (
            RunnableLambda(self._understand, name="understand")
            | RunnableLambda(self._retrieve, name="retrieve")
            | RunnableGenerator(self._draft, name="draft")  # type: ignore[arg-type]  # it may also take a config
            | RunnableGenerator(self._verify, name="verify")  # type: ignore[arg-type]
        )

    def invoke(self, input: Question, config: RunnableConfig | None = None, **_: Any) -> Answer | NotFound:  # noqa: A002, ANN401  # LangChain's names
        """The reply to a question."""
        return _reply_of(list(self.stream(input, config)))

    def stream(  # type: ignore[override]  # LangChain streams parts of one type; here the claims come before the reply
        self,
        input: Question,  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,  # noqa: ANN401
    ) -> Iterator[Shown]:
        """Each claim as soon as it is verified, then the whole reply."""
        yield from self._stream(input, config, Stop())

    async def ainvoke(self, input: Question, config: RunnableConfig | None = None, **_: Any) -> Answer | NotFound:  # noqa: A002, ANN401
        """The reply to a question."""
        return _reply_of([part async for part in self.astream(input, config)])

    async def astream(  # type: ignore[override]  # as with stream
        self,
        input: Question,  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,  # noqa: ANN401
    ) -> AsyncIterator[Shown]:
        """Each claim as soon as it is verified, then the whole reply; to cancel it stops what is under way."""
        stop, over = Stop(), object()
        parts = self._stream(input, config, stop)
        loop = asyncio.get_running_loop()
        thread = ThreadPoolExecutor(1, thread_name_prefix="question")
        try:
            while (part := await loop.run_in_executor(thread, next, parts, over)) is not over:
                yield part  # type: ignore[misc]  # it is a part, if it is not over
        finally:
            stop.set()
            thread.submit(parts.close)
            thread.shutdown(wait=False)

    def _stream(self, question: Question, config: RunnableConfig | None, stop: Stop) -> Generator[Shown, None, None]:
        asking = Asking(time.monotonic() + (self._drafter.seconds if self._drafter else 0.0), stop)
        with self._store.view() as view:
            try:
                yield from self._parts(Step(question, view, time.perf_counter(), asking), config)
            finally:
                stop.set()

    def _parts(self, step: Step, config: RunnableConfig | None) -> Iterator[Shown]:
        for part in self._steps.stream(step, config):
            try:
                yield part
            except GeneratorExit:
                step.asking.stop.set()  # before LangChain's own generators are closed: they read on to the end
                raise

    def without_model(self) -> AskChain:
        """The same chain, answering in the record's own words whatever chat model there is."""
        return AskChain(self._store, self._embedder, self._model, self._reranker) if self._drafter else self

    def embed(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question."""
        vector: NDArray[np.float32] = self._embedder().embed([text])[0]
        return vector

    def understood(self, question: Question, view: View) -> Understood:
        """What a question asks, its clipped names written out and its misspelt words put right."""
        text, written_out = unclipped(question.text, view)
        text, respelt = respell(text, view, self._embedder)
        understood = understand(replace(question, text=text), view.meetings(), dt.date.today())  # as its reader counts
        also = known_as(text, view.spelled_out(), understood.scope)
        understood = known_also_as(understood, also, view.meetings())
        return replace(understood, notes=(*written_out, *respelt, *understood.notes))

    def find(self, understood: Understood, view: View, weights: Weights | None = None) -> Found:
        """The passages and the sentences for a question, or for one side of it, best first."""
        vector = self.embed(understood.text)
        evidence = retrieve(understood, vector, view)
        scored = score_sentences(understood, evidence, vector, view, weights)
        if understood.kind in (Kind.SUMMARY, Kind.TIMELINE):
            evidence, scored = with_whole(understood, evidence, scored, vector, view)
        best_first = reranked(evidence, scored)
        if self._reranker is not None:
            best_first = read_again(understood.text, best_first, self._reranker)
        return Found(understood, best_first, tuple(scored))

    def measured(self, understood: Understood, view: View) -> Iterator[tuple[Sentence, dict[str, float]]]:
        """The sentences for a question with the features that their scores are made of."""
        vector = self.embed(understood.text)
        return measured(understood, retrieve(understood, vector, view), vector, view)

    # --- steps ------------------------------------------------------------------------------------------------------

    def _understand(self, step: Step, config: RunnableConfig) -> Step:
        question = step.question
        if self._drafter is not None and question.history:
            made = self._drafter.stand_alone(question, step.asking.watched(config))
            question = replace(question, text=made, history=()) if made else question
        understood = self.understood(question, step.view)
        return replace(step, understood=understood, searched=searched(step.view, understood.scope))

    def _retrieve(self, step: Step) -> Step:
        understood = step.understood
        assert understood is not None  # noqa: S101
        if understood.scope is None or not step.searched or not step.searched.meetings:
            return step
        if is_no_question(step.question.text):
            return step
        found = self._found(understood, step.view)
        understood = understood if len(found) > 1 else replace(understood, sides=())
        return replace(step, understood=understood, found=found, evidence=in_turn([one.evidence for one in found]))

    def _found(self, understood: Understood, view: View) -> tuple[Found, ...]:
        """What was found for each side of a question; of the whole where it has none, or one place tells all."""
        sides, whole = understood.sides, replace(understood, sides=())
        found = tuple(self.find(of_side(understood, side), view) for side in sides)
        if not found or is_one_matter(found):
            return (self.find(whole, view),)
        together = told_together(sides, self.find(whole, view)) if are_years(sides) else None
        return found if together is None else (together,)

    def _draft(self, steps: Iterator[Step], config: RunnableConfig) -> Iterator[Part]:
        for step in steps:
            extracted, is_settled = self._extracted(step)
            assert extracted.understood is not None  # noqa: S101
            yield extracted
            if self._drafter is not None and not is_settled:
                asking = step.asking.watched(config)
                yield from self._drafter.draft(extracted.understood, extracted.evidence, asking)

    def _extracted(self, step: Step) -> tuple[Step, bool]:
        """A draft in the record's own words, and whether there is nothing in it for a model to word."""
        assert step.understood is not None  # noqa: S101
        if not step.evidence:
            reason = NO_QUESTION if is_no_question(step.question.text) else None
            return replace(step, draft=Draft((), EXTRACTIVE, reason=reason)), True
        drafts = extract_each(step.found, step.view)
        sides = step.understood.sides
        draft = side_by_side(list(zip(sides, drafts, strict=True))) if sides else drafts[0]
        is_settled = all(one.is_settled or not one.claims for one in drafts)
        return replace(step, draft=draft, evidence=as_used(step.evidence, draft)), is_settled

    def _verify(self, parts: Iterator[Part], config: RunnableConfig) -> Iterator[Shown]:
        step = next(parts)
        assert isinstance(step, Step) and step.draft is not None  # noqa: S101, PT018
        about = functools.partial(self._about, step)
        if not step.searched or not step.searched.meetings:
            yield not_found(nothing_there(step.question, step.view), EXTRACTIVE, about(step.draft))
            return
        if self._drafter is None:
            yield from Replying.of(step.draft, about)
            return
        asking = step.asking.watched(config)
        for shown in worded(parts, self._drafter, step.draft, asking, about, self._vectors()):  # type: ignore[arg-type]
            yield shown if isinstance(shown, Claim) else replace(shown, usage=self._drafter.usage(asking))

    def _vectors(self) -> TokenVectors | None:
        """What a model's own words are compared by; the weights of it were learnt on the packaged model's vectors."""
        embedder = self._embedder()
        return embedder if isinstance(embedder, LightEmbedder) else None

    def _about(self, step: Step, draft: Draft) -> About:
        assert step.searched is not None and step.understood is not None  # noqa: S101, PT018
        elapsed = (time.perf_counter() - step.began) * 1000
        evidence = as_used(step.evidence, draft) if step.evidence else ()
        return About(step.question, step.searched, evidence, self._fingerprint, elapsed, step.understood.notes)


def _reply_of(parts: Sequence[Shown]) -> Answer | NotFound:
    reply = parts[-1]
    assert not isinstance(reply, Claim)  # noqa: S101  # a stream ends in its reply
    return reply


def fingerprint(model: EmbeddingModel, reranker: Reranker | None = None, drafter: Drafts | None = None) -> str:
    """Twelve hex digits that change when answers are made in another way: by another version, models or prompts."""
    made_by = f"{VERSION} {model.name} {model.sha256} {EXTRACTIVE}"
    if reranker is not None:
        made_by += f" {reranker.name} {reranker.sha256}"
    if drafter is not None:
        made_by += f" {drafter.fingerprint}"
    return hashlib.sha256(made_by.encode()).hexdigest()[:12]
