"""Scores → a table that a person reads, and what failed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from eval.metrics import Score, share


def table(scores: Sequence[Score]) -> Iterator[str]:
    """The figures, each with its 95 % interval, then by type of question."""
    for name, flags in figures(scores).items():
        p, low, high = share(flags)
        yield f"{name:<58} {p:6.1%}  [{low:.0%}, {high:.0%}]  {sum(flags)} of {len(flags)}"
    yield ""
    yield f"{'type':<14} {'n':>3} {'right':>6} {'first':>6} {'in 5':>6} {'facts':>6} {'cites':>6} {'refused':>8}"
    by_type: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        by_type[score.case.type].append(score)
    for kind, of_kind in sorted(by_type.items()):
        right, first = _mean([s.right for s in of_kind]), _mean([s.rank == 1 for s in of_kind])
        facts = sum(s.facts for s in of_kind) / len(of_kind)
        cites, refused = _mean([s.cites for s in of_kind]), _mean([not s.answered for s in of_kind])
        five = _mean([_in_five(s) for s in of_kind])
        yield f"{kind:<14} {len(of_kind):>3} {right:>6} {first:>6} {five:>6} {facts:>6.0%} {cites:>6} {refused:>8}"


def figures(scores: Sequence[Score]) -> dict[str, list[bool]]:
    """What is counted, by name."""
    answerable = [s for s in scores if s.case.is_answerable]
    others = [s for s in scores if not s.case.is_answerable]
    plain = [s for s in answerable if s.case.type != "truncated"]
    return {
        "passage with the needed words is first": [s.rank == 1 for s in answerable],
        "passage with the needed words is among the first five": [_in_five(s) for s in answerable],
        "answerable: right (every fact, a fitting item, exact quotes)": [s.right for s in plain],
        "answerable: a needed or acceptable item is cited": [s.cites for s in plain],
        "answerable: answered at all": [s.answered for s in plain],
        "cut-off text: said so, and where": [s.right for s in answerable if s.case.type == "truncated"],
        "unanswerable: not answered": [not s.answered for s in others],
        "quotes are exact slices": [s.exact for s in scores],
        "refusals are without sources": [s.sourceless for s in scores],
    }


def failures(scores: Sequence[Score]) -> Iterator[str]:
    """Each question that went wrong, and where it did."""
    for s in scores:
        if not s.right:
            yield f"{s.case.id} {s.case.type:<12} rank {s.rank or '-':>3}  {_cause(s):<28} {s.case.question.text[:90]}"


def to_json(scores: Sequence[Score]) -> dict[str, Any]:
    """The figures for machines."""
    return {
        "figures": {
            name: dict(zip(("share", "low", "high"), share(flags), strict=True)) | {"n": len(flags)}
            for name, flags in figures(scores).items()
        },
        "cases": [
            {
                "id": s.case.id,
                "type": s.case.type,
                "rank": s.rank,
                "right": s.right,
                "answered": s.answered,
                "facts": s.facts,
                "cites": s.cites,
            }
            for s in scores
        ],
    }


def as_text(scores: Sequence[Score], *, as_json: bool) -> str:
    """The report, as JSON or as a table with the failures."""
    if as_json:
        return json.dumps(to_json(scores), ensure_ascii=False, indent=1)
    return "\n".join([*table(scores), "", "What went wrong:", *failures(scores)])


def _cause(s: Score) -> str:
    if not s.exact:
        return "cite: a quote is not exact"
    if not s.case.is_answerable:
        return "abstain: answered"
    if s.rank is None or s.rank > 20:
        return "retrieve: words not found"
    if not s.answered:
        return "abstain: refused"
    if not s.cites:
        return "select: another item cited"
    return f"select: {s.facts:.0%} of the facts"


def _in_five(s: Score) -> bool:
    return s.rank is not None and s.rank <= 5


def _mean(flags: Sequence[bool]) -> str:
    return f"{sum(flags) / len(flags):.0%}"
