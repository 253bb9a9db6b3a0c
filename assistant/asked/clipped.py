"""Names that a question clips ("Lib Dems", "Chief Super") → as the records write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.terms import NO_NAMES, content_words, stem
from ingest.store import EVERYWHERE, View

_PAIR = re.compile(r"\b(?=(?P<first>[^\W\d_]{3,}) (?P<second>[^\W\d_]{3,}))")
_TITLES = NO_NAMES | {"councillor", "miss", "sir", "lord", "lady", "dame", "prof"}  # behind them stands somebody's name
_LEAST = 3  # letters of a word that is clipped
_RARE = 3  # passages at most that hold a clipped word as it is
_CUT = 3  # letters that are cut off it, at least
_LONGEST = 12  # letters that are cut off it, at most
_PLACES = 20  # passages in which the whole name is looked for


def unclipped(text: str, view: View) -> tuple[str, tuple[str, ...]]:
    """A question with its clipped names written out, and a note that says which.

    Clipped is a word that hardly any record holds, where records hold a longer one that begins with it, behind a word
    that is or begins with the one before it in the question: one word alone may be somebody's name that is only like
    another.
    """
    notes: list[str] = []
    is_small = text == text.casefold()  # then names are not written with a capital either
    for found in list(_PAIR.finditer(text)):
        if not is_small and not found["second"][0].isupper():
            continue
        name = f"{found['first']} {found['second']}"
        whole = _whole(found["first"], found["second"], view)
        if whole is not None:
            notes.append(f"Read “{name}” as “{whole}”.")
            text = text.replace(name, whole)
    return text, tuple(notes)


def _whole(first: str, second: str, view: View) -> str | None:
    """The commonest way in which the records write out two words of which the second is clipped."""
    stump = second.casefold()
    held = view.document_counts([stump])[stump]
    if first.casefold() in _TITLES or not content_words(stump) or held > _RARE:
        return None
    stump = stump.removesuffix("s") if len(stump) > _LEAST else stump
    written: list[str] = []
    for longer in _longer(stump, view):
        both = re.compile(rf"\b{re.escape(first)}\w* {re.escape(stump)}\w+", re.IGNORECASE)
        hits = view.search_words([longer], EVERYWHERE, _PLACES)
        for passage in view.passages([hit.passage_id for hit in hits]).values():
            written += both.findall(passage.text)
    # A word that records do hold, if seldom, is clipped only where they write the whole name more often.
    return max(written, key=lambda name: (written.count(name), name)) if len(written) > held else None


def _longer(stump: str, view: View) -> Iterator[str]:
    """The stems of the records that begin with a clipped word."""
    for term, _ in view.terms_like(stem(stump), _LONGEST):
        if term.startswith(stump) and len(term) - len(stump) >= _CUT:
            yield term
