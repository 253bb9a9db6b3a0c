"""Which paragraphs say what was decided: those under a marker until its list or its sentence ends, and a bare "That …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.layouts.bodies import Draft
from ingest.layouts.segments import Mark
from ingest.records import Part

_BARE = re.compile(r"[Tt]hat\b.{3,}\b(?:be|not|it|notes?|approves?|agrees?)\b", re.DOTALL)
_VERB = re.compile(r"\b(?:that|be|is|are|was|were|to|not(?:e|ed|es)|approv\w+|agree\w*)\b", re.IGNORECASE)
_ENDS_LIST = re.compile(r"\(|NOTE:|Notes?:|Reasons?\b|The meeting\b|\[|Voting\b|Alternative options\b", re.IGNORECASE)
_BODY_ALONE = re.compile(
    r"(?:that )?(?:the|this) (?:sub-)?(?:committee|panel|board|commission|cabinet|council|executive|members)[ :-]*",
    re.IGNORECASE,
)
_THAT = re.compile(r"[“\"‘']?(?:and )?(?:that|to)\b", re.IGNORECASE)


def announcing(drafts: Sequence[Draft]) -> set[int]:
    """Indices of the paragraphs that only open a list of labelled decisions: "RESOLVED that the Council:"."""
    found: set[int] = set()
    behind = len(drafts)  # the first paragraph behind that heads no part
    for index in range(len(drafts) - 1, -1, -1):
        has_list = behind < len(drafts) and (drafts[behind].label is not None or behind in found)
        if has_list and (drafts[index].text.endswith(":") or _BODY_ALONE.fullmatch(drafts[index].text)):
            found.add(index)
        if not heads_a_part(drafts, index):
            behind = index
    return found


def heads_a_part(drafts: Sequence[Draft], index: int) -> bool:
    """Whether a paragraph heads some of the labelled decisions behind it: short, without a label, a stop or a verb."""
    draft = drafts[index]
    following = drafts[index + 1] if index + 1 < len(drafts) else None
    if draft.label or draft.opens or following is None or following.label is None or following.under is not draft.under:
        return False
    return 0 < len(draft.text.split()) <= 12 and draft.text[-1] not in ".;," and not _VERB.search(draft.text)


def decided(drafts: Sequence[Draft]) -> Iterator[int]:
    """Indices of the paragraphs that say what was decided."""
    labelled: bool | None = None  # of the list that is open; None when none is
    opening: Draft | None = None
    said = _Said()  # of the decision that is open
    for index, draft in enumerate(drafts):
        if draft.part is not Part.MINUTES:
            continue
        if draft.under is Mark.OUTCOME:
            if draft.opens:
                labelled = own_label(draft) is not None
                opening, said = draft, _Said()
            if labelled is not None and (_ends_list(draft, said, labelled=labelled) or _counts_on(opening, draft)):
                labelled = None
            said = said.and_then(draft.text)
            if labelled is not None:
                yield index
        elif draft.under is None and _BARE.match(draft.text) and _stands_alone(drafts, index):
            yield index


def own_label(draft: Draft) -> str | None:
    """The label of a decision; None where what is printed counts the paragraphs of the item."""
    return None if draft.counts_paragraphs else draft.label


def _counts_on(opening: Draft | None, draft: Draft) -> bool:
    """Whether a paragraph goes on with the numbers of the item's paragraphs: "3. RESOLVED that …" / "4. The Chair …"."""
    if opening is None or draft is opening or not opening.counts_paragraphs or draft.label is None:
        return False
    if not (draft.label.isdigit() and (opening.label or "").isdigit()):
        return draft.label.isdigit() == (opening.label or "").isdigit()
    return int(draft.label) == int(opening.label or 0) + 1  # one that begins again at 1 is a list within the decision


@dataclass(frozen=True, slots=True)
class _Said:
    """The paragraphs of a decision so far: how they begin and end, and how many quotation marks are open."""

    begins: str = ""
    ends: str = ""
    opened: int = 0

    def and_then(self, text: str) -> _Said:
        """With one more paragraph; behind a colon the decision begins anew."""
        opened = text.count("“") - text.count("”")
        if not self.begins or self.ends.endswith(":"):
            return _Said(text, text, opened)
        return _Said(self.begins, text or self.ends, self.opened + opened)


def _ends_list(draft: Draft, said: _Said, *, labelled: bool) -> bool:
    """Whether a paragraph is no decision any more; ``said`` are those before it."""
    if draft.opens:
        return False
    if bool(_ENDS_LIST.match(draft.text)) or (not labelled and _is_said(said, draft)):
        return True
    return labelled and draft.label is None and not draft.bullet


def _is_said(said: _Said, draft: Draft) -> bool:
    """Whether a decision in the form of "That …" has ended before a paragraph, which goes on with the debate."""
    if not _THAT.match(said.begins) or said.ends.endswith(":") or _THAT.match(draft.text) or said.opened > 0:
        return False
    if said.begins.startswith(("“", '"')) and said.ends.rstrip(".;").endswith(("”", '"')):
        return True
    return said.ends.endswith(".") and not draft.label and not draft.bullet


def _stands_alone(drafts: Sequence[Draft], index: int) -> bool:
    """A bare "That the report be noted." decides; one that goes on with a sentence or an announced list does not."""
    before = drafts[index - 1] if index else None
    if before is None or before.part is not Part.MINUTES:
        return True
    return before.text[-1:] in ".;" or before.text.casefold().endswith("; and") or not before.text
