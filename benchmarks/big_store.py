"""A store of many passages to time answers over: made-up minutes around the sample records, which are really embedded.

The made-up minutes go through the reader and the layouts as any others do. Their vectors are sums of a seeded vector a
word, which takes minutes instead of the hours of a model: how near they are to a question means little, how long it
takes to look through them is the same. A store is made once and kept as long as nothing it is made with changes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import shutil
from collections.abc import Iterator, Sequence
from itertools import cycle, product
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import Progress

from assistant.build import encoding_of
from assistant.settings import Settings
from eval.corpora import RECORDS, ROOT
from ingest.embed import EmbeddingModel, embedding_model
from ingest.encoding import Encoding
from ingest.layouts.meeting import Given, parse
from ingest.originals import Source
from ingest.parts import Span, embedded_apart
from ingest.passages import passages as cut
from ingest.readers import read
from ingest.records import Record
from ingest.run import ingest
from ingest.store import Store

CACHE = ROOT / ".cache" / "bench"

_SEED = 20240516
_ENDS = ("shire County Council", "ford City Council", "ham Borough Council")
_ROLES = ("The Chair", "The Director of Finance", "The Head of Service", "The Lead Member", "A member", "Officers")


def _listed(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split(",")]


_PLACES = _listed(
    "Ash, Beck, Combe, Dene, Elm, Firth, Glen, Holt, Inch, Kirk, Lyn, Moor, Nab, Orme, Pike, Rill, Stow, Ure"
)
_BODIES = _listed("Children and Families, Health and Wellbeing, Transport, Adult Social Care, Finance, Planning")
_PEOPLE = _listed(
    "Abbott, Barlow, Cairns, Dalby, Eccles, Farrow, Garside, Hallam, Ingham, Jessop, Kettle, Lomax, Oakes"
)
_VERBS = _listed("noted, reported, explained, asked whether, queried why, welcomed that, accepted that, confirmed that")
_MONTHS = _listed("January, February, March, April, May, June, July, September, October, November, December")
_TOPICS = _listed(
    """social workers, foster carers, school places, the budget, agency staff, the improvement plan, child protection
    plans, children in care, home to school transport, bus services, road repairs, the Ofsted inspection, council tax,
    early years places, care leavers, adult social care charges, waiting times, staff turnover, caseloads, the audit,
    special educational needs, the children’s centres, the youth offer, the housing register, flood defences"""
)
_HAPPENED = _listed(
    """had risen by {n} per cent since {year}, had fallen to {n} in the last quarter, would be reviewed in {year},
    was under pressure owing to demand, had been inspected in {month} {year}, cost £{n} thousand a year, met the target
    of {n}, would be brought back to the committee, depended on the funding settlement, had improved since {year}"""
)


def big_store(passages: int) -> Path:
    """The folder of a store of the sample records and of as many passages more."""
    code = b"".join(path.read_bytes() for path in sorted((ROOT / "ingest").rglob("*.py")))
    first = next(made_up_minutes()).text
    key = hashlib.sha256(code + first.encode()).hexdigest()[:12]
    store = CACHE / f"store-{passages}-{key}"
    if (store / "whole").is_file():
        return store
    for old in CACHE.glob(f"store-{passages}-*"):
        shutil.rmtree(old)
    settings = Settings(store=store)
    ingest([RECORDS], store, encoding_of(settings, Console(stderr=True)))
    _fill(store, passages, embedding_model(settings.embedding))
    (store / "whole").touch()
    return store


def _fill(store: Path, passages: int, model: EmbeddingModel) -> None:
    embedder = SeededEmbedder(model)
    encoding = Encoding(model, lambda: embedder, embedder.count_tokens)
    with Store.writer(store, model, who="a benchmark") as writer:
        made = 0
        with Progress(console=Console(stderr=True)) as progress:
            task = progress.add_task(f"Making {passages:,} passages", total=passages)
            for record in made_up_minutes():
                writer.replace(record, encoding.encode)
                made += len(cut(record, embedder.count_tokens, model.max_tokens))
                progress.update(task, completed=made)
                if made >= passages:
                    break
        writer.publish()


def made_up_minutes() -> Iterator[Record]:
    """Minutes of made-up councils, without end: the same ones, in the same order, every time."""
    random = Random(_SEED)  # noqa: S311  nothing here is secret
    councils = [f"{place}{end}" for place, end in zip(_PLACES, cycle(_ENDS), strict=False)]
    quarters = [(year, month) for year in range(2024, 1900, -1) for month in (2, 5, 8, 11)]
    for (year, month), council, body in product(quarters, councils, _BODIES):
        given = Given(council, f"{body} Committee", dt.date(year, month, random.randint(1, 28)))
        name = re.sub(r"\W+", "-", f"{council} {body} {given.date}").casefold()
        text = _minutes(random, given)
        source = Source(f"{name}.txt", f"{name}.txt", hashlib.sha256(text.encode()).hexdigest(), "text")
        yield parse(read(text.encode(), source.name), source, given)


def _minutes(random: Random, given: Given) -> str:
    lines = [given.council or "", given.committee or "", f"Minutes of the meeting held on {given.date:%d %B %Y}", ""]
    for number in range(1, 13):
        topic = random.choice(_TOPICS)
        lines += [f"{number}. {topic[0].upper()}{topic[1:]}", ""]
        for paragraph in range(1, random.randint(6, 10)):
            lines += [f"{number}.{paragraph} {_sentences(random, topic)}", ""]
        lines += [f"RESOLVED: That the report on {topic} be noted.", ""]
    return "\n".join(lines)


def _sentences(random: Random, topic: str) -> str:
    return " ".join(_sentence(random, topic) for _ in range(random.randint(2, 4)))


def _sentence(random: Random, topic: str) -> str:
    who = random.choice([*_ROLES, f"Councillor {random.choice(_PEOPLE)}"])
    about = random.choice([topic, random.choice(_TOPICS)])
    happened = random.choice(_HAPPENED).format(
        n=random.randint(2, 990), year=random.randint(2012, 2025), month=random.choice(_MONTHS)
    )
    return f"{who} {random.choice(_VERBS)} {about} {happened}."


class SeededEmbedder:
    """Each word has a vector drawn from a seed of its own; a text is the sum of its words."""

    def __init__(self, model: EmbeddingModel) -> None:
        self.model = model
        self._words: dict[str, NDArray[np.float32]] = {}

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector a text."""
        made = np.stack([self._sum(text) for text in texts]) if texts else np.zeros((0, self.model.dimension))
        return np.asarray(made / np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9), dtype=np.float32)

    def embed_with_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """The same, and one for each part of each text."""
        return self.embed(texts), embedded_apart(self.embed, texts, parts)

    def count_tokens(self, text: str) -> int:
        """Words and a little more."""
        return len(text.split()) * 4 // 3 + 2

    def _sum(self, text: str) -> NDArray[np.float32]:
        total = np.zeros(self.model.dimension, np.float32)
        for word in text.split():
            total += self._vector(word)
        return total

    def _vector(self, word: str) -> NDArray[np.float32]:
        if word not in self._words:
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8])
            drawn = np.random.default_rng(seed).standard_normal(self.model.dimension)
            self._words[word] = drawn.astype(np.float32)
        return self._words[word]
