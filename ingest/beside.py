"""Parsing in a process beside this one, which meanwhile embeds: within one process Python does one of them at a time.

The process ends with this one, however this one ends: it then reads the end of its input.
"""

from __future__ import annotations

import json
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import IO

from ingest.errors import RecordRefused
from ingest.intake import Raw, parsed
from ingest.records import Record

# Starting the process takes as long as parsing about as many files.
FEW = 12
_PARSE = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from ingest.beside import serve; serve()"


class Parser:
    """Parses what it is given, one source after the other, while whoever gave it does something else."""

    def __init__(self, *, few: int = FEW) -> None:
        """A process is started when more than a ``few`` sources have come; until then its start is not worth it."""
        self._few = few
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = ThreadPoolExecutor(1)  # waits for the process, so that nobody else does

    def begin(self, raw: Raw) -> Callable[[], Record]:
        """Begin to parse a source; what is returned waits for its record, or raises `RecordRefused`."""
        if self._few > 0:
            self._few -= 1
            return partial(parsed, raw)
        return self._turn.submit(self._parsed_apart, raw).result

    def _parsed_apart(self, raw: Raw) -> Record:
        if self._process is None:
            command = [sys.executable, "-c", _PARSE, json.dumps(sys.path)]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  our own
        assert self._process.stdin is not None  # noqa: S101  both are pipes
        assert self._process.stdout is not None  # noqa: S101
        try:
            _send(self._process.stdin, raw)
            answer = pickle.load(self._process.stdout)  # noqa: S301  written by the process that was started here
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            self._few = sys.maxsize  # it died; what killed it is better seen here
            return parsed(raw)
        if isinstance(answer, RecordRefused):
            raise answer
        assert isinstance(answer, Record)  # noqa: S101  the other thing it sends
        return answer

    def __enter__(self) -> Parser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._turn.shutdown(cancel_futures=True)
        if self._process is not None:
            self._process.communicate()


def serve() -> None:
    """What the other process does: sources in, records and refusals out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    while True:
        try:
            raw = pickle.load(sys.stdin.buffer)  # noqa: S301  written by the process that started this one
        except EOFError:
            return
        try:
            answer: Record | RecordRefused = parsed(raw)
        except RecordRefused as refusal:
            answer = refusal
        _send(out, answer)


def _send(to: IO[bytes], thing: object) -> None:
    pickle.dump(thing, to, pickle.HIGHEST_PROTOCOL)
    to.flush()
