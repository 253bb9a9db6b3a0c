"""Segments of an item → its paragraphs: lines that belong together joined, agenda kept apart from minutes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.layouts.marks import DECISION_MARK, VOTE_SIDE
from ingest.layouts.segments import Mark, Segment
from ingest.originals import PieceKind
from ingest.records import Part

_SMALL = re.compile(
    r"(?:^|\s)(?:the|of|and|or|to|for|a|an|in|on|at|by|with|from|that|which|as|be|is|was|were|had|has|have|would|will|not|,)$",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"(?:The|An?|There|It|Councillors?|Cllrs?|Mr|Mrs|Ms|Miss|Dr|Members|In|At|This|Following|No|None)\b"
)
_LEAD_IN = re.compile(
    r"(?P<who>(?!In\b|It\b|There\b|Arising\b|During\b|Following\b|The following\b|Questions?\b)[A-Z].{2,90}?),? (?:then )?(?:also )?"
    r"(?:asks?|asked|responded|replied|answered|stated|said|commented|added|explained)"
    r"(?: (?:as follows|a supplementary question|the following(?: question)?|in response))?\s*[:\-–]?",
)
_PURPOSE = re.compile(
    r"To (?!the\b|this\b|that\b|support\b|date\b)[a-z]+ (?:(?:and|or) [a-z]+ )?(?:the|an?|any|and|as an?)\b"
    r"|(?:joint )?reports? of (?!.*\b(?:was|were|had|has|have|said|noted|received|considered|submitted)\b).{0,160}$|this report (?:\w+ )?(?:provides|describes|sets out|presents|informs|seeks|outlines)"
    r"|the (?:report|minutes) (?:of .{0,160})?(?:is|are) attached|\((?:previously|already|copy|report) (?:circulated|attached)\)$"
    r"|members of the public (?:wishing|who wish|are invited|may)\b",
    re.IGNORECASE,
)  # agenda text: "To receive the …", "Report of the Director"
_LIST_NUMBER = re.compile(r"\d{1,3}[.)](?:\s|$)")
_LONG_LINE = 60  # characters; shorter lines without a stop were sub-headings in the layouts seen


@dataclass(slots=True)
class Draft:
    """A paragraph being put together."""

    part: Part
    start: int
    end: int
    label: str | None = None
    bullet: bool = False
    under: Mark | None = None  # the marker it stands under
    opens: bool = False  # it is the first paragraph behind that marker
    truncated: bool = False
    speaker: str | None = None
    counts_paragraphs: bool = False  # its label is one of the item's paragraphs, though it is a decision
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join(" ".join(self.texts).split())

    @property
    def is_long(self) -> bool:
        """Whether it is longer than a sub-heading; told without joining what may be thousands of lines."""
        return len(self.texts) > _LONG_LINE or len(self.text) >= _LONG_LINE


def paragraphs(segments: Iterable[Segment], part: Part) -> list[Draft]:
    """The paragraphs of a header or of one item, of which ``part`` is the part that comes first."""
    builder = _Builder(part)
    for segment in segments:
        builder.take(segment)
    drafts = builder.drafts
    if part is Part.MINUTES:
        for draft in itertools.takewhile(lambda draft: _PURPOSE.match(draft.text), drafts[:-1]):
            draft.part = Part.AGENDA
    _say_who(drafts)
    return drafts


class _Builder:
    """Takes segments one by one; holds the paragraph that is open."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.drafts: list[Draft] = []
        self.under: Mark | None = None
        self.opens = False
        self.label: Segment | None = None
        self.joinable = False
        self.is_labelled_before = False  # the label stands before the marker: it counts paragraphs, not decisions

    def take(self, segment: Segment) -> None:
        match segment.kind:
            case PieceKind.MARKER:
                self._mark(segment)
            case PieceKind.LABEL:
                if self.label is not None:  # "4.2 RESOLVED – (1) That …": the second label counts the decisions
                    self.is_labelled_before = False
                self._close_label()
                self.label = segment
                self.joinable = False
            case PieceKind.TEXT:
                self._text(segment)
            case PieceKind.TRUNCATION:
                self._cut_off(segment)
            case _:
                pass

    def _mark(self, segment: Segment) -> None:
        if segment.mark is not Mark.OUTCOME or segment.gap or self.label is None:
            self._close_label()  # "3. RESOLVED that …" leaves its label to the words behind
        else:
            self.is_labelled_before = True
        self.joinable = False
        if segment.mark is Mark.MINUTES and not (self.part is Part.MINUTES and DECISION_MARK.match(segment.text)):
            self.part, self.under = Part.MINUTES, None
            return
        if segment.mark is Mark.MINUTES:  # on a page without "Minutes:" the decision is all that a label sets apart
            self.under, self.opens = Mark.OUTCOME, True
            return
        self.under, self.opens = segment.mark, True
        if segment.mark is Mark.ACTION:  # who owes it is quoted with the word that says so
            self._begin(segment)

    def _text(self, segment: Segment) -> None:
        if self.label is not None:
            self._begin(segment)
        elif self.under is Mark.ACTION and self.opens and self.drafts:
            self._extend(segment)
            self.opens = False
            self.joinable = False
            return
        elif self.joinable and self.drafts and _goes_on(self.drafts[-1], segment):
            self._extend(segment)
        else:
            self._begin(segment)
        self.joinable = True

    def _begin(self, segment: Segment) -> None:
        if self.under is Mark.ACTION and not self.opens:
            self.under = None
        label, self.label = self.label, None
        value = label.value if label else None
        draft = Draft(self.part, segment.start, segment.end, value, bool(label and not value), self.under, self.opens)
        draft.texts.append(segment.text)
        draft.counts_paragraphs, self.is_labelled_before = self.is_labelled_before, False
        if segment.mark is not Mark.ACTION:
            self.opens = False
        self.drafts.append(draft)

    def _extend(self, segment: Segment) -> None:
        self.drafts[-1].end = segment.end
        self.drafts[-1].texts.append(segment.text)

    def _cut_off(self, segment: Segment) -> None:
        if self.label is not None or not self.drafts or self.drafts[-1].part is not self.part:
            label = self.label
            at = label.end if label else segment.start
            value = label.value if label else None
            self.drafts.append(Draft(self.part, at, at, value, under=self.under))
            self.label = None
        self.drafts[-1].truncated = True
        self.joinable = False

    def _close_label(self) -> None:
        """A label with nothing behind it is a paragraph of no words."""
        if self.label is not None and self.label.value is not None:
            self.drafts.append(Draft(self.part, self.label.end, self.label.end, self.label.value, under=self.under))
        self.label = None


def _goes_on(draft: Draft, segment: Segment) -> bool:
    """Whether a line goes on with the paragraph before it: page breaks and hard wraps cut sentences in two."""
    before, after = draft.texts[-1].rstrip(), segment.text  # a paragraph of many lines is not put together for each
    if before[-1] in ".:;?!" or _LIST_NUMBER.match(after):
        return False
    if VOTE_SIDE.fullmatch(after) or (not draft.is_long and VOTE_SIDE.fullmatch(draft.text)):
        return False
    if segment.gap == 0 or after[0].islower() or after[0].isdigit() or _SMALL.search(before) or before[-1] in ",(":
        return True
    if draft.bullet or draft.part is Part.HEADER or not draft.is_long or _OPENER.match(after):
        return False
    return before[-1] not in ")”\"'" and after.endswith(".") and draft.texts[0].split()[0] != after.split()[0]


def _say_who(drafts: list[Draft]) -> None:
    """A line such as "The Director responded:" says whose words the paragraphs behind it are."""
    speaker: str | None = None
    for index, draft in enumerate(drafts):
        text = draft.text
        found = _LEAD_IN.fullmatch(text) if text.endswith((":", "-", "–")) else None
        if found:
            speaker = found["who"]
        elif draft.under is not None or (index and drafts[index - 1].part is not draft.part):
            speaker = None
        else:
            draft.speaker = speaker
