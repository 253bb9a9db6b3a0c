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
APOLOGIES = "apology"
TOLD = frozenset([DECLARATIONS, PETITIONS, PUBLIC_QUESTIONS, MEMBERS_QUESTIONS, APOLOGIES, "party whip", "urgent item"])
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
    APOLOGIES: re.compile(r"\bapolog|\bsubstitut|\bin (?:the )?place of\b|\babsen|\bon behalf of\b", re.IGNORECASE),
    "party whip": re.compile(r"\bwhip\b", re.IGNORECASE),
    PUBLIC_QUESTIONS: re.compile(
        r"\?|\b(?:ask|question|quer|address|spoke|speak|represent|deputation|statement)\w*", re.IGNORECASE
    ),
    MEMBERS_QUESTIONS: re.compile(r"\?|\b(?:ask|question|quer)\w*", re.IGNORECASE),
}  # of which one stands in what is told of a sort; of another sort all is told that stands under its items
_FEW_WORDS = 8
_OF_WHIP, _OF_INTEREST = re.compile(r"\bwhip\b", re.IGNORECASE), re.compile(r"\binterests?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """Words of a paragraph that tell what came of a business; ``start`` and ``end`` as in the record."""

    record: Record
    item: Item
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
