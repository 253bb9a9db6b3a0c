"""The screen over the sample records, and a Chromium to look at it: what its pictures and its timings are made with."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console

import assistant.web
from assistant.build import build, encoding_of
from assistant.settings import Settings
from ingest.run import ingest

ROOT = Path(__file__).parents[1]
PASSWORD = "for a minute"  # noqa: S105  of a server that lives that long


@contextmanager
def served_samples() -> Iterator[str]:
    """The address of the screen over a new store of the samples; it ends with the block."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(store=Path(folder) / "store", officer_password=PASSWORD, keep_questions_days=30)
        ingest([ROOT / "records"], settings.store, encoding_of(settings, Console(quiet=True)))
        answering = build(settings)
        served = assistant.web.serve(answering, host="127.0.0.1", port=0, prevent_thread_lock=True)
        try:
            yield served.url
        finally:
            served.close()
            answering.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium: the system's own where there is one."""
    found = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
