"""Cases → scores: a store of the sample records is made, and every question asked of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from assistant.build import Assistant, build, encoding_of
from assistant.settings import Settings
from eval.cases import Case
from eval.metrics import Score, score
from ingest.run import ingest

RECORDS = Path(__file__).parents[1] / "records"


def run(cases: Sequence[Case], assistant: Assistant) -> list[Score]:
    """The score of every case, in their order."""
    return [score(case, assistant.ask(case.question)) for case in cases]


@contextmanager
def assistant_over(records: Path = RECORDS, store: Path | None = None) -> Iterator[Assistant]:
    """An assistant over a store of some records: one that is there, or a new one that lasts as long as the block."""
    with TemporaryDirectory(prefix="minutebook-eval-") as temporary:
        settings = Settings(store=store or Path(temporary) / "store")
        if store is None:
            ingest([records], settings.store, encoding_of(settings, Console(stderr=True)))
        assistant = build(settings)
        try:
            yield assistant
        finally:
            assistant.close()
