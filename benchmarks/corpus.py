"""Folders of minutes for benchmarks: real ones where they lie beside the checkout, else made up, as many as wanted."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from pathlib import Path

SHARED = Path(__file__).parents[2] / "shared" / "limerick" / "minutes.jsonl"
_COUNCIL = "Limerick City and County Council"
_FOLDER = re.compile(r"(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})-(?P<body>[^/]+)/")
_SUBJECTS = ("the budget", "fostering", "school places", "road repairs", "libraries", "the inspection", "housing")
_VERBS = ("noted", "welcomed", "questioned", "deferred", "approved", "discussed", "asked for more on")
_ENDS = ("in the next quarter", "before the summer", "with partners", "within the means of the council", "by officers")


def written(folder: Path, meetings: int, *, items: int | None = None) -> str:
    """Write so many meetings as files, with a sources.toml; says what they are. With ``items`` made-up ones so long."""
    folder.mkdir(parents=True)
    texts = _shared(meetings) if SHARED.is_file() and items is None else []
    told = [f"{len(texts)} real meetings"] if texts else []
    made = [_made_up(number, items or 12) for number in range(meetings - len(texts))]
    if made:
        told.append(f"{len(made)} made-up meetings")
    sources = []
    for number, (text, body, date) in enumerate(texts + made):
        name = f"minutes-{number:05}.md"
        (folder / name).write_text(text, "utf-8")
        # Several files of the real collection are of one day; here each is a meeting of its own.
        sources.append(
            f'["{name}"]\ncouncil = "{_COUNCIL}"\ncommittee = {json.dumps(f"{body} {number}")}\ndate = {date}\n'
        )
    (folder / "sources.toml").write_text("\n".join(sources), "utf-8")
    return " and ".join(told)


def words_in(folder: Path) -> int:
    """How many words the files hold."""
    return sum(len(path.read_text("utf-8").split()) for path in folder.glob("*.md"))


def _shared(most: int) -> list[tuple[str, str, dt.date]]:
    """Every few of the real meetings, so that those of all years and bodies are among them."""
    lines = [json.loads(line) for line in SHARED.read_text("utf-8").splitlines()]
    found = []
    for one in lines[:: max(1, len(lines) // most)][:most]:
        where = _FOLDER.search(one["path"])
        if where:
            date = dt.date(int(where["year"]), int(where["month"]), int(where["day"]))
            found.append((one["text"], where["body"], date))
    return found


def _made_up(number: int, items: int) -> tuple[str, str, dt.date]:
    """Minutes in which, as in real ones, some sentences stand in every meeting; twelve items are about 2,000 words."""
    chance = random.Random(number)  # noqa: S311  the same corpus every time
    date = dt.date(2000, 1, 3) + dt.timedelta(days=number)
    lines = [f"Scrutiny Committee\n{date:%A} {date.day} {date:%B %Y} at 10.00 am\n"]
    for item in range(1, items + 1):
        lines.append(f"{item}. {chance.choice(_SUBJECTS).capitalize()}\n\nMinutes:\n")
        lines += [_paragraph(chance, f"{item}.{label}") for label in range(1, 7)]
        lines.append("RESOLVED: That the report be noted.\n")
    return "\n".join(lines), "Scrutiny Committee", date


def _paragraph(chance: random.Random, label: str) -> str:
    sentences = [
        f"Members {chance.choice(_VERBS)} report {chance.randrange(10_000)} on {chance.choice(_SUBJECTS)}, and asked"
        f" how {chance.choice(_SUBJECTS)} would be paid for {chance.choice(_ENDS)}."
        for _ in range(2)
    ]
    return f"{label} {' '.join(sentences)}\n"
