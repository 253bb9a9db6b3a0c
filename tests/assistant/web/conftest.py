"""The screen over the sample records, answered for by the real chain; an officer may enter."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import assistant.web
from assistant.build import Assistant
from assistant.chain import AskChain
from assistant.settings import Settings
from assistant.web.server import Running
from ingest.store import Store
from tests.assistant.words import MODEL, WordEmbedder

PASSWORD = "the officers’ own"  # noqa: S105  of nothing but these tests


@pytest.fixture(scope="module")
def house(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over a copy of the sample store, so that a test may remove from it."""
    folder = tmp_path_factory.mktemp("house") / "store"
    shutil.copytree(filled, folder)
    embedder = WordEmbedder()
    settings = Settings(_env_file=None, store=folder, officer_password=PASSWORD, keep_questions_days=30)
    with Store.open(folder, MODEL) as store:
        yield Assistant(settings, store, AskChain(store, lambda: embedder, MODEL))


@pytest.fixture(scope="module")
def home(house: Assistant) -> Iterator[Running]:
    """It, served."""
    served = assistant.web.serve(house, host="127.0.0.1", port=0, prevent_thread_lock=True)
    yield served
    served.close()


@pytest.fixture
def reader(home: Running) -> Iterator[httpx.Client]:
    """Somebody's browser, without scripts."""
    with httpx.Client(base_url=home.url, trust_env=False, follow_redirects=True) as client:
        yield client


@pytest.fixture
def officer(home: Running) -> Iterator[httpx.Client]:
    """An officer's browser."""
    with httpx.Client(base_url=home.url, trust_env=False, follow_redirects=True) as client:
        assert client.post("/desk", data={"password": PASSWORD}).status_code == 200
        yield client
