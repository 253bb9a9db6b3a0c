"""kill -9 at random moments of the public commands: what it leaves is whole, the next ingest ends as if undisturbed.

The commands run in forks of a process that has everything loaded, with an embedder that needs no model and thinks for
a while over each text, so that a kill falls in the middle of the work and not in Python's start.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import StoreMissing
from ingest.store import Store
from tests.ingest import runs
from tests.ingest.samples import RECORDS, ROOT

_LAUNCHER = """
import json, os, sys, time
from unittest.mock import patch
import chromadb
from assistant import cli
from assistant.commands import holdings, ingesting
from ingest.encoding import Encoding
from ingest.store import health, publish
from ingest.store.chroma import looked_through
from tests.ingest.store import world

class Slow(world.FakeEmbedder):
    def embed(self, texts):
        time.sleep(0.02)
        return super().embed(texts)

embedder = Slow()
encoding = Encoding(world.MODEL, lambda: embedder, embedder.count_tokens)
ingesting.encoding_of = holdings.encoding_of = lambda *_: encoding
if sys.argv[1] == "here":  # another process that looks through the index takes seconds, and reads only
    publish.checked_apart = health.checked_apart = lambda folder, windows: looked_through(folder)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        with open(os.devnull, "w") as nothing:
            os.dup2(nothing.fileno(), 1)
            os.dup2(nothing.fileno(), 2)
        code = 1
        try:
            sys.argv = ["minutebook", *json.loads(line)]
            cli.main()
        except SystemExit as end:
            code = end.code or 0
        finally:
            os._exit(code)
    print(child, flush=True)
    sys.stdin.readline()  # until then one that has ended is not asked how, and no other process gets its number
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Launcher:
    """Runs commands, and kills them."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, *arguments: str | Path, kill_after: float | None = None) -> int:
        """How a command ended: its exit code, or -9 where it was killed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([str(argument) for argument in arguments]) + "\n")
        self._process.stdin.flush()
        child = int(self._process.stdout.readline())
        if kill_after is not None:
            time.sleep(kill_after)
            os.kill(child, signal.SIGKILL)
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@contextmanager
def launcher(*, checked: str = "here") -> Iterator[Launcher]:
    """For as long as the block lasts, somebody to run commands; ``checked``: "apart" as in earnest, or "here"."""
    command = [sys.executable, "-c", _LAUNCHER, checked]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Launcher(process)
        assert process.stdin is not None
        process.stdin.close()


Contents = dict[str, tuple[str, tuple[str, ...]]]


def contents(store: Path) -> Contents:
    """Every meeting of a store: its record and its passages, as text."""
    with Store.open(store, None) as opened, opened.view() as view:
        by_meeting: dict[str, list[str]] = {}
        for passage in sorted(view.all_passages(), key=lambda p: p.id):
            by_meeting.setdefault(passage.meeting_id, []).append(repr(passage))
        return {m.id: (repr(view.record(m.id)), tuple(by_meeting.get(m.id, ()))) for m in view.meetings()}


def digest(store: Path) -> str:
    """The same for two stores that hold the same, to the byte."""
    with Store.open(store, None) as opened:
        return opened.digest()


def faults(store: Path) -> list[str]:
    """What `doctor` finds wrong with a store."""
    with Store.open(store, None) as opened:
        return [f"{check.name}: {check.detail}" for check in opened.checks() if not check.ok]


@dataclass(slots=True)
class Tally:
    """What the kills of one kind of command met."""

    command: str
    kills: int = 0
    late: int = 0  # the command had ended when it was to be killed
    midway: int = 0  # the store then held neither what it held before nor all that it was to hold
    stores: int = 0  # brought to an end and found equal to the undisturbed one
    seconds: float = 0.0  # how long the command takes undisturbed


@dataclass(slots=True)
class World:
    """Some files, and what a store of them holds before and after a command."""

    folder: Path
    run: Launcher
    files: int
    dice: random.Random
    kills_a_store: int = 5
    tallies: list[Tally] = field(default_factory=list)

    @property
    def inbox(self) -> Path:
        """Where the files are."""
        return self.folder / "inbox"

    def fill(self) -> None:
        """Put the files there: the sample records, and as many made up."""
        self.inbox.mkdir(parents=True)
        for path in RECORDS[: self.files // 2]:
            (self.inbox / path.name).write_bytes(path.read_bytes())
        for number in range(self.files - len(list(self.inbox.iterdir()))):
            (self.inbox / f"made-up-{number:03}.txt").write_text(_made_up(number, "first"), "utf-8")

    def try_all(self, kills: int) -> list[Tally]:
        """Kill each command so many times, on the stores that the one before it left."""
        self.fill()
        ingest: Sequence[str | Path] = ["ingest", self.inbox, "--council", "Anytown Borough Council"]
        empty, full = self.folder / "empty", self.folder / "full"
        self._kill(kills, "ingest", empty, full, [ingest])
        for number in range(0, self.files // 2, 2):
            (self.inbox / f"made-up-{number:03}.txt").write_text(_made_up(number, "second"), "utf-8")
        changed = self.folder / "changed"
        self._kill(kills, "change", full, changed, [ingest])
        gone = [f"made-up-{number:03}.txt" for number in range(1, 8, 2)]
        for name in gone:
            (self.inbox / name).unlink(missing_ok=True)
        less = self.folder / "less"
        self._kill(kills, "remove", changed, less, [["remove", *gone], ingest])
        self._kill(kills, "reindex", less, self.folder / "anew", [["reindex"], ingest])
        return self.tallies

    def _kill(
        self, kills: int, name: str, before: Path, undisturbed: Path, commands: Sequence[Sequence[str | Path]]
    ) -> None:
        """Kill the first of some commands again and again; then they all run to their end, and the stores are equal."""
        tally = Tally(name)
        self.tallies.append(tally)
        _copied(before, undisturbed)
        began = time.monotonic()
        self.run.run(*commands[0], "--store", undisturbed)
        tally.seconds = time.monotonic() - began
        for command in commands[1:]:
            assert self.run.run(*command, "--store", undisturbed) == 0
        old, new, whole = _held(before), contents(undisturbed), digest(undisturbed)
        while tally.kills < kills:
            store = self.folder / f"{name}-{tally.kills}"
            _copied(before, store)
            for _ in range(min(self.kills_a_store, kills - tally.kills)):
                code = self.run.run(
                    *commands[0], "--store", store, kill_after=self.dice.uniform(0, tally.seconds * 0.95)
                )
                tally.kills += code == -signal.SIGKILL
                if code != -signal.SIGKILL:  # the machine has become faster than when it was timed
                    tally.late += 1
                    tally.seconds *= 0.8
                tally.midway += _whole(store, old, new) not in (old, new)
                if code != -signal.SIGKILL:
                    break
            for command in commands:
                self.run.run(*command, "--store", store)
            assert contents(store) == new, f"{store} does not hold what an undisturbed one holds"
            assert digest(store) == whole, f"{store} does not hold what an undisturbed one holds, to the byte"
            assert faults(store) == []
            tally.stores += 1
            shutil.rmtree(store)


def _copied(before: Path, store: Path) -> None:
    if before.exists():
        shutil.copytree(before, store, symlinks=True)


def _held(store: Path) -> Contents:
    try:
        return contents(store)
    except StoreMissing:
        return {}  # it was killed before there was a store


def _whole(store: Path, old: Contents, new: Contents) -> Contents:
    """What a store holds, having made sure that each record is whole: its old self or its new one."""
    found = _held(store)
    for meeting, record in found.items():
        assert record in (old.get(meeting), new.get(meeting)), f"{meeting} is neither its old self nor its new one"
    missing = [meeting for meeting in old if meeting in new and meeting not in found]
    assert missing == [], f"{missing} were lost"
    return found


def _made_up(number: int, version: str) -> str:
    day = dt.date(2024, 1, 1) + dt.timedelta(weeks=number)
    words = " ".join(f"Members noted the {version} report {number}.{n} on parking." for n in range(40))
    return runs.minutes().replace("4 March 2025", f"{day.day} {day:%B %Y}") + words + "\n"
