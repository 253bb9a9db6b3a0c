"""The page in Gradio: which parts there are, and what happens when one is used."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.question_log import QuestionLog
from assistant.web import filters, suggest, talk
from assistant.web.contract import Asks
from assistant.web.markup import Html, join, tag
from assistant.web.page import banner, reader
from assistant.web.pull import pulled
from assistant.web.talk import Conversation, Frame
from assistant.web.words import held
from ingest.errors import MinutebookError

WHAT_IT_IS = "Answers from published council minutes, each sentence with the words it rests on."
LOST = (
    "The connection to Minutebook is lost. What was said is kept in this browser, and the page goes on by itself as"
    " soon as the connection is back."
)
_AT_ONCE = 16  # questions that are answered at the same time; whoever must wait sees nothing of theirs yet
_WAITING = 64  # questions that may wait; the next one is asked to come back
_FONT = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"]
_MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"]
# Gradio hands a component's value to Python through this; the filter's native fields have none of Gradio's.
_WITH_FILTER = "(text, chosen, talk) => [text, window.minutebook.asking(text), talk]"
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
Update = Any  # Gradio's updates have no type of their own


@dataclass(frozen=True, slots=True)
class Parts:
    """The components that events write to."""

    header: gr.HTML
    chat: gr.HTML
    status: gr.HTML
    examples: tuple[gr.Button, ...]
    question: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    clear: gr.Button
    filters: gr.HTML
    conversation: gr.State


def screen(assistant: Asks, log: QuestionLog | None = None) -> gr.Blocks:
    """The page; nothing is asked of the store before somebody opens it."""
    blocks = gr.Blocks(title="Minutebook", analytics_enabled=False, fill_width=True)
    with blocks:
        _connect(blocks, _parts(), assistant, log)
    blocks.queue(max_size=_WAITING, default_concurrency_limit=_AT_ONCE, api_open=False)
    # Gradio sums up its last 10,000 events with pandas before and after each one, for a page that we do not serve.
    blocks._queue.ANAYLTICS_CACHE_FREQUENCY = sys.maxsize  # noqa: SLF001  # else only its environment variable
    return blocks


def theme() -> gr.themes.Base:
    """Gradio's plain theme with the fonts of the reader's own machine: none is fetched."""
    return gr.themes.Base(primary_hue="blue", neutral_hue="slate", font=_FONT, font_mono=_MONO)


def _parts() -> Parts:
    header = _html("mb-header", _header(""))
    with gr.Row(elem_id="mb-main"):
        with gr.Column(elem_id="mb-talk"):
            _html("mb-before", _earlier())
            chat = _html("mb-chat")
            with gr.Column(elem_id="mb-ask-area"):
                question = _question()
                with gr.Row(elem_id="mb-buttons"):
                    ask = gr.Button("Ask", variant="primary", elem_id="mb-ask")
                    stop = gr.Button("Stop", elem_id="mb-stop")
                    clear = gr.Button("New conversation", elem_id="mb-clear")
                _html("mb-scope", tag("ul", id="mb-chosen", class_="mb-chips", aria_label="Only in", hidden=True))
                chosen = _html("mb-where")
            with gr.Column(elem_id="mb-examples"):
                _html("mb-examples-label", tag("h2", "Questions you could ask"))
                examples = tuple(gr.Button(visible=False, elem_classes="mb-example") for _ in range(suggest.MOST))
            status = _html("mb-status", _status(""))
        _html("mb-reader", reader())
    return Parts(header, chat, status, examples, question, ask, stop, clear, chosen, gr.State(Conversation()))


def _html(name: str, value: str = "") -> gr.HTML:
    return gr.HTML(value, elem_id=name, js_on_load=None, apply_default_css=False, padding=False)


def _question() -> gr.Textbox:
    return gr.Textbox(
        label="Your question",
        placeholder="What was said about …?",
        lines=1,
        max_lines=6,
        elem_id="mb-question",
    )


def _connect(blocks: gr.Blocks, parts: Parts, assistant: Asks, log: QuestionLog | None) -> None:
    shown = [parts.chat, parts.status, parts.conversation, parts.question]
    answer = _answering(assistant, log)
    running: list[dict[str, Any]] = []
    for listener, text in [
        (parts.question.submit, parts.question),
        (parts.ask.click, parts.question),
        *((button.click, button) for button in parts.examples),
    ]:
        asked = listener(
            answer, [text, parts.filters, parts.conversation], shown, js=_WITH_FILTER, trigger_mode="once", **_QUIET
        )
        running.append(asked)
    # First the end of what runs, then the look of it: a question typed right after a stop is then taken.
    for button, step in [(parts.stop, talk.stop), (parts.clear, _cleared)]:
        ended = button.click(None, cancels=running, **_QUIET)
        ended.then(_then(step), [parts.conversation], shown, **_QUIET)
    blocks.load(_opening(assistant), None, [parts.header, parts.filters, *parts.examples], **_QUIET)


def _answering(assistant: Asks, log: QuestionLog | None) -> Callable[..., AsyncIterator[list[Update]]]:
    async def answer(text: str, chosen: object, conversation: Conversation) -> AsyncIterator[list[Update]]:
        first = True
        async with aclosing(pulled(talk.ask(assistant, str(text or ""), chosen, conversation, log))) as frames:
            try:
                async for frame in frames:
                    yield _drawn(frame, "" if first and not frame.keeps_text else gr.skip())
                    first, conversation = False, frame.conversation
            except Exception:
                # Said here: Gradio's own event of a failure also comes when the reader stops an answer.
                yield _drawn(talk.broken(conversation), gr.skip())
                raise

    return answer


def _then(step: Callable[[Conversation], Frame]) -> Callable[[Conversation], list[Update]]:
    def act(conversation: Conversation) -> list[Update]:
        return _drawn(step(conversation), gr.skip())

    return act


def _cleared(_: Conversation) -> Frame:
    return Frame(Conversation(), "The conversation was cleared.")


def _drawn(frame: Frame, question: Update) -> list[Update]:
    return [frame.html, _status(frame.status), frame.conversation, question]


def _opening(assistant: Asks) -> Callable[[], list[Update]]:
    """What the page shows of the store, read anew each time the page is opened."""

    def opening() -> list[Update]:
        try:
            with assistant.store.view() as view:
                meetings, examples = view.meetings(), suggest.questions(view)
        except MinutebookError as problem:
            return [_header(f"{problem.message} {problem.hint}"), filters.controls(()), *_buttons(())]
        return [_header(held(meetings), is_empty=not meetings), filters.controls(meetings), *_buttons(examples)]

    return opening


def _buttons(examples: tuple[str, ...]) -> list[Update]:
    padded = (*examples, *[None] * suggest.MOST)[: suggest.MOST]
    return [gr.update(value=text or "", visible=text is not None) for text in padded]


def _header(holding: str, *, is_empty: bool = False) -> Html:
    start = tag("p", tag("a", "Start here: take in records", href="records"), class_="mb-what")
    what = tag("p", tag("span", WHAT_IT_IS), " ", tag("span", holding, class_="mb-held"), class_="mb-what")
    return join(
        [banner("ask", "#mb-talk"), tag("section", what, start if is_empty else None, aria_label="What is held")]
    )


def _earlier() -> Html:
    """The way to earlier conversations, and where the script puts the turns of one that goes on."""
    way = tag("button", "Earlier conversations", type="button", class_="mb-button mb-small", id="mb-earlier")
    lost = tag("p", LOST, id="mb-lost", class_="mb-lost", role="alert", hidden=True)
    return join([tag("div", way, class_="mb-earlier"), lost, tag("div", id="mb-past")])


def _status(text: str) -> Html:
    return tag("p", text, role="status", aria_live="polite", class_="mb-unseen")
