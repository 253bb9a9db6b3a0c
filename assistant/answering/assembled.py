"""Chosen sentences → claims in an order that reads: neighbours together, what leans on another beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.answering.listed import end_of_list
from assistant.answering.matter import says_something
from assistant.answers import DraftClaim, Quote
from assistant.finding.score import Sentence
from ingest.records import fold_spaces

_OVER = 10  # words that an answer may have over its measure
_GOES_ON_WITH_THESE = re.compile(r"(?:Of (?:these|those)|These|This)\b")
_GOES_ON = re.compile(
    r"(?:Of (?:these|those|them)|These|Those|This|They|He|She|It(?! (?:was|is|had been|has been|would be|will be) (?:\w+ )?(?:\w+ed|felt|said|clear|important|the intention) (?:that|to|by)\b)|Both|However|In addition|Also)\b"
)


def assembled(chosen: Sequence[Sentence]) -> list[DraftClaim]:
    """The claims of some sentences and of those that they lean on, passage by passage in the order of the first ones."""
    return [_claim(group) for group in _grouped(_with_leaned_on(chosen))]


def _grouped(chosen: Iterable[Sentence]) -> list[list[Sentence]]:
    """Sentences in an order that reads: passage by passage, the best first; neighbours of one speaker put together."""
    by_passage: dict[str, list[Sentence]] = {}
    for sentence in chosen:
        by_passage.setdefault(sentence.evidence.passage.id, []).append(sentence)
    groups: list[list[Sentence]] = []
    for found in by_passage.values():
        for sentence in sorted(found, key=lambda s: s.start):
            last = groups[-1][-1] if groups else None
            if last is not None and _belong_together(last, sentence):
                groups[-1].append(sentence)
            else:
                groups.append([sentence])
    return groups


def _belong_together(first: Sentence, second: Sentence) -> bool:
    """Whether the second goes on where the first ends, with one speaker: in its paragraph, or as the next bullet."""
    if first.evidence.passage.id != second.evidence.passage.id or first.speaker != second.speaker:
        return False
    if first.paragraph.id == second.paragraph.id:
        return not first.evidence.record.slice(first.end, second.start).strip()
    return first.paragraph.bullet and second.paragraph.bullet and second.number == first.number + 1


def _with_leaned_on(chosen: Sequence[Sentence]) -> list[Sentence]:
    """The chosen sentences with those they lean on ("Of these, …"), and those that lean on them, each once."""
    found = {(s.paragraph.id, s.start): s for s in chosen}
    for sentence in chosen:
        for other in _leaning(sentence):
            found.setdefault((other.paragraph.id, other.start), other)
    return list(found.values())


def _leaning(sentence: Sentence) -> Iterator[Sentence]:
    """The sentence before, where one goes on from it without its speaker; the one behind, where it speaks of "these"."""
    record, paragraph = sentence.evidence.record, sentence.paragraph
    spans = [
        (w.start, w.end) for w in sentence.evidence.passage.sentences if paragraph.start <= w.start < paragraph.end
    ]
    at = next((n for n, span in enumerate(spans) if span[0] == sentence.start), None)
    if at is None:
        return
    is_theirs = sentence.speaker and re.match(r"(?:He|She|They)\b", sentence.text)
    if at and _GOES_ON.match(sentence.text) and not is_theirs:
        before = replace(sentence, start=spans[at - 1][0], end=spans[at - 1][1], number=sentence.number - 1)
        if says_something(before):
            yield before
    if at + 1 < len(spans) and _GOES_ON_WITH_THESE.match(record.slice(*spans[at + 1])):
        yield replace(sentence, start=spans[at + 1][0], end=spans[at + 1][1], number=sentence.number + 1)


def goes_on(sentence: Sentence) -> bool:
    """Whether a sentence leans on the one before it: "These …", "He …"."""
    return _GOES_ON.match(sentence.text) is not None


def _claim(group: Sequence[Sentence]) -> DraftClaim:
    """One claim of neighbouring sentences; a line that announces a list is given with the list."""
    place = group[0].evidence
    quote = place.record.slice(group[0].start, max(group[-1].end, end_of_list(group[-1])))
    return DraftClaim.quoting(Quote(place, quote))


def once(claims: Iterable[DraftClaim]) -> Iterator[DraftClaim]:
    """Claims whose words do not stand in one before."""
    said: list[str] = []
    for claim in claims:
        words = fold_spaces(" ".join(q.text for q in claim.quotes)).casefold()
        if not any(words in before for before in said):
            said.append(words)
            yield claim


def within(claims: Sequence[DraftClaim], words: int) -> Sequence[DraftClaim]:
    """The first claims, those that are no more than so many words, and always the first one.

    What a chosen sentence leans on came on top of what was measured.
    """
    most = words + _OVER
    while len(claims) > 1 and length_of(claims) > most:
        claims = claims[:-1]
    return claims


def length_of(claims: Iterable[DraftClaim]) -> int:
    """The words of some claims."""
    return sum(len(claim.text.split()) for claim in claims)
