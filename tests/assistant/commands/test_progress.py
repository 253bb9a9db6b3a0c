"""What is shown while an ingest runs is true, on a terminal and in a file, and no flood."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from rich.console import Console

from assistant.commands.progress import Rate, shown
from ingest.reports import FileReport, Progress, Stage, Status


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def a_run(clock: Clock, files: int, *, seconds: float, passages: int = 10) -> Iterator[Progress]:
    """The steps of a run whose every third file is refused and whose others take some seconds each."""
    for number in range(files):
        name = f"minutes-{number}.txt"
        yield Progress(number, files, name)
        if number % 3 == 2:
            report = FileReport(name, name, Status.REFUSED, reason=f"{name} is empty.", hint="Save it again.")
            yield Progress(number + 1, files, name, Stage.DONE, report=report)
            continue
        for done in range(passages + 1):
            yield Progress(number, files, name, Stage.EMBEDDING, done, passages)
            clock.now += seconds / (passages + 1)
        report = FileReport(name, name, Status.ADDED, f"meeting-{number}", 3, passages)
        yield Progress(number + 1, files, name, Stage.DONE, passages, passages, report)
    yield Progress(files, files, "", Stage.PUBLISHING)


def lines(clock: Clock, files: int, *, seconds: float) -> list[str]:
    """What a run prints where there is no terminal."""
    out = io.StringIO()
    with shown(Console(file=out, width=200), clock) as told:
        for step in a_run(clock, files, seconds=seconds):
            told(step)
    return out.getvalue().splitlines()


def test_where_there_is_no_terminal_each_file_has_a_line_with_what_became_of_it(clock: Clock) -> None:
    said = lines(clock, 6, seconds=1)
    assert [line[: line.index("]") + 1] for line in said] == [f"[{n}/6]" for n in range(1, 7)]
    assert said[0].startswith("[1/6] added  minutes-0.txt: 3 items, 10 paragraphs")
    assert said[2].startswith("[3/6] refused  minutes-2.txt")
    assert not any("\x1b" in line for line in said)


def test_thousands_of_files_are_no_flood_and_their_sums_are_true(clock: Clock) -> None:
    said = lines(clock, 3_000, seconds=0.1)
    assert len(said) <= 25
    assert said[-1].startswith("[3000/3000] 2000 added, 1000 refused")
    for line in said:
        number, added, refused = map(int, re.findall(r"\d+", line)[0:1] + re.findall(r"(\d+) (?:added|refused)", line))
        assert number == added + refused


def test_a_file_that_takes_long_is_told_with_how_far_it_is(clock: Clock) -> None:
    said = lines(clock, 1, seconds=120)
    assert any(re.match(r"\[1/1\] embedding  minutes-0\.txt, [1-9] of 10 passages done", line) for line in said)
    assert len(said) <= 12


def test_the_rate_and_the_time_left_are_those_of_the_files_done(clock: Clock) -> None:
    rate = Rate(clock)
    for number in range(1, 11):
        clock.now += 2
        rate.hear(Progress(number, 100, "x", Stage.DONE, 50, 50))
    files, passages, left = str(rate).split(", ")
    assert files == "30.0 files/min"
    assert passages == "25.0 passages/s"
    assert left == "about 3 min left"


def test_half_a_file_counts_half(clock: Clock) -> None:
    rate = Rate(clock)
    clock.now += 10
    rate.hear(Progress(0, 1, "x", Stage.EMBEDDING, 50, 100))
    assert "about 10 s left" in str(rate)


def test_the_time_left_follows_when_the_files_become_slower(clock: Clock) -> None:
    rate = Rate(clock)
    for number in range(1, 101):
        clock.now += 0.01
        rate.hear(Progress(number, 200, "x", Stage.DONE))
    for number in range(101, 121):
        clock.now += 10
        rate.hear(Progress(number, 200, "x", Stage.DONE))
    assert "about 13 min left" in str(rate)


def test_nothing_is_said_of_the_time_left_before_something_is_done_or_when_all_is(clock: Clock) -> None:
    rate = Rate(clock)
    assert str(rate) == ""
    rate.hear(Progress(0, 5, "x"))
    clock.now += 60
    rate.hear(Progress(0, 5, "x", Stage.EMBEDDING, 0, 10))
    assert str(rate) == ""
    rate.hear(Progress(5, 5, "x", Stage.DONE))
    assert "left" not in str(rate)


@pytest.mark.parametrize("width", [72, 80, 120, 200])
def test_on_a_terminal_there_is_a_bar_for_all_files_and_one_for_the_file_at_hand(width: int, clock: Clock) -> None:
    out = io.StringIO()
    with shown(Console(file=out, width=width, force_terminal=True, color_system=None), clock) as told:
        for step in a_run(clock, 200, seconds=4):
            told(step)
            if step.done == 100 and step.embedded == 5:
                told._bars.refresh()  # type: ignore[attr-defined]
    said = out.getvalue()
    assert re.search(r"All files.*━.* 100/200 .*22\.\d files/min, about 4 min left", said)
    assert re.search(r"100\.txt.*━.* 5/10 .*embedding, 2\.5 passages/s", said)
    assert "Putting the index" in said
