"""Chains over the made-up minutes whose answers are worded by a model of the local server."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant.chain import AskChain
from assistant.models.budget import counter
from assistant.models.claims import FORM
from assistant.models.drafter import Drafter, Limits
from assistant.models.generate import connect
from assistant.settings import Providers, Settings
from ingest.store import Store
from tests.assistant.models.behaviours import BEHAVIOURS
from tests.assistant.models.server import Server, serving
from tests.assistant.words import MODEL, WordEmbedder

Worded = Callable[..., AskChain]


@pytest.fixture(scope="session")
def every_behaviour() -> Iterator[Server]:
    with serving(BEHAVIOURS) as started:
        yield started


@pytest.fixture
def server(every_behaviour: Server) -> Server:
    """The local server, having forgotten what it was asked before."""
    every_behaviour.asked.clear()
    every_behaviour.keys.clear()
    every_behaviour.left.clear()
    return every_behaviour


def drafter(settings: Settings, limits: Limits | None = None) -> Drafter:
    """What words answers with the model of some settings."""
    counted = counter(WordEmbedder().count_tokens)
    made = limits or Limits(settings.model_window, settings.model_answer, settings.model_timeout)
    model = connect(settings, Providers(_env_file=None), FORM, counted.count)
    return Drafter(model, counted, made, checks=settings.model_check)


def chain_over(store: Store, settings: Settings, limits: Limits | None = None) -> AskChain:
    embedder = WordEmbedder()
    return AskChain(store, lambda: embedder, MODEL, drafter=drafter(settings, limits))


@pytest.fixture
def worded(invented: Store, server: Server) -> Worded:
    """Makes a chain whose model behaves as it is told."""

    def make(name: str, limits: Limits | None = None, **more: object) -> AskChain:
        told: dict[str, object] = {
            "model": f"{server.address}#{name}",
            "model_timeout": 30.0,
            "model_retries": 1,
            **more,
        }
        settings = Settings(_env_file=None, **told)  # type: ignore[arg-type]
        return chain_over(invented, settings, limits)

    return make
