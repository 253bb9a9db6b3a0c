"""What is to be done so that a store keeps in step with some folders: decided from one look at them after another.

Nothing is done on the strength of one look. A file is taken in when two looks in a row find it the same, so that one
still being written is left alone; a record goes when two looks in a row miss its file, so that an editor may write a
file anew. A folder in which nothing at all is found, as when a disk is not there, takes no record away.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.files import below
from ingest.readers import printable
from ingest.sources import SOURCES_FILE
from ingest.store import MeetingSummary

Stamp = tuple[int, ...]  # changes when a file, or the sources.toml beside it, is written


@dataclass(frozen=True, slots=True)
class Look:
    """What was found in the folders."""

    files: Mapping[Path, Stamp]
    unread: frozenset[Path]  # folders that could not be opened: nobody knows what is in them


@dataclass(frozen=True, slots=True)
class Steps:
    """What two looks agree on."""

    take: tuple[Path, ...] = ()  # new and changed files
    gone: frozenset[Path] = frozenset()  # files that were seen and are there no more
    empty: tuple[Path, ...] = ()  # folders in which nothing at all is found any more; each is told once


def look_at(folders: Iterable[Path]) -> Look:
    """Look at all files of minutes in some folders."""
    files: dict[Path, Stamp] = {}
    unread: set[Path] = set()
    told: dict[Path, Stamp] = {}
    for folder in folders:
        for path in below(folder):
            stamp = _stamp(path)
            if stamp is None or path == folder or path.is_dir():
                unread.add(path)
                continue
            if path.parent not in told:
                told[path.parent] = _stamp(path.parent / SOURCES_FILE) or ()
            files[path] = stamp + told[path.parent]
    return Look(files, frozenset(unread))


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


@dataclass(slots=True)
class Watch:
    """Some folders, named by absolute paths, and what is known of them from the looks so far."""

    folders: Sequence[Path]
    look: Callable[[Iterable[Path]], Look] = look_at
    _before: Look | None = None
    _taken: dict[Path, Stamp] = field(default_factory=dict)
    _refused: set[Path] = field(default_factory=set)
    _meetings: dict[Path, str] = field(default_factory=dict)  # what each file was found to be the minutes of
    _empty: set[Path] = field(default_factory=set)

    def steps(self) -> Steps:
        """Look once more; what this look and the one before agree on."""
        now, before = self.look(self.folders), self._before
        self._before = now
        if before is None:
            return Steps()
        take = tuple(
            path for path, stamp in now.files.items() if before.files.get(path) == stamp != self._taken.get(path)
        )
        missing = {path for path in self._taken if path not in now.files and path not in before.files}
        bare = [folder for folder in self.folders if not any(_is_in(path, folder) for path in now.files)]
        doubts = {path: _doubt(path, [*bare, *now.unread]) for path in missing if not os.path.lexists(path)}
        gone = frozenset(path for path, doubt in doubts.items() if doubt is None)
        empty = {doubt for doubt in doubts.values() if doubt is not None}
        newly, self._empty = empty - self._empty, empty
        return Steps(take, gone, tuple(sorted(newly)))

    def knows(self, held: Iterable[MeetingSummary]) -> None:
        """Take note of what an earlier watch took in from these folders; what is gone by now is found out by looking.

        Only places that are written out in full tell which folder they are of, whatever folder we are in.
        """
        for meeting in held:
            path = Path(meeting.location)
            if path.is_absolute() and "\\x" not in meeting.location and any(_is_in(path, f) for f in self.folders):
                self._taken[path], self._meetings[path] = (), meeting.id

    def took(self, path: Path, meeting: str | None) -> None:
        """A file was given to the ingest, which found it to be the minutes of a meeting, or refused it."""
        if self._before is not None and path in self._before.files:
            self._taken[path] = self._before.files[path]
        if meeting is None:
            self._refused.add(path)
        else:
            self._refused.discard(path)
            self._meetings[path] = meeting

    def to_remove(self, gone: Iterable[Path], held: Iterable[MeetingSummary]) -> list[str]:
        """The ids of the records that go with some files: those read from there, and from no other place."""
        places = {(self._meetings.get(path), location) for path in gone for location in _locations(path)}
        return [meeting.id for meeting in held if (meeting.id, meeting.location) in places]

    def removed(self, gone: Iterable[Path], meetings: Iterable[str]) -> None:
        """The records of some files are removed; what was refused or doubled on their account is tried again."""
        ids = set(meetings)
        others = {path for path, meeting in self._meetings.items() if meeting in ids} | self._refused if ids else set()
        for path in {*gone, *others}:
            self._taken.pop(path, None)
            self._meetings.pop(path, None)
            self._refused.discard(path)


def _doubt(path: Path, in_doubt: Iterable[Path]) -> Path | None:
    """The folder on whose account a missing file may only seem to be gone; None where it is."""
    for folder in in_doubt:
        if _is_in(path, folder):
            return folder
    home = next(parent for parent in path.parents if parent.is_dir())
    with os.scandir(home) as entries:
        return home if next(entries, None) is None else None  # where a disk was, an empty folder is left


def _is_in(path: Path, folder: Path) -> bool:
    return path == folder or folder in path.parents


def _locations(path: Path) -> set[str]:
    """How the place of a file may stand in the store: as it is, or as seen from the folder we are in."""
    return {printable(path), printable(os.path.relpath(path))}
