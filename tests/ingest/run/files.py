"""What tests of a run share: files put somewhere, refusals, and what a store holds."""

from __future__ import annotations

from pathlib import Path

from ingest.reports import FileReport, Status
from ingest.store import Store
from tests.ingest.runs import MINUTES


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


def digest(store: Path) -> str:
    with Store.open(store, None) as opened:
        return opened.digest()
