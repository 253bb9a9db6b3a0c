"""What every test can use: no network, the checkout, the material next to it, a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from tests.guard import sitecustomize

ROOT = Path(__file__).parents[1]

# Importing the guard blocked the network in this process; this does it in those that tests start.
GUARD = str(Path(sitecustomize.__file__).parent)
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [GUARD, os.environ.get("PYTHONPATH")]))

# No deadline: one slow example on a busy machine is not a fault.
hypothesis_settings.register_profile("minutebook", deadline=None)
hypothesis_settings.load_profile("minutebook")

# A busy machine is slow and no fault either.
expect.set_options(timeout=20_000)

# As root there is no sandbox; the rest keeps Chromium from looking for its maker's servers.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
NO_CHROMIUM = "no Chromium on this machine (Debian: apt-get install chromium)"
SKIPPED_FOR_BROWSER = pytest.StashKey[int]()


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Material that lies next to some checkouts and not others: more layouts, records and questions."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not on this machine")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium, for one file of tests: Playwright's loop keeps asyncio.run out while it is open."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page; the test fails if the page asks anything of another machine."""
    outside: list[str] = []

    def stay_here(route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.scheme in {"http", "https", "ws", "wss"} and url.hostname not in {"127.0.0.1", "localhost"}:
            outside.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.route("**/*", stay_here)
    yield context.new_page()
    context.close()
    assert outside == [], "the page asked for something outside this machine"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that use a browser are marked so, and skipped where there is none."""
    of_browser = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
    for item in of_browser:
        item.add_marker(pytest.mark.browser)
        if CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))
    config.stash[SKIPPED_FOR_BROWSER] = len(of_browser) if CHROMIUM is None else 0


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Says loudly that the chat was not tried in a browser."""
    if count := config.stash.get(SKIPPED_FOR_BROWSER, 0):
        terminalreporter.section("BROWSER TESTS SKIPPED", sep="!", red=True, bold=True)
        terminalreporter.line(f"Tests not run: {count}. Reason: {NO_CHROMIUM}.", red=True, bold=True)
