"""Settings → the working parts; the only place where things are constructed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from assistant.answers import Answer, Claim, NotFound, Question
from assistant.chain import AskChain
from assistant.settings import Providers, Settings, token_tables
from ingest.embed import PassageEmbedder, TokenEmbedder, embedding_model
from ingest.encoding import Encoding
from ingest.model_choice import passage_embedder, question_embedder
from ingest.reranker import CrossReranker
from ingest.store import Store

if TYPE_CHECKING:
    from assistant.models.asking import Speaks
    from assistant.models.drafter import Drafter


@dataclass(frozen=True, slots=True)
class Assistant:
    """The working parts, ready to answer; safe to use from several threads."""

    settings: Settings
    store: Store
    chain: AskChain

    def ask(self, question: Question) -> Answer | NotFound:
        """The reply to a question."""
        return self.chain.invoke(question)

    def stream(self, question: Question) -> Iterator[Claim | Answer | NotFound]:
        """Each claim as soon as it is verified, then the whole reply."""
        return self.chain.stream(question)

    def picked(self, question: Question) -> Answer | NotFound:
        """The reply in the record's own words: it costs nothing and sends nothing, whatever chat model there is."""
        return self.chain.without_model().invoke(question)

    def knows(self, question: Question) -> bool:
        """Whether the records answer a question."""
        return isinstance(self.picked(question), Answer)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()


def build(settings: Settings, heard_by: Callable[[Speaks], Speaks] | None = None) -> Assistant:
    """The working parts for these settings; ``heard_by`` may put something between the chat model and the rest.

    Raises `StoreMissing`, `StoreMismatch`, `EmbeddingError` or `ModelUnavailable`.
    """
    model = embedding_model(settings.embedding)
    reranker = CrossReranker(settings.reranker) if settings.reranker else None
    store = Store.open(store_folder(settings), model)
    embedder = LazyEmbedder(settings.embedding)
    drafter = chat_drafter(settings, embedder, heard_by) if settings.model else None
    return Assistant(settings, store, AskChain(store, embedder, model, reranker, drafter))


def chat_drafter(
    settings: Settings, embedder: LazyEmbedder, heard_by: Callable[[Speaks], Speaks] | None = None
) -> Drafter:
    """What words answers with the chat model that is set. Raises `ModelUnavailable`."""
    from assistant.models.budget import counter
    from assistant.models.claims import FORM
    from assistant.models.drafter import Drafter, Limits
    from assistant.models.generate import connect

    counted = counter(lambda text: embedder().count_tokens(text), token_tables())
    model: Speaks = connect(settings, Providers(), FORM, counted.count)
    return Drafter(
        heard_by(model) if heard_by else model,
        counted,
        Limits(
            settings.model_window,
            settings.model_answer,
            settings.model_timeout,
            settings.model_price_in,
            settings.model_price_out,
        ),
        checks=settings.model_check,
    )


def make_store(settings: Settings) -> None:
    """An empty store, where there is none yet."""
    folder = store_folder(settings)
    if not Store.is_there(folder):
        with Store.writer(folder, embedding_model(settings.embedding), who="minutebook serve"):
            pass


def encoding_of(settings: Settings, console: Console) -> Encoding:
    """How records are cut and embedded with these settings; the model is loaded when something is to be embedded."""
    name = settings.embedding
    loaded: list[PassageEmbedder] = []

    def embedder() -> PassageEmbedder:
        if not loaded:
            console.print(Text(f"Loading the embedding model {name} …", style="dim"))
            loaded.append(passage_embedder(name))
        return loaded[0]

    return Encoding(embedding_model(name), embedder, question_embedder(name).count_tokens)


def store_folder(settings: Settings) -> Path:
    """Where the store is."""
    return settings.store.expanduser()


class LazyEmbedder:
    """A question embedder that is loaded when the first question comes, once for all threads."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._loaded: TokenEmbedder | None = None

    def __call__(self) -> TokenEmbedder:
        """The embedder."""
        with self._lock:
            if self._loaded is None:
                self._loaded = question_embedder(self._name)
            return self._loaded
