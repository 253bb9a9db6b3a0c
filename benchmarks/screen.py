"""How fast is the screen? `python -m benchmarks screen` asks in a Chromium, and prints what issue 6 sets limits for.

Every known question is asked in the page, as a reader does: from the press of Enter to the frame in which its first
sentence stands. Then every view is opened again and again in a browser that knows it: to the frame in which it can be
used. The browser, the server and the embedding share this machine, as they do on a reader's own.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from statistics import median

from playwright.sync_api import Page

from benchmarks.browser import PASSWORD, chromium, served_samples
from eval.cases import QUESTIONS, load

MOST_CLAIM_MS = 400.0
MOST_LOAD_MS = 2_000.0
LOADS = 20
_ANSWER_S = 30.0
_BODY = "council=Leicestershire+County+Council&committee=Children+and+Families+Overview+and+Scrutiny+Committee"
_USABLE = "#mb-council option:nth-child(2)"  # the last part of the first page to come
VIEWS = {
    "ask": ("", _USABLE),
    "decisions": ("decisions", "table"),
    "records": ("records", "#mb-content"),
    "meeting": ("meeting/leicestershire/children-and-families-osc/2020-11-18", "#mb-content"),
    "topics": ("topics?q=foster+carers", "svg"),
    "briefing": (f"briefing?{_BODY}", ".mb-briefing"),
    "desk": ("desk", "#mb-content"),
}
# Notes in which frame each part of the next turn is first painted.
_WATCH = """() => {
  const begun = performance.now(), seen = (window.seen = {});
  const before = document.querySelectorAll("#mb-chat .mb-turn").length;
  const parts = { turn: "", claim: ".mb-claim", whole: ".mb-sources, .mb-notfound, .mb-trouble" };
  const look = () => {
    const turn = document.querySelectorAll("#mb-chat .mb-turn")[before];
    for (const [name, part] of Object.entries(parts))
      if (turn && !(name in seen) && (!part || turn.querySelector(part))) seen[name] = performance.now() - begun;
    if (!("whole" in seen)) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print."""
    argparse.ArgumentParser(prog="python -m benchmarks screen", description="How fast is the screen?").parse_args(
        arguments
    )
    questions = [case.question.text for case in load(QUESTIONS / "dev.jsonl")]
    with served_samples() as home, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="en-GB")
        _answers(page, home, questions)
        print(f"views, each opened {LOADS} times in a browser that knows them")
        page.goto(f"{home}desk")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Health of the store").wait_for()
        for name, (address, part) in VIEWS.items():
            _told(name, [_opened(page, home + address, part) for _ in range(LOADS + 1)][1:], MOST_LOAD_MS)


def _answers(page: Page, home: str, questions: Sequence[str]) -> None:
    print(f"{len(questions)} questions, each asked in a conversation of its own")
    page.goto(home)
    page.locator(_USABLE).wait_for(state="attached")
    asked = [_asked(page, question) for question in ["what is held?", *questions]][1:]
    _told("first claim", [seen["claim"] for seen in asked if "claim" in seen], MOST_CLAIM_MS)
    _told("question shown", [seen["turn"] for seen in asked])
    _told("reply whole", [seen["whole"] for seen in asked])


def _asked(page: Page, question: str) -> dict[str, float]:
    """In how many milliseconds each part of the reply was painted."""
    page.get_by_label("Your question").fill(question)
    page.evaluate(_WATCH)
    page.keyboard.press("Enter")
    page.wait_for_function("'whole' in window.seen", timeout=_ANSWER_S * 1e3)
    seen: dict[str, float] = page.evaluate("window.seen")
    page.locator(".mb-turn:not(.mb-busy)").last.wait_for()
    page.get_by_role("button", name="New conversation").click()
    page.locator(".mb-turn").first.wait_for(state="detached")
    return seen


def _opened(page: Page, address: str, part: str) -> float:
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(part).first.wait_for(state="attached")
    page.evaluate("() => new Promise((painted) => requestAnimationFrame(painted))")
    return (time.perf_counter() - began) * 1e3


def _told(name: str, taken: Sequence[float], most: float | None = None) -> None:
    in_order: list[float] = sorted(taken)
    middle, late = median(in_order), in_order[int(len(in_order) * 0.95)]
    limit = f"   {middle / most:5.2f} × the limit of {most:.0f} ms" if most else ""
    print(
        f"  {name:<16}median {middle:7.0f} ms   95 in 100 under {late:7.0f} ms   slowest {in_order[-1]:7.0f} ms{limit}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
