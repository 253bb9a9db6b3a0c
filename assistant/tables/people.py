"""Who chaired, came, stayed away: out of the lists of people that records print, never inferred."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from assistant.answers import EXTRACTIVE, Draft, DraftClaim, Kind, Understood
from assistant.asked.rest_asked import asking_words, rest_asked
from assistant.business import business_named
from assistant.registers import led_by_meeting, quote_of
from assistant.retrieve import meetings_named
from assistant.tables.routine import APOLOGIES
from assistant.terms import stems, words
from ingest.layouts.people import is_honour
from ingest.passages import Passage
from ingest.records import Attendance, Presence, Record
from ingest.store import View

_SORTS = r"(?:people|persons|members|councillors|cllrs|officers|officials|attendees)"
_BE_THERE = (
    r"(?:attended|attend|came|come|present|there|turned up|turn up|turned out|took part|in attendance|in the room|around the table"
    r"|at (?:the|this|that) meeting)"
)
_CAME = re.compile(
    rf"\bwho (?:\w+ ){{0,2}}?{_BE_THERE}\b|\b(?:how many|which|what|number of|list of|list (?:the|all)?|names? (?:of )?(?:the|all)?) ?"
    rf"{_SORTS} (?:\w+ ){{0,3}}?{_BE_THERE}\b|\b{_SORTS} present\b|\bpresent at\b|\battendance (?:list|record|register)\b"
    r"|\b(?:list of|record of|what was the) (?:attendance|attendees)\b|^\W*attendance\b",
    re.IGNORECASE,
)
_CHAIRED = re.compile(
    r"\b(?:who|and) (?:\w+ ){0,2}?(?:chair(?:ed|s|ing)?|ran|led|presided|running|(?:took|in|had|occupied) the chair|(?:sat|was sitting) in the chair)\b"
    r"|\bwho (?:was|were|is|are) (?:\w+ ){0,2}?(?:(?:vice|deputy)[ -]?)?(?:chair\w*|deputy|vice)\b",
    re.IGNORECASE,
)
_WAS_THERE = re.compile(
    r"^\W*(?:and |so |or )?(?:was|were|did|has|had) (?P<name>(?:(?:cllrs?|councillors?|mr|mrs|ms|miss|dr|sir|dame|prof)\.? )?[\w’'-]+(?: (?!not\b)[\w’'-]+){0,3}?)"
    r" (?:not )?(?:(?P<away>absent|away|missing|(?:send|give|submit|sent|tender)\w* (?:his |her |their |any )?apologies)"
    r"|present|in attendance|(?:there )?at (?:the|this|that) (?:\w+ ){0,3}?(?:meeting|committee|panel|commission|board|cabinet|council)"
    r"|attend(?:ed)?(?! school))\b",
    re.IGNORECASE,
)
_TITLES = frozenset(
    ["cllr", "cllrs", "councillor", "councillors", "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "prof", "the"]
)
_ANYBODY = frozenset(
    ["anybody", "anyone", "somebody", "any", "members", "member", "councillors", "officers", "there", "it", "who"]
)
_OF_MEETING = re.compile(r"\b(?:meeting|committee|panel|commission|board|cabinet|council)\b", re.IGNORECASE)
_OFFICERS, _MEMBERS = (
    re.compile(r"\bofficers?|officials\b", re.IGNORECASE),
    re.compile(r"\b(?:members|councillors|cllrs)\b", re.IGNORECASE),
)
_CHAIRS = re.compile(r"\bchair|\bcathaoirleach\b", re.IGNORECASE)
_OFFICE = re.compile(r"\b(?:(?:vice|deputy)(?:[ -]?chair\w*)?|chair\w*|ran|led|presided)\b", re.IGNORECASE)
_VICE = re.compile(r"\b(?:vice|deputy|leas)", re.IGNORECASE)
_LEADS = {
    Presence.PRESENT: "listed as present",
    Presence.IN_ATTENDANCE: "listed as in attendance",
    Presence.APOLOGIES: "listed with apologies",
}
_THERE = (Presence.PRESENT, Presence.IN_ATTENDANCE)
_MOST_MEETINGS = 3
_MOST_READ = 12
_FEW = 12
_SPARE = 2

_NOT_CHAIRED = "The minutes searched do not name who chaired."
NOT_LISTED = "The minutes searched do not list who was present, and nobody's presence is inferred."


def people_asked_for(understood: Understood, view: View) -> Draft | None:
    """The words that list who came, stayed away or chaired; a reason where that is asked and not told; else None."""
    text = asking_words(understood, view)
    if understood.scope is None:
        return None
    away = business_named(APOLOGIES).asked
    if away.search(text) and len(rest_asked(understood, view, away)) <= _spare(understood, view):
        return _told(understood, view, _listed(understood, view, [Presence.APOLOGIES]))
    if _CAME.search(text):
        return _who_came(understood, view, text)
    if _CHAIRED.search(text):
        chairs = _chairs(understood, view, text)
        if chairs and rest_asked(understood, view, _CHAIRED):
            return None  # who chairs another body
        return _told(understood, view, chairs, _NOT_CHAIRED if _OF_MEETING.search(text) else None)
    return _was_there(understood, view)


def _spare(understood: Understood, view: View) -> int:
    """How many words a question may have beside those that ask who was away: of one meeting some that say which."""
    return _SPARE if understood.kind is not Kind.REASON and len(meetings_named(understood, view)) == 1 else 0


def _who_came(understood: Understood, view: View, text: str) -> Draft | None:
    """The lists of who came; of a question that says more, those listed of whom it is true."""
    rest = rest_asked(understood, view, _CAME)
    if rest:
        return _told(understood, view, _from(understood, view, rest))
    return _told(understood, view, _listed(understood, view, _sought(text)), NOT_LISTED)


def _told(
    understood: Understood, view: View, claims: tuple[DraftClaim, ...], reason: str | None = None
) -> Draft | None:
    """The claims, and a note where not every meeting was read; without claims the reason, or nothing to the search."""
    many = len(meetings_named(understood, view))
    if claims:
        left_out = f"Of {many} meetings the newest {_MOST_MEETINGS} that list people are told here."
        return Draft(claims, EXTRACTIVE, (left_out,) if many > _MOST_MEETINGS else ())
    return Draft.refusing(reason) if reason is not None else None


def _sought(text: str) -> Sequence[Presence]:
    if _OFFICERS.search(text):
        return [Presence.IN_ATTENDANCE]
    return [Presence.PRESENT] if _MEMBERS.search(text) else _THERE


def _listed(understood: Understood, view: View, sought: Sequence[Presence]) -> tuple[DraftClaim, ...]:
    """The lists of some sorts of presence, each led by how many names it has."""
    claims = []
    for record in _records(understood, view, sought):
        passages = view.passages_of(record.meeting.id)
        for presence in sought:
            people = [a for a in record.meeting.attendance if a.presence is presence]
            made = [c for part in _in_parts(people) if (c := _claim(record, part, passages)) is not None]
            claims += led_by_meeting(record, made, f"{len(people)} {_LEADS[presence]}")
    return tuple(claims)


def _from(understood: Understood, view: View, rest: set[str]) -> tuple[DraftClaim, ...]:
    """Who of those listed comes from where a question says, or holds that office."""
    claims: list[DraftClaim] = []
    for record in _records(understood, view):
        passages = view.passages_of(record.meeting.id)
        for person in record.meeting.attendance:
            if person.presence in _THERE and rest <= stems(f"{person.name} {person.role or ''}"):
                claim = _claim(record, [person], passages)
                claims += led_by_meeting(record, [claim], _LEADS[person.presence].capitalize()) if claim else []
    return tuple(claims)


def _chairs(understood: Understood, view: View, text: str) -> tuple[DraftClaim, ...]:
    """Who is listed in the chair; a deputy where one is asked for, and only a deputy where nobody else is."""
    wanted = {bool(_VICE.search(word)) for word in _OFFICE.findall(text)} or {False}
    claims = []
    for record in _records(understood, view):
        passages = view.passages_of(record.meeting.id)
        for person in record.meeting.attendance:
            if person.presence is not Presence.PRESENT or not person.role or not _CHAIRS.search(person.role):
                continue
            if bool(_VICE.search(person.role)) in wanted:
                claim = _claim(record, [person], passages)
                claims += led_by_meeting(record, [claim]) if claim else []
    return tuple(claims)


def _was_there(understood: Understood, view: View) -> Draft | None:
    """Where the lists name the person that a question asks after; a reason where there are lists without the name."""
    found = _WAS_THERE.search(asking_words(understood, view))
    name = bare_name(found["name"]) if found else []
    if found is None or not name or set(name) & _ANYBODY or rest_asked(understood, view, _WAS_THERE):
        return None
    claims: list[DraftClaim] = []
    listing: list[Record] = []
    for record in _records(understood, view, tuple(Presence)):
        passages = view.passages_of(record.meeting.id)
        listing += [record] if any(a.presence is Presence.PRESENT for a in record.meeting.attendance) else []
        for person in record.meeting.attendance:
            if is_named(person, name) and (claim := _claim(record, [person], passages)) is not None:
                claims += led_by_meeting(record, [claim], _LEADS[person.presence].capitalize())
    where = " and ".join(f"{r.meeting.date.day} {r.meeting.date:%B %Y}" for r in listing)
    absent = f"The lists of who was there on {where} do not name {found['name']}; that is no proof of absence."
    return _told(understood, view, tuple(claims), absent if listing else NOT_LISTED)


def bare_name(name: str) -> list[str]:
    """The words of a name without titles before it and honours behind it, in lower case."""
    return [w for w in words(" ".join(w for w in name.split() if not is_honour(w.strip(",.")))) if w not in _TITLES]


def is_named(person: Attendance, name: Sequence[str]) -> bool:
    """Whether somebody listed bears a name: its surname, and each name before it or its first letter."""
    theirs = bare_name(person.name)
    if name[-1] not in theirs:
        return False
    before = theirs[: theirs.index(name[-1])]
    return all(any(w == b or (1 in (len(w), len(b)) and w[0] == b[0]) for b in before) for w in name[:-1])


def _records(understood: Understood, view: View, sought: Collection[Presence] = _THERE) -> Iterator[Record]:
    """The newest meetings asked about whose minutes list anybody of some sorts."""
    listing = 0
    for meeting in meetings_named(understood, view)[:_MOST_READ]:
        record = view.record(meeting.id)
        if any(a.presence in sought for a in record.meeting.attendance) and listing < _MOST_MEETINGS:
            listing += 1
            yield record


def _in_parts(people: list[Attendance]) -> list[list[Attendance]]:
    """A short list of people with their offices one by one, for on one line they would run together; others whole."""
    with_offices = sum(person.role is not None for person in people)
    return [[person] for person in people] if len(people) <= _FEW and with_offices * 2 > len(people) else [people]


def _claim(record: Record, people: Sequence[Attendance], passages: Iterable[Passage]) -> DraftClaim | None:
    """The words of the record from the first to the last of some people."""
    if not people:
        return None
    quote = quote_of(record, min(a.start for a in people), max(a.end for a in people), passages)
    return DraftClaim.quoting(quote) if quote is not None else None
