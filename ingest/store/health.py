"""Is the store sound? Every law it should keep, looked at afresh, one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import StoreDamaged, StoreError
from ingest.store import generations, schema
from ingest.store.chroma import checked_apart
from ingest.store.clones import private_copy
from ingest.store.database import FILE, Database
from ingest.store.generations import FOLDER, Generations

_REBUILT = "The next `minutebook ingest` makes it anew; until then answers are right, but take longer."


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str
    hint: str | None = None


def checks(folder: Path, database: Database, *, trouble: str | None = None) -> tuple[Check, ...]:
    """All that can be said about a store."""
    look: dict[str, Callable[[], Check]] = {
        "database": lambda: _integrity(database),
        "counts": lambda: _counts(database),
        "orphans": lambda: _orphans(database),
        "text": lambda: _slices(database),
        "vectors": lambda: _vectors(database),
        "vector index": lambda: _index(folder, database, trouble),
        "erasure": lambda: _erasure(database),
        "disk": lambda: _disk(folder),
    }
    return tuple(_looked(name, one) for name, one in look.items())


def _looked(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except StoreError as error:
        return Check(name, ok=False, detail=error.message, hint=error.hint)


def _integrity(database: Database) -> Check:
    with database.snapshot():
        found = [str(line) for (line,) in database.rows("PRAGMA integrity_check(5)")]
        broken = database.rows("PRAGMA foreign_key_check")
    if found == ["ok"] and not broken:
        return Check("database", ok=True, detail="SQLite finds the database whole.")
    detail = "; ".join(found if found != ["ok"] else [f"{len(broken)} rows refer to rows that are not there"])
    return Check("database", ok=False, detail=f"SQLite finds the database damaged: {detail}.", hint=StoreDamaged.hint)


def _counts(database: Database) -> Check:
    with database.snapshot():
        said = database.rows(
            "SELECT count(*), coalesce(sum(items), 0), coalesce(sum(paragraphs), 0), coalesce(sum(passages), 0),"
            " coalesce(sum(windows), 0) FROM records"
        )[0]
        tables = ("items", "paragraphs", "passages", "windows")
        held = [database.value(f"SELECT count(*) FROM {table}") for table in tables]
        worded = database.value("SELECT count(*) FROM words_docsize")
    told = ", ".join(f"{n} {what}" for n, what in zip(said, ("records", *tables), strict=True))
    if list(said[1:]) == held and worded == held[2]:
        return Check("counts", ok=True, detail=f"{told}.")
    told_held = ", ".join(f"{n} {what}" for n, what in zip(held, tables, strict=True))
    detail = f"The records speak of {told}; held are {told_held}, {worded} in the full-text index."
    return Check("counts", ok=False, detail=detail, hint=StoreDamaged.hint)


def _orphans(database: Database) -> Check:
    queries = {
        "outcomes": "SELECT count(*) FROM outcomes o WHERE NOT EXISTS"
        " (SELECT 1 FROM paragraphs p WHERE p.record = o.record AND p.id = o.paragraph)",
        "passages": "SELECT count(*) FROM passages s, json_each(s.paragraphs) j WHERE NOT EXISTS"
        " (SELECT 1 FROM paragraphs p WHERE p.record = s.record AND p.id = j.value)",
        "words": "SELECT count(*) FROM words_docsize WHERE id NOT IN (SELECT row FROM passages)",
    }
    with database.snapshot():
        found = {what: database.value(query) for what, query in queries.items()}
    lost = [f"{count} in {what}" for what, count in found.items() if count]
    if not lost:
        return Check("orphans", ok=True, detail="Everything that is held belongs to a record.")
    return Check("orphans", ok=False, detail=f"Belonging to nothing: {', '.join(lost)}.", hint=StoreDamaged.hint)


def _slices(database: Database) -> Check:
    wrong = list[str]()
    with database.snapshot():
        for row, meeting, text in _texts(database):
            passages = database.rows('SELECT "start", "end", text FROM passages WHERE record = ?', (row,))
            if any(text[start:end] != words for start, end, words in passages):
                wrong.append(meeting)
    if not wrong:
        return Check("text", ok=True, detail="Every passage is the slice of its record that it says it is.")
    return Check(
        "text", ok=False, detail=f"Passages differ from their record: {', '.join(wrong)}.", hint=StoreDamaged.hint
    )


def _texts(database: Database) -> Iterator[tuple[int, str, str]]:
    for (row,) in database.rows("SELECT row FROM records ORDER BY meeting"):
        for meeting, text in database.rows("SELECT meeting, text FROM records WHERE row = ?", (row,)):
            yield row, meeting, text


def _vectors(database: Database) -> Check:
    with database.snapshot():
        model = schema.embedding_model(database)
        short = database.value("SELECT count(*) FROM windows WHERE length(vector) <> ?", (4 * model.dimension,))
        bare = database.value("SELECT count(*) FROM passages WHERE row NOT IN (SELECT passage FROM windows)")
        short += database.value(
            "SELECT count(*) FROM passages p LEFT JOIN sentences s ON s.passage = p.row WHERE s.passage IS NULL"
            " OR length(s.vectors) <> 2 * ? * json_array_length(s.spans)",
            (model.dimension,),
        )
    if not short:
        also = f"; {bare} passages have none" if bare else ""
        return Check("vectors", ok=True, detail=f"Vectors of {model.name}, {model.dimension} dimensions{also}.")
    return Check(
        "vectors", ok=False, detail=f"{short} vectors are missing or have the wrong length.", hint=StoreDamaged.hint
    )


def _index(folder: Path, database: Database, trouble: str | None) -> Check:
    with database.snapshot():
        windows = int(database.value("SELECT count(*) FROM windows"))
        embedding, revision = schema.get(database, "embedding"), schema.revision(database)
    try:
        generation = Generations(folder).current()
        if generation is None:
            missing = Check("vector index", ok=False, detail="There is no vector index.", hint=_REBUILT)
            return missing if windows else Check("vector index", ok=True, detail="None is needed: the store is empty.")
        generations.verify(generation)
        with private_copy(generation) as copy:
            checked_apart(copy, generation.manifest.windows)
    except (StoreError, FileNotFoundError) as error:
        return Check("vector index", ok=False, detail=str(error), hint=_REBUILT)
    manifest, name = generation.manifest, generation.path.name
    if (manifest.embedding, manifest.revision, manifest.windows) != (embedding, revision, windows):
        detail = f"{name} is behind: it holds revision {manifest.revision} of {revision}."
        return Check("vector index", ok=False, detail=detail, hint=_REBUILT)
    if trouble is not None:
        return Check("vector index", ok=False, detail=f"{name} is whole but not in use: {trouble}", hint=_REBUILT)
    return Check("vector index", ok=True, detail=f"{name} is whole and holds all {windows} windows.")


def _erasure(database: Database) -> Check:
    if schema.owed_erasure(database) is None:
        return Check("erasure", ok=True, detail="Nothing of a replaced or removed record is waiting to be wiped.")
    detail = "Words of a replaced or removed record may still lie on the disk."
    return Check(
        "erasure", ok=False, detail=detail, hint="The next `minutebook ingest` or `minutebook remove` wipes them."
    )


def _disk(folder: Path) -> Check:
    database = sum(path.stat().st_size for path in folder.glob(f"{FILE}*"))
    index = sum(path.stat().st_size for path in (folder / FOLDER).rglob("*") if path.is_file())
    detail = f"Database {database / 1e6:.1f} MB, vector index {index / 1e6:.1f} MB."
    return Check("disk", ok=True, detail=detail)
