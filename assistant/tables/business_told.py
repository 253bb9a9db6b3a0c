"""What came of routine business at the meetings asked about: declarations, petitions, questions, apologies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answers import EXTRACTIVE, Draft, DraftClaim, Understood
from assistant.asked.rest_asked import asking_words, rest_asked
from assistant.business import Business, businesses_of
from assistant.registers import led_by_meeting, quote_of
from assistant.retrieve import meetings_named
from assistant.tables.routine import APOLOGIES, ELSEWHERE, MINUTES, TOLD, Told, items_of, told_elsewhere, told_of
from assistant.terms import stems
from ingest.records import Part, Presence, Record, fold_spaces
from ingest.store import View

_MOST_MEETINGS = 12  # newest that are looked at
_MOST_WORDS = 160
_MOST_TOLD = 8


def business_told(understood: Understood, view: View) -> Draft | None:
    """What the minutes tell of the business asked for, newest first; a reason where none of them has it.

    None where something else is asked, or more than the business: then the search answers. Of several sorts each is
    told, and which are not.
    """
    if understood.business is None or understood.scope is None:
        return None
    asked = [business for business in businesses_of(asking_words(understood, view)) if business.name in TOLD]
    rest = rest_asked(understood, view, *(business.asked for business in asked))
    drafts = [draft for business in asked if (draft := _told(business, rest, understood, view)) is not None]
    if len(drafts) < len(asked):
        return drafts[0] if drafts and drafts[0].claims else None
    if len(drafts) < 2 or not any(draft.claims for draft in drafts):
        return drafts[0] if drafts else None
    unsaid = [draft.reason for draft in drafts if not draft.claims and draft.reason]
    notes = [note for draft in drafts for note in draft.notes]
    return Draft(tuple(claim for draft in drafts for claim in draft.claims), EXTRACTIVE, (*notes, *unsaid))


def _told(business: Business, rest: set[str], understood: Understood, view: View) -> Draft | None:
    topic = rest - stems(business.name)
    meetings = meetings_named(understood, view)
    if not meetings:  # the day of earlier minutes is not that of the meeting which confirmed them
        return None if topic or business.name == MINUTES else Draft.refusing(_not_held(understood))
    records = [view.record(m.id) for m in meetings[:_MOST_MEETINGS]]
    found = [(r, t) for r in records if (t := list(told_of(business, r)))]
    if not found and not any(list(items_of(business, record)) for record in records):
        found = [(r, t) for r in records if (t := list(told_elsewhere(business, r)))]
    is_nothing = all(one.is_none for _, told in found for one in told)
    if not is_nothing:
        found = [(r, fitting) for r, told in found if (fitting := [one for one in told if _fits(one, topic)])]
    if found:
        claims = tuple(_claims(found, view))
        left = sum(len(told) for _, told in found) - len(claims)
        notes = [f"{left} more of this sort {'are' if left > 1 else 'is'} left out here."] if left else []
        if len(meetings) > _MOST_MEETINGS:
            notes.append(f"Of {len(meetings)} meetings the newest {_MOST_MEETINGS} were looked at.")
        return Draft(claims, EXTRACTIVE, tuple(notes))
    if not topic and (only := _only_announced(business, records)):
        return Draft.refusing(only)
    return None if topic or _may_be_told(business, records, understood, view) else _not_recorded(business)


def _not_recorded(business: Business) -> Draft:
    return Draft.refusing(f"The minutes searched do not record any {business.name}.")


def _may_be_told(business: Business, records: Sequence[Record], understood: Understood, view: View) -> bool:
    """Whether a business that stands under no item may yet be told: in a list of names, or in words of the question."""
    if business.name == APOLOGIES and any(
        a.presence is Presence.APOLOGIES for r in records for a in r.meeting.attendance
    ):
        return True
    assert understood.scope is not None  # noqa: S101  # it is asked of some meetings
    if business.name in ELSEWHERE and len(records) < _MOST_MEETINGS:
        return False
    shared = stems(business.name) & stems(understood.question.text)
    return bool(view.search_words(sorted(shared), understood.scope, 1))


def _only_announced(business: Business, records: Sequence[Record]) -> str | None:
    """The reason where the business stands on the agenda and no published minutes tell what came of it."""
    items = [item for record in records for item in items_of(business, record)]
    if not items or any(p.part is Part.MINUTES for item in items for p in item.paragraphs):
        return None
    return f"Under “{fold_spaces(items[0].title)}” only the agenda is published: it does not say what happened."


def _not_held(understood: Understood) -> str:
    if not understood.periods:
        return "No minutes are held in what was searched."
    first, last = understood.periods[0].first, understood.periods[0].last
    when = f"{first.day} {first:%B %Y}" + (f" to {last.day} {last:%B %Y}" if last != first else "")
    return f"No minutes of a meeting of {when} are held in what was searched."


def _fits(told: Told, topic: set[str]) -> bool:
    return not topic or bool(topic & stems(told.text))


def _claims(found: Sequence[tuple[Record, Sequence[Told]]], view: View) -> Iterator[DraftClaim]:
    """The words told, meeting by meeting, as far as a reader follows; of several meetings each is named."""
    many, words = 0, 0
    for record, told in found:
        passages = view.passages_of(record.meeting.id)
        claims: list[DraftClaim] = []
        for one in told:
            quote = quote_of(record, one.start, one.end, passages)
            words += len(one.text.split())
            if quote is None or many == _MOST_TOLD or (many and words > _MOST_WORDS):
                break
            claims.append(DraftClaim.quoting(quote))
            many += 1
        title = fold_spaces(told[0].item.title).removesuffix(".") if told[0].item else ""
        yield from claims if len(found) == 1 else led_by_meeting(record, claims, title)
