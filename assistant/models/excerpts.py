"""Evidence and earlier turns → the lines that a model reads, marked as records; nothing unseen stands in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from assistant.answers import Evidence, Turn
from ingest.records import Part, Record, State, fold_spaces

_UNSEEN = frozenset(["Cc", "Cf", "Cn", "Co", "Cs"])  # control, format, unassigned, private and half characters


def seen(text: str) -> str:
    """A text on one line, without characters that a reader does not see."""
    spaced = fold_spaces(text)
    return "".join(c for c in spaced if c == " " or unicodedata.category(c) not in _UNSEEN)


def excerpt(number: int, evidence: Evidence) -> str:
    """A passage with its number and where it stands; each line of the record is marked as one."""
    lines = (f"| {line}" for line in _lines(evidence))
    return "\n".join([f"[{number}]", f"| ({_place(evidence)})", *lines])


def told(history: Iterable[Turn]) -> str:
    """Earlier turns, each line marked."""
    return "\n".join(f"| {seen(line)}" for t in history for line in (f"Question: {t.question}", f"Answer: {t.answer}"))


def _lines(evidence: Evidence) -> Iterator[str]:
    """The paragraphs of a passage, each on a line, as far as they belong to it."""
    record, passage = evidence.record, evidence.passage
    for identity in passage.paragraphs:
        paragraph = record.paragraph(identity)
        text = seen(record.slice(max(paragraph.start, passage.start), min(paragraph.end, passage.end)))
        if text:
            yield f"{text} … (cut off here)" if paragraph.truncated else text


def _place(evidence: Evidence) -> str:
    meeting, item = evidence.record.meeting, evidence.item
    parts = [meeting.council.name, meeting.committee.name, f"{meeting.date.day} {meeting.date:%B %Y}"]
    if item is not None:
        parts.append(f"item {item.number or ''} “{item.title}”")
    parts += _states(evidence, evidence.record)
    return seen(", ".join(parts))


def _states(evidence: Evidence, record: Record) -> Iterator[str]:
    if evidence.passage.part is Part.AGENDA:
        yield "agenda text"
    if record.meeting.state is State.DRAFT:
        yield "draft minutes"
