"""The same again changes nothing; what has changed replaces its old self whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.reports import Status
from ingest.run import ingest
from ingest.store import Store
from tests.ingest import runs
from tests.ingest.run.files import digest, put
from tests.ingest.runs import MINUTES, minutes, run

pytestmark = pytest.mark.usefixtures("checked_here")


def test_the_same_again_changes_nothing_and_embeds_nothing(inbox: Path, store: Path) -> None:
    put(inbox / "b.txt")
    run(store, inbox)
    before, revision = digest(store), Store.open(store, None)
    with revision:
        number = revision.revision
    encoding = runs.encoding()
    encoding = type(encoding)(encoding.model, lambda: pytest.fail("something was embedded"), encoding.count_tokens)
    report = ingest([inbox], store, encoding, given=runs.GIVEN)
    assert {file.status for file in report.files} == {Status.UNCHANGED}
    assert digest(store) == before
    with Store.open(store, None) as after:
        assert after.revision == number


def test_a_changed_file_replaces_its_old_self_whole(inbox: Path, store: Path) -> None:
    run(store, inbox)
    put(inbox / "good.txt", minutes(day=1, month="May").replace("too much", "too little"))
    report = run(store, inbox)
    assert [file.status for file in report.files] == [Status.CHANGED]
    assert "too little" in runs.text_of(store, "good.txt")
    assert b"too much" not in b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())


def test_a_file_that_is_now_of_another_meeting_leaves_nothing_of_the_one_before(inbox: Path, store: Path) -> None:
    run(store, inbox)
    put(inbox / "good.txt", minutes(day=2, month="May"))
    assert [file.status for file in run(store, inbox).files] == [Status.CHANGED]
    assert [m.date.day for m in runs.held(store).values()] == [2]


def test_a_file_that_was_moved_is_the_same_file(inbox: Path, store: Path) -> None:
    put(inbox / "a.txt")
    run(store, inbox)
    before = digest_of_contents(store)
    (inbox / "old").mkdir()
    (inbox / "a.txt").rename(inbox / "old" / "a.txt")
    assert {file.status for file in run(store, inbox).files} == {Status.UNCHANGED}
    assert digest_of_contents(store) == before
    put(inbox / "old" / "a.txt", MINUTES.replace("agreed", "deferred"))
    assert runs.of(run(store, inbox), "a.txt").status is Status.CHANGED
    assert len(runs.held(store)) == 2


def digest_of_contents(store: Path) -> list[tuple[str, str]]:
    return sorted((m.id, m.sha256) for m in runs.held(store).values())


def test_a_copy_of_the_same_name_in_another_folder_is_the_same_file(inbox: Path, store: Path) -> None:
    put(inbox / "a.txt")
    put(inbox / "backup" / "a.txt")
    assert run(store, inbox).count(Status.REFUSED) == 0
    assert sorted(runs.held(store)) == ["a.txt", "good.txt"]


def test_two_meetings_of_a_committee_on_one_day_are_two_records(inbox: Path, store: Path) -> None:
    put(inbox / "morning.txt", minutes())
    put(inbox / "afternoon.txt", minutes(time="2.00 pm"))
    for status in (Status.ADDED, Status.UNCHANGED):
        report = run(store, inbox)
        assert {file.status for file in report.files} == {status}
    assert len({file.meeting for file in report.files}) == 3


def test_a_file_named_twice_is_taken_once(inbox: Path, store: Path) -> None:
    report = run(store, inbox / "good.txt", inbox, inbox / "." / "good.txt")
    assert [file.name for file in report.files] == ["good.txt"]
