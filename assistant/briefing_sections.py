"""The parts of a briefing: what each tells, in the record's own words, every claim checked as those of an answer are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, zip_longest

from assistant.answers import Answer, DraftClaim, Filter, NotFound, Question, Quote
from assistant.next_questions import about_items, about_meeting, checked, has_enough
from assistant.registers import quote_of
from assistant.tables.owed import is_owed
from assistant.tables.people import bare_name
from assistant.verify import Verified, check
from ingest.records import Attendance, Item, Outcome, OutcomeKind, Part, Presence, Record, fold_spaces
from ingest.sentences import sentences
from ingest.store import View

_OF_A_MEETING = 4  # items of one meeting that make points
_QUESTIONS = 5
_BODY = r"(?:committee|sub-committee|panel|commission|board|cabinet|council|members)"
_WORKS = re.compile(
    rf"^(?:the )?{_BODY} (?:\w+ )?(?:considered|scrutini[sz]ed|reviewed|received|examined|questioned|monitored|discussed|debated|approved)\b"
    rf"|\b{_BODY}(?:['’]s)? (?:role|remit|purpose|terms of reference)\b|\b(?:role|remit|purpose) of (?:the|this) {_BODY}\b",
    re.IGNORECASE,
)
_ANYTHING = re.compile(r"\w+ \w+")
_OPENS = re.compile(
    rf"{_WORKS.pattern}|\bin attendance\b|\battended (?:the|this)\b|\b(?:presented|introduced|submitted) (?:the|a|an)\b"
    r"|\b(?:filed|published) with (?:these|the) minutes\b|\bcopy of the report\b|^to (?:receive|consider|note|approve)\b|^circulated\b|:$",
    re.IGNORECASE,
)  # sentences that say that business was taken, and not what came of it
_ROUTINE = re.compile(r"\bbe (?:noted|received|confirmed|signed|taken as read|approved as)\b", re.IGNORECASE)

Ask = Callable[[Question], Answer | NotFound]


def does(records: Sequence[Record], view: View) -> Iterator[Verified]:
    """Sentences in which the committee itself does its work or speaks of its role; else those that open its business."""
    business = [(r, i) for r in records for i in r.meeting.items if has_enough(i)]
    working = [(r, span) for r, i in business if (span := next(_sentences(r, i, _WORKS), None)) is not None]
    opening = [(r, span) for r, i in business if (span := next(_sentences(r, i, _ANYTHING), None)) is not None]
    for record, span in working or opening:
        yield from _verified(quote_of(record, *span, view.passages_of(record.meeting.id)), _when(record))


def _sentences(record: Record, item: Item, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The sentences of an item's minutes in which a pattern is found."""
    for paragraph in item.paragraphs:
        if paragraph.part is Part.MINUTES:
            for start, end in sentences(record.slice(paragraph.start, paragraph.end)):
                if pattern.search(fold_spaces(record.slice(paragraph.start + start, paragraph.start + end))):
                    yield paragraph.start + start, paragraph.start + end


def people(records: Sequence[Record], view: View) -> Iterator[Verified]:
    """Everybody listed, members first, at the words that last name them, with when they were there."""
    seen: dict[tuple[str, ...], list[tuple[Record, Attendance]]] = {}
    for record in records:
        for person in record.meeting.attendance:
            seen.setdefault(tuple(bare_name(person.name)), []).append((record, person))
    order = list(Presence)
    for theirs in sorted(seen.values(), key=lambda t: min(order.index(person.presence) for _, person in t)):
        record, person = next(((r, p) for r, p in theirs if p.role), theirs[0])
        quote = quote_of(record, person.start, person.end, view.passages_of(record.meeting.id))
        yield from _verified(quote, _presence(theirs), is_said=False)


def _presence(theirs: Sequence[tuple[Record, Attendance]]) -> str:
    """When somebody was there: "Present at 2 meetings, 5 May 2020 to 7 July 2020"."""
    words = {
        Presence.PRESENT: "Present at",
        Presence.IN_ATTENDANCE: "In attendance at",
        Presence.APOLOGIES: "Apologies for",
    }
    parts = []
    for presence, said in words.items():
        days = sorted({record.meeting.date for record, person in theirs if person.presence is presence})
        if days:
            span = f"{days[0].day} {days[0]:%B %Y}" + (f" to {days[-1].day} {days[-1]:%B %Y}" if len(days) > 1 else "")
            parts.append(f"{said} {len(days)} {'meeting' if len(days) == 1 else 'meetings'}, {span}")
    return "; ".join(parts)


def points(records: Sequence[Record], chosen: Filter, view: View, ask: Ask) -> Iterator[Verified]:
    """What came of the business of the last meetings: a point of each item, then a second of each, and so on."""
    business = [(r, i) for r in records for i in islice(filter(has_enough, r.meeting.items), _OF_A_MEETING)]
    each = [_points_of(record, item, chosen, view, ask) for record, item in business]
    for points in zip_longest(*each):
        yield from (point for point in points if point is not None)


def _points_of(record: Record, item: Item, chosen: Filter, view: View, ask: Ask) -> Iterator[Verified]:
    """What an item decided, then what is answered of it."""
    lead = f"{_when(record)}, {_title(item)}"
    for outcome in _decisions(record, item):
        quote = quote_of(record, outcome.start, outcome.end, view.passages_of(record.meeting.id))
        yield from _verified(quote, lead)
    yield from _said(record, item, chosen, ask, lead)


def _decisions(record: Record, item: Item) -> Iterator[Outcome]:
    """What an item decided, but for that something be noted."""
    for outcome in item.outcomes:
        if outcome.kind is OutcomeKind.DECISION and not _ROUTINE.search(record.slice(outcome.start, outcome.end)):
            yield outcome


def _said(record: Record, item: Item, chosen: Filter, ask: Ask, lead: str) -> Iterator[Verified]:
    """The claims of the answer to what was said of an item that are of it and do more than open it."""
    day = record.meeting.date
    question = Question(f"What was said about “{_title(item)}”?", filter=replace(chosen, date_from=day, date_to=day))
    reply = ask(question)
    if not isinstance(reply, Answer):
        return
    for claim in reply.claims:
        citations = tuple(reply.citations[n - 1] for n in claim.citations)
        is_theirs = all(c.item is not None and c.item.id == item.id for c in citations)
        if is_theirs and not any(
            _OPENS.search(q) or _ROUTINE.search(q) for c in citations if (q := fold_spaces(c.quote))
        ):
            yield Verified(f"{lead} – {claim.text}", citations, claim.support)


def _title(item: Item) -> str:
    return fold_spaces(item.title).removesuffix(".")


def actions(records: Sequence[Record], view: View) -> Iterator[Verified]:
    """What was to be done, the newest first, with whose it is where the minutes say."""
    for record in records:
        passages = view.passages_of(record.meeting.id)
        for outcome in (o for item in record.meeting.items for o in item.outcomes):
            if outcome.kind is OutcomeKind.ACTION or is_owed(record.slice(outcome.start, outcome.end)):
                owner = f", for {outcome.owner}" if outcome.owner else ""
                yield from _verified(quote_of(record, outcome.start, outcome.end, passages), f"{_when(record)}{owner}")


def ahead(records: Sequence[Record], view: View) -> Iterator[Verified]:
    """The dates that the newest record that gives any gives for later meetings."""
    held = {record.meeting.date for record in records}
    for record in records:
        later = sorted(
            {f.date: f for f in record.meeting.future_meetings if f.date not in held}.values(), key=lambda f: f.date
        )
        for future in later:
            when = f"{future.date.day} {future.date:%B %Y}{f', {future.time:%H:%M}' if future.time else ''}"
            yield from _verified(
                quote_of(record, future.start, future.end, view.passages_of(record.meeting.id)), when, is_said=False
            )
        if later:
            return


def acronyms(records: Sequence[Record], view: View) -> Iterator[Verified]:
    """Each acronym where the newest of the records spells it out."""
    here = {record.meeting.id: record for record in records}
    newest = {one.acronym: one for one in reversed(view.spelled_out()) if one.meeting in here}
    for acronym, one in sorted(newest.items()):
        record = here[one.meeting]
        yield from _verified(
            quote_of(record, one.start, one.end, view.passages_of(one.meeting)), acronym, is_said=False
        )


def questions(records: Iterable[Record], chosen: Filter, ask: Ask) -> Iterator[tuple[str, Answer]]:
    """A few questions about the last meetings that get an answer."""
    asked = (q for r in records for q in (*islice(about_items(r), 2), *islice(about_meeting(r), 2), *about_items(r)))
    yield from checked(asked, lambda text: ask(Question(text, filter=chosen)), _QUESTIONS)


def _when(record: Record) -> str:
    return f"{record.meeting.date.day} {record.meeting.date:%B %Y}"


def _verified(quote: Quote | None, lead: str | None = None, *, is_said: bool = True) -> Iterator[Verified]:
    """The claim that a quote makes, behind a lead; none where it is not in the record.

    A name, a date or an acronym is nobody's account, so that whose it is, is not told.
    """
    claim = replace(DraftClaim.quoting(quote), lead=lead, is_bare=not is_said) if quote is not None else None
    found = check(claim) if claim is not None else None
    if found is not None:
        yield found
