"""The record of a file that is gone is removed, and nothing is removed by mistake."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from ingest.reports import Status
from ingest.watch import Look, Steps, look_at
from tests.ingest import runs
from tests.ingest.runs import MINUTES, minutes
from tests.ingest.watch.in_step import InStep

pytestmark = pytest.mark.usefixtures("checked_here")


def test_the_record_of_a_file_that_two_looks_miss_is_removed(kept: InStep, inbox: Path) -> None:
    (inbox / "a.txt").unlink()
    kept.look()
    assert kept.held == ["a.txt", "b.txt"]
    kept.look()
    assert kept.held == ["b.txt"]
    assert kept.look(2) == Steps()


def test_a_file_that_is_written_anew_in_the_way_of_editors_is_not_removed(kept: InStep, inbox: Path) -> None:
    (inbox / "a.txt").rename(inbox / "a.txt~")
    kept.look()
    (inbox / "a.txt").write_text(MINUTES.replace("too much", "too little"), "utf-8")
    kept.look(3)
    assert kept.removed == []
    assert kept.statuses[2:] == [("a.txt", Status.CHANGED)]


def all_gone(inbox: Path) -> None:
    for path in inbox.iterdir():
        path.unlink()


def away(inbox: Path) -> None:
    inbox.rename(inbox.with_name("elsewhere"))


def a_file_instead(inbox: Path) -> None:
    away(inbox)
    inbox.write_text("no folder", "utf-8")


@pytest.mark.parametrize("happens", [all_gone, away, a_file_instead])
def test_a_folder_in_which_nothing_is_found_takes_no_record_away_and_that_is_told_once(
    happens: Callable[[Path], None], kept: InStep, inbox: Path
) -> None:
    happens(inbox)
    told = [kept.look().empty for _ in range(4)]
    assert [folder for folders in told for folder in folders] == [inbox]
    assert kept.held == ["a.txt", "b.txt"]


def test_a_disk_that_comes_back_changes_nothing(kept: InStep, inbox: Path) -> None:
    away(inbox)
    kept.look(3)
    inbox.with_name("elsewhere").rename(inbox)
    kept.look(3)
    assert kept.removed == []
    assert kept.statuses[2:] == []


def test_a_folder_that_cannot_be_opened_takes_no_record_away(kept: InStep, inbox: Path) -> None:
    old = inbox / "old"
    old.mkdir()
    (old / "plan.odt").write_text("of another kind", "utf-8")
    (old / "c.txt").write_text(minutes(day=2, month="June"), "utf-8")
    kept.look(2)
    (old / "c.txt").rename(inbox.parent / "c.txt")  # what is in a folder nobody may open is seen by no look

    def shut(folders: Iterable[Path]) -> Look:
        return Look(look_at(folders).files, frozenset([old]))

    kept.watch.look = shut
    kept.look(3)
    assert kept.held == ["a.txt", "b.txt", "c.txt"]
    kept.watch.look = look_at
    kept.look(2)
    assert kept.held == ["a.txt", "b.txt"]


def test_of_two_folders_the_one_that_is_there_is_kept_in_step(store: Path, inbox: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "c.txt").write_text(minutes(day=2, month="June"), "utf-8")
    watch = InStep(store, inbox, other)
    watch.look(2)
    away(other)
    (inbox / "a.txt").unlink()
    watch.look(3)
    assert watch.held == ["b.txt", "c.txt"]


@pytest.mark.parametrize("is_named", [True, False])
def test_a_disk_inside_a_folder_that_is_not_there_any_more_takes_no_record_away(
    is_named: bool,  # noqa: FBT001
    store: Path,
    inbox: Path,
) -> None:
    disk = inbox / "disk"
    (disk / "2025").mkdir(parents=True)
    (disk / "2025" / "c.txt").write_text(minutes(day=2, month="June"), "utf-8")
    watch = InStep(store, *([inbox, disk] if is_named else [inbox]))
    watch.look(2)
    disk.rename(inbox.parent / "elsewhere")
    disk.mkdir()
    told = [watch.look().empty for _ in range(3)]
    assert [folder for folders in told for folder in folders] == [disk]
    assert watch.held == ["a.txt", "b.txt", "c.txt"]


def test_a_folder_that_is_deleted_takes_its_records_with_it(kept: InStep, inbox: Path) -> None:
    (inbox / "2025").mkdir()
    (inbox / "2025" / "c.txt").write_text(minutes(day=2, month="June"), "utf-8")
    kept.look(2)
    shutil.rmtree(inbox / "2025")
    kept.look(2)
    assert kept.held == ["a.txt", "b.txt"]


def test_a_record_that_came_from_elsewhere_stays(store: Path, inbox: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.txt").write_text(MINUTES, "utf-8")
    (elsewhere / "c.txt").write_text(minutes(day=2, month="June"), "utf-8")
    runs.run(store, elsewhere)
    watch = InStep(store, inbox)
    watch.look(2)
    (inbox / "a.txt").unlink()
    watch.look(3)
    assert watch.removed == []
    assert watch.held == ["a.txt", "b.txt", "c.txt"]


def test_what_was_deleted_while_nobody_watched_is_found_out(kept: InStep, inbox: Path) -> None:
    (inbox / "a.txt").unlink()
    again = InStep(kept.store, inbox)
    again.look(2)
    assert again.held == ["b.txt"]


def test_a_hidden_file_that_was_taken_in_by_name_is_not_removed_for_not_being_looked_at(
    store: Path, inbox: Path
) -> None:
    hidden = inbox / ".old" / "c.txt"
    hidden.parent.mkdir()
    hidden.write_text(minutes(day=2, month="June"), "utf-8")
    runs.run(store, hidden)
    watch = InStep(store, inbox)
    watch.look(3)
    assert watch.held == ["a.txt", "b.txt", "c.txt"]


def test_a_record_of_the_same_relative_name_in_another_folder_stays(
    store: Path, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "leeds" / "inbox").mkdir(parents=True)
    (tmp_path / "leeds" / "inbox" / "c.txt").write_text(minutes(day=2, month="June"), "utf-8")
    monkeypatch.chdir(tmp_path / "leeds")
    runs.run(store, Path("inbox"))
    monkeypatch.chdir(tmp_path)
    watch = InStep(store, inbox)
    watch.look(3)
    assert watch.held == ["a.txt", "b.txt", "c.txt"]


def test_a_file_that_was_first_taken_in_by_a_relative_name_goes_with_its_file(
    store: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(inbox.parent)
    runs.run(store, Path("inbox"))
    watch = InStep(store, inbox)
    watch.look(2)
    (inbox / "a.txt").unlink()
    watch.look(2)
    assert watch.held == ["b.txt"]
