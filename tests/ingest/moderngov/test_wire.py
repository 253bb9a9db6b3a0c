"""Requests go only where they may, and what comes back is bounded in size and time."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import NotFetched
from ingest.wire import Broken, Limits, Wire, is_askable, is_public
from tests.ingest.moderngov.anytown import HOST
from tests.ingest.moderngov.conftest import here_or_public, names
from tests.ingest.moderngov.site import Answer, Site, bomb


def quick(**limits: float) -> Wire:
    return Wire(Limits(**{"connect": 2, "read": 2, "total": 4} | limits), allowed=here_or_public, resolve=names)  # type: ignore[arg-type]


@pytest.mark.parametrize("address", ["8.8.8.8", "185.1.2.3", "2606:4700:4700::1111"])
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.0.0.1",
            "172.16.9.9",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",  # noqa: S104
            "224.0.0.1",
        ),
        *("255.255.255.255", "240.0.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1"),
        *("::ffff:8.8.8.8", "::ffff:127.0.0.1", "::7f00:1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1"),
        *("2001:0:4136:e378:8000:63bf:3fff:fdd2", "", "localhost", "2130706433", "0x7f.1"),
    ],
)
def test_every_other_address_is_not(address: str) -> None:
    assert not is_public(address)


def test_a_private_server_may_be_asked_where_that_is_said() -> None:
    assert is_askable("127.0.0.1")
    assert is_askable("10.0.0.1")
    assert not is_askable("224.0.0.1")
    assert not is_askable("0.0.0.0")  # noqa: S104


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://anytown.test/x", "gopher://x.test/", "data:text/plain,x"])
def test_only_http_and_https_are_fetched(url: str, wire: Wire) -> None:
    with pytest.raises(NotFetched, match="only http and https"):
        wire.get(url)


def test_an_address_with_a_password_is_refused_and_the_password_not_repeated(wire: Wire) -> None:
    with pytest.raises(NotFetched, match="name or password") as refusal:
        wire.get(f"http://ann:sesame@{HOST}/")
    assert "sesame" not in refusal.value.message


@pytest.mark.parametrize(
    "url", ["http://", "http:///x", "http://a b/", "http://[::1/", "http://x.test:99999/", "https://..test/"]
)
def test_what_names_no_host_is_refused(url: str, wire: Wire) -> None:
    with pytest.raises(NotFetched):
        wire.get(url)


@pytest.mark.parametrize("url", ["http://inside.test/", "http://both.test/"])
def test_a_name_that_leads_inside_is_refused_even_if_it_also_leads_outside(url: str, wire: Wire) -> None:
    with pytest.raises(NotFetched, match=r"10\.0\.0\.1 is not one of the open internet") as refusal:
        wire.get(url)
    assert "--allow-private" in refusal.value.hint


def test_this_machine_is_not_asked_unless_that_is_said(site: Site) -> None:
    with pytest.raises(NotFetched, match="open internet"):
        Wire().get(f"http://127.0.0.1:{site.port}/")
    assert site.asked == []


def test_a_name_is_looked_up_once_for_a_request(site: Site) -> None:
    looked_up = []

    def resolve(host: str, port: int) -> list[str]:
        looked_up.append((host, port))
        return ["127.0.0.1"] if len(looked_up) == 1 else ["10.0.0.1"]

    assert Wire(allowed=here_or_public, resolve=resolve).get(site.root).status == 404
    assert looked_up == [(HOST, site.port)]


def test_a_host_that_does_not_exist_is_said_to(wire: Wire) -> None:
    def nowhere(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(NotFetched, match="no host called"):
        Wire(resolve=nowhere).get("http://nowhere.test/")


def test_a_request_says_who_asks_and_nothing_else_of_us(site: Site, wire: Wire) -> None:
    wire.get(site.root + "a b?q=é\r\nX: y")
    [head] = site.heads
    assert head["User-Agent"].startswith("Minutebook/")
    assert head["Host"] == f"{HOST}:{site.port}"
    assert set(head) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_a_packed_page_is_unpacked(site: Site, wire: Wire) -> None:
    site.pages["/zip"] = bomb(1)
    assert wire.get(site.root + "zip").data == bytes(1_000_000)


def test_a_page_that_unpacks_to_too_much_is_refused(site: Site, wire: Wire) -> None:
    site.pages["/bomb"] = bomb(50)
    with pytest.raises(NotFetched, match="larger than 2 MB"):
        wire.get(site.root + "bomb")


def test_a_page_that_is_too_large_is_refused(site: Site, wire: Wire) -> None:
    site.pages["/large"] = Answer(b"x" * 2_100_000)
    with pytest.raises(NotFetched, match="larger than 2 MB"):
        wire.get(site.root + "large")


def test_a_packing_that_was_not_asked_for_is_refused(site: Site, wire: Wire) -> None:
    site.pages["/br"] = Answer(b"x", headers={"Content-Encoding": "br"})
    with pytest.raises(NotFetched, match="packed as br"):
        wire.get(site.root + "br")


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"half of it", length=400),
        Answer(bomb(1).body[:300], headers={"Content-Encoding": "gzip"}),
        Answer(b"not gzip", headers={"Content-Encoding": "gzip"}),
    ],
)
def test_half_an_answer_is_none(answer: Answer, site: Site, wire: Wire) -> None:
    site.pages["/cut"] = answer
    with pytest.raises(Broken, match="broke off"):
        wire.get(site.root + "cut")


def test_a_host_that_hangs_is_given_up(site: Site) -> None:
    site.pages["/hang"] = Answer(wait=True)
    with pytest.raises(Broken, match="in time"):
        quick(read=0.05).get(site.root + "hang")


def test_a_host_that_drips_is_given_up(site: Site) -> None:
    site.pages["/drip"] = Answer(b"x" * 1000, drip=0.02)
    with pytest.raises(Broken, match="in time"):
        quick(total=0.15).get(site.root + "drip")


def test_nobody_there_may_be_there_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(Broken, match="cannot be reached"):
        quick().get(f"http://{HOST}:{port}/")


@pytest.fixture
def certified(tmp_path: Path) -> Callable[[str], Path]:
    def make(name: str) -> Path:
        made = tmp_path / "both.pem"
        command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        names = ["-days", "2", "-subj", "/CN=test", "-addext", f"subjectAltName=DNS:{name}"]
        try:
            subprocess.run(
                [*command, *names, "-keyout", made, "-out", tmp_path / "cert.pem"],
                check=True,
                capture_output=True,
            )
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("no openssl on this machine to make a certificate with")
        made.write_text(made.read_text() + (tmp_path / "cert.pem").read_text())
        return made

    return make


@pytest.mark.parametrize(("name", "holds"), [(HOST, True), ("other.test", False)])
def test_a_certificate_must_be_of_the_name_that_was_asked(
    name: str,
    holds: bool,  # noqa: FBT001
    certified: Callable[[str], Path],
) -> None:
    pem = certified(name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    asked: list[str | None] = []
    context.sni_callback = lambda _sock, name, _context: asked.append(name)
    with socket.create_server(("127.0.0.1", 0)) as server:
        answering = threading.Thread(target=answer_once, args=(server, context))
        answering.start()
        wire = Wire(allowed=here_or_public, resolve=names, tls=lambda: ssl.create_default_context(cafile=str(pem)))
        url = f"https://{HOST}:{server.getsockname()[1]}/"
        if holds:
            assert wire.get(url).data == b"hello"
        else:
            with pytest.raises(NotFetched, match="certificate"):
                wire.get(url)
        answering.join()
    assert asked == [HOST]


def answer_once(server: socket.socket, context: ssl.SSLContext) -> None:
    """Say hello to the first who asks, if they trust us."""
    plain, _ = server.accept()
    with plain:
        try:
            with context.wrap_socket(plain, server_side=True) as sock:
                sock.recv(4096)
                sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
        except OSError:
            return
