"""Pictures of every view, on a desk's screen and on a phone's, made from the sample records: `make screens`."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image
from playwright.sync_api import Page

from benchmarks.browser import PASSWORD, ROOT, chromium, served_samples

OUT = ROOT / "docs" / "screens"
_SIZES = {"desk": (1280, 860), "phone": (390, 844)}
_COLOURS = 48  # of a picture: plain pages need no more, and the files stay small
_QUESTION = "what did Ofsted say about churn?"
_BODY = "council=Leicestershire+County+Council&committee=Children+and+Families+Overview+and+Scrutiny+Committee"


def _answer(page: Page) -> None:
    page.get_by_label("Your question").fill(_QUESTION)
    page.keyboard.press("Enter")
    page.locator(".mb-turn:not(.mb-busy) .mb-sources").wait_for()
    page.locator(".mb-next").wait_for()


def _record(page: Page) -> None:
    _answer(page)
    page.locator("a.mb-mark").first.click()
    page.locator("#mb-panel mark").wait_for()
    page.wait_for_timeout(700)


def _silence(page: Page) -> None:
    page.get_by_label("Your question").fill("who won the football?")
    page.keyboard.press("Enter")
    page.locator(".mb-turn:not(.mb-busy) .mb-notfound").wait_for()


def _enter(page: Page) -> None:
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Enter").click()
    page.locator(".mb-health").wait_for(timeout=60_000)


def _judge(page: Page) -> None:
    address = page.url
    _enter(page)
    page.goto(address)


def _open_row(page: Page) -> None:
    page.locator("a.mb-place").nth(2).click()
    page.locator("#mb-panel mark").wait_for()


def _stay(page: Page) -> None:
    """Nothing is done on the page."""


VIEWS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "first": ("", lambda page: page.locator("button.mb-example:visible").first.wait_for()),
    "answer": ("", _answer),
    "record": ("", _record),
    "silence": ("", _silence),
    "decisions": ("decisions", _open_row),
    "meetings": ("decisions?register=meetings", _stay),
    "attendance": ("decisions?register=attendance", _stay),
    "records": ("records", _stay),
    "meeting": ("meeting/leicestershire/children-and-families-osc/2020-11-18?q=foster+carers", _stay),
    "topic": ("topics?q=foster+carers", _stay),
    "briefing": (f"briefing?{_BODY}", _stay),
    "desk": ("desk", _enter),
    "judging": ("desk/question?question=what+did+Ofsted+say+about+churn%3F", _judge),
}


def main() -> None:
    """Take in the samples, serve them, and take a picture of every view at every size."""
    OUT.mkdir(parents=True, exist_ok=True)
    with served_samples() as home, chromium() as browser:
        for size, (width, height) in _SIZES.items():
            for name, (address, act) in VIEWS.items():
                page = browser.new_page(viewport={"width": width, "height": height}, locale="en-GB")
                page.goto(home + address)
                act(page)
                picture = Image.open(io.BytesIO(page.screenshot()))
                picture.convert("RGB").quantize(_COLOURS).save(OUT / f"{name}-{size}.png", optimize=True)
                page.close()


if __name__ == "__main__":
    main()
