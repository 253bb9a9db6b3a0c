"""A store in a folder: opened for reading by many, for writing by one."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import TracebackType

from ingest.embed import EmbeddingModel
from ingest.errors import StoreError, StoreMissing
from ingest.store import database as door
from ingest.store import health, lock, schema
from ingest.store.database import Database
from ingest.store.health import Check
from ingest.store.nearest import EXACT_UP_TO, NearestSearch
from ingest.store.view import Records, View
from ingest.store.writer import Writer

_MOST_IDLE = 8


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of the ingest did, as it told it."""

    when: dt.datetime
    summary: dict[str, object]


class Store:
    """A store opened for reading; safe to share between threads."""

    def __init__(self, folder: Path, model: EmbeddingModel | None, *, exact_up_to: int = EXACT_UP_TO) -> None:
        self._folder = folder
        self._model = model
        self._lock = Lock()
        self._idle: list[Database] = []
        self._file: tuple[int, int] | None = None
        self._records = Records()
        self._exact_up_to = exact_up_to
        self._nearest = NearestSearch(folder, exact_up_to=exact_up_to)
        self._give_back(self._borrow())

    @classmethod
    def open(cls, folder: Path, model: EmbeddingModel | None) -> Store:
        """Open a store; one made with another model than the one given is refused."""
        return cls(folder, model)

    @staticmethod
    def is_there(folder: Path) -> bool:
        """Whether there is a store in a folder."""
        return (folder / door.FILE).is_file()

    @classmethod
    @contextmanager
    def writer(cls, folder: Path, model: EmbeddingModel | None, *, who: str) -> Iterator[Writer]:
        """Be the one writer of a store, which is made if there is none.

        Without a model an existing store of any model is opened, to remove records or to re-embed them.
        """
        if model is None and not Store.is_there(folder):
            raise StoreMissing(f"There is no store in {folder}.")
        with lock.writing(folder, who=who):
            database = Database.for_writing(folder)
            try:
                if model is not None and not schema.is_made(database):
                    schema.create(database, model)
                schema.check(database, folder, model)
                yield Writer(folder, database, model)
            finally:
                database.close()

    @contextmanager
    def view(self) -> Iterator[View]:
        """One moment of the store, for as long as the block lasts."""
        database = self._borrow()
        try:
            with database.snapshot():
                yield View(database, self._records, self._nearest)
        finally:
            self._give_back(database)

    @property
    def revision(self) -> int:
        """Changes whenever anybody stores or removes a record."""
        database = self._borrow()
        try:
            return schema.revision(database)
        finally:
            self._give_back(database)

    def runs(self, limit: int | None = 20) -> tuple[Run, ...]:
        """The last runs of the ingest, newest first; without a limit all of them."""
        database = self._borrow()
        try:
            found = database.rows(
                'SELECT "when", summary FROM runs ORDER BY row DESC LIMIT ?', (-1 if limit is None else limit,)
            )
        finally:
            self._give_back(database)
        return tuple(Run(dt.datetime.fromisoformat(when), json.loads(summary)) for when, summary in found)

    def digest(self) -> str:
        """The same for two stores that hold the same, however they came to hold it."""
        digest = hashlib.sha256()
        with self.view() as view:
            for meeting in sorted(view.meetings(), key=lambda summary: summary.id):
                for record in (view.record(meeting.id), *view.further_records(meeting.id)):
                    digest.update(repr(record).encode())
            for passage in sorted(view.all_passages(), key=lambda passage: passage.id):
                digest.update(repr(passage).encode())
                for vectors in (view.vectors([passage.id]), view.sentence_vectors([passage.id])):
                    digest.update(vectors[passage.id].tobytes() if passage.id in vectors else b"")
        return digest.hexdigest()

    def checks(self) -> tuple[Check, ...]:
        """What is sound about the store and what is not, for `minutebook doctor`."""
        database = self._borrow()
        try:
            return health.checks(self._folder, database, trouble=self._nearest.trouble)
        finally:
            self._give_back(database)

    def close(self) -> None:
        """Let go of the files; nobody may be reading."""
        with self._lock:
            idle, self._idle = self._idle, []
        for database in idle:
            database.close()
        self._nearest.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _borrow(self) -> Database:
        """A connection nobody else is using."""
        file = _identity(self._folder)
        with self._lock:
            if file == self._file and self._idle:
                return self._idle.pop()
            if file != self._file:
                # The store was deleted and made anew under us: nothing that was read before is of this one.
                stale, self._idle, self._file = self._idle, [], file
                for database in stale:
                    database.close()
                self._records = Records()
                self._nearest = NearestSearch(self._folder, exact_up_to=self._exact_up_to)
        return self._opened()

    def _opened(self) -> Database:
        database = Database.for_reading(self._folder)
        try:
            if not schema.is_made(database):
                raise StoreMissing(f"There is no store in {self._folder} yet.")
            schema.check(database, self._folder, self._model)
        except StoreError:
            database.close()
            raise
        return database

    def _give_back(self, database: Database) -> None:
        with self._lock:
            if database.lasting and len(self._idle) < _MOST_IDLE:
                self._idle.append(database)
                return
        database.close()


def _identity(folder: Path) -> tuple[int, int]:
    """Which file the store is, as the disk tells files apart."""
    try:
        stat = (folder / door.FILE).stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreMissing(f"There is no store in {folder}.") from error
    return stat.st_dev, stat.st_ino
