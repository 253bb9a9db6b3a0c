"""The default drafter: picks the sentences of the record that answer; no language model.

A sentence is scored by the question's words in it (rare words weigh more), by the nearness of its vector to the
question's, by the rank of its passage, and by whether it holds what the kind of question asks for. The weights were
chosen on the known questions by cross-validation over meetings; `python -m eval` measures them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Draft, DraftClaim, Evidence, Kind, Quote, Understood
from assistant.attribute import names_speaker, speaker_of
from assistant.terms import content_words, is_asking, stem, stems
from ingest.layouts.dates import DATE
from ingest.records import Item, Paragraph, Part, fold_spaces
from ingest.store import View

NAME = "extractive"

_READ = 8  # passages whose sentences are looked at
_MOST_CLAIMS = 4
_MOST_WORDS = 120
_KEEP = 0.72  # of the best sentence's score: what is further behind does not answer the same question
_WEIGHTS = {"words": 0.46, "vector": 0.34, "rank": 0.12, "kind": 0.08}
_FOUND = 0.36  # the least score at which a sentence is an answer, see eval

_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twice|once|half|third|fifth|quarter|dozen)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|due to|as a result|in order to|since|reasons?|so that|owing to|therefore|led to|caused)\b",
    re.IGNORECASE,
)
_NAME_OR_ROLE = re.compile(r"\b(?:Cllr|Councillor|Mr|Mrs|Ms|Dr|Director|Head|Chair\w*|Manager|Officer|Lead|Member)\b")
_DECIDES = re.compile(r"\b(?:agreed|resolved|noted|approved|be noted|that the|recommended)\b", re.IGNORECASE)
_OWES = re.compile(r"\b(?:would|will|to be|action|update|report back|provide|further)\b", re.IGNORECASE)
_ASKED_VOICE = re.compile(
    r"\bwhat (?:did|does|has|have|was) (?P<who>[\w’' -]{2,60}?) "
    r"(?:say|said|says|think|thought|conclude|concluded|tell|told|report|reported|find|found|feel|recommend|recommended)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may answer, with its score from 0 to about 1."""

    evidence: Evidence
    paragraph: Paragraph
    start: int
    end: int
    score: float
    covers: float  # share of the question's weight of words that stands in it, its title and its passage


def extract(understood: Understood, evidence: Sequence[Evidence], vector: NDArray[np.float32], view: View) -> Draft:
    """The few sentences that answer, in reading order; a draft without claims where none does."""
    weights = word_weights(understood, view)
    scored = score_sentences(understood, evidence[:_READ], vector, weights, view)
    if not scored or scored[0].score < _FOUND:
        return Draft((), NAME)
    chosen, notes = _by_voice(understood, scored)
    claims = tuple(_claim(group) for group in _grouped(_choose(chosen)))
    return Draft(claims, NAME, notes)


# --- scoring --------------------------------------------------------------------------------------------------------


def word_weights(understood: Understood, view: View) -> dict[str, float]:
    """What each stem of the question weighs: rare ones much, words that questions are put in little."""
    wanted = content_words(understood.text)
    counts = view.document_counts(wanted)
    total = max(view.passage_count(), 1)
    weights: dict[str, float] = {}
    for word in wanted:
        weight = math.log1p(total / (1 + counts.get(word, 0))) * (0.3 if is_asking(word) else 1.0)
        weights[stem(word)] = max(weight, weights.get(stem(word), 0.0))
    return weights


def score_sentences(
    understood: Understood,
    evidence: Sequence[Evidence],
    vector: NDArray[np.float32],
    weights: Mapping[str, float],
    view: View,
) -> list[Sentence]:
    """Every sentence of the evidence with its score, best first."""
    total = sum(weights.values()) or 1.0
    vectors = view.sentence_vectors([e.passage.id for e in evidence])
    best = max((e.score for e in evidence), default=1.0) or 1.0
    found: list[Sentence] = []
    for place in evidence:
        around = stems(place.passage.context)
        beside = around | stems(place.passage.text)
        covers = sum(w for s, w in weights.items() if s in beside) / total
        paragraphs = {p: place.record.paragraph(p) for p in place.passage.paragraphs}
        nearness = vectors[place.passage.id] @ vector if place.passage.sentences else np.zeros(0, np.float32)
        for window, near in zip(place.passage.sentences, nearness, strict=True):
            text = fold_spaces(place.record.slice(window.start, window.end))
            own = stems(text)
            if len(text.split()) < 2 or text.endswith(":"):
                continue
            hit = sum(w * (1.0 if s in own else 0.35 if s in around else 0.0) for s, w in weights.items()) / total
            score = (
                _WEIGHTS["words"] * hit
                + _WEIGHTS["vector"] * max(float(near), 0.0)
                + _WEIGHTS["rank"] * place.score / best
                + _WEIGHTS["kind"] * _fits(understood.kind, text, place.item, window.start)
            )
            if place.passage.part is Part.AGENDA:
                score *= 0.85
            paragraph = next(p for p in paragraphs.values() if p.start <= window.start <= p.end)
            found.append(Sentence(place, paragraph, window.start, window.end, score, covers))
    return sorted(found, key=lambda s: (-s.score, s.evidence.passage.id, s.start))


def _fits(kind: Kind, text: str, item: Item | None, start: int) -> float:
    """Whether a sentence holds what the kind of question asks for: 1 if it does, 0 if not or if any sentence may."""
    pattern = {
        Kind.NUMBER: _NUMBER,
        Kind.WHEN: DATE,
        Kind.TIMELINE: _NUMBER,
        Kind.WHO: _NAME_OR_ROLE,
        Kind.REASON: _REASON,
        Kind.ACTION: _OWES,
    }.get(kind)
    if kind is Kind.DECISION:
        return float(any(o.start <= start < o.end for o in item.outcomes) if item else False) or 0.5 * bool(
            _DECIDES.search(text)
        )
    return float(bool(pattern and pattern.search(text)))


# --- choosing -------------------------------------------------------------------------------------------------------


def _by_voice(understood: Understood, scored: list[Sentence]) -> tuple[list[Sentence], tuple[str, ...]]:
    """Where the question asks what somebody said: their sentences if there are any, else a note that there are none."""
    asked = _ASKED_VOICE.search(understood.question.text)
    if asked is None:
        return scored, ()
    who = fold_spaces(asked["who"])
    wanted = stems(who) - {"committe", "council", "member"}
    if not wanted or who.casefold() in {"they", "he", "she", "it", "members", "the members", "councillors"}:
        return scored, ()
    near = [s for s in scored if s.score >= _KEEP * scored[0].score]
    theirs = [s for s in near if wanted <= stems(_speaker(s) or "")]
    if theirs:
        return theirs, ()
    if not any(wanted & stems(s.evidence.passage.text + " " + s.evidence.passage.context) for s in near):
        return scored, ()
    name = who[0].upper() + who[1:]
    return scored, (f"The minutes do not quote {name} directly on this; what follows is what others said.",)


def _speaker(sentence: Sentence) -> str | None:
    return speaker_of(sentence.evidence.record, sentence.paragraph, sentence.start)


def _choose(scored: Sequence[Sentence]) -> list[Sentence]:
    """The best sentences within the limits, none of them twice."""
    chosen: list[Sentence] = []
    words = 0
    said: set[str] = set()
    for sentence in scored:
        text = fold_spaces(sentence.evidence.record.slice(sentence.start, sentence.end))
        if sentence.score < _KEEP * scored[0].score or len(chosen) == _MOST_CLAIMS:
            break
        length = len(text.split())
        if text.casefold() in said or (chosen and words + length > _MOST_WORDS):
            continue
        chosen.append(sentence)
        said.add(text.casefold())
        words += length
    return chosen


def _grouped(chosen: Iterable[Sentence]) -> list[list[Sentence]]:
    """Sentences in an order that reads: paragraph by paragraph, the best first; neighbours put together."""
    by_paragraph: dict[str, list[Sentence]] = {}
    for sentence in chosen:
        by_paragraph.setdefault(sentence.paragraph.id, []).append(sentence)
    groups: list[list[Sentence]] = []
    for sentences in by_paragraph.values():
        for sentence in sorted(sentences, key=lambda s: s.start):
            last = groups[-1][-1] if groups else None
            if last is not None and last.paragraph.id == sentence.paragraph.id and _touch(last, sentence):
                groups[-1].append(sentence)
            else:
                groups.append([sentence])
    return groups


def _touch(first: Sentence, second: Sentence) -> bool:
    """Neighbours with one speaker: nothing but white space between them."""
    between = first.evidence.record.slice(first.end, second.start)
    return not between.strip() and _speaker(first) == _speaker(second)


def _claim(group: Sequence[Sentence]) -> DraftClaim:
    """One claim of neighbouring sentences, said to be the speaker's where they do not name them."""
    record = group[0].evidence.record
    quote = record.slice(group[0].start, group[-1].end)
    speaker = _speaker(group[0])
    text = fold_spaces(quote)
    if speaker and not names_speaker(record.slice(group[0].start, group[0].end)):
        text = f"{speaker}: “{text}”"
    return DraftClaim(text, (Quote(group[0].evidence, quote),), speaker)
