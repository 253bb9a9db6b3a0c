"""What stands before the application: only the paths that the page needs, small requests, strict headers."""

from __future__ import annotations

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.page import ours, policy

LARGEST_REQUEST = 64 * 1024  # bytes; a question has at most a few thousand
LARGEST_UPLOAD = 50 * 1024 * 1024  # bytes of files of minutes
LARGEST_CONVERSATION = 4 * 1024 * 1024  # bytes, as a browser keeps it and sends it to be drawn or written to a file
# Gradio also serves uploads, files, a proxy, plain calls, monitoring and more, none of which the page needs.
_NEEDED = re.compile(
    r"/(?:$|config$|theme\.css$|favicon\.ico$|robots\.txt$|assets/|static/|minutebook/|record/|turns$|answered$|export/"
    r"|alive$|(?:decisions|records|topics|briefing|desk|add|remove|rating)$|registers/|meeting/|briefing\.|desk/|add/"
    r"|gradio_api/(?:info|app_id|startup-events|queue/join|queue/data|cancel|reset|heartbeat/[\w-]+)/?$)"
)
_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)+")
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # else browsers keep the origin of our own forms to themselves
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_HOSTS = (b"host", b"x-forwarded-host")  # a page cannot set either: what it sends tells by them where it is sent
_TOO_LARGE = "That is too long. A question may have 2,000 characters."
_ELSE = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'self'; frame-ancestors 'none'"
)


class TooLarge(Exception):
    """A request was larger than any the page sends."""


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, *, title: str, description: str) -> None:
        self._app = app
        self._title = title
        self._description = description

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is needed, refuse the rest."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await send({"type": "websocket.close"})
            return
        if not _NEEDED.match(_path(scope)):
            await _refuse(send, 404, "There is nothing here.")
            return
        if _is_from_elsewhere(scope):
            await _refuse(send, 403, "That was sent from another site’s page.")
            return
        most = _most(_path(scope))
        if _announced(scope) > most:
            await _refuse(send, 413, _TOO_LARGE)
            return
        outgoing = (
            _Page(send, self._title, self._description, _prefix(scope))
            if _path(scope) == "/"
            else _Headers(send, _more(_path(scope)))
        )
        if _path(scope) == "/":
            scope = _uncompressed(scope)
        try:
            await self._app(scope, _limited(receive, most), outgoing)
        except TooLarge:
            await _refuse(send, 413, _TOO_LARGE)


class _Headers:
    """Adds the headers to whatever goes out."""

    def __init__(self, send: Send, more: dict[str, str]) -> None:
        self._send = send
        self._own = {**_HEADERS, "content-security-policy": _ELSE, **more}

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": _with(message["headers"], self._own)}
        await self._send(message)


class _Page:
    """Holds Gradio's page back until it is whole, then sends it as ours."""

    def __init__(self, send: Send, title: str, description: str, prefix: str) -> None:
        self._send = send
        self._told = (title, description, prefix)
        self._start: Message = {}
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        page = ours(self._body.decode(), *self._told)
        body = page.encode()
        headers = {
            **_HEADERS,
            "content-security-policy": policy(page),
            "content-length": str(len(body)),
            "cache-control": "no-store",
        }
        await self._send({**self._start, "headers": _with(self._start["headers"], headers)})
        await self._send({"type": "http.response.body", "body": body})


def _path(scope: Scope) -> str:
    """The path inside the application, whatever prefix a proxy puts before it."""
    path, prefix = str(scope["path"]), str(scope.get("root_path", ""))
    return (path.removeprefix(prefix) or "/") if prefix else path


def _prefix(scope: Scope) -> str:
    """The path that a proxy in front of us puts before ours and takes away again, as it tells."""
    told = dict(scope["headers"]).get(b"x-forwarded-prefix", b"").decode("latin-1").rstrip("/")
    return told if _PREFIX.fullmatch(told) else ""


def _more(path: str) -> dict[str, str]:
    """How long a browser may keep a file: for good where its name changes with its content."""
    if path.startswith("/assets/"):
        return {"cache-control": "public, max-age=31536000, immutable"}
    return {"cache-control": "no-cache"} if path.startswith("/minutebook/") else {}


def _announced(scope: Scope) -> int:
    """How many bytes the request says it has; 0 where it does not say."""
    length = dict(scope["headers"]).get(b"content-length", b"")
    return int(length) if length.isdigit() else 0


def _most(path: str) -> int:
    """How many bytes a request may have."""
    if path == "/add":
        return LARGEST_UPLOAD
    return LARGEST_CONVERSATION if path == "/turns" or path.startswith("/export/") else LARGEST_REQUEST


def _is_from_elsewhere(scope: Scope) -> bool:
    """Whether another site's page sent something to be done here, as a browser tells it.

    Browsers of before 2023 do not say which site; all say from which address a form or a script sends. What says
    neither is no browser, and has no officer's cookie of one.
    """
    if scope["method"] in {"GET", "HEAD"}:
        return False
    headers = dict(scope["headers"])
    if site := headers.get(b"sec-fetch-site"):
        return site not in {b"same-origin", b"none"}
    sender = headers.get(b"origin") or headers.get(b"referer")
    return sender is not None and _host(sender) not in {_bare(headers[name]) for name in _HOSTS if headers.get(name)}


def _host(address: bytes) -> bytes | None:
    """The host and port of an address; None where it has none."""
    scheme, found, rest = address.partition(b"://")
    return _bare(rest.split(b"/", 1)[0]) if found and scheme in {b"http", b"https"} else None


def _bare(host: bytes) -> bytes:
    """A host without the ports that go without saying."""
    return host.lower().removesuffix(b":80").removesuffix(b":443")


def _limited(receive: Receive, most: int) -> Receive:
    """The request's body, refused once it is larger than any the page sends."""
    received = 0

    async def limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise TooLarge
        return message

    return limited


def _uncompressed(scope: Scope) -> Scope:
    """The request as if the browser took no compression, so that the page can be read."""
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]}


def _with(headers: list[tuple[bytes, bytes]], own: dict[str, str]) -> list[tuple[bytes, bytes]]:
    kept = [(name, value) for name, value in headers if name.decode().lower() not in own]
    return kept + [(name.encode(), value.encode()) for name, value in own.items()]


async def _refuse(send: Send, status: int, sentence: str) -> None:
    headers = _with([(b"content-type", b"text/plain; charset=utf-8")], {**_HEADERS, "content-security-policy": _ELSE})
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence.encode()})
