"""A run tells how far it is, and what it did is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.reports import Progress, Stage
from ingest.run import ingest
from ingest.store import Store
from tests.ingest import runs
from tests.ingest.run.files import put
from tests.ingest.runs import run

pytestmark = pytest.mark.usefixtures("checked_here")


def test_progress_tells_of_every_file_what_is_done_with_it_and_what_became_of_it(inbox: Path, store: Path) -> None:
    put(inbox / "a.txt")
    told: list[Progress] = []
    report = ingest([inbox], store, runs.encoding(), given=runs.GIVEN, on_progress=told.append)
    for number, file in enumerate(report.files):
        steps = [step for step in told if step.name == file.name]
        stages = [step.stage for step in steps]
        assert list(dict.fromkeys(stages)) == [Stage.READING, Stage.EMBEDDING, Stage.STORING, Stage.DONE]
        assert {step.done for step in steps[:-1]} == {number}
        assert (steps[-1].done, steps[-1].report) == (number + 1, file)
        embedding = [step for step in steps if step.stage is Stage.EMBEDDING]
        assert embedding[0].embedded == 0
        assert embedding[-1].embedded == embedding[-1].passages > 0
    assert told[-1] == Progress(2, 2, "", Stage.PUBLISHING)


def test_a_file_that_is_not_embedded_is_not_said_to_be(inbox: Path, store: Path) -> None:
    put(inbox / "empty.txt", "")
    run(store, inbox)
    told: list[Progress] = []
    ingest([inbox], store, runs.encoding(), given=runs.GIVEN, on_progress=told.append)
    assert {step.stage for step in told} == {Stage.READING, Stage.DONE, Stage.PUBLISHING}


def last_run(store: Path) -> dict[str, object]:
    with Store.open(store, None) as opened:
        return opened.runs()[0].summary


def test_every_run_is_kept_with_what_became_of_its_files_but_those_that_are_unchanged(inbox: Path, store: Path) -> None:
    run(store, inbox)
    put(inbox / "empty.txt", "")
    run(store, inbox)
    told = last_run(store)
    assert isinstance(told["files"], list)
    assert [(file["name"], file["status"]) for file in told["files"]] == [("empty.txt", "refused")]
    assert (told["unchanged"], told["refused"], told["ended"]) == (1, 1, True)


def test_a_run_that_is_stopped_is_kept_with_what_it_did(inbox: Path, store: Path) -> None:
    put(inbox / "z.txt")

    def stop(step: Progress) -> None:
        if step.name == "z.txt":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest([inbox], store, runs.encoding(), given=runs.GIVEN, on_progress=stop)
    told = last_run(store)
    assert isinstance(told["files"], list)
    assert [file["name"] for file in told["files"]] == ["good.txt"]
    assert (told["added"], told["ended"]) == (1, False)
