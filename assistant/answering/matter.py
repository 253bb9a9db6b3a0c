"""The sentences that say something of the matter, without those that every item has."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answering.listed import end_of_list
from assistant.finding.ceremony import announces, is_ceremony
from assistant.finding.score import Sentence
from ingest.layouts.titles import VERB
from ingest.records import fold_spaces

_HEADING = 6  # words
_LEADS_IN = re.compile(
    r"(?:Agenda text: ?)?[“”\"]?[\w.’' ,()-]{1,60}\b(?:asks?|asked|says?|said|responded|replied|answered)"
    r"(?: \w+ (?:\w+ )?question)?\W*:\W*"
)  # whoever speaks next
_SHORT_LIST = 60  # words of a list that is told whole, with the line that announces it


def of_matter(scored: Iterable[Sentence]) -> list[Sentence]:
    """The sentences that say something of the matter, in their order; all of them where none does."""
    scored = list(scored)
    return [s for s in scored if says_something(s)] or scored


def says_something(sentence: Sentence) -> bool:
    """Whether a sentence says something of the matter; one that announces a list, whether it is told with the list."""
    if announces(sentence.text):
        listed = sentence.evidence.record.slice(sentence.end, end_of_list(sentence))
        return 0 < len(listed.split()) <= _SHORT_LIST
    return not is_ceremony(sentence.text) and not _is_title(sentence)


def is_heading(sentence: Sentence) -> bool:
    """Whether a sentence only heads what follows: a line without verb or stop ("Any questions"), "He asked:"."""
    text, paragraph = sentence.text, sentence.paragraph
    if _LEADS_IN.fullmatch(text):
        return True
    is_line = sentence.evidence.item is not None and paragraph.label is None and not paragraph.bullet
    return (
        is_line and len(text.split()) <= _HEADING and text[-1].isalpha() and text[0].isupper() and not VERB.search(text)
    )


def _is_title(sentence: Sentence) -> bool:
    """Whether a sentence only repeats the title of its item."""
    item = sentence.evidence.item
    return item is not None and sentence.text.rstrip(".").casefold() in fold_spaces(item.title).casefold()
