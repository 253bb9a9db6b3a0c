"""The vector index can be lost, garbled or behind; the answers stay right, and the next writer makes it anew."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import chromadb
import numpy as np
import pytest
from chromadb.api import ClientAPI
from chromadb.config import Settings

from ingest.errors import StoreDamaged
from ingest.store import Hit, Store
from ingest.store.chroma import ChromaIndex, checked_apart
from ingest.store.scope import EVERYWHERE
from tests.ingest.store import world

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.usefixtures("checked_here")

RECORDS = world.many(4)
[VECTOR] = world.FakeEmbedder().embed(["ofsted and the budget"])


def found(store: Store, limit: int = 10) -> list[Hit]:
    with store.view() as view:
        return view.search_vectors(VECTOR, EVERYWHERE, limit)


def truth(folder: Path) -> list[Hit]:
    with world.reading(folder, exact_up_to=10**9) as store:
        return found(store)


def generations(folder: Path) -> set[str]:
    return {path.name for path in (folder / "vectors").glob("gen-*")}


def files(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file of the vector index, with when it was last written."""
    return {str(p): (p.stat().st_mtime_ns, p.stat().st_ino) for p in (folder / "vectors").rglob("*") if p.is_file()}


def generation_in_use(store: Store) -> str:
    clone = store._nearest._clone
    assert clone is not None, store._nearest.trouble
    return clone.generation.path.name


def unsound(folder: Path) -> list[str]:
    with Store.open(folder, None) as store:
        return [check.name for check in store.checks() if not check.ok]


def test_publishing_again_writes_nothing(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", *RECORDS)
    before = files(folder)
    with world.writing(folder) as writer:
        writer.publish()
    assert files(folder) == before


def test_a_reader_takes_up_the_next_generation_by_itself(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", *RECORDS)
    with world.reading(folder) as store:
        assert found(store) == truth(folder)
        assert generation_in_use(store) == "gen-1"
        with world.writing(folder) as writer:
            world.store(writer, *world.many(6)[4:])
            assert found(store) == truth(folder), "stored, but not yet in the index"
            assert generation_in_use(store) == "gen-1"
            writer.publish()
        assert found(store) == truth(folder)
        assert generation_in_use(store) == "gen-2"
    assert not list((folder / "vectors" / "readers").glob("*-*")), "a reader cleans up after itself"


def test_the_generation_before_is_kept_and_no_older_one(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", RECORDS[0])
    for record in RECORDS[1:]:
        world.made(folder, record)
    assert generations(folder) == {"gen-3", "gen-4"}


def test_after_a_removal_no_older_generation_is_kept(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", *RECORDS[:2])
    with world.writing(folder) as writer:
        writer.remove(RECORDS[0].meeting.id)
    assert len(generations(folder)) == 1


def test_what_was_replaced_is_never_found_though_the_index_still_holds_it(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", *RECORDS)
    with world.writing(folder) as writer:
        world.store(writer, world.record("Something else.", date=RECORDS[0].meeting.date))
    with world.reading(folder) as store:
        with store.view() as view:
            held = {passage.id for passage in view.all_passages()}
            hits = {hit.passage_id for hit in view.search_vectors(VECTOR, EVERYWHERE, 1_000)}
        assert hits == held


def index_files(folder: Path) -> list[Path]:
    return [path for path in (folder / "vectors").glob("gen-*/index/**/*") if path.is_file() and path.stat().st_size]


def truncate(folder: Path) -> None:
    for path in index_files(folder):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garble(folder: Path) -> None:
    random = np.random.default_rng(7)
    for path in index_files(folder):
        path.write_bytes(random.bytes(path.stat().st_size))


def lose_a_file(folder: Path) -> None:
    index_files(folder)[0].unlink()


def lose_everything(folder: Path) -> None:
    shutil.rmtree(folder / "vectors")


def lose_the_generation(folder: Path) -> None:
    for path in (folder / "vectors").glob("gen-*"):
        shutil.rmtree(path)


def garble_the_pointer(folder: Path) -> None:
    (folder / "vectors" / "current").write_bytes(b"\xff../../etc")


def garble_the_manifest(folder: Path) -> None:
    for path in (folder / "vectors").glob("gen-*/manifest.json"):
        path.write_text('{"revision": "many"}')


BREAKS = [truncate, garble, lose_a_file, lose_everything, lose_the_generation, garble_the_pointer, garble_the_manifest]


@pytest.mark.parametrize("damage", BREAKS, ids=lambda damage: damage.__name__)
def test_a_broken_index_changes_no_answer_is_told_and_is_made_anew(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    folder = world.made(tmp_path / "store", *RECORDS)
    expected = truth(folder)
    damage(folder)
    with world.reading(folder) as store:
        assert found(store) == expected
        assert "vector index" in [check.name for check in store.checks() if not check.ok]
        with world.writing(folder) as writer:
            writer.publish()
        assert found(store) == expected
        assert store._nearest._clone is not None
    assert unsound(folder) == []


def test_an_index_that_fails_while_it_is_in_use_changes_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = world.made(tmp_path / "store", *RECORDS)

    def fail(*_: object) -> None:
        raise StoreDamaged("Error finding id")

    with world.reading(folder) as store:
        expected = found(store)
        with monkeypatch.context() as patch:
            patch.setattr("ingest.store.chroma.ChromaIndex.nearest", fail)
            assert found(store) == expected
        assert "vector index" in unsound(folder)
        with world.writing(folder) as writer:
            writer.publish()
        assert found(store) == expected
    assert unsound(folder) == []


def test_an_index_that_cannot_be_made_is_told_and_the_records_are_safe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise StoreDamaged("The vector index cannot be opened (exit status -11): no message")

    monkeypatch.setattr("ingest.store.publish.checked_apart", crash)
    folder = tmp_path / "store"
    with world.writing(folder) as writer:
        world.store(writer, *RECORDS)
        with pytest.raises(StoreDamaged, match=r"records are stored.*exit status -11"):
            writer.publish()
    assert generations(folder) == set(), "nothing half-made is left"
    with world.reading(folder) as store:
        assert found(store) == truth(folder)


def test_an_index_that_kills_whoever_opens_it_is_found_out_by_another_process(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", *RECORDS)
    garble(folder)
    [index] = (folder / "vectors").glob("gen-*/index")
    with pytest.raises(StoreDamaged, match="exit status"):
        checked_apart(index, 1)


READ = """
import sys, pathlib
from tests.ingest.store import world
from ingest.store.scope import EVERYWHERE
[vector] = world.FakeEmbedder().embed(["ofsted and the budget"])
with world.reading(pathlib.Path(sys.argv[1])) as store:
    hits = []
    for _ in range(20):
        with store.view() as view:
            hits.append(view.search_vectors(vector, EVERYWHERE, 10))
    assert store._nearest._clone is not None, store._nearest.trouble
    assert hits.count(hits[0]) == 20
    print(hits[0])
"""


def test_three_processes_may_read_one_generation_at_once(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", *RECORDS)
    before = files(folder)
    readers = [
        subprocess.Popen([sys.executable, "-c", READ, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    told = [reader.communicate()[0].strip() for reader in readers]
    assert told == [str(truth(folder))] * 3
    after = files(folder)
    assert {path: mark for path, mark in after.items() if "readers" not in path} == before


def test_a_reader_that_just_ends_leaves_no_copy(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", *RECORDS)
    code = READ.replace(
        "with world.reading(pathlib.Path(sys.argv[1])) as store:",
        "store = world.reading(pathlib.Path(sys.argv[1]))\nif True:",
    )
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=True, capture_output=True)
    assert not list((folder / "vectors" / "readers").glob("*-*"))


def test_the_copy_of_a_killed_reader_is_swept_away(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", *RECORDS)
    left = folder / "vectors" / "readers" / "4711-left"
    left.mkdir(parents=True)
    (left / "lease").touch()
    with world.reading(folder) as store:
        found(store)
        assert not left.exists()
        [held] = (folder / "vectors" / "readers").glob("*-*")
        with world.writing(folder) as writer:
            writer.rebuild()
        assert held.exists(), "a living reader keeps its copy"


def test_the_library_of_the_index_is_told_to_tell_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Settings] = []
    opened = chromadb.PersistentClient

    def noted(path: str, settings: Settings) -> ClientAPI:
        told.append(settings)
        return opened(path=path, settings=settings)

    monkeypatch.setattr(chromadb, "PersistentClient", noted)
    ChromaIndex.open(tmp_path, new=True).close()
    assert [settings.anonymized_telemetry for settings in told] == [False]
