"""The tables of the store, and what it remembers of its own making: format, embedding model, revision."""

from __future__ import annotations

import uuid
from enum import StrEnum
from pathlib import Path

from ingest.embed import EmbeddingModel
from ingest.errors import StoreDamaged, StoreMismatch
from ingest.store.database import Database

FORMAT = 2
SENTENCES = "read in their window"  # how their vectors are made; once each sentence was embedded alone


class Erasure(StrEnum):
    """What has still to be wiped after a record went."""

    WORDS = "words"  # it was replaced: its old words
    EVERYTHING = "everything"  # it was removed: its words, and what the vector index was told of it


# Dates are integers (20190607), so that both SQLite and Chroma can compare them. Row numbers are never given out
# twice (AUTOINCREMENT): a vector index that is behind can then never mistake a new passage for one that is gone. Long
# columns stand last: SQLite reads a row up to the column it is asked for. A record is one source of a meeting; of
# several only the one that answers has passages.
_TABLES = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE records (
        row INTEGER PRIMARY KEY AUTOINCREMENT, meeting TEXT NOT NULL,
        day TEXT NOT NULL, answers INTEGER NOT NULL, reading TEXT NOT NULL, taken TEXT NOT NULL,
        name TEXT NOT NULL, location TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, format TEXT NOT NULL, url TEXT,
        council TEXT NOT NULL, committee TEXT NOT NULL, date INTEGER NOT NULL, time TEXT, venue TEXT, type TEXT,
        ended TEXT, state TEXT NOT NULL,
        items INTEGER NOT NULL, paragraphs INTEGER NOT NULL, passages INTEGER NOT NULL, windows INTEGER NOT NULL,
        notes TEXT NOT NULL, pages TEXT NOT NULL, pieces TEXT NOT NULL, text TEXT NOT NULL)""",
    "CREATE INDEX records_by_scope ON records (council, committee, date)",
    "CREATE INDEX records_by_committee ON records (committee, date)",
    "CREATE INDEX records_by_date ON records (date)",
    "CREATE UNIQUE INDEX records_by_meeting ON records (meeting) WHERE answers",
    "CREATE INDEX records_by_day ON records (day)",
    """CREATE TABLE items (
        record INTEGER NOT NULL REFERENCES records ON DELETE CASCADE, seq INTEGER NOT NULL,
        id TEXT NOT NULL, number TEXT, number_is TEXT NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL,
        "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, title_start INTEGER NOT NULL, title_end INTEGER NOT NULL,
        truncated INTEGER NOT NULL, PRIMARY KEY (record, seq)) WITHOUT ROWID""",
    """CREATE TABLE paragraphs (
        record INTEGER NOT NULL REFERENCES records ON DELETE CASCADE, seq INTEGER NOT NULL,
        item INTEGER, id TEXT NOT NULL, part TEXT NOT NULL, label TEXT, "start" INTEGER NOT NULL,
        "end" INTEGER NOT NULL, speaker TEXT, truncated INTEGER NOT NULL, bullet INTEGER NOT NULL,
        PRIMARY KEY (record, seq)) WITHOUT ROWID""",
    """CREATE TABLE outcomes (
        record INTEGER NOT NULL REFERENCES records ON DELETE CASCADE, seq INTEGER NOT NULL,
        item INTEGER NOT NULL, kind TEXT NOT NULL, paragraph TEXT NOT NULL, label TEXT, "start" INTEGER NOT NULL,
        "end" INTEGER NOT NULL, owner TEXT, truncated INTEGER NOT NULL, mover TEXT, seconder TEXT, result TEXT,
        votes TEXT NOT NULL, PRIMARY KEY (record, seq)) WITHOUT ROWID""",
    """CREATE TABLE attendance (
        record INTEGER NOT NULL REFERENCES records ON DELETE CASCADE, seq INTEGER NOT NULL,
        name TEXT NOT NULL, presence TEXT NOT NULL, role TEXT, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
        PRIMARY KEY (record, seq)) WITHOUT ROWID""",
    """CREATE TABLE future_meetings (
        record INTEGER NOT NULL REFERENCES records ON DELETE CASCADE, seq INTEGER NOT NULL,
        date INTEGER NOT NULL, time TEXT, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
        PRIMARY KEY (record, seq)) WITHOUT ROWID""",
    """CREATE TABLE passages (
        row INTEGER PRIMARY KEY AUTOINCREMENT, record INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
        id TEXT NOT NULL UNIQUE, item_id TEXT, part TEXT NOT NULL, kind TEXT NOT NULL, paragraphs TEXT NOT NULL,
        "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, context TEXT NOT NULL)""",
    "CREATE INDEX passages_by_record ON passages (record)",
    """CREATE TABLE windows (
        passage INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE, ordinal INTEGER NOT NULL,
        "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, vector BLOB NOT NULL)""",
    "CREATE UNIQUE INDEX windows_by_passage ON windows (passage, ordinal)",
    """CREATE TABLE sentences (
        passage INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
        spans TEXT NOT NULL, vectors BLOB NOT NULL)""",
    # Where the vector of a text stands, by a digest of the text as it was put to the model: none is embedded twice.
    """CREATE TABLE embedded (
        text BLOB PRIMARY KEY, passage INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
        ordinal INTEGER NOT NULL, is_sentence INTEGER NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX embedded_by_passage ON embedded (passage)",
    """CREATE VIRTUAL TABLE words USING fts5(
        text, context, content = 'passages', content_rowid = 'row',
        tokenize = 'porter unicode61 remove_diacritics 2')""",
    'CREATE TABLE runs (row INTEGER PRIMARY KEY AUTOINCREMENT, "when" TEXT NOT NULL, summary TEXT NOT NULL)',
)


def create(database: Database, model: EmbeddingModel) -> None:
    """Make the tables of a new store, all at once."""
    with database.transaction():
        for statement in _TABLES:
            database.rows(statement)
        put(database, "format", str(FORMAT))
        put(database, "revision", "0")
        put_model(database, model)


def is_made(database: Database) -> bool:
    """Whether there are tables; a writer killed in its first moment leaves an empty file."""
    return bool(database.value("SELECT count(*) FROM sqlite_master WHERE name = 'meta'"))


def check(database: Database, folder: Path, model: EmbeddingModel | None) -> None:
    """Refuse a store of another format or, where a model is given, of other vectors."""
    found = get(database, "format")
    if found != str(FORMAT):
        raise StoreMismatch(
            f"The store in {folder} has format {found}, and this version of Minutebook reads format {FORMAT}.",
            hint="Ingest the records into another folder with --store, or use the version that made this one.",
        )
    if model is None:
        return
    made_with = embedding_model(database)
    if (made_with.name, made_with.sha256, made_with.dimension) != (model.name, model.sha256, model.dimension):
        raise StoreMismatch(f"The store in {folder} was made with {_told(made_with)}, and this is {_told(model)}.")
    if _peek(database, "sentences") != SENTENCES:
        raise StoreMismatch(
            f"The store in {folder} is of an older version, which made the vectors of sentences otherwise."
        )


def get(database: Database, key: str) -> str:
    """What the store remembers under a key."""
    value = _peek(database, key)
    if value is None:
        raise StoreDamaged(f"The store has lost its {key}.")
    return value


def _peek(database: Database, key: str) -> str | None:
    value = database.value("SELECT value FROM meta WHERE key = ?", (key,))
    return None if value is None else str(value)


def put(database: Database, key: str, value: str) -> None:
    """Remember something under a key."""
    database.rows("INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value))


def embedding_model(database: Database) -> EmbeddingModel:
    """The model whose vectors the store holds."""
    return EmbeddingModel(
        name=get(database, "model_name"),
        sha256=get(database, "model_sha256"),
        dimension=int(get(database, "dimension")),
        max_tokens=int(get(database, "max_tokens")),
    )


def put_model(database: Database, model: EmbeddingModel) -> None:
    """Record whose vectors these are; a vector index made before is then known not to be theirs."""
    put(database, "model_name", model.name)
    put(database, "model_sha256", model.sha256)
    put(database, "dimension", str(model.dimension))
    put(database, "max_tokens", str(model.max_tokens))
    put(database, "sentences", SENTENCES)
    put(database, "embedding", uuid.uuid4().hex)


def revision(database: Database) -> int:
    """How often the store has changed."""
    return int(get(database, "revision"))


def bump(database: Database) -> None:
    """Count one change; inside the transaction that makes it."""
    put(database, "revision", str(revision(database) + 1))


def owed_erasure(database: Database) -> Erasure | None:
    """What of a record that is gone may still lie on the disk."""
    value = database.value("SELECT value FROM meta WHERE key = 'erase'")
    return None if value is None else Erasure(value)


def owe_erasure(database: Database, owed: Erasure | None) -> None:
    """Remember what has still to be wiped off the disk; None once it has been."""
    if owed is None:
        database.rows("DELETE FROM meta WHERE key = 'erase'")
    elif owed_erasure(database) is not Erasure.EVERYTHING:
        put(database, "erase", owed)


def _told(model: EmbeddingModel) -> str:
    return f"{model.name} ({model.dimension} dimensions, {model.sha256[:12]})"
