"""Frames that are made in a thread, handed to Gradio one by one; a stop is heard while one is in the making."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from threading import Lock

from anyio import to_thread

from assistant.web.talk import Frame


async def pulled(frames: Generator[Frame, None, None]) -> AsyncGenerator[Frame, None]:
    """The frames; when nobody wants more of them, they are closed as soon as the one in the making is done."""
    puller = _Puller(frames)
    try:
        while (frame := await to_thread.run_sync(puller.next, abandon_on_cancel=True)) is not None:
            yield frame
    finally:
        puller.end()


class _Puller:
    """A generator that one thread may be running while another wants it closed."""

    def __init__(self, frames: Generator[Frame, None, None]) -> None:
        self._frames = frames
        self._running = Lock()
        self._over = False

    def next(self) -> Frame | None:
        """The next frame; None at the end."""
        try:
            with self._running:
                return None if self._over else next(self._frames, None)
        finally:
            if self._over:
                self.end()

    def end(self) -> None:
        """Close the generator now, or let the thread that runs it do so."""
        self._over = True
        if self._running.acquire(blocking=False):
            try:
                self._frames.close()
            finally:
                self._running.release()
