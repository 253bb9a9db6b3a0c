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
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SORT = re.compile(
    r"(?:['’]s)?(?: (?:city|county|borough|district|metropolitan))?(?: council)?\b(?:['’]s)?", re.IGNORECASE
)
_LEAST_MISSPELT = 6  # letters; shorter names are too near to other words


@dataclass(frozen=True, slots=True)
class NamedCouncil:
    """A council and the word that names it, by its offsets in the question."""

    council: str
    start: int
    end: int


def councils_named(text: str, held: Iterable[str]) -> tuple[NamedCouncil, ...]:
    """Which of the councils held a text names, each once, in its order.

    By place ("Gloucestershire", "Glos", "Gloucestrshire"), or as "the city" or "the county" where only one held is
    that, or where its city is named too.
    """
    councils = sorted(set(held))
    found: dict[str, NamedCouncil] = {}
    said = [(m.group().casefold().replace("’", "'").removesuffix("'s"), *m.span()) for m in _WORD.finditer(text)]
    for word, start, end in said:
        for council in _by_place(_COUNTIES.get(word, word), said, councils):
            found.setdefault(council, NamedCouncil(council, start, _with_sort(text, end)))
    for word, start, end in said:
        for council in _by_sort(word, list(found), councils):
            found.setdefault(council, NamedCouncil(council, start, end))
    return tuple(sorted(found.values(), key=lambda named: named.start))


def _with_sort(text: str, end: int) -> int:
    """Where a council's name ends: "Leicester City Council" is one name."""
    sort = _SORT.match(text, end)
    return sort.end() if sort else end


def _by_place(word: str, said: Sequence[tuple[str, int, int]], councils: Sequence[str]) -> list[str]:
    """The councils whose place a word is: whole, with an s too many, or misspelt where it is no other's place."""
    everything = {_COUNTIES.get(w, w) for w, _, _ in said}
    everything |= {w.removesuffix("s") for w in everything}
    places = {council: place for council in councils if (place := places_of(council))}
    exact = [c for c, place in places.items() if {word, word.removesuffix("s")} & place and place <= everything]
    if exact or len(word) < _LEAST_MISSPELT:
        return exact
    near = {c: min(OSA.distance(word, p) for p in place) for c, place in places.items() if len(place) == 1}
    best = min(near.values(), default=9)
    allowed = 1 if len(word) < 9 else 2
    return (
        [c for c, distance in near.items() if distance == best] if best <= allowed and word not in _PLAIN_NAME else []
    )


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


def committees_named(text: str, held: Iterable[str]) -> set[str]:
    """Which committees a text names: by all the words of their names that tell them apart, side by side.

    Of names that hold each other the longest counts.
    """
    said = f" {' '.join(word for word in words(text) if word not in {'and', 'of', 'the', 'for'})} "
    found = {}
    for name in set(held):
        core = [word for word in words(name) if word not in _BODY and word not in {"for"}]
        if core and f" {' '.join(core)} " in said and _says_body(text, name):
            found[name] = len(core)
    longest = max(found.values(), default=0)
    return {name for name, length in found.items() if length == longest}


def _says_body(text: str, name: str) -> bool:
    """Whether a text speaks of a body at all: "adoption" is a topic, "the adoption panel" may be a committee."""
    body = {word for word in words(name) if word in _BODY - _PLAIN_NAME} | {"meeting", "district"}
    return bool(body & set(words(text)))


def matches(wanted: str, name: str) -> bool:
    """Whether what somebody typed names this body: the whole name, or words that all stand in it ("Leicester City")."""
    if wanted.casefold().strip() == name.casefold():
        return True
    typed = [_COUNTIES.get(word, word) for word in words(wanted) if word not in {"the", "and", "of"}]
    return bool(typed) and set(typed) <= set(words(name))
