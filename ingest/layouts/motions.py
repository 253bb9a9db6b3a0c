"""Motions and amendments: who moved and seconded them, in what words, and how the vote went."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.layouts.bodies import Draft
from ingest.layouts.people import NAME
from ingest.records import Part

_MOVED = re.compile(
    rf"(?:it was )?(?:(?P<mover>{NAME.pattern})\s+(?:proposed|moved),?\s+and\s+(?P<seconder>{NAME.pattern})\s+[Ss]econded"
    rf"|(?:moved|proposed) by (?P<mover2>{NAME.pattern}),? (?:and )?seconded by (?P<seconder2>{NAME.pattern}))"
)
_RESULT = re.compile(
    r"(?:the )?(?:substantive )?(?:motion|amendment)(?:,? (?:as amended|on being put to the vote))?,? (?:was |were )?(?:declared )?"
    r"(?P<result>carried|lost|agreed|withdrawn|defeated|approved|fell)\b|(?P<agreed>agreed unanimously)",
    re.IGNORECASE,
)
_VOTES = re.compile(r"\b(?P<side>for|against|abstain(?:ed|ing|tions?)?)\s*[:(]\s*(?P<count>\d{1,3})\b", re.IGNORECASE)
_AFTER = re.compile(
    r"(?:Following|The (?:Chair|motion|amendment|vote)|On being put|(?:For|Against|Abstain)\b|Motion|Amendment)"
)
_LONGEST = 20  # paragraphs of the words of a motion
_LATEST = 60  # paragraphs in which its result follows


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion by the indices of its first and last paragraph."""

    draft: int
    last: int
    mover: str
    seconder: str
    result: str | None


def motions_of(drafts: Sequence[Draft]) -> Iterator[Motion]:
    """The motions and amendments of an item, in order."""
    moved = [
        (index, found)
        for index, draft in enumerate(drafts)
        if draft.part is Part.MINUTES and (found := _MOVED.search(draft.text[:400]))
    ]
    for place, (index, found) in enumerate(moved):
        stop = moved[place + 1][0] if place + 1 < len(moved) else len(drafts)
        mover = found["mover"] or found["mover2"]
        seconder = found["seconder"] or found["seconder2"]
        last = _last_of(drafts, index, stop)
        yield Motion(index, last, mover, seconder, _result(drafts[index : min(stop, index + _LATEST)]))


def _last_of(drafts: Sequence[Draft], index: int, stop: int) -> int:
    """The last paragraph of a motion: where the quotation mark closes, or the next numbered paragraph or the vote begins."""
    text = drafts[index].text
    if not text.endswith((":", " that", "motion", "amendment")) and text.count("“") <= text.count("”"):
        return index
    last = index
    while last + 1 < min(stop, index + _LONGEST):
        following = drafts[last + 1]
        is_open = text.count("“") > text.count("”")
        if not is_open and (_goes_on_elsewhere(following) or text.endswith("”")):
            break
        last += 1
        text += following.text
    return last


def _goes_on_elsewhere(draft: Draft) -> bool:
    """Whether a paragraph is no part of a motion's words: the next of the item, a decision, the debate or the vote."""
    numbered = draft.label is not None and draft.label.isdigit()
    return numbered or draft.under is not None or bool(_AFTER.match(draft.text))


def _result(drafts: Sequence[Draft]) -> str | None:
    """How it went, with the votes where they are counted."""
    votes: dict[str, str] = {}
    for draft in drafts:
        for vote in _VOTES.finditer(draft.text):
            votes.setdefault(vote["side"].casefold()[:7], vote["count"])
        found = _RESULT.match(draft.text) or _RESULT.search(draft.text[-80:])
        if found:
            result = "agreed unanimously" if found["agreed"] else found["result"].casefold()
            return f"{result}: {_counted(votes)}" if votes else result
    return None


def _counted(votes: dict[str, str]) -> str:
    names = {"for": "for", "against": "against", "abstain": "abstaining"}
    return ", ".join(f"{votes[side]} {name}" for side, name in names.items() if side in votes)
