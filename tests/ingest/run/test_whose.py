"""Whose minutes a file holds is read, told, or asked; never guessed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ingest.layouts.meeting import NOTHING_GIVEN, Given
from ingest.reports import Status
from tests.ingest import runs
from tests.ingest.run.files import put, refused
from tests.ingest.runs import DATED, MINUTES, run

pytestmark = pytest.mark.usefixtures("checked_here")


NO_COUNCIL = MINUTES.replace("Anytown Borough Council\n", "")


def test_a_text_without_a_date_is_taken_with_the_date_that_is_given(inbox: Path, store: Path) -> None:
    path = put(inbox / "undated.txt", MINUTES.replace(DATED, ""))
    report = run(store, path, given=Given("Anytown Borough Council", date=dt.date(2025, 3, 4)))
    assert report.files[0].meeting == "anytown-borough/planning-committee/2025-03-04"


def test_a_text_without_a_council_is_asked_about_and_taken_when_it_is_given(inbox: Path, store: Path) -> None:
    path = put(inbox / "whose.txt", NO_COUNCIL)
    report = run(store, path, given=NOTHING_GIVEN)
    refused(report.files[0], says="which council", next_step="--council")
    assert "sources.toml" in (report.files[0].hint or "")
    assert runs.held(store) == {}
    assert run(store, path, given=Given("Elsewhere Council")).files[0].status is Status.ADDED
    assert runs.held(store)["whose.txt"].council == "Elsewhere Council"


def test_a_council_can_be_told_beside_the_file_and_the_command_line_goes_first(inbox: Path, store: Path) -> None:
    put(inbox / "whose.txt", NO_COUNCIL)
    put(
        inbox / "sources.toml",
        '\ufeff["whose.txt"]\ncouncil = " Elsewhere\u00a0Council "\nurl = "https://a.example/1"\n',
    )
    run(store, inbox / "whose.txt", given=NOTHING_GIVEN)
    assert runs.held(store)["whose.txt"].council == "Elsewhere Council"
    assert runs.held(store)["whose.txt"].url == "https://a.example/1"
    run(store, inbox / "whose.txt", given=Given("Anytown Borough Council"))
    assert [m.council for m in runs.held(store).values()] == ["Anytown Borough Council"]


@pytest.mark.parametrize("day", ["2025-03-04", '"2025-03-04"', "2025-03-04T10:00:00", "2025-03-04T10:00:00Z"])
def test_a_date_can_be_told_beside_the_file_as_a_date_a_moment_or_a_text(inbox: Path, store: Path, day: str) -> None:
    put(
        inbox / "undated.txt",
        f"{MINUTES}\n3. Next meeting\n\nMinutes:\n\n8 April 2025 was agreed.\n".replace(DATED, ""),
    )
    put(inbox / "sources.toml", f'["undated.txt"]\ndate = {day}\n')
    run(store, inbox)
    assert runs.held(store)["undated.txt"].date == dt.date(2025, 3, 4)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ('["a.txt"\n', "line 1"),
        ('"a.txt" = "Anytown"\n', "is not a table"),
        ('["a.txt"]\ndate = "4 March"\n', '"4 March" as the date'),
        ('["a.txt"]\ndate = 2025\n', '"2025" as the date'),
        ('["a.txt"]\ncouncil = 5\n', "5 as the council"),
        ('["a.txt"]\ncouncil = "!!!"\n', '"!!!" is no name'),
        ('["a.txt"]\ncouncil = "Caf\u00e9"\n'.encode("latin-1"), "it is not UTF-8"),
    ],
)
def test_a_broken_sources_file_is_told_for_the_files_it_speaks_of_and_other_folders_go_on(
    inbox: Path, store: Path, told: str | bytes, says: str
) -> None:
    put(inbox / "told" / "a.txt", NO_COUNCIL)
    put(inbox / "told" / "sources.toml", told)
    report = run(store, inbox, given=NOTHING_GIVEN)
    [bad] = [file for file in report.files if file.name == "a.txt"]
    assert bad.status is Status.REFUSED
    assert bad.reason is not None
    assert says in bad.reason
    assert "sources.toml" in bad.reason or "a.txt" in bad.reason
    assert bad.hint
    assert list(runs.held(store)) == ["good.txt"]


def test_a_sources_file_that_cannot_be_opened_is_told(inbox: Path, store: Path) -> None:
    put(inbox / "told" / "a.txt")
    (inbox / "told" / "sources.toml").mkdir()
    report = runs.of(run(store, inbox), "a.txt")
    assert report.reason is not None
    assert "sources.toml cannot be opened" in report.reason


@pytest.mark.parametrize("name", ["", "  ", "\u00a0"])
def test_a_blank_name_is_as_none(inbox: Path, store: Path, name: str) -> None:
    run(store, inbox, given=Given(council=name, committee=name))
    assert runs.held(store)["good.txt"].council == "Anytown Borough Council"


def test_a_name_without_letters_is_refused_rather_than_made_an_empty_id(inbox: Path, store: Path) -> None:
    report = run(store, inbox, given=Given(committee="***"))
    refused(runs.of(report, "good.txt"), says='"***" is no name', next_step="--committee")
