"""Recorded votes: how many were for, against and abstaining, and who, where the record lists them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.layouts.bodies import Draft
from ingest.layouts.marks import VOTE_SIDE
from ingest.layouts.people import NAME, is_honour
from ingest.records import Side, Vote

_NAMED_COUNT = re.compile(r"\(\s*(\d{1,3})\s*\)\W*$")
_VERDICT = re.compile(
    r"\s*\b(?:(?:the )?(?:substantive )?(?:motion|amendment|proposal)\b|the \w+ declared\b).*", re.I | re.S
)
_NO_ABSTENTIONS = re.compile(r"there (?:were|was) no abst", re.IGNORECASE)
_ALL = re.compile(r"^(?:councillors?|cllrs?|members?)\.?:?\s+", re.IGNORECASE)


def votes_of(drafts: Sequence[Draft]) -> tuple[Vote, ...]:
    """The sides of the first vote that some paragraphs record; none, where they record none."""
    sides: dict[Side, tuple[int | None, list[str]]] = {}
    side: Side | None = None
    for draft in drafts:
        words = draft.text
        if head := VOTE_SIDE.match(words):
            side = side_of(head["side"])
            if side in sides:
                break  # the next vote
            count = head["count"] or head["count2"]
            sides[side] = (int(count) if count else None, [])
            words = words[head.end() :]
        if side is None:
            continue
        if draft.label and not head:
            break
        if nobody := _NO_ABSTENTIONS.search(words):
            sides.setdefault(Side.ABSTAINING, (0, []))
            words = words[: nobody.start()]
        verdict = _VERDICT.search(words)
        listed = words[: verdict.start()] if verdict else words
        sides[side][1].append(listed)
        if verdict:
            break
    votes = [_vote(one, count, " ".join(listed)) for one, (count, listed) in sides.items()]
    return tuple(vote for vote in votes if vote is not None)


def side_of(word: str) -> Side:
    """The side that a word names: "for", "against", and what remains is abstaining."""
    return next((side for side in (Side.FOR, Side.AGAINST) if side == word.casefold()), Side.ABSTAINING)


def _vote(side: Side, count: int | None, listed: str) -> Vote | None:
    """One side; a number behind the names is how many they are."""
    counted = _NAMED_COUNT.search(listed)
    if counted:
        listed = listed[: counted.start()]
    names = tuple(_names(listed))
    printed = count if count is not None else int(counted[1]) if counted else None
    if printed is None and not names:
        return None
    return Vote(side, len(names) if printed is None else printed, names)


def _names(listed: str) -> list[str]:
    """The names of a list set in commas; letters of honour behind a name are no name."""
    parts = [part.strip(" .;") for part in re.split(r",|;|\band\b", _ALL.sub("", listed.strip()))]
    return [part for part in parts if part and not is_honour(part) and NAME.fullmatch(part)]
