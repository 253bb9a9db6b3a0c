"""What office somebody holds, and who holds an office: only where the records print the one beside the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answers import EXTRACTIVE, Draft, DraftClaim, Understood
from assistant.asked.rest_asked import asking_words
from assistant.registers import led_by_meeting, quote_of
from assistant.retrieve import meetings_named
from assistant.tables.people import bare_name, is_named
from assistant.terms import stems
from ingest.records import Record, fold_spaces
from ingest.store import View

_NAME = r"(?P<name>(?:(?:cllr|councillor|mr|mrs|ms|miss|dr|sir|dame)\.? )?[\w’'-]+?(?: [\w’'-]+?){0,3}?)"
_POST = r"(?:job(?: title)?|role|title|position|post|office)"
_WHAT_POST = re.compile(
    rf"\bwhat(?:['’]s| is| was| are| were) {_NAME}(?:['’]s|['’])? {_POST}\b|\bwhat {_POST} (?:does|did|do) (?P<holder>[\w’' .-]{{3,60}}?) (?:hold|have|do)\b",
    re.IGNORECASE,
)
_WHO_IS = re.compile(
    r"^\W*who(?:['’]s| is| was) (?:the |an? )?(?P<office>[\w’',& -]{6,80}?)(?: (?:at|in|for|on) [^?]*)?\W*$",
    re.IGNORECASE,
)
_OFFICE = (
    r"(?:director|officer|manager|head|chair\w*|leader|mayor|inspector|commissioner|executive|solicitor|clerk|principal|secretary"
    r"|administrator|lead member|cabinet member|partner|advis[eo]r|counsel|engineer|representative)"
)
_IS_OFFICE = re.compile(rf"\b{_OFFICE}\b", re.IGNORECASE)
_WORDS = r"(?:(?:[A-Z][\w&’'()-]*|of|for|and|the|to|in),? ){0,9}?"
_PASSAGES = 30
_MOST_MEETINGS = 6
_MOST = 4


def role_asked_for(understood: Understood, view: View) -> Draft | None:
    """The words that put a name and an office side by side; that none do, where a named person's office is asked."""
    text = asking_words(understood, view)
    if understood.scope is None:
        return None
    post = _WHAT_POST.search(text)
    name = bare_name(re.sub(r"['’]s?$", "", post["name"] or post["holder"])) if post else []
    if post and len(name) > 1:
        claims = tuple(_of_name(understood, view, name))[:_MOST]
        said = " ".join(word.capitalize() for word in name)
        reason = f"The minutes searched do not state what office {said} holds."
        return Draft(claims, EXTRACTIVE) if claims else Draft.refusing(reason)
    office = _WHO_IS.search(text)
    if office and _IS_OFFICE.search(office["office"]):
        claims = tuple(_of_office(understood, view, stems(office["office"])))[:_MOST]
        return Draft(claims, EXTRACTIVE) if claims else None
    return None


def _of_name(understood: Understood, view: View, name: list[str]) -> Iterator[DraftClaim]:
    """Where somebody is listed with an office, else the sentences that put one beside their name."""
    listed = [claim for record in _records(understood, view) for claim in _listed(record, view, name)]
    yield from listed or _in_text(understood, view, name)


def _listed(record: Record, view: View, name: list[str]) -> Iterator[DraftClaim]:
    for person in record.meeting.attendance:
        if person.role and is_named(person, name):
            quote = quote_of(record, person.start, person.end, view.passages_of(record.meeting.id))
            yield from led_by_meeting(record, [DraftClaim.quoting(quote)]) if quote is not None else ()


def _in_text(understood: Understood, view: View, name: list[str]) -> Iterator[DraftClaim]:
    said = r"\W{1,3}".join(map(re.escape, name))
    beside = re.compile(
        rf"\b(?i:{said})(?: \w{{2,4}})?\s?(?:,|\(|[–-])\s?(?:(?:the|an?|our) )?{_WORDS}(?i:{_OFFICE})\b|\b(?i:{_OFFICE})(?: of| for)?(?: {_WORDS})?(?:,|\(|:)? ?(?:(?:Mr|Mrs|Ms|Dr|Cllr|Councillor)\.? )?(?i:{said})\b"
    )
    assert understood.scope is not None  # noqa: S101  # it is asked of some meetings
    hits = view.search_words([name[-1]], understood.scope, _PASSAGES)
    for passage in view.passages([hit.passage_id for hit in hits]).values():
        record = view.record(passage.meeting_id)
        for window in passage.sentences:
            if beside.search(fold_spaces(record.slice(window.start, window.end))):
                quote = quote_of(record, window.start, window.end, [passage])
                yield from [DraftClaim.quoting(quote)] if quote is not None else []


def _of_office(understood: Understood, view: View, office: set[str]) -> Iterator[DraftClaim]:
    """Who is listed with an office, by all of its words."""
    councils = stems(" ".join(understood.scope.councils)) if understood.scope else set()
    wanted = office - councils
    for record in _records(understood, view):
        for person in record.meeting.attendance:
            if person.role and wanted and wanted <= stems(person.role):
                quote = quote_of(record, person.start, person.end, view.passages_of(record.meeting.id))
                yield from led_by_meeting(record, [DraftClaim.quoting(quote)]) if quote is not None else ()


def _records(understood: Understood, view: View) -> Iterator[Record]:
    for meeting in meetings_named(understood, view)[:_MOST_MEETINGS]:
        yield view.record(meeting.id)
