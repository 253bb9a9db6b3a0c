"""One spoilt file taken in, under the limits that hold for every file: what came of it, and how long it took."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import resource
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from unittest.mock import patch

from ingest.errors import RecordRefused
from ingest.layouts.meeting import NOTHING_GIVEN, Given
from ingest.readers import pdf_child
from tests.ingest import laws
from tests.ingest.fuzzing.mutations import mutated
from tests.ingest.fuzzing.seeds import Form

MOST_SECONDS = 5.0  # of the processor's time, for one file
MOST_MEMORY = 1_000_000_000  # bytes of address space
GIVEN = Given("Anyshire County Council", "Any Committee", dt.date(2020, 1, 1))

NO_LIMIT = contextlib.nullcontext()


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one file: "read", the class of a refusal, or the fault that was found."""

    number: int
    outcome: str
    seconds: float
    fault: str | None = None


def tried(form: Form, seed: int, number: int, limit: AbstractContextManager[None] = NO_LIMIT) -> Trial:
    """Take in one spoilt file, trying every law, under a limit; only a refusal of ours may stop it."""
    data = mutated(form, seed, number)
    given = NOTHING_GIVEN if number % 10 == 0 else GIVEN
    began = _seconds()
    outcome, fault = "read", None
    try:
        with limit:
            laws.taken_in(data, f"minutes{form.suffix}", given)
    except RecordRefused as refusal:
        outcome = type(refusal).__name__
        fault = _not_a_sentence(refusal, f"minutes{form.suffix}")
    except (Exception, MemoryError) as error:  # noqa: BLE001  whatever is no refusal of ours is what is looked for
        outcome, fault = type(error).__name__, traceback.format_exc()
    seconds = _seconds() - began
    if fault is None and seconds > MOST_SECONDS:
        fault = f"it took {seconds:.1f} s"
    return Trial(number, outcome, seconds, fault)


def _not_a_sentence(refusal: RecordRefused, name: str) -> str | None:
    said = refusal.message
    good = name in said and said[-1] in '.!?"' and refusal.hint.endswith(".") and len(said) < 600
    return None if good else f"no sentence with the file's name and a next step: {said[:800]!r} / {refusal.hint!r}"


def _seconds() -> float:
    """The processor's time that this process and those it waited for have taken."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def limit_memory() -> None:
    """From now on this process gets no more memory than a file may take."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextlib.contextmanager
def limited_time() -> Iterator[None]:
    """For as long as the block lasts: over its time, by the processor's clock or the one on the wall, it is killed."""
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    signal.alarm(180)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)


@contextlib.contextmanager
def pdfs_in_forks() -> Iterator[None]:
    """PDFs are opened by forks of this process instead of a new Python each; what they do and may do is the same.

    Scans are not read: that is a program of its own, and takes seconds a page.
    """
    import pypdfium2  # noqa: F401  loaded once, for all of them

    with patch("ingest.readers.pdf._child", _forked), patch("ingest.readers.pdf.tesseract", return_value=None):
        yield


def _forked(data: bytes, *arguments: str) -> bytes:
    """What the process that reads PDFs says of one, before it ends or is ended."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(readable)
        _be_the_child(data, writable, arguments)
    os.close(writable)
    with os.fdopen(readable, "rb") as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return said


def _be_the_child(data: bytes, writable: int, arguments: Sequence[str]) -> None:
    status = 1
    try:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        signal.alarm(0)
        sys.argv = [pdf_child.__file__, *arguments]
        sys.stdin = io.TextIOWrapper(io.BytesIO(data))
        with os.fdopen(writable, "w") as sys.stdout:
            pdf_child.main()
        status = 0
    finally:
        os._exit(status)  # nothing of the process it was forked from is ended with it
