"""The numbers of items: as printed, or inferred where the text itself gives some of them away; never guessed."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.layouts.headings import Headings, Style
from ingest.layouts.segments import Segment
from ingest.originals import PieceKind
from ingest.records import ItemNumber


def item_numbers(
    headings: Headings, bodies: Sequence[Sequence[Segment]], item_number: str | None
) -> list[tuple[str | None, ItemNumber]]:
    """Each item's number: printed, or inferred from the sequence where the marks of cut-off texts name some of them."""
    if headings.style in (Style.ITEM_MARK, Style.NUMBER_ALONE, Style.RUN_IN):
        return [(heading.number, ItemNumber.PRINTED) for heading in headings.headings]
    if headings.style is Style.SINGLE and item_number:
        return [(item_number, ItemNumber.PRINTED)]
    if any(heading.number for heading in headings.headings):
        return [(h.number, ItemNumber.PRINTED if h.number else ItemNumber.NONE) for h in headings.headings]
    named = [
        (index, int(segment.value))
        for index, body in enumerate(bodies)
        for segment in body
        if segment.kind is PieceKind.TRUNCATION and segment.value and segment.value.isdigit()
    ]
    offsets = {number - index for index, number in named}
    if len(offsets) != 1:  # no mark, or marks that contradict the sequence: nothing is guessed
        by_label = [_number_of_labels(body) for body in bodies]
        return [(number, ItemNumber.INFERRED if number else ItemNumber.NONE) for number in by_label]
    offset = offsets.pop()
    return [(str(index + offset), ItemNumber.INFERRED) for index in range(len(bodies))]


def _number_of_labels(body: Sequence[Segment]) -> str | None:
    """The item that its paragraphs name: "85.1", "85.2" … stand in item 85."""
    labels = [s.value for s in body if s.kind is PieceKind.LABEL and s.value and "." in s.value]
    named = {label.split(".")[0] for label in labels}
    return named.pop() if len(named) == 1 and len(labels) > 1 else None
