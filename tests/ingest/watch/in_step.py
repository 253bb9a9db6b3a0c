"""A watched folder, and a store that is kept in step with it."""

from __future__ import annotations

from pathlib import Path

from ingest.reports import Status
from ingest.store import Store
from ingest.watch import Steps, Watch
from tests.ingest import runs


class InStep:
    """A watch whose every look is followed by what it asks for."""

    def __init__(self, store: Path, *folders: Path) -> None:
        self.store = store
        self.watch = Watch(folders)
        if store.exists():
            self.watch.knows(runs.held(store).values())
        self.statuses: list[tuple[str, Status]] = []
        self.removed: list[str] = []

    def look(self, times: int = 1) -> Steps:
        """Look, and do what is to be done."""
        steps = Steps()
        for _ in range(times):
            steps = self.watch.steps()
            if steps.gone:
                ids = self.watch.to_remove(steps.gone, runs.held(self.store).values())
                with Store.writer(self.store, None, who="a test") as writer:
                    for meeting in ids:
                        writer.remove(meeting)
                self.watch.removed(steps.gone, ids)
                self.removed += ids
            if steps.take:
                by_location = {str(path): path for path in steps.take}
                for file in runs.run(self.store, *steps.take).files:
                    self.watch.took(by_location[file.location], file.meeting)
                    self.statuses.append((file.name, file.status))
        return steps

    @property
    def held(self) -> list[str]:
        """The names of the files held."""
        return sorted(runs.held(self.store))
