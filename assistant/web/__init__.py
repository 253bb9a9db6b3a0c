"""The chat screen: draws what the assistant says and decides nothing. The one door to Gradio.

A question goes to `talk`, its reply is drawn by `answers`; a citation is a link to `/record/…`, which `reader` draws
beside the conversation, or as a page of its own where there is no script. `markup` escapes whatever is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.web.contract import Asks

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.web.server import Running

__all__ = ["Asks", "make_app", "serve"]


def make_app(assistant: Asks) -> FastAPI:
    """The screen as a web application."""
    from assistant.web.application import application

    return application(assistant)


def serve(
    assistant: Asks,
    *,
    host: str,
    port: int,
    on_ready: Callable[[str], None] | None = None,
    prevent_thread_lock: bool = False,
) -> Running:
    """Serve the screen until Ctrl-C; with ``prevent_thread_lock`` return at once, and `Running.close` ends it.

    ``on_ready`` is called with the address once the page can be opened; port 0 takes any free port. Raises
    `AddressInUse` where another program listens there already.
    """
    from assistant.web.server import start

    return start(make_app(assistant), host=host, port=port, on_ready=on_ready, background=prevent_thread_lock)
