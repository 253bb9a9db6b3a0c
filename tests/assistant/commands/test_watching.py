"""`minutebook ingest --watch` and the log of what it and other runs did: what is typed, and what is told."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app
from assistant.commands import ingesting, watching
from ingest.errors import StoreError
from ingest.store import Store
from tests.ingest import runs
from tests.ingest.conftest import checked_here  # noqa: F401  a fixture
from tests.ingest.runs import MINUTES, minutes

pytestmark = pytest.mark.usefixtures("checked_here")

COUNCIL = ("--council", "Anytown Borough Council")
MEETING = "anytown-borough/planning-committee/2025-03-04"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of whoever runs the tests plays a part, and no model is loaded."""
    for name in [name for name in os.environ if name.startswith("MINUTEBOOK_")]:
        monkeypatch.delenv(name)
    for module in (ingesting, watching):
        monkeypatch.setattr(module, "encoding_of", lambda *_: runs.encoding())
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with two files."""
    return runs.inbox(tmp_path / "inbox")


def minutebook(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def of_machines(*arguments: str) -> Any:  # noqa: ANN401  whatever was printed
    ran = minutebook(*arguments, "--json")
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.stdout)


def watched(monkeypatch: pytest.MonkeyPatch, *happens: Callable[[], object], json_: bool = False) -> Result:
    """Watch the inbox; after every two looks one more thing happens, then somebody presses Ctrl-C."""

    def pauses() -> Iterator[None]:
        yield
        for thing in happens:
            yield
            thing()
            yield
            yield
        raise KeyboardInterrupt

    pause = pauses()
    monkeypatch.setattr(watching.Watching, "pause", lambda _self: next(pause))
    return minutebook("ingest", "--watch", "inbox", *COUNCIL, *(["--json"] if json_ else []))


# --- watching ---------------------------------------------------------------------------------------------------------


def test_a_folder_is_kept_in_step_until_ctrl_c(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = watched(
        monkeypatch,
        lambda: (inbox / "c.txt").write_text(minutes(day=2, month="June"), "utf-8"),
        (inbox / "a.txt").unlink,
    )
    assert ran.exit_code == 130
    assert "Stopped. What was done so far is kept." in ran.stderr
    assert "2 files in" in ran.stdout
    assert "1 file in" in ran.stdout
    assert f"removed  {MEETING}: its file is gone." in ran.stdout
    assert sorted(held["source"] for held in of_machines("records")) == ["b.txt", "c.txt"]


def test_for_machines_each_step_is_a_line(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = watched(monkeypatch, (inbox / "a.txt").unlink, json_=True)
    taken, removed = map(json.loads, ran.stdout.splitlines())
    assert (taken["added"], taken["removed"]) == (2, [])
    assert (removed["files"], removed["removed"]) == ([], [MEETING])


def test_the_store_is_free_for_others_between_two_looks(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def remove() -> None:
        ran = minutebook("remove", MEETING)
        assert ran.exit_code == 0, ran.output

    ran = watched(monkeypatch, remove)
    assert ran.exit_code == 130, ran.output
    assert [held["source"] for held in of_machines("records")] == ["b.txt"]


def test_while_another_writes_it_waits_and_then_takes_in_what_has_changed(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Path(".minutebook")
    busy = Store.writer(store, None, who="minutebook reindex")

    def begin() -> None:
        busy.__enter__()
        (inbox / "c.txt").write_text(minutes(day=2, month="June"), "utf-8")
        (inbox / "a.txt").unlink()

    ran = watched(monkeypatch, begin, lambda: busy.__exit__(None, None, None))
    assert ran.exit_code == 130, ran.output
    assert "is being written by `minutebook reindex`" in ran.stderr
    assert sorted(held["source"] for held in of_machines("records")) == ["b.txt", "c.txt"]


def test_a_folder_that_is_not_there_any_more_is_told_with_a_next_step(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = watched(monkeypatch, lambda: inbox.rename("elsewhere"))
    assert "Nothing is found in" in ran.stderr
    assert "minutebook remove" in ran.stderr
    assert len(of_machines("records")) == 2


@pytest.mark.parametrize("place", ["inbox/a.txt", "nosuch", "https://democracy.anytown.test/"])
def test_only_folders_can_be_watched(place: str, inbox: Path) -> None:
    ran = minutebook("ingest", "--watch", str(inbox), place)
    assert ran.exit_code == 2
    assert "--watch keeps in step with folders" in " ".join(ran.stderr.replace("│", " ").split())


# --- the log ----------------------------------------------------------------------------------------------------------


def test_what_was_refused_is_listed_with_when_why_and_what_to_do_until_it_is_held(inbox: Path) -> None:
    (inbox / "c.txt").write_text("", "utf-8")
    minutebook("ingest", "inbox", *COUNCIL)
    minutebook("ingest", "inbox/a.txt", *COUNCIL)
    [file] = of_machines("records", "--failed")
    assert set(file) == {"name", "location", "when", "reason", "hint"}
    assert (file["name"], file["reason"]) == ("c.txt", "c.txt is empty.")
    shown = minutebook("records", "--failed").stdout
    assert "inbox/c.txt  refused on 20" in shown
    assert "c.txt is empty.\n    Next: " in shown
    (inbox / "c.txt").write_text(minutes(day=2, month="June"), "utf-8")
    minutebook("ingest", "inbox", *COUNCIL)
    assert of_machines("records", "--failed") == []
    assert "Nothing that was refused is left to do" in minutebook("records", "--failed").stdout


def test_what_is_refused_is_told_as_it_was_refused_last(inbox: Path) -> None:
    (inbox / "c.txt").write_text("", "utf-8")
    minutebook("ingest", "inbox", *COUNCIL)
    (inbox / "c.txt").write_text("hello world " * 40, "utf-8")
    minutebook("ingest", "inbox", *COUNCIL)
    [file] = of_machines("records", "--failed")
    assert "is empty" not in file["reason"]


def test_a_file_that_is_held_is_not_listed_however_it_was_named_when_it_was_refused(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_text(MINUTES.replace("Anytown Borough Council\n", ""), "utf-8")
    minutebook("ingest", "inbox", *COUNCIL)
    for place in (str(inbox), "./inbox/../inbox"):
        assert minutebook("ingest", place).exit_code == 1
        assert of_machines("records", "--failed") == []


def test_a_file_that_is_gone_is_not_listed_and_one_of_the_same_name_elsewhere_is(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in (inbox, tmp_path / "other" / "inbox"):
        place.mkdir(parents=True, exist_ok=True)
        (place / "c.txt").write_text("", "utf-8")
        monkeypatch.chdir(place.parent)
        minutebook("ingest", "inbox", *COUNCIL, "--store", str(tmp_path / "store"))
    assert len(of_machines("records", "--failed", "--store", str(tmp_path / "store"))) == 2
    (inbox / "c.txt").unlink()
    assert len(of_machines("records", "--failed", "--store", str(tmp_path / "store"))) == 1


def test_a_record_that_is_removed_leaves_no_word_in_what_is_listed(inbox: Path) -> None:
    (inbox / "c.txt").write_text(MINUTES + "\nIt was late.\n", "utf-8")
    minutebook("ingest", "inbox", *COUNCIL)
    minutebook("remove", MEETING)
    assert "a.txt" not in minutebook("records", "--failed", "--json").stdout
    assert MEETING not in minutebook("records", "--failed", "--json").stdout


def test_the_runs_are_listed_newest_first_and_one_that_was_stopped_says_so(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched(monkeypatch, (inbox / "a.txt").unlink)

    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr("ingest.store.writer.Writer.publish", full)
    minutebook("ingest", "inbox", *COUNCIL)
    stopped, removal, first = of_machines("records", "--runs")
    assert (first["added"], first["removed"], first["ended"]) == (2, 0, True)
    assert (removal["added"], removal["removed"], removal["ended"]) == (0, 1, True)
    assert (stopped["unchanged"], stopped["ended"]) == (1, False)
    shown = minutebook("records", "--runs").stdout
    assert shown.splitlines()[1].endswith("stopped before its end")


@pytest.mark.parametrize("more", [["--runs"], ["--council", "Anytown"], ["--from", "2024-01-01"]])
def test_the_log_takes_no_other_filter(more: list[str], inbox: Path) -> None:
    minutebook("ingest", "inbox", *COUNCIL)
    assert minutebook("records", "--failed", *more).exit_code == 2


# --- the closing table ------------------------------------------------------------------------------------------------


def test_many_files_that_are_unchanged_are_counted_and_not_listed(inbox: Path) -> None:
    for day in range(1, 13):
        (inbox / f"july-{day}.txt").write_text(minutes(day=day, month="July"), "utf-8")
    first = minutebook("ingest", "inbox", *COUNCIL).stdout
    assert all(f"july-{day}.txt" in first for day in range(1, 13))
    (inbox / "a.txt").write_text(MINUTES.replace("too much", "too little"), "utf-8")
    (inbox / "empty.txt").write_text("", "utf-8")
    again = minutebook("ingest", "inbox", *COUNCIL)
    assert "july" not in again.stdout
    assert "changed  a.txt" in again.stdout
    assert "15 files in" in again.stdout
    assert "0 added, 1 changed, 13 unchanged, 1 refused" in again.stdout
    assert "refused   empty.txt\n          empty.txt is empty.\n          Next: " in again.stderr


def test_more_than_anybody_reads_is_counted_with_where_to_find_it(inbox: Path) -> None:
    for number in range(60):
        (inbox / f"empty-{number:02}.txt").write_text("", "utf-8")
    ran = minutebook("ingest", "inbox", *COUNCIL)
    assert ran.stderr.count("is empty.\n") == 50
    assert "10 more were refused; `minutebook records --failed` tells why each was." in ran.stderr
    assert len(of_machines("records", "--failed")) == 60
