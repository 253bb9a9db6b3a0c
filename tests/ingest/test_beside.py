"""Parsing in another process comes to the same as parsing here, in the same order, whatever the other process does."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.beside import Parser
from ingest.errors import RecordRefused
from ingest.intake import Raw, parsed, raw_file
from ingest.sources import Sources
from tests.ingest import runs
from tests.ingest.samples import RECORDS


def raw(data: bytes, name: str = "minutes.txt") -> Raw:
    return Raw(data, name, name, f"/records/{name}", runs.GIVEN)


def test_records_and_refusals_are_the_same_apart_as_here() -> None:
    good = [raw_file(path, Sources(), runs.GIVEN) for path in RECORDS]
    bad = [raw(runs.AGENDA.encode()), raw(b"")]
    with Parser(few=0) as parser:
        waiting = [parser.begin(one) for one in (*bad, *good)]
        for wait, one in zip(waiting, bad, strict=False):
            with pytest.raises(RecordRefused) as there:
                wait()
            with pytest.raises(there.type) as here:
                parsed(one)
            assert (there.value.message, there.value.hint) == (here.value.message, here.value.hint)
        assert [wait() for wait in waiting[len(bad) :]] == [parsed(one) for one in good]


def test_where_the_other_process_dies_parsing_goes_on_here() -> None:
    with Parser(few=0) as parser:
        first = parser.begin(raw(runs.MINUTES.encode()))()
        assert parser._process is not None
        parser._process.kill()
        parser._process.wait()
        for _ in range(2):
            assert parser.begin(raw(runs.MINUTES.encode()))() == first
        with pytest.raises(RecordRefused):
            parser.begin(raw(b""))()


def test_a_run_of_many_files_comes_to_the_same_as_a_run_of_each(tmp_path: Path, checked_here: None) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for day in range(1, 15):
        (inbox / f"{day:02}.txt").write_text(runs.minutes(day=day), "utf-8")
    (inbox / "05-bad.txt").write_text(runs.AGENDA, "utf-8")
    together = runs.run(tmp_path / "together", inbox)
    alone = [runs.run(tmp_path / "alone", path).files[0] for path in sorted(inbox.iterdir())]
    assert list(together.files) == alone
    assert runs.held(tmp_path / "together") == runs.held(tmp_path / "alone")
