"""Blanks the room that a vector index keeps for windows to come.

hnswlib, which Chroma writes through, makes room for more windows than there are and writes that room out as it
found it in memory: words of files and pages read by this process, a restricted one among them, have been seen in
it. Nothing reads the room before it is written again, so it can hold zeros.

The layout of the files (persistence version 1 of Chroma's fork of hnswlib, read from indexes it wrote): the header
is an int32 version, then int64s: offset of the links, room in windows, windows held, bytes a window; `data_level0`
is that many bytes for each window there is room for, `length` four.
"""

from __future__ import annotations

import struct
from pathlib import Path

from ingest.errors import StoreDamaged

_HEADER = struct.Struct("<i4q")
_VERSION = 1
_LENGTH_BYTES = 4
_CHUNK = 1 << 20


def blank(index: Path) -> None:
    """Overwrite with zeros what lies behind the last window of every vector file of a closed index."""
    for header in sorted(index.glob("*/header.bin")):
        version, _, room, held, size = _head(header)
        if version != _VERSION or not 0 <= held <= room or size <= 0:
            raise StoreDamaged(f"The vector file {header.name} has a layout that is not known (version {version}).")
        _zero(header.with_name("data_level0.bin"), held * size)
        _zero(header.with_name("length.bin"), held * _LENGTH_BYTES)


def _head(header: Path) -> tuple[int, int, int, int, int]:
    try:
        version, offset, room, held, size = _HEADER.unpack_from(header.read_bytes())
    except struct.error as error:
        raise StoreDamaged(f"The vector file {header.name} is cut off.") from error
    return version, offset, room, held, size


def _zero(path: Path, start: int) -> None:
    try:
        file = path.open("r+b")
    except FileNotFoundError as error:
        raise StoreDamaged(f"The vector file {path.name} is missing.") from error
    with file:
        end = file.seek(0, 2)
        file.seek(start)
        for at in range(start, end, _CHUNK):
            file.write(bytes(min(_CHUNK, end - at)))
