"""The record beside the conversation: one item as published, the quoted words marked in their context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.web.markup import Html, join, tag, web_address
from assistant.web.places import Place, item_at, place_of, version_of
from assistant.web.words import citation_line, day, item_name, numbering, title
from ingest.errors import MinutebookError
from ingest.records import Item, Meeting, Outcome, OutcomeKind, Paragraph, Part, Record, State

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
            _body(record, item, paragraphs, (start, end)),
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
        tag("p", _when(meeting), class_="mb-record-when"),
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
    state = record.meeting.state
    if state is not State.UNSTATED:
        facts.append("Draft minutes" if state is State.DRAFT else "Minutes confirmed as a correct record")
    page = record.pages.at(cited.start) if cited else None
    if page in record.pages.recognised:
        facts.append("Read from a picture of the page by text recognition (OCR)")
    listed = [tag("li", fact) for fact in facts if fact]
    return tag("ul", *listed, tag("li", _published(record, page)), class_="mb-facts")


def _published(record: Record, page: int | None) -> Html:
    url = web_address(record.source.url)
    if url is None:
        return join(["Read from ", tag("span", record.source.name, class_="mb-file"), f", page {page}" if page else ""])
    return tag("a", "Published page (opens the council’s site)", href=url, rel="noopener noreferrer", target="_blank")


def _body(record: Record, item: Item | None, paragraphs: Sequence[Paragraph], quoted: tuple[int, int]) -> Html:
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


def _paragraph(record: Record, paragraph: Paragraph, quoted: tuple[int, int], outcome: Outcome | None) -> Html:
    """A paragraph with its label, the quoted words in it marked, and what it decides."""
    label = paragraph.label or ("•" if paragraph.bullet else None)
    said = marked(record.slice(paragraph.start, paragraph.end), *_within(paragraph, quoted))
    return tag(
        "div",
        tag("span", label or "", class_="mb-label"),
        tag("p", _tag_of(outcome) if outcome else None, said, _ELLIPSIS if paragraph.truncated else None),
        class_="mb-paragraph",
    )


def marked(text: str, start: int, end: int) -> Html:
    """Text with the characters from ``start`` to ``end`` marked; none if there are none."""
    if end <= start:
        return join([text])
    mark = tag("mark", text[start:end], id="quote")
    return join([text[:start], mark, text[end:]])


def _within(paragraph: Paragraph, quoted: tuple[int, int]) -> tuple[int, int]:
    """The part of the quoted words that stands in a paragraph, counted from the paragraph's start."""
    start, end = max(quoted[0], paragraph.start), min(quoted[1], paragraph.end)
    return start - paragraph.start, end - paragraph.start


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
