"""What tests of the command share: how one is run, and how it refuses."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from assistant.cli import app
from ingest.readers import read
from tests.ingest.samples import ROOT

CHURN = "what did Ofsted say about churn?"


RECORDS = ROOT / "records"


GLOUCESTERSHIRE = "gloucestershire/children-and-families-osc/2019-06-07"


PROMISED: dict[str, Any] = {
    "id": str | None,
    "question": str,
    "status": str,
    "text": str,
    "claims": [{"text": str, "citations": [int], "support": str}],
    "citations": [
        {
            "n": int,
            "id": str,
            "source": str,
            "council": str,
            "committee": str,
            "date": str,
            "item": str | None,
            "item_title": str | None,
            "item_number": str,
            "paragraph": str | None,
            "speaker": str | None,
            "quote": str,
            "start": int,
            "end": int,
            "url": str | None,
        }
    ],
    "truncated": [{"source": str, "item": str | None}],
    "notes": [str],
    "searched": {"meetings": int, "from": str | None, "to": str | None, "councils": [str]},
    "evidence": [
        {"id": str, "source": str, "item": str | None, "paragraph": str | None, "text": str, "score": int | float}
    ],
    "model": str,
    "fingerprint": str,
    "elapsed_ms": int | float,
}


ADDED = {"nearest", "committees", "item_title", "page", "usage"}  # keys that came after the promise


def holds(value: Any, promised: Any, where: str = "reply") -> None:  # noqa: ANN401  whatever JSON holds
    """A value has exactly the keys that are promised, or were added since, and the types."""
    if isinstance(promised, dict):
        assert set(promised) <= set(value) <= set(promised) | ADDED, where
        for key, of in promised.items():
            holds(value[key], of, f"{where}.{key}")
    elif isinstance(promised, list):
        assert isinstance(value, list), where
        for one in value:
            holds(one, promised[0], f"{where}[]")
    else:
        assert isinstance(value, promised), f"{where}: {value!r}"
        assert not isinstance(value, bool), where


def lawful(reply: dict[str, Any]) -> None:
    """What holds of every reply, whatever was asked."""
    holds(reply, PROMISED)
    assert reply["status"] in {"answered", "not_found"}
    assert len(reply["evidence"]) <= 20
    scores = [evidence["score"] for evidence in reply["evidence"]]
    assert scores == sorted(scores, reverse=True)
    if reply["status"] == "not_found":
        assert reply["citations"] == reply["claims"] == []
        assert not re.search(r"\[\d+\]", reply["text"])
        return
    assert reply["claims"]
    numbers = [citation["n"] for citation in reply["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {n for claim in reply["claims"] for n in claim["citations"]} == set(numbers)
    assert all(claim["citations"] and claim["support"] in {"verbatim", "supported"} for claim in reply["claims"])
    assert {int(n) for n in re.findall(r"\[(\d+)\]", reply["text"])} == set(numbers)
    for citation in reply["citations"]:
        path = RECORDS / citation["source"]
        assert citation["quote"] == read(path.read_bytes(), path.name).text[citation["start"] : citation["end"]]
        assert citation["quote"].strip()
        assert citation["item_number"] in {"printed", "inferred", "none"}


class Ran:
    """What a command did."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:  # noqa: ANN401  whatever was printed
        return json.loads(self.out)


def here(*arguments: str | Path, given: str | None = None) -> Ran:
    """Run a command in this process: starting another takes two seconds."""
    ran = CliRunner().invoke(app, [str(argument) for argument in arguments], input=given)
    assert ran.exception is None or isinstance(ran.exception, SystemExit), repr(ran.exception)
    return Ran(ran.exit_code, ran.stdout, ran.stderr)


def outside() -> dict[str, str]:
    """The environment of a command that is run from another folder."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ["PYTHONPATH"]])}


def apart(*arguments: str | Path, cwd: Path) -> Ran:
    """Run a command as people do."""
    ran = subprocess.run(
        [sys.executable, "-m", "assistant", *map(str, arguments)],
        cwd=cwd,
        env=outside(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def refused(ran: Ran, *says: str) -> None:
    """It was refused in a sentence with a next step, and printed nothing that a machine could take for a result."""
    assert ran.code == 1
    assert ran.out == ""
    first, second = ran.err.strip().splitlines()[-2:]
    assert re.fullmatch(r"Refused: .+\.", first)
    assert re.fullmatch(r"Next: .+[.?]", second)
    for words in says:
        assert words in first + second
    assert "Traceback" not in ran.err
