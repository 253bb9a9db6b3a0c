"""The business every meeting has, which a question may ask about: what names it, and where a record holds it.

Items are told by their titles, lines above and below the items by their words: nothing here is searched for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.terms import content_words, is_asking, words
from ingest.passages import Passage
from ingest.records import Paragraph, Record

_FEW_OTHER_WORDS = 3


@dataclass(frozen=True, slots=True)
class Business:
    """A sort of routine business: how questions ask for it, which items are it, which lines of the header tell it."""

    name: str  # as it stands in "The minutes of … do not record any …"
    asked: re.Pattern[str]
    titles: re.Pattern[str] | None = None
    lines: re.Pattern[str] | None = None


def _business(name: str, asked: str, titles: str | None = None, lines: str | None = None) -> Business:
    def compiled(pattern: str | None) -> re.Pattern[str] | None:
        return re.compile(pattern, re.IGNORECASE) if pattern is not None else None

    return Business(name, re.compile(asked, re.IGNORECASE), compiled(titles), compiled(lines))


_BODY = r"(?:meeting|committee|panel|commission|cabinet|council|board|scrutiny|session|proceedings|it|they|members|councillors)"
_ENDED = r"(?:end|ended|conclude[ds]?|finish(?:ed)?|close[ds]?|over|wind up|wrap up|wrapped up|last(?:ed)?)"
_CLASS = (
    r" (?:from |at )?(?:school|schools|class|classes|college|lessons|work)\b"  # who is absent from there is no member
)
_PEOPLE = r"(?:people|members|councillors|cllrs|officers|attendees|those)"

_ALL: tuple[Business, ...] = (
    _business(
        "date of a next meeting",
        r"\bnext (?:\w+ ){0,3}?(?:meet\w*|mtg)\b|\b(?:meets?|sits?) (?:again|next)\b|\b(?:due|planned?|going) to meet\b"
        r"|\bdates?\b.{0,40}\b(?:next|future|planned)\b|\b(?:future|forthcoming|upcoming) meetings?\b",
        r"\b(?:next|future) meetings?\b|\bdates? of\b.*\bmeetings?\b",
        r"\bnext meeting\b",
    ),
    _business(
        "time at which the meeting ended",
        rf"\b(?:when|how long) (?:did|was|had)\b.{{0,40}}\b{_BODY}\b.{{0,30}}\b{_ENDED}\b(?! (?:a|an|the|its|their|this|that)\b)"
        rf"|\b(?:what time|how late)\b.{{0,60}}\b{_ENDED}\b|\bfinished at what time\b|\bfinish(?:ed|ing)? time\b",
        None,
        r"\b(?:meeting|proceedings) (?:\w+ )?(?:ended|concluded|closed|finished)\b|\bclosed at\b",
    ),
    _business(
        "petition",
        r"\bpetitions?\b",
        r"\bpetitions?\b",
    ),
    _business(
        "question by members",
        r"\b(?:councillors?|members?|cllrs?)\b(?! of the public).{0,40}\b(?:ask|put|submit|raise|table)\w*\b.{0,30}\bquestions?\b"
        r"|\bquestions? (?:\w+ ){0,2}?(?:by|from|of) (?:the )?(?:members|councillors)\b(?! of the public)",
        r"\bquestions?\b.*\b(?:members|councillors)\b(?! of the public)",
    ),
    _business(
        "question by the public",
        r"\bpublic (?:questions?|participation|speak\w*|forum|question time)\b|\bquestions? (?:\w+ ){0,2}?(?:from|by|of) (?:members of )?(?:the )?(?:public|residents)\b"
        r"|\b(?:the public|residents?)\b.{0,40}\b(?:ask|put|question|speak|spoke|submit)\w*\b"
        r"|\bmembers? of the public\b.{0,40}\b(?:rais|address|attend|sa[iy]|ma[dk]e)\w*|\b(?:from|by|as) (?:an?y? )?members? of the public\b"
        r"|\bquestions?\b.{0,30}\bunder (?:so|standing order)\b|\bdeputations?\b",
        r"\bquestion time\b|\bpublic\b|\bdeputations?\b|\brepresentations\b|\bquestions? (?:from|by)\b.*\bresidents\b",
    ),
    _business("party whip", r"\b(?:party )?whip\b", r"\bwhip\b"),
    _business(
        "declaration of interest",
        r"\bdeclar\w+\b(?!.*\b(?:emergency|war)\b)|\binterests?\b.{0,30}\bdeclared\b|\bconflicts? of interests?\b",
        r"\bdeclarations?\b|\binterests?\b",
    ),
    _business(
        "apology",
        rf"\bapolog\w+(?: for (?:absence|non.?attendance))?\b|\bcould(?:n['’]t| not) (?:make|come|attend|be there)\b(?!{_CLASS})|\b(?:absent|unable to attend|not able to attend|stayed away)\b(?!{_CLASS})|\bsubstitut\w+\b"
        r"|\b(?:stood|stand|standing|sat) in for (?:cllr|councillor|mr|mrs|ms|dr)\b|\bdeputis(?:e|ed|ing) for\b",
        r"\bapolog\w+|\bsubstitut\w+|\bmembership\b",
        r"\bapologies\b",
    ),
    _business("urgent item", r"\burgent (?:items?|business|matters?)\b|\banything urgent\b", r"\burgent\b"),
    _business(
        "announcement",
        r"\bannouncements?\b",
        r"\bannouncements?\b|\bcommunications\b",
    ),
    _business(
        "confirmation of earlier minutes",
        r"\b(?:previous|last|earlier) (?:meeting['’]?s? )?minutes\b|\bminutes (?:of|from) (?:the |its )?(?:previous|last|earlier)\b"
        r"|\bminutes\b.{0,50}\b(?:signed|confirmed|approved|agreed|correct|taken as read)\b|\b(?:signed|confirmed|approved)\b.{0,40}\bminutes\b",
        r"\bminutes\b",
    ),
    _business(
        "contact",
        r"\bcontact (?:for|officer|details?|number|person|name|address|e-?mail)\b|\bcontacts?\W*$|\b(?:i|we|who) (?:\w+ )?(?:contact|call)\b|\bpoint of contact\b"
        r"|\b(?:who|whom|where|how|which|what)\b.{0,30}\b(?:ring|phone|telephone|e-?mail)\b.{0,30}\b(?:about|for|at)\b|\b(?:phone|telephone|e-?mail) (?:number|address)\b|\bget in touch\b|\bwho (?:do|should|can) i (?:ring|phone|call|e-?mail|speak|ask)\b",
        None,
        r"\bcontact\b|\be-?mail\b|\btel(?:ephone)?\b",
    ),
    _business(
        "place or time of the meeting",
        rf"\bwhere\b.{{0,60}}\bmeet\w*|\bwhere\b.{{0,40}}\b{_BODY}\b.{{0,30}}\b(?:held|sit|sat|take place|took place)\b(?! up)|\bvenue\b|\bwhat time\b.{{0,40}}\b(?:start|begin|began)\w*\b"
        r"|\bwhen did\b.{0,40}\bmeeting\b.{0,20}\b(?:start|begin)\b|\bwhich room\b",
        None,
        r"\bvenue\b|\bheld (?:in|at|on)\b|\d ?[ap]\.?m\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    ),
    _business(
        "attendance",
        rf"\b(?:who|(?:which|how many|number of|list of) {_PEOPLE})\b(?!.{{0,40}}\b(?:elected|appointed|nominated|proposed|chosen)\b).{{0,40}}\b(?:attend\w*|present|came|was there|were there|turned up|in the room|chair(?:ed|s)?|ran|vice.?chair\w*)\b(?!{_CLASS})"
        r"|\b(?:councillors|members) (?:present |in attendance )?at\b|\bpresent at\b|(?<!school )\battendance\b(?! (?:order|rate|figure|target|officer|problem)s?\b)",
        r"\battendance\b|\bpresent\b",
        r"\bpresent\b|\battend\w*\b|\bin the chair\b",
    ),
)


def business_of(text: str) -> Business | None:
    """The routine business that a question asks about; None where it asks about anything else."""
    return next((business for business in _ALL if business.asked.search(text)), None)


def business_named(name: str) -> Business:
    """The routine business of a name; KeyError if there is none."""
    return {business.name: business for business in _ALL}[name]


def is_all_there_is(business: Business, text: str, names: Iterable[str]) -> bool:
    """Whether a question asks about a business and hardly anything else; words of ``names`` say where or when."""
    rest = set(content_words(business.asked.sub(" ", text))) - {word for name in names for word in words(name)}
    return sum(not is_asking(word) and not word.isdigit() for word in rest) <= _FEW_OTHER_WORDS


def holds(business: Business, record: Record, passage: Passage) -> bool:
    """Whether a passage stands where a record holds a sort of business."""
    if passage.item_id is None:
        paragraphs = [p for p in record.meeting.header if p.id in passage.paragraphs]
        return bool(business.lines) and any(_is_line(business, record, p) for p in paragraphs)
    item = next(i for i in record.meeting.items if i.id == passage.item_id)
    return business.titles is not None and bool(business.titles.search(item.title))


def is_recorded(business: Business, record: Record) -> bool:
    """Whether a record has an item or a line of that business at all."""
    if business.titles is not None and any(business.titles.search(item.title) for item in record.meeting.items):
        return True
    return any(_is_line(business, record, p) for p in record.meeting.header)


def passages_of(business: Business, record: Record, passages: Sequence[Passage]) -> Iterator[Passage]:
    """Those of a record's passages that hold its business of a sort."""
    return (passage for passage in passages if holds(business, record, passage))


def _is_line(business: Business, record: Record, paragraph: Paragraph) -> bool:
    return business.lines is not None and bool(business.lines.search(record.slice(paragraph.start, paragraph.end)))
