"""One call of a chat model: its words as they come, its faults as sentences, and an end when it is time.

Calls run on one event loop of their own, beside whatever asks: there they can be stopped at once, even while a server
says nothing at all.
"""

from __future__ import annotations

import asyncio
import functools
import queue
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from langchain_core.messages import AIMessageChunk
from langchain_core.runnables import Runnable, RunnableConfig

from assistant.models.asking import Asking, Said
from assistant.models.faults import fault_of, wait_before_again
from ingest.errors import ModelUnavailable

_AGAIN_S = 0.5
_LATE_S = 0.2  # by which a call may end after its time, so that its own fault is the one that is told


@dataclass(frozen=True, slots=True)
class Call:
    """One call, and how it is made on the loop."""

    speaks: Runnable[Any, Any]
    messages: Sequence[Said]
    config: RunnableConfig
    asking: Asking
    retries: int
    came: queue.SimpleQueue[AIMessageChunk | ModelUnavailable | None] = field(default_factory=queue.SimpleQueue)
    began: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    tasks: list[asyncio.Task[Any]] = field(default_factory=list)  # the one that listens, once it does

    def messages_as_they_come(self, turns: asyncio.Semaphore) -> Iterator[AIMessageChunk]:
        """The parts of the reply; ends at once where the asking is stopped, in a fault where its time is up."""
        future = asyncio.run_coroutine_threadsafe(self._listen(turns), _loop())
        future.add_done_callback(lambda _: self.came.put(None))
        self.asking.stop.calls(lambda: self._end(future))
        try:
            while (one := self.came.get(timeout=self.asking.left + _LATE_S)) is not None:
                if isinstance(one, ModelUnavailable):
                    raise one
                yield one
        except queue.Empty:
            raise fault_of(TimeoutError()) from None
        finally:
            self._end(future)

    def _end(self, future: Future[None]) -> None:
        """End the call if it is under way; again and again, for a library on the way may lose that it was cancelled."""
        self.over.set()
        if not future.done():
            future.cancel()
            asyncio.run_coroutine_threadsafe(self._ended(), _loop())

    async def _ended(self) -> None:
        while not all(task.done() for task in self.tasks):
            for task in self.tasks:
                task.cancel()
            await asyncio.wait(self.tasks, timeout=_AGAIN_S)

    async def _listen(self, turns: asyncio.Semaphore) -> None:
        if (task := asyncio.current_task()) is not None:
            self.tasks.append(task)
        try:
            async with asyncio.timeout(self.asking.left), turns:
                attempt = 0
                while not await self._tried(attempt):
                    attempt += 1
        except Exception as error:  # noqa: BLE001  # each provider's library has its own; none may end the answer
            self.came.put(fault_of(error, began=self.began.is_set()))

    async def _tried(self, attempt: int) -> bool:
        """Listen to the reply; False, after a while, where it did not begin and it may help to ask again."""
        try:
            await self._reply()
        except Exception as error:  # as above
            wait = wait_before_again(error, attempt)
            if wait is None or wait >= self.asking.left or attempt >= self.retries or self.began.is_set():
                raise
            await asyncio.sleep(wait)
            return False
        return True

    async def _reply(self) -> None:
        async for message in self.speaks.astream(list(self.messages), self.config):
            if self.over.is_set() or not self.asking.left:
                raise TimeoutError
            if isinstance(message, AIMessageChunk):
                if words_in(message):
                    self.began.set()
                self.came.put(message)


def words_in(message: AIMessageChunk) -> str:
    """What a part of a reply says, in words or to a tool."""
    return str(message.text) or "".join(call["args"] or "" for call in message.tool_call_chunks)


@functools.cache
def _loop() -> asyncio.AbstractEventLoop:
    """The loop on which all calls of this process run: LangChain's clients stay on the one they were first used on."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="chat models", daemon=True).start()
    return loop
