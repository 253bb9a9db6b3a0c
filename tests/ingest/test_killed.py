"""kill -9 at any moment of an ingest: the store holds whole records and nothing else, and the next ingest ends as if
there had been no kill."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from ingest.errors import StoreMissing
from ingest.reports import Status
from ingest.store import Store
from tests.ingest import runs
from tests.ingest.samples import RECORDS

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("checked_here")]

KILLS = 20
KILLS_A_STORE = 5

# The embedder thinks for a while, so that most of a run is in the middle of a record.
INGEST = """
import sys, time
from pathlib import Path
from ingest.encoding import Encoding
from ingest.run import ingest
from ingest.store import publish
from ingest.store.chroma import looked_through
from tests.ingest import runs
from tests.ingest.store import world

class Slow(world.FakeEmbedder):
    def embed(self, texts):
        time.sleep(0.02)
        return super().embed(texts)

publish.checked_apart = lambda folder, windows: looked_through(folder)
embedder = Slow()
encoding = Encoding(world.MODEL, lambda: embedder, embedder.count_tokens)
print("begun", flush=True)
ingest([Path(sys.argv[1])], Path(sys.argv[2]), encoding, given=runs.GIVEN)
"""


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five sample records and ten made up."""
    folder = tmp_path_factory.mktemp("inbox")
    for path in RECORDS:
        (folder / path.name).write_bytes(path.read_bytes())
    for number in range(10):
        day = dt.date(2024, 1, 1) + dt.timedelta(weeks=number)
        words = " ".join(f"Members noted report {number}.{n} on parking." for n in range(40))
        text = runs.minutes().replace("4 March 2025", f"{day.day} {day:%B %Y}")
        (folder / f"made-up-{number}.txt").write_text(f"{text}{words}\n", "utf-8")
    return folder


def contents(store: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Every meeting of a store: its record and its passages, as text."""
    with Store.open(store, None) as opened, opened.view() as view:
        passages = sorted(view.all_passages(), key=lambda p: p.id)
        return {
            m.id: (repr(view.record(m.id)), tuple(repr(p) for p in passages if p.meeting_id == m.id))
            for m in view.meetings()
        }


def digest(store: Path) -> str:
    with Store.open(store, None) as opened:
        return opened.digest()


def begun(inbox: Path, store: Path, root: Path) -> subprocess.Popen[str]:
    """A process that is just beginning to ingest."""
    process = subprocess.Popen(
        [sys.executable, "-c", INGEST, str(inbox), str(store)], cwd=root, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


def test_an_ingest_that_is_killed_at_any_moment_leaves_whole_records_and_the_next_one_ends_the_same(
    inbox: Path, tmp_path: Path, root: Path
) -> None:
    undisturbed = tmp_path / "undisturbed"
    with begun(inbox, undisturbed, root) as process:
        began = time.monotonic()
        assert process.wait() == 0
    longest = time.monotonic() - began
    expected, expected_digest = contents(undisturbed), digest(undisturbed)
    assert len(expected) == len(RECORDS) + 10

    random, killed, partial = np.random.default_rng(2019), 0, 0
    for number in count():
        if killed >= KILLS:
            break
        store = tmp_path / f"store-{number}"
        for _ in range(KILLS_A_STORE):
            with begun(inbox, store, root) as process:
                time.sleep(float(random.uniform(0, longest * 0.7)))
                is_over = process.poll() is not None
                process.kill()
                process.wait()
            if is_over:
                break
            killed += 1
            found = whole(store, expected)
            partial += 0 < found < len(expected)
        report = runs.run(store, inbox)
        assert report.count(Status.REFUSED) == 0
        assert report.count(Status.CHANGED) == 0
        assert digest(store) == expected_digest
        with Store.open(store, None) as opened:
            assert [check for check in opened.checks() if not check.ok] == []
    assert partial >= 3, "the kills fell in the middle of the work"


def whole(store: Path, expected: dict[str, tuple[str, tuple[str, ...]]]) -> int:
    """How many records a store holds, having made sure that each is whole."""
    try:
        found = contents(store)
    except StoreMissing:
        return 0  # it was killed before there was a store
    for meeting, record in found.items():
        assert record == expected[meeting]
    return len(found)
