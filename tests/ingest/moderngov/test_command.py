"""`minutebook ingest URL`: what a person types, and what they are told."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app
from assistant.commands import ingesting
from ingest.fetched import Cache, Fetched
from ingest.wire import Wire
from tests.ingest import runs
from tests.ingest.moderngov.anytown import COUNCIL, MARCH, MAY
from tests.ingest.moderngov.site import Site

pytestmark = pytest.mark.usefixtures("checked_here")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of whoever runs the tests plays a part; no pause is made, and no model loaded."""
    for name in [name for name in os.environ if name.startswith("MINUTEBOOK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MINUTEBOOK_FETCH_DELAY", "0")
    monkeypatch.setattr(ingesting, "encoding_of", lambda *_: runs.encoding())
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def root(site: Site) -> str:
    return f"http://127.0.0.1:{site.port}/"


def minutebook(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def report(ran: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_a_committee_is_taken_in(root: str) -> None:
    ran = minutebook("ingest", f"{root}ieListMeetings.aspx?CId=7", "--from", "2025-05-01", "--allow-private", "--json")
    assert ran.exit_code == 0, ran.output
    [file] = report(ran)["files"]
    assert file["name"] == f"{root}ieListDocuments.aspx?CId=7&MId={MAY.id}"
    [held] = json.loads(minutebook("records", "--json").stdout)
    assert (held["council"], held["committee"], held["date"]) == (COUNCIL, "Planning Committee", "2025-05-06")
    assert held["url"] == file["location"]


def test_a_site_with_the_name_of_a_committee(root: str) -> None:
    ran = minutebook("ingest", root, "--committee", "planning committee", "--limit", "1", "--allow-private")
    assert ran.exit_code == 0, ran.output
    assert "1 more meetings are listed there" in ran.stdout


def test_a_private_address_is_refused_unless_that_is_said(root: str, site: Site) -> None:
    ran = minutebook("ingest", f"{root}ieListDocuments.aspx?CId=7&MId={MARCH.id}", "--json")
    assert ran.exit_code == 1
    [file] = report(ran)["files"]
    assert "127.0.0.1 is not one of the open internet" in file["reason"]
    assert "--allow-private" in file["hint"]
    assert site.asked == []


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://anytown.test/minutes.txt", "http://a:b@anytown.test/"]
)
def test_an_address_that_is_not_fetched_is_told_from_a_file(address: str) -> None:
    ran = minutebook("ingest", address, "--json")
    assert ran.exit_code == 1
    assert "fetched" in report(ran)["files"][0]["reason"]


def test_removing_a_record_leaves_no_word_of_it_among_what_was_fetched(root: str, tmp_path: Path) -> None:
    address = f"{root}ieListDocuments.aspx?CId=7&MId={MARCH.id}"
    assert minutebook("ingest", address, "--allow-private").exit_code == 0
    Cache(tmp_path / ".minutebook").put(Fetched(address, ".xml", b"Councillor Ashworth"))
    assert minutebook("remove", address).exit_code == 0
    assert not any(b"Ashworth" in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_nothing_is_fetched_where_no_address_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(Wire, "get", never)
    (tmp_path / "minutes.txt").write_text(runs.MINUTES.replace("Anytown Borough", "Kent County"), encoding="utf-8")
    assert minutebook("ingest", "minutes.txt").exit_code == 0
