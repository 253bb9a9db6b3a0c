"""A run → the report of it: figures with their intervals, parts, peers, comparisons, and every failure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from eval.blocks import Bar, Block, Chart, Failure, Heading, Page, Table, Text
from eval.compare import Change, Comparison, compare
from eval.figures import BY_KEY, Figure, Measure, broken, figure, figures, parted
from eval.kept import Run
from eval.resample import Interval, detectable
from eval.scores import Score

_OURS = "Minutebook"
_MINUS = "\N{MINUS SIGN}"
_PARTS: tuple[tuple[str, Callable[[Score], str]], ...] = (
    ("type of question", lambda s: s.type),
    ("council", lambda s: s.council),
    ("difficulty", lambda s: s.difficulty or "not said"),
)
_PART_COLUMNS = ("right", "hit_1", "hit_5", "facts", "cites", "precision_item", "recall_paragraph", "refusal_recall")
_PEER_COLUMNS = ("hit_1", "hit_3", "hit_5", "mrr", "ndcg_10")


def page(run: Run, comparisons: Sequence[Comparison] = ()) -> Page:
    """The whole report; nothing in it depends on when or where the run was made."""
    return Page(
        "How good the answers are",
        [*_head(run), *_figures(run), *_peers(run), *_parts(run), *_compared(comparisons), *_failed(run)],
    )


def summary(run: Run) -> Iterator[str]:
    """The figures for a terminal."""
    group = ""
    for made in figures(run.scores):
        if made.measure.group != group:
            group = made.measure.group
            yield group
        yield f"  {made.measure.label:<44} {shown(made.measure, made.mean):>7}  {_interval(made):<12} {_of(made)}"


def failures(scores: Sequence[Score]) -> Iterator[str]:
    """A line for each question that went wrong."""
    for s in scores:
        if s.cause:
            yield f"{s.id:<6} {s.type:<12} rank {s.rank or '-':>3}  {s.cause:<30} {s.question[:80]}"


def changes(comparison: Comparison) -> Iterator[str]:
    """What changed against another run, for a terminal."""
    moved = [c for c in comparison.changes if c.difference.mean]
    yield f"Against {comparison.name}: {'nothing changed' if not moved else ''}".rstrip()
    for c in moved:
        yield f"  {c.measure.label:<44} {_from_to(c)}  {_difference(c):<22} {c.verdict.value}"
    for what, ids in (("now right", comparison.mended), ("no longer right", comparison.broken)):
        if ids:
            yield f"  {what}: {', '.join(ids)}"


def shown(measure: Measure, value: float) -> str:
    """A value as it is read: shares as per cent, means of words as numbers, the rest with three decimals."""
    if measure.is_size:
        return f"{value:.0f}"
    return f"{value:.1%}" if measure.is_share or measure.key not in {"mrr", "ndcg_10"} else f"{value:.3f}"


def _head(run: Run) -> Iterator[Block]:
    yield Text(f"{len(run.scores)} questions ({', '.join(run.questions)}) asked of {'; '.join(run.held)}.")
    yield Text(f"Answers made by {', '.join(run.made_by)}.")
    yield from (Text(f"Left out: {told}") for told in run.skipped)
    yield from (Text(told) for told in broken(run.scores))


def _figures(run: Run) -> Iterator[Block]:
    made = figures(run.scores)
    yield Heading("Figures")
    bars = [f for f in made if not f.measure.is_size]
    yield Chart("Every figure, with its interval if meetings had been drawn anew", tuple(map(_bar, bars)))
    rows = tuple(
        (f.measure.group, f.measure.label, f.measure.key, shown(f.measure, f.mean), *_both(f), str(len(f.values)))
        for f in made
    )
    columns = ("", "what", "name", "value", "95 % (Wilson)", "95 % (by meeting)", "n")
    yield Table("Figures with their 95 % intervals", columns, rows, words=3)
    yield Text(
        "Wilson’s interval takes questions to be independent; the other draws whole meetings anew (10,000 times), for"
        f" questions of one meeting stand or fall together. With {len(run.scores)} questions a change of a share by"
        f" {detectable(len(run.scores)):.1%} is seen four times in five, if one question in ten changes."
    )


def _peers(run: Run) -> Iterator[Block]:
    if not run.peers:
        return
    yield Heading("Search beside its peers")
    measures = [BY_KEY[key] for key in _PEER_COLUMNS]
    all_of = ((_OURS, run.scores), *run.peers)
    rows = tuple((name, *(shown(m, figure(m, scores).mean) for m in measures)) for name, scores in all_of)
    yield Chart(
        "Needed words in the first five passages", tuple(_bar(figure(BY_KEY["hit_5"], s), name) for name, s in all_of)
    )
    yield Table("What each finds", ("", *(m.key for m in measures)), rows)
    for name, scores in run.peers:
        retrieval = [c for c in compare(name, scores, run.scores).changes if c.measure.key in _PEER_COLUMNS]
        yield _change_table(f"{_OURS} against {name}", name, _OURS, retrieval)


def _parts(run: Run) -> Iterator[Block]:
    for name, by in _PARTS:
        parts = list(parted(run.scores, by))
        yield Heading(f"By {name}")
        rights = [(part, figure(_RIGHT, some)) for part, some in parts]
        yield Chart(
            f"Questions that went right, by {name}", tuple(_bar(f, part, f.wilson) for part, f in rights if f.values)
        )
        columns = (name, "n", "all right", *(BY_KEY[key].key for key in _PART_COLUMNS))
        yield Table(
            f"By {name}", columns, tuple((part, str(len(some)), *map(_mean, _columns(some))) for part, some in parts)
        )


_RIGHT = Measure("all_right", "", "went right, of whatever type", lambda s: s.right)


def _columns(scores: Sequence[Score]) -> Iterator[Figure]:
    yield figure(_RIGHT, scores)
    for key in _PART_COLUMNS:
        yield figure(BY_KEY[key], scores)


def _compared(comparisons: Sequence[Comparison]) -> Iterator[Block]:
    for comparison in comparisons:
        yield Heading(f"Against {comparison.name}")
        if comparison.only_one:
            yield Text(f"{comparison.only_one} questions were asked in only one of the two runs and are not compared.")
        yield _change_table(f"What changed against {comparison.name}", "before", "now", comparison.changes)
        for what, ids in (("Now right", comparison.mended), ("No longer right", comparison.broken)):
            yield Text(f"{what}: {', '.join(ids) or 'none'}.")


def _change_table(caption: str, before: str, after: str, found: Sequence[Change]) -> Table:
    columns = ("what", before, after, "difference", "95 % (by meeting)", "p (Holm)", "seen 4 in 5", "n", "verdict")
    rows = tuple(
        (
            c.measure.label,
            shown(c.measure, c.before),
            shown(c.measure, c.after),
            _signed(c.measure, c.difference.mean),
            f"{_signed(c.measure, c.difference.low)} to {_signed(c.measure, c.difference.high)}",
            "<0.001" if c.p < 0.0005 else f"{c.p:.3f}",
            shown(c.measure, c.difference.least),
            str(c.n),
            c.verdict.value,
        )
        for c in found
    )
    return Table(caption, columns, rows)


def _failed(run: Run) -> Iterator[Block]:
    wrong = [score for score in run.scores if score.cause]
    yield Heading(f"What went wrong: {len(wrong)} of {len(run.scores)}")
    causes = [(cause, str(len(some))) for cause, some in parted(wrong, lambda s: s.cause.partition(":")[0])]
    yield Table("Steps that failed", ("step", "questions"), tuple(causes))
    for s in wrong:
        told = (
            ("Asked", s.question if _short(s.question) != s.question else ""),
            ("Wanted", s.reference or "a refusal"),
            ("From", "; ".join(s.needed)),
            ("Found", s.got if len(s.got) <= 700 else f"{s.got[:700]}…"),
            ("Cited", "; ".join(s.cited)),
            ("Not stated", "; ".join(s.missing)),
            ("Needed words", f"in passage {s.rank}" if s.rank else "in none of the passages found" if s.needed else ""),
        )
        yield Failure(
            f"{s.id} ({s.type}) {s.cause}: {_short(s.question)}", tuple((what, text) for what, text in told if text)
        )


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:89].rstrip()}…"


def _bar(made: Figure, label: str = "", span: Interval | None = None) -> Bar:
    span = span or made.by_meeting
    return Bar(label or made.measure.label, made.mean, span.low, span.high, _of(made))


def _of(made: Figure) -> str:
    n = len(made.values)
    return f"{sum(made.values):.0f} of {n}" if made.measure.is_share else f"mean of {n}"


def _both(made: Figure) -> tuple[str, str]:
    return (_span(made.measure, made.wilson), _span(made.measure, made.by_meeting))


def _interval(made: Figure) -> str:
    return _span(made.measure, made.wilson or made.by_meeting)


def _span(measure: Measure, span: Interval | None) -> str:
    return f"{shown(measure, span.low)} to {shown(measure, span.high)}" if span else ""


def _mean(made: Figure) -> str:
    return f"{made.mean:.0%}" if made.values else "–"


def _from_to(change: Change) -> str:
    return f"{shown(change.measure, change.before):>7} → {shown(change.measure, change.after):<7}"


def _difference(change: Change) -> str:
    low, high = _signed(change.measure, change.difference.low), _signed(change.measure, change.difference.high)
    return f"[{low}, {high}]"


def _signed(measure: Measure, value: float) -> str:
    text = shown(measure, abs(value))
    if not any(digit in text for digit in "123456789"):
        return text
    return f"{'+' if value > 0 else _MINUS}{text}"
