"""Who may open a store, and what is said to those who may not."""

from __future__ import annotations

import dataclasses
import errno
import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from ingest.errors import StoreBusy, StoreDamaged, StoreMismatch, StoreMissing, StoreUnwritable
from ingest.store import Store
from ingest.store.database import FILE, Database, translated
from tests.ingest.store import world

ROOT = Path(__file__).parents[3]

HOLD = """
import sys, pathlib
from tests.ingest.store import world
with world.writing(pathlib.Path(sys.argv[1])) as writer:
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_importing_the_store_loads_neither_chromadb_nor_torch() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, ingest.store; print(sorted({'chromadb', 'torch'} & set(sys.modules)))"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "[]"


def test_a_second_writer_is_told_who_holds_the_store_and_a_killed_one_holds_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with holder(folder) as process:
        with pytest.raises(StoreBusy) as refused, world.writing(folder):
            pass
        assert re.search(
            rf"minutebook ingest records.*process {process.pid} on .* since \d\d:\d\d on", str(refused.value)
        )
        Store.open(folder, world.MODEL).close()
        process.send_signal(signal.SIGKILL)
        process.wait()
    with world.writing(folder) as writer:
        world.store(writer, world.record("One."))


def test_two_writers_in_one_process_are_still_two(tmp_path: Path) -> None:
    with world.writing(tmp_path), pytest.raises(StoreBusy, match=f"process {os.getpid()}"), world.writing(tmp_path):
        pass


@pytest.mark.parametrize("change", [{"name": "other"}, {"sha256": "1" * 64}, {"dimension": 9}])
def test_another_model_is_refused_and_both_are_named(tmp_path: Path, change: dict[str, object]) -> None:
    folder = world.made(tmp_path / "store", world.record("One."), publish=False)
    other = dataclasses.replace(world.MODEL, **change)  # type: ignore[arg-type]
    with pytest.raises(StoreMismatch, match="letters") as refused:
        Store.open(folder, other)
    assert other.name in str(refused.value)
    assert "minutebook reindex" in refused.value.hint
    with pytest.raises(StoreMismatch), Store.writer(folder, other, who="test"):
        pass
    Store.open(folder, None).close()


def test_another_format_is_refused(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", world.record("One."), publish=False)
    with world.writing(folder) as writer:
        writer._database.rows("UPDATE meta SET value = '99' WHERE key = 'format'")
    with pytest.raises(StoreMismatch, match=r"format 99.*format 2"):
        Store.open(folder, None)


def test_a_store_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        Store.open(tmp_path / "none", world.MODEL)
    assert list(tmp_path.iterdir()) == []


def test_a_store_whose_first_writer_was_killed_at_once_is_not_there_yet(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    with pytest.raises(StoreMissing):
        Store.open(tmp_path, world.MODEL)
    world.made(tmp_path, world.record("One."), publish=False)
    Store.open(tmp_path, world.MODEL).close()


def test_a_file_that_is_no_database_is_damage(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"garbage " * 1_000)
    with pytest.raises(StoreDamaged, match=re.escape(str(tmp_path))):
        Store.open(tmp_path, world.MODEL)
    with pytest.raises(StoreDamaged), world.writing(tmp_path):
        pass


def test_pages_overwritten_with_garbage_are_found(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", *world.many(6), publish=False)
    path = folder / FILE
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 40_000] = b"\xff" * 40_000
    path.write_bytes(content)
    with Store.open(folder, world.MODEL) as store:
        assert not all(check.ok for check in store.checks())


def test_a_store_in_place_of_a_file_is_refused_with_the_folder_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreMissing):
        Store.open(tmp_path / "file", world.MODEL)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_disk_that_takes_nothing_is_named(tmp_path: Path, number: int) -> None:
    with pytest.raises(StoreUnwritable, match=re.escape(str(tmp_path))), translated(tmp_path):
        raise OSError(number, os.strerror(number))


def test_a_disk_that_fills_up_while_the_index_is_made_costs_nothing_but_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    folder = tmp_path / "store"
    with monkeypatch.context() as patch, world.writing(folder) as writer:
        patch.setattr("ingest.store.generations._sync", refuse)
        world.store(writer, world.record("One."))
        with pytest.raises(StoreUnwritable, match=re.escape(str(folder))):
            writer.publish()
    with world.writing(folder) as writer:
        writer.publish()
    with Store.open(folder, None) as store:
        assert all(check.ok for check in store.checks())


def test_a_database_that_is_full_keeps_what_it_had(tmp_path: Path) -> None:
    first, second = world.many(2, per_record=40)
    folder = world.made(tmp_path / "store", first, publish=False)
    with world.writing(folder) as writer:
        pages = writer._database.value("PRAGMA page_count")
        writer._database.rows(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreUnwritable, match=re.escape(str(folder))):
            world.store(writer, second)
    with Store.open(folder, world.MODEL) as store, store.view() as view:
        assert [meeting.id for meeting in view.meetings()] == [first.meeting.id]
        assert all(check.ok for check in store.checks() if check.name != "vector index")


def test_a_store_that_nobody_may_write_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = world.record("One.")
    folder = world.made(tmp_path / "store", record, publish=False)
    # As root every folder can be written, so SQLite's refusal is played here: it comes at the first statement.
    real = Database.rows

    def refuse_once(self: Database, sql: str, parameters: object = ()) -> object:
        if sql == "SELECT 1 FROM sqlite_master":
            raise StoreUnwritable("unable to open database file")
        return real(self, sql, parameters)  # type: ignore[arg-type]

    monkeypatch.setattr(Database, "rows", refuse_once)
    with Store.open(folder, world.MODEL) as store, store.view() as view:
        assert view.record(record.meeting.id) == record


def test_what_a_transaction_wrote_before_it_failed_never_happened(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", world.record("One."), publish=False)
    with world.writing(folder) as writer:
        with suppress(ZeroDivisionError), writer._database.transaction():
            writer._database.rows("DELETE FROM records")
            raise ZeroDivisionError
        assert len(writer.known()) == 1


def test_a_record_that_fails_half_way_leaves_its_old_self_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    folder = world.made(tmp_path / "store", *world.many(2))
    with Store.open(folder, None) as store:
        before = store.digest()
    with monkeypatch.context() as patch, world.writing(folder) as writer:
        patch.setattr("ingest.store.passage_rows.save_passages", stop)
        with pytest.raises(KeyboardInterrupt):
            world.store(writer, world.record("Another.", date=world.many(1)[0].meeting.date))
    with Store.open(folder, None) as store:
        assert store.digest() == before
        assert [check.name for check in store.checks() if not check.ok] == []
