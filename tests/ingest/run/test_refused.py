"""What is wrong with one file is said and stops none of the others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ingest.reports import Status
from tests.ingest import runs
from tests.ingest.run.files import put, refused
from tests.ingest.runs import AGENDA, DATED, MINUTES, minutes, run

pytestmark = pytest.mark.usefixtures("checked_here")


NOISE = np.random.default_rng(11).bytes(5_000)


TWO = MINUTES + "\nThe meeting ended at 11.30 am\n\n" + minutes(day=8, month="April")


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
