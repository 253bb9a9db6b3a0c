"""axe-core finds no serious fault on any view, in light and in dark, from a narrow phone to a wide desk."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from assistant.web.server import Running
from tests.assistant.web.views import VIEWS, enter, go
from tests.conftest import ROOT

AXE = ROOT / ".cache" / "axe" / "axe.min.js"
SIZES = {"phone": 320, "desk at 200 %": 640, "desk": 1280, "wide": 1920}
Look = Literal["light", "dark"]
WEIGHTY = {"serious", "critical"}


@pytest.fixture
def checked(page: Page) -> Page:
    """An empty page, where there is an axe."""
    if not AXE.is_file():
        pytest.skip(f"{AXE.relative_to(ROOT)} is not there: `make test` fetches it from npm where it can be had")
    return page


def faults(page: Page) -> list[Any]:
    """What axe-core holds against a page that weighs."""
    page.evaluate(f"() => {{ {AXE.read_text('utf-8')} }}")
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        (fault["id"], fault["impact"], [node["html"][:160] for node in fault["nodes"]][:4])
        for fault in found["violations"]
        if fault["impact"] in WEIGHTY
    ]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_view_is_without_serious_faults(checked: Page, home: Running, look: Look) -> None:
    checked.emulate_media(color_scheme=look)
    enter(checked, home)
    wrong = {}
    for name in VIEWS:
        go(checked, home, name)
        for size, width in SIZES.items():
            checked.set_viewport_size({"width": width, "height": 900})
            wrong[name, size] = faults(checked)
            if checked.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong[name, size].append("is too wide")
    assert {where: found for where, found in wrong.items() if found} == {}


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_conversation_is_without_serious_faults(checked: Page, home: Running, look: Look) -> None:
    checked.emulate_media(color_scheme=look)
    checked.goto(home.url)
    wrong = []
    asked = [("what did Ofsted say about churn?", ".mb-sources"), ("who won the cricket?", ".mb-notfound")]
    for question, part in asked:
        checked.get_by_label("Your question").fill(question)
        checked.keyboard.press("Enter")
        expect(checked.locator(part).last).to_be_visible()
    checked.get_by_role("button", name="Not helpful").last.click()
    checked.locator("a.mb-mark").first.click()
    expect(checked.locator("#mb-panel mark")).to_be_visible()
    for width in SIZES.values():
        checked.set_viewport_size({"width": width, "height": 900})
        wrong += faults(checked)
    checked.get_by_role("button", name="Earlier conversations").click()
    expect(checked.get_by_role("dialog")).to_be_visible()
    wrong += faults(checked)
    assert wrong == []
