"""A question and its reply as they stand in the conversation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answers import Answer, Citation, Claim, Evidence, Filter, NotFound
from assistant.show import EXTRACTIVE_NOTICE, SUMMARY_NOTICE, is_opening, looked_through
from assistant.web.markup import Html, join, tag, unseen
from assistant.web.places import place_of
from assistant.web.words import citation_line, count, day, item_name, minute, narrowed, searched
from ingest.errors import MinutebookError
from ingest.records import fold_spaces

_EXTRACTIVE = "extractive"  # what an answer calls its model when there is none


def turn(number: int, question: str, chosen: Filter, reply: str | None, *, busy: bool = False) -> Html:
    """One question and what is shown under it; ``busy`` while more is to come."""
    narrow = narrowed(chosen)
    heading = f"mb-question-{number}"
    return tag(
        "article",
        tag("h2", unseen("You asked: "), question, class_="mb-question", id=heading),
        tag("p", f"Only in: {narrow}", class_="mb-narrowed") if narrow else None,
        reply,
        tag("p", "Searching the minutes …", class_="mb-working") if busy else None,
        class_="mb-turn mb-busy" if busy else "mb-turn",
        aria_labelledby=heading,
    )


def claims_so_far(claims: Sequence[Claim]) -> Html:
    """Claims as they come; their marks become links when the sources are known."""
    return tag("div", *(_claim(claim, ()) for claim in claims), class_="mb-answer")


def answer(reply: Answer) -> Html:
    """An answer: its claims, its sources, what a reader must know, how it was made."""
    return tag(
        "div",
        *(tag("p", note, class_="mb-opening") for note in reply.notes if is_opening(note)),
        *(_claim(claim, reply.citations) for claim in reply.claims),
        _sources(reply.citations),
        _notes([note for note in reply.notes if not is_opening(note)]),
        tag("p", f"{_made_by(reply.model)} {searched(reply.searched)}", class_="mb-how"),
        class_="mb-answer",
    )


def not_found(reply: NotFound) -> Html:
    """That the minutes do not say, and the nearest places, which are no sources."""
    return tag(
        "div",
        tag("h3", "Not in these minutes"),
        tag("p", reply.reason),
        tag("p", f"{looked_through(reply.searched)} {SUMMARY_NOTICE}"),
        _nearest(reply.nearest),
        _notes(reply.notes),
        class_="mb-notfound",
    )


def stopped(claims: Sequence[Claim]) -> Html:
    """What had come when the reader stopped the answer. Its sources are not known yet, so it is not shown as fact."""
    came = f"{count(len(claims), 'sentence')} had come and cannot be shown without sources. " if claims else ""
    return tag("p", f"Stopped. {came}Ask again for the whole answer.", class_="mb-stopped")


def trouble(message: str, hint: str) -> Html:
    """Why there is no reply, and what to do."""
    return tag("div", tag("h3", "No answer this time"), tag("p", message), tag("p", hint), class_="mb-trouble")


def error(problem: MinutebookError) -> Html:
    """An error as its sentence and its next step."""
    return trouble(problem.message, problem.hint)


def announcement(reply: Answer | NotFound) -> str:
    """What a screen reader says when the reply has come."""
    if isinstance(reply, NotFound):
        return f"Not in these minutes. {reply.reason}"
    said = " ".join([*filter(is_opening, reply.notes), *(claim.text for claim in reply.claims)])
    return f"Answer: {said} {count(len(reply.citations), 'source')}."


def plain(reply: Answer | NotFound) -> str:
    """The reply as the history of a follow-up question carries it."""
    return reply.reason if isinstance(reply, NotFound) else " ".join(claim.text for claim in reply.claims)


def _claim(claim: Claim, citations: Sequence[Citation]) -> Html:
    marks = [_mark(number, citations) for number in claim.citations]
    return tag("p", claim.text, " ", join(marks, " "), class_="mb-claim")


def _mark(number: int, citations: Sequence[Citation]) -> Html:
    """[n], as a link once its source is known."""
    if not 0 < number <= len(citations):
        return tag("span", f"[{number}]", class_="mb-mark")
    source = unseen(f" Source: {_place(citations[number - 1])}")
    return tag("a", f"[{number}]", source, href=_href(citations[number - 1]), class_="mb-mark mb-place")


def _sources(citations: Sequence[Citation]) -> Html:
    listed = (tag("li", _source(citation), value=number) for number, citation in enumerate(citations, 1))
    return tag("section", tag("h3", "Sources"), tag("ol", *listed), class_="mb-sources")


def _source(citation: Citation) -> Html:
    """Speaker, place and quote of a source."""
    meeting = citation.record.meeting
    link = tag("a", _reference(citation), href=_href(citation), class_="mb-place")
    who = join([tag("span", citation.speaker, class_="mb-speaker"), ": "]) if citation.speaker else None
    quote = tag("q", fold_spaces(citation.quote), class_="mb-quote")
    where = f"{meeting.council.name}, {meeting.committee.name}, {day(meeting.date)}"
    return join([tag("p", link, tag("span", where, class_="mb-where")), tag("p", who, quote)])


def _reference(citation: Citation) -> str:
    """The item, and the paragraph where its label says more than the item's number does."""
    if citation.item is None:
        return "Heading of the minutes"
    label = citation.paragraph.label
    paragraph = f", paragraph {label}" if label else ""
    return f"{item_name(citation.item)}{paragraph}"


def _place(citation: Citation) -> str:
    return citation_line(citation.record, citation.item, citation.paragraph)


def _href(citation: Citation) -> str:
    return place_of(citation.record, citation.item, citation.start, citation.end).href


def _nearest(nearest: Sequence[Evidence]) -> Html | None:
    """The nearest items, each once."""
    places = tuple(_near_items(nearest))
    if not places:
        return None
    heading = tag("h4", "Nearest items, which may help but do not answer this")
    return tag("section", heading, tag("ul", *places), class_="mb-nearest")


def _near_items(nearest: Sequence[Evidence]) -> Iterator[Html]:
    seen: set[tuple[str, str | None]] = set()
    for place in nearest:
        key = (place.record.meeting.id, place.passage.item_id)
        if key in seen:
            continue
        seen.add(key)
        meeting, item = place.record.meeting, place.item
        name = item_name(item) if item else minute(None, None).capitalize()
        link = tag("a", name, href=place_of(place.record, item).href, class_="mb-place")
        where = f"{meeting.council.name}, {meeting.committee.name}, {day(meeting.date)}"
        yield tag("li", tag("span", "nearest", class_="mb-tag"), " ", link, tag("span", where, class_="mb-where"))


def _notes(notes: Sequence[str]) -> Html | None:
    if not notes:
        return None
    return tag("section", tag("h3", "Please note"), tag("ul", *(tag("li", n) for n in notes)), class_="mb-notes")


def _made_by(model: str) -> str:
    if model == _EXTRACTIVE:
        return EXTRACTIVE_NOTICE
    return f"Drafted by {model}; each sentence was checked against the words it cites."
