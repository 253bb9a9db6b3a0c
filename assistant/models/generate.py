"""The chat model as it is asked: in the way that its server knows, again where that may help, and not while it is ill.

The one door to LangChain's chat models, with `assistant.models.call`, which makes the calls.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableConfig, RunnableSequence

from assistant.models.asking import Asking, Said
from assistant.models.call import Call, words_in
from assistant.models.providers import ModelName, client_options
from assistant.settings import Providers, Settings
from ingest.errors import Misfit, ModelUnavailable

_FAULTS_IN_A_ROW = 3  # after so many a model is left alone for a while
_LEFT_ALONE_S = 60.0

Form = Mapping[str, Any]  # a JSON schema
_Speaks = Runnable[Any, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """A way of asking a model: with what it is told beside the words."""

    speaks: _Speaks
    in_form: bool = False


class ChatModel:
    """A chat model that is asked with a time limit; safe to use from several threads."""

    def __init__(
        self, name: str, ways: Sequence[Way], count: Callable[[str], int], *, calls: int = 4, retries: int = 2
    ) -> None:
        """``ways`` of asking it, the best first; what its server does not know is not tried again.

        ``count`` stands in for a provider that does not count tokens, ``calls`` may be under way at a time.
        """
        self._retries = retries
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
            config = cast(RunnableConfig, {**(asking.config or {}), "run_name": name})
            call = Call(speaks, messages, config, asking, self._retries)
            for message in call.messages_as_they_come(self._turns):
                if message.usage_metadata is not None:
                    is_counted = True
                    asking.tokens_in += message.usage_metadata["input_tokens"]
                    asking.tokens_out += message.usage_metadata["output_tokens"]
                asking.declined = asking.declined or bool(message.additional_kwargs.get("refusal"))
                if words := words_in(message):
                    came.append(words)
                    yield words
        finally:
            if not is_counted:
                asking.is_estimated = True
                asking.tokens_in += sum(self._count_tokens(text) for _, text in messages)
                asking.tokens_out += self._count_tokens("".join(came))


def connect(settings: Settings, providers: Providers, form: Form, count: Callable[[str], int]) -> ChatModel:
    """The chat model that the settings name, told where it can be to answer in a form. Raises `ModelUnavailable`."""
    named = ModelName.of(settings.model)
    options = client_options(named, settings, providers)
    bare, calm = _client(named, options), _client(named, {**options, "temperature": 0})
    ways = [Way(calm), Way(bare)]
    if settings.model_form != "plain" and (told := _told_form(calm, form, settings.model_form)) is not None:
        ways.insert(0, Way(told, in_form=True))
    return ChatModel(named.shown, ways, count, calls=settings.model_calls, retries=settings.model_retries)


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
