"""Words of a question that stand in no record and are no words → the words of the records that they are near to."""

from __future__ import annotations

import re
from collections.abc import Callable

from rapidfuzz.distance import OSA

from assistant.asked.bodies import councils_named
from assistant.terms import stem, words
from ingest.embed import Embedder
from ingest.store import EVERYWHERE, View

_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 5  # letters of a word that is put right
_LONG = 8  # letters from which two slips are put right
_PLACES = 5  # passages from which the forms of a word are taken
_WHOLE = 3  # tokens of a word that the embedding model knows whole: it, and one before and after


def respell(text: str, view: View, embedder: Callable[[], Embedder]) -> tuple[str, tuple[str, ...]]:
    """A question with its misspelt words put right, and a note that says which.

    Misspelt is a word that no record holds and that the embedding model does not know whole either, if a word of the
    records is near to it: the nearest, and of those the one that most passages hold. What is written with a capital
    is taken for a name, and left.
    """
    notes: list[str] = []
    held = {meeting.council for meeting in view.meetings()}
    counts = view.document_counts([w for w in words(text) if len(w) >= _LEAST and w.isalpha()])

    def righted(found: re.Match[str]) -> str:
        word = found.group()
        is_known = counts.get(word.casefold(), 1) or word != word.casefold() or councils_named(word, held)
        if is_known or embedder().count_tokens(word) <= _WHOLE:
            return word
        better = _nearest(word, view)
        if better is None:
            return word
        notes.append(f"Read “{word}” as “{better}”.")
        return better

    return _WORD.sub(righted, text), tuple(notes)


def _nearest(word: str, view: View) -> str | None:
    """The word of the records that is nearest to one, if it is near enough and no other is as near and as common."""
    wanted = stem(word)
    most = 1 if len(word) < _LONG else 2
    near = sorted((OSA.distance(wanted, term), -count, term) for term, count in view.terms_like(wanted, most))
    if not near or near[0][0] > most or (len(near) > 1 and near[1][:2] == near[0][:2]):
        return None
    forms = _forms(near[0][2], view)
    best = min(forms, key=lambda form: (OSA.distance(word, form), form), default="")
    # Words of one stem may have little else in common ("leftover", "left").
    return best if best and OSA.distance(word, best) <= most else None


def _forms(wanted: str, view: View) -> set[str]:
    """Words of the records that have this stem."""
    hits = view.search_words([wanted], EVERYWHERE, _PLACES)
    passages = view.passages([hit.passage_id for hit in hits]).values()
    return {w for p in passages for w in words(f"{p.text} {p.context}") if stem(w) == wanted}
