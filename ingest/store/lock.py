"""One writer at a time: a lock the operating system lets go of when its holder dies."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ingest.errors import StoreBusy
from ingest.store.database import translated

FILE = "writer.lock"


@contextmanager
def writing(folder: Path, *, who: str) -> Iterator[None]:
    """Hold the store for writing; `StoreBusy` says who else does."""
    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
        file = _open(folder / FILE)
    with file:
        if not try_lock(file):
            raise StoreBusy(f"The store in {folder} is being written by {_holder(folder / FILE)}.")
        with translated(folder):
            _sign(file, who)
        try:
            yield
        finally:
            # The file itself stays: two processes could otherwise hold locks on two files of the same name.
            file.seek(0)
            file.truncate()


def try_lock(file: BinaryIO) -> bool:
    """Take the lock of an open file if nobody has it; it goes when the file is closed, or its process ends."""
    if sys.platform == "win32":
        import msvcrt

        try:
            # Far behind the content, which would otherwise be unreadable to the one who asks who holds the lock.
            file.seek(1 << 30)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
    else:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _open(path: Path) -> BinaryIO:
    # "a+" makes the file if need be and never empties one that a living writer has signed.
    return path.open("a+b", buffering=0)


def _sign(file: BinaryIO, who: str) -> None:
    since = dt.datetime.now().astimezone().isoformat(timespec="seconds")
    file.seek(0)
    file.truncate()
    file.write(json.dumps({"pid": os.getpid(), "command": who, "host": socket.gethostname(), "since": since}).encode())


def _holder(path: Path) -> str:
    """Who signed the lock, as far as can be read."""
    try:
        held = json.loads(path.read_bytes())
        since = dt.datetime.fromisoformat(held["since"])
        when = f"{since:%H:%M} on {since.day} {since:%B %Y}"
        return f"`{held['command']}` (process {held['pid']} on {held['host']}) since {when}"
    except (OSError, ValueError, KeyError, TypeError):
        # The holder is between taking the lock and signing it.
        return "another process"
