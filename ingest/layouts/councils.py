"""Which council a header belongs to, where the text allows: its name, its e-mail domain, the seat where it meets."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Sequence
from importlib import resources

from ingest.layouts.names import in_capitals

_NAME = re.compile(
    r"(?:(?:The )?(?:London Borough|Royal Borough|City|Borough) of [A-Z][a-z]+(?: (?:and|upon) [A-Z][a-z]+)*(?: (?:City )?Council)?"
    r"|(?:[A-Z][\w’'-]+(?:,? (?:and|on|upon|of))?,? ){1,4}(?:City|County|Borough|District|Metropolitan|Town|Parish|Community)(?: Borough| District)? Council)"
)
_ANY_COUNCIL = re.compile(r"[A-Z][\w’'.-]+(?: (?:of|and|the|on|upon|[A-Z][\w’'.-]+)){0,6} Council")
_NO_COUNCIL = re.compile(
    r"(?:The )?(?:(?:Full|County|City|Town|Parish|Borough|District|Special|Annual|Extraordinary) )*Council"
)
_DOMAIN = re.compile(
    r"@(?:[\w-]+\.)*?([\w-]+\.(?:gov\.uk|ie))\b|(?:www\.|democracy\.|//(?:[\w-]+\.)*?)([\w-]+\.(?:gov\.uk|ie))\b",
    re.IGNORECASE,
)


def infer_council(header: str) -> str | None:
    """The council of a header; None where nothing in it says, or where two things in it say otherwise.

    A council named in the text of the minutes proves nothing: committees talk of their neighbours.
    """
    named = {*_named(header)} or {*_by_domain(header), *_by_seat(header)}
    return named.pop() if len(named) == 1 else None


def _named(header: str) -> set[str]:
    """Councils named in full, on the header's own lines."""
    flat = " ".join(header.split())
    any_name, by_name = _names()
    exact = {name for name, pattern in by_name.items() if pattern.search(flat)} if any_name.search(flat) else set()
    if exact:
        return {name for name in exact if not any(name != other and name in other for other in exact)}
    lines = [in_capitals(line.strip().strip("*#_ ")) for line in header.splitlines()]
    return {line for line in lines if _NAME.fullmatch(line)} or set(_letterhead(lines))


def _letterhead(lines: Sequence[str]) -> Iterator[str]:
    """The first line, where it is the name of a council and of nothing else: "Vale of Aberwen Council"."""
    for line in lines[:1]:
        if _ANY_COUNCIL.fullmatch(line) and not _NO_COUNCIL.fullmatch(line):
            yield line


def _by_domain(header: str) -> set[str]:
    domains = _table()["domains"]
    found = ((m.group(1) or m.group(2)).casefold() for m in _DOMAIN.finditer(header))
    return {domains[domain] for domain in found if domain in domains}


def _by_seat(header: str) -> set[str]:
    """Councils whose seat is named: each of its parts stands in the header, in order and close together."""
    flat = " ".join(header.split())
    any_seat, by_seat = _seats()
    return {council for pattern, council in by_seat if pattern.search(flat)} if any_seat.search(flat) else set()


@functools.cache
def _names() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    """Any council's name, to be looked for first, and each."""
    known = sorted(set(_table()["domains"].values()) | set(_table()["seats"].values()))
    by_name = {name: re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE) for name in known}
    return re.compile("|".join(pattern.pattern for pattern in by_name.values()), re.IGNORECASE), by_name


@functools.cache
def _seats() -> tuple[re.Pattern[str], list[tuple[re.Pattern[str], str]]]:
    """The first part of any council's seat, to be looked for first, and the whole of each."""
    firsts, by_seat = [], []
    for seat, council in _table()["seats"].items():
        parts = [rf"\b{re.escape(part)}\b" for part in seat.split(", ")]
        firsts.append(parts[0])
        whole = r"[\s,.-]{1,4}(?:[^,]{0,30},\s*){0,2}?".join(parts)
        by_seat.append((re.compile(whole, re.IGNORECASE), council))
    return re.compile("|".join(firsts), re.IGNORECASE), by_seat


@functools.cache
def _table() -> dict[str, dict[str, str]]:
    path = resources.files("ingest.layouts").joinpath("councils.toml")
    table: dict[str, dict[str, str]] = tomllib.loads(path.read_text("utf-8"))
    return table
