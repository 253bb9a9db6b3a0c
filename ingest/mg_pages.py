"""ModernGov pages: the links to committees, meetings and items in them, and cut-off items made whole.

A page cuts off a long item ("… view the full minutes text for item 25") with a link to the page of that item. Where
that page has the same part of the item, beginning with the same words, its text takes the place of the cut-off one.
Class names are read loosely; they differ between councils and years.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement

from ingest.errors import Declined, RecordRefused
from ingest.fetch import Page
from ingest.layouts.dates import first_date
from ingest.mg_addresses import CommitteeAddress, MeetingAddress, committee_of, meeting_of, same_site

_FULL_TEXT = re.compile(r"view the full .{0,40}\btext for (?:agenda )?item", re.IGNORECASE)
_OFF = re.compile(r"\b(?:cancelled|postponed|abandoned)\b", re.IGNORECASE)
_COUNCIL = re.compile(r"(?:.*\S )?(?:Council|Authority)|(?:London|Royal) Borough of .+", re.IGNORECASE)
_ELLIPSIS = re.compile(r"[\s.…]+$")
_WITH_ITEM = re.compile(r"\(item\s+[\w.]{1,12}\)", re.IGNORECASE)
_BODY = "mgwordpara"
_SUBTITLE = "mgsubitemtitletxt"
_MOST_ITEMS = 150  # of one meeting that are fetched
_COMPARED = 200  # characters in which a cut-off text and the full one must agree


def tree(page: Page) -> HtmlElement:
    """The elements of a page. Raises `Declined` for a page that has none, or that asks to sign in."""
    text = _decoded(page)
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(encoding="utf-8" if page.charset else None))
    except (ValueError, html.etree.ParserError) as error:
        raise Declined(f"{page.url} is an empty page.") from error
    if root.xpath("//input[@type='password' or @type='Password']") and not root.xpath(_with_class(_BODY)):
        raise Declined(f"{page.url} asks to sign in; only what is open to everybody is fetched.")
    return root


def meeting_links(root: HtmlElement, url: str, committee: CommitteeAddress) -> list[MeetingAddress]:
    """The meetings that a committee's page lists, with their dates as it prints them."""
    found: dict[int, MeetingAddress] = {}
    rows: dict[HtmlElement, str] = {}
    for link, target in _links(root, url):
        meeting = meeting_of(target)
        if meeting is None or not same_site(target, url) or meeting.committee not in {None, committee.committee}:
            continue
        row = next((e for e in link.iterancestors() if e.tag in {"li", "tr", "p"}), link)
        if row not in rows:
            rows[row] = row.text_content()
        dated = first_date(link.text_content()) or first_date(rows[row])
        known = found.get(meeting.meeting)
        if not _OFF.search(rows[row]) and (known is None or known.date is None):
            date = dated[1] if dated else None
            found[meeting.meeting] = replace(meeting, site=committee.site, committee=committee.committee, date=date)
    return [replace(meeting, committee_name=committee.name) for meeting in found.values()]


def linked_meetings(root: HtmlElement, url: str, site: str) -> list[MeetingAddress]:
    """The meetings that any page of a site leads to: those it names with an item ("… (Item 25.)"), else all."""
    found: dict[int, MeetingAddress] = {}
    with_item: set[int] = set()
    for link, target in _links(root, url):
        meeting = meeting_of(target)
        if meeting is None or not same_site(target, url):
            continue
        dated = first_date(link.text_content())
        found.setdefault(meeting.meeting, replace(meeting, site=site, date=dated[1] if dated else None))
        if _WITH_ITEM.search(link.text_content()):
            with_item.add(meeting.meeting)
    return [meeting for number, meeting in found.items() if not with_item or number in with_item]


def committee_links(root: HtmlElement, url: str, site: str) -> list[CommitteeAddress]:
    """The committees that a site's list of them links to."""
    found: dict[int, CommitteeAddress] = {}
    for link, target in _links(root, url):
        committee = committee_of(target)
        name = " ".join(link.text_content().split())
        if committee and name and same_site(target, url):
            found.setdefault(committee.committee, CommitteeAddress(site, committee.committee, name))
    return list(found.values())


def council_named(root: HtmlElement) -> str | None:
    """The council that the title of a page ends with ("Agenda for … | Anytown Council"); None where it does not."""
    title = " ".join((root.findtext(".//title") or "").split())
    for part in reversed(re.split(r"\s[|–—-]\s", title)[1:]):
        if _COUNCIL.fullmatch(part) and len(part.split()) <= 8:
            return part
    return None


def is_agenda(root: HtmlElement) -> bool:
    """Whether a page calls itself an agenda, and nothing in it is headed as minutes or a decision."""
    headings = {_folded(heading.text_content()) for heading in root.xpath("//h1 | //h2")}
    return "agenda" in headings and not has_minutes(root)


def has_minutes(root: HtmlElement) -> bool:
    """Whether anything in a page is headed as minutes or a decision."""
    labels = {_folded(label.text_content()).rstrip(":") for label in root.xpath(_with_class(_SUBTITLE))}
    return bool(labels & {"minutes", "decision", "decisions"})


def printed_minutes(root: HtmlElement, url: str, meeting: MeetingAddress) -> str | None:
    """Where a page has the minutes of its meeting as a PDF ("documents/g31/Printed minutes ….pdf"), if it does."""
    for _, target in _links(root, url):
        path = unquote(urlsplit(target).path)
        if re.search(rf"/g{meeting.meeting}/printed (?:draft )?minutes\b.*\.pdf$", path, re.IGNORECASE):
            return target if same_site(target, url) else None
    return None


def made_whole(page: Page, root: HtmlElement, fetch: Callable[[str], Page]) -> bytes:
    """The bytes of a page with its cut-off items filled in from their own pages; as they came where none is."""
    cut = [
        (link, target)
        for link, target in _links(root, page.url)
        if _FULL_TEXT.search(link.text_content()) and same_site(target, page.url)
    ]
    filled = False
    for link, target in cut[:_MOST_ITEMS]:
        try:
            filled = _fill(link, tree(fetch(target))) or filled
        except RecordRefused:
            continue  # it stays cut off, and the record says so
    if filled or page.charset not in {None, "utf-8"}:
        # ASCII, with every other character as a reference: so no charset can misread it.
        whole: bytes = html.tostring(root, encoding="ascii", doctype="<!DOCTYPE html>")
        return whole
    return page.data


def _fill(link: HtmlElement, item: HtmlElement) -> bool:
    """Put the full text of an item in the place of its cut-off one, if it is the same text."""
    cut = next((e for e in link.iterancestors() if _has_class(e, _BODY)), None)
    if cut is None:
        holder = link.getparent()
        cut = (
            next((e for e in holder.itersiblings(preceding=True) if _has_class(e, _BODY)), None)
            if holder is not None
            else None
        )
    else:
        holder = None
    if cut is None:
        return False
    full = _same_part(item, _label(cut), _start(cut, link))
    if not full:
        return False
    parent = cut.getparent()
    if parent is None:
        return False
    if holder is not None:
        holder.drop_tree()
    place = parent.index(cut)
    parent.remove(cut)
    for number, part in enumerate(full):
        whole = copy.deepcopy(part)
        whole.tail = "\n"
        parent.insert(place + number, whole)
    return True


def _same_part(item: HtmlElement, label: str, start: str) -> list[HtmlElement]:
    """The elements of an item's page that begin as the cut-off text does, under the same sub-heading."""
    for body in item.xpath(_with_class(_BODY)):
        if _label(body) != label or not _folded(body.text_content()).startswith(start) or not start:
            continue
        parts = [body]
        for after in body.itersiblings():
            if not isinstance(after.tag, str) or _has_class(after, _SUBTITLE):
                break
            if _has_class(after, _BODY) or after.tag in {"ul", "ol", "table"}:
                parts.append(after)
        return parts
    return []


def _start(cut: HtmlElement, link: HtmlElement) -> str:
    """How a cut-off text begins, without the words of the link."""
    text = cut.text_content().replace(link.text_content(), "")
    return _folded(_ELLIPSIS.sub("", text))[:_COMPARED]


def _label(body: HtmlElement) -> str:
    """The sub-heading that a text stands under ("Minutes:"); nothing where it has none."""
    for before in body.itersiblings(preceding=True):
        if _has_class(before, _SUBTITLE):
            return _folded(before.text_content()).rstrip(":")
    return ""


def _links(root: HtmlElement, url: str) -> list[tuple[HtmlElement, str]]:
    found = []
    for link in root.xpath("//a[@href]"):
        try:
            found.append((link, urljoin(url, link.get("href", "").strip())))
        except ValueError:
            continue  # a link that is no address leads nowhere
    return found


def _has_class(element: HtmlElement, name: str) -> bool:
    return isinstance(element.tag, str) and name in element.get("class", "").casefold().split()


def _with_class(name: str) -> str:
    lower = "translate(@class, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
    return f"//*[contains(concat(' ', {lower}, ' '), ' {name} ')]"


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _decoded(page: Page) -> bytes:
    """The bytes as UTF-8 where the server says what they are; else as they came, and the page itself says."""
    if page.charset is None:
        return page.data
    try:
        return page.data.decode(page.charset, "replace").encode("utf-8", "replace")
    except LookupError:
        return page.data
