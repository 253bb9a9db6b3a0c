"""What is stored comes back as it was."""

from __future__ import annotations

import dataclasses
import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.encoding import Encoded
from ingest.errors import UnknownRecord, Unreadable
from ingest.originals import Piece, Source
from ingest.parts import Vectors
from ingest.records import Attendance, FutureMeeting, Item, Meeting, Outcome, Paragraph, Record
from ingest.store import Scope, Store
from tests.ingest.store import world

# Whatever a Record may hold: any text, any enum member, any time, any offset that fits SQLite.
SPAN = {"start": st.integers(0, 2**62), "end": st.integers(0, 2**62)}


def several(kind: type, **fields: object) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(st.builds(kind, **SPAN, **fields), max_size=3).map(tuple)  # type: ignore[arg-type]


PARAGRAPHS = several(Paragraph, speaker=..., truncated=..., bullet=...)
ITEMS = several(
    Item,
    title_start=SPAN["start"],
    title_end=SPAN["end"],
    paragraphs=PARAGRAPHS,
    outcomes=several(Outcome, owner=..., truncated=..., votes=...),
    truncated=...,
)
MEETINGS = st.builds(
    Meeting, header=PARAGRAPHS, items=ITEMS, attendance=several(Attendance), future_meetings=several(FutureMeeting)
)
RECORDS = st.builds(
    Record, source=st.builds(Source, url=...), meeting=MEETINGS, pieces=several(Piece), notes=..., pages=...
)


@settings(max_examples=60)
@given(record=RECORDS)
def test_a_record_comes_back_equal(record: Record) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with world.writing(folder) as writer:
            writer.replace(record, lambda _: Encoded((), (), ()))
        with Store.open(folder, world.MODEL) as store, store.view() as view:
            assert view.record(record.meeting.id) == record


def test_passages_come_back_equal_with_their_windows_and_vectors(tmp_path: Path) -> None:
    record = world.record("Ofsted asked about churn. " * 5, "Resolved: to note the report.")
    cut = world.passages(record)
    folder = world.made(tmp_path / "store", record, publish=False)
    with Store.open(folder, world.MODEL) as store, store.view() as view:
        ids = [passage.id for passage in cut]
        assert view.passages([*ids, "no such passage"]) == {passage.id: passage for passage in cut}
        assert tuple(view.all_passages(Scope())) == cut
        for passage, expected in zip(cut, world.vectors(cut), strict=True):
            np.testing.assert_array_equal(view.vectors(ids)[passage.id], expected)
        for passage, expected in zip(cut, world.sentence_vectors(cut), strict=True):
            assert len(expected) == len(passage.sentences) > 0
            np.testing.assert_allclose(view.sentence_vectors(ids)[passage.id], expected, atol=1e-3)


def test_a_summary_says_what_a_reader_should_know(tmp_path: Path) -> None:
    older = world.record("One.", date=dt.date(2018, 1, 9))
    newer = world.record("Two.", "Three.", truncated=True)
    folder = world.made(tmp_path / "store", older, newer, publish=False)
    with Store.open(folder, world.MODEL) as store, store.view() as view:
        first, second = view.meetings()
    assert (first.id, second.id) == (newer.meeting.id, older.meeting.id), "newest first"
    assert (first.items, first.paragraphs, first.truncated) == (1, 3, ("25",))
    assert second.truncated == ()
    assert first.notes == newer.notes
    assert (first.source, first.location, first.sha256) == (
        newer.source.name,
        newer.source.location,
        newer.source.sha256,
    )


def test_a_record_that_is_not_there_is_named(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", world.record("One."), publish=False)
    with (
        Store.open(folder, world.MODEL) as store,
        store.view() as view,
        pytest.raises(UnknownRecord, match="leeds/osc"),
    ):
        view.record("leeds/osc/2020-01-01")


def test_text_that_is_no_text_is_refused_and_nothing_is_stored(tmp_path: Path) -> None:
    record = world.record("One.")
    broken = dataclasses.replace(record, notes=(), text=record.text + "\ud800")
    with world.writing(tmp_path / "store") as writer:
        with pytest.raises(Unreadable):
            writer.replace(broken, lambda _: Encoded((), (), ()))
        assert writer.known() == {}


@pytest.mark.parametrize(
    ("fault", "change"),
    [
        ("instead of", lambda vectors: [v[:, :3] for v in vectors]),
        ("instead of", lambda vectors: [v[:0] for v in vectors]),
        ("finite", lambda vectors: [np.full_like(v, np.nan) for v in vectors]),
        ("came with", lambda vectors: vectors[:-1]),
    ],
)
def test_vectors_that_do_not_fit_are_refused_and_the_old_record_stays(
    tmp_path: Path, fault: str, change: Callable[[list[Vectors]], list[Vectors]]
) -> None:
    record, new = world.record("One.", "Two."), world.record("One.", "Three.")
    cut = world.passages(new)
    folder = world.made(tmp_path / "store", record, publish=False)
    made = Encoded(cut, tuple(change(world.vectors(cut))), tuple(world.sentence_vectors(cut)))
    with world.writing(folder) as writer, pytest.raises(ValueError, match=fault):
        writer.replace(new, lambda _: made)
    with Store.open(folder, world.MODEL) as store, store.view() as view:
        assert view.record(record.meeting.id) == record


def test_a_passage_that_is_not_a_slice_of_its_record_is_refused(tmp_path: Path) -> None:
    record = world.record("One.")
    cut = [dataclasses.replace(passage, text="Two.") for passage in world.passages(record)]
    with world.writing(tmp_path / "store") as writer, pytest.raises(ValueError, match="slice"):
        writer.replace(
            record, lambda _: Encoded(tuple(cut), tuple(world.vectors(cut)), tuple(world.sentence_vectors(cut)))
        )
