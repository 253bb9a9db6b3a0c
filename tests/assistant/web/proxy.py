"""A reverse proxy that puts the screen under a path, as a council's web server would."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Iterator

import httpx
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

PREFIX = "/minutes"
_OWN = {"host", "connection", "transfer-encoding", "content-encoding", "content-length", "keep-alive"}


@contextlib.contextmanager
def behind_a_proxy(behind: str) -> Iterator[str]:
    """The address under which a screen is then reached."""
    app = FastAPI()

    @app.api_route(f"{PREFIX}/{{path:path}}", methods=["GET", "POST"])
    async def passed_on(path: str, request: Request) -> StreamingResponse:
        client = httpx.AsyncClient(trust_env=False, timeout=60)
        headers = {name: value for name, value in request.headers.items() if name not in _OWN}
        headers |= {
            "x-forwarded-host": request.headers["host"],
            "x-forwarded-prefix": PREFIX,
            "accept-encoding": "identity",
        }
        url = f"{behind}{path}?{request.url.query}" if request.url.query else f"{behind}{path}"
        asked = client.build_request(request.method, url, headers=headers, content=await request.body())
        reply = await client.send(asked, stream=True)

        async def body() -> AsyncIterator[bytes]:
            async for chunk in reply.aiter_raw():
                yield chunk
            await reply.aclose()
            await client.aclose()

        told = {name: value for name, value in reply.headers.items() if name not in _OWN}
        return StreamingResponse(body(), reply.status_code, told)

    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}{PREFIX}/"
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()
