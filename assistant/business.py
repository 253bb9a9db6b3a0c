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


_BODY = r"(?:meetings?|committee|panel|commission|cabinet|council|board|scrutiny|session|sitting|proceedings|it|they|members|councillors)"
_ENDED = (
    r"(?:end|ended|conclude[ds]?|finish(?:ed)?|close[ds]?|over|w[io]und up|wrap up|wrapped up|br[eo]a?ke? up|adjourn(?:ed)?|rise|rose"
    r"|last(?:ed)?)"
)
_WENT_ON = r"(?:last(?:ed)?|go(?:es)? on|went on|r[au]n|s[ia]t|take|took|stay in session)"
_CLASS = r" (?:from |at )?(?:school|schools|class|classes|college|lessons|work|home|care)\b"  # who is absent from there is no member
_ELSEWHERE = r"(?:care|school|home|work|hospital|education|prison|college)\b"
_PEOPLE = r"(?:people|members|councillors|cllrs|officers|officials|attendees|representatives|those)"
_ANYBODY = rf"(?:who|any(?:body|one)|some(?:body|one)|{_PEOPLE}|member|councillor|cllr|officer)"
_HERSELF = r"(?:themselves|himself|herself)"
_VIRTUALLY = r"(?:online|on-?line|remotely|virtually|by video|by (?:tele)?phone|(?:on|over|by|via|through) (?:a )?(?:ms |microsoft )?(?:teams|zoom|webex|video|skype)\w*|from home|dial\w+ in)"
_CHAIR = r"(?:(?:vice|deputy)[ -]?)?(?:chair\w*|cathaoirleach|convenor|convener|mayor|president)"
_CONFIRMED = (
    r"(?:sign(?:ed|ing)(?: off)?|confirm(?:ed|ing)|approv(?:ed|ing)|agreed|accept(?:ed|ing)|adopt(?:ed|ing)|pass(?:ed|ing)|ok(?:ay)?ed|correct(?:ed|ions?)?"
    r"|accurate|amended|changed|wrong|taken as read)"
)

_ALL: tuple[Business, ...] = (
    _business(
        "date of a next meeting",
        r"\bnext (?:\w+ ){0,3}?(?:meet\w*|mtg|sitting|get.together)\b|\b(?:meets?|sits?|convenes?|gathers?|together|(?:get|come) back) (?:again|next|together again)\b"
        r"|\b(?:due|planned?|going|supposed|scheduled|meant) to (?:meet|sit|convene)\b|\breconven\w*|\bback together\b"
        r"|\bdates?\b.{0,40}\b(?:next|future|planned)\b|\b(?:future|forthcoming|upcoming|following|subsequent) (?:meetings?|sittings?)\b",
        r"\b(?:next|future) meetings?\b|\bdates? of\b.*\bmeetings?\b",
        r"\bnext meeting\b",
    ),
    _business(
        "time at which the meeting ended",
        rf"\b(?:when|how long) (?:did|was|had)\b.{{0,40}}\b{_BODY}\b.{{0,30}}\b{_ENDED}\b(?! (?:a|an|the|its|their|this|that)\b)"
        rf"|\b(?:what time|how late)\b.{{0,60}}\b{_ENDED}\b|\bfinished at what time\b|\bfinish(?:ed|ing)? time\b"
        rf"|\bhow l(?:ong|ate) did (?:\w+ ){{0,6}}?{_BODY} {_WENT_ON}(?: on| for)?(?=\W*$|\W+(?:in|on|at|for|from|start|and|that|until)\b)",
        None,
        r"\b(?:meeting|proceedings) (?:\w+ )?(?:ended|concluded|closed|finished)\b|\bclosed at\b|\bduration of (?:the )?meeting\b",
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
        "exclusion of the public",
        r"\b(?:public|press)\b.{0,30}\b(?:exclu\w+|(?:shut|kept|locked|thrown|turned|sent) out|(?:asked|made|told) to (?:leave|go)|barred|removed|let in|allowed in)\b"
        r"|\bexclu(?:de|ded|ding|sion)\b.{0,30}\b(?:press|public)\b|\bbehind closed doors\b|\bin camera\b|\b(?:private|closed) (?:session|meeting|business|part)\b"
        r"|\b(?:held|taken|heard|dealt with|discussed|considered|met|meet|sat|sit|done) in (?:private|secret|confidence)\b|\b(?:exempt|confidential) (?:items?|business|session)\b",
        r"\bexclu\w+\b.*\b(?:press|public)\b|\b(?:exempt|confidential|private)\b.*\b(?:business|items?|matters?|information|session)\b",
    ),
    _business(
        "question by the public",
        r"\bpublic (?:questions?|participation|speak\w*|forum|question time)\b|\bquestions? (?:\w+ ){0,2}?(?:from|by|of) (?:members of )?(?:the )?(?:public|residents)\b"
        r"|\b(?:the public|residents?)\b.{0,40}\b(?:ask|put|question|speak|spoke|submit)\w*\b|\bthe public\b.{0,20}\bquestions?\b"
        r"|\bmembers? of the public\b.{0,40}\b(?:rais|address|attend|sa[iy]|ma[dk]e|turn|come|came)\w*|\b(?:from|by|as) (?:an?y? )?members? of the public\b"
        r"|\bquestions?\b.{0,30}\bunder (?:so|standing order)\b|\bdeputations?\b",
        r"\bquestion time\b|\bpublic\b(?!.*\bexclu)(?<!press and public)|\bdeputations?\b|\brepresentations\b|\bquestions? (?:from|by)\b.*\bresidents\b",
    ),
    _business("party whip", r"\b(?:party )?whip(?:s|ped|ping)?\b", r"\bwhip\b"),
    _business(
        "declaration of interest",
        r"\bdeclar\w+\b(?!.*\b(?:emergency|war)\b)|\binterests?\b.{0,30}\b(?:declared|disclosed)\b|\bdisclos\w+\b.{0,30}\binterests?\b|\bconflict\w* (?:of )?interests?\b|\bconflicted\b"
        r"|\b(?:pecuniary|prejudicial|personal|disclosable|financial) interests?\b|\b(?:left|leave|step\w* out of|go out of|went out of) the (?:room|chamber|meeting)\b",
        r"\bdeclarations?\b|\binterests?\b",
    ),
    _business(
        "apology",
        rf"\bapolog\w+(?: for (?:absence|non.?attendance))?\b|\b(?:send|sent|gave|give|given|mak?de|tender\w*|offer\w*) (?:in )?(?:their |his |her |any )?(?:excuses|regrets)\b"
        rf"|\bexcused {_HERSELF}\b(?! from (?:the )?(?:vote|debate|item|discussion))|\bcould(?:n['’]t| not) (?:make|come|attend|be there|be present|get to|get there)\b(?!{_CLASS})"
        rf"|\b(?:absent|absentees?|unable to attend|not able to attend|stayed away)\b(?!{_CLASS})"
        rf"|\b{_ANYBODY}\b.{{0,40}}\b(?:fail(?:ed|ing)? to|unable to|not able to|did not|didn['’]t|never) (?:attend|come|make it|be there|be present|turn up|show up)\b(?!{_CLASS})"
        rf"|\b{_ANYBODY}\b.{{0,40}}\b(?:leav|left|slip|depart|duck)\w* (?:(?!{_ELSEWHERE})\w+ ){{0,2}}?(?:early|away|before the end)\b(?:,? before the end)?"
        rf"|\b{_ANYBODY} (?:\w+ ){{0,3}}?(?:missing|(?<!slip )away|excused|not (?:there|present|in attendance))\b(?!{_CLASS}| (?:episodes?|out)\b)"
        r"|\bsubstitut\w+\b|\bstand-?ins?\b|\b(?:stood|stand|standing|sat|sit|sitting|filled|filling|stepp(?:ed|ing)|step) in for\b|\bdeputis(?:e|ed|ing) for\b|\bin whose place\b",
        r"\bapolog\w+|\bsubstitut\w+|\bmembership\b",
        r"\bapologies\b",
    ),
    _business(
        "urgent item",
        r"\burgent (?:items?|business|matters?)\b|\bany(?:thing)? (?:\w+ )?urgent\b|\bany other (?:business|matters?)\b|\baob\b|\blate (?:items?|business)\b",
        r"\burgent\b|\bany other (?:business|matters?)\b|\blate items?\b",
    ),
    _business(
        "announcement",
        r"\bannouncements?\b",
        r"\bannouncements?\b|\bcommunications\b",
    ),
    _business(
        "confirmation of earlier minutes",
        rf"\b(?:(?:previous|last|earlier|prior) (?:(?:meeting|time)['’]?s? )?minutes|minutes (?:of|from) (?:the |its )?(?:previous|last|earlier|prior))\b(?:.{{0,60}}\b{_CONFIRMED}\b)?"
        rf"|\bminutes\b.{{0,60}}\b{_CONFIRMED}\b|\b(?:{_CONFIRMED}|wrong with|chang(?:ed|es) to|corrections? to|amend(?:ed|ments?) to)\b.{{0,40}}\bminutes\b",
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
        "remote attendance",
        rf"\b(?:join|attend|took part|take part|taking part|tun|log|present|participat|came|come|dial)\w*\b.{{0,40}}\b{_VIRTUALLY}\b|\b{_VIRTUALLY}\b.{{0,30}}\b(?:in (?:the room|person))\b"
        rf"|\b(?:held|meet|met|sat|sit|take place|took place|meeting)\b.{{0,40}}\b{_VIRTUALLY}(?=\W*$|\W+(?:or|rather|only|in|on|at)\b)|\b(?:virtual|remote|online|hybrid) meeting\b(?!.*\b(?:for|about|discuss\w*|decid\w*|agreed?)\W*$)",
        None,
        r"\b(?:online|remote(?:ly)?|virtual(?:ly)?|video\w*|teams|zoom|webex|telephone|hybrid)\b",
    ),
    _business(
        "place or time of the meeting",
        rf"\bwhere\b.{{0,60}}\b(?:meet\w*|met)\b|\bwhere\b.{{0,40}}\b{_BODY}\b.{{0,30}}\b(?:held|sit|sat|take place|took place)\b(?! up)|\bvenue\b|\bwhat time\b.{{0,60}}\b(?:start|begin|beg[au]n|kick(?:ed)? off|get going|got going|(?:get|got) under ?way|open)(?:s|ed)?\b"
        rf"|\bwhen did\b.{{0,40}}\bmeeting\b.{{0,20}}\b(?:start|begin)\b|\b(?:which|what) (?:room|building|hall|town hall)\b(?=.{{0,60}}\b{_BODY}\b)|\bstart(?:ing)? time\b",
        None,
        r"\bvenue\b|\bheld (?:in|at|on)\b|\d ?[ap]\.?m\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    ),
    _business(
        "election of a chair",
        rf"\b(?:elect|appoint|nominat|chosen|choose|chose|pick|select)\w*\b.{{0,40}}\b{_CHAIR}\b(?! (?:of|for) (?:the )?(?:\w+ ){{0,4}}?(?:board|subgroup|working|task))|\b(?:became|become|made|new) {_CHAIR}\b",
        rf"\b(?:elect|appoint|nominat)\w*\b.*\b{_CHAIR}\b|\b(?:chair|vice|leas)\w*\b.*\belection\b",
    ),
    _business(
        "attendance",
        rf"\b(?:who|(?:which|how many|number of|list of) {_PEOPLE})\b(?!.{{0,40}}\b(?:elected|appointed|nominated|proposed|chosen|picked|selected)\b).{{0,40}}\b(?:attend\w*|present|came|was there|were there|turned up|turned out|took part|in the room|chair(?:ed|s)?|ran|vice.?chair\w*)\b(?!{_CLASS})"
        r"|\b(?:councillors|members) (?:present |in attendance )?at\b|\bpresent at\b|(?<!school )\battendance\b(?! (?:order|rate|figure|target|officer|problem)s?\b)",
        r"\battendance\b|\bpresent\b",
        r"\bpresent\b|\battend\w*\b|\bin the chair\b",
    ),
)


def business_of(text: str) -> Business | None:
    """The routine business that a question asks about; None where it asks about anything else."""
    return next((business for business in _ALL if business.asked.search(text)), None)


def businesses_of(text: str) -> list[Business]:
    """Every sort of routine business that a question asks about, each in words of its own: "petitions, apologies?"."""
    spans: list[tuple[int, int]] = []
    found = []
    for business in _ALL:
        own = [m.span() for m in business.asked.finditer(text)]
        if own and not any(start < e and s < end for start, end in own for s, e in spans):
            found.append(business)
            spans += own
    return found


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
