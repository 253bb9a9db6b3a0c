"""A store that is full, read-only, busy or another's: told, and what was stored stays readable."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import StoreBusy, StoreMismatch, StoreUnwritable
from ingest.reports import Status
from ingest.run import ingest
from ingest.store import Store
from ingest.store.database import Database
from tests.ingest import runs
from tests.ingest.run.files import digest, put
from tests.ingest.runs import minutes, run
from tests.ingest.store import world

pytestmark = pytest.mark.usefixtures("checked_here")


def many(folder: Path, count: int = 60) -> Path:
    """A folder of files too many for a small disk."""
    for number in range(count):
        day = dt.date(2024, 1, 1) + dt.timedelta(weeks=number)
        words = " ".join(f"Members noted report {number}.{n} on parking." for n in range(150))
        text = minutes().replace("4 March 2025", f"{day.day} {day:%B %Y}") + words + "\n"
        put(folder / f"m{number:03}.txt", text)
    return folder


def full_disk(folder: Path, room: int) -> bool:
    """Put a small disk there, if this machine lets us."""
    folder.mkdir(parents=True)
    mount = shutil.which("mount")
    if mount is None or os.name == "nt" or os.geteuid() != 0:
        return False
    command = [mount, "-t", "tmpfs", "-o", f"size={room}", "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    if not full_disk(folder, 2_000_000):
        pytest.skip("only root can make a small disk here; a full database is tried out without one")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_fills_up_is_told_and_what_was_stored_stays_readable(small_disk: Path, inbox: Path) -> None:
    store = small_disk / "store"
    run(store, inbox)
    kept = runs.text_of(store, "good.txt")
    with pytest.raises(StoreUnwritable, match="store") as refused_:
        run(store, many(inbox))
    assert str(store) in refused_.value.message
    assert "--store" in refused_.value.hint
    assert runs.text_of(store, "good.txt") == kept
    whole(store)
    for path in inbox.glob("m*.txt"):
        path.unlink()
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    assert run(store, inbox).count(Status.REFUSED) == 0, "with room again the same command goes through"
    with Store.open(store, None) as opened:
        assert [check for check in opened.checks() if not check.ok] == []


def test_a_database_that_is_full_is_told_and_what_was_stored_stays_readable(
    inbox: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(store, inbox)
    really = Database.for_writing

    def small(folder: Path) -> Database:
        database = really(folder)
        database.rows("PRAGMA max_page_count = 120")
        return database

    with monkeypatch.context() as patched:
        patched.setattr(Database, "for_writing", small)
        with pytest.raises(StoreUnwritable, match="full") as refused_:
            run(store, many(inbox, 20))
    assert "--store" in refused_.value.hint
    assert "good.txt" in runs.held(store)
    whole(store)
    assert run(store, inbox).count(Status.REFUSED) == 0
    assert len(runs.held(store)) == 21


def whole(store: Path) -> None:
    """Every meeting that is listed can be read, with all its passages where they say they are."""
    with Store.open(store, None) as opened, opened.view() as view:
        for meeting in view.meetings():
            record = view.record(meeting.id)
            assert len(record.paragraphs()) == meeting.paragraphs
            ours = [p for p in view.all_passages() if p.meeting_id == meeting.id]
            assert ours
            assert all(record.slice(p.start, p.end) == p.text for p in ours)


def test_a_store_that_is_read_only_is_told_and_stays_readable(small_disk: Path, inbox: Path) -> None:
    store = small_disk / "store"
    run(store, inbox)
    put(inbox / "new.txt")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StoreUnwritable, match="cannot be written") as refused_:
        run(store, inbox)
    assert str(store) in refused_.value.message
    assert list(runs.held(store)) == ["good.txt"]
    whole(store)


@pytest.mark.parametrize("below", [".", "store"])
def test_a_store_cannot_be_where_a_file_is_and_that_is_told(inbox: Path, below: str) -> None:
    with pytest.raises(StoreUnwritable):
        run(inbox / "good.txt" / below, inbox)


def test_a_store_of_another_model_is_refused_with_the_way_out_and_left_alone(inbox: Path, store: Path) -> None:
    folder = world.made(store, world.record("One."))
    before = digest(folder)
    other = runs.encoding()
    model = type(other.model)("other", "1" * 64, other.model.dimension, other.model.max_tokens)
    with pytest.raises(StoreMismatch, match="other") as refused_:
        ingest([inbox], folder, type(other)(model, other.embedder, other.count_tokens))
    assert "minutebook reindex" in refused_.value.hint
    assert digest(folder) == before


HOLD = """
import sys, pathlib
from tests.ingest.store import world
with world.writing(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_ingest_is_told_who_holds_the_store_and_changes_nothing(inbox: Path, store: Path, root: Path) -> None:
    run(store, inbox)
    put(inbox / "new.txt")
    command = [sys.executable, "-c", HOLD, str(store)]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreBusy, match=f"process {holder.pid}") as refused_:
            run(store, inbox)
        assert "Wait" in refused_.value.hint
        assert list(runs.held(store)) == ["good.txt"]
        holder.communicate()
    assert run(store, inbox).count(Status.ADDED) == 1
