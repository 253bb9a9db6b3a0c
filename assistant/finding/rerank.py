"""Evidence → the same evidence, in the order that a reranker's reading of it and ours make together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import Evidence
from assistant.retrieve import fuse
from ingest.embed import window_text
from ingest.records import fold_spaces
from ingest.reranker import Reranker
from ingest.store import Hit

READ = 20  # passages that are read again; each takes some milliseconds


def read_again(text: str, evidence: Sequence[Evidence], reranker: Reranker) -> tuple[Evidence, ...]:
    """The evidence for a question's text, best first, its first passages by a fusion of both ranks.

    What the reranker puts first comes first: its ranks count twice, and 1 / rank falls so fast that no place in ours
    makes up for that. Below it both have their say. A passage gets the score of the place that it takes.
    """
    read = evidence[:READ]
    texts = [window_text(e.passage.context, fold_spaces(e.passage.text)) for e in read]
    ours = [Hit(e.passage.id, e.score) for e in read]
    theirs = [Hit(e.passage.id, float(s)) for e, s in zip(read, reranker.scores(text, texts), strict=True)]
    theirs.sort(key=lambda hit: -hit.score)
    fused = fuse([ours, theirs, theirs], k=0)
    ordered = sorted(read, key=lambda e: -fused[e.passage.id])
    return (*(replace(e, score=place.score) for e, place in zip(ordered, read, strict=True)), *evidence[READ:])
