"""A store of the sample records with an embedder of no model: vectors of hashed words, the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.chain import AskChain
from ingest.encoding import Encoding
from ingest.run import ingest
from ingest.store import Store, View
from tests.assistant.made_up import FLOODS, TRAMS
from tests.assistant.words import MODEL, WordEmbedder
from tests.ingest.samples import ROOT


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the five sample records."""
    folder = tmp_path_factory.mktemp("samples") / "store"
    embedder = WordEmbedder()
    ingest([ROOT / "records"], folder, Encoding(MODEL, lambda: embedder, embedder.count_tokens))
    return folder


@pytest.fixture(scope="session")
def store(filled: Path) -> Iterator[Store]:
    with Store.open(filled, MODEL) as opened:
        yield opened


@pytest.fixture(scope="session")
def chain(store: Store) -> AskChain:
    embedder = WordEmbedder()
    return AskChain(store, lambda: embedder, MODEL)


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of the made-up minutes."""
    folder = tmp_path_factory.mktemp("invented")
    (folder / "floods.txt").write_text(FLOODS)
    (folder / "trams.txt").write_text(TRAMS)
    embedder = WordEmbedder()
    ingest([folder], folder / "store", Encoding(MODEL, lambda: embedder, embedder.count_tokens))
    with Store.open(folder / "store", MODEL) as opened:
        yield opened


@pytest.fixture
def moment(invented: Store) -> Iterator[View]:
    """A view of the made-up minutes."""
    with invented.view() as view:
        yield view


@pytest.fixture(scope="session")
def ask(invented: Store) -> AskChain:
    """Answers from the made-up minutes."""
    embedder = WordEmbedder()
    return AskChain(invented, lambda: embedder, MODEL)
