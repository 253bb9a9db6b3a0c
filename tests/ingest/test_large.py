"""Very many files, and very long ones: nothing is lost, or it is told. In full with `python -m benchmarks large`."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.reports import Status
from ingest.store import Store
from tests.ingest import runs
from tests.ingest.large import long_pdf, tiny_files

pytestmark = pytest.mark.usefixtures("checked_here")


def test_many_tiny_files_are_each_a_record_and_the_same_again_changes_nothing(tmp_path: Path) -> None:
    inbox, store = tiny_files(tmp_path / "inbox", 150), tmp_path / "store"
    assert runs.run(store, inbox).count(Status.ADDED) == 150
    assert len(runs.held(store)) == 150
    assert runs.run(store, inbox).count(Status.UNCHANGED) == 150
    with Store.open(store, None) as opened:
        assert [check for check in opened.checks() if not check.ok] == []


def test_the_last_page_of_a_long_pdf_is_as_good_as_the_first(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "long.pdf").write_bytes(long_pdf(40, lines=12))
    store = tmp_path / "store"
    [report] = runs.run(store, tmp_path / "inbox").files
    assert report.status is Status.ADDED
    assert report.items == 40
    text = runs.text_of(store, "long.pdf")
    assert all(f"sentence {page}.{line} of" in text for page in (1, 40) for line in range(12))


def test_a_pdf_of_more_words_than_any_meeting_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "long.pdf").write_bytes(long_pdf(5_001, lines=0))
    [report] = runs.run(tmp_path / "store", tmp_path / "long.pdf").files
    assert report.reason == "long.pdf is too long for the minutes of one meeting."
    assert report.hint == "Split it into one file a meeting and ingest those."
