"""The default drafter: picks the sentences of the record that answer; no language model.

What is picked follows the kind of question: a list with its bullets, a decision as resolved, the dated sentences of a
timeline, more of one item for an overview, else the fewest sentences that answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.answering.abstain import probability, signs
from assistant.answering.choose import BRIEF, MEASURES, Measure, choose, end_of_list, overview
from assistant.answering.known import (
    NAME,
    cut_before_decision,
    decided_at,
    from_registers,
    has_decisions,
    item_asked_for,
    of_business,
)
from assistant.answering.motions import of_motion
from assistant.answering.premises import unmet
from assistant.answering.reasons import reasons_given
from assistant.answering.voices import by_voice, of_person, topic_of
from assistant.answers import Draft, DraftClaim, Evidence, Kind, Quote, Understood
from assistant.finding.score import Sentence, fits
from assistant.finding.weights import learnt
from assistant.terms import stems
from ingest.layouts.titles import VERB
from ingest.records import fold_spaces
from ingest.store import View

_IN_PERIOD = 2.0  # log odds; what a sentence of a timeline gains that names a month asked about
_HEADING = 6  # words
_OVER = 10  # words that an answer may have over its measure
_GOES_ON_WITH_THESE = re.compile(r"(?:Of (?:these|those)|These|This)\b")
_GOES_ON = re.compile(r"(?:Of (?:these|those|them)|These|Those|This|They|He|She|It|Both|However|In addition|Also)\b")


def extract(
    understood: Understood, evidence: Sequence[Evidence], scored: Sequence[Sentence], view: View, sides: int = 1
) -> Draft:
    """The few sentences that answer, in reading order; a draft without claims, with its reason, where none does.

    ``scored`` are the sentences of the evidence, best first. Of several sides each gets its share of the words.
    """
    known = (
        from_registers(understood, view)
        or of_motion(understood, scored, view)
        or _unanswered(understood, evidence, scored, view)
    )
    if known is not None:
        return replace(known, is_settled=True)
    scored, reason = of_person(understood, of_business(understood, scored))
    voiced, notes, unheard = by_voice(understood, scored, evidence)
    if reason is not None or unheard is not None:
        return Draft((), NAME, reason=reason or unheard)
    reasons = reasons_given(understood, item_asked_for(understood, scored), view)
    return Draft(tuple(reasons), NAME, notes) if reasons else _picked(understood, voiced, scored, notes, sides)


def _unanswered(
    understood: Understood, evidence: Sequence[Evidence], scored: Sequence[Sentence], view: View
) -> Draft | None:
    """A draft without claims, where what was found does not answer; None where it does."""
    reason = unmet(understood, scored, evidence)
    values = signs(understood, scored, evidence, view)
    if reason is not None or values["slot"] or probability(values) < learnt().threshold:
        return Draft((), NAME, reason=reason)
    return None


def _picked(
    understood: Understood, voiced: Sequence[Sentence], scored: Sequence[Sentence], notes: tuple[str, ...], sides: int
) -> Draft:
    """The sentences that answer; of a decision what was resolved, or why that is not known."""
    place = item_asked_for(understood, scored) if understood.kind is Kind.DECISION else None
    if place is not None and place.item and place.item.truncated and not has_decisions(place.item):
        return Draft((), NAME, reason=cut_before_decision(place.item))
    decided = list(decided_at(place)) if place is not None else []
    measure = MEASURES.get(understood.kind, BRIEF) if sides == 1 else MEASURES[Kind.COMPARE].share(sides)
    chosen = [s for s in _choose(understood, voiced, measure) if not _is_heading(s)]
    if decided:  # as resolved, and what else was decided; not what was said before
        chosen = [s for s in chosen if fits(Kind.DECISION, s.text, s.evidence.item, s.start) == 1.0]
    claims = [*decided, *(_claim(group) for group in _grouped(_with_leaned_on(chosen)))]
    return Draft(tuple(_within(list(_once(claims)), measure.words)), NAME, notes)


def _is_heading(sentence: Sentence) -> bool:
    """Whether a sentence only heads what follows ("Questions from the panel"): a line of few words and no verb or stop."""
    text, paragraph = sentence.text, sentence.paragraph
    is_line = sentence.evidence.item is not None and paragraph.label is None and not paragraph.bullet
    return (
        is_line and len(text.split()) <= _HEADING and text[-1].isalpha() and text[0].isupper() and not VERB.search(text)
    )


# --- choosing -------------------------------------------------------------------------------------------------------


def _choose(understood: Understood, scored: Sequence[Sentence], measure: Measure) -> list[Sentence]:
    """The best sentences for the kind of question, within its measure."""
    if understood.kind is Kind.TIMELINE:
        return choose(_dated(understood, scored), measure)
    if understood.kind is Kind.SUMMARY:
        place = next((i for s in scored if (i := s.evidence.passage.item_id) is not None), None)
        of_item = [s for s in scored if s.evidence.passage.item_id == place]
        return (overview if _is_of_item(understood, of_item) else choose)(of_item, measure)
    return choose(scored, measure)


def _dated(understood: Understood, scored: Sequence[Sentence]) -> Sequence[Sentence]:
    """The sentences that name a time, those first that name one of the months asked about; all where none does."""
    dated = [s for s in scored if fits(Kind.TIMELINE, s.text, s.evidence.item, s.start)]
    months = {month for period in understood.periods for month in period.months()}
    lifted = [replace(s, score=s.score + _IN_PERIOD * any(month in s.text for month in months)) for s in dated]
    return sorted(lifted, key=lambda s: -s.score) or scored


def _is_of_item(understood: Understood, of_item: Sequence[Sentence]) -> bool:
    """Whether an overview is asked of an item as a whole: most of what is asked about stands in its title."""
    item = of_item[0].evidence.item if of_item else None
    topic = topic_of(understood, set())
    return item is not None and len(topic & stems(item.title)) * 2 > len(topic)


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
        yield replace(sentence, start=spans[at - 1][0], end=spans[at - 1][1], number=sentence.number - 1)
    if at + 1 < len(spans) and _GOES_ON_WITH_THESE.match(record.slice(*spans[at + 1])):
        yield replace(sentence, start=spans[at + 1][0], end=spans[at + 1][1], number=sentence.number + 1)


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


def _within(claims: Sequence[DraftClaim], words: int) -> Sequence[DraftClaim]:
    """The first claims, those that are no more than so many words, and always the first one.

    What a chosen sentence leans on came on top of what was measured.
    """
    most = words + _OVER
    while len(claims) > 1 and sum(len(claim.text.split()) for claim in claims) > most:
        claims = claims[:-1]
    return claims
