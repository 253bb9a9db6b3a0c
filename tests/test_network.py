"""No test reaches the network, and none can hide that it tried."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.guard.sitecustomize import REAL_MODEL, NetworkBlocked

pytestmark = pytest.mark.skipif(bool(REAL_MODEL), reason="MINUTEBOOK_TEST_MODEL opens the way to a real model")


def connect() -> None:
    with socket.socket() as sock:
        sock.connect(("1.1.1.1", 443))


def connect_ex() -> None:
    with socket.socket() as sock:
        sock.connect_ex(("1.1.1.1", 443))


def datagram() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        sock.sendto(b"?", ("1.1.1.1", 53))


def look_up() -> None:
    socket.getaddrinfo("example.org", 443)


@pytest.mark.parametrize("way_out", [connect, connect_ex, datagram, look_up])
def test_every_way_out_is_blocked(way_out: Callable[[], None]) -> None:
    with pytest.raises(NetworkBlocked, match=r"Use a fake"):
        way_out()


def test_a_broad_except_does_not_hide_an_attempt() -> None:
    with pytest.raises(NetworkBlocked), contextlib.suppress(Exception):
        look_up()


def test_programs_that_tests_start_are_blocked_too(tmp_path: Path) -> None:
    code = "import urllib.request; urllib.request.urlopen('https://1.1.1.1')"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert ran.returncode != 0
    assert "NetworkBlocked" in ran.stderr


def test_loopback_and_unix_sockets_stay_open(tmp_path: Path) -> None:
    for server in (socket.create_server(("127.0.0.1", 0)), socket.socket(socket.AF_UNIX)):
        with server:
            if server.family == socket.AF_UNIX:
                server.bind(str(tmp_path / "s"))
                server.listen()
            answering = threading.Thread(target=lambda s=server: s.accept()[0].close())
            answering.start()
            with socket.socket(server.family) as client:
                client.connect(server.getsockname())
            answering.join()


def test_a_browser_opens_pages_of_this_machine(page: Page) -> None:
    page.set_content("<button onclick=\"document.title = 'pressed'\">press</button>")
    page.click("button")
    assert page.title() == "pressed"
