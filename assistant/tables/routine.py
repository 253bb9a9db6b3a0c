"""What the minutes say under the business of every meeting: interests declared, petitions, questions, apologies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.business import Business
from ingest.records import Item, Paragraph, Part, Record, fold_spaces
from ingest.sentences import sentences

DECLARATIONS, PETITIONS = "declaration of interest", "petition"
PUBLIC_QUESTIONS, MEMBERS_QUESTIONS = "question by the public", "question by members"
APOLOGIES, MINUTES, EXCLUSION = "apology", "confirmation of earlier minutes", "exclusion of the public"
WHIP, URGENT, ELECTION = "party whip", "urgent item", "election of a chair"
TOLD = frozenset(
    [
        DECLARATIONS,
        PETITIONS,
        PUBLIC_QUESTIONS,
        MEMBERS_QUESTIONS,
        APOLOGIES,
        MINUTES,
        EXCLUSION,
        WHIP,
        URGENT,
        ELECTION,
    ]
)
"""The sorts of business that are told under an item of their own."""

_ASKS_FOR_IT = re.compile(
    r"\b(?:members?|councillors?|those present) (?:were|are|was|is) (?:also )?(?:asked|invited|reminded|requested|advised)\b"
    r"|\binvit(?:ed|ing) (?:any |all )?(?:members|councillors|anyone|those)\b|\bmay wish to declare\b"
    r"|\bit was not necessary to declare\b|\bwelcomed\b",
    re.IGNORECASE,
)  # said to open the business, and nothing of what came of it
_NONE = re.compile(
    r"^\W*(?:none|nil|no)\W*$|\b(?:there (?:were|was|are|being)|had been|were|was|been) (?:no(?! longer)|none|nil)\b"
    r"|\bno (?:[\w’'/-]+ ){1,6}?(?:received|made|declared|submitted|raised|presented|reported|asked|notified|tabled)\b"
    r"|\bnone (?:had|have|was|were)\b|\b(?:had|have|were|was) not (?:been )?(?:received|submitted|made)\b",
    re.IGNORECASE,
)
_WORDS = {
    APOLOGIES: re.compile(
        r"\bapolog|\bsubstitut|\bin (?:the )?place of\b|\babsen|\bon behalf of\b|\bleav(?:e|ing)\b|\bleft\b|\blate\b",
        re.IGNORECASE,
    ),
    WHIP: re.compile(r"\bwhip\b", re.IGNORECASE),
    EXCLUSION: re.compile(r"\bexclu\w+|\bexempt\b|\bconfidential\b|\bprivate\b", re.IGNORECASE),
    ELECTION: re.compile(r"\b(?:elect|appoint|nominat|propos|second)\w*", re.IGNORECASE),
    PUBLIC_QUESTIONS: re.compile(
        r"\?|\b(?:ask|question|quer|address|spoke|speak|represent|deputation|statement)\w*", re.IGNORECASE
    ),
    MEMBERS_QUESTIONS: re.compile(r"\?|\b(?:ask|question|quer)\w*", re.IGNORECASE),
}  # of which one stands in what is told of a sort; of another sort all is told that stands under its items
ELSEWHERE = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        APOLOGIES: r"\bapolog(?:y|ies)\b.{0,40}\b(?:from|received|tendered|recorded|noted)\b|\bapologised for (?:his|her|their|being|not)\b",
        DECLARATIONS: r"\b(?:declared|disclosed)\b.{0,60}\binterests?\b|\b(?:no|any) (?:such )?(?:declarations?|interests?)\b.{0,40}\b(?:declared|made|received|disclosed)\b",
        EXCLUSION: r"\b(?:press|public)\b.{0,40}\bexclu\w+|\bexclu\w+\b.{0,40}\b(?:press|public)\b|\bin (?:private|closed) session\b",
        PETITIONS: r"\bpetitions?\b.{0,60}\b(?:received|submitted|presented|handed|signed|signatures)\b",
        ELECTION: r"\b(?:be (?:duly )?|(?:declared|deemed) (?:[\w.’'-]+ ){1,5}?)(?:re-?)?(?:elected|appointed)\b.{0,60}\b(?:chair\w*|vice.?chair\w*|cathaoirleach|mayor|president)\b",
        MINUTES: r"\bminutes\b.{0,160}\b(?:confirmed|agreed|approved|adopted|signed|taken as read|correct record)\b",
    }.items()
}  # how the same is told under no item of its own
_FEW_WORDS = 8
_OF_WHIP, _OF_INTEREST = re.compile(r"\bwhip\b", re.IGNORECASE), re.compile(r"\binterests?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """Words of a paragraph that tell what came of a business; ``start`` and ``end`` as in the record."""

    record: Record
    item: Item | None  # None above and below the items
    paragraph: Paragraph
    start: int
    end: int
    is_none: bool  # they say that there was none

    @property
    def text(self) -> str:
        """The words on one line."""
        return fold_spaces(self.record.slice(self.start, self.end))


def told_of(business: Business, record: Record) -> Iterator[Told]:
    """What a record tells under its items of a sort of business, without what only opens it."""
    for item in items_of(business, record):
        spans = [span for p in item.paragraphs if p.part is Part.MINUTES for span in _spans(record, item, p)]
        pattern = _WORDS.get(business.name)
        for span in spans:
            if (span.is_none or pattern is None or pattern.search(span.text)) and not _only_announces(span):
                yield span


def told_elsewhere(business: Business, record: Record) -> Iterator[Told]:
    """The sentences elsewhere that tell of a business: an interest declared, apologies acknowledged."""
    pattern = ELSEWHERE.get(business.name)
    if pattern is None:
        return
    around: list[tuple[Item | None, Paragraph]] = [(None, paragraph) for paragraph in record.meeting.header]
    within = [(item, p) for item in record.meeting.items for p in item.paragraphs if p.part is Part.MINUTES]
    for item, paragraph in (*around, *within):
        words = record.slice(paragraph.start, paragraph.end)
        for start, end in sentences(words):
            if pattern.search(said := fold_spaces(words[start:end])) and not _ASKS_FOR_IT.search(said):
                yield Told(record, item, paragraph, paragraph.start + start, paragraph.start + end, says_none([said]))


def items_of(business: Business, record: Record) -> Iterator[Item]:
    """The items of a record that are of a sort of business; the party whip is no interest."""
    for item in record.meeting.items:
        if business.titles is None or not business.titles.search(item.title):
            continue
        if business.name == DECLARATIONS and _OF_WHIP.search(item.title) and not _OF_INTEREST.search(item.title):
            continue
        yield item


def _only_announces(told: Told) -> bool:
    """Whether words only say whose come next: "Mr Patel asked:"."""
    return told.text.endswith(":") and len(told.text.split()) <= _FEW_WORDS


def _spans(record: Record, item: Item, paragraph: Paragraph) -> Iterator[Told]:
    """The stretches of a paragraph between the sentences that only open the business."""
    words = record.slice(paragraph.start, paragraph.end)
    for opens, run in groupby(sentences(words), lambda s: bool(_ASKS_FOR_IT.search(words[s[0] : s[1]]))):
        spans: Sequence[tuple[int, int]] = list(run)
        if not opens:
            start, end = spans[0][0], spans[-1][1]
            is_none = says_none(words[s:e] for s, e in spans)
            yield Told(record, item, paragraph, paragraph.start + start, paragraph.start + end, is_none)


def says_none(said: Iterable[str]) -> bool:
    """Whether sentences say that there was none of what they are about, and nothing else."""
    return all(_NONE.search(fold_spaces(one)) for one in said)
