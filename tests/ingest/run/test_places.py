"""Files wherever they lie and whatever they are called; those that cannot be read are told."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.files import left_out
from ingest.reports import Status
from tests.ingest import runs
from tests.ingest.run.files import put, refused
from tests.ingest.runs import MINUTES, run

pytestmark = pytest.mark.usefixtures("checked_here")


def test_a_path_that_does_not_exist_is_told_and_the_others_are_taken(inbox: Path, store: Path) -> None:
    report = run(store, inbox / "nosuch.txt", inbox)
    refused(runs.of(report, "nosuch.txt"), says="There is no file", next_step="Check the name")
    assert list(runs.held(store)) == ["good.txt"]


def test_a_kind_that_is_not_read_is_told_when_it_is_named_and_passed_by_in_a_folder(inbox: Path, store: Path) -> None:
    put(inbox / "minutes.odt")
    assert [file.name for file in run(store, inbox).files] == ["good.txt"]
    report = run(store, inbox / "minutes.odt", inbox)
    refused(runs.of(report, "minutes.odt"), says="of a kind that is not read", next_step="text or Markdown")


def test_a_folder_with_nothing_in_it_is_no_error(tmp_path: Path, store: Path) -> None:
    (tmp_path / "nothing").mkdir()
    assert run(store, tmp_path / "nothing").files == ()
    assert runs.held(store) == {}


def test_hidden_files_and_folders_are_passed_by(inbox: Path, store: Path) -> None:
    put(inbox / ".hidden.txt")
    put(inbox / ".git" / "a.txt")
    assert [file.name for file in run(store, inbox).files] == ["good.txt"]


@pytest.mark.parametrize(
    "name",
    [
        "minutes of 4 March.txt",
        'it\'s "quoted" [draft] & more; $(x).txt',
        "Cófnodion – Cyngor Sir Gâr 会議.txt",
        "n" * 240 + ".txt",
        "-minutes.txt",
        os.fsdecode(b"caf\xe9.txt"),
    ],
)
def test_a_file_is_taken_whatever_it_is_called_and_known_again(inbox: Path, store: Path, name: str) -> None:
    if os.name == "nt" and '"' in name:
        pytest.skip("Windows allows no such name")
    put(inbox / name)
    assert run(store, inbox).count(Status.ADDED) == 2
    assert run(store, inbox).count(Status.UNCHANGED) == 2
    [other] = set(runs.held(store)) - {"good.txt"}
    assert other.encode()
    assert runs.text_of(store, other) == MINUTES


def test_a_name_longer_than_the_disk_allows_is_told(inbox: Path, store: Path) -> None:
    report = run(store, inbox / ("n" * 300 + ".txt"), inbox)
    assert report.files[0].status is Status.REFUSED
    assert report.files[0].reason is not None
    assert "cannot be opened" in report.files[0].reason
    assert list(runs.held(store)) == ["good.txt"]


def test_a_link_that_leads_nowhere_is_told(inbox: Path, store: Path) -> None:
    (inbox / "link.txt").symlink_to(inbox / "gone.txt")
    refused(runs.of(run(store, inbox), "link.txt"), says="There is no file")
    (inbox / "link.txt").unlink()
    (inbox / "link.txt").symlink_to("link.txt")
    refused(runs.of(run(store, inbox), "link.txt"), says="cannot be opened")


def test_a_file_that_may_not_be_read_is_told_and_the_rest_goes_on(
    inbox: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox / "secret.txt")
    really = Path.read_bytes

    def guarded(path: Path) -> bytes:
        if path.name == "secret.txt":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return really(path)

    monkeypatch.setattr(Path, "read_bytes", guarded)
    report = run(store, inbox)
    refused(
        runs.of(report, "secret.txt"), says="secret.txt cannot be opened: Permission denied", next_step="who may read"
    )
    assert list(runs.held(store)) == ["good.txt"]


def written_while_read(monkeypatch: pytest.MonkeyPatch, name: str, then: Callable[[Path], None]) -> None:
    """Somebody does something to a file of this name at the moment at which it is read."""
    really = Path.read_bytes

    def interrupted(path: Path) -> bytes:
        data = really(path)
        if path.name == name:
            then(path)
        return data

    monkeypatch.setattr(Path, "read_bytes", interrupted)


def test_a_file_that_changes_while_it_is_read_is_told_and_taken_when_it_is_at_rest(
    inbox: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox / "open.txt")
    run(store, inbox)
    put(inbox / "open.txt", MINUTES.replace("agreed", "deferred"))
    with monkeypatch.context() as patch:
        written_while_read(patch, "open.txt", lambda path: put(path, MINUTES.replace("agreed", "lost") * 2).touch())
        report = run(store, inbox)
    refused(runs.of(report, "open.txt"), says="open.txt changed while it was read", next_step="the same command again")
    assert runs.text_of(store, "open.txt") == MINUTES, "its old self is kept whole"
    put(inbox / "open.txt", MINUTES.replace("agreed", "lost"))
    assert runs.of(run(store, inbox), "open.txt").status is Status.CHANGED
    assert "lost" in runs.text_of(store, "open.txt")


def test_a_file_that_is_deleted_while_it_is_read_is_told_and_the_rest_goes_on(
    inbox: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox / "a.txt")
    written_while_read(monkeypatch, "a.txt", Path.unlink)
    refused(runs.of(run(store, inbox), "a.txt"), says="There is no file", next_step="Check the name")
    assert list(runs.held(store)) == ["good.txt"]


def test_a_folder_that_may_not_be_read_is_told_and_the_rest_goes_on(
    inbox: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox / "locked" / "a.txt")
    really = os.scandir

    def guarded(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "locked":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return really(path)

    monkeypatch.setattr(os, "scandir", guarded)
    report = run(store, inbox)
    refused(runs.of(report, "locked"), says="locked cannot be opened", next_step="who may read")
    assert list(runs.held(store)) == ["good.txt"]


@pytest.mark.parametrize("name", ["locked", "locked/a.txt"])
def test_what_the_system_itself_locks_is_told_and_the_rest_goes_on(inbox: Path, store: Path, name: str) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything: run the tests as another user to try this out")
    put(inbox / "locked" / "a.txt")
    (inbox / name).chmod(0)
    try:
        report = run(store, inbox)
    finally:
        (inbox / name).chmod(0o700)
    refused(runs.of(report, Path(name).name), says="cannot be opened")
    assert list(runs.held(store)) == ["good.txt"]


def test_files_of_a_kind_that_is_not_read_are_named(tmp_path: Path) -> None:
    for name in ("minutes.txt", "papers.zip", "sources.toml", ".hidden.zip"):
        (tmp_path / name).write_text("x", "utf-8")
    assert left_out([tmp_path]) == ["papers.zip"]
