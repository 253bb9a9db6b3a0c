"""The known questions of the sample records, and what an assistant without an embedding model replies to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from assistant.answers import Answer, NotFound
from assistant.chain import AskChain
from eval.cases import QUESTIONS, Case, load
from eval.corpora import RECORDS
from eval.metrics import score
from eval.scores import Score
from ingest.encoding import Encoding
from ingest.run import ingest
from ingest.store import Store
from tests.assistant.words import MODEL, WordEmbedder

Replies = Mapping[str, Answer | NotFound]


@pytest.fixture(scope="session")
def cases() -> tuple[Case, ...]:
    return load(QUESTIONS / "dev.jsonl")


@pytest.fixture(scope="session")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskChain]:
    folder = tmp_path_factory.mktemp("eval") / "store"
    embedder = WordEmbedder()
    ingest([RECORDS], folder, Encoding(MODEL, lambda: embedder, embedder.count_tokens))
    with Store.open(folder, MODEL) as store:
        yield AskChain(store, lambda: embedder, MODEL)


@pytest.fixture(scope="session")
def replies(cases: tuple[Case, ...], chain: AskChain) -> Replies:
    return {case.id: chain.invoke(case.question) for case in cases}


@pytest.fixture(scope="session")
def healthy(cases: tuple[Case, ...], replies: Replies) -> list[Score]:
    return [score(case, replies[case.id]) for case in cases]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out"
