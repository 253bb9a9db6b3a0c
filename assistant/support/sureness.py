"""Laws of yes and no, of how sure, of how much, and of why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.support.case import Case
from assistant.support.cover import FILLERS
from assistant.support.cues import DENIES, Mood
from assistant.support.deeds import DECIDED, DOES, is_deed, is_done
from assistant.support.voiced import BODIES, telling
from assistant.support.wording import Denial, Word, Worded, meaning, opposites
from assistant.terms import stem, words

_NEAR = 3  # meanings behind a denial that it is about
_FEW = 2  # of them are not enough to know it by


def denial(case: Case) -> str | None:
    """What a claim denies its quotes deny, and what they deny it does not say."""
    if _denials(case.said) > _denials(case.told):
        return _at(case.said, case.said.denials[-1].start)
    for one, other, is_claim in ((case.said, case.told, True), (case.told, case.said, False)):
        for denial in one.denials:
            near = _denied(one, denial, with_subject=not is_claim)
            shared = [m for m in near if m in other.meanings()]
            if is_claim and not shared and not other.denials:
                return _at(one, denial.start)
            if not shared or (not is_claim and len(shared) * 2 < len(near)):
                continue
            within = _beside(case, denial.clause) if is_claim else None
            if not any(w.is_denied for w in other.words if w.meaning in shared and (not within or w.clause in within)):
                if not is_claim and _is_elsewhere(case, denial.clause, shared):
                    continue
                return _at(one, denial.start)
    return None


def _denied(text: Worded, denial: Denial, *, with_subject: bool) -> list[str]:
    """What a denial is about: what follows it, and what stands before it where that is little ("was not in place")."""
    near = [m for m in denial.meanings if m not in telling()][:_NEAR]
    if with_subject and len(near) < _FEW:
        near += [w.meaning for w in text.of_clause(denial.clause) if w.start < denial.start][-_FEW:]
    return near


def _denials(text: Worded) -> int:
    """How many words deny; "neither … nor" is one."""
    return sum(found.group().casefold() != "nor" for found in DENIES.finditer(text.text))


def _beside(case: Case, clause: int) -> set[int]:
    """The clauses told that name a number of a claim's clause; none where it names none."""
    numbers = {w.meaning for w in case.said.of_clause(clause) if w.text[0].isdigit()}
    return {w.clause for w in case.told.words if w.meaning in numbers}


def _is_elsewhere(case: Case, clause: int, shared: Sequence[str]) -> bool:
    """Whether the quotes say the same words in another clause, undenied, and the claim follows that one."""
    return all(any(w.meaning == m and not w.is_denied for w in case.told.words if w.clause != clause) for m in shared)


def _at(text: Worded, start: int) -> str:
    return " ".join(text.text[start:].split()[:4])


def contrary(case: Case) -> str | None:
    """No word of a claim is the contrary of one of its quotes and missing there."""
    there = {form for word in words(case.told.text) for form in (word, stem(word))}
    there -= {form for w in case.told.words if w.is_denied for form in (w.text.casefold(), stem(w.text.casefold()))}
    if case.said.denials:
        return None
    for word in words(case.claim):
        if word not in there and _un(word) & there:
            return word
        others = opposites().get(word) or opposites().get(stem(word))
        if (
            others
            and not {word, stem(word)} & there
            and (word in _COMPARED or meaning(word) not in case.around)
            and others & there
        ):
            return word
    return None


_COMPARED = frozenset(["higher", "lower", "more", "fewer", "less", "larger", "smaller", "better", "worse"])
_UN = re.compile(
    r"(?:un(?!i|less|til|der|cle)|in(?=adequa|suffici|accura|appropri|complet|correct|consist|effect|effici|frequen|formal|secur|stab)|dis(?=satisf|content|honest))"
)


def _un(word: str) -> set[str]:
    """A word with "un" put before it or taken from it."""
    found = _UN.match(word)
    return {word[found.end() :]} if found else {f"un{word}", f"in{word}"} - {"inform", "income", "into"}


def surer(case: Case) -> str | None:
    """What its quotes hope for, propose or doubt, a claim does not tell as coming or done; nor the other way round."""
    if case.said.is_obliging and not case.told.is_obliging and not case.told.is_needing:
        return "must"
    for clause, (start, end) in enumerate(case.said.clauses):
        there = _moods(case, clause)
        if not DOES.search(case.claim, start, end) and not any(map(is_done, case.said.of_clause(clause))):
            continue  # a clause without a verb tells nothing as done
        matched = [w for w in case.said.of_clause(clause) if w.meaning in there and _tells(w)]
        off = [w for w in matched if w.mood > max(there[w.meaning]) and not _BARE.search(case.claim, start, w.start)]
        is_held = bool(off) and bool(_HELD.search(case.claim, start, end))
        is_told = any(is_done(w) and min(there[w.meaning]) is Mood.SO for w in matched)
        if is_held or any(map(is_deed, off)) or (len(off) * 2 >= len(matched) > 1 and not is_told):
            return " ".join(w.text for w in off)
        ahead = [w for w in matched if w.mood is Mood.AHEAD and min(there[w.meaning]) is Mood.SO]
        if undone := [w for w in ahead if _TO_BE.search(case.claim, start, w.start)]:
            return " ".join(w.text for w in undone)
        doubted = [w for w in matched if w.mood < Mood.AHEAD and min(there[w.meaning]) > Mood.WISHED]
        is_asked = _ASKS.search(case.claim) and _ASKS.search(case.told.text)
        is_due = (case.told.is_needing or case.told.is_obliging) and _MUST.search(case.claim, start, end)
        is_able = is_asked or is_due or _CAN.search(case.claim, start, end)
        is_doubt = _DOUBTS.search(case.claim, start, end)
        if doubted and is_doubt and len(doubted) * 2 >= len(matched) and not is_able:
            return " ".join(w.text for w in doubted)
    return None


def _moods(case: Case, clause: int) -> dict[str, set[Mood]]:
    """How sure the quotes are of each meaning, where they name the numbers of a claim's clause, or else anywhere."""
    within = _beside(case, clause)
    found: dict[str, set[Mood]] = {}
    for word in sorted(case.told.words, key=lambda w: w.clause not in within):
        if word.clause in within or word.meaning not in found or not within:
            found.setdefault(word.meaning, set()).add(word.mood)
    return found


_DOUBTS = re.compile(
    r"\b(?:may|might|could|possibly|perhaps|whether|if|hop(?:e|es|ed|ing)|(?:propos|suggest|recommend|request|appear|seem|consider)\w*|asked (?:for|that|to))\b",
    re.IGNORECASE,
)
_TO_BE = re.compile(r"\b(?:will|would|(?:is|are|was|were) to) (?:\w+ly )?(?:be (?:\w+ly )?)?$", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:whether|quer(?:y|ied)|question(?:ed)?)\b", re.IGNORECASE)
_BARE = re.compile(r"\bto $", re.IGNORECASE)  # "how to increase": nothing is told as done
_MUST = re.compile(r"\b(?:must|ha[ds] to|have to|need(?:s|ed)?)\b", re.IGNORECASE)
_HELD = re.compile(r"\b(?:took place|happened|occurred|was held|were held|has begun|began|started)\b", re.IGNORECASE)
_CAN = re.compile(r"\bcan\b", re.IGNORECASE)  # what may be done is no doubt


def _tells(word: Word) -> bool:
    """Whether a word is of what is told, not a name, a number, or of the telling."""
    is_of_telling = word.meaning in telling() or word.meaning in BODIES
    return not is_of_telling and word.text.casefold() not in FILLERS and not word.is_name and not word.text[0].isdigit()


_DECIDES = {
    "agreed": r"agree|resolv|decid|decision|acknowledg|accept|consensus|confirm\w* (?:and|as)|determin|approved",
    "approved": r"approv|endors|adopt|ratif|authoris|grant|agreed|accepted|confirmed|signed|voted|carried",
    "promised": r"promis|pledg|commit|undert|guarantee|assur|agreed to|would",
    "rejected": r"reject|refus|dismiss|turned down|not agree|lost|against|declin",
    "blamed": r"criticis|condemn|prais|demand|accus|insist|admit|apolog|blam|order|instruct|ban|acknowledg|commend",
}


def decided(case: Case) -> str | None:
    """A claim says agreed, approved, promised or refused only where its quotes do, or are a decision."""
    for found in DECIDED.finditer(case.claim):
        sort = found.lastgroup or ""
        if sort == "agreed" and any(h.is_decision for h in case.heard):
            continue
        if not re.search(rf"\b(?:{_DECIDES[sort]})", case.told.text, re.IGNORECASE):
            return found.group()
    return None


_DEGREES = (
    "all every everyone everybody each entire entirely whole full fully completely wholly always throughout unanimous unanimously",
    "purely only solely exclusively alone just merely single sole",
    "most majority bulk largely mainly mostly predominantly primarily chiefly overwhelmingly overwhelming",
    "largest biggest highest greatest worst best lowest smallest most main principal",
    "never",
    "next",
    "immediately urgently instantly straightaway",
    "significantly substantially dramatically sharply drastically hugely vastly massively considerably severely significant substantial",
    "twice double doubled doubling triple tripled halved trebled",
    "definitely certainly clearly undoubtedly",
)


_EVERY_SO = re.compile(
    r"\b(?:every|each)\s(?=\d|two|three|four|six|twelve|day|week|fortnight|month|quarter|term|year)", re.IGNORECASE
)


_ALL = re.compile(r"\b(?:all|every|each)\s(?:the\s|of the\s)?(?:other\s)?(?P<what>\w+)", re.IGNORECASE)
_SOME_OF = re.compile(
    r"\b(?:some|several|many|most|few|certain|one)\s(?:of the\s|other\s)?(?:local\s)?(?P<what>\w+)", re.IGNORECASE
)


def _is_of_some(found: re.Match[str], case: Case) -> bool:
    """Whether the quotes say of some what a claim says of all."""
    some = {meaning(m["what"]) for m in _SOME_OF.finditer(case.told.text)}
    every = {meaning(m["what"]) for m in _ALL.finditer(case.told.text)}
    return meaning(found["what"]) in some - every


def degree(case: Case) -> str | None:
    """A claim says all, only, most or never only where its quotes do."""
    there = set(words(case.told.text))
    if found := next((m for m in _ALL.finditer(case.claim) if _is_of_some(m, case)), None):
        return found.group()
    for word in words(_EVERY_SO.sub(" ", case.claim)):
        of_it = [set(group.split()) for group in _DEGREES if word in group.split()]
        if of_it and not any(there & group for group in of_it):
            return word
    return None
