"""The default drafter: picks the sentences of the record that answer; no language model.

What is picked follows the kind of question: a list with its bullets, a decision as resolved, the dated sentences of a
timeline, more of one item for an overview, else the fewest sentences that answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.abstain import probability, signs
from assistant.answers import Draft, DraftClaim, Evidence, Kind, Quote, Understood
from assistant.choose import BRIEF, MEASURES, Measure, choose, end_of_list
from assistant.known import (
    NAME,
    cut_before_decision,
    decided_at,
    from_registers,
    has_decisions,
    item_asked_for,
    of_business,
)
from assistant.score import Sentence, fits, word_weights
from assistant.voices import by_voice, of_person
from assistant.weights import learnt
from ingest.records import Paragraph, Record, fold_spaces
from ingest.sentences import sentences
from ingest.store import View

_GOES_ON = re.compile(r"(?:Of (?:these|those|them)|These|Those|This|They|He|She|It|Both|However|In addition|Also)\b")


def extract(
    understood: Understood, evidence: Sequence[Evidence], scored: Sequence[Sentence], view: View, sides: int = 1
) -> Draft:
    """The few sentences that answer, in reading order; a draft without claims, with its reason, where none does.

    ``scored`` are the sentences of the evidence, best first. Of several sides each gets its share of the words.
    """
    known = from_registers(understood, view)
    if known is not None:
        return known
    values = signs(understood, scored, evidence, word_weights(understood, view))
    if values["slot"] or probability(values) < learnt().threshold:
        return Draft((), NAME)
    scored, reason = of_person(understood, of_business(understood, scored))
    if reason is not None:
        return Draft((), NAME, reason=reason)
    voiced, notes, reason = by_voice(understood, scored, evidence)
    if reason is not None:
        return Draft((), NAME, reason=reason)
    place = item_asked_for(understood, scored) if understood.kind is Kind.DECISION else None
    if place is not None and place.item and place.item.truncated and not has_decisions(place.item):
        return Draft((), NAME, reason=cut_before_decision(place.item))
    decided = list(decided_at(place)) if place is not None else []
    measure = MEASURES.get(understood.kind, BRIEF)
    chosen = _choose(understood, voiced, measure if sides == 1 else measure.share(sides))
    if decided:  # as resolved, and what else was decided; not what was said before
        chosen = [s for s in chosen if fits(Kind.DECISION, s.text, s.evidence.item, s.start) == 1.0]
    claims = [*decided, *(_claim(_expanded(group)) for group in _grouped(chosen))]
    return Draft(tuple(_once(claims)), NAME, notes)


# --- choosing -------------------------------------------------------------------------------------------------------


def _choose(understood: Understood, scored: Sequence[Sentence], measure: Measure) -> list[Sentence]:
    """The best sentences for the kind of question, within its measure."""
    if understood.kind is Kind.TIMELINE:
        dated = [s for s in scored if fits(Kind.TIMELINE, s.text, s.evidence.item, s.start)]
        return choose(dated or scored, measure)
    if understood.kind is Kind.SUMMARY:
        place = next((i for s in scored if (i := s.evidence.passage.item_id) is not None), None)
        return choose([s for s in scored if s.evidence.passage.item_id == place], measure)
    return choose(scored, measure)


# --- putting together -----------------------------------------------------------------------------------------------


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


def _expanded(group: list[Sentence]) -> list[Sentence]:
    """A group with the sentence it leans on before it ("Of these, …"), and with the one that leans on it behind it."""
    first, last = group[0], group[-1]
    spans = _spans(first.evidence.record, first.paragraph)
    before = next((s for s in reversed(spans) if s[1] <= first.start), None)
    after = next((s for s in spans if s[0] >= last.end), None)
    record = first.evidence.record
    made = list(group)
    if before and _GOES_ON.match(first.text) and not (first.speaker and re.match(r"(?:He|She|They)\b", first.text)):
        made.insert(0, replace(first, start=before[0], end=before[1]))
    if after and re.match(r"(?:Of (?:these|those)|These|This)\b", record.slice(*after)):
        made.append(replace(last, start=after[0], end=after[1]))
    return made


def _spans(record: Record, paragraph: Paragraph) -> list[tuple[int, int]]:
    text = record.slice(paragraph.start, paragraph.end)
    return [(paragraph.start + start, paragraph.start + end) for start, end in sentences(text)]


def _claim(group: Sequence[Sentence]) -> DraftClaim:
    """One claim of neighbouring sentences; a line that announces a list is given with the list."""
    place = group[0].evidence
    quote = place.record.slice(group[0].start, max(group[-1].end, end_of_list(group[-1])))
    return DraftClaim.quoting(Quote(place, quote))


def _once(claims: Iterable[DraftClaim]) -> Iterator[DraftClaim]:
    """Claims whose words do not stand in one before."""
    said: list[str] = []
    for claim in claims:
        words = fold_spaces(" ".join(q.text for q in claim.quotes)).casefold()
        if not any(words in before for before in said):
            said.append(words)
            yield claim
