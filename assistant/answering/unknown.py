"""Why a question about somebody or something that the minutes searched never name has no answer in them."""

from __future__ import annotations

import re

from assistant.answers import Understood
from assistant.asked.bodies import councils_named
from assistant.terms import NO_NAMES, content_words, is_asking, stems
from ingest.store import EVERYWHERE, View

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_WRITTEN_IN = 4  # passages in which it is looked how a word is written


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
        and word not in NO_NAMES
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
    hits = view.search_words([word], EVERYWHERE, _WRITTEN_IN)
    texts = [passage.text for passage in view.passages([hit.passage_id for hit in hits]).values()]
    within = rf"(?:(?<=[a-z,] )|(?<=[a-z,] [‘“'\"]))\b{re.escape(word)}\b"  # a word that does not begin its sentence
    written = [m.group() for text in texts for m in re.finditer(within, text, re.IGNORECASE)]
    return bool(written) and all(form[0].isupper() for form in written)


def _as_written(word: str, understood: Understood) -> str:
    found = re.search(rf"\b{re.escape(word)}\b", understood.question.text, re.IGNORECASE)
    return found.group() if found else word
