"""An overview of an item: its main points in reading order, one of each paragraph first, then what was decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.answering.assembled import assembled, goes_on, length_of
from assistant.answering.choose import Measure, choose
from assistant.answering.from_tables import item_asked_for, item_named
from assistant.answering.listed import overlap
from assistant.answering.matter import of_matter
from assistant.answering.voices import topic_of
from assistant.answering.worth import ASKS, lifted
from assistant.answers import DraftClaim, Evidence, Kind, Quote, Understood
from assistant.attribute import names_speaker
from assistant.finding.fits import NUMBER
from assistant.finding.score import Sentence
from assistant.registers import decisions_of
from assistant.terms import stems
from ingest.records import Item, ItemNumber, OutcomeKind, Part, Record
from ingest.store import View

_FORM = stems(
    "main key points short brief account report presentation update discussion debate item heard put told present"
    " chair chairman chairwoman chairperson leader director"  # who tells it, not what it is about
)
_NEW = re.compile(r"\bI(?:['’]m| am) new\b", re.IGNORECASE)
WORDS = 150  # of an overview
_MOST_WITH_NOTES = 180  # with what is told below it
_LONG_ITEM = 1_500  # words
_LONGEST_DECISION = 45  # words
CUT_OFF, INFERRED = 22, 14  # words of the notes that an item is cut off, that its number is not printed
_MOST_POINTS = 12  # sentences
_LONGEST_TITLE = 12  # words of it that are told


@dataclass(frozen=True, slots=True)
class Worth:
    """What makes a sentence of an item one of its main points, in log odds."""

    asked: float = 0.5  # a log odd of answering the question
    central: float = 4.0  # the cosine to the middle of the item
    number: float = 1.0  # to give a number
    begins: float = 2.0  # to begin a paragraph: it says what the rest of it is about
    asks: float = 1.5  # to put a question whose answer stands elsewhere, taken off
    leans: float = 0.0  # to go on from a sentence before it, taken off
    length: float = 0.03  # a word, taken off


WORTH = Worth()


def overview_of(understood: Understood, scored: Sequence[Sentence], view: View) -> list[DraftClaim]:
    """The main points of the item that an overview is asked of, and its decision; none where most of what is asked
    about is not in its title."""
    named = item_named(understood, view)
    place = named or item_asked_for(understood, scored)
    item = place.item if place else None
    if place is None or item is None or (named is None and not _is_asked_whole(understood, item, place.record)):
        return []
    of_item = [s for s in scored if s.evidence.passage.item_id == item.id and s.evidence.passage.part is Part.MINUTES]
    decided = list(_decided(place))
    words = min(WORDS, _MOST_WITH_NOTES - words_below(understood, [place])) - length_of(decided)
    ended = {(o.start, o.end) for o in item.outcomes if o.kind is OutcomeKind.DECISION}
    points = [s for s in of_matter(of_item) if not any(start <= s.start < end for start, end in ended)]
    date = place.record.meeting.date
    lead = f"{title_of(item)} ({date.day} {date:%B %Y})"
    words -= len(lead.split())
    told = main_points(points, words, view) if named else points_asked_for(understood, points, words)
    claims = [*assembled(told), *decided]
    return [replace(claims[0], lead=lead), *claims[1:]] if claims else []


def _is_asked_whole(understood: Understood, item: Item, record: Record) -> bool:
    """Whether an overview is asked of an item as a whole: most of what is asked about stands in its title.

    A long item treats of much that its title names; of such a one most of the title must be asked about too.
    """
    bodies = understood.scope.committees if understood.scope else ()
    is_new = _NEW.search(understood.question.text) is not None  # and says so: it is no part of the matter
    topic, title = (
        topic_of(understood, {"new"} if is_new else set()) - _FORM - stems(" ".join(bodies)),
        stems(item.title),
    )
    whole = len(topic & title) * 2 > len(topic)
    return whole and (words_of(item, record) < _LONG_ITEM or len(topic & title) * 2 >= len(title - _FORM))


def words_below(understood: Understood, places: Sequence[Evidence]) -> int:
    """The words of the notes below an answer that leans on some places."""
    items = [place.item for place in places if place.item is not None]
    told = CUT_OFF * any(item.truncated for item in items)
    told += INFERRED * any(item.number_is is ItemNumber.INFERRED for item in items)
    return told + sum(len(note.split()) for note in understood.notes)


def _decided(place: Evidence) -> Iterator[DraftClaim]:
    """What an item decided, as far as it is short."""
    words = 0
    for evidence, outcome in decisions_of([place], {OutcomeKind.DECISION}):
        claim = DraftClaim.quoting(Quote.of(evidence, outcome.start, outcome.end))
        words += len(claim.text.split())
        if words > _LONGEST_DECISION:
            return
        yield claim


def main_points(points: Sequence[Sentence], words: int, view: View, worth: Worth = WORTH) -> list[Sentence]:
    """The sentences that make up the item, one of each paragraph before a second of any, within some words."""
    value = _values(points, worth, view)
    best_first = sorted(points, key=lambda s: (-value[s.start], s.start))
    firsts = [of[0] for of in _by_paragraph(best_first).values()]
    chosen: list[Sentence] = []
    said = {s.start: _words_of_speaker(s) for s in best_first}
    for sentence in (*firsts, *best_first):
        both = sorted([*chosen, sentence], key=lambda s: s.start)
        if any(overlap(sentence, other) for other in chosen):
            continue
        if length_of(assembled(both)) + sum(said[s.start] for s in both) <= words:
            chosen = both
    return chosen


def points_asked_for(understood: Understood, points: Sequence[Sentence], words: int) -> list[Sentence]:
    """The sentences of an item that answer what is asked of it and are worth telling, in its order, in some words."""
    told: list[Sentence] = []
    for sentence in choose(lifted(points, understood.text), Measure(words, _MOST_POINTS), Kind.SUMMARY):
        both = sorted([*told, sentence], key=lambda s: s.start)
        if length_of(assembled(both)) + sum(map(_words_of_speaker, both)) <= words:
            told = both
    return told


def _words_of_speaker(sentence: Sentence) -> int:
    """The words that say whose account it is, where they are put before it."""
    speaker = sentence.speaker
    return len(speaker.split()) if speaker and not names_speaker(sentence.text) else 0


def _values(points: Sequence[Sentence], worth: Worth, view: View) -> dict[int, float]:
    """What each sentence is worth as a main point, by where it begins."""
    if not points:
        return {}
    vectors = view.sentence_vectors(list(dict.fromkeys(s.evidence.passage.id for s in points)))
    own = np.array([vectors[s.evidence.passage.id][s.number] for s in points], dtype=np.float32)
    middle = own.mean(axis=0)
    central = own @ (middle / (float(np.linalg.norm(middle)) or 1.0))
    firsts = {min(s.start for s in of) for of in _by_paragraph(points).values()}
    return {
        s.start: worth.asked * s.score
        + worth.central * float(near)
        + worth.number * bool(NUMBER.search(s.text))
        + worth.begins * (s.start in firsts)
        - worth.asks * bool(ASKS.search(s.text))
        - worth.leans * goes_on(s)
        - worth.length * len(s.text.split())
        for s, near in zip(points, central, strict=True)
    }


def _by_paragraph(points: Iterable[Sentence]) -> dict[str, list[Sentence]]:
    found: dict[str, list[Sentence]] = {}
    for sentence in points:
        found.setdefault(sentence.paragraph.id, []).append(sentence)
    return found


def words_of(item: Item, record: Record) -> int:
    """How many words an item's paragraphs have."""
    return sum(len(record.slice(p.start, p.end).split()) for p in item.paragraphs)


def title_of(item: Item) -> str:
    """An item's number and title, cut where it is long."""
    title = item.title.split()
    named = " ".join(title[:_LONGEST_TITLE]).rstrip(".,;:") + (" …" if len(title) > _LONGEST_TITLE else "")
    return f"Item {item.number}, “{named}”" if item.number else f"“{named}”"
