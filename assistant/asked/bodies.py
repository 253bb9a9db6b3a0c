"""Which councils and committees the words of a question name, however they are abbreviated or misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from assistant.terms import words

_COUNTIES = {
    "beds": "bedfordshire", "berks": "berkshire", "bucks": "buckinghamshire", "cambs": "cambridgeshire",
    "derbys": "derbyshire", "glos": "gloucestershire", "gloucs": "gloucestershire", "hants": "hampshire",
    "herts": "hertfordshire", "lancs": "lancashire", "leics": "leicestershire", "lincs": "lincolnshire",
    "northants": "northamptonshire", "notts": "nottinghamshire", "oxon": "oxfordshire", "salop": "shropshire",
    "shrops": "shropshire", "staffs": "staffordshire", "warks": "warwickshire", "wilts": "wiltshire",
    "worcs": "worcestershire", "yorks": "yorkshire",
}  # fmt: skip
_PLAIN_NAME = frozenset(
    ["council", "county", "city", "borough", "district", "of", "the", "and", "metropolitan", "london", "royal"]
)
_SORTS = ("city", "county", "borough", "district")
_BODY = (
    frozenset(
        [
            "committee",
            "panel",
            "commission",
            "board",
            "cabinet",
            "group",
            "meeting",
            "overview",
            "scrutiny",
            "select",
            "osc",
        ]
    )
    | {"monthly", "special", "annual", "municipal", "strategic", "policy", "sub", "subcommittee", "joint"}
    | _PLAIN_NAME
)
_JOINING = frozenset(["and", "of", "the", "for"])
_HELD_AS = frozenset(["virtual", "remote", "online", "hybrid", "meeting"])  # how a meeting was, not whose
_SHORT_BODIES = {"spc": {"strategic", "policy", "committee"}, "osc": {"overview", "scrutiny", "committee"}}
_WHOLE_COUNCIL = frozenset(["council", "county council", "city council", "borough council", "district council"])
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SORT = re.compile(
    r"(?:['’]s)?(?: (?:city|county|borough|district|metropolitan))?(?: council)?\b(?:['’]s)?", re.IGNORECASE
)
_NO_COUNCIL = re.compile(
    r"[ -](?:hall|lines?|lanes?|centre|centres|wide|court|council elections|boundar\w+)\b", re.IGNORECASE
)  # after "city" or "county": a place or a thing, not a council
_OF_COUNCIL = re.compile(
    r"['’]s?\b|\W*$|\W*[,;:.?!)]|,? (?:council\w*|committees?|cabinet|scrutiny|panel|commission|members?|officers?"
    r"|and|or|but|in|on|to|at|for|of|with|about|from|than|by|as|v|vs|versus|do|does|did|has|have|had|is|are|was|were|will|would|should|can|could|not|only|too|also|say\w*|said"
    r"|(?:decid|agree|resolv|spen|think|thought|meet|met|pa[iy]|plan|want|report|rais|ask|note|us|handl|deal|dealt|do)\w*)\b",
    re.IGNORECASE,
)  # after "city" or "county": it is the council that is spoken of, not "the city learning hub"
_LEAST_MISSPELT = 6  # letters; shorter names are too near to other words
_LONG = 9  # letters of a name that hardly another word is near to


@dataclass(frozen=True, slots=True)
class NamedCouncil:
    """A council and the word that names it, by its offsets in the question."""

    council: str
    start: int
    end: int


def councils_named(text: str, held: Iterable[str]) -> tuple[NamedCouncil, ...]:
    """Which of the councils held a text names, each once, in its order.

    By place ("Gloucestershire", "Glos", "Gloucestrshire"), or as "the city" or "the county" where only one held is
    that, or where of several counties only its city is held too. Within a longer name ("South Gloucestershire") no
    other is named.
    """
    councils = sorted(set(held))
    said = [_said(found) for found in _WORD.finditer(text)]
    places = [named for at in range(len(said)) for named in _by_place(at, said, text, councils)]
    found: dict[str, NamedCouncil] = {}
    for named in places:
        if not any(_is_within(named, other) for other in places):
            found.setdefault(named.council, named)
    for one in said:
        for council in _by_sort(one.word, list(found), councils) if _means_council(text, one) else ():
            if not any(named.start <= one.start < named.end for named in found.values()):
                found.setdefault(council, NamedCouncil(council, one.start, one.end))
    return tuple(sorted(found.values(), key=lambda named: named.start))


@dataclass(frozen=True, slots=True)
class _Said:
    """A word of a text as it compares ("Glos" as gloucestershire), with its offsets."""

    word: str
    start: int
    end: int
    is_name: bool  # written with a capital, and not because it is the first


def _said(found: re.Match[str]) -> _Said:
    word = found.group().casefold().replace("’", "'").removesuffix("'s")
    is_name = found.group()[0].isupper() and bool(found.string[: found.start()].strip())
    return _Said(_COUNTIES.get(word, word), *found.span(), is_name)


def _means_council(text: str, one: _Said) -> bool:
    """Whether "city" or "county" stands for a council, and does not begin the name of a thing or a place."""
    return bool(_OF_COUNCIL.match(text, one.end)) and not _NO_COUNCIL.match(text, one.end)


def _is_within(one: NamedCouncil, other: NamedCouncil) -> bool:
    return other.start <= one.start and one.end <= other.end and other.end - other.start > one.end - one.start


def _by_place(at: int, said: Sequence[_Said], text: str, councils: Sequence[str]) -> Iterator[NamedCouncil]:
    """The councils whose places begin with a word: whole, with an s too many, or misspelt where it is no other's."""
    one = said[at]
    places = {council: place for council in councils if (place := places_of(council))}
    exact = {council: last for council, place in places.items() if (last := _last_of(place, at, said)) is not None}
    near = [] if exact else _misspelt(one, places)
    for council in (*exact, *near):
        yield NamedCouncil(council, one.start, _with_sort(text, exact.get(council, one).end))


def _last_of(place: set[str], at: int, said: Sequence[_Said]) -> _Said | None:
    """The last word of a place that begins at a word, all of whose words stand side by side; None where none does."""
    missing, last = set(place), None
    for one in said[at:]:
        known = {one.word, one.word.removesuffix("s")} & place
        if not known and (one.word not in _PLAIN_NAME or last is None):
            break
        if known:
            missing -= known
            last = one
        if not missing:
            return last
    return None


def _misspelt(one: _Said, places: dict[str, set[str]]) -> list[str]:
    """The councils whose place is nearest to a word, if it is near enough.

    A short one must be written as a name: "survey" is no slip for Surrey.
    """
    if len(one.word) < _LEAST_MISSPELT or one.word in _PLAIN_NAME:
        return []
    single = {council: next(iter(place)) for council, place in places.items() if len(place) == 1}
    near = {c: OSA.distance(one.word, word) for c, word in single.items() if one.is_name or len(word) >= _LONG}
    best = min(near.values(), default=0)
    return [c for c, slips in near.items() if slips == best and best <= (1 if len(single[c]) < _LONG else 2)]


def _with_sort(text: str, end: int) -> int:
    """Where a council's name ends: "Leicester City Council" is one name."""
    sort = _SORT.match(text, end)
    return sort.end() if sort else end


def _by_sort(word: str, named: Sequence[str], councils: Sequence[str]) -> Iterator[str]:
    """The council meant by "the city" or "the county"."""
    if word not in _SORTS or any(word in words(council) for council in named):
        return
    such = [council for council in councils if word in words(council)]
    if len(such) > 1 and word == "county":
        cities = {place for council in councils if "city" in words(council) for place in places_of(council)}
        such = [c for c in such if any(place.startswith(city) for place in places_of(c) for city in cities)]
    if len(such) == 1:
        yield such[0]


def places_of(council: str) -> set[str]:
    """The words of a council's name that say where it is."""
    return {word for word in words(council) if word not in _PLAIN_NAME}


def committees_named(text: str, held: Iterable[str], *, is_of_business: bool = False) -> set[str]:
    """Which committees a text names: by their whole names, else by all the words that tell them apart, side by side.

    Of names that hold each other the longest counts. A question of routine business asks it of a body, and need not
    call it one; nor then is a cabinet anything else.
    """
    said = _side_by_side(words(text))
    held = set(held)
    whole, found = {}, {}
    for name in held:
        core = _side_by_side(word for word in words(name) if word not in _BODY)
        if not core.strip() and is_of_business and _is_plain_body(text, name):
            found[name] = 1
        elif core.strip() and core in said and (is_of_business or _says_body(text, name)):
            found[name] = len(core.split())
            if _side_by_side(words(name)) in said:
                whole[name] = len(words(name))
    found = whole or found
    longest = max(found.values(), default=0)
    meant = {spelt_out(name) for name, length in found.items() if length == longest}
    return {name for name in held if spelt_out(name) in meant}


def _is_plain_body(text: str, name: str) -> bool:
    """Whether a text names a body that has no name of its own: "the Cabinet", "full council"."""
    plain = "full council" if name.casefold() in _WHOLE_COUNCIL else re.escape(name.casefold())
    return bool(re.search(rf"\b{plain}\b(?! (?:(?:lead|support) )?(?:members?|committees?|office)\b)", text.casefold()))


def short_names(names: Iterable[str]) -> list[str]:
    """What the bodies among some names are called for short: "SPC"."""
    return [short for short, spelt in _SHORT_BODIES.items() if any(spelt <= set(words(name)) for name in names)]


def spelt_out(name: str) -> str:
    """The words of a body's name, what is shortened in full: records write one name in several ways."""
    full = [" ".join(sorted(_SHORT_BODIES.get(word, {word}))) for word in words(name)]
    return " ".join(sorted(_side_by_side(full).split()))


def committees_called(name: str, held: Iterable[str]) -> set[str]:
    """The committees of exactly that name, however their meetings were held: "Virtual Planning Committee" is one."""
    wanted = set(words(name)) - _JOINING
    return {committee for committee in set(held) if set(words(committee)) - _JOINING - _HELD_AS == wanted}


def _side_by_side(said: Iterable[str]) -> str:
    """Words in a row, without those that only join."""
    return f" {' '.join(word for word in said if word not in _JOINING)} "


def _says_body(text: str, name: str) -> bool:
    """Whether a text speaks of a body at all: "adoption" is a topic, "the adoption panel" may be a committee."""
    of_name = set(words(name))
    short = {acronym for acronym, spelt in _SHORT_BODIES.items() if spelt <= of_name}
    body = (of_name & (_BODY - _PLAIN_NAME)) | {"meeting", "district"} | short
    return bool(body & set(words(text)))


def matches(wanted: str, name: str) -> bool:
    """Whether what somebody typed names this body: the whole name, or words that all stand in it ("Leicester City")."""
    if wanted.casefold().strip() == name.casefold():
        return True
    typed = [_COUNTIES.get(word, word) for word in words(wanted) if word not in {"the", "and", "of"}]
    return bool(typed) and set(typed) <= set(words(name))
