"""Spoilt files of every format are read or refused, with every law kept: some tens here, tens of thousands with
`python -m benchmarks fuzz`."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import RecordRefused
from tests.ingest import laws
from tests.ingest.fuzzing import trials
from tests.ingest.fuzzing.mutations import mutated
from tests.ingest.fuzzing.seeds import Form, seeds
from tests.ingest.fuzzing.structure import legal
from tests.ingest.fuzzing.words import MINUTES
from tests.ingest.moderngov import anytown
from tests.ingest.readers import making

HEADING = "Highways Committee - Monday, 4 January 2021 10.00 am"


def test_spoilt_files_of_every_format_are_read_or_refused_within_their_limits(root: Path) -> None:
    command = [sys.executable, "-m", "benchmarks", "fuzz", "--files", "25", "--workers", "1", "--seed", "2019"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6_000:] + done.stderr[-2_000:]
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [[form, "25"] for form in Form]


@pytest.mark.parametrize("form", Form)
def test_the_same_dice_make_the_same_file_and_good_files_are_read(form: Form) -> None:
    assert [mutated(form, 7, number) for number in range(12)] == [mutated(form, 7, number) for number in range(12)]
    assert len({mutated(form, 7, number) for number in range(1, 30)}) > 20
    laws.taken_in(seeds(form)[0], f"minutes{form.suffix}", trials.GIVEN)


@pytest.mark.parametrize("error", [RuntimeError("no"), AssertionError("a law"), MemoryError(), RecordRefused("No")])
def test_whatever_is_no_refusal_in_a_sentence_is_a_fault(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(laws, "taken_in", fail)
    trial = trials.tried(Form.TEXT, 1, 1)
    assert trial.fault is not None
    assert trial.outcome == type(error).__name__


def test_a_file_that_hangs_ends_its_process(root: Path) -> None:
    script = "from tests.ingest.fuzzing import trials\ntrials.MOST_SECONDS = 0.1\n"
    script += "with trials.limited_time():\n    while True: pass"
    done = subprocess.run([sys.executable, "-c", script], cwd=root, check=False)
    assert done.returncode == -signal.SIGPROF


# --- files put together from what minutes hold ------------------------------------------------------------------------

words = st.sampled_from(MINUTES) | st.text(max_size=20)
lines = st.lists(st.lists(words, max_size=4).map(" ".join), max_size=25)
printable = st.characters(codec="cp1252", exclude_categories=["Cc"])


def taken_in_or_refused(data: bytes, form: Form) -> None:
    """The laws hold of what is read; what is not is refused by name with a next step."""
    refusal: RecordRefused | None = None
    try:
        laws.taken_in(data, f"minutes{form.suffix}", trials.GIVEN)
    except RecordRefused as refused:
        refusal = refused
    assert refusal is None or ("minutes" in refusal.message and refusal.hint.endswith("."))


@given(lines)
@settings(max_examples=150)
def test_any_text(rows: list[str]) -> None:
    taken_in_or_refused("\n".join([HEADING, "", *rows]).encode("utf-8", "replace"), Form.TEXT)


@given(lines, st.lists(st.sampled_from(["", "## ", "**", "- ", "> ", "__"]), min_size=25, max_size=25))
@settings(max_examples=150)
def test_any_markdown(rows: list[str], marks: list[str]) -> None:
    marked = [f"{mark}{row}{mark.strip('#-> ')}" for mark, row in zip(marks, rows, strict=False)]
    taken_in_or_refused("\n".join([f"# {HEADING}", *marked]).encode("utf-8", "replace"), Form.MARKDOWN)


@given(lines, st.sampled_from(["p", "li", "td", "h2", "div", "pre", "dd", "b"]))
@settings(max_examples=100)
def test_any_web_page(rows: list[str], tag: str) -> None:
    page = f"<html><body><h1>{HEADING}</h1>" + "".join(f"<{tag}>{row}</{tag}>" for row in rows)
    taken_in_or_refused(page.encode("utf-8", "replace"), Form.HTML)


def meeting(rows: list[str]) -> anytown.Meeting:
    """A meeting of a site with some rows as titles, agenda and minutes."""
    items = [
        anytown.Item(at, str(at), rows[at], tuple(rows[at + 1 : at + 4]), rows[-1]) for at in range(0, len(rows), 4)
    ]
    return anytown.Meeting(9, "4 January 2021", "04/01/2021", tuple(items))


@given(lines)
@settings(max_examples=100)
def test_any_page_of_a_moderngov_site(rows: list[str]) -> None:
    taken_in_or_refused(anytown.meeting_html(meeting(rows), cut=False).encode("utf-8", "replace"), Form.MODERNGOV_HTML)


@given(lines)
@settings(max_examples=100)
def test_any_meeting_of_the_moderngov_service(rows: list[str]) -> None:
    shown = [legal(row) for row in rows]
    taken_in_or_refused(anytown.meeting_xml(meeting(shown)), Form.MODERNGOV_XML)


@given(st.lists(st.text(printable, max_size=60) | st.sampled_from(MINUTES).filter(str.isprintable), max_size=20))
@settings(max_examples=20)
def test_any_word_document(rows: list[str]) -> None:
    taken_in_or_refused(making.word(HEADING, *rows), Form.DOCX)


places = st.floats(-50, 900, allow_nan=False)
drawn = st.tuples(places, places, st.text(printable, max_size=40))


@given(st.lists(st.lists(drawn, max_size=12), min_size=1, max_size=3))
@settings(max_examples=25)
def test_any_pdf(pages: list[list[making.Printed]]) -> None:
    with trials.pdfs_in_forks():
        taken_in_or_refused(making.pdf([[(60.0, 60.0, HEADING)], *pages]), Form.PDF)
