"""What fits the model's window, and what was left out; the one door to tiktoken."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answers import Evidence, Turn
from assistant.models.excerpts import excerpt, told

_TABLE = "o200k_base"
_ADDRESS = f"https://openaipublic.blob.core.windows.net/encodings/{_TABLE}.tiktoken"
_SHA256 = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
_MARGIN = 1.2
"""By which the embedding model's count is raised: some chat models cut numbers and rare words into more pieces."""
MOST_RELEVANT = 12  # passages that are thought worth giving to a model


@dataclass(frozen=True, slots=True)
class Counter:
    """Counts the tokens of a text, and says how."""

    count: Callable[[str], int]
    how: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """The evidence that fits, the most useful first, as the model reads it."""

    evidence: tuple[Evidence, ...]
    text: str
    used: int  # paragraphs
    relevant: int

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out, to be said in the answer."""
        if self.used == self.relevant:
            return ()
        return (f"{self.used} of {self.relevant} relevant paragraphs used: the model cannot read more at once.",)


def counter(substitute: Callable[[str], int], tables: Path | None = None) -> Counter:
    """Tiktoken's count where its table is at hand (it is never fetched); else the embedding model's, with a margin."""
    if tables is not None and _is_whole(tables / hashlib.sha1(_ADDRESS.encode(), usedforsecurity=False).hexdigest()):
        import tiktoken

        encoding = tiktoken.get_encoding(_TABLE)
        return Counter(lambda text: len(encoding.encode(text, disallowed_special=())), f"tiktoken ({_TABLE})")
    return Counter(lambda text: int(substitute(text) * _MARGIN) + 1, "the embedding model's tokenizer and a fifth more")


def _is_whole(table: Path) -> bool:
    return table.is_file() and hashlib.sha256(table.read_bytes()).hexdigest() == _SHA256


def fit(evidence: Sequence[Evidence], room: int, counted: Counter) -> Fitted:
    """The best passages, whole, as many as there is room for; one that does not fit makes room for the next."""
    relevant = evidence[:MOST_RELEVANT]
    kept: list[Evidence] = []
    texts: list[str] = []
    for one in relevant:
        text = excerpt(len(kept) + 1, one)
        tokens = counted.count(text)
        if tokens <= room:
            kept.append(one)
            texts.append(text)
            room -= tokens
    return Fitted(tuple(kept), "\n\n".join(texts), _paragraphs(kept), _paragraphs(relevant))


def fit_turns(history: Sequence[Turn], room: int, counted: Counter) -> tuple[Turn, ...]:
    """The last turns, whole, as many as there is room for."""
    kept: list[Turn] = []
    for turn in reversed(history):
        room -= counted.count(told([turn]))
        if room < 0:
            break
        kept.insert(0, turn)
    return tuple(kept)


def _paragraphs(evidence: Iterable[Evidence]) -> int:
    return sum(len(one.passage.paragraphs) for one in evidence)
