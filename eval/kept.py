"""Runs as they are kept: run.json, the last run that was different, and runs with a name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.figures import figures
from eval.run import Outcome
from eval.scores import DECIMALS, Score
from ingest.errors import MinutebookError

FORM = 1  # of run.json
NAMED = Path(__file__).parent / "baselines" / "runs"
RUN, BEFORE = "run.json", "before.json"


class RunUnreadable(MinutebookError):
    """A kept run is missing or of another form."""

    hint = "Runs are kept with `python -m eval --keep NAME`; look in eval/baselines/runs."


@dataclass(frozen=True, slots=True)
class Run:
    """A run: what was asked, of what, and how each question did. Nothing in it depends on when or where it was made."""

    questions: tuple[str, ...]  # each file's name and the start of its checksum
    held: tuple[str, ...]
    made_by: tuple[str, ...]
    skipped: tuple[str, ...]
    scores: tuple[Score, ...]
    peers: tuple[tuple[str, tuple[Score, ...]], ...] = ()


def made(outcome: Outcome, paths: Sequence[Path]) -> Run:
    """The run of an outcome."""
    return Run(
        tuple(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()[:12]}" for path in paths),
        tuple(outcome.held),
        tuple(sorted(outcome.made_by)),
        tuple(outcome.skipped),
        tuple(outcome.scores),
        tuple((name, tuple(scores)) for name, scores in outcome.peers.items()),
    )


def as_json(run: Run, *, brief: bool = False) -> str:
    """A run as JSON, the same for the same run; in brief without the words of questions and replies."""
    kept = {
        "form": FORM,
        "questions": run.questions,
        "held": run.held,
        "made_by": run.made_by,
        "skipped": run.skipped,
        "figures": {f.measure.key: {"mean": round(f.mean, DECIMALS), "n": len(f.values)} for f in figures(run.scores)},
        "scores": [score.to_json(brief=brief) for score in run.scores],
        "peers": {name: [score.to_json(brief=True) for score in scores] for name, scores in run.peers},
    }
    return json.dumps(kept, ensure_ascii=False, indent=None if brief else 1) + "\n"


def read(path: Path) -> Run:
    """The run in a file. Raises `RunUnreadable`."""
    try:
        entry: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if entry["form"] != FORM:
            raise RunUnreadable(f"{path.name} was kept in form {entry['form']}; form {FORM} can be read.")
        return Run(
            tuple(entry["questions"]),
            tuple(entry["held"]),
            tuple(entry["made_by"]),
            tuple(entry["skipped"]),
            tuple(Score.from_json(score) for score in entry["scores"]),
            tuple((name, tuple(map(Score.from_json, scores))) for name, scores in entry["peers"].items()),
        )
    except FileNotFoundError as error:
        raise RunUnreadable(f"There is no run at {path.name}.") from error
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise RunUnreadable(f"{path.name} is not a kept run: {error!r}.", hint="Delete it and run again.") from error


def keep(run: Run, folder: Path) -> Run | None:
    """Put a run into a folder; the last run that was asked the same and was different, if there is one.

    The run it takes the place of is set aside, unless it is the same: running twice loses nothing to compare with.
    """
    text = as_json(run)
    asked = hashlib.sha256("\n".join(score.id for score in run.scores).encode()).hexdigest()[:12]
    last = folder / "last" / asked
    last.mkdir(parents=True, exist_ok=True)
    now, before = last / RUN, last / BEFORE
    if now.is_file() and now.read_text("utf-8") != text:
        now.replace(before)
    for path in (now, folder / RUN):
        path.write_text(text, "utf-8")
    try:
        return read(before) if before.is_file() else None
    except RunUnreadable:
        return None  # of an older form: there is nothing to compare with, and the next run puts this right


def keep_named(run: Run, name: str) -> Path:
    """Keep a run under a name, in brief, to compare later ones with."""
    NAMED.mkdir(parents=True, exist_ok=True)
    path = NAMED / f"{name}.json"
    path.write_text(as_json(run, brief=True), "utf-8")
    return path


def named(name: str) -> Run:
    """The run of that name. Raises `RunUnreadable`."""
    return read(NAMED / f"{name}.json")
