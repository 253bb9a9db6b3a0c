"""kill -9 over every command that writes; in full with `python -m benchmarks kills`."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.ingest.killing import World, launcher


@pytest.mark.usefixtures("checked_here")
def test_a_killed_command_leaves_whole_records_and_the_next_run_ends_as_if_undisturbed(tmp_path: Path) -> None:
    with launcher() as run:
        tallies = World(tmp_path, run, 10, random.Random(2019), kills_a_store=2).try_all(2)  # noqa: S311
    assert [(tally.command, tally.kills) for tally in tallies] == [
        ("ingest", 2),
        ("change", 2),
        ("remove", 2),
        ("reindex", 2),
    ]
