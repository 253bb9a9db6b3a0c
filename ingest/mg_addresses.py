"""Addresses of a ModernGov site: what they name, and the one form by which a meeting is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from ingest.errors import NotFetched
from ingest.wire import checked

_SHAPES = (
    "a meeting (…/ieListDocuments.aspx?CId=1&MId=2), a committee (…/ieListMeetings.aspx?CId=1), "
    "or a site's first page with --committee"
)
_LEADING: dict[str, tuple[str, tuple[str, ...]]] = {  # pages that lead to meetings, and what they are asked with
    "mgai.aspx": ("an item", ("id",)),
    "iedecisiondetails.aspx": ("a decision", ("id", "aiid")),
    "ieissuedetails.aspx": ("an issue", ("iid",)),
    "mgissuehistoryhome.aspx": ("an issue", ("iid",)),
}
_DOCUMENTS = (".pdf", ".doc", ".docx", ".htm", ".html", ".xml", ".txt")


@dataclass(frozen=True, slots=True)
class MeetingAddress:
    """A meeting of a site; ``site`` ends in a slash."""

    site: str
    meeting: int
    committee: int | None = None
    committee_name: str | None = None
    date: dt.date | None = None
    listed: bool = False  # not named itself, but one of a committee's

    @property
    def page(self) -> str:
        """The canonical address: the page for people, with nothing in it but which meeting it is."""
        told = {"CId": self.committee} if self.committee is not None else {}
        return f"{self.site}ieListDocuments.aspx?{urlencode(told | {'MId': self.meeting})}"


@dataclass(frozen=True, slots=True)
class CommitteeAddress:
    """A committee of a site."""

    site: str
    committee: int
    name: str | None = None

    @property
    def page(self) -> str:
        """Its list of meetings."""
        return f"{self.site}ieListMeetings.aspx?{urlencode({'CId': self.committee, 'Year': 0})}"


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """A site as a whole."""

    site: str


@dataclass(frozen=True, slots=True)
class LeadingAddress:
    """A page that is of no one meeting but leads to some: an item's, a decision's or an issue's."""

    site: str
    page: str
    what: str  # in a sentence: "an issue"

    @property
    def leads_to_many(self) -> bool:
        """Whether several meetings are meant: those that dealt with an issue."""
        return self.what == "an issue"


Address = MeetingAddress | CommitteeAddress | SiteAddress | LeadingAddress


def read_address(text: str) -> Address:
    """What an address names. Raises `NotFetched` for one that is not read."""
    parts = checked(text.strip())
    folder, _, page = parts.path.rpartition("/")
    base = f"{parts.scheme}://{parts.netloc.casefold()}"
    asked = {key.casefold(): value for key, value in parse_qsl(parts.query)}
    if not page.casefold().endswith(".aspx"):
        return _site(text, parts, base)
    site = f"{base}{folder}/"
    committee = _number(asked.get("cid") or asked.get("committeeid"))
    meeting = _number(asked.get("mid") or asked.get("meetingid"))
    what, keys = _LEADING.get(page.casefold(), ("", ()))
    if any(_number(asked.get(key)) is not None for key in keys):
        return LeadingAddress(site, text.strip().partition("#")[0], what)
    match page.casefold():
        case "ielistdocuments.aspx" | "celistdocuments.aspx" if meeting is not None:
            return MeetingAddress(site, meeting, committee)
        case "mglistcommittees.aspx" | "iedochome.aspx" | "default.aspx":
            return SiteAddress(site)
        case "ielistmeetings.aspx" if committee is not None:
            return CommitteeAddress(site, committee)
        case "mgcommitteedetails.aspx" if (committee := _number(asked.get("id"))) is not None:
            return CommitteeAddress(site, committee)
    raise NotFetched(f"{text} is no address that is read.", hint=f"Give {_SHAPES}.")


def _site(text: str, parts: SplitResult, base: str) -> SiteAddress:
    """What an address names that is of no page."""
    if parts.path.casefold().endswith(_DOCUMENTS):
        hint = f"Download it and ingest the file; or give {_SHAPES}."
        raise NotFetched(f"{text} is a single document, which is not fetched.", hint=hint)
    if parts.query:
        raise NotFetched(f"{text} is no address that is read.", hint=f"Give {_SHAPES}.")
    return SiteAddress(f"{base}{parts.path.rstrip('/')}/")


def meeting_of(url: str) -> MeetingAddress | None:
    """The meeting that a link leads to, if it does."""
    try:
        found = read_address(url)
    except NotFetched:
        return None
    return found if isinstance(found, MeetingAddress) else None


def committee_of(url: str) -> CommitteeAddress | None:
    """The committee that a link leads to, if it does."""
    try:
        found = read_address(url)
    except NotFetched:
        return None
    return found if isinstance(found, CommitteeAddress) else None


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of the same host, by http or https."""
    return urlsplit(one).netloc.casefold() == urlsplit(other).netloc.casefold()


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 12 else None
