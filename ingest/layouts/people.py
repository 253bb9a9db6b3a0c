"""Who was there: names and roles out of attendance lists and apologies."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.records import Attendance, Presence

_TITLE = r"(?:Councillors?|Cllrs?|Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Rev(?:erend|d)?|Sir|Dame|Lord|Lady|Alderman|Baroness)\.?"
_WORD = r"(?:[A-ZÀ-Þ][\w’'.-]*)"
NAME = re.compile(rf"(?:{_TITLE}\s+)*{_WORD}(?:\s+(?:{_WORD}|de|van|der|la|le|Mac|Mc)){{0,5}}(?:\s*\([A-Z]{{1,3}}\))?")
"""A name; letters in brackets behind it tell namesakes apart: "Councillor Collins (B)"."""
_LISTED = re.compile(
    r"(?P<also>(?:also (?:present|attend\w*|in attendance)|in attendance|officers?(?: (?:present|in attendance))?|attend\w*"
    r"|by invitation|observers?|invited|others present)(?=\s*[:\-–])|(?:officials|staff|officers)\b[^:,.]{0,40}(?=:))\s*[:\-–]"
    r"|(?P<chair>(?:in the )?chair(?:man|person|woman)?)\s*:"
    r"|(?P<apologies>apologies(?: for absence)?(?: from [\w ]{1,30}(?=:))?)\s*[:\-–]"
    r"|(?P<present>(?:members )?present(?: in the chair)?|councillors(?: present| in attendance)?|membership"
    r"|co-?opt(?:ees?|ed)\b[^:,.]{0,40}(?=:)"
    r"|(?!apolog|absen|note\b|contact|enquir|substitut)(?:[\w-]+ ){0,3}?members\b(?! of the public)[^:,.]{0,40}(?=:))\s*[:\-–]",
    re.IGNORECASE,
)
_APOLOGIES = re.compile(
    r"(?:reported|received|gave|noted) apologies(?: for absence)? (?:from|on behalf of) (?P<told>.+)|"
    r"apolog(?:y|ies)(?: for (?:non-?)?(?:absence|attendance|lateness))?(?: from the meeting)? "
    r"(?:was|were|had been|have been)(?: \w+){0,4}? (?:from|on behalf of|for|by)\s+(?P<who>.+)",
    re.IGNORECASE | re.DOTALL,
)
_TELLS = re.compile(
    r"(?:the|this) (?:panel|committee|board|commission|meeting|council|cabinet|group|forum|executive|chair\w*)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:from|on behalf of)\s+", re.IGNORECASE)
_THESE = re.compile(
    r"(?:these|they) (?:was|were|had been|have been)(?: \w+){0,3}? (?:from|on behalf of|for|by)\s+(?P<who>.+)",
    re.IGNORECASE | re.DOTALL,
)
_TITLED = re.compile(rf"{_TITLE}\s+.+")
_ROLE = re.compile(
    r"\b(?:chair(?:man|person|woman)?|c?h?(?:athaoirleach|omhairleoir)|vice|director|officer|manager|head|member|lead|leader|mayor|secretary|advis[eo]r|inspector"
    r"|commissioner|executive|solicitor|clerk|representative|consultant|principal|governor|trustee|assistant|deputy)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:healthwatch|council|trust|nhs|police|board|school|academy|university|college|service|services|ltd|limited"
    r"|association|union|church|ofsted|authority|committee|panel|group|department|foundation|federation|centre|society)\b"
    r"|shire\b",
    re.IGNORECASE,
)
_OFFICES = re.compile(rf"{_WORD}(?: (?:{_WORD}|of|and|for|the|&|[–-]))*")
_HONOUR = re.compile(r"(?:[OMC]BE|K?C?B|DL|JP|QC|KC|MP|MEP|PhD|BEM|TD|FRSA?)")
_CHAIR = re.compile(r"\s*\(?in the chair\)?\.?\s*$", re.IGNORECASE)
_END = re.compile(r"\.\s*$")
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\bM[rsx])(?<!\bDr)(?<!\bMrs)(?<!\bRev)\.\s+(?=[A-Z])")
_LONGEST_ROLE = 300  # characters


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch between two commas of a list, outside brackets."""

    text: str
    start: int
    end: int
    new_line: bool
    behind_and: bool  # "and" cuts it off from the part before


def is_honour(text: str) -> bool:
    """Whether some letters are an honour behind a name: "OBE"."""
    return bool(_HONOUR.fullmatch(text))


def is_office(text: str) -> bool:
    """Whether some words are a person or an office, or several: "Head of Roads", "Cllr Bright and the Clerk"."""
    return bool(_OFFICES.fullmatch(text) and (_ROLE.search(text) or _TITLED.fullmatch(text) or text == "Officers"))


def begins_list(text: str) -> bool:
    """Whether a line begins a list of who was there: "PRESENT: …"."""
    return bool(_LISTED.match(text))


def listed(rows: Sequence[tuple[str, int, bool]]) -> list[Attendance]:
    """Attendance out of the rows of a header: (text, start, ends the list before it)."""
    found: list[Attendance] = []
    mark: re.Match[str] | None = None
    block: list[tuple[str, int]] = []
    for row, row_start, breaks in rows:
        begins = _LISTED.match(row)
        if begins or breaks or _TELLS.match(row) or (mark and mark["chair"] and block):
            found += _of_list(block, mark)
            block, mark = [], begins
        at = begins.end() if begins else 0
        if mark is not None and row[at:].strip():
            block.append((row[at:], row_start + at))
    return found + _of_list(block, mark)


def _of_list(block: Sequence[tuple[str, int]], mark: re.Match[str] | None) -> list[Attendance]:
    """The people of a list, by the words that it begins with: "Chair: Councillor A. Lee" says her office."""
    if mark is None:
        return []
    people = _people(block, _presence(mark))
    return [replace(one, role=one.role or "Chair") for one in people] if mark["chair"] else people


def apologies(text: str, start: int, *, under_their_title: bool = False) -> list[Attendance]:
    """Who sent apologies, out of a sentence such as "Apologies were received from Councillor Barnes.".

    Under a title that says so it may be "These were received from …".
    """
    found = _APOLOGIES.search(text) or (_THESE.match(text) if under_their_title else None)
    if found is None:
        return []
    name = "who" if found["who"] else "told"
    who = _SENTENCE_END.split(found[name])[0]
    return _people([(who, start + found.start(name))], Presence.APOLOGIES)


def _presence(mark: re.Match[str]) -> Presence:
    if mark["also"]:
        return Presence.IN_ATTENDANCE
    return Presence.APOLOGIES if mark["apologies"] else Presence.PRESENT


def _people(block: Sequence[tuple[str, int]], presence: Presence) -> list[Attendance]:
    """People out of the rows of one list: names, each with the role in brackets or behind a comma."""
    return list(_bracketed(block, presence)) or _listed_people(block, presence)


def _listed_people(block: Sequence[tuple[str, int]], presence: Presence) -> list[Attendance]:
    people: list[Attendance] = []
    title = ""
    one_a_row = _is_one_a_row(block)
    for part in _parts(block):
        text, role = _name_and_role(_FROM.sub("", part.text, count=1) if _FROM.match(part.text) else part.text)
        plural = re.match(r"(Councillor|Cllr)s\.?:?\s+", text)
        if plural:
            title = plural.group(1)
            text = text[plural.end() :]
        end = part.end
        if is_honour(text):
            continue  # letters behind a name, cut off at the comma
        if people and not part.new_line and (_is_role(text) or (one_a_row and not _TITLED.fullmatch(text))):
            people[-1] = _with_role(people[-1], part.text, end, " and" if part.behind_and else ",")
        elif NAME.fullmatch(text) and not _is_role(text):
            name = f"{title} {text}" if title and not re.match(_TITLE + r"\s", text) else text
            people.append(Attendance(name, presence, role, part.start, end))
    return people


def _is_one_a_row(block: Sequence[tuple[str, int]]) -> bool:
    """Whether each row names one person and then the office: "Ann Lee, Director of Roads and Paths"."""
    second = [parts[1] for row, _ in block if len(parts := row.split(",")) > 1]
    return len(block) > 1 and sum(map(_is_role, second)) > len(block) / 2


def _bracketed(block: Sequence[tuple[str, int]], presence: Presence) -> Iterator[Attendance]:
    """People of a list that puts the office first and the name in brackets: "Director, Housing (Ms. A. Duke), …"."""
    text = "\n".join(row for row, _ in block)
    brackets = [" ".join(found.group(1).split()) for found in re.finditer(r"\(([^()]*)\)", text)]
    if not brackets or sum(bool(_TITLED.fullmatch(name)) for name in brackets) <= len(brackets) / 2:
        return
    starts: list[int] = [0]
    for row, _ in block:
        starts.append(starts[-1] + len(row) + 1)
    at = 0
    for found in re.finditer(r"\(([^()]*)\)", text):
        name, role = " ".join(found.group(1).split()), " ".join(text[at : found.start()].split())
        lead = len(text[at : found.start()]) - len(text[at : found.start()].lstrip(" \n,;.and"))
        first = bisect_right(starts, at + lead) - 1
        start = block[first][1] + at + lead - starts[first]
        last = bisect_right(starts, found.end() - 1) - 1
        end = block[last][1] + found.end() - starts[last]
        at = found.end()
        if _TITLED.fullmatch(name):
            yield Attendance(name, presence, re.sub(r"^(?:[,;.]|and\b)\s*", "", role) or None, start, end)


def _with_role(person: Attendance, role: str, end: int, joint: str = ",") -> Attendance:
    """The person with one more part of their role; without, where that goes on for longer than any does."""
    whole = " ".join(f"{person.role}{joint} {role}".split() if person.role else role.split())
    if len(whole) > _LONGEST_ROLE:
        return person
    return Attendance(person.name, person.presence, whole, person.start, end)


def _is_role(text: str) -> bool:
    return bool(_ROLE.search(text) or _BODY.search(text))


def _name_and_role(text: str) -> tuple[str, str | None]:
    """A name and what stands in brackets behind it: "Ms L R Duffy (Chairman)" -> ("Ms L R Duffy", "Chairman")."""
    flat = " ".join(text.split())
    if _CHAIR.search(flat):
        return _CHAIR.sub("", flat), "Chair"
    at = flat.find("(")
    if at > 0 and flat.endswith(")") and not NAME.fullmatch(flat):
        return flat[:at].strip(), flat[at + 1 : -1].strip()
    return flat, None


def _parts(block: Sequence[tuple[str, int]]) -> Iterator[_Part]:
    """Rows cut at commas, semicolons and "and" outside brackets; a row that is not left open ends a part."""
    pieces: list[tuple[str, int]] = []
    depth = 0
    begins_line = True
    cut = ""  # what the part before ends with
    runs_on = sum(text.count(",") for text, _ in block) > 2 * len(block)  # set as text: a line may end in a name
    for text, start in block:
        at = 0
        for found in re.finditer(r"[()]|[,;]|\s+and\s+|(?:^|\s)and$", text):
            mark = found.group()
            if mark in "()":
                depth = max(0, depth + (1 if mark == "(" else -1))
            elif depth == 0:
                pieces.append((text[at : found.start()], start + at))
                yield from _flush(pieces, new_line=begins_line, behind_and=cut == "and")
                begins_line, cut = False, mark.strip()
                at = found.end()
        pieces.append((text[at:], start + at))
        ends = not runs_on or re.search(r"\w{3}\.$", text.rstrip())
        if depth == 0 and text[at:].strip() and ends:
            yield from _flush(pieces, new_line=begins_line, behind_and=cut == "and")
            begins_line, cut = True, ""
    yield from _flush(pieces, new_line=begins_line, behind_and=cut == "and")


def _flush(pieces: list[tuple[str, int]], *, new_line: bool, behind_and: bool) -> Iterator[_Part]:
    shown = [(text, start) for text, start in pieces if text.strip()]
    pieces.clear()
    if not shown:
        return
    text, start = shown[0]
    lead = len(text) - len(text.lstrip())
    joined = " ".join(t.strip() for t, _ in shown)
    joined = (
        re.sub(r"^and\s+", "", _END.sub("", joined)) if not joined.endswith(")") else re.sub(r"^and\s+", "", joined)
    )
    last, last_start = shown[-1]
    yield _Part(joined, start + lead, last_start + len(last.rstrip()), new_line, behind_and)
