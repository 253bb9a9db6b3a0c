"""Runs the application on an address, in the foreground or beside the caller."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import threading
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from ingest.errors import AddressInUse

_PATIENCE_S = 60.0  # until the page can be opened
_GOODBYE_S = 1  # for open streams when the server is stopped


class Running:
    """A screen that is being served."""

    def __init__(self, server: _Server, listening: socket.socket, url: str) -> None:
        self.url = url
        self._server = server
        self._listening = listening
        self._thread: threading.Thread | None = None

    def run(self) -> None:
        """Serve until Ctrl-C."""
        with contextlib.closing(self._listening):
            self._server.run([self._listening])

    def run_beside(self) -> None:
        """Serve in a thread; returns once the page can be opened."""
        self._thread = threading.Thread(target=self.run, name="minutebook-screen", daemon=True)
        self._thread.start()
        if not self._server.ready.wait(_PATIENCE_S):
            self.close()
            raise AddressInUse(f"The screen did not start on {self.url}.", hint="Look at what was printed above.")

    def close(self) -> None:
        """Stop serving."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(_PATIENCE_S)


class _Server(uvicorn.Server):
    """Says when the page can be opened."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        if self.started:
            self._on_ready()
            self.ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop. Pages that are still open hold a stream each, which is cut off without a word in the log."""
        log = logging.getLogger("uvicorn.error")
        level = log.level
        log.setLevel(logging.CRITICAL)
        try:
            await super().shutdown(sockets)
            await asyncio.sleep(0.1)  # the streams notice
        finally:
            log.setLevel(level)


def start(
    app: FastAPI, *, host: str, port: int, on_ready: Callable[[str], None] | None = None, background: bool = False
) -> Running:
    """Serve an application."""
    listening = _listen(host, port)
    url = _address(host, int(listening.getsockname()[1]))
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=_GOODBYE_S
    )
    server = _Server(config, lambda: on_ready(url) if on_ready else None)
    running = Running(server, listening, url)
    if background:
        running.run_beside()
    else:
        running.run()
    return running


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as problem:
        raise AddressInUse(f"The chat cannot listen on {host}, port {port}: {problem.strerror}.") from problem


def _address(host: str, port: int) -> str:
    """What to type into a browser."""
    shown = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104  # read, not listened on
    return f"http://{shown}:{port}/"
