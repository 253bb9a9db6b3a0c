"""What came of routine business at the meetings asked about: declarations, petitions, questions, apologies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answers import EXTRACTIVE, Draft, DraftClaim, Understood
from assistant.asked.rest_asked import rest_asked
from assistant.business import Business
from assistant.registers import led_by_meeting, quote_of
from assistant.retrieve import meetings_named
from assistant.tables.routine import TOLD, Told, items_of, told_of
from assistant.terms import stems
from ingest.records import Part, Record, fold_spaces
from ingest.store import View

_MOST_MEETINGS = 12  # newest that are looked at
_MOST_WORDS = 160
_MOST_TOLD = 8


def business_told(understood: Understood, view: View) -> Draft | None:
    """What the minutes tell of the business asked for, newest first; a reason where none of them has it.

    None where something else is asked, or more than the business: then the search answers.
    """
    business = understood.business
    if business is None or business.name not in TOLD or understood.scope is None:
        return None
    topic = rest_asked(understood, view, business.asked) - stems(business.name)
    meetings = meetings_named(understood, view)
    if not meetings:
        return None if topic else Draft.refusing(_not_held(understood))
    found = [(r, t) for m in meetings[:_MOST_MEETINGS] if (t := list(told_of(business, r := view.record(m.id))))]
    is_nothing = all(one.is_none for _, told in found for one in told)
    if not is_nothing:
        found = [(r, fitting) for r, told in found if (fitting := [one for one in told if _fits(one, topic)])]
    if found:
        claims = tuple(_claims(found, view))
        left = sum(len(told) for _, told in found) - len(claims)
        notes = [f"{left} more entries of this sort are left out here."] if left else []
        if len(meetings) > _MOST_MEETINGS:
            notes.append(f"Of {len(meetings)} meetings the newest {_MOST_MEETINGS} were looked at.")
        return Draft(claims, EXTRACTIVE, tuple(notes))
    if not topic and (only := _only_announced(business, [view.record(m.id) for m in meetings[:_MOST_MEETINGS]])):
        return Draft.refusing(only)
    is_spoken_of = bool(
        view.search_words(sorted(stems(business.name) & stems(understood.question.text)), understood.scope, 1)
    )
    if topic or is_spoken_of:
        return None
    return Draft.refusing(f"The minutes searched do not record any {business.name}.")


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
        title = fold_spaces(told[0].item.title).removesuffix(".")
        yield from claims if len(found) == 1 else led_by_meeting(record, claims, title)
