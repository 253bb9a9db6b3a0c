"""A view is one moment: what is read through it is of that moment; what is kept between views is never out of date."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ingest.store import EVERYWHERE, Scope
from tests.ingest.store import world

pytestmark = pytest.mark.usefixtures("checked_here")

EARLY, LATE = dt.date(2019, 2, 1), dt.date(2021, 5, 6)


def test_the_passages_of_a_meeting_are_its_own_in_reading_order(tmp_path: Path) -> None:
    records = world.many(4)
    with world.reading(world.made(tmp_path / "store", *records, publish=False)) as store, store.view() as view:
        for record in records:
            found = view.passages_of(record.meeting.id)
            assert [passage.id for passage in found] == [passage.id for passage in world.passages(record)]
            assert [passage.start for passage in found] == sorted(passage.start for passage in found)
        assert view.passages_of("no/such/meeting") == ()


def test_the_passages_of_the_meetings_are_all_there_are(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", *world.many(4), publish=False)
    with world.reading(folder) as store, store.view() as view:
        of_meetings = {passage.id for meeting in view.meetings() for passage in view.passages_of(meeting.id)}
        assert of_meetings == {passage.id for passage in view.all_passages()}
        assert len(of_meetings) == view.passage_count()


def test_a_view_that_was_open_sees_the_meetings_it_saw_and_the_next_sees_the_new_ones(tmp_path: Path) -> None:
    first, second = world.record("The zoo was closed.", date=EARLY), world.record("The park opened.", date=LATE)
    folder = world.made(tmp_path / "store", first, publish=False)
    with world.reading(folder) as store:
        with store.view() as before:
            assert [m.id for m in before.meetings()] == [first.meeting.id]
            with world.writing(folder) as writer:
                world.store(writer, second)
            with store.view() as after:
                assert [m.id for m in after.meetings()] == [second.meeting.id, first.meeting.id]
            assert [m.id for m in before.meetings()] == [first.meeting.id]
            assert before.terms_like("park", 0) == []
        with world.writing(folder) as writer:
            writer.remove(first.meeting.id)
        with store.view() as view:
            assert [m.id for m in view.meetings()] == [second.meeting.id]
            assert view.passages_of(first.meeting.id) == ()


def test_a_meeting_that_changed_is_told_as_it_is_now(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", world.record("One."), publish=False)
    with world.reading(folder) as store:
        with store.view() as view:
            assert [(m.paragraphs, m.truncated) for m in view.meetings()] == [(2, ())]
        with world.writing(folder) as writer:
            world.store(writer, world.record("One.", "Two.", "Three.", truncated=True))
        with store.view() as view:
            assert [(m.paragraphs, m.truncated) for m in view.meetings()] == [(4, ("25",))]


@pytest.mark.parametrize(
    "scope",
    [
        EVERYWHERE,
        Scope(councils=(world.LEICESTER[0],)),
        Scope(committees=(world.SCRUTINY[1],)),
        Scope(date_from=dt.date(2017, 1, 16)),
        Scope(date_to=dt.date(2017, 1, 16)),
        Scope(councils=(world.SCRUTINY[0],), committees=(world.LEICESTER[1],)),
        Scope(councils=("Nowhere",)),
    ],
)
def test_the_meetings_of_a_scope_are_those_whose_passages_it_searches(tmp_path: Path, scope: Scope) -> None:
    folder = world.made(tmp_path / "store", *world.many(6), publish=False)
    with world.reading(folder) as store, store.view() as view:
        dates = [meeting.date for meeting in view.meetings(scope)]
        assert dates == sorted(dates, reverse=True)
        assert {m.id for m in view.meetings(scope)} == {p.meeting_id for p in view.all_passages(scope)}


def test_terms_like_a_stem_begin_as_it_does_and_are_about_as_long(tmp_path: Path) -> None:
    one = world.record("Badger badge badges barn.", "A badger and 4 ba2ger.", "Cadger.")
    with world.reading(world.made(tmp_path / "store", one, publish=False)) as store, store.view() as view:
        assert dict(view.terms_like("badger", 0)) == {"badger": 2}
        assert {term for term, _ in view.terms_like("badger", 9)} == {"badger", "badg", "barn"}
        assert view.terms_like("zebra", 9) == []
        for most in range(4):
            assert all(abs(len(term) - 6) <= most for term, _ in view.terms_like("badger", most))


@pytest.mark.parametrize("stem", ["", '"', "%", "é", "\U0010ffff", "a'b"])
def test_terms_like_anything_at_all_are_asked_for_without_failing(tmp_path: Path, stem: str) -> None:
    folder = world.made(tmp_path / "store", world.record("Évian and eels."), publish=False)
    with world.reading(folder) as store, store.view() as view:
        assert isinstance(view.terms_like(stem, 3), list)
