"""Claims come as they are proved; to close or cancel a stream stops the model; those who watch see its calls."""

from __future__ import annotations

import asyncio
import logging
from typing import Any
from uuid import UUID

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.runnables import RunnableConfig

from assistant.answers import Answer, Claim, DraftClaim, NotFound, Question, Quote, Searched, Turn
from assistant.chain import AskChain
from assistant.models.replying import Replying
from assistant.verify import About
from tests.assistant.answering.test_cited import SAID, WHOLE, place
from tests.assistant.models.conftest import Worded
from tests.assistant.models.contract import OTTERS, holds
from tests.assistant.models.server import Server

PATIENCE_S = 20.0  # far more than it takes


def test_a_claim_is_shown_before_the_model_has_ended(worded: Worded, server: Server) -> None:
    stream = worded("stall-after-one").stream(OTTERS)
    claim = next(stream)
    assert isinstance(claim, Claim)
    assert "otters had come back" in claim.text
    assert not server.left.is_set()
    stream.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", ["auto", "tools", "plain"])
def test_to_close_a_stream_stops_the_model(worded: Worded, server: Server, form: str) -> None:
    stream = worded("stall-after-one", model_form=form).stream(OTTERS)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert server.left.wait(PATIENCE_S)


def test_to_cancel_a_task_stops_a_model_that_says_nothing(worded: Worded, server: Server) -> None:
    async def cancelled(chain: AskChain) -> None:
        task = asyncio.create_task(chain.ainvoke(OTTERS))
        while not server.asked:  # the server is another thread
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled(worded("stall")))
    assert server.left.wait(PATIENCE_S)


def test_astream_gives_what_stream_gives(worded: Worded) -> None:
    chain = worded("good")

    async def parts() -> list[Claim | Answer | NotFound]:
        return [part async for part in chain.astream(OTTERS)]

    *claims, reply = asyncio.run(parts())
    assert isinstance(reply, Answer)
    assert claims == list(reply.claims)


def test_abatch_answers_all_with_no_more_at_a_time_than_it_may(worded: Worded, server: Server) -> None:
    chain = worded("good", model_calls=2)
    replies = asyncio.run(chain.abatch([OTTERS] * 8, {"max_concurrency": 4}))
    assert len(replies) == len(server.asked) == 8
    for reply in replies:
        holds(reply)
        assert reply.model.startswith("good")


class Watching(BaseCallbackHandler):
    """Remembers which runs began under which, and what models said they took."""

    def __init__(self) -> None:
        self.names: dict[UUID, str] = {}
        self.under: dict[str, str] = {}
        self.took: list[Any] = []

    def on_chain_start(self, *_: object, run_id: UUID, name: str | None = None, **__: object) -> None:
        self.names[run_id] = name or ""

    def on_chat_model_start(
        self, *_: object, run_id: UUID, parent_run_id: UUID | None = None, name: str | None = None, **__: object
    ) -> None:
        assert parent_run_id is not None
        self.under[name or ""] = self.names[parent_run_id]

    def on_llm_end(self, response: Any, **_: object) -> None:  # noqa: ANN401  # LangChain's
        self.took.append(response.generations[0][0].message.usage_metadata)


def test_callbacks_see_the_calls_of_the_model_under_the_steps_that_make_them(worded: Worded) -> None:
    watching = Watching()
    config: RunnableConfig = {"callbacks": [watching], "tags": ["trial"]}
    before = Turn("What did the Warden say about otters?", "They came back.")
    worded("good").invoke(Question("What did the Warden say about them?", (before,)), config)
    assert watching.under == {"stand-alone question": "understand", "answer": "draft"}
    assert {"understand", "retrieve", "draft", "verify"} <= set(watching.names.values())
    assert all(took["output_tokens"] for took in watching.took)


def test_no_key_goes_where_it_does_not_belong(
    worded: Worded, server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ours = "sk-test-0123456789abcdef"
    monkeypatch.setenv("OPENAI_API_KEY", ours)
    with caplog.at_level(logging.DEBUG):
        worded("good").invoke(OTTERS)
        worded("unauthorised").invoke(OTTERS)
    assert set(server.keys) == {"Bearer none"}
    assert ours not in "".join([*(ask.words for ask in server.asked), caplog.text])


def test_the_key_of_an_own_server_goes_there_and_is_not_shown(worded: Worded, server: Server) -> None:
    reply = worded("good", model_key="the-key-of-our-server").invoke(OTTERS)
    assert server.keys == ["Bearer the-key-of-our-server"]
    assert "the-key-of-our-server" not in repr(reply)


def test_a_drafted_claim_that_is_shown_as_several_is_streamed_once() -> None:
    evidence = place("\n\n".join(SAID))
    about = About(Question("?"), Searched(1, None, None, (), ()), (evidence,), "", 0.0)
    replying = Replying(lambda _: about, "a model")
    drafted = [DraftClaim.quoting(Quote(evidence, words)) for words in (WHOLE, SAID[2], "The quay", SAID[0])]
    streamed = [claim for one in drafted for claim in replying.take(one)]
    reply = replying.reply(())
    assert isinstance(reply, Answer)
    assert len(streamed) == 5
    assert tuple(streamed) == reply.claims
