"""Evidence → its sentences, scored: how likely each is to answer the question.

The features are few and plain, and their weights were learnt on the known questions (`python -m eval train`).
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Draft, Evidence, Kind, Understood
from assistant.attribute import speaker_of
from assistant.business import holds
from assistant.finding.fits import asks_who_says, fits
from assistant.finding.thesaurus import Groups, thesaurus
from assistant.finding.weights import Weights, learnt
from assistant.terms import content_words, is_asking, stem, stems, words
from ingest.records import ItemKind, Paragraph, Part, fold_spaces
from ingest.store import View

_CARRIED = 0.5  # what a word of the question before weighs
_PLACED = 0.3  # what a word weighs that only says where or when to look, once that is where is looked

_PLACE = 8.0  # what the place of a passage in the search weighs against its best sentence, in log odds
_UNREAD = -6.0  # log odds of a passage that was not looked at

_OPENING = re.compile(
    r"\b(?:considered (?:a|the) (?:joint )?report|submit(?:s|ted) a|presented the (?:report|item)|introduced the (?:item|report)"
    r"|copy of the report|gave (?:an|a) (?:full )?(?:overview|presentation|detailed|update)|welcomed (?:questions|those)"
    r"|invited the|points? (?:to note|noted|were|included)|(?:comments|points) were (?:raised|made|noted))\b",
    re.IGNORECASE,
)  # sentences that open an item and say little themselves


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the evidence; its score is the logarithm of its odds to be part of the answer."""

    evidence: Evidence
    paragraph: Paragraph
    start: int
    end: int
    score: float
    nearness: float  # cosine of its vector and the question's
    number: int  # its place in its passage

    @property
    def text(self) -> str:
        """Its words on one line."""
        return fold_spaces(self.evidence.record.slice(self.start, self.end))

    @property
    def speaker(self) -> str | None:
        """Whose words or account it is, where the record says."""
        return speaker_of(self.evidence.record, self.paragraph, self.start)


def word_weights(understood: Understood, view: View) -> dict[str, float]:
    """What each stem of the question weighs: rare ones much, words that questions are put in little.

    Words carried over from the question before weigh less than those of the question itself: they say what it is
    about, not what it asks.
    """
    wanted = content_words(understood.text)
    asked = set(content_words(understood.question.text))
    placed = _placing(understood)
    counts = view.document_counts(wanted)
    total = max(view.passage_count(), 1)
    weights: dict[str, float] = {}
    for word in wanted:
        weight = math.log1p(total / (1 + counts.get(word, 0))) * (0.3 if is_asking(word) else 1.0)
        weight *= 1.0 if word in asked else _CARRIED
        weight *= _PLACED if word in placed else 1.0
        weights[stem(word)] = max(weight, weights.get(stem(word), 0.0))
    return weights


def _placing(understood: Understood) -> set[str]:
    """Words that say which council or which days are meant: the scope and the periods have taken them in already."""
    councils = understood.scope.councils if understood.scope else ()
    found = {word for council in councils for word in words(council)}
    days = {day for period in understood.periods for day in (period.first, period.last)} - {dt.date.max}  # no end
    return found | {str(day.year) for day in days} | {f"{day:%B}".casefold() for day in days}


def score_sentences(
    understood: Understood,
    evidence: Sequence[Evidence],
    vector: NDArray[np.float32],
    view: View,
    weights: Weights | None = None,
) -> list[Sentence]:
    """Every sentence of some passages with its score, best first; the arguments are those of `measured`."""
    weights = weights or learnt()
    scored = [
        replace(
            sentence, score=weights.intercept + sum(weights.select[name] * value for name, value in features.items())
        )
        for sentence, features in measured(understood, evidence, vector, view)
    ]
    return sorted(scored, key=lambda s: (-s.score, s.evidence.passage.id, s.start))


def measured(
    understood: Understood,
    evidence: Sequence[Evidence],
    vector: NDArray[np.float32],
    view: View,
) -> Iterator[tuple[Sentence, dict[str, float]]]:
    """Every sentence of some passages, not yet scored, with its features.

    ``vector`` is the question's, of unit length.
    """
    weighed = word_weights(understood, view)
    senses = thesaurus().of_words(understood.text)
    vectors = view.sentence_vectors([e.passage.id for e in evidence])
    best = max((e.score for e in evidence), default=1.0) or 1.0
    for place in evidence:
        paragraphs = [place.record.paragraph(p) for p in place.passage.paragraphs]
        near = (vectors[place.passage.id] @ vector).tolist()
        context = place.passage.context
        shared = _Shared(
            weighed,
            stems(context),
            stems(place.passage.text),
            place.score / best,
            senses,
            thesaurus().of_text(context),
        )
        about = _about(understood, place)
        texts = [fold_spaces(place.record.slice(w.start, w.end)) for w in place.passage.sentences]
        for number, window in enumerate(place.passage.sentences):
            if len(texts[number].split()) < 2:
                continue
            paragraph = next(p for p in paragraphs if p.start <= window.start <= p.end)
            sentence = Sentence(place, paragraph, window.start, window.end, 0.0, near[number], number)
            yield (
                sentence,
                {
                    "nearness": near[number],
                    "kind": _holds_what_is_asked(understood, sentence),
                    **_features(texts, number, shared),
                    **about,
                },
            )


def reranked(evidence: Sequence[Evidence], scored: Sequence[Sentence]) -> tuple[Evidence, ...]:
    """The evidence by what its best sentence scores beside its own place, best first; scores from 0 to about 1.

    Tried on 324 known questions: with weights of the place of 8, 15, 30 and 60, needed words were first for .687, .684,
    .681 and .681, among the first five for .899, .896, .889 and .886.
    """
    best: dict[str, float] = {}
    for sentence in scored:
        best.setdefault(sentence.evidence.passage.id, sentence.score)
    top = max((e.score for e in evidence), default=1.0) or 1.0
    placed = [(_PLACE * e.score / top + best.get(e.passage.id, _UNREAD), e) for e in evidence]
    most = _PLACE + max(best.values(), default=0.0)
    made = [replace(e, score=max(0.0, score / most)) for score, e in placed]
    return tuple(sorted(made, key=lambda e: (-e.score, e.passage.id)))


def _about(understood: Understood, place: Evidence) -> dict[str, float]:
    """The features that the sentences of a passage have from where it stands."""
    business = understood.business
    is_procedural = place.passage.kind is ItemKind.PROCEDURAL
    return {
        "agenda": float(place.passage.part is Part.AGENDA),
        "business": float(business is not None and holds(business, place.record, place.passage)),
        "procedural": float(business is None and is_procedural),
        "period": float(any(period.holds(place.record.meeting.date) for period in understood.periods)),
    }


MOST_SHOWN = 20  # passages of the evidence that are told


def as_used(evidence: Sequence[Evidence], draft: Draft) -> tuple[Evidence, ...]:
    """The evidence, what the draft rests on first, in its order: what was picked is the best judgement of what fits."""
    used: dict[str, Evidence] = {}
    for claim in draft.claims:
        for quote in claim.quotes:
            used.setdefault(quote.evidence.passage.id, quote.evidence)
    top = max((e.score for e in evidence), default=1.0)
    first = [replace(e, score=top) for e in used.values()]
    return (*first, *(e for e in evidence if e.passage.id not in used))[:MOST_SHOWN]


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the sentences of one passage have in common."""

    weighed: Mapping[str, float]
    context: set[str]
    passage: set[str]
    rank: float
    senses: Mapping[str, Groups]  # of the question's words
    context_senses: Groups

    def alike(self, senses_there: Groups, words_there: set[str]) -> float:
        """The share of the question's weight of words that do not stand among some stems, but others for them do."""
        total = sum(self.weighed.values()) or 1.0
        missing = ((word, weight) for word, weight in self.weighed.items() if word not in words_there)
        return sum(weight for word, weight in missing if senses_there & self.senses.get(word, frozenset())) / total

    def cover(self, words_there: set[str]) -> float:
        """The share of the question's weight of words that stands among some stems."""
        total = sum(self.weighed.values()) or 1.0
        return sum(weight for word, weight in self.weighed.items() if word in words_there) / total


def _features(texts: Sequence[str], number: int, shared: _Shared) -> dict[str, float]:
    """The features of the sentence of that number in its passage, each from 0 to about 1."""
    text = texts[number]
    own = stems(text)
    before = stems(texts[number - 1]) - own if number else set()
    after = stems(texts[number + 1]) - own if number + 1 < len(texts) else set()
    senses = thesaurus().of_text(text)
    return {
        "words": shared.cover(own),
        "title": shared.cover(shared.context - own),
        "passage": shared.cover(shared.passage - own - shared.context),
        "alike": shared.alike(senses, own),
        "title_alike": shared.alike(shared.context_senses - senses, own | shared.context | shared.passage),
        "before": shared.cover(before),
        "after": shared.cover(after),
        "rank": shared.rank,
        "opening": float(bool(_OPENING.search(text))),
    }


def _holds_what_is_asked(understood: Understood, sentence: Sentence) -> float:
    """Whether a sentence holds what the kind of question asks for; who speaks is named with what they say.

    The lists at the head of a record are full of names and dates and answer only what is asked of routine business.
    """
    if sentence.evidence.passage.part is Part.HEADER and understood.business is None:
        return 0.0
    if understood.kind is Kind.WHO and sentence.speaker and asks_who_says(understood.text):
        return 1.0
    return fits(understood.kind, sentence.text, sentence.evidence.item, sentence.start)
