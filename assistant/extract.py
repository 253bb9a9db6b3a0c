"""The default drafter: picks the sentences of the record that answer; no language model.

What is picked follows the kind of question: a list with its bullets, a decision as resolved, both sides of a
comparison, the dated sentences of a timeline, more of one item for an overview, else the fewest sentences that answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.abstain import probability, signs
from assistant.answers import Draft, DraftClaim, Evidence, Kind, Quote, Understood
from assistant.known import NAME, cut_before_decision, decided_at, from_registers, has_decisions, item_asked_for
from assistant.retrieve import sides_of
from assistant.score import Sentence, fits, word_weights
from assistant.voices import by_voice, of_person
from assistant.weights import learnt
from ingest.records import Paragraph, Record, fold_spaces
from ingest.sentences import sentences
from ingest.store import View


@dataclass(frozen=True, slots=True)
class Measure:
    """How much is picked: so many sentences, so many words, and how far behind the best one they may be."""

    sentences: int
    words: int
    behind: float  # in log odds


_BRIEF = Measure(4, 120, 1.3)
_MEASURES = {
    Kind.LIST: Measure(5, 170, 1.8),
    Kind.TIMELINE: Measure(6, 170, 2.5),
    Kind.SUMMARY: Measure(6, 170, 2.5),
    Kind.COMPARE: Measure(3, 80, 1.5),  # of each of two sides
}
_GOES_ON = re.compile(r"(?:Of (?:these|those|them)|These|Those|This|They|He|She|It|Both|However|In addition|Also)\b")


def extract(understood: Understood, evidence: Sequence[Evidence], scored: Sequence[Sentence], view: View) -> Draft:
    """The few sentences that answer, in reading order; a draft without claims, with its reason, where none does.

    ``scored`` are the sentences of the evidence, best first.
    """
    known = from_registers(understood, view)
    if known is not None:
        return known
    values = signs(understood, scored, evidence, word_weights(understood, view))
    if values["slot"] or probability(values) < learnt().threshold:
        return Draft((), NAME)
    scored, reason = of_person(understood, scored)
    if reason is not None:
        return Draft((), NAME, reason=reason)
    voiced, notes, reason = by_voice(understood, scored, evidence)
    if reason is not None:
        return Draft((), NAME, reason=reason)
    place = item_asked_for(understood, scored) if understood.kind is Kind.DECISION else None
    if place is not None and place.item and place.item.truncated and not has_decisions(place.item):
        return Draft((), NAME, reason=cut_before_decision(place.item))
    decided = list(decided_at(place)) if place is not None else []
    chosen = _choose(understood, voiced)
    if decided:  # as resolved, and what else was decided; not what was said before
        chosen = [s for s in chosen if fits(Kind.DECISION, s.text, s.evidence.item, s.start) == 1.0]
    claims = [*decided, *(_claim(_expanded(group)) for group in _grouped(chosen))]
    return Draft(tuple(_once(claims)), NAME, notes)


# --- choosing -------------------------------------------------------------------------------------------------------


def _choose(understood: Understood, scored: Sequence[Sentence]) -> list[Sentence]:
    """The best sentences for the kind of question, within its measure."""
    measure = _MEASURES.get(understood.kind, _BRIEF)
    sides = _sides(scored) if understood.kind is Kind.COMPARE else []
    if understood.scope and len(sides_of(understood, understood.scope)) > 1 and len(sides) > 1:
        each = replace(measure, words=measure.words * 2 // len(sides))
        return [s for side in sides for s in _best(side, each)]
    if understood.kind is Kind.TIMELINE:
        dated = [s for s in scored if fits(Kind.TIMELINE, s.text, s.evidence.item, s.start)]
        return _best(dated or scored, measure)
    if understood.kind is Kind.SUMMARY:
        place = next((i for s in scored if (i := s.evidence.passage.item_id) is not None), None)
        return _best([s for s in scored if s.evidence.passage.item_id == place], measure)
    return _best(scored, measure)


def _sides(scored: Sequence[Sentence]) -> list[list[Sentence]]:
    """The sentences of each council, or of each meeting where there is one council; the side of the best first."""
    councils = {s.evidence.record.meeting.council.name for s in scored}
    sides: dict[str, list[Sentence]] = {}
    for sentence in scored:
        meeting = sentence.evidence.record.meeting
        sides.setdefault(meeting.council.name if len(councils) > 1 else meeting.id, []).append(sentence)
    return list(sides.values())[:3]


def _best(scored: Sequence[Sentence], measure: Measure) -> list[Sentence]:
    """The best sentences within a measure, none of them twice."""
    chosen: list[Sentence] = []
    words = 0
    said: set[str] = set()
    for sentence in scored:
        if sentence.score < scored[0].score - measure.behind or len(chosen) == measure.sentences:
            break
        text = sentence.text.casefold()
        length = len(text.split())
        if text.endswith(":") and _end_of_list(sentence) == sentence.end:
            continue  # it announces what stands elsewhere
        if text in said or (chosen and words + length > measure.words):
            continue
        chosen.append(sentence)
        said.add(text)
        words += length
    return chosen


# --- putting together -----------------------------------------------------------------------------------------------


def _grouped(chosen: Iterable[Sentence]) -> list[list[Sentence]]:
    """Sentences in an order that reads: paragraph by paragraph, the best first; neighbours put together."""
    by_paragraph: dict[str, list[Sentence]] = {}
    for sentence in chosen:
        by_paragraph.setdefault(sentence.paragraph.id, []).append(sentence)
    groups: list[list[Sentence]] = []
    for found in by_paragraph.values():
        for sentence in sorted(found, key=lambda s: s.start):
            last = groups[-1][-1] if groups else None
            if last is not None and last.paragraph.id == sentence.paragraph.id and _touch(last, sentence):
                groups[-1].append(sentence)
            else:
                groups.append([sentence])
    return groups


def _touch(first: Sentence, second: Sentence) -> bool:
    """Neighbours with one speaker: nothing but white space between them."""
    between = first.evidence.record.slice(first.end, second.start)
    return not between.strip() and first.speaker == second.speaker


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
    quote = place.record.slice(group[0].start, max(group[-1].end, _end_of_list(group[-1])))
    return DraftClaim.quoting(Quote(place, quote))


def _end_of_list(sentence: Sentence) -> int:
    """Where the list ends that a sentence announces with a colon: its bullets within the passage, 110 words at most."""
    if not sentence.text.endswith(":"):
        return sentence.end
    record, end, words = sentence.evidence.record, sentence.end, 0
    for identity in sentence.evidence.passage.paragraphs:
        paragraph = record.paragraph(identity)
        if paragraph.start < sentence.end:
            continue
        words += len(record.slice(paragraph.start, paragraph.end).split())
        if not (paragraph.bullet or paragraph.label) or words > 110:
            break
        end = paragraph.end
    return end


def _once(claims: Iterable[DraftClaim]) -> Iterator[DraftClaim]:
    """Claims whose words do not stand in one before."""
    said: list[str] = []
    for claim in claims:
        words = fold_spaces(" ".join(q.text for q in claim.quotes)).casefold()
        if not any(words in before for before in said):
            said.append(words)
            yield claim
