"""Is the question answered by what was found? A probability from a few plain signs, and reasons that need none."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence

from assistant.answers import Evidence, Kind, Understood
from assistant.bodies import councils_named
from assistant.business import is_recorded
from assistant.score import MONEY, NUMBER, Sentence, says_when, word_weights
from assistant.terms import content_words, is_asking, stems
from assistant.weights import Weights, learnt
from ingest.layouts.dates import DATE, date_of
from ingest.store import EVERYWHERE, View

_ASKS_MONEY = re.compile(
    r"[£$€]|\bpounds?\b|\b(?:hourly|daily|weekly) rate\b|\bhow much (?:money|is|was|does|did|will)\b|\bcosts?\b",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(
    r"\bhow much\b.{0,60}\b(?:paid|pay|spen[dt]|receive[ds]?|worth|fund(?:ed|ing)?|charge[ds]?|owe[ds]?)\b",
    re.IGNORECASE,
)
_ASKS_NUMBER = re.compile(
    r"\b(?:how many|how much|number of|what (?:percentage|proportion|share|figure|rate|sum|amount))\b", re.IGNORECASE
)
_ASKS_CHANGE = re.compile(
    r"\bhow much\b.{0,60}\b(?:rise|rose|risen|fall|fell|fallen|gr[eo]wn?|improv\w*|increas\w*|decreas\w*|reduc\w*|drop\w*"
    r"|chang\w*|up|down|back|higher|lower|longer|better|worse)\b",
    re.IGNORECASE,
)  # what rose by how much need not be money
_ASKS_OFTEN = re.compile(r"\bhow (?:often|long|regularly|frequently)\b", re.IGNORECASE)
_OFTEN = re.compile(r"\b(?:every|each|regular(?:ly)?|always|never|ongoing|daily|indefinite(?:ly)?)\b", re.IGNORECASE)
_ASKS_WHEN = re.compile(
    r"^\W*when\b|\bwhat (?:date|day|time)\b|\bwhen (?:is|was|will|are|were|does|did)\b|\bnext (?:meeting|mtg|visit)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_NO_NAMES = frozenset(f"{dt.date(2024, month, 1):%B}".casefold() for month in range(1, 13)) | frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "sept", "cllr"]
)
_HOW_MANY = re.compile(
    r"\b(?:how many|number of|how much)\b(?P<what>(?: [\w’'-]+){1,4}?)(?= (?:did|do|does|were|was|are|is|have|has|had|will|would|in|at|to|of|for|from)\b|[?.,]|$)",
    re.IGNORECASE,
)
_SUM = re.compile(r"[£$€]\s?\d")
_OF_MONEY = stems("how much many pounds money sum amount cost costs total more council")
_COUNTED_IN = 12  # best sentences in which a number must stand beside what is counted
_PLACES_READ = 3  # best passages in which a year must stand
_YEARS = re.compile(r"\b(?:19|20)\d{2}(?:[/–-]\d{2,4})?\b")
_BOUNDS = re.compile(r"\b(?:since|after|before|until|till|between)\s(?:the\s)?(?:\w+\s)?$", re.IGNORECASE)
_OF_A_MEETING = re.compile(
    r"\b(?:meeting|committee|panel|commission|board|cabinet|council)\b.{0,60}?\b(?:on|of|for)\s*(?:the\s*)?$"
    r"|\b(?:discussed?|happened|decided|considered|agreed|resolved)\b.{0,60}?\bon\s*(?:the\s*)?$",
    re.IGNORECASE,
)
LOOKED_AT = 4  # best sentences in which what was asked for must stand
_BEHIND = 1.0  # log odds by which they may be behind the best


def signs(
    understood: Understood, scored: Sequence[Sentence], evidence: Sequence[Evidence], view: View
) -> dict[str, float]:
    """The signs of an answer, each from 0 to about 1 but for ``best``, the score of the best sentence."""
    weighed = word_weights(understood, view)
    total = sum(weighed.values()) or 1.0

    def cover(there: set[str]) -> float:
        return sum(weight for word, weight in weighed.items() if word in there) / total

    passages = [stems(e.passage.text) | stems(e.passage.context) for e in evidence]
    everywhere: set[str] = set().union(*passages) if passages else set()
    top = scored[:LOOKED_AT]
    around = _around(scored[0], scored) if scored else ""
    return {
        "best": scored[0].score if scored else -10.0,
        "margin": scored[0].score - scored[min(9, len(scored) - 1)].score if scored else 0.0,
        "cover": max((cover(words) for words in passages[:5]), default=0.0),
        "around": cover(stems(around)),
        "missing": 1.0 - cover(everywhere),
        "nearness": max((s.nearness for s in top), default=0.0),
        "uncounted": float(_is_uncounted(understood, top)),
        "absent": _absent_share(understood, view),
        "unnamed": float(understood.kind is Kind.WHO and not any(s.speaker or _NAME.search(s.text) for s in top)),
        "slot": float(_slot_is_empty(understood, top)),
        "routine": float(understood.business is not None),
        "unrecorded": float(_is_unrecorded(understood, evidence)),
        "leans": float(understood.carried is not None),
    }


def _around(sentence: Sentence, scored: Sequence[Sentence]) -> str:
    """A sentence with its neighbours and the title above them."""
    place = sentence.evidence
    beside = [
        s.text for s in scored if s.evidence.passage.id == place.passage.id and abs(s.number - sentence.number) < 2
    ]
    return " ".join([place.passage.context, *beside])


def _is_uncounted(understood: Understood, top: Sequence[Sentence]) -> bool:
    """Whether it is asked how many there are of something, and none of the best sentences has a number beside it."""
    asked = _HOW_MANY.search(understood.question.text)
    counted = stems(asked["what"]) if asked else set()
    return bool(counted) and not any(NUMBER.search(s.text) and counted & stems(s.text) for s in top)


def undated(understood: Understood, scored: Sequence[Sentence]) -> str | None:
    """Why a question about a year has no answer: neither the best passages nor the dates of their meetings have it.

    A year in two ("2019/20") may also be spoken of at a meeting of one of them or of the year after, without being named;
    one that only bounds a time ("since 2019") need not be.
    """
    text = understood.question.text
    years = [found.group() for found in _YEARS.finditer(text) if not _BOUNDS.search(text[: found.start()])]
    places = list(dict.fromkeys(s.evidence.passage.id for s in scored))[:_PLACES_READ]
    there = [s.evidence for s in scored if s.evidence.passage.id in places]
    if not years or not there or any(_speaks_of(year, place) for year in years for place in there):
        return None
    return f"The minutes searched do not speak of {' or '.join(dict.fromkeys(years))} in this matter."


def _speaks_of(year: str, place: Evidence) -> bool:
    if year in f"{place.passage.text} {place.passage.context}":
        return True
    parts = re.split(r"[/–-]", year)
    first = int(parts[0])
    return len(parts) > 1 and first <= place.record.meeting.date.year <= first + 2


def uncounted(understood: Understood, scored: Sequence[Sentence], evidence: Sequence[Evidence]) -> str | None:
    """Why a question of how many has no answer: what is to be counted is spoken of, but never with a number.

    Where the records do not speak of it at all, they may do so in another word.
    """
    asked = _HOW_MANY.search(understood.question.text)
    counted = stems(asked["what"]) if asked and asked.group().casefold().startswith("how many") else set()
    if any(NUMBER.search(s.text) and counted & stems(s.text) for s in scored[:_COUNTED_IN]):
        return None
    is_spoken_of = any(counted & stems(place.passage.text) for place in evidence)
    return "The minutes searched speak of these, but give no number of them." if counted and is_spoken_of else None


def without_sum(understood: Understood, top: Sequence[Sentence]) -> str | None:
    """Why a question about money has no answer: none of the best sentences has a sum beside what it is asked of.

    How much something rose may be told in any figure.
    """
    text = understood.question.text
    is_change = bool(_ASKS_CHANGE.search(text) and _ASKS_NUMBER.search(text))
    if not (_asks_sum(text) or is_change) or _SUM.search(text):
        return None
    councils = understood.scope.councils if understood.scope else ()
    topic = {word for word in stems(text) - _OF_MONEY - stems(" ".join(councils)) if word.isalpha()}
    figure = NUMBER if is_change else MONEY
    if any(figure.search(s.text) and (not topic or topic & stems(s.text)) for s in top):
        return None
    return (
        "The minutes searched give no figure for this."
        if is_change
        else "The minutes searched give no sum of money for this."
    )


def _asks_sum(text: str) -> bool:
    """Whether a sum of money is asked for."""
    asks = _HOW_MUCH.search(text) or (_ASKS_MONEY.search(text) and _ASKS_NUMBER.search(text))
    return bool(asks) and not _ASKS_CHANGE.search(text)


def _absent_share(understood: Understood, view: View) -> float:
    """The share of the words that a question is about which stand nowhere in the minutes searched."""
    topic = [w for w in content_words(understood.text) if not is_asking(w) and w.isalpha() and w not in _NO_NAMES]
    if not topic or understood.scope is None:
        return 0.0
    scope = understood.scope
    return sum(not view.search_words([word], scope, 1, context_weight=1.0) for word in topic) / len(topic)


def _is_unrecorded(understood: Understood, evidence: Sequence[Evidence]) -> bool:
    """Whether routine business is asked for of which none of the records found has any."""
    business = understood.business
    records = {e.record.meeting.id: e.record for e in evidence}.values()
    return business is not None and not any(is_recorded(business, record) for record in records)


def probability(values: Mapping[str, float], weights: Weights | None = None) -> float:
    """How likely the question is answered, from 0 to 1."""
    weights = weights or learnt()
    odds = weights.answered_intercept + sum(weights.answered[name] * value for name, value in values.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _slot_is_empty(understood: Understood, top: Sequence[Sentence]) -> bool:
    """Whether a sum, a number or a date was asked for and none of the best sentences has one."""
    text = understood.question.text
    if top:
        top = [s for s in top if s.score >= top[0].score - _BEHIND]
    if _asks_sum(text) or "£" in text:
        return not any(MONEY.search(s.text) for s in top)
    if _ASKS_OFTEN.search(text):
        return not any(NUMBER.search(s.text) or says_when(s.text) or _OFTEN.search(s.text) for s in top)
    if _ASKS_NUMBER.search(text) or understood.kind is Kind.NUMBER:
        return not any(NUMBER.search(s.text) for s in top)
    if _ASKS_WHEN.search(text):
        return not any(says_when(s.text) for s in top)
    return False


def no_such_meeting(understood: Understood, view: View) -> str | None:
    """Why a question about the meeting of a certain day has no answer: no meeting of that day is held."""
    text = understood.question.text
    for found in DATE.finditer(text):
        date = date_of(found)
        if date is None or not _OF_A_MEETING.search(text[: found.start()]) or understood.scope is None:
            continue
        meetings = view.meetings(understood.scope)
        if all(meeting.date != date for meeting in meetings):
            held = ", ".join(f"{m.date.day} {m.date:%B %Y}" for m in sorted(meetings, key=lambda m: m.date)[:6])
            return f"No minutes of a meeting on {date.day} {date:%B %Y} are held; those held are of {held}."
    return None


def unknown_name(understood: Understood, view: View) -> str | None:
    """Why a question about somebody or something that the minutes searched never name has no answer in them.

    A name is a word with a capital that does not begin the question, four letters long at least, or one that the
    records elsewhere write with a capital; days, months and what says which council is meant are none.
    """
    if understood.scope is None:
        return None
    absent = [name for name in _named(understood, view) if not view.search_words([name], understood.scope, 1)]
    nowhere = [name for name in absent if not view.document_counts([name])[name]]
    if nowhere:
        return f"The minutes held do not mention {' or '.join(_as_written(name, understood) for name in nowhere)}."
    elsewhere = [name for name in absent if _is_name(name, view)]
    if elsewhere:
        return f"The minutes searched do not mention {' or '.join(_as_written(n, understood) for n in elsewhere)}."
    return None


def _named(understood: Understood, view: View) -> list[str]:
    """The words of a question that may be names, in small letters."""
    text = understood.question.text
    held = {meeting.council for meeting in view.meetings()}
    councils = stems(" ".join(held))
    is_lower = text == text.casefold()  # then names are not written with a capital either
    capital = {m.group().casefold().removesuffix("'s") for m in _NAME.finditer(text)}
    return [
        word
        for word in content_words(text)
        if (word in capital or (is_lower and len(word) > 3 and word.isalpha() and _is_absent(word, understood, view)))
        and word not in _NO_NAMES
        and not is_asking(word)
        and not stems(word) <= councils
        and not councils_named(word, held)
    ]


def _is_absent(word: str, understood: Understood, view: View) -> bool:
    """Whether a word stands in records, but in none of those searched."""
    assert understood.scope is not None  # noqa: S101
    return not view.search_words([word], understood.scope, 1) and bool(view.document_counts([word])[word])


def _is_name(word: str, view: View) -> bool:
    """Whether the records write a word with a capital wherever it stands."""
    hits = view.search_words([word], EVERYWHERE, LOOKED_AT)
    texts = [passage.text for passage in view.passages([hit.passage_id for hit in hits]).values()]
    within = rf"(?:(?<=[a-z,] )|(?<=[a-z,] [‘“'\"]))\b{re.escape(word)}\b"  # a word that does not begin its sentence
    written = [m.group() for text in texts for m in re.finditer(within, text, re.IGNORECASE)]
    return bool(written) and all(form[0].isupper() for form in written)


def _as_written(word: str, understood: Understood) -> str:
    found = re.search(rf"\b{re.escape(word)}\b", understood.question.text, re.IGNORECASE)
    return found.group() if found else word
