"""Blocks every way out of this machine, in the test run and (Python finds it by its name) in each Python a test starts.

An audit hook sees what a patched ``socket`` does not: ``connect_ex``, name look-ups, datagrams, other threads, imports
and collection. It cannot be taken off again. Loopback and unix sockets stay open; the tests of the chat need them.
"""

from __future__ import annotations

import ipaddress
import os
import sys

REAL_MODEL = os.environ.get("MINUTEBOOK_TEST_MODEL", "")
"""A real chat model that somebody wants the tests of models to be run against: then, and only then, the way is open."""

_BY_ADDRESS = {"socket.connect", "socket.sendto", "socket.sendmsg"}  # (socket, address)
_BY_NAME = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}  # (name, ...)


class NetworkBlocked(BaseException):
    """Something tried to leave this machine. Not an Exception, so that no ``except Exception`` can hide it."""


def _host(event: str, args: tuple[object, ...]) -> object:
    """The host that an event is about; None where there is none: another event, or a unix socket."""
    if event in _BY_NAME:
        return args[0]
    if event in _BY_ADDRESS and isinstance(args[1], tuple):
        return args[1][0]
    return None


def _stays_here(host: str) -> bool:
    if host in {"", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _guard(event: str, args: tuple[object, ...]) -> None:
    host = _host(event, args)
    if isinstance(host, bytes):
        host = host.decode()
    if isinstance(host, str) and not REAL_MODEL and not _stays_here(host):
        raise NetworkBlocked(f"A test tried to reach {host!r} ({event}). Use a fake, or a server on 127.0.0.1.")


sys.addaudithook(_guard)
