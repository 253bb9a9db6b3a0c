"""What axe cannot tell: zoom and narrow screens, steps by keyboard with a focus that is seen, headings in order."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.web.server import Running
from tests.assistant.web.fakes import CHURN
from tests.assistant.web.views import VIEWS, enter, go

# Controls and links that are seen, but not whole: past the edge of the window, or cut off by what they stand in.
CLIPPED = """() => [...document.querySelectorAll("a, button, input, select, textarea, summary, [role=button]")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter((one) => !one.closest(".mb-unseen"))
  .filter((one) => [...one.getClientRects()].some(({ x, right }) => right > x + 1 && (x < -1 || right > innerWidth + 1))
    || (one.matches("button, a.mb-button") && one.scrollWidth > one.clientWidth + 1))
  .map((one) => one.outerHTML.slice(0, 120))"""
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
# Chromium's own text size, as a reader sets it: 200 %.
LARGE_TEXT = "document.documentElement.style.fontSize = '200%'"
# The element that has the focus: what it is, whether its focus is drawn, whether it is in view and not covered.
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  window.steps ??= new Map();
  if (!window.steps.has(one)) window.steps.set(one, window.steps.size);
  const [box] = one.getClientRects(), look = getComputedStyle(one);
  const at = box && document.elementFromPoint(box.left + Math.min(box.width, innerWidth) / 2, box.top + box.height / 2);
  return {
    step: window.steps.get(one),
    html: one.outerHTML.slice(0, 120),
    drawn: (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2) || look.boxShadow !== "none",
    seen: Boolean(at) && (one.contains(at) || at.contains(one) || at.closest("label")?.control === one),
  };
}"""
REACHABLE = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.type !== "hidden")
  .filter((one) => !window.steps.has(one)
    && !(one.type === "radio" && [...document.getElementsByName(one.name)].some((other) => window.steps.has(other))))
  .map((one) => one.outerHTML.slice(0, 120))"""
OUTLINE = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .map((one) => [Number(one.tagName[1]), one.textContent])"""
SIZES = {"200 % of a desk’s screen": (640, 450), "a narrow phone, or 400 %": (320, 256)}


def converse(page: Page, home: Running) -> None:
    """Every part of a conversation: an answer with its record open, a silence, the reasons for a thumbs down."""
    go(page, home, "ask")
    for number, question in enumerate([CHURN, "who won the cricket?"], start=1):
        page.get_by_label("Your question").fill(question)
        page.keyboard.press("Enter")
        expect(page.locator("#mb-chat .mb-turn:not(.mb-busy)")).to_have_count(number)
    expect(page.locator(".mb-next button:visible").first).to_be_visible()
    page.get_by_role("button", name="Not helpful").last.click()
    page.locator("a.mb-mark").first.click()
    expect(page.locator("#mb-panel mark")).to_be_visible()


@pytest.fixture
def zoomed(browser: Browser, request: pytest.FixtureRequest) -> Any:  # noqa: ANN401
    """A page of a window in which everything is drawn twice as large."""
    context = browser.new_context(device_scale_factor=2)
    yield context.new_page()
    context.close()


def misfits(page: Page) -> list[str]:
    """What does not fit the window."""
    found: list[str] = page.evaluate(CLIPPED)
    return [*found, *(["the page is too wide"] if page.evaluate(TOO_WIDE) else [])]


@pytest.mark.parametrize("size", SIZES)
def test_every_view_fits_when_it_is_enlarged(zoomed: Page, home: Running, size: str) -> None:
    enter(zoomed, home)
    width, height = SIZES[size]
    zoomed.set_viewport_size({"width": width, "height": height})
    wrong = {}
    for name in VIEWS:
        go(zoomed, home, name)
        wrong[name] = misfits(zoomed)
        if width > 320:
            zoomed.evaluate(LARGE_TEXT)
            wrong[f"{name}, large text"] = misfits(zoomed)
    converse(zoomed, home)
    wrong["conversation"] = misfits(zoomed)
    zoomed.get_by_role("button", name="Earlier conversations").click()
    wrong["earlier conversations"] = misfits(zoomed)
    assert {where: found for where, found in wrong.items() if found} == {}


def test_every_view_is_walked_through_by_keyboard_with_a_focus_that_is_seen(page: Page, home: Running) -> None:
    enter(page, home)
    wrong: dict[str, list[str]] = {}
    for name in [*VIEWS, "conversation"]:
        if name == "conversation":
            converse(page, home)
            page.evaluate(
                "document.body.tabIndex = -1, document.body.focus(), document.body.removeAttribute('tabindex')"
            )
        else:
            go(page, home, name)
        page.evaluate("window.steps = new Map()")
        wrong[name] = walked(page)
    assert {where: found for where, found in wrong.items() if found} == {}


def walked(page: Page) -> list[str]:
    """What is wrong with the steps that Tab takes through a page, until it comes around."""
    wrong, steps = [], -1
    for _ in range(400):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if here is None or here["step"] < steps:
            break
        steps = here["step"]
        wrong += [f"no focus is drawn: {here['html']}"] if not here["drawn"] else []
        wrong += [f"out of view or covered: {here['html']}"] if not here["seen"] else []
    return [*wrong, *(f"not reached: {html}" for html in page.evaluate(REACHABLE))]


@pytest.mark.parametrize("name", ["ask", "records", "meeting", "record"])
def test_the_first_step_leads_past_the_banner(page: Page, home: Running, name: str) -> None:
    go(page, home, name)
    page.evaluate("document.body.tabIndex = -1, document.body.focus(), document.body.removeAttribute('tabindex')")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.evaluate("window.isThisPage = true")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("window.isThisPage && Boolean(document.activeElement.closest('main, [role=main]'))")


def test_headings_are_in_order_and_every_view_has_its_landmarks(page: Page, home: Running) -> None:
    enter(page, home)
    wrong: dict[str, list[str]] = {}
    for name in [*VIEWS, "conversation"]:
        if name == "conversation":
            converse(page, home)
        else:
            go(page, home, name)
        outline = page.evaluate(OUTLINE)
        levels = [level for level, _ in outline]
        wrong[name] = [f"{b} after {a}" for a, b in pairwise(levels) if b > a + 1]
        wrong[name] += [] if levels.count(1) == 1 else [f"{levels.count(1)} headings of the first level: {outline}"]
        for landmark in ("main", "banner", "navigation"):
            wrong[name] += [] if page.get_by_role(landmark).count() else [f"no {landmark}"]
        wrong[name] += [] if page.title() else ["no title"]
    assert {where: found for where, found in wrong.items() if found} == {}
