"""Does what is quoted support a claim? A verdict, with the kind of reason where it does not; no models, no guesses.

Every law here refuses: a claim that none refuses, and whose words its quotes cover, is supported. What a quote was cut
out of counts too, so that no quote can leave out "It was hoped that" or "not".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.amounts import Amount, Day, counted
from assistant.answers import Citation, Support
from assistant.attribute import names_speaker, told_by
from assistant.locate import fold
from assistant.terms import content_words, stem, words
from assistant.voiced import REPORTING, is_attributed, tellers
from ingest.records import OutcomeKind, fold_spaces
from ingest.sentences import sentences
from assistant.wording import Mood, Word, Worded, meaning, opposites, worded


class Refusal(StrEnum):
    """Why a claim is not shown."""

    QUOTE = "its quotes do not stand in the record"
    NUMBER = "a number is not in its quotes"
    UNIT = "a unit or a rate is not that of its quotes"
    DATE = "a date or a time is not in its quotes"
    NAME = "a name is not in its quotes"
    PLACE = "it names another council than the record's"
    DENIAL = "it denies what its quotes say, or says what they deny"
    CONTRARY = "it says the contrary of its quotes"
    SURER = "it is surer than its quotes"
    DECIDED = "it tells a decision or a promise that its quotes do not"
    DEGREE = "it says it of more than its quotes do"
    CAUSE = "it gives a cause that its quotes do not"
    FACT = "it tells as fact what somebody said"
    SPEAKER = "it has somebody else say it"
    ROLE = "it gives a part to another than its quotes do"
    MERGED = "it joins what stands in different items"
    MORE = "it says more than its quotes"
    MODEL = "a model finds no support in its quotes"


@dataclass(frozen=True, slots=True)
class Heard:
    """What one citation lets a claim lean on."""

    quote: str
    sentence: str  # the whole sentences that the quote is cut from
    item: str  # what it stands in: words of different items make no one claim
    speaker: str | None = None
    about: str = ""  # title of the item, names of council and committee: a claim may use their words
    council: str = ""
    held: dt.date | None = None
    times: frozenset[dt.time] = frozenset()
    is_decision: bool = False

    @property
    def around(self) -> str:
        """Every word that a claim may take from it."""
        return f"{self.quote} {self.speaker or ''} {self.about}"


def heard(citation: Citation) -> Heard:
    """What a citation lets a claim lean on."""
    record, meeting = citation.record, citation.record.meeting
    paragraph = record.slice(citation.paragraph.start, citation.paragraph.end)
    spans = [(citation.paragraph.start + start, citation.paragraph.start + end) for start, end in sentences(paragraph)]
    whole = [record.slice(start, end) for start, end in spans if start < citation.end and citation.start < end]
    outcomes = citation.item.outcomes if citation.item else ()
    about = f"{citation.item.title if citation.item else ''} {meeting.council.name} {meeting.committee.name}"
    return Heard(
        citation.quote,
        fold_spaces(" ".join(whole)) or citation.quote,
        citation.item.id if citation.item else meeting.id,
        citation.speaker and _in_full(citation.speaker, record.text),
        about,
        meeting.council.name,
        meeting.date,
        frozenset(time for time in (meeting.time, meeting.ended) if time),
        any(o.kind is OutcomeKind.DECISION and o.start < citation.end and citation.start < o.end for o in outcomes),
    )


def _in_full(speaker: str, text: str) -> str:
    """A speaker's name with the first name the record prints elsewhere ("Cllr Richard Boyles")."""
    last = speaker.split()[-1]
    if not re.match(r"(?:Cllr|Councillor|Mr|Mrs|Ms|Dr)\b", speaker):
        return speaker
    fuller = re.search(rf"(?:Cllr|Councillor|Mr|Mrs|Ms|Dr)\.? (?:[A-Z][\w’'.-]* ){{1,2}}{re.escape(last)}\b", text)
    return f"{speaker} {fuller.group()}" if fuller else speaker


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a claim is supported, and how; or why it is not, and by which of its words."""

    support: Support | None
    refusal: Refusal | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A claim beside what its quotes say."""

    claim: str
    heard: tuple[Heard, ...]
    said: Worded
    quoted: Worded  # the quotes one after the other
    told: Worded  # the sentences they are cut from
    around: frozenset[str]  # meanings of all the words that may be used

    @classmethod
    def of(cls, claim: str, heard: Sequence[Heard]) -> Case:
        """The claim and its quotes, read as words."""
        quoted = worded(". ".join(h.quote for h in heard))
        told = worded(". ".join(h.sentence for h in heard))
        around = frozenset(meaning(word) for h in heard for word in words(h.around))
        return cls(claim, tuple(heard), worded(claim), quoted, told, around)


def judge(claim: str, heard: Sequence[Heard]) -> Verdict:
    """Whether some quotes support a claim: in their own words, in others, or not, and then why not."""
    said = fold(claim)[0].strip()
    if said in " ".join(fold(h.quote)[0].strip() for h in heard):
        return Verdict(Support.VERBATIM)
    case = Case.of(claim, heard)
    for refusal, law in _LAWS:
        if offending := law(case):
            return Verdict(None, refusal, offending)
    return Verdict(Support.SUPPORTED)


# --- numbers, dates and units ----------------------------------------------------------------------------------------

_SAME_UNITS = ({"", "times", "nth"}, {"part", "%"})
_LOOSER = {"least": "over", "most": "under"}
_ONE = frozenset(("a", "an", "one", "single", "each"))


def _numbers(case: Case) -> str | None:
    """Every number of a claim stands in its quotes, over and under kept, and counts what it counts there."""
    there = counted(case.quoted.text).amounts
    years = {str(h.held.year) for h in case.heard if h.held}
    for amount in counted(case.claim).amounts:
        same = [other for other in there if _value(other) == _value(amount)]
        text = case.claim[amount.start : amount.end].strip()
        if not same:
            if amount.value == 1 and amount.unit in ("", "nth") and _is_loose_one(case, amount):
                continue
            if text in years or text in case.heard[0].about.split():
                continue
            return text
        if not any(_as_exact(amount, other) for other in same):
            return case.claim[max(0, amount.start - 12) : amount.end].strip()
    return None


def _units(case: Case) -> str | None:
    """A number keeps its unit, and what is so much a week is not so much a month."""
    here, there = counted(case.claim), counted(case.quoted.text)
    for amount in here.amounts:
        same = [other for other in there.amounts if _value(other) == _value(amount)]
        if same and not any(_same_unit(amount.unit, other.unit) for other in same):
            return case.claim[amount.start : amount.end].strip()
    units = {a.unit for a in there.amounts}
    return next((rate for rate in sorted(here.rates) if rate not in there.rates | units), None)


def _dates(case: Case) -> str | None:
    """Every day, month, year and time of a claim is in its quotes, or is when the meeting was."""
    here, there = counted(case.claim), counted(case.quoted.text)
    held = [h.held for h in case.heard if h.held]
    known = [*there.days, *(Day(day.day, day.month, day.year) for day in held)]
    known += [Day(d.day, d.month, day.year) for d in there.days if d.year is None for day in held]
    for day in here.days:
        if not any(day.holds(other) for other in known):
            return f"{day.day or ''} {day.month or ''} {day.year or ''}".strip()
    if here.spans - there.spans - counted(" ".join(h.about for h in case.heard)).spans:
        return ", ".join(sorted(here.spans - there.spans))
    times = there.times.union(*(h.times for h in case.heard))
    if here.times - times:
        return ", ".join(sorted(f"{time:%H:%M}" for time in here.times - times))
    return next((name for name in sorted(here.weekdays - there.weekdays) if not _is_weekday(name, here.days, held)), None)


def _value(amount: Amount) -> object:
    return amount.value * 100 if amount.unit == "part" else amount.value


def _same_unit(one: str, other: str) -> bool:
    return one == other or any({one, other} <= same for same in _SAME_UNITS)


def _as_exact(amount: Amount, other: Amount) -> bool:
    bound, theirs = (_LOOSER.get(each.bound, each.bound) for each in (amount, other))
    return bound == theirs or (theirs == "" and bound == "about") or (theirs == "about" and bound == "")


def _is_loose_one(case: Case, amount: Amount) -> bool:
    before = words(case.claim[: amount.start])[-1:]
    return before not in (["only"], ["just"]) and bool(_ONE & set(words(case.quoted.text)))


def _is_weekday(name: str, days: Sequence[Day], held: Sequence[dt.date]) -> bool:
    full = [*held]
    for day in days:
        if day.day and day.year and isinstance(day.month, int):
            full.append(dt.date(day.year, day.month, day.day))
    return any(f"{date:%A}".casefold() == name for date in full)


# --- names and places ------------------------------------------------------------------------------------------------

_NAME = re.compile(r"(?<![\w’'])[A-Z][\w’']*[A-Za-z]\b")
_FRAME = frozenset(
    words(
        "the a an cllr councillor member members officer officers item agenda minutes meeting january february march april may june"
        " july august september october november december monday tuesday wednesday thursday friday saturday sunday jan feb mar apr"
        " jun jul aug sep sept oct nov dec quarter committee council panel chair chairman i"
    )
)
_COUNCIL = re.compile(r"\b(?:county|city|borough|district|metropolitan|council|and|of|the)\b", re.IGNORECASE)


def _names(case: Case) -> str | None:
    """Every name in a claim stands in its quotes, or is the speaker's, or of what the meeting was about."""
    there = {word for h in case.heard for word in words(h.around)}
    starts = {start + len(case.claim[start:]) - len(case.claim[start:].lstrip()) for start, _ in case.said.clauses}
    for found in _NAME.finditer(case.claim):
        name = words(found.group())
        begins = found.start() in starts and (found.start() == 0 or case.claim[found.start() - 2] in ".!?")
        if begins or not name or set(name) <= there | _FRAME or meaning(found.group()) in case.around:
            continue
        return found.group()
    return None


def _place(case: Case) -> str | None:
    """A council that a claim begins with is the record's own, or one that its quotes name."""
    first = _NAME.match(case.claim)
    if first is None:
        return None
    name = words(first.group())
    known = {word for h in case.heard for word in words(h.around)} | _FRAME
    after = case.claim[first.end() :]
    is_name = first.group().casefold().endswith("shire") or re.match(r"['’]s\s|\s(?:[A-Z]|Council)", after)
    is_known = set(name) <= known or meaning(first.group()) in case.around or set(name) <= REPORTING
    return first.group() if is_name and not is_known and content_words(first.group()) else None


def _subject(case: Case) -> str | None:
    """Whom or what a claim begins with stands in its quotes, under that name or another for it."""
    found = _DOES.search(case.claim)
    lead = [w for w in case.said.words if found and w.start < found.start()]
    if not found or not lead or len(lead) > _MOST_LEAD:
        return None
    free = [w for w in lead if w.text.casefold() in _GENERIC or w.meaning in case.around or w.text.casefold() in REPORTING]
    return None if free else " ".join(w.text for w in lead)


_DOES = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|may|might|could|can|should|must|did|does)\b", re.IGNORECASE
)
_MOST_LEAD = 4
_GENERIC = frozenset(
    words(
        "committee panel commission board council councillors members member meeting authority service department report it they"
        " there he she this that those work plans minutes people children officers cabinet one some others everyone"
    )
)

# --- yes and no, sure and unsure -------------------------------------------------------------------------------------

_NEAR = 3  # meanings behind a denial that it is about


def _denial(case: Case) -> str | None:
    """What a claim denies its quotes deny, and what they deny it does not say."""
    for one, other, is_claim in ((case.said, case.told, True), (case.told, case.said, False)):
        for denial in one.denials:
            near = [m for m in denial.meanings if m not in _TELLING][:_NEAR]
            shared = [m for m in near if m in other.meanings()]
            if is_claim and not shared and not other.denials:
                return _at(one, denial.start)
            if not shared or (not is_claim and len(shared) * 2 < len(near)):
                continue
            if not any(w.is_denied for w in other.words if w.meaning in shared):
                if not is_claim and _is_elsewhere(case, denial.clause, shared):
                    continue
                return _at(one, denial.start)
    return None


def _is_elsewhere(case: Case, clause: int, shared: Sequence[str]) -> bool:
    """Whether the quotes say the same words in another clause, undenied, and the claim follows that one."""
    return all(any(w.meaning == m and not w.is_denied for w in case.told.words if w.clause != clause) for m in shared)


def _at(text: Worded, start: int) -> str:
    return " ".join(text.text[start:].split()[:4])


def _contrary(case: Case) -> str | None:
    """No word of a claim is the contrary of one of its quotes and missing there."""
    there = {form for word in words(case.told.text) for form in (word, stem(word))}
    if case.said.denials:
        return None
    for word in words(case.claim):
        others = opposites().get(word) or opposites().get(stem(word))
        if others and not {word, stem(word)} & there and meaning(word) not in case.around and others & there:
            return word
    return None


def _surer(case: Case) -> str | None:
    """What its quotes hope for, propose or doubt, a claim does not tell as coming or done; nor the other way round."""
    if case.said.is_obliging and not case.told.is_obliging:
        return "must"
    there: dict[str, set[Mood]] = {}
    for word in case.told.words:
        there.setdefault(word.meaning, set()).add(word.mood)
    for clause in range(len(case.said.clauses)):
        matched = [w for w in case.said.of_clause(clause) if w.meaning in there and w.meaning not in _TELLING]
        surer = [w for w in matched if w.mood > max(there[w.meaning])]
        doubts = [w for w in matched if w.mood < Mood.AHEAD and min(there[w.meaning]) > Mood.WISHED]
        for off in (surer, doubts):
            if off and len(off) * 2 >= len(matched):
                return " ".join(w.text for w in off)
    return None


_DECIDED = re.compile(
    r"\b(?P<agreed>agree(?:d|s)?|resolve[ds]?|decide[ds]?|decision)\b"
    r"|\b(?P<approved>approve[ds]?|endorse[ds]?|adopted|ratified|authorised|granted|sanctioned|voted)\b"
    r"|\b(?P<promised>promise[ds]?|pledge[ds]?|commit(?:s|ted)|undertook|undertaken|guarantee[ds]?|assured|reassured|vowed)\b"
    r"|\b(?P<rejected>reject(?:s|ed)|refuse[ds]?|dismiss(?:es|ed)|threw out|turned down|vetoed)\b"
    r"|\b(?P<blamed>criticised|condemned|praised|demanded|accused|insisted|admitted|apologised|blamed|ordered|instructed|banned)\b",
    re.IGNORECASE,
)
_DECIDES = {
    "agreed": r"agree|resolv|decid|decision|acknowledg|accept|consensus|confirm|determin|approved",
    "approved": r"approv|endors|adopt|ratif|authoris|grant|agreed|accepted|confirmed|signed|voted|carried",
    "promised": r"promis|pledg|commit|undert|guarantee|assur|agreed to|would",
    "rejected": r"reject|refus|dismiss|turned down|not agree|lost|against|declin",
    "blamed": r"criticis|condemn|prais|demand|accus|insist|admit|apolog|blam|order|instruct|ban|acknowledg|commend",
}


def _decided(case: Case) -> str | None:
    """A claim says agreed, approved, promised or refused only where its quotes do, or are a decision."""
    for found in _DECIDED.finditer(case.claim):
        sort = found.lastgroup or ""
        if sort == "agreed" and any(h.is_decision for h in case.heard):
            continue
        if not re.search(rf"\b(?:{_DECIDES[sort]})", case.told.text, re.IGNORECASE):
            return found.group()
    return None


_DEGREES = (
    "all every everyone everybody each entire entirely whole full fully completely wholly always throughout unanimous unanimously",
    "only solely exclusively alone just merely single sole",
    "most majority bulk largely mainly mostly predominantly primarily chiefly overwhelmingly overwhelming",
    "largest biggest highest greatest worst best lowest smallest most main principal",
    "never none nobody nothing no",
    "immediately urgently instantly straightaway",
    "significantly substantially dramatically sharply drastically hugely vastly massively considerably severely significant substantial",
    "definitely certainly clearly undoubtedly",
)


def _degree(case: Case) -> str | None:
    """A claim says all, only, most or never only where its quotes do."""
    there = set(words(case.told.text))
    for word in words(case.claim):
        of_it = [set(group.split()) for group in _DEGREES if word in group.split()]
        if of_it and not any(there & group for group in of_it):
            return word
    return None


_BECAUSE = re.compile(
    r"\b(?:because|due to|owing to|as a (?:result|consequence)|therefore|consequently|thanks to|(?:le|lea)d(?:s|ing)? to|result(?:s|ed|ing) in"
    r"|caus(?:e[sd]?|ing)|prompt(?:s|ed|ing)|so that|in order to|blam(?:e[sd]?|ing)|on account of|stem(?:s|med) from|attribut\w+)\b",
    re.IGNORECASE,
)
_GROUNDS = re.compile(
    rf"{_BECAUSE.pattern}|\b(?:reasons?|since|so|impact|effect|thus|hence|given|meant|means|through|following|from)\b",
    re.IGNORECASE,
)


def _cause(case: Case) -> str | None:
    """A claim gives a cause only where one of its quotes gives one; two quotes side by side are no cause and effect."""
    found = _BECAUSE.search(case.claim)
    if found is None:
        return None
    for h in case.heard:
        inside = frozenset(meaning(word) for word in words(h.around))
        sides = (worded(case.claim[: found.start()]), worded(case.claim[found.end() :]))
        shared = [any(w.meaning in inside for w in side.words if w.meaning not in _TELLING) for side in sides]
        if _GROUNDS.search(h.sentence) and shared[1]:
            return None
    return found.group()


# --- who says it -----------------------------------------------------------------------------------------------------

_TELLING = frozenset(meaning(word) for word in REPORTING)
_OPINION = re.compile(
    r"\b(?:felt|believed|of the view|in (?:his|her|their) (?:view|opinion|experience)|suggested|question(?:ed|was raised)|concerns? (?:was|were)"
    r"|queried|appeared|thought|claimed|argued|hoped|disappointed|worried)\b",
    re.IGNORECASE,
)
_BODIES = frozenset(words("committee panel commission board council cabinet meeting"))
_FEW = re.compile(r"^(?:some|several|a|one|two|three|an)\b", re.IGNORECASE)
_PLAIN = frozenset(words("the a an of and for some several one cllr councillor mr mrs ms dr member members all other two three who had"))


def _fact(case: Case) -> str | None:
    """What somebody says or feels is told as theirs, or at least as said."""
    if is_attributed(case.claim):
        return None
    for h in case.heard:
        by = told_by(h.sentence) or (h.speaker if not _is_event(h.sentence) else None)
        if by and not set(content_words(by)) <= set(words(case.claim)):
            return by
        if _OPINION.search(h.sentence):
            return h.sentence[:40]
    return None


def _is_event(sentence: str) -> bool:
    """Whether a sentence names somebody who does something, rather than says it."""
    return names_speaker(sentence) and told_by(sentence) is None


def _speaker(case: Case) -> str | None:
    """Whoever a claim has say something is who says it in the record."""
    spoken = [by for h in case.heard for by in (h.speaker, told_by(h.sentence)) if by]
    if any(names_speaker(h.sentence) for h in case.heard) and not spoken:
        spoken = [h.sentence for h in case.heard]
    for who in tellers(case.claim):
        if not any(_is_same(who, by) for by in spoken) and not (not spoken and set(words(who)) & _BODIES):
            return who
    return None


def _is_same(who: str, by: str) -> bool:
    """Whether a claim's name for a speaker is the record's, as near as both go."""
    mine, theirs = set(words(who)), set(words(by))
    named, their_names = mine - _PLAIN - _BODIES, theirs - _PLAIN - _BODIES
    if named:
        return bool(named & their_names)
    if _FEW.match(by) and not _FEW.match(who):
        is_some = by.casefold().startswith(("some", "several"))
        return is_some and bool(mine & {"members", "councillors"}) and not mine & {"all"}
    if their_names and not mine & theirs:
        return False
    return bool(mine & theirs) or bool(mine & _BODIES and theirs & {"members"}) or bool("members" in mine and theirs & _BODIES)


# --- who has which part ----------------------------------------------------------------------------------------------


def _role(case: Case) -> str | None:
    """A claim gives numbers and names to what its quotes give them to, and has A do to B what A did to B."""
    return _bound(case) or _swapped(case) or _in_order(case)


def _anchors(text: Worded) -> Iterator[tuple[str, int]]:
    """What a clause can be told by: its names and numbers, with the clause they stand in."""
    for amount in counted(text.text).amounts:
        yield f"{_value(amount)}", _clause_at(text, amount.start)
    for word in text.words:
        if word.is_name and word.start and text.text[word.start - 2 : word.start] not in (". ", "? ", "! "):
            yield word.meaning, word.clause


def _clause_at(text: Worded, start: int) -> int:
    return next((i for i, (_, end) in enumerate(text.clauses) if start < end), 0)


def _bound(case: Case) -> str | None:
    """What a claim says beside a name or a number stands beside it in the quotes, not beside another one."""
    there: dict[str, set[int]] = {}
    for anchor, clause in _anchors(case.quoted):
        there.setdefault(anchor, set()).add(clause)
    clauses = [{w.meaning for w in case.quoted.of_clause(i)} for i in range(len(case.quoted.clauses))]
    for anchor, clause in _anchors(case.said):
        if anchor not in there or len(there[anchor]) == len(clauses):
            continue
        beside = {w.meaning for w in case.said.of_clause(clause)} - {anchor} - _TELLING
        own = set().union(*(clauses[i] for i in there[anchor]))
        best = max((len(beside & (other - own)) for i, other in enumerate(clauses) if i not in there[anchor]), default=0)
        if best and best >= len(beside & own):
            return anchor
    return None


_APART = 4


def _swapped(case: Case) -> str | None:
    """Where a claim and its quotes share a deed, what stands before and behind it has not changed sides."""
    mine, theirs = ([w.meaning for w in text.words] for text in (case.said, case.told))
    for at, deed in enumerate(mine):
        if theirs.count(deed) != 1 or mine.count(deed) != 1 or deed in _TELLING_ONLY:
            continue
        there = theirs.index(deed)
        before, behind = set(mine[max(0, at - _APART) : at]), set(mine[at + 1 : at + 1 + _APART])
        left, right = set(theirs[max(0, there - _APART) : there]), set(theirs[there + 1 : there + 1 + _APART])
        crossed = (before & right) - left, (behind & left) - right
        if all(crossed) and _is_passive(case.said, at) == _is_passive(case.told, there):
            return deed
    return None


_TELLING_ONLY = frozenset(("state", "report"))


def _is_passive(text: Worded, at: int) -> bool:
    start = text.words[at].start
    return bool(re.match(r"[^.;]{0,60}?\bby\b", text.text[start:]))


_FROM_TO = re.compile(r"\bfrom\b(?P<one>[^,;.]{1,40}?)\bto\b(?P<other>[^,;.]{1,30})", re.IGNORECASE)


def _in_order(case: Case) -> str | None:
    """From so many to so many is told in that order."""
    order = [a.value for a in counted(case.quoted.text).amounts]
    for found in _FROM_TO.finditer(case.claim):
        ends = [[a.value for a in counted(found[side]).amounts] for side in ("one", "other")]
        if ends[0] and ends[1] and {ends[0][-1], ends[1][0]} <= set(order):
            if order.index(ends[0][-1]) > order.index(ends[1][0]):
                return found.group()
    return None


# --- no more than that -----------------------------------------------------------------------------------------------

_LEAST_COVERED = 0.6  # of the words of a claim that carry meaning, weighed by clause too
_MOST_LOOSE = 1  # words of one clause that its quotes may lack


def _merged(case: Case) -> str | None:
    """Each clause of a claim leans on one item alone."""
    if len({h.item for h in case.heard}) < 2:
        return None
    by_item: dict[str, set[str]] = {}
    for h in case.heard:
        by_item.setdefault(h.item, set()).update(meaning(word) for word in words(h.around))
    for clause, (start, end) in enumerate(case.said.clauses):
        needed = {w.meaning for w in case.said.of_clause(clause)} & case.around - _TELLING
        if not any(needed <= there for there in by_item.values()):
            return case.claim[start:end].strip()
    return None


def _more(case: Case) -> str | None:
    """The words of a claim that carry meaning stand in its quotes, in each of its clauses."""
    loose_in_all = in_all = 0
    for clause in range(len(case.said.clauses)):
        there = [w for w in case.said.of_clause(clause) if not _is_free(w)]
        loose = [w for w in there if not _is_covered(w, case.around)]
        in_all, loose_in_all = in_all + len(there), loose_in_all + len(loose)
        if len(loose) > _MOST_LOOSE and len(loose) > (1 - _LEAST_COVERED) * len(there):
            return " ".join(w.text for w in loose)
    if in_all and 1 - loose_in_all / in_all < _LEAST_COVERED:
        return "its words"
    return None


def _is_free(word: Word) -> bool:
    """Whether a word is of the telling, or is checked elsewhere: numbers, dates, who speaks."""
    return word.text[0].isdigit() or word.text[0] in "£$" or word.meaning in _TELLING or bool(_AMOUNT_WORD.match(word.text))


_AMOUNT_WORD = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred|thousand|million|billion|per\s?cent)$"
    r"|(?:january|february|march|april|june|july|august|september|october|november|december|\w+day)$",
    re.IGNORECASE,
)


def _is_covered(word: Word, around: frozenset[str]) -> bool:
    if word.meaning in around:
        return True
    root = word.meaning[:5]
    return len(word.meaning) >= 6 and any(other.startswith(root) for other in around if len(other) >= 6)


_LAWS: tuple[tuple[Refusal, Callable[[Case], str | None]], ...] = (
    (Refusal.NUMBER, _numbers),
    (Refusal.UNIT, _units),
    (Refusal.DATE, _dates),
    (Refusal.PLACE, _place),
    (Refusal.NAME, _names),
    (Refusal.SPEAKER, _speaker),
    (Refusal.FACT, _fact),
    (Refusal.CONTRARY, _contrary),
    (Refusal.DENIAL, _denial),
    (Refusal.DECIDED, _decided),
    (Refusal.SURER, _surer),
    (Refusal.DEGREE, _degree),
    (Refusal.CAUSE, _cause),
    (Refusal.MERGED, _merged),
    (Refusal.ROLE, _role),
    (Refusal.NAME, _subject),
    (Refusal.MORE, _more),
)
