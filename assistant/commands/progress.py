"""How far an ingest has come: two bars on a terminal, lines elsewhere, with the rate and the time that is left."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.text import Text

from ingest.reports import Progress, Stage, Status

Clock = Callable[[], float]
Told = Callable[[Progress], None]
_LATELY = 30.0  # seconds over which the rate is taken: files differ, and the model is loaded in the first ones
_ENOUGH = 2.0  # seconds before which nothing is said of the time that is left
_FEW = 40  # files of which each has a line of its own
_A_WHILE = 10.0  # seconds between two lines, where there are more, or where one file takes long


class Rate:
    """How fast a run goes: what has been done lately, a file that is half embedded counting half."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._lately: deque[tuple[float, float, int]] = deque([(clock(), 0.0, 0)])
        self._total = 0
        self._before = 0  # passages of the files that are done
        self._here = 0  # and of the one at hand

    def hear(self, step: Progress) -> None:
        """Take note of where a run stands."""
        self._total = step.total
        self._here = max(self._here, step.embedded)
        if step.stage is Stage.DONE:
            self._before, self._here = self._before + self._here, 0
        share = step.embedded / step.passages if step.passages and step.stage is not Stage.DONE else 0.0
        self._lately.append((self._clock(), step.done + share, self._before + self._here))
        while len(self._lately) > 2 and self._lately[1][0] < self._lately[-1][0] - _LATELY:
            self._lately.popleft()

    def __str__(self) -> str:
        """ "2.1 files/s, 140.0 passages/s, about 3 min left"; nothing before something is done."""
        return _joined(self.files(), self.passages(), self.left())

    def files(self) -> str:
        """ "2.1 files/s"."""
        return _speed(self._done() / self._seconds(), "files") if self._done() else ""

    def passages(self) -> str:
        """ "140.0 passages/s"."""
        embedded = self._lately[-1][2] - self._lately[0][2]
        return _speed(embedded / self._seconds(), "passages") if self._done() and embedded else ""

    def left(self) -> str:
        """ "about 3 min left"; nothing when all is done."""
        to_do = self._total - self._lately[-1][1]
        if not self._done() or self._seconds() < _ENOUGH or to_do <= 0:
            return ""
        return f"about {_lasting(to_do * self._seconds() / self._done())} left"

    def _done(self) -> float:
        """The files done lately; none where no time has gone by."""
        return self._lately[-1][1] - self._lately[0][1] if self._seconds() > 0 else 0.0

    def _seconds(self) -> float:
        return self._lately[-1][0] - self._lately[0][0]


def _speed(a_second: float, what: str) -> str:
    return f"{a_second:.1f} {what}/s" if a_second >= 1 else f"{a_second * 60:.1f} {what}/min"


def _lasting(seconds: float) -> str:
    if seconds < 90:
        return f"{max(seconds, 1):.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"


@contextmanager
def shown(console: Console, clock: Clock = time.monotonic) -> Iterator[Told]:
    """What shows how far a run has come."""
    if not console.is_terminal:
        yield _Lines(console, clock)
        return
    is_narrow = console.width < 110
    columns = [
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=8 if is_narrow else 24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[told]}", markup=False),
        *([] if is_narrow else [TimeElapsedColumn()]),
    ]
    with Bars(*columns, console=console, transient=True) as bars:
        yield _TwoBars(bars, clock, most=max(12, min(40, console.width - 62)))


class _TwoBars:
    """A bar for all files and one for the passages of the file at hand."""

    def __init__(self, bars: Bars, clock: Clock, *, most: int) -> None:
        self._bars = bars
        self._most = most  # letters of a name
        self._rate = Rate(clock)
        self._all: TaskID = bars.add_task("All files", total=None, told="")
        self._one: TaskID = bars.add_task("", total=None, told="", visible=False)

    def __call__(self, step: Progress) -> None:
        self._rate.hear(step)
        self._bars.update(
            self._all, completed=step.done, total=step.total, told=_joined(self._rate.files(), self._rate.left())
        )
        if step.stage is Stage.PUBLISHING:
            self._bars.update(self._one, visible=False)
            self._bars.update(self._all, description=f"{str(step.stage).capitalize()}")
            return
        self._bars.update(
            self._one,
            description=_short(step.name, self._most),
            completed=step.embedded,
            total=step.passages or None,
            told=_joined(str(step.stage), self._rate.passages() if step.stage is Stage.EMBEDDING else ""),
            visible=True,
        )


class _Lines:
    """A line a file; where there are many, or one takes long, a line every so often."""

    def __init__(self, console: Console, clock: Clock) -> None:
        self._console, self._clock = console, clock
        self._rate = Rate(clock)
        self._counts: Counter[Status] = Counter()
        self._said = clock()

    def __call__(self, step: Progress) -> None:
        self._rate.hear(step)
        if step.report is not None:
            self._counts[step.report.status] += 1
        if step.stage is Stage.PUBLISHING:
            return
        is_few = step.total <= _FEW
        if step.stage is Stage.DONE and (is_few or step.done == step.total):
            self._say(step.done, step.total, _became(step) if is_few else self._sum())
        elif self._clock() - self._said >= _A_WHILE:
            if is_few:
                self._say(step.done + 1, step.total, _at(step))
            else:
                self._say(step.done, step.total, self._sum())

    def _sum(self) -> str:
        return ", ".join(f"{self._counts[status]} {status.value}" for status in Status if self._counts[status])

    def _say(self, number: int, total: int, words: str) -> None:
        self._said = self._clock()
        rate = str(self._rate)
        self._console.print(Text(f"[{number}/{total}] {words}" + (f" ({rate})" if rate else "")))


def _became(step: Progress) -> str:
    report = step.report
    if report is None:
        return f"no minutes yet  {step.name}"
    if report.meeting is None:
        return f"{report.status.value}  {report.name}"
    items, paragraphs = _many(report.items, "item"), _many(report.paragraphs, "paragraph")
    return f"{report.status.value}  {report.name}: {items}, {paragraphs}"


def _many(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def _at(step: Progress) -> str:
    passages = _many(step.passages, "passage")
    how_far = f", {step.embedded} of {passages} done" if step.stage is Stage.EMBEDDING else ""
    return f"{step.stage.value}  {step.name}{how_far}"


def _short(name: str, most: int) -> str:
    """A name that leaves room beside it; its end says most."""
    return name if len(name) <= most else f"…{name[1 - most :]}"


def _joined(*words: str) -> str:
    return ", ".join(filter(None, words))
