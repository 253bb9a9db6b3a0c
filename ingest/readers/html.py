"""Web pages → lines: saved pages of ModernGov sites, and plain HTML. No network, no entities, no scripts."""

from __future__ import annotations

import codecs
import re
from urllib.parse import urlsplit

from ingest.errors import Unreadable
from ingest.readers.elements import Element
from ingest.readers.html_flow import Walker
from ingest.readers.html_parts import is_dropped
from ingest.readers.lines import Document, plain_lines
from ingest.readers.moderngov_page import meeting_of_item, refuse_other_pages
from ingest.readers.plain import decode
from ingest.readers.rows import Row, cleaned, compose

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_LATIN = {"ascii", "iso8859-1"}  # as browsers do, these are Windows-1252
_OF_PAGES = re.compile(  # the encodings that browsers know, by Python's names; it has others, of which some are none
    r"utf-8|cp(?:866|874|125\d)|iso8859-\d+|koi8-[ru]|mac-(?:roman|cyrillic)|gbk|gb2312|gb18030|big5|euc_(?:jp|kr)"
    r"|shift_jis|iso2022_jp"
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)\s*(\S+?)\s*-->", re.IGNORECASE)
_DATED = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+,?\s+\d{4}\b|\b\d{1,2}/\d{1,2}/\d{4}\b")
_NO_PAGE = re.compile(
    r"(?:page|file) (?:not|cannot be) found|not found|access denied|forbidden|just a moment|attention required"
    r"|service unavailable"
    r"|bad gateway|server error|runtime error|are you (?:a robot|human)|40[134]\b|50[0234]\b",
    re.IGNORECASE,
)
_MOST_ELEMENTS = 200_000  # a page of three hours of minutes has some 10,000
_AS_TEXT = "Save the page as text from the browser, and ingest that."
_ROOTS = ("//*[@id='modgov']", "//main", "//*[@role='main']", "//*[contains(@class, 'mgContent')]")


def read_html(data: bytes, name: str) -> Document:
    """Lines of a web page. Raises `Unreadable`, for a page that asks to sign in or says that there is none, too."""
    text, note = _decoded(data, name)
    page = _parsed(text, name)
    title = " ".join((page.findtext(".//title") or "").split())
    refuse_other_pages(page, name)
    root = _root(page)
    rows = [*_top(page, root, title), *_rows(root)]
    _refuse_no_minutes(page, rows, title, name)
    return compose(rows, "html", [note] if note else [], _url(page, text))


def html_rows(text: str, name: str) -> list[Row]:
    """The rows of a fragment of HTML, as stands in the XML of the web service."""
    return _rows(_parsed(text, name)) if text.strip() else []


# --- parsing --------------------------------------------------------------------------------------------------------


def _decoded(data: bytes, name: str) -> tuple[str, str | None]:
    """The text of a page: by its byte order mark, else by what its head says, else as any text."""
    found = _CHARSET.search(data[:4096])
    if found and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        charset = _known(found.group(1).decode("ascii"))
        if charset is not None:
            try:
                return data.decode(charset), None
            except UnicodeDecodeError:
                pass
    return decode(data, name)


def _known(charset: str) -> str | None:
    """Python's name of an encoding that a page may have. None: it is not one, or UTF-16, which would not say so."""
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        return None
    name = "cp1252" if name in _LATIN else name
    return name if _OF_PAGES.fullmatch(name) else None


def _parsed(text: str, name: str) -> Element:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    safe = re.sub(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]", " ", text).encode()
    try:
        page = html.document_fromstring(safe, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Unreadable(f"{name} is no web page with words on it.", hint="Save the page again.") from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise Unreadable(f"{name} nests its elements deeper than any page of minutes does.", hint=_AS_TEXT)
    if any(number > _MOST_ELEMENTS for number, _ in enumerate(page.iter())):
        raise Unreadable(f"{name} has more elements than any page of minutes.", hint=_AS_TEXT)
    return page


def _rows(root: Element) -> list[Row]:
    from lxml import etree

    return Walker(root).walk(etree.iterwalk(root, events=("start", "end")))


# --- what is the page, and what surrounds it ------------------------------------------------------------------------


def _root(page: Element) -> Element:
    """The part of a page that holds its content, where the page says which that is."""
    whole = len(" ".join(page.itertext()).split())
    for path in _ROOTS:
        for element in page.xpath(path)[:3]:
            words = len(" ".join(element.itertext()).split())
            if words * 3 > whole or element.xpath(".//h1 | .//h2[contains(@class, 'mgSubTitle')]"):
                return element
    body = page.find("body")
    return page if body is None else body


def _top(page: Element, root: Element, title: str) -> list[Row]:
    """The page's title without what its headings repeat, and its heading where that stands outside the content."""
    parts = [part.strip() for part in re.split(r"\s+[-–|:]+\s+", title)]
    said = " ".join(" ".join(root.itertext()).split()).casefold()
    fresh = [part for part in parts if part and not _DATED.search(part) and part.casefold() not in said]
    rows = [Row(" - ".join(fresh))] if fresh else []
    if (meeting := meeting_of_item(page)) is not None:
        rows.append(Row(meeting))
    inside = set(root.iter("h1"))
    outside = [h1 for h1 in page.iter("h1") if h1 not in inside]
    if not inside:
        rows += [
            Row(" ".join("".join(h1.itertext()).split()), heading=True) for h1 in outside[:1] if not is_dropped(h1)
        ]
    return rows


def _refuse_no_minutes(page: Element, rows: list[Row], title: str, name: str) -> None:
    """A page that asks for a password, or says that there is no page, is not the one that was meant."""
    words = sum(len(row.text.split()) for row in rows)
    hint = "Open the meeting's page in a browser without signing in, and save it again."
    if page.xpath("//input[translate(@type, 'PASWORD', 'pasword')='password']") and words < 300:
        raise Unreadable(f"{name} is a page that asks to sign in, not minutes.", hint=hint)
    if words < 150 and _NO_PAGE.search(title):
        raise Unreadable(f'{name} is the page of an error ("{title[:80]}"), not minutes.', hint=hint)
    if not any(plain_lines(cleaned(row.text)) for row in rows):
        hint = "It may need scripts to show anything: save it from a browser, as it is shown."
        raise Unreadable(f"{name} shows no words.", hint=hint)


def _url(page: Element, text: str) -> str | None:
    """Where the page itself says that it was published."""
    saved = _SAVED_FROM.search(text[:2_000])
    canonical = page.xpath("//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href")
    for address in [*canonical[:1], *([saved.group(1)] if saved else [])]:
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.hostname and not parts.username:
            return str(address.strip())
    return None
