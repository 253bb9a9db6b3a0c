"""The door to sqlite3: statements in, plain rows out, its errors turned into ours."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from ingest.errors import StoreBusy, StoreDamaged, StoreError, StoreMissing, StoreUnwritable

FILE = "minutebook.db"

# How long a statement waits for another connection; only the moment of a commit or an erasure is ever contended.
PATIENCE_S = 10.0

_UNWRITABLE = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_NO_ROOM = frozenset(
    {errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EPERM, errno.EDQUOT, errno.EEXIST, errno.ENOTDIR, errno.EISDIR}
)

Row: TypeAlias = tuple[Any, ...]


class Database:
    """One connection; every statement of the store passes through here."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, *, lasting: bool = True) -> None:
        self._connection = connection
        self._folder = folder
        self.lasting = lasting  # whether it will see what others write after it was opened

    @classmethod
    def for_reading(cls, folder: Path) -> Database:
        """A connection that cannot write; the store must be there."""
        path = folder / FILE
        if not path.is_file():
            raise StoreMissing(f"There is no store in {folder}.")
        uri = path.absolute().as_uri()
        with translated(folder):
            database = cls(_connect(f"{uri}?mode=ro"), folder)
            try:
                database.rows("SELECT 1 FROM sqlite_master")
            except StoreUnwritable:
                database.close()
                if path.with_name(f"{FILE}-wal").exists():
                    raise
                # Even to read a WAL database SQLite wants to make a file beside it. On a disk that refuses, and with
                # no log of a writer there, the database file alone is the whole truth for as long as one view lasts.
                return cls(_connect(f"{uri}?immutable=1"), folder, lasting=False)
        return database

    @classmethod
    def for_writing(cls, folder: Path) -> Database:
        """A connection for the one writer; the file is made where there is none."""
        with translated(folder):
            folder.mkdir(parents=True, exist_ok=True)
            database = cls(_connect((folder / FILE).absolute().as_uri()), folder)
        database.value("PRAGMA journal_mode = WAL")
        # FULL: a commit that was acknowledged outlives a power cut. secure_delete: freed pages are overwritten.
        for pragma in ("synchronous = FULL", "secure_delete = ON", "foreign_keys = ON"):
            database.rows(f"PRAGMA {pragma}")
        return database

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Every row of a statement."""
        with translated(self._folder):
            return self._connection.execute(sql, parameters).fetchall()

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:  # noqa: ANN401  what a column holds
        """The first column of the first row; None where there is no row."""
        rows = self.rows(sql, parameters)
        return rows[0][0] if rows else None

    def insert(self, sql: str, parameters: Sequence[object]) -> int:
        """Run an INSERT and say which row it made."""
        with translated(self._folder):
            row = self._connection.execute(sql, parameters).lastrowid
        assert row is not None, "an INSERT always makes a row"  # noqa: S101  a fact of sqlite3 that mypy cannot see
        return row

    def run_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for every row given."""
        with translated(self._folder):
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside happens, or none of it."""
        self.rows("BEGIN IMMEDIATE")
        try:
            yield
            self.rows("COMMIT")
        finally:
            if self._connection.in_transaction:
                self.rows("ROLLBACK")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is read from one moment."""
        self.rows("BEGIN")
        try:
            yield
        finally:
            if self._connection.in_transaction:
                self.rows("ROLLBACK")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Turns the errors of sqlite3 and of the disk into sentences about the store in ``folder``."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        ours = _from_sqlite(error, folder)
        if ours is None:
            raise
        raise ours from error
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise StoreUnwritable(f"The store in {folder} cannot be written: {error.strerror}.") from error


def _connect(uri: str) -> sqlite3.Connection:
    # Transactions are begun and ended by hand; a view may be made on one thread and read on another.
    return sqlite3.connect(uri, uri=True, timeout=PATIENCE_S, isolation_level=None, check_same_thread=False)


def _from_sqlite(error: sqlite3.DatabaseError, folder: Path) -> StoreError | None:
    """What a sqlite3 error says in our words; None for a mistake in our own code."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.NotSupportedError):
        return None
    if code in _BUSY:
        return StoreBusy(f"The store in {folder} is busy: another process is in the middle of writing.")
    if code in _UNWRITABLE:
        return StoreUnwritable(f"The store in {folder} cannot be written: {error}.")
    if code == sqlite3.SQLITE_IOERR:
        return StoreUnwritable(f"The disk under the store in {folder} fails: {error}.")
    return StoreDamaged(f"The store in {folder} is damaged: {error}.")
