"""Peers of Minutebook's search, asked the same questions in the same run: what does it gain over the common ways?

Each finds passages with its own way of cutting records up, at its own defaults, and with Minutebook's embedding model
where it uses one. None writes answers, for that takes a language model; so only what was found is compared. They see
what a search form gives: the question's words (no history), and the records that its filter leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from assistant.settings import Settings
from eval.cases import Case
from ingest.embed import Embedder
from ingest.errors import MinutebookError
from ingest.model_choice import passage_embedder
from ingest.model_files import model_folder
from ingest.records import Record

MOST = 20  # passages, as many as Minutebook's own drafter sees
PEERS = ("bm25", "langchain_recipe", "llamaindex", "haystack")


_INSTALL = "Install it in an environment of its own: pip install -e '.[baselines]' -c constraints.txt"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is put to a peer, and the stems of the records it may search."""

    text: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """What a store holds: its records by the stem of their file, and Minutebook's passages of them."""

    records: Mapping[str, Record]
    passages: tuple[tuple[str, str, str], ...]  # the stem, the text, and the context it is searched with


Found = Sequence[tuple[str, str]]  # the stem of the record and the text of each passage, best first
Ranker = Callable[[Sequence[Asked], Library], list[Found]]


def ranker(name: str) -> Ranker:
    """The peer of that name. Raises `MinutebookError` where its library is not installed."""
    try:
        found: Ranker = import_module(f"eval.baselines.{name}").rank
    except ImportError as error:
        told = f"The baseline {name} needs {error.name}, which is not installed."
        raise MinutebookError(told, hint=_INSTALL) from error
    return found


def asked(case: Case, library: Library) -> Asked:
    """A question for a peer, with the records that its filter leaves."""
    chosen = case.question.filter
    stems = []
    for stem, record in library.records.items():
        meeting = record.meeting
        if (
            (chosen.council or "").casefold() in meeting.council.name.casefold()
            and (chosen.committee or "").casefold() in meeting.committee.name.casefold()
            and (chosen.date_from is None or chosen.date_from <= meeting.date)
            and (chosen.date_to is None or meeting.date <= chosen.date_to)
        ):
            stems.append(stem)
    return Asked(case.question.text, tuple(stems))


def model_path() -> str:
    """Where Minutebook's embedding model is, for a peer that loads it itself."""
    return str(model_folder(Settings().embedding))


def embed(texts: Sequence[str]) -> list[list[float]]:
    """Vectors by Minutebook's embedding model, for a peer that takes vectors; what is beyond its limit is cut."""
    vectors: list[list[float]] = _embedder().embed(list(texts)).tolist()
    return vectors


@cache
def _embedder() -> Embedder:
    return passage_embedder(Settings().embedding)
