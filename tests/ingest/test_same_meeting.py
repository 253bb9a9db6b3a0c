"""One meeting, one record: the fuller and more final source answers, the others stay and are told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from ingest.intake import Raw, parsed
from ingest.records import Record, State
from ingest.reports import Status
from ingest.run import ingest
from ingest.sittings import Place, answering_of, arranged
from ingest.store import MeetingSummary, Scope, Store
from tests.ingest import runs
from tests.ingest.runs import MINUTES, minutes, run
from tests.ingest.samples import parsed_text

pytestmark = pytest.mark.usefixtures("checked_here")

MEETING = "anytown-borough/planning-committee/2025-03-04"
DRAFT = MINUTES.replace("Planning Committee\n", "Planning Committee\nDraft minutes\n").replace("too much", "zealous")
SHORT = MINUTES.replace(" The charge was agreed.", " ...  view the full minutes text for item 2.")
FULLER = MINUTES + "\n3. Trees\n\nMinutes:\nThe Committee agreed that the trees of the park were to be kept.\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def put(path: Path, content: str) -> Path:
    path.write_text(content, "utf-8")
    return path


def only(store: Path) -> MeetingSummary:
    [meeting] = runs.held(store).values()
    return meeting


def digest(store: Path) -> str:
    with Store.open(store, None) as opened:
        assert [check for check in opened.checks() if not check.ok] == []
        return opened.digest()


def bytes_of(store: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in store.rglob("*") if path.is_file()).lower()


def record(text: str = MINUTES, *, at: str = "a.txt", **changed: object) -> Record:
    """A record as it is parsed, with something of its meeting changed."""
    read = parsed_text(text, at, runs.GIVEN)
    return replace(read, meeting=replace(read.meeting, **changed))  # type: ignore[arg-type]


# --- which one answers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (record(state=State.CONFIRMED), record(FULLER, at="b.txt")),
        (record(SHORT), record(FULLER, at="b.txt", state=State.DRAFT)),
        (record(FULLER), record(at="b.txt")),
        (
            record(MINUTES),
            record(SHORT + "\n3. Trees\n\nMinutes:\nThe trees of the park were to be kept.\n", at="b.txt"),
        ),
        (record(at="a.txt"), record(at="b.txt")),
    ],
    ids=["confirmed", "not-a-draft", "fuller", "not-cut-off", "first"],
)
def test_the_more_final_source_answers_else_the_fuller(better: Record, worse: Record) -> None:
    assert answering_of([better, worse]) == answering_of([worse, better]) == better


def test_the_page_of_one_item_does_not_answer_for_minutes_that_are_cut_off() -> None:
    item = record(at="a-item.txt", items=record().meeting.items[:1])
    assert answering_of([item, record(SHORT, at="page.txt")]).source.name == "page.txt"


def test_of_equals_the_one_whose_page_is_known_answers() -> None:
    published = record(at="b.txt")
    published = replace(published, source=replace(published.source, url="https://council.example/minutes"))
    assert answering_of([record(), published]) == published


def test_a_source_that_states_no_time_is_of_the_meeting_whose_words_it_shares() -> None:
    morning, afternoon = record(at="m.txt"), record(FULLER, at="a.txt", time=dt.time(14, 0))
    timeless = record(FULLER + "\nThe chair thanked everybody.\n", at="n.txt", time=None)
    for order in permutations([morning, afternoon, timeless]):
        assert arranged(MEETING, order) == {
            morning.source.location: Place(MEETING, answers=True),
            afternoon.source.location: Place(f"{MEETING}T1400", answers=False),
            timeless.source.location: Place(f"{MEETING}T1400", answers=True),
        }


def test_another_meeting_of_the_day_is_no_second_source_of_the_first() -> None:
    special = record(
        "Planning Committee - Tuesday, 4 March 2025\n\n1. Market Hall\n\nMinutes:\n"
        "Councillor Dew asked who would mend its roof before winter came.\n",
        at="s.txt",
        time=None,
    )
    for time in (special.meeting.time, record().meeting.time):
        other = replace(special, meeting=replace(special.meeting, time=time))
        places = arranged(MEETING, [other, record(at="m.txt")])
        assert len({place.meeting_id for place in places.values()}) == 2
        assert all(place.answers for place in places.values())


# --- what the store keeps ---------------------------------------------------------------------------------------------


def test_a_second_source_of_a_meeting_is_kept_beside_the_one_that_answers_and_told(inbox: Path, store: Path) -> None:
    put(inbox / "a.txt", FULLER)
    put(inbox / "b.txt", MINUTES.replace("too much", "zealous"))
    report = run(store, inbox)
    assert [file.status for file in report.files] == [Status.ADDED, Status.FURTHER]
    assert report.files[1].meeting == MEETING
    assert report.files[1].notes[-1] == (
        "The same meeting as a.txt, which answers for it; this is kept as a further source."
    )
    meeting = only(store)
    assert (meeting.id, meeting.source) == (MEETING, "a.txt")
    [further] = meeting.further
    assert (further.source.name, further.source.format, further.state) == ("b.txt", "text", State.UNSTATED)
    assert further.source.location == str(inbox / "b.txt")
    assert further.taken is not None
    with Store.open(store, None) as opened, opened.view() as view:
        assert [one.text for one in view.further_records(MEETING)] == [(inbox / "b.txt").read_text("utf-8")]
        assert view.search_words(["zealous"], Scope(), 5) == [], "what does not answer is not searched"
        assert view.document_counts(["zealous"]) == {"zealous": 0}


def test_minutes_that_follow_their_draft_supersede_it_and_say_so(inbox: Path, store: Path) -> None:
    run(store, put(inbox / "draft.txt", DRAFT))
    report = run(store, put(inbox / "final.txt", MINUTES)).files[0]
    assert report.status is Status.ADDED
    assert "It replaces a draft of the same meeting: draft.txt is kept as a further source." in report.notes
    assert (only(store).source, only(store).state) == ("final.txt", State.UNSTATED)
    with Store.open(store, None) as opened, opened.view() as view:
        assert view.record(MEETING).replaces_a_draft
        assert view.search_words(["zealous"], Scope(), 5) == []
        assert len(view.search_words(["charge"], Scope(), 5)) == 1


def test_a_draft_that_comes_late_does_not_take_the_place_of_the_minutes(inbox: Path, store: Path) -> None:
    run(store, put(inbox / "final.txt", MINUTES))
    assert run(store, put(inbox / "draft.txt", DRAFT + "\nMore was said. " * 50)).files[0].status is Status.FURTHER
    assert only(store).source == "final.txt"


def test_files_of_one_name_in_two_folders_are_both_kept(inbox: Path, store: Path) -> None:
    for folder, content in (("draft", DRAFT), ("final", MINUTES)):
        (inbox / folder).mkdir()
        put(inbox / folder / "minutes.txt", content)
    assert [file.status for file in run(store, inbox).files] == [Status.ADDED, Status.ADDED]
    assert [one.source.location for one in only(store).further] == [str(inbox / "draft" / "minutes.txt")]
    assert {file.status for file in run(store, inbox).files} == {Status.UNCHANGED}


def test_the_same_again_changes_nothing_whichever_answers(inbox: Path, store: Path) -> None:
    put(inbox / "a.txt", DRAFT)
    put(inbox / "b.txt", MINUTES)
    run(store, inbox)
    before = digest(store)
    with Store.open(store, None) as opened:
        revision = opened.revision
    encoding = runs.encoding()
    encoding = replace(encoding, embedder=lambda: pytest.fail("something was embedded"))
    report = ingest([inbox], store, encoding, given=runs.GIVEN)
    assert {file.status for file in report.files} == {Status.UNCHANGED}
    with Store.open(store, None) as opened:
        assert (opened.digest(), opened.revision) == (before, revision)


def test_what_has_not_changed_is_not_even_parsed(inbox: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(inbox / "a.txt", MINUTES)
    run(store, inbox)
    monkeypatch.setattr("ingest.beside.parsed", lambda _: pytest.fail("something was parsed"))
    assert [file.status for file in run(store, inbox).files] == [Status.UNCHANGED]


def test_what_is_told_of_a_file_counts_as_a_change_of_it(inbox: Path, store: Path) -> None:
    put(inbox / "a.txt", MINUTES)
    run(store, inbox)
    put(inbox / "sources.toml", '["a.txt"]\nurl = "https://council.example/minutes"\n')
    assert [file.status for file in run(store, inbox).files] == [Status.CHANGED]
    assert only(store).url == "https://council.example/minutes"


def test_the_readers_that_changed_read_again_and_what_comes_out_the_same_is_left_alone(
    inbox: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox / "a.txt", MINUTES)
    run(store, inbox)
    with Store.open(store, None) as opened:
        revision = opened.revision
    monkeypatch.setattr("ingest.intake._readers", lambda: "other readers")
    again: list[str] = []

    def noted(raw: Raw) -> Record:
        again.append(raw.name)
        return parsed(raw)

    monkeypatch.setattr("ingest.beside.parsed", noted)
    assert [file.status for file in run(store, inbox).files] == [Status.UNCHANGED]
    assert again == ["a.txt"]
    with Store.open(store, None) as opened:
        assert opened.revision == revision
    monkeypatch.setattr("ingest.beside.parsed", lambda _: pytest.fail("something was parsed"))
    run(store, inbox)


# --- what answers changes or goes -------------------------------------------------------------------------------------


def test_where_the_answering_file_becomes_another_meeting_the_next_best_answers(inbox: Path, store: Path) -> None:
    put(inbox / "a.txt", FULLER)
    put(inbox / "b.txt", MINUTES)
    run(store, inbox)
    put(inbox / "a.txt", minutes(day=5))
    report = run(store, inbox)
    assert {file.name: file.status for file in report.files} == {"a.txt": Status.CHANGED, "b.txt": Status.UNCHANGED}
    assert {name: meeting.further for name, meeting in runs.held(store).items()} == {"a.txt": (), "b.txt": ()}
    fresh = store.with_name("fresh")
    run(fresh, inbox)
    assert digest(store) == digest(fresh)


def test_where_the_answering_file_shrinks_the_fuller_one_answers(inbox: Path, store: Path) -> None:
    put(inbox / "a.txt", FULLER)
    put(inbox / "b.txt", MINUTES + "\nIt was late.\n")
    run(store, inbox)
    put(inbox / "a.txt", MINUTES)
    assert [file.status for file in run(store, inbox).files] == [Status.CHANGED, Status.UNCHANGED]
    assert only(store).source == "b.txt"


def test_a_meeting_is_removed_with_all_its_sources_and_no_word_is_left(inbox: Path, store: Path) -> None:
    put(inbox / "a.txt", DRAFT)
    put(inbox / "b.txt", MINUTES.replace("Parking", "Quixotic"))
    put(inbox / "other.txt", minutes(day=9))
    run(store, inbox)
    assert b"zealous" in bytes_of(store)
    with Store.writer(store, None, who="minutebook remove") as writer:
        writer.remove(MEETING)
    left = bytes_of(store)
    assert b"ealous" not in left
    assert b"uixotic" not in left
    never = store.with_name("never")
    run(never, inbox / "other.txt")
    assert digest(store) == digest(never)


@pytest.mark.parametrize("gone", ["draft.txt", "final.txt"])
def test_one_of_two_sources_is_removed_as_if_it_had_never_come(inbox: Path, store: Path, gone: str) -> None:
    put(inbox / "draft.txt", DRAFT)
    put(inbox / "final.txt", MINUTES.replace("too much", "quixotic"))
    run(store, inbox)
    with Store.writer(store, None, who="minutebook remove") as writer:
        writer.remove_sources([str(inbox / gone)], runs.encoding().encode)
    word = b"ealous" if gone == "draft.txt" else b"uixotic"
    assert word not in bytes_of(store)
    (inbox / gone).unlink()
    never = store.with_name("never")
    run(never, inbox)
    assert digest(store) == digest(never)


def test_where_the_first_of_two_meetings_of_a_day_goes_the_other_has_the_plain_id(inbox: Path, store: Path) -> None:
    put(inbox / "a.txt", minutes(time="2.00 pm"))
    put(inbox / "b.txt", minutes(time="10.00 am"))
    run(store, inbox)
    assert {name: m.id for name, m in runs.held(store).items()} == {"a.txt": f"{MEETING}T1400", "b.txt": MEETING}
    with Store.writer(store, None, who="minutebook remove") as writer:
        writer.remove(MEETING)
    assert only(store).id == MEETING
    with Store.open(store, None) as opened, opened.view() as view:
        assert {passage.meeting_id for passage in view.all_passages()} == {MEETING}
