"""No text is embedded twice, and no sentence besides its passage: not in a record, a run or a later run."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.encoding import Encoding
from ingest.run import ingest
from ingest.store import Store
from tests.ingest import runs
from tests.ingest.store import world

pytestmark = pytest.mark.usefixtures("checked_here")

STANDING = "Members were reminded to declare their interests."


def text(day: int, *more: str) -> str:
    return runs.minutes(day=day) + f"\n3. Interests\n\nMinutes:\n{' '.join((STANDING, *more))}\n"


def taken_in(store: Path, *paths: Path) -> list[str]:
    """What was embedded when these were taken in."""
    embedder = world.FakeEmbedder()
    ingest(paths, store, Encoding(world.MODEL, lambda: embedder, embedder.count_tokens), given=runs.GIVEN)
    return embedder.asked


def test_within_a_run_and_in_a_later_one_no_text_is_embedded_twice(tmp_path: Path) -> None:
    inbox, store = tmp_path / "inbox", tmp_path / "store"
    inbox.mkdir()
    for day in (1, 2, 3):
        (inbox / f"{day}.txt").write_text(text(day, STANDING), "utf-8")
    first = taken_in(store, inbox)
    assert len(first) == len(set(first)), "within a run nothing twice"
    assert STANDING not in first, "a sentence is read in its passage"
    (inbox / "later.txt").write_text(text(4), "utf-8")
    later = taken_in(store, inbox)
    assert not set(later) & set(first)
    (inbox / "later.txt").write_text(text(4) + "\n4. Close\n\nMinutes:\nIt closed.\n", "utf-8")
    assert len(taken_in(store, inbox)) == 1, "the new passage; the others are as they were"


def test_of_a_changed_file_only_what_is_new_is_embedded(tmp_path: Path) -> None:
    path, store = tmp_path / "a.txt", tmp_path / "store"
    path.write_text(text(1), "utf-8")
    taken_in(store, path)
    path.write_text(text(1, "Nobody did."), "utf-8")
    asked = taken_in(store, path)
    assert len(asked) == 1, "the passage it stands in"
    assert asked[0].endswith("Nobody did.")


def test_vectors_that_are_looked_up_are_those_that_would_be_made(tmp_path: Path) -> None:
    paths = [tmp_path / f"{day}.txt" for day in (1, 2)]
    for day, path in enumerate(paths, start=1):
        path.write_text(text(day), "utf-8")
    taken_in(tmp_path / "store", *paths)
    encoding = runs.encoding()
    with Store.open(tmp_path / "store", None) as store, store.view() as view:
        for meeting in view.meetings():
            made = encoding.encode(view.record(meeting.id))
            ids = [passage.id for passage in made.passages]
            for passage, windows, sentences in zip(made.passages, made.windows, made.sentences, strict=True):
                assert (view.vectors(ids)[passage.id] == windows).all()
                assert abs(view.sentence_vectors(ids)[passage.id] - sentences).max() < 1e-3
