"""`minutebook records`, `remove` and `doctor`: what is held, taken out, and sound."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.assistant.cli.ran import CHURN, GLOUCESTERSHIRE, RECORDS, here, lawful, refused
from tests.ingest import runs


@pytest.fixture
def own_store(store: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(store, tmp_path / "own")
    return tmp_path / "own"


def test_the_records_for_machines_are_the_meetings_held_newest_first(store: Path) -> None:
    held = here("records", "--json", "--store", store).json
    assert [meeting["date"] for meeting in held] == sorted((m["date"] for m in held), reverse=True)
    assert {meeting["source"] for meeting in held} == {path.name for path in RECORDS.glob("*-*.*")}
    for meeting in held:
        assert set(meeting) == {
            "id", "council", "committee", "date", "time", "state", "items", "paragraphs", "truncated", "notes",
            "source", "url", "sha256", "further",
        }  # fmt: skip


def test_the_records_for_people_stand_one_on_a_line_in_a_pipe(store: Path) -> None:
    ran = here("records", "--council", "Leicestershire", "--store", store)
    assert len(ran.out.strip().splitlines()) == 3
    assert "leicestershire/children-and-families-osc/2020-11-18" in ran.out
    assert "\x1b" not in ran.out


def test_a_further_source_of_a_meeting_is_told_by_ingest_and_by_records(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text(runs.MINUTES + "\nIt was late.\n", "utf-8")
    (inbox / "b.txt").write_text(runs.MINUTES, "utf-8")
    ran = here("ingest", inbox, "--council", "Anytown Borough Council", "--store", "store")
    assert "1 added, 0 changed, 0 unchanged, 1 further, 0 refused." in ran.out
    assert "The same meeting as a.txt, which answers for it" in ran.out
    [held] = here("records", "--json", "--store", "store").json
    assert (held["source"], [one["source"] for one in held["further"]]) == ("a.txt", ["b.txt"])
    assert "also held: b.txt" in here("records", "--store", "store").out
    assert here("remove", "a.txt", "--json", "--store", "store").json["removed"] == [str(inbox / "a.txt")]
    [held] = here("records", "--json", "--store", "store").json
    assert (held["source"], held["further"]) == ("b.txt", [])


def test_records_of_what_is_not_held_are_none(store: Path) -> None:
    assert here("records", "--council", "Nowhere", "--json", "--store", store).json == []
    assert here("records", "--council", "Nowhere", "--store", store).out.startswith("No minutes of that scope")


@pytest.mark.parametrize("name", [GLOUCESTERSHIRE, "gloucestershire-2019-06-07.txt"])
def test_a_record_is_removed_by_its_id_or_its_file_and_no_answer_rests_on_it(own_store: Path, name: str) -> None:
    ran = here("remove", name, name, "--json", "--store", own_store)
    assert ran.code == 0
    assert ran.json == {"removed": [GLOUCESTERSHIRE], "unknown": []}
    reply = here("ask", CHURN, "--json", "--store", own_store).json
    lawful(reply)
    assert reply["searched"]["meetings"] == 4
    assert "gloucestershire-2019-06-07.txt" not in json.dumps(reply)


def test_what_is_not_held_cannot_be_removed_and_the_rest_is(own_store: Path) -> None:
    ran = here("remove", "nosuch.txt", GLOUCESTERSHIRE, "--store", own_store)
    assert ran.code == 1
    assert ran.out == f"Removed {GLOUCESTERSHIRE}.\n"
    assert "Refused: There is no record nosuch.txt in the store." in ran.err
    assert "Next: Run `minutebook records`" in ran.err
    assert len(here("records", "--json", "--store", own_store).json) == 4


def test_a_file_name_that_several_records_have_removes_none_of_them(tmp_path: Path) -> None:
    for day, folder in ((4, "march"), (5, "april")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "minutes.txt").write_text(runs.minutes(day=day, month=folder.title()), "utf-8")
    runs.run(tmp_path / "store", tmp_path / "march", tmp_path / "april")
    held = [meeting["id"] for meeting in here("records", "--json", "--store", "store").json]
    assert len(held) == 2
    refused(here("remove", "minutes.txt", "--store", "store"), *held, "Nothing was removed")
    assert here("remove", held[0], "--json", "--store", "store").json["removed"] == held[:1]
    assert len(here("records", "--json", "--store", "store").json) == 1


def test_a_sound_store_passes_the_doctor(store: Path) -> None:
    ran = here("doctor", "--json", "--store", store)
    assert ran.code == 0
    assert all(set(finding) == {"what", "ok", "detail", "hint"} for finding in ran.json)
    assert [finding for finding in ran.json if not finding["ok"]] == []
    assert {"embedding weights", "counts", "orphans", "vector index"} <= {finding["what"] for finding in ran.json}


def test_the_doctor_tells_what_to_do_where_there_is_no_store() -> None:
    ran = here("doctor", "--json", "--store", "nosuch")
    assert ran.code == 1
    [bad] = [finding for finding in ran.json if not finding["ok"]]
    assert bad["what"] == "store"
    assert "minutebook ingest" in bad["hint"]
    assert "BAD store" in here("doctor", "--store", "nosuch").out
