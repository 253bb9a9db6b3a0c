"""What a process held in memory does not reach the disk through the room that the vector index keeps."""

from __future__ import annotations

import os
import platform
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.errors import StoreDamaged
from ingest.store import slack

SIZE = 12
FILL = 0xA5
ROOT = Path(__file__).parents[3]


def index(folder: Path, *, held: int, room: int, version: int = 1) -> Path:
    """An index whose every byte is `x`, with a header."""
    vectors = folder / "abc"
    vectors.mkdir()
    (vectors / "header.bin").write_bytes(struct.pack("<i4q", version, 0, room, held, SIZE) + bytes(60))
    (vectors / "data_level0.bin").write_bytes(b"x" * room * SIZE)
    (vectors / "length.bin").write_bytes(b"x" * room * 4)
    return vectors


@pytest.mark.parametrize("held", [0, 1, 3, 5])
def test_all_behind_the_last_window_is_blank_and_nothing_before_it(held: int, tmp_path: Path) -> None:
    vectors = index(tmp_path, held=held, room=5)
    slack.blank(tmp_path)
    assert (vectors / "data_level0.bin").read_bytes() == b"x" * held * SIZE + bytes((5 - held) * SIZE)
    assert (vectors / "length.bin").read_bytes() == b"x" * held * 4 + bytes((5 - held) * 4)


def test_room_longer_than_one_write_is_blank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack, "_CHUNK", 7)
    vectors = index(tmp_path, held=1, room=9)
    slack.blank(tmp_path)
    assert (vectors / "data_level0.bin").read_bytes() == b"x" * SIZE + bytes(8 * SIZE)


@pytest.mark.parametrize("spoil", ["version", "cut", "missing"])
def test_a_file_that_cannot_be_blanked_is_damage(spoil: str, tmp_path: Path) -> None:
    vectors = index(tmp_path, held=1, room=2, version=2 if spoil == "version" else 1)
    if spoil == "cut":
        (vectors / "header.bin").write_bytes(b"\x01")
    if spoil == "missing":
        (vectors / "length.bin").unlink()
    with pytest.raises(StoreDamaged, match="vector file"):
        slack.blank(tmp_path)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be told what to fill memory with")
def test_what_was_in_memory_does_not_reach_the_index(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    place = repr(str(folder))
    make = f"import pathlib; from tests.ingest.store.world import made, many; made(pathlib.Path({place}), *many(4))"
    fresh = bytes([FILL ^ 0xFF])
    subprocess.run([sys.executable, "-c", make], check=True, cwd=ROOT, env=os.environ | {"MALLOC_PERTURB_": str(FILL)})
    [vectors] = folder.glob("vectors/gen-*/index/*/data_level0.bin")
    assert vectors.stat().st_size > 0
    assert fresh * 16 not in vectors.read_bytes()
