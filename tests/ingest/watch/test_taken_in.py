"""What is new or changed in a watched folder is taken in whole; what is moved is held at its new place."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.reports import Status
from ingest.watch import Steps
from tests.ingest import runs
from tests.ingest.runs import MINUTES, minutes
from tests.ingest.watch.in_step import InStep

pytestmark = pytest.mark.usefixtures("checked_here")


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
