"""What was decided, what is owed and by whom: under a marker, as a bare "That …", or as a sentence of the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.layouts.bodies import Draft
from ingest.layouts.decisions import announcing, decided, heads_a_part, own_label
from ingest.layouts.motions import Motion, motions_of
from ingest.layouts.people import NAME, is_office
from ingest.layouts.segments import Mark
from ingest.records import OutcomeKind, Part, Vote
from ingest.sentences import sentences

_BODY = r"(?:members|committee|sub-committee|panel|commission|board|cabinet|council|executive|forum|working group)"
_ALSO = r"(?:\s+(?:members|also|then|unanimously|therefore|subsequently)){0,4}"
_DECIDES = re.compile(
    rf"\b(?:{_BODY}{_ALSO}\s+(?:agreed|resolved|requested|recommended|decided|approved|endorsed|asked (?:that|for|to))\b"
    r"|it was (?:unanimously |further |also )?(?:agreed|resolved|decided|requested|recommended) (?:that|to)\b"
    r"|(?:director|officer|manager|head of [\w ]+|chair(?:man|person)?|member|leader|executive) (?:agreed|undertook|promised) to\b"
    r"|minutes\b.{0,160}\bwere (?:[\w,]+ ){0,6}(?:agreed|confirmed|approved|signed)\b"
    r"|(?:report|programme|plan|update|position|letter|presentation|verbal update) (?:was|were) "
    r"(?:noted|received|approved|endorsed|agreed|accepted)\b"
    r"|it was noted that the (?:date of the )?next meeting\b"
    r"|would be (?:re-?circulated|circulated|fed back|reported back|brought back)\b"
    rf"|would be (?:coming|brought|sent|provided|reported|submitted) (?:back )?to (?:the |all |this )?(?:next |future )?(?:{_BODY}|meeting)\b"
    rf"|intention to (?:present|bring|submit|provide) (?:a|an|the) (?:further |full )?(?:report|update)\b.{{0,40}}\b{_BODY}"
    r")",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    rf"\bagreed by the (?!{_BODY}\b)|\bagreed by (?!the |members|all)|\bhad (?:previously |already )?(?:been )?(?:agreed|resolved)\b",
    re.IGNORECASE,
)
_EARLIER_MEETING = re.compile(r"\bhad (?:met|taken place|been held)\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:following|after|at) (?:the|its|their) (?:last|previous)\b|\b(?:was|were) (?:previously|already) \w+",
    re.IGNORECASE,
)
_INLINE_LABEL = re.compile(r"(?:^|[;,.]\s+|\band\s+)\((?P<label>[a-z]|[ivx]{1,4})\)\s+(?=[A-Za-z])")
_OWED_BY = re.compile(r"(?:[Tt]he )?(?P<owner>[A-Z].{2,80}?) (?:to|will|would|agreed to|is to|was to) (?!be\b)[a-z]+\b")
_TRAILING = re.compile(r"(?<![\s,;])[\s,;]+(?:and)?\s*$")


@dataclass(frozen=True, slots=True)
class Found:
    """An outcome by the index of its paragraph; ``start`` and ``end`` as in the record."""

    kind: OutcomeKind
    draft: int
    label: str | None
    start: int
    end: int
    owner: str | None = None
    truncated: bool = False
    mover: str | None = None
    seconder: str | None = None
    result: str | None = None
    votes: tuple[Vote, ...] = ()


def outcomes(drafts: Sequence[Draft], text: str) -> list[Found]:
    """The outcomes of one item, in reading order; ``text`` is the record's."""
    decisions, motions = _moved(_decisions(drafts, text), drafts)
    taken = {found.draft for found in (*decisions, *motions)}
    found = [*decisions, *_actions(drafts, text), *motions]
    for index, draft in enumerate(drafts):
        if draft.part is Part.MINUTES and index not in taken and draft.under is not Mark.ACTION:
            found += _prose(draft, index, text)
    return sorted(found, key=lambda f: (f.start, f.end))


def under_outcome(drafts: Sequence[Draft], found: Sequence[Found]) -> set[int]:
    """Indices of the paragraphs that are decisions: their labels count the decisions, not the paragraphs."""
    return {f.draft for f in found if f.kind is OutcomeKind.DECISION}


# --- decisions ------------------------------------------------------------------------------------------------------


def _decisions(drafts: Sequence[Draft], text: str) -> list[Found]:
    found: list[Found] = []
    opening = announcing(drafts)
    for index in decided(drafts):
        draft = drafts[index]
        if not draft.text:
            continue
        if index in opening or heads_a_part(drafts, index):
            continue
        if found and not draft.label and drafts[index - 1].text.endswith(":") and found[-1].draft == index - 1:
            last = found.pop()  # a list of dates or names goes on with the line that announces it
            found.append(Found(last.kind, last.draft, last.label, last.start, draft.end, None, draft.truncated))
            continue
        found += _inline(draft, index, text) or [
            Found(OutcomeKind.DECISION, index, own_label(draft), draft.start, draft.end, None, draft.truncated)
        ]
    return found


def _inline(draft: Draft, index: int, text: str) -> list[Found]:
    """Decisions that stand in one paragraph as "(a) That …, and (b) that …"."""
    words = text[draft.start : draft.end]
    cuts = [(m.start(), m.end(), m["label"]) for m in _INLINE_LABEL.finditer(words)]
    first = draft.label
    if first is None and not (cuts and cuts[0][0] == 0):
        return []
    expected = chr(ord(first[0]) + 1) if first and len(first) == 1 else "a"
    if not cuts or cuts[0][2] != expected:
        return []
    starts = ([(0, first)] if first else []) + [(end, label) for _, end, label in cuts]
    ends = [start for start, _, _ in cuts] + [len(words)]
    if not first:
        ends = ends[1:]
    found = []
    for (start, label), end in zip(starts, ends, strict=True):
        tail = _TRAILING.search(words[start:end])
        stop = start + tail.start() if tail and end < len(words) else end
        found.append(Found(OutcomeKind.DECISION, index, label, draft.start + start, draft.start + stop))
    return found


# --- actions --------------------------------------------------------------------------------------------------------


def _actions(drafts: Sequence[Draft], text: str) -> Iterator[Found]:
    for index, draft in enumerate(drafts):
        if draft.under is not Mark.ACTION or not draft.opens:
            continue
        words = " ".join(draft.texts[1:]).strip() if len(draft.texts) > 1 else ""
        owner = " ".join(words.rstrip(".").split())
        before = next((i for i in range(index - 1, -1, -1) if drafts[i].part is Part.MINUTES and drafts[i].text), None)
        if before is not None and _is_owner(owner):
            start, end = _last_sentence(drafts[before], text)
            yield Found(OutcomeKind.ACTION, before, None, start, end, owner)
        elif words:
            start = text.index(draft.texts[1][:1], draft.start + len(draft.texts[0])) if draft.texts[1] else draft.start
            owed = _OWED_BY.match(words)
            by = owed["owner"] if owed and is_office(owed["owner"]) else None
            yield Found(OutcomeKind.ACTION, index, None, start, draft.end, by, draft.truncated)


def _is_owner(words: str) -> bool:
    """Names or offices, and nothing that is to be done."""
    return (
        bool(words)
        and len(words.split()) <= 10
        and all(
            NAME.fullmatch(part.strip()) or part.strip().istitle()
            for part in re.split(r",|/|&|\band\b", words)
            if part.strip()
        )
    )


def _last_sentence(draft: Draft, text: str) -> tuple[int, int]:
    start, end = sentences(text[draft.start : draft.end])[-1]
    return draft.start + start, draft.start + end


# --- motions --------------------------------------------------------------------------------------------------------


def _moved(decided: Sequence[Found], drafts: Sequence[Draft]) -> tuple[list[Found], list[Found]]:
    """The decisions with who moved them, where that stands before them, and the motions that have words of their own."""
    decisions, motions = list(decided), []
    moved = motions_of(drafts)
    for number, motion in enumerate(moved, start=1):
        stop = moved[number].draft if number < len(moved) else len(drafts)
        own = [n for n, found in enumerate(decisions) if motion.last < found.draft < stop]
        is_resolved = bool(own) and motion.result is None
        if is_resolved and motion.is_bare and decisions[own[0]].draft <= motion.last + 2:
            for n in own:
                decisions[n] = replace(decisions[n], mover=motion.mover, seconder=motion.seconder)
        else:
            motions.append(_motion(motion, drafts, "resolved" if is_resolved else motion.result))
    return decisions, motions


def _motion(motion: Motion, drafts: Sequence[Draft], result: str | None) -> Found:
    start, end = drafts[motion.draft].start, drafts[motion.last].end
    return Found(
        OutcomeKind.MOTION,
        motion.draft,
        None,
        start,
        end,
        mover=motion.mover,
        seconder=motion.seconder,
        result=result,
        votes=motion.votes,
    )


# --- sentences that decide ------------------------------------------------------------------------------------------


def _prose(draft: Draft, index: int, text: str) -> Iterator[Found]:
    words = text[draft.start : draft.end]
    earlier = _EARLIER_MEETING.search(words)
    for start, end in sentences(words):
        sentence = " ".join(words[start:end].split())
        if not _DECIDES.search(sentence) or _ELSEWHERE.search(sentence):
            continue
        if (earlier and earlier.end() <= start) or _PAST.search(sentence):
            continue
        yield Found(OutcomeKind.PROSE, index, None, draft.start + start, draft.start + end, None, draft.truncated)
