"""What is wrong with one file is said and stops none of the others; the same again changes nothing."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from ingest.errors import StoreBusy, StoreMismatch, StoreUnwritable
from ingest.files import left_out
from ingest.layouts.meeting import NOTHING_GIVEN, Given
from ingest.reports import FileReport, Progress, Stage, Status
from ingest.run import ingest
from ingest.store import Store
from ingest.store.database import Database
from tests.ingest import runs
from tests.ingest.runs import AGENDA, DATED, MINUTES, minutes, run
from tests.ingest.store import world

pytestmark = pytest.mark.usefixtures("checked_here")

NOISE = np.random.default_rng(11).bytes(5_000)
NO_COUNCIL = MINUTES.replace("Anytown Borough Council\n", "")
TWO = MINUTES + "\nThe meeting ended at 11.30 am\n\n" + minutes(day=8, month="April")
BARE = "Planning Committee, Friday 4 July 2025\n\n1. Parking\n\nThe charge was agreed by the Committee.\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with one good file; it must come through whatever lies beside it."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "good.txt").write_text(minutes(day=1, month="May"), "utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def put(path: Path, content: str | bytes = MINUTES) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(report: FileReport, *, says: str, next_step: str = "") -> None:
    """The refusal is a sentence with the file's name and a next step."""
    assert report.status is Status.REFUSED
    assert report.reason is not None
    assert report.hint is not None
    assert says in report.reason
    assert report.name in report.reason
    assert report.reason.endswith(".")
    assert next_step in report.hint
    assert report.hint.endswith(".")


# --- files that are no minutes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "says", "next_step"),
    [
        pytest.param(b"", "is empty", "Save the page again", id="empty"),
        pytest.param(b"  \r\n\t\n   ", "is empty", "Save the page again", id="spaces"),
        pytest.param("\u00a0\n\u200b\n", "holds no words", "Save the page again", id="invisible"),
        pytest.param(b"\xef\xbb\xbf", "holds no words", "Save the page again", id="only-a-mark"),
        pytest.param(NOISE, "is not text", "UTF-8", id="noise"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + NOISE, "is not text", "UTF-8", id="png"),
        pytest.param(b"\0" * 4_000, "is not text", "UTF-8", id="noughts"),
        pytest.param(AGENDA, "agenda", "minutes of the meeting rather than its agenda", id="agenda"),
        pytest.param(MINUTES.replace(DATED, ""), "does not say when the meeting was", "--date", id="no-date"),
        pytest.param(TWO, "2 meetings (4 March 2025 and 8 April 2025)", "a file of its own", id="two-meetings"),
        pytest.param("hello world " * 40, "does not say", "--committee", id="chat"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence_with_its_name_and_a_next_step_and_the_rest_goes_on(
    inbox: Path, store: Path, content: str | bytes, says: str, next_step: str
) -> None:
    put(inbox / "bad file.txt", content)
    report = run(store, inbox)
    refused(runs.of(report, "bad file.txt"), says=says, next_step=next_step)
    assert (report.count(Status.ADDED), report.count(Status.REFUSED)) == (1, 1)
    assert list(runs.held(store)) == ["good.txt"]


@pytest.mark.parametrize(
    "second",
    [
        minutes(day=8, month="April"),
        "Agenda and minutes\n" + minutes(day=8, month="April"),
        "MINUTES of the meeting of the Planning Committee held on 8 April 2025\n\nPresent: Cllr Smith\n\n"
        "1. Apologies\nApologies were received.\n",
        "## Planning Committee Monday, 8 April 2025, County Hall\n\n**Present:** Cllr Smith\n\n1. Parking\n",
    ],
)
@pytest.mark.parametrize("between", ["", "\nThe meeting ended at 11.30 am\nChairman\n\n"])
def test_two_meetings_in_one_file_are_told_apart_from_one_however_they_are_headed(
    inbox: Path, store: Path, second: str, between: str
) -> None:
    put(inbox / "both.md", MINUTES + between + second)
    refused(runs.of(run(store, inbox), "both.md"), says="2 meetings (4 March 2025 and 8 April 2025)")


@pytest.mark.parametrize(
    "mention",
    [
        "The minutes of the Planning Committee held on 4 February 2025 were approved.",
        "3. Minutes of the meeting of the Planning Committee held on 4 February 2025\n\nMinutes:\n\nThey were agreed.",
        "The meeting ended at 11.30 am\n\nDate of next meeting\n\nPlanning Committee, Tuesday 8 April 2025 at 10.00 am",
        "Referred to\n\nCabinet\n8 April 2025\n\n4. Trees\n\nThe report was noted.",
    ],
)
def test_minutes_that_name_another_meeting_are_still_of_one(inbox: Path, store: Path, mention: str) -> None:
    put(inbox / "one.txt", f"{MINUTES}\n{mention}\n")
    assert runs.of(run(store, inbox), "one.txt").status is Status.ADDED


def test_fifty_megabytes_are_refused_without_being_read(
    inbox: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (inbox / "big.txt").open("wb") as file:
        file.truncate(50_000_000)
    really = Path.read_bytes

    def guarded(path: Path) -> bytes:
        assert path.name != "big.txt", "it was read"
        return really(path)

    monkeypatch.setattr(Path, "read_bytes", guarded)
    report = run(store, inbox)
    refused(runs.of(report, "big.txt"), says="50 MB", next_step="one file a meeting")
    assert list(runs.held(store)) == ["good.txt"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize("ending", ["", "\n"])
def test_the_text_that_is_kept_is_what_was_written_whatever_the_encoding(
    inbox: Path, store: Path, encoding: str, ending: str
) -> None:
    put(inbox / "other.txt", (MINUTES + ending).encode(encoding))
    report = runs.of(run(store, inbox), "other.txt")
    assert report.status is Status.ADDED
    assert runs.text_of(store, "other.txt").removeprefix("\ufeff") == MINUTES + ending
    is_guessed = encoding in {"cp1252", "utf-16-le", "utf-16-be"}
    assert any("was read as" in note and "other.txt" in note for note in report.notes) is is_guessed


# --- whose minutes they are -------------------------------------------------------------------------------------------


def test_a_text_without_a_date_is_taken_with_the_date_that_is_given(inbox: Path, store: Path) -> None:
    path = put(inbox / "undated.txt", MINUTES.replace(DATED, ""))
    report = run(store, path, given=Given("Anytown Borough Council", date=dt.date(2025, 3, 4)))
    assert report.files[0].meeting == "anytown-borough/planning-committee/2025-03-04"


def test_a_text_without_a_council_is_asked_about_and_taken_when_it_is_given(inbox: Path, store: Path) -> None:
    path = put(inbox / "whose.txt", NO_COUNCIL)
    report = run(store, path, given=NOTHING_GIVEN)
    refused(report.files[0], says="which council", next_step="--council")
    assert "sources.toml" in (report.files[0].hint or "")
    assert runs.held(store) == {}
    assert run(store, path, given=Given("Elsewhere Council")).files[0].status is Status.ADDED
    assert runs.held(store)["whose.txt"].council == "Elsewhere Council"


def test_a_council_can_be_told_beside_the_file_and_the_command_line_goes_first(inbox: Path, store: Path) -> None:
    put(inbox / "whose.txt", NO_COUNCIL)
    put(
        inbox / "sources.toml",
        '\ufeff["whose.txt"]\ncouncil = " Elsewhere\u00a0Council "\nurl = "https://a.example/1"\n',
    )
    run(store, inbox / "whose.txt", given=NOTHING_GIVEN)
    assert runs.held(store)["whose.txt"].council == "Elsewhere Council"
    assert runs.held(store)["whose.txt"].url == "https://a.example/1"
    run(store, inbox / "whose.txt", given=Given("Anytown Borough Council"))
    assert [m.council for m in runs.held(store).values()] == ["Anytown Borough Council"]


@pytest.mark.parametrize("day", ["2025-03-04", '"2025-03-04"', "2025-03-04T10:00:00", "2025-03-04T10:00:00Z"])
def test_a_date_can_be_told_beside_the_file_as_a_date_a_moment_or_a_text(inbox: Path, store: Path, day: str) -> None:
    put(
        inbox / "undated.txt",
        f"{MINUTES}\n3. Next meeting\n\nMinutes:\n\n8 April 2025 was agreed.\n".replace(DATED, ""),
    )
    put(inbox / "sources.toml", f'["undated.txt"]\ndate = {day}\n')
    run(store, inbox)
    assert runs.held(store)["undated.txt"].date == dt.date(2025, 3, 4)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ('["a.txt"\n', "line 1"),
        ('"a.txt" = "Anytown"\n', "is not a table"),
        ('["a.txt"]\ndate = "4 March"\n', '"4 March" as the date'),
        ('["a.txt"]\ndate = 2025\n', '"2025" as the date'),
        ('["a.txt"]\ncouncil = 5\n', "5 as the council"),
        ('["a.txt"]\ncouncil = "!!!"\n', '"!!!" is no name'),
        ('["a.txt"]\ncouncil = "Caf\u00e9"\n'.encode("latin-1"), "it is not UTF-8"),
    ],
)
def test_a_broken_sources_file_is_told_for_the_files_it_speaks_of_and_other_folders_go_on(
    inbox: Path, store: Path, told: str | bytes, says: str
) -> None:
    put(inbox / "told" / "a.txt", NO_COUNCIL)
    put(inbox / "told" / "sources.toml", told)
    report = run(store, inbox, given=NOTHING_GIVEN)
    [bad] = [file for file in report.files if file.name == "a.txt"]
    assert bad.status is Status.REFUSED
    assert bad.reason is not None
    assert says in bad.reason
    assert "sources.toml" in bad.reason or "a.txt" in bad.reason
    assert bad.hint
    assert list(runs.held(store)) == ["good.txt"]


def test_a_sources_file_that_cannot_be_opened_is_told(inbox: Path, store: Path) -> None:
    put(inbox / "told" / "a.txt")
    (inbox / "told" / "sources.toml").mkdir()
    report = runs.of(run(store, inbox), "a.txt")
    assert report.reason is not None
    assert "sources.toml cannot be opened" in report.reason


@pytest.mark.parametrize("name", ["", "  ", "\u00a0"])
def test_a_blank_name_is_as_none(inbox: Path, store: Path, name: str) -> None:
    run(store, inbox, given=Given(council=name, committee=name))
    assert runs.held(store)["good.txt"].council == "Anytown Borough Council"


def test_a_name_without_letters_is_refused_rather_than_made_an_empty_id(inbox: Path, store: Path) -> None:
    report = run(store, inbox, given=Given(committee="***"))
    refused(runs.of(report, "good.txt"), says='"***" is no name', next_step="--committee")


# --- the same meeting again -------------------------------------------------------------------------------------------


def test_the_same_again_changes_nothing_and_embeds_nothing(inbox: Path, store: Path) -> None:
    put(inbox / "b.txt")
    run(store, inbox)
    before, revision = digest(store), Store.open(store, None)
    with revision:
        number = revision.revision
    encoding = runs.encoding()
    encoding = type(encoding)(encoding.model, lambda: pytest.fail("something was embedded"), encoding.count_tokens)
    report = ingest([inbox], store, encoding, given=runs.GIVEN)
    assert {file.status for file in report.files} == {Status.UNCHANGED}
    assert digest(store) == before
    with Store.open(store, None) as after:
        assert after.revision == number


def digest(store: Path) -> str:
    with Store.open(store, None) as opened:
        return opened.digest()


def test_a_changed_file_replaces_its_old_self_whole(inbox: Path, store: Path) -> None:
    run(store, inbox)
    put(inbox / "good.txt", minutes(day=1, month="May").replace("too much", "too little"))
    report = run(store, inbox)
    assert [file.status for file in report.files] == [Status.CHANGED]
    assert "too little" in runs.text_of(store, "good.txt")
    assert b"too much" not in b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())


def test_a_file_that_is_now_of_another_meeting_leaves_nothing_of_the_one_before(inbox: Path, store: Path) -> None:
    run(store, inbox)
    put(inbox / "good.txt", minutes(day=2, month="May"))
    assert [file.status for file in run(store, inbox).files] == [Status.CHANGED]
    assert [m.date.day for m in runs.held(store).values()] == [2]


def test_a_file_that_was_moved_is_the_same_file(inbox: Path, store: Path) -> None:
    put(inbox / "a.txt")
    run(store, inbox)
    before = digest_of_contents(store)
    (inbox / "old").mkdir()
    (inbox / "a.txt").rename(inbox / "old" / "a.txt")
    assert {file.status for file in run(store, inbox).files} == {Status.UNCHANGED}
    assert digest_of_contents(store) == before
    put(inbox / "old" / "a.txt", MINUTES.replace("agreed", "deferred"))
    assert runs.of(run(store, inbox), "a.txt").status is Status.CHANGED
    assert len(runs.held(store)) == 2


def digest_of_contents(store: Path) -> list[tuple[str, str]]:
    return sorted((m.id, m.sha256) for m in runs.held(store).values())


def test_a_copy_of_the_same_name_in_another_folder_is_the_same_file(inbox: Path, store: Path) -> None:
    put(inbox / "a.txt")
    put(inbox / "backup" / "a.txt")
    assert run(store, inbox).count(Status.REFUSED) == 0
    assert sorted(runs.held(store)) == ["a.txt", "good.txt"]


def test_two_meetings_of_a_committee_on_one_day_are_two_records(inbox: Path, store: Path) -> None:
    put(inbox / "morning.txt", minutes())
    put(inbox / "afternoon.txt", minutes(time="2.00 pm"))
    for status in (Status.ADDED, Status.UNCHANGED):
        report = run(store, inbox)
        assert {file.status for file in report.files} == {status}
    assert len({file.meeting for file in report.files}) == 3


def test_a_file_named_twice_is_taken_once(inbox: Path, store: Path) -> None:
    report = run(store, inbox / "good.txt", inbox, inbox / "." / "good.txt")
    assert [file.name for file in report.files] == ["good.txt"]


# --- places -----------------------------------------------------------------------------------------------------------


def test_a_path_that_does_not_exist_is_told_and_the_others_are_taken(inbox: Path, store: Path) -> None:
    report = run(store, inbox / "nosuch.txt", inbox)
    refused(runs.of(report, "nosuch.txt"), says="There is no file", next_step="Check the name")
    assert list(runs.held(store)) == ["good.txt"]


def test_a_kind_that_is_not_read_is_told_when_it_is_named_and_passed_by_in_a_folder(inbox: Path, store: Path) -> None:
    put(inbox / "minutes.odt")
    assert [file.name for file in run(store, inbox).files] == ["good.txt"]
    report = run(store, inbox / "minutes.odt", inbox)
    refused(runs.of(report, "minutes.odt"), says="of a kind that is not read", next_step="text or Markdown")


def test_a_folder_with_nothing_in_it_is_no_error(tmp_path: Path, store: Path) -> None:
    (tmp_path / "nothing").mkdir()
    assert run(store, tmp_path / "nothing").files == ()
    assert runs.held(store) == {}


def test_hidden_files_and_folders_are_passed_by(inbox: Path, store: Path) -> None:
    put(inbox / ".hidden.txt")
    put(inbox / ".git" / "a.txt")
    assert [file.name for file in run(store, inbox).files] == ["good.txt"]


@pytest.mark.parametrize(
    "name",
    [
        "minutes of 4 March.txt",
        'it\'s "quoted" [draft] & more; $(x).txt',
        "Cófnodion – Cyngor Sir Gâr 会議.txt",
        "n" * 240 + ".txt",
        "-minutes.txt",
        os.fsdecode(b"caf\xe9.txt"),
    ],
)
def test_a_file_is_taken_whatever_it_is_called_and_known_again(inbox: Path, store: Path, name: str) -> None:
    if os.name == "nt" and '"' in name:
        pytest.skip("Windows allows no such name")
    put(inbox / name)
    assert run(store, inbox).count(Status.ADDED) == 2
    assert run(store, inbox).count(Status.UNCHANGED) == 2
    [other] = set(runs.held(store)) - {"good.txt"}
    assert other.encode()
    assert runs.text_of(store, other) == MINUTES


def test_a_name_longer_than_the_disk_allows_is_told(inbox: Path, store: Path) -> None:
    report = run(store, inbox / ("n" * 300 + ".txt"), inbox)
    assert report.files[0].status is Status.REFUSED
    assert report.files[0].reason is not None
    assert "cannot be opened" in report.files[0].reason
    assert list(runs.held(store)) == ["good.txt"]


def test_a_link_that_leads_nowhere_is_told(inbox: Path, store: Path) -> None:
    (inbox / "link.txt").symlink_to(inbox / "gone.txt")
    refused(runs.of(run(store, inbox), "link.txt"), says="There is no file")
    (inbox / "link.txt").unlink()
    (inbox / "link.txt").symlink_to("link.txt")
    refused(runs.of(run(store, inbox), "link.txt"), says="cannot be opened")


def test_a_file_that_may_not_be_read_is_told_and_the_rest_goes_on(
    inbox: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox / "secret.txt")
    really = Path.read_bytes

    def guarded(path: Path) -> bytes:
        if path.name == "secret.txt":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return really(path)

    monkeypatch.setattr(Path, "read_bytes", guarded)
    report = run(store, inbox)
    refused(
        runs.of(report, "secret.txt"), says="secret.txt cannot be opened: Permission denied", next_step="who may read"
    )
    assert list(runs.held(store)) == ["good.txt"]


def written_while_read(monkeypatch: pytest.MonkeyPatch, name: str, then: Callable[[Path], None]) -> None:
    """Somebody does something to a file of this name at the moment at which it is read."""
    really = Path.read_bytes

    def interrupted(path: Path) -> bytes:
        data = really(path)
        if path.name == name:
            then(path)
        return data

    monkeypatch.setattr(Path, "read_bytes", interrupted)


def test_a_file_that_changes_while_it_is_read_is_told_and_taken_when_it_is_at_rest(
    inbox: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox / "open.txt")
    run(store, inbox)
    put(inbox / "open.txt", MINUTES.replace("agreed", "deferred"))
    with monkeypatch.context() as patch:
        written_while_read(patch, "open.txt", lambda path: put(path, MINUTES.replace("agreed", "lost") * 2).touch())
        report = run(store, inbox)
    refused(runs.of(report, "open.txt"), says="open.txt changed while it was read", next_step="the same command again")
    assert runs.text_of(store, "open.txt") == MINUTES, "its old self is kept whole"
    put(inbox / "open.txt", MINUTES.replace("agreed", "lost"))
    assert runs.of(run(store, inbox), "open.txt").status is Status.CHANGED
    assert "lost" in runs.text_of(store, "open.txt")


def test_a_file_that_is_deleted_while_it_is_read_is_told_and_the_rest_goes_on(
    inbox: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox / "a.txt")
    written_while_read(monkeypatch, "a.txt", Path.unlink)
    refused(runs.of(run(store, inbox), "a.txt"), says="There is no file", next_step="Check the name")
    assert list(runs.held(store)) == ["good.txt"]


def test_a_folder_that_may_not_be_read_is_told_and_the_rest_goes_on(
    inbox: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox / "locked" / "a.txt")
    really = os.scandir

    def guarded(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "locked":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return really(path)

    monkeypatch.setattr(os, "scandir", guarded)
    report = run(store, inbox)
    refused(runs.of(report, "locked"), says="locked cannot be opened", next_step="who may read")
    assert list(runs.held(store)) == ["good.txt"]


@pytest.mark.parametrize("name", ["locked", "locked/a.txt"])
def test_what_the_system_itself_locks_is_told_and_the_rest_goes_on(inbox: Path, store: Path, name: str) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything: run the tests as another user to try this out")
    put(inbox / "locked" / "a.txt")
    (inbox / name).chmod(0)
    try:
        report = run(store, inbox)
    finally:
        (inbox / name).chmod(0o700)
    refused(runs.of(report, Path(name).name), says="cannot be opened")
    assert list(runs.held(store)) == ["good.txt"]


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


# --- the log ----------------------------------------------------------------------------------------------------------


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


# --- the store --------------------------------------------------------------------------------------------------------


def many(folder: Path, count: int = 60) -> Path:
    """A folder of files too many for a small disk."""
    for number in range(count):
        day = dt.date(2024, 1, 1) + dt.timedelta(weeks=number)
        words = " ".join(f"Members noted report {number}.{n} on parking." for n in range(150))
        text = minutes().replace("4 March 2025", f"{day.day} {day:%B %Y}") + words + "\n"
        put(folder / f"m{number:03}.txt", text)
    return folder


def full_disk(folder: Path, room: int) -> bool:
    """Put a small disk there, if this machine lets us."""
    folder.mkdir(parents=True)
    mount = shutil.which("mount")
    if mount is None or os.name == "nt" or os.geteuid() != 0:
        return False
    command = [mount, "-t", "tmpfs", "-o", f"size={room}", "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    if not full_disk(folder, 2_000_000):
        pytest.skip("only root can make a small disk here; a full database is tried out without one")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_fills_up_is_told_and_what_was_stored_stays_readable(small_disk: Path, inbox: Path) -> None:
    store = small_disk / "store"
    run(store, inbox)
    kept = runs.text_of(store, "good.txt")
    with pytest.raises(StoreUnwritable, match="store") as refused_:
        run(store, many(inbox))
    assert str(store) in refused_.value.message
    assert "--store" in refused_.value.hint
    assert runs.text_of(store, "good.txt") == kept
    whole(store)
    for path in inbox.glob("m*.txt"):
        path.unlink()
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    assert run(store, inbox).count(Status.REFUSED) == 0, "with room again the same command goes through"
    with Store.open(store, None) as opened:
        assert [check for check in opened.checks() if not check.ok] == []


def test_a_database_that_is_full_is_told_and_what_was_stored_stays_readable(
    inbox: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(store, inbox)
    really = Database.for_writing

    def small(folder: Path) -> Database:
        database = really(folder)
        database.rows("PRAGMA max_page_count = 120")
        return database

    with monkeypatch.context() as patched:
        patched.setattr(Database, "for_writing", small)
        with pytest.raises(StoreUnwritable, match="full") as refused_:
            run(store, many(inbox, 20))
    assert "--store" in refused_.value.hint
    assert "good.txt" in runs.held(store)
    whole(store)
    assert run(store, inbox).count(Status.REFUSED) == 0
    assert len(runs.held(store)) == 21


def whole(store: Path) -> None:
    """Every meeting that is listed can be read, with all its passages where they say they are."""
    with Store.open(store, None) as opened, opened.view() as view:
        for meeting in view.meetings():
            record = view.record(meeting.id)
            assert len(record.paragraphs()) == meeting.paragraphs
            ours = [p for p in view.all_passages() if p.meeting_id == meeting.id]
            assert ours
            assert all(record.slice(p.start, p.end) == p.text for p in ours)


def test_a_store_that_is_read_only_is_told_and_stays_readable(small_disk: Path, inbox: Path) -> None:
    store = small_disk / "store"
    run(store, inbox)
    put(inbox / "new.txt")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StoreUnwritable, match="cannot be written") as refused_:
        run(store, inbox)
    assert str(store) in refused_.value.message
    assert list(runs.held(store)) == ["good.txt"]
    whole(store)


@pytest.mark.parametrize("below", [".", "store"])
def test_a_store_cannot_be_where_a_file_is_and_that_is_told(inbox: Path, below: str) -> None:
    with pytest.raises(StoreUnwritable):
        run(inbox / "good.txt" / below, inbox)


def test_a_store_of_another_model_is_refused_with_the_way_out_and_left_alone(inbox: Path, store: Path) -> None:
    folder = world.made(store, world.record("One."))
    before = digest(folder)
    other = runs.encoding()
    model = type(other.model)("other", "1" * 64, other.model.dimension, other.model.max_tokens)
    with pytest.raises(StoreMismatch, match="other") as refused_:
        ingest([inbox], folder, type(other)(model, other.embedder, other.count_tokens))
    assert "minutebook reindex" in refused_.value.hint
    assert digest(folder) == before


HOLD = """
import sys, pathlib
from tests.ingest.store import world
with world.writing(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_ingest_is_told_who_holds_the_store_and_changes_nothing(inbox: Path, store: Path, root: Path) -> None:
    run(store, inbox)
    put(inbox / "new.txt")
    command = [sys.executable, "-c", HOLD, str(store)]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreBusy, match=f"process {holder.pid}") as refused_:
            run(store, inbox)
        assert "Wait" in refused_.value.hint
        assert list(runs.held(store)) == ["good.txt"]
        holder.communicate()
    assert run(store, inbox).count(Status.ADDED) == 1


def test_files_of_a_kind_that_is_not_read_are_named(tmp_path: Path) -> None:
    for name in ("minutes.txt", "papers.zip", "sources.toml", ".hidden.zip"):
        (tmp_path / name).write_text("x", "utf-8")
    assert left_out([tmp_path]) == ["papers.zip"]
