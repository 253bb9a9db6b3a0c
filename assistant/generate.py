"""The one door to LangChain's chat models: words as they come, faults as sentences, and an end when it is time.

Calls run on one event loop of their own, beside whatever asks: there they can be stopped at once, even while a server
says nothing at all.
"""

from __future__ import annotations

import asyncio
import functools
import queue
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Literal, cast

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk
from langchain_core.runnables import Runnable, RunnableConfig, RunnableSequence

from assistant.drafting import Asking
from assistant.model_names import ModelName, client_options
from assistant.settings import Providers, Settings
from ingest.errors import ModelUnavailable

_FAULTS_IN_A_ROW = 3  # after so many a model is left alone for a while
_LEFT_ALONE_S = 60.0
_MISFITS = frozenset([400, 415, 422, 501])  # how servers refuse an option that they do not know

Form = Mapping[str, Any]  # a JSON schema
Said = tuple[Literal["system", "human", "ai"], str]
_Speaks = Runnable[Any, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """A way of asking a model: with what it is told beside the words."""

    speaks: _Speaks
    in_form: bool = False


class ChatModel:
    """A chat model that is asked with a time limit; safe to use from several threads."""

    def __init__(self, name: str, ways: Sequence[Way], count: Callable[[str], int], calls: int = 4) -> None:
        """``ways`` of asking it, the best first; what its server does not know is not tried again.

        ``count`` stands in for a provider that does not count tokens, ``calls`` may be under way at a time.
        """
        self.name = name
        self._count_tokens = count
        self._ways = tuple(ways)
        self._misfits: set[Way] = set()
        self._turns = asyncio.Semaphore(calls)
        self._faults = 0
        self._left_alone_until = 0.0
        self._last_fault = ""

    @property
    def in_form(self) -> bool:
        """Whether it is told to answer in a form, and not in words alone."""
        return any(way.in_form for way in self._ways if way not in self._misfits)

    def words(
        self, messages: Sequence[Said], asking: Asking, *, name: str, in_form: bool = False
    ) -> Generator[str, None, None]:
        """What the model says, piece by piece. Raises `ModelUnavailable`, also in mid-sentence.

        To close the iterator, or to set the stop of the asking, ends the call.
        """
        self._hold_back()
        try:
            yield from self._first_that_fits(messages, asking, name, in_form=in_form)
        except ModelUnavailable as fault:
            self._count(fault)
            raise
        self._faults = 0

    def _first_that_fits(self, messages: Sequence[Said], asking: Asking, name: str, *, in_form: bool) -> Iterator[str]:
        ways = [way for way in self._ways if way not in self._misfits and (in_form or not way.in_form)]
        for number, way in enumerate(ways):
            said = False
            try:
                for piece in self._call(way.speaks, messages, asking, name):
                    said = True
                    yield piece
            except Misfit:
                if said or way is ways[-1]:
                    raise
            else:
                self._misfits.update(ways[:number])
                return

    def _hold_back(self) -> None:
        if time.monotonic() < self._left_alone_until:
            raise ModelUnavailable(f"The model was not asked: {_FAULTS_IN_A_ROW} times in a row {self._last_fault}.")

    def _count(self, fault: ModelUnavailable) -> None:
        self._faults += 1
        self._last_fault = fault.message.rstrip(".")
        if self._faults >= _FAULTS_IN_A_ROW:
            self._faults, self._left_alone_until = 0, time.monotonic() + _LEFT_ALONE_S

    def _call(self, speaks: _Speaks, messages: Sequence[Said], asking: Asking, name: str) -> Iterator[str]:
        """The words of one call; its tokens are counted to the asking."""
        came: list[str] = []
        is_counted = False
        asking.calls += 1
        try:
            for message in _messages(speaks, messages, asking, name, self._turns):
                if message.usage_metadata is not None:
                    is_counted = True
                    asking.tokens_in += message.usage_metadata["input_tokens"]
                    asking.tokens_out += message.usage_metadata["output_tokens"]
                asking.declined = asking.declined or bool(message.additional_kwargs.get("refusal"))
                words = str(message.text) or "".join(call["args"] or "" for call in message.tool_call_chunks)
                if words:
                    came.append(words)
                    yield words
        finally:
            if not is_counted:
                asking.is_estimated = True
                asking.tokens_in += sum(self._count_tokens(text) for _, text in messages)
                asking.tokens_out += self._count_tokens("".join(came))


class Misfit(ModelUnavailable):
    """The server does not know the way in which the model was asked."""


def connect(settings: Settings, providers: Providers, form: Form, count: Callable[[str], int]) -> ChatModel:
    """The chat model that the settings name, told where it can be to answer in a form. Raises `ModelUnavailable`."""
    named = ModelName.of(settings.model)
    options = client_options(named, settings, providers)
    bare, calm = _client(named, options), _client(named, {**options, "temperature": 0})
    ways = [Way(calm), Way(bare)]
    if settings.model_form != "plain" and (told := _told_form(calm, form, settings.model_form)) is not None:
        ways.insert(0, Way(told, in_form=True))
    return ChatModel(named.shown, ways, count, settings.model_calls)


def _client(named: ModelName, options: Mapping[str, Any]) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    try:
        model: BaseChatModel = init_chat_model(named.name, model_provider=named.provider, **options)
    except ImportError as error:
        raise ModelUnavailable(
            f"The model {named.shown} needs a package that is not installed.",
            hint=f"Install langchain-{named.provider}, with -c constraints.txt; or unset MINUTEBOOK_MODEL.",
        ) from error
    except Exception as error:  # noqa: BLE001  # each provider's library has its own; what they say may hold a key
        raise ModelUnavailable(
            f"The model {named.shown} cannot be set up ({type(error).__name__}).",
            hint=f"Look at MINUTEBOOK_MODEL and at the key of {named.provider}.",
        ) from None
    return model


def _told_form(model: BaseChatModel, form: Form, how: str) -> _Speaks | None:
    """The model, told to answer in a form, its words as they come; None where it cannot be told."""
    method: dict[str, Any] = {"json": {"method": "json_schema"}, "tools": {"method": "function_calling"}}.get(how, {})
    try:
        told: object = model.with_structured_output(dict(form), **method)
    except (NotImplementedError, ValueError):
        return None
    return told.first if isinstance(told, RunnableSequence) else None  # without what would read it when it is whole


# --- the calls ------------------------------------------------------------------------------------------------------


def _messages(
    speaks: _Speaks, messages: Sequence[Said], asking: Asking, name: str, turns: asyncio.Semaphore
) -> Iterator[AIMessageChunk]:
    """The parts of a reply as they come; ends at once where the asking is stopped, in a fault where its time is up."""
    came: queue.SimpleQueue[AIMessageChunk | ModelUnavailable | None] = queue.SimpleQueue()
    config = cast(RunnableConfig, {**(asking.config or {}), "run_name": name})
    limit = asking.left

    async def listen() -> None:
        try:
            async with asyncio.timeout(limit), turns:
                async for message in _stream(speaks, messages, config):
                    came.put(message)
        except Exception as error:  # noqa: BLE001  each provider's library has its own; none may end the answer
            came.put(_fault(error))

    future: Future[None] = asyncio.run_coroutine_threadsafe(listen(), _loop())
    future.add_done_callback(lambda _: came.put(None))
    asking.stop.calls(future.cancel)
    try:
        while (one := came.get()) is not None:
            if isinstance(one, ModelUnavailable):
                raise one
            yield one
    finally:
        future.cancel()


async def _stream(speaks: _Speaks, messages: Sequence[Said], config: RunnableConfig) -> AsyncIterator[AIMessageChunk]:
    async for message in speaks.astream(list(messages), config):
        if isinstance(message, AIMessageChunk):
            yield message


@functools.cache
def _loop() -> asyncio.AbstractEventLoop:
    """The loop on which all calls of this process run: LangChain's clients stay on the one they were first used on."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="chat models", daemon=True).start()
    return loop


def _fault(error: Exception) -> ModelUnavailable:
    """What went wrong, in a sentence; never in the provider's words, which may hold a part of a key."""
    status = getattr(error, "status_code", None)
    if isinstance(error, TimeoutError) or "Timeout" in type(error).__name__:
        return ModelUnavailable("the model did not answer in time", hint="Raise MINUTEBOOK_MODEL_TIMEOUT.")
    if isinstance(status, int):
        return _refused(status)
    if "Length" in type(error).__name__:
        return ModelUnavailable("the model's answer was cut at its longest", hint="Raise MINUTEBOOK_MODEL_ANSWER.")
    if "Connect" in type(error).__name__ or isinstance(error, OSError):
        return ModelUnavailable("the model's server cannot be reached", hint="Start it, or look at MINUTEBOOK_MODEL.")
    return ModelUnavailable(f"the model's reply broke off or could not be read ({type(error).__name__})")


def _refused(status: int) -> ModelUnavailable:
    if status in _MISFITS:
        return Misfit(f"the model's server refused the request ({status})", hint="Set MINUTEBOOK_MODEL_FORM=plain.")
    told, hint = {
        401: ("the model's server refused the key", "Look at the key in the environment or in .env."),
        403: ("the model's server refused the key", "Look at the key in the environment or in .env."),
        404: ("the model's server has no model of that name", "Look at MINUTEBOOK_MODEL."),
        429: ("the model's server had too many requests", "Ask later, or lower MINUTEBOOK_MODEL_CALLS."),
    }.get(status, (f"the model's server had a fault ({status})", "Ask later."))
    return ModelUnavailable(told, hint=hint)
