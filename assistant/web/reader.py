"""The record beside the conversation: one item as published, the quoted words marked in their context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.web.markup import Html, join, tag, web_address
from assistant.web.places import Place, item_at, place_of, version_of
from assistant.web.words import citation_line, day, item_name, numbering, title
from ingest.errors import MinutebookError
from ingest.records import Item, ItemNumber, Meeting, Outcome, OutcomeKind, Paragraph, Part, Record, State

HEADING = "mb-record-title"  # id of the heading, which takes the focus when the panel opens
_OUTCOME = {
    OutcomeKind.DECISION: "Decision",
    OutcomeKind.ACTION: "Action",
    OutcomeKind.MOTION: "Motion",
    OutcomeKind.PROSE: "Outcome",
}
_REPLACED = "These minutes were taken in again after the answer was given, so the quoted words are not marked here."


def item_panel(record: Record, place: Place) -> Html:
    """The item of a place. Raises KeyError if the record has no such item."""
    item = item_at(record, place)
    current = not place.version or place.version == version_of(record)
    start, end = (place.start, place.end) if current else (0, 0)
    paragraphs = item.paragraphs if item else record.meeting.header
    cited = next((p for p in paragraphs if p.start < end and start < p.end), None)
    return tag(
        "article",
        tag("header", *_heading(record.meeting, item), _facts(record, item, cited)),
        tag(
            "div",
            None if current else tag("p", _REPLACED, class_="mb-caution"),
            _body(record, item, paragraphs, [(start, end)]),
            _cut_off(record, item) if item and item.truncated else None,
            _copy(citation_line(record, item, cited)),
            _neighbours(record, item),
            class_="mb-scroll",
            tabindex=0,
            role="group",
            aria_label="Text of the item",
        ),
        class_="mb-record",
        aria_labelledby=HEADING,
    )


def record_facts(record: Record) -> Html:
    """What a reader should know of a whole record before leaning on it."""
    meeting = record.meeting
    facts: list[str | None] = [_when(meeting), f"At {meeting.venue}" if meeting.venue else None]
    facts.append(f"Ended at {meeting.ended:%H:%M}" if meeting.ended else None)
    facts.append(_state(meeting.state))
    listed = [tag("li", fact) for fact in facts if fact]
    return tag("ul", *listed, tag("li", _published(record, None)), class_="mb-facts")


def whole_item(record: Record, item: Item, marks: Sequence[tuple[int, int]], anchor: str) -> Html:
    """An item as a part of the page of its meeting; ``marks`` are words that were looked for."""
    facts = [numbering(item) if item.number_is is not ItemNumber.PRINTED else None]
    listed = [tag("li", fact) for fact in facts if fact]
    return tag(
        "section",
        tag("h2", item_name(item), id=anchor, tabindex=-1),
        tag("ul", *listed, class_="mb-facts") if listed else None,
        _body(record, item, item.paragraphs, marks),
        _cut_off(record, item) if item.truncated else None,
        class_="mb-item",
    )


def trouble_panel(trouble: str, hint: str) -> Html:
    """What is shown where there is no such place."""
    heading = tag("header", tag("h2", "This cannot be shown", id=HEADING, tabindex=-1))
    said = tag("div", tag("p", trouble), tag("p", hint), class_="mb-scroll")
    return tag("article", heading, said, class_="mb-record", aria_labelledby=HEADING)


def error_panel(error: MinutebookError) -> Html:
    """An error as its sentence and its next step."""
    return trouble_panel(error.message, error.hint)


def _heading(meeting: Meeting, item: Item | None) -> tuple[Html, ...]:
    name = item_name(item) if item else "Heading of the minutes"
    return (
        tag("p", f"{meeting.council.name}: {meeting.committee.name}", class_="mb-record-where"),
        tag("p", _when(meeting), " ", tag("a", "Whole meeting", href=f"meeting/{meeting.id}"), class_="mb-record-when"),
        tag("h2", name, id=HEADING, tabindex=-1),
    )


def _when(meeting: Meeting) -> str:
    time = f", {meeting.time:%H:%M}" if meeting.time else ""
    return f"Meeting of {day(meeting.date)}{time}"


def _facts(record: Record, item: Item | None, cited: Paragraph | None) -> Html:
    """What a reader should know of the item before leaning on it."""
    facts: list[str | None] = [numbering(item) if item else None]
    if item and item.truncated:
        facts.append("Cut off in the published text")
    facts.append(_state(record.meeting.state))
    page = record.pages.at(cited.start) if cited else None
    if page in record.pages.recognised:
        facts.append("Read from a picture of the page by text recognition (OCR)")
    listed = [tag("li", fact) for fact in facts if fact]
    return tag("ul", *listed, tag("li", _published(record, page)), class_="mb-facts")


def _state(state: State) -> str | None:
    told = {State.DRAFT: "Draft minutes", State.CONFIRMED: "Minutes confirmed as a correct record"}
    return told.get(state)


def _published(record: Record, page: int | None) -> Html:
    url = web_address(record.source.url)
    if url is None:
        return join(["Read from ", tag("span", record.source.name, class_="mb-file"), f", page {page}" if page else ""])
    return tag("a", "Published page (opens the council’s site)", href=url, rel="noopener noreferrer", target="_blank")


def _body(
    record: Record, item: Item | None, paragraphs: Sequence[Paragraph], quoted: Sequence[tuple[int, int]]
) -> Html:
    """Every paragraph in order; agenda text in a box of its own."""
    outcomes = {outcome.paragraph: outcome for outcome in item.outcomes} if item else {}
    blocks: list[Html] = []
    for part, run in _runs(paragraphs):
        shown = [_paragraph(record, p, quoted, outcomes.get(p.id)) for p in run]
        if part is Part.AGENDA:
            label = tag("p", "Agenda text: what was put to the meeting, not what happened", class_="mb-part")
            blocks.append(tag("section", label, *shown, class_="mb-agenda", aria_label="Agenda text"))
        else:
            blocks.append(tag("section", *shown, class_="mb-minutes", aria_label="Minutes"))
    if not blocks:
        blocks.append(tag("p", "The minutes print no text under this item.", class_="mb-quiet"))
    return tag("div", *blocks, class_="mb-text")


def _runs(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Part, list[Paragraph]]]:
    run: list[Paragraph] = []
    for paragraph in paragraphs:
        if run and (paragraph.part is Part.AGENDA) != (run[0].part is Part.AGENDA):
            yield run[0].part, run
            run = []
        run.append(paragraph)
    if run:
        yield run[0].part, run


def _paragraph(
    record: Record, paragraph: Paragraph, quoted: Sequence[tuple[int, int]], outcome: Outcome | None
) -> Html:
    """A paragraph with its label, the quoted words in it marked, and what it decides."""
    label = paragraph.label or ("•" if paragraph.bullet else None)
    is_first = len(quoted) == 1 and quoted[0][0] >= paragraph.start
    anchor = "quote" if is_first else None
    said = marked(record.slice(paragraph.start, paragraph.end), _within(paragraph, quoted), anchor)
    return tag(
        "div",
        tag("span", label or "", class_="mb-label"),
        tag("p", _tag_of(outcome) if outcome else None, said, _ELLIPSIS if paragraph.truncated else None),
        class_="mb-paragraph",
    )


def marked(text: str, spans: Sequence[tuple[int, int]], anchor: str | None = "quote") -> Html:
    """Text with some stretches of it marked; the first is named, if it is what links lead to."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += [text[at:start], tag("mark", text[start:end], id=None if at else anchor)]
        at = end
    return join([*parts, text[at:]])


def _within(paragraph: Paragraph, quoted: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of the quoted words that stand in a paragraph, counted from the paragraph's start."""
    cut = ((max(start, paragraph.start), min(end, paragraph.end)) for start, end in quoted)
    return [(start - paragraph.start, end - paragraph.start) for start, end in cut if start < end]


def _tag_of(outcome: Outcome) -> Html:
    said = outcome.owner or outcome.result
    return join([tag("span", _OUTCOME[outcome.kind] + (f": {said}" if said else ""), class_="mb-outcome"), " "])


def _cut_off(record: Record, item: Item) -> Html:
    where = "on the council’s page" if web_address(record.source.url) else "in the full minutes"
    name = f"item {item.number}" if item.number else "this item"
    note = (
        f"The published text of {name} stops before its end; the rest, which may include a decision, is only {where}."
    )
    return tag("p", note, class_="mb-caution")


def _copy(line: str) -> Html:
    """The citation as a line to copy."""
    return tag(
        "div",
        tag("p", "Cite this as", class_="mb-part"),
        tag("p", line, class_="mb-cite-line"),
        tag("button", "Copy citation", type="button", class_="mb-button", data_copy=line),
        class_="mb-copy",
    )


def _neighbours(record: Record, item: Item | None) -> Html | None:
    """Links to the items before and after."""
    items = record.meeting.items
    at = items.index(item) if item else -1
    links = []
    if at > 0:
        links.append(_neighbour(record, items[at - 1], "Previous"))
    if at + 1 < len(items):
        links.append(_neighbour(record, items[at + 1], "Next"))
    return tag("nav", *links, class_="mb-neighbours", aria_label="Other items of this meeting") if links else None


def _neighbour(record: Record, item: Item, which: str) -> Html:
    number = f" item, {item.number}" if item.number else " item"
    words = [tag("span", f"{which}{number}", class_="mb-which"), " ", title(item)]
    return tag("a", *words, href=place_of(record, item).href, class_="mb-place")


_ELLIPSIS = tag("span", " … cut off here", class_="mb-cut")
