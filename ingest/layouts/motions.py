"""Motions and amendments: who moved and seconded them, in what words, and how the vote went."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.layouts.bodies import Draft
from ingest.layouts.people import NAME
from ingest.layouts.votes import side_of, votes_of
from ingest.records import Part, Side, Vote

_OFFICE = r"[Tt]he (?:Deputy |Vice-?)?(?:Leader|Chair(?:man|person|woman)?|Mayor|Cathaoirleach|President|Convener)"
_MOVER = rf"{_OFFICE}|{NAME.pattern}"
_MOVED = re.compile(
    rf"(?:it was )?(?:(?P<mover>{_MOVER})\s+(?:formally )?(?:proposed|moved),?\s+and\s+"
    rf"(?P<seconder>{_MOVER})(?:,[^.;]{{0,120}},)?\s+[Ss]econded"
    rf"|(?:(?:[Mm]oved|[Pp]roposed)(?: by)?\s*:?|[Oo]n the proposal of)\s+(?P<mover2>{_MOVER})[,;.]?\s+(?:and )?"
    rf"(?:was )?[Ss]econded(?: by)?\s*:?\s+(?P<seconder2>{_MOVER}))"
)
_PROPOSED = re.compile(r"(?:Moved|Proposed)(?: by)?\b")
_RESULT = re.compile(
    r"(?:the )?(?:substantive )?(?:motion|amendment|proposal)(?:,? (?:as amended|on being put to the vote))?,? (?:was |were )?"
    r"(?:declared )?(?P<result>carried|lost|agreed|withdrawn|defeated|approved|adopted|fell)\b|(?P<agreed>agreed unanimously)"
    r"|declared (?:that )?the (?:motion|amendment|proposal)\b.{0,200}?\b(?P<declared>carried|lost|defeated)\b",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"[\s,;.]*(?:and |it was |was |were |then )*(?:unanimously )?(?P<result>agreed|adopted|resolved|approved|carried)\b"
    r"(?P<unanimously> unanimously)?",
    re.IGNORECASE,
)
_SUBSTANTIVE = re.compile(r"substantive motion (?:was )?(?:declared )?(?P<result>carried|lost|agreed|approved)\b", re.I)
_AMENDMENT = re.compile(r"\bamendment\b", re.IGNORECASE)
_VOTES = re.compile(r"\b(?P<side>for|against|abstain(?:ed|ing|tions?)?)\s*[:(]\s*(?P<count>\d{1,3})\b", re.IGNORECASE)
_AFTER = re.compile(
    r"(?:Following|The (?:Chair|motion|amendment|vote)|On being put|(?:For|Against|Abstain)\b|Motion|Amendment)"
)
_LONGEST = 60  # paragraphs of the words of a motion
_LATEST = 60  # paragraphs in which its result follows


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion by the indices of its first and last paragraph."""

    draft: int
    last: int
    mover: str
    seconder: str
    result: str | None
    votes: tuple[Vote, ...] = ()
    is_bare: bool = False  # only who moved it is said; its words are those of the decision behind it


@dataclass(frozen=True, slots=True)
class _Moved:
    """Where something was moved: the paragraphs that say by whom, the words behind that."""

    draft: int
    last: int
    found: re.Match[str]

    @property
    def behind(self) -> str:
        """The words behind the names."""
        return self.found.string[self.found.end() :]


def motions_of(drafts: Sequence[Draft]) -> list[Motion]:
    """The motions and amendments of an item, in order."""
    moved = list(_moved(drafts))
    stops = [m.draft for m in moved[1:]] + [len(drafts)] * bool(moved)
    made = [_motion(drafts, m, stop) for m, stop in zip(moved, stops, strict=True)]
    return _with_substantive(drafts, moved, made)


def _moved(drafts: Sequence[Draft]) -> Iterator[_Moved]:
    """Every place where something is moved and seconded, in one paragraph or in two that are a line each."""
    taken = -1
    for index, draft in enumerate(drafts):
        if draft.part is not Part.MINUTES or index <= taken:
            continue
        found, last = _MOVED.search(draft.text[:400]), index
        if found is None and _PROPOSED.match(draft.text) and index + 1 < len(drafts):
            found, last = _MOVED.match(f"{draft.text} {drafts[index + 1].text}"), index + 1
        if found is not None:
            taken = last
            yield _Moved(index, last, found)


def _motion(drafts: Sequence[Draft], moved: _Moved, stop: int) -> Motion:
    mover = (moved.found["mover"] or moved.found["mover2"]).rstrip(".")
    seconder = (moved.found["seconder"] or moved.found["seconder2"]).rstrip(".")
    last = _last_of(drafts, moved.last, stop)
    if at_once := _AT_ONCE.match(moved.behind):
        words = at_once["result"].casefold() + (" unanimously" if at_once["unanimously"] else "")
        return Motion(moved.draft, last, mover, seconder, words)
    result, votes = _result(drafts[moved.draft : min(stop, moved.draft + _LATEST)])
    is_bare = last == moved.last and not moved.behind.strip(" ;:,.")
    return Motion(moved.draft, last, mover, seconder, result, votes, is_bare)


def _with_substantive(drafts: Sequence[Draft], moved: Sequence[_Moved], made: Sequence[Motion]) -> list[Motion]:
    """The motions; one on which amendments were moved has its result behind them, as the substantive motion."""
    motions = list(made)
    before, own = 0, None  # how many were moved so far, and which of them is the last that is no amendment
    for end, draft in enumerate(drafts):
        while before < len(moved) and moved[before].draft < end:
            own = own if _AMENDMENT.search(moved[before].behind[:60]) else before
            before += 1
        if own is None or motions[own].result is not None or not (found := _SUBSTANTIVE.search(draft.text)):
            continue
        start = next((i for i in range(end, moved[before - 1].draft, -1) if "substantive" in drafts[i - 1].text), end)
        votes = votes_of(drafts[start : end + 1])
        motions[own] = replace(motions[own], result=_told(found["result"], _counts(votes)), votes=votes)
    return motions


def _last_of(drafts: Sequence[Draft], index: int, stop: int) -> int:
    """The last paragraph of a motion: where the quotation mark closes, or the next numbered paragraph or the vote begins."""
    text = drafts[index].text
    quotes = index + 1 < stop and drafts[index + 1].text.startswith(("“", '"'))
    if not quotes and not text.endswith((":", " that", "motion", "amendment")) and text.count("“") <= text.count("”"):
        return index
    last = index
    while last + 1 < min(stop, index + _LONGEST):
        following = drafts[last + 1]
        is_open = text.count("“") > text.count("”")
        if not is_open and (_goes_on_elsewhere(following) or text.rstrip(".;").endswith("”")):
            break
        if following.label and _AFTER.match(following.text):
            break  # the quotation mark was forgotten
        last += 1
        text += following.text
    return last


def _goes_on_elsewhere(draft: Draft) -> bool:
    """Whether a paragraph is no part of a motion's words: the next of the item, a decision, the debate or the vote."""
    numbered = draft.label is not None and draft.label.isdigit()
    return numbered or draft.under is not None or bool(_AFTER.match(draft.text))


# --- how it went ----------------------------------------------------------------------------------------------------


def _result(drafts: Sequence[Draft]) -> tuple[str | None, tuple[Vote, ...]]:
    """How it went, with the votes where they are counted; and who voted how, where that is listed."""
    counted: dict[Side, str] = {}
    for end, draft in enumerate(drafts):
        for vote in _VOTES.finditer(draft.text):
            counted.setdefault(side_of(vote["side"]), vote["count"])
        found = _RESULT.match(draft.text) or _RESULT.search(draft.text[-80:])
        found = found or (_RESULT.search(draft.text) if "declared" in draft.text else None)
        if found:
            votes = votes_of(drafts[: end + 1])
            counted |= {side: str(count) for side, count in _counts(votes).items()}
            words = "agreed unanimously" if found["agreed"] else found["result"] or found["declared"]
            return _told(words, counted), votes
    votes = votes_of(drafts)
    return (_told("", _counts(votes)), votes) if votes else (None, ())


def _counts(votes: Sequence[Vote]) -> dict[Side, int]:
    return {vote.side: vote.count for vote in votes}


def _told(result: str, counted: dict[Side, int] | dict[Side, str]) -> str:
    """ "lost: 31 for, 35 against, 1 abstaining"."""
    said = ", ".join(f"{counted[side]} {side}" for side in Side if side in counted)
    return ": ".join(part for part in (result.casefold(), said) if part)
