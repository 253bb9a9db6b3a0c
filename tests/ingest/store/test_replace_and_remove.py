"""A changed file replaces its old self whole; what is removed leaves no word behind."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from ingest.errors import StoreMismatch, StoreMissing, UnknownRecord
from ingest.store import Scope, Store
from tests.ingest.store import world

pytestmark = pytest.mark.usefixtures("checked_here")

WITHDRAWN = "Zebedee"


def bytes_on_disk(folder: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def digest(folder: Path) -> str:
    with Store.open(folder, None) as store:
        return store.digest()


def test_a_changed_record_replaces_its_old_self_whole(tmp_path: Path) -> None:
    before = world.record("The zoo was closed.", "A second paragraph.")
    after = world.record("The park was opened.")
    folder = world.made(tmp_path / "store", before, after, publish=False)
    with Store.open(folder, world.MODEL) as store, store.view() as view:
        assert view.record(before.meeting.id) == after
        assert view.passage_count() == 1
        assert view.search_words(["zoo", "second"], Scope(), 10) == []
        assert len(view.search_words(["park"], Scope(), 10)) == 1


def test_a_file_that_turns_out_to_be_another_meeting_does_not_leave_the_first(tmp_path: Path) -> None:
    first = world.record("One.", location="/records/minutes.txt")
    second = world.record("One.", location="/records/minutes.txt", date=dt.date(2020, 2, 2))
    folder = world.made(tmp_path / "store", first, second, publish=False)
    with Store.open(folder, world.MODEL) as store, store.view() as view:
        assert [meeting.id for meeting in view.meetings()] == [second.meeting.id]


def test_the_same_records_make_the_same_store_in_any_order_and_however_often(tmp_path: Path) -> None:
    records = world.many(4)
    once = digest(world.made(tmp_path / "once", *records, publish=False))
    again = digest(world.made(tmp_path / "again", *reversed(records), *records, publish=False))
    fewer = digest(world.made(tmp_path / "fewer", *records[1:], publish=False))
    assert once == again
    assert once != fewer


def test_what_is_removed_leaves_no_word_on_the_disk(tmp_path: Path) -> None:
    kept = world.many(3)
    gone = world.record(
        f"{WITHDRAWN} asked about churn.", of=(f"{WITHDRAWN} Council", "Board"), location=f"/{WITHDRAWN}.txt"
    )
    folder = world.made(tmp_path / "store", *kept, gone)
    with world.writing(folder) as writer:
        writer.log_run({"added": [gone.source.name], "of": {"meeting": gone.meeting.id}, "count": 4})
    assert WITHDRAWN.encode() in bytes_on_disk(folder), "the test would prove nothing"
    with world.writing(folder) as writer:
        writer.remove(gone.meeting.id)
        assert writer._database.value("PRAGMA freelist_count") == 0, "no page is left as it was"
    left = bytes_on_disk(folder).lower()
    assert WITHDRAWN.lower().encode() not in left
    # FTS5 keeps only the beginning that a word does not share with the one before it.
    assert WITHDRAWN.lower().encode()[1:] not in left
    assert digest(folder) == digest(world.made(tmp_path / "never", *kept, publish=False))
    with Store.open(folder, world.MODEL) as store:
        assert [check.name for check in store.checks() if not check.ok] == []
        assert store.runs()[0].summary == {"added": ["(removed)"], "of": {"meeting": "(removed)"}, "count": 4}


def test_words_that_a_new_version_withdrew_are_gone_once_it_is_published(tmp_path: Path) -> None:
    before = world.record(f"{WITHDRAWN} of 4 Acacia Avenue asked about churn.")
    folder = world.made(tmp_path / "store", before)
    with world.writing(folder) as writer:
        world.store(writer, world.record("A member of the public asked about churn."))
        writer.publish()
    left = bytes_on_disk(folder).lower()
    assert WITHDRAWN.lower().encode()[1:] not in left
    assert b"cacia" not in left, "of a word that follows another in A it keeps no A"


def test_words_are_not_said_to_be_wiped_while_a_reader_holds_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.store.erase._PATIENCE_MS", 50)
    gone = world.record(f"{WITHDRAWN} asked about churn.")
    folder = world.made(tmp_path / "store", *world.many(2), gone)
    with Store.open(folder, world.MODEL) as store:
        with store.view() as view, world.writing(folder) as writer:
            writer.remove(gone.meeting.id)
            assert view.record(gone.meeting.id) == gone, "a view keeps what it saw"
        assert [check.name for check in store.checks() if not check.ok] == ["erasure"]
        with world.writing(folder) as writer:
            writer.publish()
        assert [check.name for check in store.checks() if not check.ok] == []
    assert WITHDRAWN.encode() not in bytes_on_disk(folder)


@pytest.mark.parametrize("is_busy", [False, True])
@pytest.mark.parametrize("step", ["erase.words", "erase.log", "publish.Publisher.rebuild"])
def test_a_removal_that_was_cut_short_is_finished_by_the_next_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, *, is_busy: bool
) -> None:
    class CutShort(BaseException):
        """As a kill would."""

    def stop(*_: object, **__: object) -> None:
        raise CutShort

    gone = world.record(f"{WITHDRAWN} asked about churn.", of=(f"{WITHDRAWN} Council", "Board"))
    kept = world.many(2)
    folder = world.made(tmp_path / "store", *kept, gone)
    with monkeypatch.context() as patch, world.writing(folder) as writer:
        patch.setattr(f"ingest.store.{step}", stop)
        with pytest.raises(CutShort):
            writer.remove(gone.meeting.id)
    with Store.open(folder, None) as store:
        assert "erasure" in [check.name for check in store.checks() if not check.ok]
    with world.writing(folder) as writer:
        if is_busy:  # a new version owes less to be wiped than a removal does
            world.store(writer, world.record("In other words.", date=kept[0].meeting.date))
        writer.publish()
    assert WITHDRAWN.lower().encode()[1:] not in bytes_on_disk(folder).lower()
    with Store.open(folder, None) as store:
        assert [check.name for check in store.checks() if not check.ok] == []


def test_the_last_record_can_be_removed(tmp_path: Path) -> None:
    record = world.record("One.")
    folder = world.made(tmp_path / "store", record)
    with Store.writer(folder, None, who="minutebook remove") as writer:
        writer.remove(record.meeting.id)
    with world.reading(folder) as store, store.view() as view:
        assert view.meetings() == ()
        assert view.search_vectors(world.FakeEmbedder().embed(["One."])[0], Scope(), 5) == []
        assert [check.name for check in store.checks() if not check.ok] == []


def test_removing_what_is_not_there_says_so(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", world.record("One."), publish=False)
    with world.writing(folder) as writer, pytest.raises(UnknownRecord, match="leeds"):
        writer.remove("leeds/osc/2020-01-01")


def test_a_writer_without_a_model_makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing), Store.writer(tmp_path / "none", None, who="minutebook remove"):
        pass
    assert not (tmp_path / "none").exists()


def test_a_run_is_remembered_and_is_no_part_of_what_the_store_holds(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", world.record("One."), publish=False)
    before = digest(folder)
    with world.writing(folder) as writer:
        writer.log_run({"added": 1, "refused": [{"file": "agenda.pdf", "why": "is an agenda"}]})
    with Store.open(folder, None) as store:
        [run] = store.runs()
        assert run.summary == {"added": 1, "refused": [{"file": "agenda.pdf", "why": "is an agenda"}]}
        assert store.digest() == before


def test_reembedding_gives_every_window_and_sentence_a_vector_of_the_new_model(tmp_path: Path) -> None:
    records = world.many(3)
    folder = world.made(tmp_path / "store", *records)
    other = world.FakeEmbedder(dataclasses.replace(world.MODEL, name="other", dimension=5))
    with Store.writer(folder, None, who="minutebook reindex") as writer:
        assert writer.remake(lambda record: world.encoded(record, other), other.model) == 30
    vector = other.embed(["ofsted budget"])[0]
    with Store(folder, other.model, exact_up_to=0) as store, store.view() as view:
        cut = [passage for record in records for passage in world.passages(record)]
        for passage, expected in zip(cut, world.vectors(cut, other), strict=True):
            assert (view.vectors([passage.id])[passage.id] == expected).all()
        for passage, expected in zip(cut, world.sentence_vectors(cut, other), strict=True):
            np.testing.assert_allclose(view.sentence_vectors([passage.id])[passage.id], expected, atol=1e-3)
        assert len(view.search_vectors(vector, Scope(), 3)) == 3
        assert [check.name for check in store.checks() if not check.ok] == []


def test_a_store_whose_sentences_were_embedded_alone_is_refused_until_it_is_made_anew(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", *world.many(2))
    with world.writing(folder) as writer:
        writer._database.rows("DELETE FROM meta WHERE key = 'sentences'")  # as older versions leave it
    with pytest.raises(StoreMismatch, match="older version") as refused, Store.open(folder, world.MODEL):
        pass
    assert "minutebook reindex" in refused.value.hint
    with Store.writer(folder, None, who="minutebook reindex") as writer:
        writer.remake(world.encoded, world.MODEL)
    with Store.open(folder, world.MODEL) as store:
        assert [check.name for check in store.checks() if not check.ok] == []


def test_reembedding_that_fails_changes_nothing(tmp_path: Path) -> None:
    folder = world.made(tmp_path / "store", *world.many(2), publish=False)
    before = digest(folder)
    other = dataclasses.replace(world.MODEL, name="other", dimension=5)
    with Store.writer(folder, None, who="minutebook reindex") as writer, pytest.raises(ValueError, match="shape"):
        writer.remake(world.encoded, other)
    with Store.open(folder, world.MODEL) as store:
        assert store.digest() == before
