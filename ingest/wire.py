"""One GET, made safely: the host is looked up once, and the connection made to the very address that was checked.

The standard library's own client is not used whole: it looks a name up again when it connects, so that a name can lead
elsewhere the second time, and its time-outs start anew with every byte. Proxies of the environment are not used: behind
one nobody could say which machine is asked. No cookie, no credential and no referrer is ever sent.
"""

from __future__ import annotations

import contextlib
import functools
import http.client
import io
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import SplitResult, quote, urlsplit

from ingest.errors import NotFetched

AGENT = "Minutebook/0.1 (+reads published minutes of public meetings; one request at a time)"
_CHUNK = 65_536
_TARGET = "%/:=&?~+!$,;'@()*"  # what may stand in a path and its query as it is


class Broken(Exception):
    """No answer, or half of one; asking again may help."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much; some councils' sites take a minute to answer."""

    connect: float = 10.0  # seconds
    read: float = 90.0  # between two pieces of an answer
    total: float = 300.0  # for one answer, however it drips
    most_bytes: int = 20_000_000  # as sent, and unpacked


@dataclass(frozen=True, slots=True)
class Response:
    """What came back; ``data`` is that of a 200 only."""

    url: str
    status: int
    headers: dict[str, str]  # names in lower case
    data: bytes


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet; IPv4 dressed up as IPv6 never is."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and (
        found.ipv4_mapped or found.sixtofour or found.teredo or found in _TRANSLATED or found in _COMPATIBLE
    ):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def is_askable(address: str) -> bool:
    """Whether an IP address is one that a machine can have, be it this machine or one of the local network."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return not (found.is_multicast or found.is_unspecified)


_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


def look_up(host: str, port: int) -> list[str]:
    """The IP addresses of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked(url: str) -> SplitResult:
    """The parts of an address that may be asked. Raises `NotFetched` for any other."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise NotFetched(f"{url} is no address: {error}.") from error
    if parts.scheme not in {"http", "https"}:
        raise NotFetched(f"{url} is not fetched: only http and https addresses are.")
    if parts.username is not None or parts.password is not None:
        shown = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        raise NotFetched(
            f"An address with a name or password in it is not fetched ({shown}).",
            hint="Give the public address, without the name and password.",
        )
    if not host or any(character.isspace() for character in parts.netloc):
        raise NotFetched(f"{url} names no host.")
    return parts


class Wire:
    """Asks one host one thing at a time, within limits."""

    def __init__(
        self,
        limits: Limits = Limits(),
        *,
        allowed: Callable[[str], bool] = is_public,
        resolve: Callable[[str, int], Sequence[str]] = look_up,
        tls: Callable[[], ssl.SSLContext] = ssl.create_default_context,
    ) -> None:
        self.limits = limits
        self._allowed = allowed
        self._resolve = resolve
        self._tls = functools.cache(tls)

    def get(self, url: str) -> Response:
        """What one address answers. Raises `NotFetched`, or `Broken` where asking again may help."""
        parts = checked(url)
        host = _ascii_host(parts)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        deadline = time.monotonic() + self.limits.total
        try:
            with contextlib.closing(self._connect(parts.scheme, host, port)) as sock:
                sock.sendall(_request(parts, host))
                return self._answer(url, sock, deadline)
        except TimeoutError as error:
            raise Broken(f"{host} did not answer in time") from error
        except (OSError, http.client.HTTPException, zlib.error) as error:
            raise Broken(f"{host} broke off its answer ({type(error).__name__})") from error

    def _connect(self, scheme: str, host: str, port: int) -> socket.socket:
        """A connection to one of the host's addresses, all of which may be asked."""
        sock = self._reach(host, port, self._found(host, port))
        if scheme == "http":
            return sock
        try:
            return self._tls().wrap_socket(sock, server_hostname=host)
        except OSError as error:
            sock.close()
            if isinstance(error, ssl.SSLCertVerificationError):
                told = f"The certificate of {host} does not hold: {error.verify_message}."
                raise NotFetched(
                    told, hint="Tell the council; until it is mended the site cannot be trusted."
                ) from error
            raise

    def _found(self, host: str, port: int) -> Sequence[str]:
        try:
            found = self._resolve(host, port)
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise Broken(f"the name {host} cannot be looked up just now") from error
            raise NotFetched(f"There is no host called {host}.", hint="Check the spelling of the address.") from error
        for address in found:
            if not self._allowed(address):
                raise NotFetched(
                    f"{host} is not fetched: its address {address} is not one of the open internet.",
                    hint="If it is a server of your own, say --allow-private.",
                )
        return found

    def _reach(self, host: str, port: int, found: Sequence[str]) -> socket.socket:
        last: OSError | None = None
        for address in found[:4]:
            try:
                return socket.create_connection((address, port), timeout=self.limits.connect)
            except OSError as error:
                last = error
        raise Broken(f"{host} cannot be reached") from last

    def _answer(self, url: str, sock: socket.socket, deadline: float) -> Response:
        timed = _Timed(sock, self.limits.read, deadline)
        with contextlib.closing(http.client.HTTPResponse(cast("socket.socket", timed), method="GET")) as reply:
            reply.begin()
            headers = {name.casefold(): value for name, value in reply.getheaders()}
            data = self._body(url, reply, headers) if reply.status == http.HTTPStatus.OK else b""
            return Response(url, reply.status, headers, data)

    def _body(self, url: str, reply: http.client.HTTPResponse, headers: dict[str, str]) -> bytes:
        """The whole body, unpacked. Never holds more than the limit and one chunk."""
        packing = headers.get("content-encoding", "identity").strip().casefold()
        if packing not in {"identity", "gzip", "x-gzip", ""}:
            raise NotFetched(f"{url} came packed as {packing}, which was not asked for.")
        unpack = zlib.decompressobj(wbits=31) if "gzip" in packing else None
        most, sent, data = self.limits.most_bytes, 0, bytearray()
        while chunk := reply.read(_CHUNK):
            sent += len(chunk)
            data += unpack.decompress(chunk, most - len(data) + 1) if unpack else chunk
            if max(sent, len(data)) > most:
                raise NotFetched(f"{url} is larger than {most / 1e6:g} MB; the minutes of one meeting never are.")
        if reply.length or (unpack is not None and not unpack.eof):
            raise http.client.IncompleteRead(b"")
        return bytes(data)


class _Timed(io.RawIOBase):
    """A socket that is read until a deadline, however slowly it gives."""

    def __init__(self, sock: socket.socket, patience: float, deadline: float) -> None:
        self._sock, self._patience, self._deadline = sock, patience, deadline

    def makefile(self, *_: Any) -> io.BufferedReader:  # noqa: ANN401  what http.client hands over: the mode
        """What http.client reads from."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  a writable buffer; the library has no name for it
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(min(self._patience, left))
        return self._sock.recv_into(buffer)


def _ascii_host(parts: SplitResult) -> str:
    try:
        return (parts.hostname or "").encode("idna").decode("ascii")
    except UnicodeError as error:
        raise NotFetched(f"{parts.hostname} is no name of a host.") from error


def _request(parts: SplitResult, host: str) -> bytes:
    name = f"[{host}]" if ":" in host else host
    target = quote(parts.path or "/", safe=_TARGET) + (f"?{quote(parts.query, safe=_TARGET)}" if parts.query else "")
    lines = (
        f"GET {target} HTTP/1.1",
        f"Host: {name}:{parts.port}" if parts.port else f"Host: {name}",
        f"User-Agent: {AGENT}",
        "Accept: text/html, application/xhtml+xml, application/xml, text/xml, application/pdf, text/plain",
        "Accept-Encoding: gzip",
        "Connection: close",
        "",
        "",
    )
    return "\r\n".join(lines).encode("ascii")
