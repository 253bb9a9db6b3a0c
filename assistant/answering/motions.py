"""How a motion or an amendment fared: who moved and seconded it, what became of it, how many voted which way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from assistant.answers import EXTRACTIVE, Draft, DraftClaim, Evidence, Kind, Quote, Understood
from assistant.finding.score import Sentence, word_weights
from assistant.registers import holding, quote_of
from assistant.retrieve import in_periods
from assistant.terms import content_words, is_asking, stem, stems, words
from ingest.layouts.marks import VOTE_SIDE
from ingest.layouts.votes import side_of
from ingest.records import Item, Outcome, OutcomeKind, Record, Side
from ingest.sentences import sentences
from ingest.store import View

_ASKS = re.compile(
    r"\bvot(?:e[sd]?|ing)\b|\bmotions?\b|\bamendments?\b|\b(?:moved|seconded|seconder|proposer|carried|defeated)\b"
    r"|\b(?:abstain|abstention|oppos)\w*|\b(?:who|whose)\b.{0,60}\b(?:propos|mov|tabl|put forward|second|brought)\w*"
    r"|\b(?:get|got|go|went) through\b|\b(?:did|was|were) .{0,80}\b(?:stopped|blocked|rejected|thrown out|voted down)\b|\b(?:did|was) .{0,60}\b(?:pass|passed|lost)\b|\b(?:lost|won) by\b",
    re.IGNORECASE,
)
_OF_VOTES = stems(
    "vote voted voting motion motions amendment amendments moved seconded proposed carried lost pass passed through council"
    " member members councillor councillors abstain abstained abstention against opposed opposing favour proposer seconder tabled put forward brought"
)
_RESULTS = (
    re.compile(r"\bFor \(\d+\)"),
    re.compile(r"\bAgainst \(\d+\)"),
    re.compile(r"\bAbstain(?:ed|ing)?(?:/Abstention)? \(\d+\)"),
    re.compile(
        r"\b(?:Substantive )?(?:Motion|Amendment|motion|amendment)(?: was| as amended(?: was)?)? (?:lost|carried|agreed|not carried)\b"
    ),
)
_RESULT_LINE = re.compile(
    r"\n\s*(?:(?:The )?(?:Substantive )?(?:Motion|Amendment)\b|\w[^\n]{0,60}\bdeclared\b)", re.IGNORECASE
)
_VOTERS = r"\b(?:who|whom|any(?:one|body)|which (?:\w+ ){0,2}?(?:members?|councillors?|cllrs?))\b.{0,60}"
_OF_SIDE = re.compile(
    rf"{_VOTERS}(?:(?P<against>\b(?:vot\w+ (?:against|down|no)|oppos\w+|against)\b)|(?P<abstaining>\babst[ae]\w*)"
    r"|(?P<for>\b(?:vot\w+ (?:for|in favour|yes)|in favour|supported)\b))",
    re.IGNORECASE,
)
_TITLES = r"(?:(?i:cllr|councillor|mr|mrs|ms|miss|dr|sir)\.? )"
_OF_PERSON = re.compile(
    rf"\b(?i:how|which way) did (?P<name>(?:{_TITLES}[\w’'-]+|{_TITLES}?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,2}})) (?i:vote)\b"
    rf"|\b(?i:did) (?P<other>{_TITLES}[\w’'-]+) (?i:vote|abstain)\b"
)
_BEST = 6  # sentences
_HEADED, _SPOKEN = 0.25, 0.08  # what the words above a motion count beside its own, and that one of it is found
_OTHER_KINDS = (Kind.REASON, Kind.COMPARE, Kind.SUMMARY, Kind.TIMELINE)
_LEAST = 0.6  # of the weight of what is asked about, in the words of the motion and its heading
_AHEAD = 0.1  # by which it must fit better than any other: the vote on another motion is a wrong answer
_ABOVE = 200  # characters above a motion in which its heading stands
_FEW_WORDS = 16  # of a heading
_READ = 5_000  # characters of it that are looked at
_SHOWN = 60  # words of it that are shown
_MEETINGS = 6


@dataclass(frozen=True, slots=True)
class SideAsked:
    """Which way of voting is asked about, or whose."""

    side: Side | None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class _Motion:
    record: Record
    item: Item
    outcome: Outcome
    until: int  # where the words around the next one begin
    ends: int  # where the next one begins

    @property
    def words(self) -> str:
        """The motion, its debate and its vote."""
        return self.record.slice(self.outcome.start, self.until)

    @property
    def heading(self) -> str:
        """The title of its item, and a short line right above it."""
        above = self.record.text[max(0, self.outcome.start - _ABOVE) : self.outcome.start].split("\n")
        short = [line for line in above[1:] if 0 < len(line.split()) <= _FEW_WORDS]
        return " ".join([self.item.title, *short[-1:]])


def of_motion(understood: Understood, scored: Sequence[Sentence], view: View) -> Draft | None:
    """How the motion that a question asks about fared; None where it asks about none, or none fits."""
    if not _ASKS.search(understood.question.text) or understood.kind in _OTHER_KINDS:
        return None
    motion = _asked_for(understood, scored, view)
    if motion is None or motion.outcome.result is None:
        return None
    if (asked := side_asked(understood.question.text)) is not None and motion.outcome.votes:
        return _of_side(motion, asked, view)
    if understood.kind is not Kind.WHO and not any(pattern.search(motion.words) for pattern in _RESULTS):
        return None
    passages = view.passages_of(motion.record.meeting.id)
    place = next((p for p in passages if p.start <= motion.outcome.start < p.end), None)
    if place is None:
        return None
    return Draft(tuple(_claims(motion, Evidence(place, motion.record, 1.0))), EXTRACTIVE)


def _asked_for(understood: Understood, scored: Sequence[Sentence], view: View) -> _Motion | None:
    """The motion whose words, with what stands above them, hold most of what is asked about."""
    known = word_weights(understood, view)
    weighed = {
        stem(word): weight
        for word in content_words(understood.text)
        if not is_asking(word) and stem(word) not in _OF_VOTES and (weight := known.get(stem(word), 0.0))
    }
    total = sum(weighed.values())
    if not total:
        return None

    def cover(there: set[str]) -> float:
        return sum(weight for word, weight in weighed.items() if word in there) / total

    def fit(motion: _Motion) -> float:
        heading = stems(motion.heading)
        return (
            cover(stems(motion.words[:_READ]) | heading)
            + _HEADED * cover(heading)
            + _SPOKEN * _is_found(motion, scored)
        )

    covers = sorted(((fit(m), -n, m) for n, m in enumerate(_motions(understood, scored, view))), reverse=True)
    if not covers or covers[0][0] < _LEAST or (len(covers) > 1 and covers[1][0] > covers[0][0] - _AHEAD):
        return _around_best([motion for _, _, motion in covers], scored)
    return covers[0][2]


def _is_found(motion: _Motion, scored: Sequence[Sentence]) -> bool:
    """Whether one of the best sentences stands among the words of a motion and its debate."""
    return any(_holds(motion, sentence) for sentence in scored[:_BEST])


def _holds(motion: _Motion, sentence: Sentence) -> bool:
    is_same = sentence.evidence.record.meeting.id == motion.record.meeting.id
    return is_same and motion.outcome.start <= sentence.start < motion.until


def _around_best(motions: Sequence[_Motion], scored: Sequence[Sentence]) -> _Motion | None:
    """The motion among whose words and debate the best sentence stands, and most of those next best; None without one."""
    top = scored[:_BEST]
    for motion in motions:
        held = [sentence for sentence in top if _holds(motion, sentence)]
        if len(held) * 2 >= len(top) and top[0] in held:
            return motion
    return None


def _of_side(motion: _Motion, asked: SideAsked, view: View) -> Draft:
    """Who voted the way that is asked about, as the vote lists them; a reason where it lists nobody so."""
    passages = view.passages_of(motion.record.meeting.id)
    quotes = [quote_of(motion.record, start, end, passages) for start, end in sides_of_vote(motion, asked)]
    claims = [DraftClaim.quoting(quote) for quote in quotes if quote is not None]
    mover = f" moved by {motion.outcome.mover}" if motion.outcome.mover else ""
    if claims:
        claims[0] = replace(claims[0], lead=f"Of the vote on the motion{mover}")
        return Draft(tuple(claims), EXTRACTIVE)
    who = asked.name or "anybody so"
    return Draft.refusing(f"The vote on the motion{mover}, as it is recorded, does not name {who}.")


def _motions(understood: Understood, scored: Sequence[Sentence], view: View) -> Iterator[_Motion]:
    found = dict.fromkeys(s.evidence.passage.meeting_id for s in scored)
    meetings = [*in_periods(understood, view, _MEETINGS), *found] if understood.periods else [*found]
    for meeting in list(dict.fromkeys(meetings))[:_MEETINGS]:
        record = view.record(meeting)
        for item in record.meeting.items:
            motions = [o for o in item.outcomes if o.kind is OutcomeKind.MOTION]
            for outcome, after in zip_longest(motions, motions[1:]):
                ends = after.start if after else item.end
                yield _Motion(record, item, outcome, max(outcome.end, ends - _ABOVE) if after else ends, ends)


def side_asked(text: str) -> SideAsked | None:
    """The side of a vote that a question asks the names of, or whose vote it asks; None where it asks for neither."""
    if found := _OF_PERSON.search(text):
        return SideAsked(None, found["name"] or found["other"])
    found = _OF_SIDE.search(text)
    if found is None:
        return None
    return SideAsked(next(side for side in Side if found[side.name.casefold()]))


def sides_of_vote(motion: _Motion, asked: SideAsked) -> Iterator[tuple[int, int]]:
    """Where the vote on a motion lists a side, from its head to its last name."""
    heads = [
        (paragraph, head)
        for paragraph in motion.item.paragraphs
        if motion.outcome.start <= paragraph.start < motion.until
        and (head := VOTE_SIDE.match(motion.record.slice(paragraph.start, paragraph.end)))
    ]
    for number, (paragraph, head) in enumerate(heads[:3]):
        behind = heads[number + 1][0].start if number + 1 < len(heads) else motion.until
        text = motion.record.slice(paragraph.start, behind)
        verdict = _RESULT_LINE.search(text)
        listed = text[: verdict.start() if verdict else len(text)].rstrip()
        names = words(listed) if asked.name else []
        if side_of(head["side"]) is asked.side or (asked.name and words(asked.name)[-1] in names):
            yield paragraph.start, paragraph.start + len(listed)


def _claims(motion: _Motion, place: Evidence) -> Iterator[DraftClaim]:
    """The motion's opening words, then what became of it with the lines that say so."""
    record, outcome = motion.record, motion.outcome
    end = _opening_end(motion)
    opening = Quote.of(holding(record, outcome.start, end, place), outcome.start, end)
    yield DraftClaim.quoting(opening)
    told = _told(motion)
    if told is not None:
        yield DraftClaim.quoting(Quote(holding(record, *told, place), record.slice(*told)))
        return
    lines = [
        Quote(holding(record, found.start(), found.end(), place), found.group())
        for pattern in _RESULTS
        if (found := pattern.search(record.text, outcome.start, motion.ends))
    ]
    if lines and outcome.mover:
        sort = "amendment" if "amendment" in opening.text.casefold() else "motion"
        second = f", seconded by {outcome.seconder}," if outcome.seconder else ""
        yield DraftClaim(f"The {sort} moved by {outcome.mover}{second} was {outcome.result}.", (opening, *lines))


def _told(motion: _Motion) -> tuple[int, int] | None:
    """The sentence that tells what became of a motion: "The motion was lost, with 3 votes for …"; None for a bare line."""
    found = _RESULTS[-1].search(motion.record.text, motion.outcome.start, motion.until)
    paragraph = next((p for p in motion.item.paragraphs if found and p.start <= found.start() < p.end), None)
    if found is None or paragraph is None:
        return None
    text = motion.record.slice(paragraph.start, paragraph.end)
    at = found.start() - paragraph.start
    start, end = next((span for span in sentences(text) if span[0] <= at < span[1]), (0, 0))
    tells = len(found.group().split()) + 1 < len(text[start:end].split()) <= _SHOWN
    return (paragraph.start + start, paragraph.start + end) if tells and start > 0 else None


def _opening_end(motion: _Motion) -> int:
    """Where the first sentence of a motion ends, or so many words of it."""
    text = motion.record.slice(motion.outcome.start, motion.outcome.end)
    end = next((stop for _, stop in sentences(text)), len(text))
    words = list(re.finditer(r"\S+", text[:end]))
    return motion.outcome.start + (words[_SHOWN - 1].end() if len(words) > _SHOWN else end)
