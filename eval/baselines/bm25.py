"""BM25 alone, over Minutebook's own passages: what do vectors, ranking and all else add to plain words?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rank_bm25 import BM25Okapi

from eval.baselines import MOST, Asked, Found, Library


def rank(questions: Sequence[Asked], library: Library) -> list[Found]:
    """The passages found for each question, best first."""
    index = BM25Okapi([_words(f"{context} {text}") for _, text, context in library.passages])
    return [_found(question, index, library) for question in questions]


def _found(question: Asked, index: BM25Okapi, library: Library) -> Found:
    scores = index.get_scores(_words(question.text))
    best = sorted(range(len(scores)), key=lambda n: (-scores[n], n))
    passages = (library.passages[n] for n in best)
    return [(stem, text) for stem, text, _ in passages if stem in question.records][:MOST]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
