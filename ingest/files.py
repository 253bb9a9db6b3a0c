"""Which files a run takes in: those named, and those of folders that a reader knows."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.readers import READERS, printable
from ingest.sources import SOURCES_FILE


def chosen_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those of the folders named that can be read, each once, in order of name."""
    seen: set[Path] = set()
    for path in paths:
        for file in below(path) if _is_folder(path) else [path]:
            place = Path(os.path.abspath(file))  # noqa: PTH100  # resolve() would follow links away from the name given
            if place not in seen:
                seen.add(place)
                yield place


def _is_folder(path: Path) -> bool:
    """Whether a path names a folder; of one that cannot even be asked, reading it as a file says why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def below(folder: Path) -> list[Path]:
    """The files of a folder that a reader knows, and the folder itself where it cannot be opened."""
    unreadable: list[Path] = []
    found = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: unreadable.append(Path(str(error.filename)))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(parent, name) for name in sorted(names) if Path(name).suffix.casefold() in READERS]
    # "~$minutes.docx" is what Word leaves beside a document that is open.
    return unreadable + [file for file in found if not file.name.startswith((".", "~$"))]


def left_out(paths: Iterable[Path]) -> list[str]:
    """The names of files in some folders that are of a kind no reader knows; a sources.toml and hidden ones aside."""
    found = []
    for folder in paths:
        for _, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            strange = [n for n in sorted(names) if Path(n).suffix.casefold() not in READERS and not n.startswith(".")]
            found += [printable(name) for name in strange if name != SOURCES_FILE]
    return found
