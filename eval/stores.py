"""Stores for the known questions: of the sample records, of corpora beside the checkout, with extra records put in."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from rich.console import Console

from assistant.build import Assistant, build, encoding_of
from assistant.settings import Settings
from eval.cases import Extra
from eval.corpora import CACHE, RECORDS, ROOT, Corpus, files, written
from eval.remembered import remembering
from ingest.encoding import Encoding
from ingest.reports import Status
from ingest.run import ingest


@contextmanager
def assistant_over(records: Path = RECORDS, store: Path | None = None) -> Iterator[Assistant]:
    """An assistant over a store of some records: one that is there, or a new one that lasts as long as the block."""
    with TemporaryDirectory(prefix="minutebook-eval-") as temporary:
        folder = store or Path(temporary) / "store"
        if store is None:
            _take_in(records, folder, _encoding())
        with opened(folder) as assistant:
            yield assistant


@contextmanager
def opened(folder: Path, model: str = "") -> Iterator[Assistant]:
    """An assistant over a store that is there; with a chat model, its replies are kept on disk."""
    assistant = build(Settings(store=folder, model=model), remembering(CACHE / "replies"))
    try:
        yield assistant
    finally:
        assistant.close()


class Stores:
    """The stores of a run, each made when it is first asked for; those that are not kept last as long as the run."""

    def __init__(self, given: Path | None = None) -> None:
        """With a store that is there, in place of all others."""
        self._given = given
        self._temporary = TemporaryDirectory(prefix="minutebook-eval-")
        self._encoding = _encoding()  # one for all, so that its model is loaded once
        self._made: dict[tuple[str, tuple[Extra, ...]], Path] = {}

    def of(self, corpus: Corpus, extra: Sequence[Extra] = ()) -> Path:
        """The store of a corpus, and of some extra records with it."""
        key = (corpus.name, tuple(extra))
        if key not in self._made:
            self._made[key] = self._with(self.of(corpus), key[1]) if extra else self._base(corpus)
        return self._made[key]

    def _base(self, corpus: Corpus) -> Path:
        if self._given is not None:
            return self._given
        if corpus.is_kept:
            return kept(corpus, self._encoding)
        folder = Path(self._temporary.name) / corpus.name
        _take_in(corpus.folder(), folder, self._encoding)
        return folder

    def _with(self, base: Path, extra: tuple[Extra, ...]) -> Path:
        place = Path(self._temporary.name) / f"extra-{len(self._made)}"
        shutil.copytree(base, place / "store")
        _take_in(written(extra, place / "records"), place / "store", self._encoding)
        return place / "store"

    def __enter__(self) -> Stores:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._temporary.cleanup()


def kept(corpus: Corpus, encoding: Encoding) -> Path:
    """The store of a corpus that is kept between runs, as long as neither its files nor what reads them change."""
    folder = corpus.folder()
    digest = hashlib.sha256(encoding.model.sha256.encode())
    for path in (*sorted((ROOT / "ingest").rglob("*.py")), *files(folder).values()):
        digest.update(path.name.encode() + path.read_bytes())
    stores = CACHE / "stores" / corpus.name
    store = stores / digest.hexdigest()[:16]
    for old in stores.glob("*"):
        if old != store:
            shutil.rmtree(old)
    if not (store / "whole").is_file():  # one that was stopped goes on
        _take_in(folder, store, encoding)
        (store / "whole").touch()
    return store


def _encoding() -> Encoding:
    return encoding_of(Settings(), Console(stderr=True))


def _take_in(records: Path, store: Path, encoding: Encoding) -> None:
    """Take records into a store; what is refused is told, and asked about in vain."""
    for file in ingest([records], store, encoding).files:
        if file.status is Status.REFUSED:
            print(f"Not taken in: {file.name}. {file.reason}", file=sys.stderr)
