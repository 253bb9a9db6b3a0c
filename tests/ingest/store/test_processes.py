"""What holds while another process writes, and when it is killed."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from ingest.errors import StoreMissing
from ingest.store import Store
from ingest.store.scope import EVERYWHERE
from tests.ingest.store import world

ROOT = Path(__file__).parents[3]
version = world.version
DAYS = world.DAYS

WRITE = """
import itertools, pathlib, sys
from tests.ingest.store import world
version = world.version
first, publishing = int(sys.argv[2]), sys.argv[3] == "publish"
with world.writing(pathlib.Path(sys.argv[1])) as writer:
    print("writing", flush=True)
    for number in itertools.count(first):
        world.store(writer, *version(number))
        if publishing:
            writer.publish()
"""


@contextmanager
def writer(folder: Path, first: int, *, publishing: bool) -> Iterator[None]:
    """Another process that writes one version after the other, for as long as the block lasts; then it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITE, str(folder), str(first), "publish" if publishing else "store"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        yield
        process.send_signal(signal.SIGKILL)


def said_version(text: str) -> set[str]:
    return {line.split()[1] for line in text.splitlines() if line.startswith("Version")}


def assert_whole(store: Store) -> None:
    """Each meeting is there, of one version throughout: record, passages, words and vectors."""
    [vector] = world.FakeEmbedder().embed(["churn"])
    with store.view() as view:
        by_vector = {hit.passage_id for hit in view.search_vectors(vector, EVERYWHERE, 1_000)}
        by_word = {hit.passage_id for hit in view.search_words(["churn"], EVERYWHERE, 1_000)}
        passages = {passage.id: passage for passage in view.all_passages()}
        assert by_vector == by_word == set(passages) == set(view.passages(list(passages)))
        for meeting in view.meetings():
            record = view.record(meeting.id)
            expected = world.passages(record)
            assert len(said_version(record.text)) == 1
            assert [passages[passage.id] for passage in expected] == list(expected)
        assert len(view.meetings()) == len(DAYS)
        assert len(passages) == sum(len(world.passages(view.record(m.id))) for m in view.meetings())


def test_a_reader_never_sees_a_mixture_while_another_process_writes(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", *version(0))
    revisions = set()
    with writer(folder, 1, publishing=False), world.reading(folder) as store:
        ends = time.monotonic() + 3
        while time.monotonic() < ends:
            assert_whole(store)
            revisions.add(store.revision)
    assert len(revisions) > 5, "nothing was written meanwhile"


@pytest.mark.usefixtures("checked_here")
def test_a_view_keeps_its_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.store.erase._PATIENCE_MS", 50)
    folder = world.made(tmp_path / "store", *version(0))
    with world.reading(folder) as store, store.view() as view:
        before = [view.record(meeting.id) for meeting in view.meetings()]
        world.made(folder, *version(1))
        assert [view.record(meeting.id) for meeting in view.meetings()] == before
        [vector] = world.FakeEmbedder().embed(["churn"])
        assert len(view.search_vectors(vector, EVERYWHERE, 1_000)) == view.passage_count() == 9
        with store.view() as later:
            assert later.revision > view.revision
            assert later.passage_count() == 12
            assert len(later.search_vectors(vector, EVERYWHERE, 1_000)) == 12
        assert len(view.search_vectors(vector, EVERYWHERE, 1_000)) == 9


@pytest.mark.usefixtures("checked_here")
def test_many_threads_may_read_while_generations_come_and_go(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", *version(0))
    with world.reading(folder) as store, ThreadPoolExecutor(6) as pool, world.writing(folder) as writer:
        done = threading.Event()

        def read() -> int:
            reads = 0
            while not done.is_set():
                assert_whole(store)
                reads += 1
            return reads

        readers = [pool.submit(read) for _ in range(6)]
        for number in range(1, 5):
            world.store(writer, *version(number))
            writer.publish()
        done.set()
        assert all(reader.result() > 0 for reader in readers)
        assert store._nearest.trouble is None


def test_a_store_made_anew_in_the_same_place_is_the_one_that_is_read(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", *version(0), publish=False)
    with world.reading(folder) as store:
        assert_whole(store)
        shutil.rmtree(folder)
        with pytest.raises(StoreMissing), store.view():
            pass
        world.made(folder, *version(1), publish=False)
        assert_whole(store)
        with store.view() as view:
            assert view.record(view.meetings()[-1].id) == version(1)[0]


def kill_and_look(folder: Path, kills: int, *, publishing: bool, longest: float) -> None:
    """Kill a writer again and again; what it leaves is whole, and the next one carries on."""
    dice = random.Random(20190607)  # noqa: S311  the same moments at every run
    for kill in range(kills):
        with writer(folder, 1 + 10 * kill, publishing=publishing):
            time.sleep(dice.uniform(0, longest))
        with world.reading(folder) as store:
            if store.revision >= len(DAYS):
                assert_whole(store)


def assert_recovers(folder: Path, undisturbed: Path) -> None:
    with Store.open(world.made(folder, *version(3)), world.MODEL) as store:
        assert [check for check in store.checks() if not check.ok] == []
        digest = store.digest()
    with Store.open(world.made(undisturbed, *version(3), publish=False), world.MODEL) as store:
        assert store.digest() == digest


def test_a_killed_writer_leaves_old_or_new_and_the_next_one_finishes(tmp_path: Path) -> None:
    world.made(tmp_path / "store", *version(0))
    kill_and_look(tmp_path / "store", 8, publishing=False, longest=0.2)
    assert_recovers(tmp_path / "store", tmp_path / "undisturbed")


def test_a_writer_killed_while_it_publishes_leaves_an_index_that_can_be_used(tmp_path: Path) -> None:
    world.made(tmp_path / "store", *version(0))
    kill_and_look(tmp_path / "store", 3, publishing=True, longest=3.0)
    assert_recovers(tmp_path / "store", tmp_path / "undisturbed")


@pytest.mark.slow
def test_a_hundred_killed_writers_do_no_harm(tmp_path: Path) -> None:
    world.made(tmp_path / "store", *version(0))
    kill_and_look(tmp_path / "store", 70, publishing=False, longest=0.2)
    kill_and_look(tmp_path / "store", 30, publishing=True, longest=4.0)
    assert_recovers(tmp_path / "store", tmp_path / "undisturbed")
