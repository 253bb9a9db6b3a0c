"""Generations of the vector index on disk: sealed, verified, put in place by one pointer, and swept away.

STORE/vectors/current        one line: the name of the generation to use
STORE/vectors/gen-7/         never written again once it is in place
    manifest.json            what it holds, and the size and digest of every file in index/
    index/                   what Chroma wrote
STORE/vectors/gen-7.broken   why a reader could not use it
STORE/vectors/readers/       private copies of living readers (opening an index writes into it)
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.errors import StoreDamaged

FOLDER = "vectors"
_POINTER = "current"
_MANIFEST = "manifest.json"
_INDEX = "index"
READERS = "readers"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds."""

    embedding: str  # which run of which model made its vectors
    revision: int  # of the store it was made from
    last_row: int  # no passage after this one is in it
    windows: int
    dropped: int  # windows taken out again since it was last made from nothing
    files: dict[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation in its place."""

    path: Path
    manifest: Manifest

    @property
    def index(self) -> Path:
        """The folder that Chroma wrote."""
        return self.path / _INDEX


class Generations:
    """The folder of generations of one store; only the writer calls what changes it."""

    def __init__(self, store: Path) -> None:
        self.folder = store / FOLDER

    def mark(self) -> tuple[int, ...] | None:
        """Something that changes when the pointer does; cheap enough to ask at every question."""
        try:
            stat = (self.folder / _POINTER).stat()
        except FileNotFoundError:
            return None
        return (stat.st_ino, stat.st_mtime_ns, stat.st_size)

    def current(self) -> Generation | None:
        """The generation the pointer names; None where there is none, `StoreDamaged` where it cannot be used."""
        try:
            name = (self.folder / _POINTER).read_text("utf-8").strip()
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise StoreDamaged("The pointer to the vector index is garbled.") from error
        if not _is_generation(name):
            raise StoreDamaged("The pointer to the vector index names none.")
        if self._note(name).exists():
            raise StoreDamaged(f"The vector index {name} was found broken: {_read(self._note(name))}")
        return Generation(self.folder / name, _manifest(self.folder / name))

    def condemn(self, generation: Generation, why: str) -> None:
        """Leave word for the next writer that a generation cannot be used; a reader on a read-only disk cannot."""
        try:
            self._note(generation.path.name).write_text(why + "\n", "utf-8")
        except OSError:
            return

    def begin(self) -> Path:
        """A new folder to build in, that no other build has had or will have."""
        numbers = [int(p.name[4:].partition(".")[0]) for p in self._mine()]
        path = self.folder / f"gen-{max(numbers, default=0) + 1}.{uuid.uuid4().hex[:8]}.tmp"
        (path / _INDEX).mkdir(parents=True)
        return path

    def seal(self, building: Path, manifest: Manifest) -> Generation:
        """Write down what was built, see it onto the disk, and give it its name; the pointer does not know yet."""
        files = {name: _measured(building / _INDEX / name) for name in _files(building / _INDEX)}
        sealed = Manifest(**{**asdict(manifest), "files": files})
        (building / _MANIFEST).write_text(json.dumps(asdict(sealed), indent=1) + "\n", "utf-8")
        for path in (*building.rglob("*"), building):
            _sync(path)
        place = building.with_name(building.name.partition(".")[0])
        building.rename(place)
        _sync(self.folder)
        return Generation(place, sealed)

    def point_at(self, generation: Generation) -> None:
        """From now on readers use this generation; at no moment is there none, or half of one."""
        draft = self.folder / f"{_POINTER}.tmp"
        draft.write_text(generation.path.name + "\n", "utf-8")
        _sync(draft)
        draft.replace(self.folder / _POINTER)
        _sync(self.folder)

    def point_at_nothing(self) -> None:
        """From now on there is no vector index."""
        (self.folder / _POINTER).unlink(missing_ok=True)

    def sweep(self, *, keep: set[str]) -> None:
        """Delete every generation, unfinished ones too, except those named."""
        for path in list(self._mine()):
            if path.name.removesuffix(".broken") not in keep:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def names_before(self, generation: Generation) -> list[str]:
        """The finished generations older than one, oldest first."""
        number = int(generation.path.name[4:])
        older = {int(p.name[4:]) for p in self._mine() if p.is_dir() and _is_generation(p.name)}
        return [f"gen-{n}" for n in sorted(older) if n < number]

    def _mine(self) -> Iterator[Path]:
        return (p for p in self.folder.glob("gen-*") if _is_generation(p.name.partition(".")[0]))

    def _note(self, name: str) -> Path:
        return self.folder / f"{name}.broken"


def verify(generation: Generation) -> None:
    """Refuse a generation whose files are not, byte for byte, those that were sealed."""
    expected = generation.manifest.files
    if set(_files(generation.index)) != set(expected):
        raise StoreDamaged(f"Files of the vector index {generation.path.name} are missing or were added.")
    for name, measure in expected.items():
        if _measured(generation.index / name) != tuple(measure):
            raise StoreDamaged(f"The file {name} of the vector index {generation.path.name} is not as it was written.")


def copy(generation: Generation, to: Path) -> None:
    """Copy the index of a generation, refusing one that is not as it was sealed.

    An index with garbled files can take down the process that opens it, so what is opened is what was verified.
    """
    for name in generation.manifest.files:
        target = to / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(generation.index / name, target)
        except FileNotFoundError as error:
            raise StoreDamaged(f"The file {name} of the vector index {generation.path.name} is missing.") from error
        if _measured(target) != tuple(generation.manifest.files[name]):
            raise StoreDamaged(f"The file {name} of the vector index {generation.path.name} is not as it was written.")


def _manifest(path: Path) -> Manifest:
    try:
        manifest = Manifest(**json.loads(_read(path / _MANIFEST)))
        if not all(
            isinstance(n, int) for n in (manifest.revision, manifest.last_row, manifest.windows, manifest.dropped)
        ):
            raise ValueError(manifest)  # noqa: TRY301  one way of being garbled among others
        manifest.files.keys()
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise StoreDamaged(f"The vector index {path.name} does not say what it holds.") from error
    return manifest


def _read(path: Path) -> str:
    return path.read_text("utf-8").strip()


def _files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def _measured(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16))
        return file.tell(), digest.hexdigest()


def _is_generation(name: str) -> bool:
    return name.startswith("gen-") and name[4:].isdecimal()


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows has no way to flush a folder
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
