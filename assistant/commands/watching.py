"""`minutebook ingest --watch`: keeps the store in step with some folders until it is stopped."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from assistant.build import encoding_of, store_folder
from assistant.commands.ingesting import print_report, report_json
from assistant.commands.progress import shown
from assistant.settings import Settings
from ingest.encoding import Encoding
from ingest.errors import StoreBusy, StoreMissing
from ingest.layouts.meeting import Given
from ingest.readers import printable
from ingest.reports import RunReport
from ingest.run import ingest
from ingest.store import MeetingSummary, Store
from ingest.watch import Steps, Watch


@dataclass(frozen=True, slots=True)
class Watching:
    """How a watch is kept, and where it tells what it does."""

    settings: Settings
    given: Given
    out: Console
    err: Console
    is_json: bool = False
    every: float = 5.0  # seconds between two looks

    def keep(self, folders: Sequence[Path]) -> None:
        """Look, do what two looks agree on, and look again; ends when it is stopped."""
        encoding = encoding_of(self.settings, self.err)
        watch = Watch(folders)
        watch.knows(self._held())
        names = ", ".join(printable(folder) for folder in folders)
        self.err.print(Text(f"Keeping in step with {names}, looking every {self.every:g} s (stop it with Ctrl-C)."))
        busy = ""
        while True:
            steps = watch.steps()
            self._tell_empty(steps)
            try:
                self._do(watch, steps, encoding)
                busy = ""
            except StoreBusy as error:
                if error.message != busy:
                    busy = error.message
                    self.err.print(Text(f"{busy} What has changed is taken in when it is free."))
            self.pause()

    def pause(self) -> None:
        """Wait for the next look."""
        time.sleep(self.every)

    def _do(self, watch: Watch, steps: Steps, encoding: Encoding) -> None:
        """Removals first: a file that was renamed is then not the double of its old self."""
        if steps.gone:
            self._remove(watch, steps.gone, encoding)
        if steps.take:
            self._take(watch, steps.take, encoding)

    def _remove(self, watch: Watch, gone: frozenset[Path], encoding: Encoding) -> None:
        held = [source for source in self._held() if watch.to_remove(gone, [source])]
        ids = list(dict.fromkeys(source.id for source in held))
        if ids:
            began = time.perf_counter()
            with Store.writer(store_folder(self.settings), None, who="minutebook ingest --watch") as writer:
                writer.check_model(encoding.model)
                writer.remove_sources([source.location for source in held], encoding.encode)
                seconds = round(time.perf_counter() - began, 1)
                writer.log_run({"removed": len(ids), "seconds": seconds, "ended": True})
        watch.removed(gone, ids)
        if self.is_json and ids:
            self._print_json(RunReport((), 0.0), ids)
        elif ids:
            self.out.print(Text("\n".join(f"removed  {meeting}: its file is gone." for meeting in ids)))

    def _take(self, watch: Watch, paths: Sequence[Path], encoding: Encoding) -> None:
        with shown(self.err) as told:
            report = ingest(paths, store_folder(self.settings), encoding, given=self.given, on_progress=told)
        by_location = {printable(path): path for path in paths}
        for file in report.files:
            watch.took(by_location[file.location], file.meeting)
        if self.is_json:
            self._print_json(report, [])
        else:
            print_report(report, [str(path) for path in paths], self.out, self.err)

    def _print_json(self, report: RunReport, removed: list[str]) -> None:
        self.out.print(Text(json.dumps({**report_json(report), "removed": removed}, ensure_ascii=False)))

    def _tell_empty(self, steps: Steps) -> None:
        for folder in steps.empty:
            self.err.print(
                Text(
                    f"Nothing is found in {printable(folder)} any more, as when a disk is not there; "
                    "no record of it was removed.\n"
                    "Next: if they are meant to go, remove them with `minutebook remove`."
                )
            )

    def _held(self) -> tuple[MeetingSummary, ...]:
        """The meetings held, each once for every file it was read from."""
        try:
            with Store.open(store_folder(self.settings), None) as store, store.view() as view:
                held = view.meetings()
        except StoreMissing:
            return ()
        return held + tuple(replace(m, location=one.source.location) for m in held for one in m.further)
