"""The default drafter: picks the sentences of the record that answer; no language model.

What is picked follows the kind of question: a list with its bullets, a decision as resolved, both sides of a
comparison, the dated sentences of a timeline, more of one item for an overview, else the fewest sentences that answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.abstain import no_such_meeting, probability, signs, unknown_name
from assistant.answers import Draft, DraftClaim, Evidence, Kind, Quote, Understood
from assistant.registers import asks_who_came, decisions_of, next_meetings, people_asked_for
from assistant.retrieve import sides_of
from assistant.score import Sentence, fits, word_weights
from assistant.terms import content_words, is_asking, stem, stems
from assistant.weights import learnt
from ingest.records import Item, OutcomeKind, Paragraph, Record, fold_spaces
from ingest.sentences import sentences
from ingest.store import View

NAME = "extractive"


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
_ITEM = re.compile(r"\bitem (?P<number>\d{1,4})\b", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:Of (?:these|those|them)|These|Those|This|They|He|She|It|Both|However|In addition|Also)\b")
_ASKED_VOICE = re.compile(
    r"\bwhat (?:did|does|has|have|was) (?P<who>[\w’' -]{2,60}?) "
    r"(?:say|said|says|think|thought|conclude|concluded|tell|told|report|reported|find|found|feel|recommend|recommended)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?i:\b(?:cllr|councillor|mr|mrs|ms|miss|dr|sir|dame)\b|\b(?:vice.?)?(?:chair\w*|director|leader|head|mayor|officer|manager"
    r"|(?:cabinet|lead) member|commissioner|secretary|chief executive)\b)|\b[A-Z][a-z’'-]+ (?:[A-Z] )?[A-Z][a-z’'-]+"
)
_OFFICES = frozenset(
    stem(w)
    for w in [
        "chair",
        "chairman",
        "chairperson",
        "director",
        "leader",
        "head",
        "mayor",
        "officer",
        "manager",
        "cabinet",
        "lead",
        "member",
        "vice",
        "deputy",
    ]
)
_ANYBODY = frozenset(["they", "he", "she", "it", "we", "members", "councillors", "officers", "residents"])
_SAYING = frozenset(
    stem(w)
    for w in [
        "think",
        "thought",
        "conclude",
        "concluded",
        "report",
        "reported",
        "find",
        "found",
        "feel",
        "recommend",
        "comment",
        "reply",
        "respond",
    ]
)
_NEXT_MEETING = re.compile(
    r"\bnext (?:\w+ ){0,3}?(?:meet\w*|mtg)\b|\bmeets? (?:again|next)\b|\bdates? of (?:the )?(?:next|future) meetings?\b",
    re.IGNORECASE,
)


def extract(understood: Understood, evidence: Sequence[Evidence], scored: Sequence[Sentence], view: View) -> Draft:
    """The few sentences that answer, in reading order; a draft without claims, with its reason, where none does.

    ``scored`` are the sentences of the evidence, best first.
    """
    known = _from_registers(understood, view)
    if known is not None:
        return known
    values = signs(understood, scored, evidence, word_weights(understood, view))
    if values["slot"] or probability(values) < learnt().threshold:
        return Draft((), NAME)
    voiced, notes, reason = _by_voice(understood, scored, evidence)
    if reason is not None:
        return Draft((), NAME, reason=reason)
    place = _item_asked_for(understood, scored) if understood.kind is Kind.DECISION else None
    if place is not None and place.item and place.item.truncated and not _has_decisions(place.item):
        where = place.item.number or f"“{place.item.title}”"
        return Draft(
            (), NAME, reason=f"What was decided on item {where} is not in the published text, which is cut off."
        )
    decided = list(_decided(place)) if place is not None else []
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


def _by_voice(
    understood: Understood, scored: Sequence[Sentence], evidence: Sequence[Evidence]
) -> tuple[Sequence[Sentence], tuple[str, ...], str | None]:
    """Where the question asks what somebody said: their sentences; a note, or a reason to refuse, if there are none.

    A body that is spoken of, such as an inspectorate, may be answered by what others said of it, and it is told so. A
    person or an office that is never recorded as speaking said nothing that the minutes hold.
    """
    asked = _ASKED_VOICE.search(understood.question.text)
    who = fold_spaces(asked["who"]) if asked else ""
    wanted = stems(who) - {"committe", "council", "member", "panel"}
    if not wanted or who.casefold().removeprefix("the ") in _ANYBODY:
        return scored, (), None
    name = re.sub(r"^the\b", "the", who[0].upper() + who[1:], flags=re.IGNORECASE)
    topic = _topic(understood, wanted)
    theirs = [s for s in scored if _is_voice(wanted, s.speaker or "")]
    on_topic = [
        s for s in theirs if not topic or topic & stems(f"{s.text} {s.evidence.item.title if s.evidence.item else ''}")
    ]
    if on_topic:
        return sorted(on_topic, key=lambda s: -len(topic & stems(s.text))), (), None
    if theirs or _PERSON.search(who):
        return scored, (), f"The minutes searched do not record {name} speaking of this."
    if not any(wanted <= stems(f"{e.passage.text} {e.passage.context}") for e in evidence):
        return scored, (), f"The minutes searched do not mention {name} in this matter."
    return scored, (f"The minutes do not quote {name} directly on this; what follows is what others said.",), None


def _topic(understood: Understood, voice: set[str]) -> set[str]:
    """The stems of what is asked about, without whose words are asked for and where or when."""
    found = {stem(word) for word in content_words(understood.question.text) if not is_asking(word)}
    councils = understood.scope.councils if understood.scope else ()
    return {word for word in found - voice - stems(" ".join(councils)) if not word.isdigit()} - _SAYING


def _is_voice(wanted: set[str], speaker: str) -> bool:
    """Whether a speaker is who is asked for; "the Chair" is not the Chair of another board."""
    named = stems(speaker)
    return wanted <= named and (not wanted <= _OFFICES or named <= wanted | _OFFICES)


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
    return _quoted(Quote(place, quote))


def _quoted(quote: Quote) -> DraftClaim:
    """A claim in the record's own words."""
    return DraftClaim(fold_spaces(quote.text), (quote,), is_quoted=True)


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


# --- from the registers ---------------------------------------------------------------------------------------------


def _from_registers(understood: Understood, view: View) -> Draft | None:
    """What the records' own tables answer, or show to have no answer; None where they do neither."""
    reason = no_such_meeting(understood, view) or unknown_name(understood, view)
    if reason is not None:
        return Draft((), NAME, reason=reason)
    if _NEXT_MEETING.search(understood.question.text):
        return _next_meeting(understood, view)
    people = people_asked_for(understood, view)
    if people:
        return Draft(tuple(_quoted(quote) for quote in people), NAME)
    if asks_who_came(understood):
        reason = "The minutes searched do not list who was present, and nobody's presence is inferred."
        return Draft((), NAME, reason=reason)
    return None


def _decided(place: Evidence) -> Iterator[DraftClaim]:
    """What the item of a place decided, as the record has it."""
    for evidence, outcome in decisions_of([place], {OutcomeKind.DECISION}):
        yield _quoted(Quote(evidence, evidence.record.slice(outcome.start, outcome.end)))


def _has_decisions(item: Item) -> bool:
    return any(outcome.kind is OutcomeKind.DECISION for outcome in item.outcomes)


def _item_asked_for(understood: Understood, scored: Sequence[Sentence]) -> Evidence | None:
    """A place of the item a question is about: the one it names by number, else whose title and best sentences fit most."""
    number = _ITEM.search(understood.question.text)
    topic = _topic(understood, set())
    totals: dict[str, list[float]] = {}
    places: dict[str, Evidence] = {}
    for sentence in scored[:40]:
        item = sentence.evidence.item
        if item is None or (number and item.number != number["number"]):
            continue
        totals.setdefault(item.id, []).append(sentence.score)
        places.setdefault(item.id, sentence.evidence)
    floor = min((s.score for s in scored[:40]), default=0.0)

    def fit(identity: str) -> float:
        item = places[identity].item
        titled = len(topic & stems(item.title)) / len(topic) if item and topic else 0.0
        return sum(score - floor for score in totals[identity][:3]) + 6.0 * titled

    return places[max(places, key=fit)] if places else None


def _next_meeting(understood: Understood, view: View) -> Draft:
    """When the committee said it would next meet; no claims where the minutes held give no date."""
    found = next_meetings(understood, view)
    claims = tuple(_quoted(quote) for quote in found)
    return Draft(claims, NAME, reason=None if claims else "The minutes searched give no date of a next meeting.")


def _once(claims: Iterable[DraftClaim]) -> Iterator[DraftClaim]:
    """Claims whose words do not stand in one before."""
    said: list[str] = []
    for claim in claims:
        words = fold_spaces(" ".join(q.text for q in claim.quotes)).casefold()
        if not any(words in before for before in said):
            said.append(words)
            yield claim
