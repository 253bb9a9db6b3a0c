"""SQLite → the next generation of the vector index; done by the one writer, under its lock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.errors import StoreDamaged
from ingest.store import clones, generations, schema, slack
from ingest.store.chroma import ChromaIndex, Entry, checked_apart
from ingest.store.database import Database, translated
from ingest.store.generations import READERS, Generation, Generations, Manifest
from ingest.store.passage_rows import as_vector

_CHUNK = 5_000

# A window that is taken out leaves its place behind in the index; beyond this share it is made from nothing again.
_MOST_DROPPED = 0.2


class Publisher:
    """Keeps the vector index in step with the database."""

    def __init__(self, folder: Path, database: Database) -> None:
        self._folder = folder
        self._database = database
        self._generations = Generations(folder)

    def publish(self) -> None:
        """Bring the index in step; writes nothing if it is."""
        with translated(self._folder):
            held = self._usable()
            if not self._in_step(held):
                self._replace(held, None if held is None else self._updated(held))
            elif held is not None:
                self._sweep({held.path.name, *self._before(held)})

    def rebuild(self, *, forget: bool = False) -> None:
        """Make the index from nothing; ``forget`` leaves none of the generations before."""
        with translated(self._folder):
            self._replace(None if forget else self._usable(), None)

    def _replace(self, before: Generation | None, after: Generation | None) -> None:
        """Put a generation in the place of another, made from nothing if none is given."""
        if not self._windows():
            # Chroma crashes on an index that was never told how many dimensions it has.
            self._generations.point_at_nothing()
            self._sweep(set())
            return
        try:
            after = after or self._made_anew()
        except StoreDamaged as error:
            if before is None:
                self._generations.point_at_nothing()
            self._sweep(set() if before is None else {before.path.name})
            raise StoreDamaged(
                f"The records are stored, but the vector index cannot be made: {error} Searches go without it.",
                hint="Answers stay right but take longer. Run `minutebook reindex` to try again.",
            ) from error
        self._generations.point_at(after)
        # The one before stays for readers that are just copying it.
        self._sweep({after.path.name} | ({before.path.name} if before else set()))

    def _usable(self) -> Generation | None:
        """The present generation, if it is whole and of these vectors."""
        try:
            held = self._generations.current()
            if held is None or held.manifest.embedding != schema.get(self._database, "embedding"):
                return None
            generations.verify(held)
        except (StoreDamaged, FileNotFoundError):
            return None
        return held

    def _in_step(self, held: Generation | None) -> bool:
        if held is None:
            return not self._windows() and self._generations.mark() is None
        return held.manifest.revision == schema.revision(self._database)

    def _updated(self, held: Generation) -> Generation | None:
        """A copy of a generation with what is new put in and what is gone taken out; None if that is not worth it."""
        live = {f"{p}.{n}" for p, n in self._database.rows("SELECT passage, ordinal FROM windows")}
        building = self._generations.begin()
        try:
            generations.copy(held, building / "index")
            index = ChromaIndex.open(building / "index")
            try:
                gone = index.keys() - live
                dropped = held.manifest.dropped + len(gone)
                if dropped > _MOST_DROPPED * len(live):
                    return None
                index.remove(sorted(gone))
                self._fill(index, after=held.manifest.last_row)
            finally:
                index.close()
            return self._finish(building, dropped=dropped)
        except StoreDamaged:
            return None

    def _made_anew(self) -> Generation:
        building = self._generations.begin()
        index = ChromaIndex.open(building / "index", new=True)
        try:
            self._fill(index, after=0)
        finally:
            index.close()
        return self._finish(building, dropped=0)

    def _fill(self, index: ChromaIndex, *, after: int) -> None:
        for entries in self._entries(after):
            index.add(entries)

    def _entries(self, after: int) -> Iterator[list[Entry]]:
        """The windows of all passages after a row, some thousands at a time."""
        last = self._last_row()
        for start in range(after, last, _CHUNK):
            found = self._database.rows(
                "SELECT w.passage, w.ordinal, r.council, r.committee, r.date, w.vector FROM windows w"
                " JOIN passages p ON p.row = w.passage JOIN records r ON r.row = p.record"
                " WHERE w.passage > ? AND w.passage <= ? ORDER BY w.passage, w.ordinal",
                (start, start + _CHUNK),
            )
            yield [Entry(p, n, council, committee, date, as_vector(v)) for p, n, council, committee, date, v in found]

    def _finish(self, building: Path, *, dropped: int) -> Generation:
        windows = self._windows()
        checked_apart(building / "index", windows)
        slack.blank(building / "index")  # last: whoever opens an index writes its room out again
        manifest = Manifest(
            embedding=schema.get(self._database, "embedding"),
            revision=schema.revision(self._database),
            last_row=self._last_row(),
            windows=windows,
            dropped=dropped,
            files={},
        )
        return self._generations.seal(building, manifest)

    def _sweep(self, keep: set[str]) -> None:
        self._generations.sweep(keep=keep)
        clones.sweep(self._generations.folder / READERS)

    def _before(self, held: Generation) -> set[str]:
        """The newest generation before the present one, if any."""
        return set(self._generations.names_before(held)[-1:])

    def _windows(self) -> int:
        return int(self._database.value("SELECT count(*) FROM windows"))

    def _last_row(self) -> int:
        return int(self._database.value("SELECT coalesce(max(row), 0) FROM passages"))
