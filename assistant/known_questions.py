"""A reply that an officer calls right → a known question, as `python -m eval --questions` reads them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.answers import Answer, NotFound
from assistant.locate import fold, states
from ingest.errors import BadQuestion
from ingest.records import fold_spaces

BETWEEN_FORMS = "|"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# What an answer must get right in any wording: dates, sums, shares, numbers of two digits and more.
_DATE = rf"\b\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?\b"
_SHARE = r"[£$€]?\d[\d,]*(?:\.\d+)? ?(?:%|million|billion)"
_SUM = r"[£$€]\d[\d,]*(?:\.\d+)?"
_TELLING = re.compile(rf"{_DATE}|{_SHARE}|{_SUM}|\b\d[\d,]*\d(?:\.\d+)?\b")
_MOST_FACTS = 12


def suggested(reply: Answer) -> tuple[str, ...]:
    """What a right answer might have to state: the dates and numbers of each claim, its words where it has none."""
    found: list[str] = []
    for claim in reply.claims:
        told = [match[0] for match in _TELLING.finditer(claim.text)]
        found += told or [fold_spaces(claim.text).rstrip(".;:, ")]
    return tuple(dict.fromkeys(found))[:_MOST_FACTS]


def facts_of(lines: str, reply: Answer) -> tuple[tuple[str, ...], ...]:
    """A fact a line, each in one form or in several. Raises `BadQuestion` where the reply does not state one."""
    facts = tuple(_forms(line) for line in lines.splitlines() if line.strip(f"{BETWEEN_FORMS} "))
    if not facts:
        raise BadQuestion(
            "Nothing is said that a right answer must state.",
            hint="Write at least one fact, each on a line of its own.",
        )
    said = fold(_text(reply))[0]
    for forms in facts:
        if not any(states(said, form) for form in forms):
            raise BadQuestion(
                f"This reply does not state “{forms[0]}”.",
                hint="Take words of the reply, or add the form in which it says so after a “|”.",
            )
    return facts


def as_case(reply: Answer | NotFound, facts: Sequence[Sequence[str]], number: int) -> dict[str, Any]:
    """The reply as a known question: what it cites is what a right answer cites."""
    is_answer = isinstance(reply, Answer)
    chosen = reply.question.filter
    kept = {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in asdict(chosen).items() if v is not None}
    return {
        "id": f"desk{number:04d}",
        "question": reply.question.text,
        "type": "fact" if is_answer else "unanswerable",
        "answer": _text(reply) if isinstance(reply, Answer) else "",
        "facts": [list(forms) for forms in facts] if is_answer else [],
        "citations": list(_cited(reply)) if isinstance(reply, Answer) else [],
        "also_ok": [],
        "filter": kept or None,
        "difficulty": "medium",
    }


def _forms(line: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in line.split(BETWEEN_FORMS) if form.strip())


def _text(reply: Answer) -> str:
    return " ".join(claim.text for claim in reply.claims)


def _cited(reply: Answer) -> Iterator[dict[str, Any]]:
    for citation in reply.citations:
        yield {
            "record": Path(citation.record.source.name).stem,
            "item": citation.item.number if citation.item else None,
            "paragraph": citation.paragraph.label,
            "quote": citation.quote,
        }
