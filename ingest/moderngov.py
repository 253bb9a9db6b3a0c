"""The ModernGov web service and pages: list, fetch politely, keep where each came from.

The service first, which has every item whole; the pages where a council switched it off. Nothing here runs unless an
address was given.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Container
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from ingest import mg_pages, mg_service
from ingest.errors import Declined, NoMinutesYet, NotFetched, NotMinutes, RecordRefused
from ingest.fetch import Client, Kind
from ingest.fetched import Cache, Fetched
from ingest.layouts.councils import infer_council
from ingest.mg_addresses import (
    Address,
    CommitteeAddress,
    LeadingAddress,
    MeetingAddress,
    SiteAddress,
    read_address,
)
from ingest.mg_service import meetings_address
from ingest.records import fold_spaces

_PATIENCE = 3  # times in a row that a site's service may decline before only its pages are asked


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked for."""

    addresses: tuple[str, ...]
    committee: str | None = None  # of a site
    since: dt.date | None = None  # of a committee's meetings
    until: dt.date | None = None
    limit: int = 100  # meetings in one run
    refetch: bool = False  # also what an unfinished run fetched


@dataclass(frozen=True, slots=True)
class Plan:
    """The meetings to fetch, the addresses that lead to none, and how many meetings are left to another run."""

    meetings: tuple[MeetingAddress, ...]
    refused: tuple[tuple[str, RecordRefused], ...]
    left: int


NOTHING_TO_FETCH = Plan((), (), 0)


@dataclass(slots=True)
class Visit:
    """One run over the addresses that were given."""

    wanted: Wanted
    client: Client
    today: Callable[[], dt.date] = dt.date.today
    _declined: Counter[str] = field(default_factory=Counter)
    _names: dict[str, list[CommitteeAddress]] = field(default_factory=dict)
    _councils: dict[str, str | None] = field(default_factory=dict)

    def plan(self, known: Container[str], cache: Cache) -> Plan:
        """What there is to fetch: first what is not ``known`` yet, then the newest."""
        if self.wanted.refetch:
            cache.clear()
        found: dict[str, MeetingAddress] = {}
        refused: list[tuple[str, RecordRefused]] = []
        for text in self.wanted.addresses:
            try:
                for meeting in self._meetings(read_address(text)):
                    found.setdefault(meeting.page, meeting)
            except RecordRefused as refusal:
                refused.append((text, refusal))
        ordered = sorted(found.values(), key=lambda m: -(m.date or dt.date.max).toordinal())
        ordered.sort(key=lambda m: m.page in known)
        limit = self.wanted.limit
        return Plan(tuple(ordered[:limit]), tuple(refused), max(0, len(ordered) - limit))

    def fetch(self, meeting: MeetingAddress, cache: Cache) -> Fetched:
        """A meeting, whole; from an unfinished run where that had it already."""
        kept = cache.get(meeting.page)
        if kept is not None:
            return kept
        try:
            fetched = self._served(meeting)
        except Declined:
            fetched = self._paged(meeting)
        cache.put(fetched)
        return fetched

    def _served(self, meeting: MeetingAddress) -> Fetched:
        """A meeting from the web service."""
        if meeting.committee is None:
            raise Declined(f"{meeting.page} does not say of which committee it is.")  # and nor does the service
        asked = mg_service.address(meeting.site, "GetMeeting", lMeetingId=meeting.meeting)
        served = mg_service.meeting(self._service(meeting.site, asked), meeting)
        if not served.has_minutes:
            raise Declined(f"The service gives no minutes of {meeting.page}, only an agenda.")
        council = self._council(meeting)
        committee = meeting.committee_name or self._name(meeting.site, meeting.committee)
        return Fetched(meeting.page, ".xml", served.data, council, committee, served.date or meeting.date)

    def _paged(self, meeting: MeetingAddress) -> Fetched:
        """A meeting from its page, and from the pages of the items that this cuts off; or from its printed minutes."""
        page = self.client.get(meeting.page, Kind.HTML)
        root = mg_pages.tree(page)
        council = infer_council(f"@{_host(meeting.site)}") or mg_pages.council_named(root)
        printed = None if mg_pages.has_minutes(root) else mg_pages.printed_minutes(root, page.url, meeting)
        if printed is not None:
            data = self.client.get(printed, Kind.PDF).data
            return Fetched(meeting.page, ".pdf", data, council, meeting.committee_name, meeting.date)
        if mg_pages.is_agenda(root):
            raise NoMinutesYet(f"{meeting.page} is an agenda: the minutes are not published yet.")
        data = mg_pages.made_whole(page, root, lambda url: self.client.get(url, Kind.HTML))
        return Fetched(meeting.page, ".html", data, council, meeting.committee_name, meeting.date)

    def _service(self, site: str, address: str) -> bytes:
        """What the service answers. Raises `Declined`, without asking, once it did so some times in a row."""
        if self._declined[site] >= _PATIENCE:
            raise Declined(f"The web service of {site} is switched off.")
        try:
            data = self.client.get(address, Kind.XML).data
        except Declined:
            self._declined[site] += 1
            raise
        self._declined[site] = 0
        return data

    def _meetings(self, address: Address) -> list[MeetingAddress]:
        """The meetings an address stands for, without those to come."""
        match address:
            case MeetingAddress():
                return [address]
            case SiteAddress():
                return self._meetings(self._chosen(address.site))
            case CommitteeAddress():
                listed = self._listed(address)
            case LeadingAddress():
                listed = self._led_to(address)
                if not address.leads_to_many:
                    return listed
        since, until = self.wanted.since or dt.date.min, self._until()
        inside = [replace(m, listed=True) for m in listed if since <= (m.date or until) <= until]
        if not inside:
            raise NotMinutes(
                f"{address.page} lists no meeting from {since:%Y-%m-%d} to {until:%Y-%m-%d}."
                if self.wanted.since or self.wanted.until
                else f"{address.page} lists no meeting that has been held.",
                hint="Look at the page in a browser, and check --from and --to.",
            )
        return inside

    def _led_to(self, address: LeadingAddress) -> list[MeetingAddress]:
        """The meeting of an item or a decision, or the meetings that dealt with an issue."""
        page = self.client.get(address.page, Kind.HTML)
        found = mg_pages.linked_meetings(mg_pages.tree(page), page.url, address.site)
        if not found:
            told = f"{address.page} is the page of {address.what} and leads to no meeting; only minutes are read."
            raise NotMinutes(told, hint="If it was dealt with at a meeting, give the address of that.")
        if len(found) > 1 and not address.leads_to_many:
            pages = ", ".join(meeting.page for meeting in found[:8])
            told = f"{address.page} is the page of {address.what} and leads to {len(found)} meetings: {pages}."
            raise NotFetched(told, hint="Give the address of the one that is meant.")
        return found

    def _until(self) -> dt.date:
        return min(self.wanted.until or dt.date.max, self.today())

    def _listed(self, committee: CommitteeAddress) -> list[MeetingAddress]:
        try:
            asked = meetings_address(committee, self.wanted.since, self._until())
            return mg_service.meetings(self._service(committee.site, asked), committee)
        except Declined:
            page = self.client.get(committee.page, Kind.HTML)
            return mg_pages.meeting_links(mg_pages.tree(page), page.url, committee)

    def _chosen(self, site: str) -> CommitteeAddress:
        """The one committee of a site that has the name given."""
        if self.wanted.committee is None:
            raise NotFetched(f"{site} is a whole site.", hint="Say which committee with --committee NAME.")
        name = fold_spaces(self.wanted.committee).casefold()
        committees = self._committees(site)
        exact = [c for c in committees if fold_spaces(c.name or "").casefold() == name]
        found = exact or [c for c in committees if name in fold_spaces(c.name or "").casefold()]
        if len(found) == 1:
            return found[0]
        if not found:
            raise NotFetched(
                f'{site} has no committee called "{self.wanted.committee}".', hint="Write it as the site does."
            )
        names = ", ".join(sorted(f"{c.name} ({c.page})" for c in found[:8]))
        raise NotFetched(f"{site} has {len(found)} committees of that name: {names}.", hint="Give the address of one.")

    def _committees(self, site: str) -> list[CommitteeAddress]:
        if site not in self._names:
            try:
                self._names[site] = mg_service.committees(
                    self._service(site, mg_service.address(site, "GetCommittees")), site
                )
            except Declined:
                page = self.client.get(f"{site}mgListCommittees.aspx", Kind.HTML)
                self._names[site] = mg_pages.committee_links(mg_pages.tree(page), page.url, site)
        return self._names[site]

    def _name(self, site: str, committee: int) -> str | None:
        """What a committee is called; None where the site does not list it."""
        try:
            return next((c.name for c in self._committees(site) if c.committee == committee), None)
        except NotFetched:
            self._names[site] = []
            return None

    def _council(self, meeting: MeetingAddress) -> str | None:
        """The council of a site, by its domain or by the title of one of its pages; the service does not say."""
        if meeting.site not in self._councils:
            council = infer_council(f"@{_host(meeting.site)}")
            if council is None:
                try:
                    council = mg_pages.council_named(mg_pages.tree(self.client.get(meeting.page, Kind.HTML)))
                except NotFetched:
                    council = None
            self._councils[meeting.site] = council
        return self._councils[meeting.site]


def _host(site: str) -> str:
    return urlsplit(site).hostname or ""
