"""Laws of who says it."""

from __future__ import annotations

import re

from assistant.attribute import names_speaker, told_by
from assistant.locate import fold
from assistant.support.case import Case, Heard
from assistant.support.voiced import BODIES, TELLING, hears, is_attributed, says, tellers, telling
from assistant.support.wording import worded
from assistant.terms import content_words, words

_OPINION = re.compile(
    r"\b(?:felt|believed|of the view|in (?:his|her|their) (?:view|opinion|experience)|suggested|question(?:ed|was raised)|concerns? (?:was|were)"
    r"|queried|appeared|thought|claimed|argued|hoped|disappointed|worried)\b",
    re.IGNORECASE,
)
_FEW = re.compile(r"^(?:some|several|a|one|two|three|an)\b", re.IGNORECASE)
_ARTICLES = frozenset(("the", "a", "an", "of", "and", "for"))
_PLAIN = frozenset(
    words(
        "the a an of and for some several one cllr councillor mr mrs ms dr member members all other two three who had"
    )
)


def fact(case: Case) -> str | None:
    """What somebody says or feels is told as theirs, or at least as said."""
    if is_attributed(case.claim):
        return None
    for h in case.heard:
        sentence, by = _meant(case, h)
        teller = told_by(sentence) or (None if h.is_outcome or _is_event(sentence) else by)
        teller = teller or next((who for who, verb in tellers(sentence) if verb in _KNOWS), None)
        if teller and not set(content_words(teller)) <= set(words(case.claim)):
            return teller
        if _OPINION.search(sentence):
            return sentence[:40]
    return None


_KNOWS = frozenset(
    ("said", "stated", "believed", "felt", "thought", "claimed", "argued", "understood", "feared", "hoped")
)


def _meant(case: Case, heard: Heard) -> tuple[str, str | None]:
    """The sentence of a citation that a claim is most about, and who says it."""
    said = case.said.meanings()
    voices = heard.voices or ((heard.sentence, heard.speaker),)
    return max(voices, key=lambda voice: len(said & worded(voice[0]).meanings()))


def _is_event(sentence: str) -> bool:
    """Whether a sentence names somebody who does something, rather than says it."""
    return names_speaker(sentence) and told_by(sentence) is None


def speaker(case: Case) -> str | None:
    """Whoever a claim has say something is who says it in the record."""
    spoken = [by for h in case.heard for by in (h.speaker, told_by(h.sentence)) if by]
    for who, verb in case.tellers:
        if any(hears(who, verb, h.sentence) for h in case.heard):
            return who
        if any(_is_same(who, by) for by in spoken) or any(says(who, verb, h.sentence) for h in case.heard):
            if (len(case.tellers) == 1 and _is_anothers(case, who)) or _asks_instead(case, who, verb):
                return who
            continue
        is_there = any(fold(who)[0] in fold(h.sentence)[0] for h in case.heard)
        if spoken or not (is_there or set(words(who)) & BODIES):
            return who
    return None


def _is_anothers(case: Case, who: str) -> bool:
    """Whether what a claim has somebody say is more what somebody else says in the quotes."""
    about = case.said.meanings() - telling() - worded(who).meanings()
    mine, others = 0, 0
    for h in case.heard:
        for sentence, by in h.voices or ((h.sentence, h.speaker),):
            teller = told_by(sentence) or by
            if teller:
                shared = len(about & worded(sentence).meanings())
                mine, others = (max(mine, shared), others) if _is_same(who, teller) else (mine, max(others, shared))
    return others >= mine + _CLEARLY


_CLEARLY = 2  # words


def _asks_instead(case: Case, who: str, verb: str) -> bool:
    """Whether one who only asks in the quotes is said to tell, or one who only tells to ask."""
    theirs = [
        found
        for h in case.heard
        for sentence, by in h.voices or ((h.sentence, h.speaker),)
        if _is_same(who, told_by(sentence) or by or "") or who.casefold() in sentence.casefold()
        for found in TELLING.findall(sentence)
    ]
    asking = [bool(_ASKS.match(found)) for found in theirs]
    if not theirs or not verb:
        return False
    return all(asking) if _STATES.match(verb) else bool(_ASKS.match(verb)) and not any(asking)


_ASKS = re.compile(r"(?:asked|queried|questioned|enquired|wondered|requested|sought|raised)$", re.IGNORECASE)
_STATES = re.compile(
    r"(?:said|stated|confirmed|advised|explained|informed|told|replied|responded|answered|assured|reassured|clarified|announced|reported)$",
    re.IGNORECASE,
)


def _is_same(who: str, by: str) -> bool:
    """Whether a claim's name for a speaker is the record's, as near as both go."""
    if _are_of_others(who, by):
        return False
    mine, theirs = set(words(who)) - _ARTICLES, set(words(by)) - _ARTICLES
    named, their_names = mine - _PLAIN - BODIES, theirs - _PLAIN - BODIES
    if named:
        return bool(named & their_names)
    if _FEW.match(by) and not _FEW.match(who):
        is_some = by.casefold().startswith(("some", "several"))
        return is_some and bool(mine & {"members", "councillors"}) and not mine & {"all"}
    if their_names and not mine & theirs:
        return False
    return (
        bool(mine & theirs)
        or bool(mine & BODIES and theirs & {"members"})
        or bool("members" in mine and theirs & BODIES)
    )


def _are_of_others(one: str, other: str) -> bool:
    """Whether two hold the like post in bodies that share no word: the chair of a board, the chair of a panel."""
    of = [re.split(r"\s+(?:of|for)\s+", name, maxsplit=1) for name in (one, other)]
    if any(len(parts) == 1 for parts in of):
        return False
    mine, theirs = (set(words(parts[1])) - _ARTICLES for parts in of)
    return not mine & theirs and not set(words(of[0][0])) - _ARTICLES - set(words(of[1][0]))
