"""A server that speaks as OpenAI's does and behaves as it is told: by the name of the model that is asked for."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from assistant.terms import stems


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back, and how."""

    text: str = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    pause: float = 0.0  # seconds before each piece
    stalls_after: int | None = None  # pieces; then nothing more comes
    cut_after: int | None = None  # pieces; then the connection is gone
    refuses: bool = False  # the text is a refusal


@dataclass(frozen=True, slots=True)
class Ask:
    """A request for a chat completion."""

    body: dict[str, Any]

    @property
    def model(self) -> str:
        return str(self.body["model"])

    @property
    def words(self) -> str:
        """All that the model is given to read."""
        return "\n".join(str(message["content"]) for message in self.body["messages"])

    @property
    def passages(self) -> list[list[str]]:
        """The lines of each numbered passage, without the line that says where it stands."""
        blocks = re.split(r"^\[\d+\]$", self.words, flags=re.MULTILINE)[1:]
        return [[line[2:] for line in block.splitlines() if line.startswith("| ")][1:] for block in blocks]

    @property
    def question(self) -> str:
        found = re.search(r"^(?:Question|What is asked for): (.*)$", self.words, re.MULTILINE)
        return found[1] if found else ""

    @property
    def is_in_form(self) -> bool:
        return bool(self.body.get("response_format") or self.body.get("tools"))


Behaviour = Callable[[Ask], Reply]


class Server(ThreadingHTTPServer):
    """Listens on this machine; remembers what it was asked and which connections were closed on it."""

    daemon_threads = True

    def __init__(self, behaviours: dict[str, Behaviour]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behaviours = dict(behaviours)
        self.asked: list[Ask] = []
        self.keys: list[str] = []
        self.spent: list[float] = []  # seconds on each reply that was streamed
        self.left = threading.Event()  # somebody closed a connection while a reply was being sent
        self.over = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """A client that goes away is no fault of the server."""


@contextmanager
def serving(behaviours: dict[str, Behaviour]) -> Iterator[Server]:
    """A server, as long as the block lasts."""
    server = Server(behaviours)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def do_POST(self) -> None:  # the library's name
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        ask = Ask(body)
        self.server.asked.append(ask)
        self.server.keys.append(self.headers.get("Authorization", ""))
        behaviour = self.server.behaviours.get(ask.model)
        reply = behaviour(ask) if behaviour else Reply(status=404)
        if reply.status != 200:
            self._refuse(reply)
        elif body.get("stream"):
            self._stream(ask, reply)
        else:
            self._whole(ask, reply)

    def _refuse(self, reply: Reply) -> None:
        said = {"error": {"message": reply.text or "No.", "type": "error", "param": None, "code": None}}
        self._send(json.dumps(said).encode(), reply, "application/json")

    def _whole(self, ask: Ask, reply: Reply) -> None:
        time.sleep(reply.pause)
        message = {"role": "assistant", **_said(ask, reply, reply.text)}
        entry = {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": ask.model,
            "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
            "usage": _usage(ask, reply),
        }
        self._send(json.dumps(entry).encode(), reply, "application/json")

    def _send(self, data: bytes, reply: Reply, kind: str) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, ask: Ask, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        began = time.perf_counter()
        try:
            self._events(ask, reply)
        except OSError:
            self.server.left.set()
        self.server.spent.append(time.perf_counter() - began)

    def _events(self, ask: Ask, reply: Reply) -> None:
        self._event(ask, {"role": "assistant", "content": ""})
        for number, piece in enumerate(re.findall(r"\S+\s*|\s+", reply.text)):
            if number == reply.cut_after:
                return
            if number == reply.stalls_after:
                self._stall()
                return
            time.sleep(reply.pause)
            self._event(ask, _said(ask, reply, piece, is_first=number == 0))
        self._event(ask, {}, finish="stop")
        if (ask.body.get("stream_options") or {}).get("include_usage"):
            self._data({**_chunk(ask), "choices": [], "usage": _usage(ask, reply)})
        self._write(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def _stall(self) -> None:
        """Say nothing until the other side goes away."""
        self.connection.settimeout(0.05)
        while not self.server.over.is_set():
            try:
                if not self.connection.recv(1):
                    self.server.left.set()
                    return
            except TimeoutError:
                continue

    def _event(self, ask: Ask, delta: dict[str, Any], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        self._data({**_chunk(ask), "choices": [choice]})

    def _data(self, entry: dict[str, Any]) -> None:
        self._write(f"data: {json.dumps(entry)}\n\n".encode())

    def _write(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()


def _chunk(ask: Ask) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": ask.model}


def _said(ask: Ask, reply: Reply, words: str, *, is_first: bool = True) -> dict[str, Any]:
    """Words as content, as a refusal, or as what a tool is called with."""
    if reply.refuses:
        return {"content": None, "refusal": words}
    if ask.body.get("tools"):
        function = {"arguments": words, **({"name": ask.body["tools"][0]["function"]["name"]} if is_first else {})}
        identity = {"id": "call_1", "type": "function"} if is_first else {}
        return {"content": None, "tool_calls": [{"index": 0, **identity, "function": function}]}
    return {"content": words}


def _usage(ask: Ask, reply: Reply) -> dict[str, int]:
    read, wrote = len(ask.words.split()), len(reply.text.split())
    return {"prompt_tokens": read, "completion_tokens": wrote, "total_tokens": read + wrote}


# --- what a model may do --------------------------------------------------------------------------------------------


def claims_json(claims: list[tuple[str, int, str]]) -> str:
    """Claims of (text, passage, quote) in the form that is asked for."""
    made = [{"text": text, "quotes": [{"passage": n, "text": quote}]} for text, n, quote in claims]
    return json.dumps({"claims": made}, ensure_ascii=False)


def best_sentences(ask: Ask, most: int = 2) -> list[tuple[int, str]]:
    """The sentences of the passages that share most words with the question, each with the passage's number."""
    asked = stems(ask.question)
    found = [
        (len(asked & stems(sentence)), -number, sentence.strip())
        for number, lines in enumerate(ask.passages, start=1)
        for line in lines
        for sentence in re.split(r"(?<=[.!?]) ", line.removesuffix(" … (cut off here)"))
        if len(sentence.split()) >= 5
    ]
    best = sorted(found, key=lambda f: (-f[0], -f[1]))[:most]
    return [(-number, sentence) for _, number, sentence in best]


def good_claims(ask: Ask) -> list[tuple[str, int, str]]:
    """Claims that say what their quotes say, the first in other words than theirs."""
    best = best_sentences(ask)
    return [(f"It is recorded that {s[0].lower()}{s[1:]}" if at == 0 else s, n, s) for at, (n, s) in enumerate(best)]
