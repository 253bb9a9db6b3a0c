"""Words in a record that give orders to a machine: such a passage is not given to a chat model.

The second of two lines of defence, and the weaker one: what a model says is shown only where the record bears it out.
Minutes give orders too ("Members are asked to ignore the previous report"), so what is looked for is narrow, and an
answer in the record's own words may still be taken from such a passage.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from assistant.answers import Evidence
from assistant.models.excerpts import excerpt, seen

_LOOK_ALIKES = str.maketrans("аеіорсухѕԁһјӏ013$@", "aeiopcyxsdhjloiesa")
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|prompts?|guidelines|directives)\b"
    r"|\b(?:system|developer|hidden|initial) (?:prompt|message|instructions?)\b"
    r"|\b(?:you are|act as|behave as|pretend to be) (?:now )?(?:an? )?(?:\w+ )?(?:ai|assistant|chatbot|language model|llm|dan)\b"
    r"|\b(?:as|dear|attention|note to|notice to|to) (?:an? |any |the |all )?(?:ai|language models?|llms?|chatbots?)\b"
    r"|<\|?/?(?:system|assistant|user|im_start|im_end|inst)\b|\[/?(?:inst|system)\]"
    r"|(?:^|\n|[.!?:;\"“] )(?:system|assistant) ?: "
    r"|(?:^|[.!?:;\"“-] )(?:now |please |instead,? |and )?(?:reply|respond|answer|output|print|say|write|tell (?:the )?(?:user|reader)s?)"
    r" (?:only |exactly |instead |just )?(?:with |that |in |“|\"|')"
    r"|\b(?:reveal|repeat|print|show|output|disclose|send)\b.{0,40}\b(?:prompts?|api keys?|secret key|credentials|passwords?)\b",
    re.IGNORECASE,
)


_LONGEST_NAME = 30  # words
_SENTENCE_IN_NAME = re.compile(r"[.!?:;]\s+\S+\s+\S+\s+\S+\s+\S")


def gives_orders(text: str) -> bool:
    """Whether a text reads like orders to a machine, however its letters are drawn."""
    plain = unicodedata.normalize("NFKC", seen(text)).casefold()
    return _ORDERS.search(plain) is not None or _ORDERS.search(plain.translate(_LOOK_ALIKES)) is not None


def _is_no_name(name: str) -> bool:
    """Whether what is given as the name of a council or a committee says more than a name does."""
    return len(name.split()) > _LONGEST_NAME or _SENTENCE_IN_NAME.search(name) is not None


def _body(evidence: Evidence) -> str:
    meeting = evidence.record.meeting
    return f"{meeting.council.name} {meeting.committee.name}"


def without_orders(evidence: Sequence[Evidence]) -> tuple[list[Evidence], tuple[str, ...]]:
    """The evidence that a model may read, and a note where some is kept from it."""
    safe = [one for one in evidence if not (gives_orders(excerpt(1, one)) or _is_no_name(_body(one)))]
    kept = len(evidence) - len(safe)
    if not kept:
        return safe, ()
    many = "1 passage that reads" if kept == 1 else f"{kept} passages that read"
    return safe, (f"Not given to the model: {many} like orders to a machine.",)
