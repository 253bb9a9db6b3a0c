"""A watched folder and the store keep in step: nothing is taken in half-written, nothing is removed by mistake."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from ingest.reports import Status
from ingest.store import Store
from ingest.watch import Look, Steps, Watch, look_at
from tests.ingest import runs
from tests.ingest.runs import MINUTES, minutes

pytestmark = pytest.mark.usefixtures("checked_here")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with two files."""
    return runs.inbox(tmp_path / "inbox")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


class InStep:
    """A watch whose every look is followed by what it asks for."""

    def __init__(self, store: Path, *folders: Path) -> None:
        self.store = store
        self.watch = Watch(folders)
        if store.exists():
            self.watch.knows(runs.held(store).values())
        self.statuses: list[tuple[str, Status]] = []
        self.removed: list[str] = []

    def look(self, times: int = 1) -> Steps:
        """Look, and do what is to be done."""
        steps = Steps()
        for _ in range(times):
            steps = self.watch.steps()
            if steps.gone:
                ids = self.watch.to_remove(steps.gone, runs.held(self.store).values())
                with Store.writer(self.store, None, who="a test") as writer:
                    for meeting in ids:
                        writer.remove(meeting)
                self.watch.removed(steps.gone, ids)
                self.removed += ids
            if steps.take:
                by_location = {str(path): path for path in steps.take}
                for file in runs.run(self.store, *steps.take).files:
                    self.watch.took(by_location[file.location], file.meeting)
                    self.statuses.append((file.name, file.status))
        return steps

    @property
    def held(self) -> list[str]:
        """The names of the files held."""
        return sorted(runs.held(self.store))


@pytest.fixture
def kept(store: Path, inbox: Path) -> InStep:
    """A watch that has taken in the two files."""
    watch = InStep(store, inbox)
    watch.look(2)
    assert watch.held == ["a.txt", "b.txt"]
    return watch


def test_what_lies_there_is_taken_in_once_two_looks_find_it_the_same(store: Path, inbox: Path) -> None:
    watch = InStep(store, inbox)
    assert watch.look() == Steps()
    watch.look()
    assert watch.held == ["a.txt", "b.txt"]
    assert watch.look(3) == Steps()


def test_a_new_file_and_a_changed_one_are_taken_in(kept: InStep, inbox: Path) -> None:
    (inbox / "c.txt").write_text(minutes(day=2, month="June"), "utf-8")
    (inbox / "a.txt").write_text(MINUTES.replace("too much", "too little"), "utf-8")
    kept.look(2)
    assert kept.statuses[2:] == [("a.txt", Status.CHANGED), ("c.txt", Status.ADDED)]
    assert "too little" in runs.text_of(kept.store, "a.txt")


def test_a_file_still_being_written_is_left_until_it_is_whole(kept: InStep, inbox: Path) -> None:
    whole = minutes(day=2, month="June")
    for end in range(40, len(whole), 40):
        (inbox / "c.txt").write_text(whole[:end], "utf-8")
        assert kept.look() == Steps()
    (inbox / "c.txt").write_text(whole, "utf-8")
    kept.look(2)
    assert kept.statuses[2:] == [("c.txt", Status.ADDED)]
    assert runs.text_of(kept.store, "c.txt") == whole


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


@pytest.mark.parametrize("looks", [0, 1, 2, 3])
def test_a_file_that_is_renamed_is_held_under_its_new_name_however_the_looks_fall(
    looks: int, kept: InStep, inbox: Path
) -> None:
    (inbox / "new name.txt").write_bytes((inbox / "a.txt").read_bytes())
    kept.look(looks)
    (inbox / "a.txt").unlink()
    kept.look(5)
    assert kept.held == ["b.txt", "new name.txt"]


@pytest.mark.parametrize("looks", [0, 1, 2, 3])
def test_a_file_that_is_moved_is_held_at_its_new_place(looks: int, kept: InStep, inbox: Path) -> None:
    (inbox / "2025").mkdir()
    (inbox / "2025" / "a.txt").write_bytes((inbox / "a.txt").read_bytes())
    kept.look(looks)
    (inbox / "a.txt").unlink()
    kept.look(5)
    assert kept.held == ["a.txt", "b.txt"]
    assert runs.held(kept.store)["a.txt"].location == str(inbox / "2025" / "a.txt")


def test_a_file_that_is_refused_is_tried_again_only_when_it_changes(kept: InStep, inbox: Path) -> None:
    (inbox / "c.txt").write_text("", "utf-8")
    kept.look(6)
    assert kept.statuses[2:] == [("c.txt", Status.REFUSED)]
    (inbox / "c.txt").write_text(minutes(day=2, month="June"), "utf-8")
    kept.look(2)
    assert kept.statuses[3:] == [("c.txt", Status.ADDED)]


def test_a_file_is_tried_again_when_what_is_told_beside_it_changes(kept: InStep, inbox: Path) -> None:
    (inbox / "sources.toml").write_text('["a.txt"]\nurl = "https://a.example/1"\n', "utf-8")
    kept.look(3)
    assert runs.held(kept.store)["a.txt"].url == "https://a.example/1"
    assert ("a.txt", Status.CHANGED) in kept.statuses


def test_what_a_word_processor_leaves_beside_an_open_document_is_no_document(kept: InStep, inbox: Path) -> None:
    (inbox / "~$c.docx").write_bytes(b"\x05Clerk")
    (inbox / ".~lock.c.docx#").write_bytes(b"Clerk")
    assert kept.look(3) == Steps()
    assert kept.statuses[2:] == []
