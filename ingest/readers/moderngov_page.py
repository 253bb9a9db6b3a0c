"""Which of a ModernGov site's pages a saved page is: a meeting's, one item's, an issue's or a decision's.

The page of an item says of which meeting it is among its links ("Meeting of … (Item 25.)"), and an issue's in a line of
its own ("Meeting: 14/11/2024 - … (Item 46)"). A decision may have been made by one person, outside any meeting.
"""

from __future__ import annotations

import re

from ingest.errors import NotMinutes
from ingest.readers.elements import Element

_ITEM_OF = re.compile(r"Meeting of .{3,200}\(Item [\w.]{1,12}\)", re.IGNORECASE)
_OF_MEETING = re.compile(r"Meeting: \d{1,2}/\d{1,2}/\d{4} - ", re.IGNORECASE)
_TO_MEETING = re.compile(r"(?:ie|ce)ListDocuments\.aspx\?.*\bMId=\d", re.IGNORECASE)
_MINUTES = re.compile(r"minutes\s*:?", re.IGNORECASE)
_MOST_NAMED = 3


def meeting_of_item(page: Element) -> str | None:
    """What the page of one item says of its meeting; None where it does not, or is another page."""
    if not _headed(page, "agenda item"):
        return None
    for link in page.iter("a"):
        words = _words(link)
        if _ITEM_OF.fullmatch(words):
            return words
    return None


def refuse_other_pages(page: Element, name: str) -> None:
    """Raises `NotMinutes` for the page of a decision, and of an issue that only leads to meetings."""
    if _headed(page, "decision details"):
        raise NotMinutes(f"{name} is the page of a decision, not the minutes of a meeting.", hint=_instead(page))
    is_issue = _headed(page, "issue details") or _headed(page, "issue history") or _headed(page, "issue - meetings")
    if not is_issue:
        return
    meetings = {words for element in page.iter("a", "p", "h2", "h3") if _OF_MEETING.match(words := _words(element))}
    has_minutes = any(_MINUTES.fullmatch(_words(element)) for element in page.iter("p", "h3", "h4"))
    if len(meetings) == 1 and has_minutes:
        return  # the item of one meeting, with what happened
    what = f"what {len(meetings)} meetings did" if len(meetings) > 1 else "where it was dealt with"
    raise NotMinutes(f"{name} is the page of an issue, which tells {what}, not minutes.", hint=_instead(page))


def _headed(page: Element, heading: str) -> bool:
    """Whether a page of a ModernGov site has this heading."""
    is_site = bool(page.xpath("//*[@id='modgov' or contains(@class, 'mgContent') or contains(@class, 'mgSubTitle')]"))
    return is_site and any(_words(found).casefold() == heading for found in page.iter("h1", "h2"))


def _instead(page: Element) -> str:
    """The meetings that a page leads to."""
    named = dict.fromkeys(_words(link) for link in page.iter("a") if _TO_MEETING.search(link.get("href") or ""))
    told = "; ".join(list(named)[:_MOST_NAMED]) + ("; …" if len(named) > _MOST_NAMED else "")
    if not told:
        return "Only minutes of meetings are read, and this page leads to none."
    return f"Save the page of the meeting, or ingest its address. This page leads to: {told.rstrip('.')}."


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
