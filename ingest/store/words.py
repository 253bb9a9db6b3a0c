"""Full-text search: any of some words, ranked by BM25, and how many passages hold a word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.store.database import Database
from ingest.store.filters import as_sql
from ingest.store.hits import Hit
from ingest.store.scope import Scope

# A question has tens of words; what is pasted in beyond that only costs time.
MOST_WORDS = 256


def search(database: Database, words: Sequence[str], scope: Scope, limit: int, *, context_weight: float) -> list[Hit]:
    """The passages that hold any of the words, best first."""
    query = _any_of(words)
    if query is None or limit < 1:
        return []
    if context_weight <= 0:
        query = f"text : ({query})"
    condition, parameters = as_sql(scope)
    found = database.rows(
        f"SELECT p.id, bm25(words, 1.0, ?) AS rank FROM words JOIN passages p ON p.row = words.rowid"
        f" JOIN records r ON r.row = p.record WHERE words MATCH ? AND {condition} ORDER BY rank, p.id LIMIT ?",
        (max(context_weight, 0.0), query, *parameters, limit),
    )
    # SQLite's bm25 is better the lower it is.
    return [Hit(passage_id=ident, score=-rank) for ident, rank in found]


def document_counts(database: Database, words: Sequence[str]) -> dict[str, int]:
    """How many passages hold each word in their text, in any of its forms."""
    counts = {}
    for word in words:
        query = _any_of([word])
        counts[word] = (
            0
            if query is None
            else int(database.value("SELECT count(*) FROM words WHERE words MATCH ?", (f"text : ({query})",)))
        )
    return counts


def _any_of(words: Iterable[str]) -> str | None:
    """Words as an FTS5 query in which nothing is an operator; None if there is nothing to look for."""
    quoted = [f'"{word}"' for word in dict.fromkeys(map(_plain, words)) if _is_searchable(word)]
    return " OR ".join(quoted[:MOST_WORDS]) or None


def _plain(word: str) -> str:
    # A quotation mark would end the string, a NUL the query; a lone surrogate cannot be sent to SQLite at all.
    return word.encode("utf-8", "ignore").decode().replace('"', " ").replace("\0", " ").strip()


def _is_searchable(word: str) -> bool:
    return any(character.isalnum() for character in word)


def terms_like(database: Database, stem: str, most: int) -> list[tuple[str, int]]:
    """The stems in the records that begin like one and are about as long, and how many passages hold each."""
    database.rows("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, words, row)")
    first = stem[:1]
    return [
        (term, count)
        for term, count in database.rows(
            "SELECT term, doc FROM temp.vocabulary WHERE term >= ? AND term < ?", (first, first + "\U0010ffff")
        )
        if abs(len(term) - len(stem)) <= most and term.isalpha()
    ]
