"""Which paragraphs say what was decided: those under a marker until its list or its sentence ends, and a bare "That …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.layouts.bodies import Draft
from ingest.layouts.segments import Mark
from ingest.records import Part

_BARE = re.compile(r"[Tt]hat\b.{3,}\b(?:be|not|it|notes?|approves?|agrees?)\b", re.DOTALL)
_VERB = re.compile(r"\b(?:that|be|is|are|was|were|to|not(?:e|ed|es)|approv\w+|agree\w*)\b", re.IGNORECASE)
_ENDS_LIST = re.compile(r"\(|NOTE:|Notes?:|Reasons?\b|The meeting\b|\[|Voting\b|Alternative options\b", re.IGNORECASE)
_THAT = re.compile(r"[“\"‘']?(?:and )?(?:that|to)\b", re.IGNORECASE)


def announces(drafts: Sequence[Draft], index: int) -> bool:
    """Whether a paragraph only opens a list of labelled decisions: "RESOLVED that the Council:"."""
    if not drafts[index].text.endswith(":"):
        return False
    behind = index + 1
    while behind < len(drafts) and heads_a_part(drafts, behind):
        behind += 1
    return behind < len(drafts) and (drafts[behind].label is not None or announces(drafts, behind))


def heads_a_part(drafts: Sequence[Draft], index: int) -> bool:
    """Whether a paragraph heads some of the labelled decisions behind it: short, without a label, a stop or a verb."""
    draft = drafts[index]
    following = drafts[index + 1] if index + 1 < len(drafts) else None
    if draft.label or draft.opens or following is None or following.label is None or following.under is not draft.under:
        return False
    return len(draft.text.split()) <= 12 and draft.text[-1] not in ".;," and not _VERB.search(draft.text)


def decided(drafts: Sequence[Draft]) -> Iterator[int]:
    """Indices of the paragraphs that say what was decided."""
    labelled: bool | None = None  # of the list that is open; None when none is
    opening: Draft | None = None
    said = ""  # of the decision that is open
    for index, draft in enumerate(drafts):
        if draft.part is not Part.MINUTES:
            continue
        if draft.under is Mark.OUTCOME:
            if draft.opens:
                labelled = own_label(draft) is not None
                opening, said = draft, ""
            if labelled is not None and (_ends_list(draft, said, labelled=labelled) or _counts_on(opening, draft)):
                labelled = None
            said = draft.text if said.endswith(":") else said + draft.text
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


def _ends_list(draft: Draft, said: str, *, labelled: bool) -> bool:
    """Whether a paragraph is no decision any more; ``said`` are those before it."""
    if draft.opens:
        return False
    if bool(_ENDS_LIST.match(draft.text)) or (not labelled and _is_said(said, draft)):
        return True
    return labelled and draft.label is None and not draft.bullet


def _is_said(said: str, draft: Draft) -> bool:
    """Whether a decision in the form of "That …" has ended before a paragraph, which goes on with the debate."""
    if not _THAT.match(said) or said.endswith(":") or _THAT.match(draft.text) or said.count("“") > said.count("”"):
        return False
    if said.startswith(("“", '"')) and said.rstrip(".;").endswith(("”", '"')):
        return True
    return said.endswith(".") and not draft.label and not draft.bullet


def _stands_alone(drafts: Sequence[Draft], index: int) -> bool:
    """A bare "That the report be noted." decides; one that goes on with a sentence or an announced list does not."""
    before = drafts[index - 1] if index else None
    if before is None or before.part is not Part.MINUTES:
        return True
    return before.text[-1:] in ".;" or before.text.casefold().endswith("; and") or not before.text
