"""Who says it: the speaker of a sentence, as the record itself names them and never guessed."""

from __future__ import annotations

import re

from ingest.records import Paragraph, Record, fold_spaces
from ingest.sentences import sentences

_SAYS = (
    "acknowledged|added|advised|agreed|announced|answered|argued|asked|assured|believed|challenged|clarified|commended|commented"
    "|confirmed|considered|declared|described|emphasised|enquired|explained|expressed|felt|gave|highlighted|hoped|indicated"
    "|informed|introduced|invited|mentioned|noted|outlined|presented|pointed out|proposed|queried|questioned|raised|reassured"
    "|recognised|recommended|reiterated|reminded|replied|reported|requested|responded|said|shared|sought|stated|stressed|submitted"
    "|suggested|summarised|thanked|told|undertook|updated|warned|welcomed|wished|drew attention|talked|were clear|were concerned"
)
_ADVERB = r"(?:also|then|further|therefore|subsequently|again|later|both|all|strongly|briefly)\s+"
_LEAD = re.compile(
    r"(?:(?:however|moreover|in addition|additionally|finally|arising from (?:this|the discussion)|on behalf of [^,]{3,40}"
    r"|in (?:response|reply|answer)(?: to [^,]{3,160}?)?|in response to (?:questions?|a query|a question|members)[^,]{0,140}?"
    r"|with (?:regard|reference|respect) to [^,]{3,120}|following [^,]{3,80}|during [^,]{3,60}),?\s+)?",
    re.IGNORECASE,
)
_CONNECT = r"(?:of|for|and|the|to|from|with|on|at|in|by|&|de|van|–|-|’s|'s|,)"
_WORD = r"(?:[A-Z][\w’'.&/()-]*|\([A-Z][^)]{1,60}\))"
_NAMED = rf"(?:[Tt]he |[Aa]n? )?{_WORD}(?:,?\s+(?:{_CONNECT}\s+){{0,2}}{_WORD}){{0,16}}"
_GROUP = (
    r"(?:(?:Some|Several|Many|Most|All|Other|Two|Three|A number of|One)(?: of the)?(?: other)? )?"
    r"(?:[Mm]embers?|[Cc]ouncillors?|[Oo]fficers?|[Rr]esidents?|[Rr]epresentatives?)(?: of (?:the )?(?!will|are|were|was|is)\w+){0,1}"
    r"|[Aa] [Mm]ember(?: of (?:the )?(?:\w+ ){0,3}?\w+)?|[Tt]he (?:[Cc]ommittee|[Pp]anel|[Cc]ommission|[Bb]oard|[Cc]abinet)"
    r"|One of (?:the )?[A-Z][\w’' ]{3,80}?"
)
_PLACES = re.compile(
    r"^(?:In|At|On|During|Following|After|Since|With|From|For|It|There|This|That|These|Those|If|When|Once|As|According)\b"
)
_SUBJECT = re.compile(rf"(?P<who>{_GROUP}|{_NAMED}),?\s+(?:{_ADVERB})?(?:had (?:also )?)?(?P<verb>{_SAYS})\b")
_LATER = re.compile(
    rf"(?:[;:,–-]\s+(?:but |and |however )?|\bthat )(?P<who>the (?:[A-Z][\w’'-]*)(?:\s+(?:{_CONNECT}\s+){{0,2}}{_WORD}){{0,10}})\s+(?P<verb>explained|stated|informed|responded|agreed|replied|said)\b"
)
_MIDDLE = re.compile(
    rf"\b(?:regarding|relating|concerning|children|members|committee|questions?)\b[^.]*?\s(?P<who>[Tt]he (?:[A-Z][\w’'-]*)(?:\s+(?:{_CONNECT}\s+){{0,2}}{_WORD}){{0,10}})\s+(?P<verb>{_SAYS})\b"
)
_PRONOUN = re.compile(r"(?:He|She|They|It|This|These|Both|I|We)$")
_THING = re.compile(
    r"(?:(?:Points?|Comments?|Concerns?|Details|Questions?|Themes?|Figures?|Data|Work|Report)|(?:[Tt]he )?[A-Z]{2,8})$"
)
_TELLS = frozenset(
    [
        "stated",
        "said",
        "explained",
        "informed",
        "advised",
        "agreed",
        "confirmed",
        "assured",
        "replied",
        "responded",
        "told",
        "talked",
    ]
)
_STAGES = frozenset(
    ["considered", "invited", "sought", "submitted", "thanked", "welcomed", "wished", "requested", "asked"]
)
"""Verbs after which the sentences that follow are not the subject's own account."""
_ACTS = frozenset(
    ["considered", "invited", "submitted", "thanked", "welcomed", "presented", "introduced", "gave", "shared", "sought"]
)
"""Verbs of what somebody does, not of what they say is so."""
_NOBODY = re.compile(
    r"(?:In response[^,]{0,80}, )?(?:it|there) (?:was|were) (?:also |further |then )?(?:noted|reported|stated|suggested|queried|questioned"
    r"|agreed|confirmed|proposed|stressed|highlighted|acknowledged|felt|explained|clarified|recognised|commented|asked|raised)\b"
    r"|(?:concerns?|(?:re)?assurances?|references?|details|questions?|comments?|a (?:comment|query|question|copy)) (?:was|were|of)\b"
    r"|in response to (?:a |the )?(?:query|question|queries|questions|concerns?)\b|(?:key )?points (?:to note|noted|were|included)",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:panel|committee|members|commission|board|cabinet) (?:was|were) (?:also |further |then )?"
    r"(?:advised|informed|reassured|assured|told)\b",
    re.IGNORECASE,
)  # somebody told them; the record does not say who
_BY = re.compile(
    r"\b(?:raised|expressed|made|asked|queried) by (?P<who>a [Mm]ember|[Mm]embers|(?:Cllr|Councillor|Mr|Mrs|Ms|Dr) [A-Z][\w’'-]*)"
)


def speaker_of(record: Record, paragraph: Paragraph, start: int) -> str | None:
    """Whose words or account the sentence at ``start`` is; None where the record does not say.

    A sentence names its speaker ("In response Cllr Boyles stated …"), or goes on with the one before it in the same
    paragraph ("He felt …"), or stands in a paragraph or a list introduced as somebody's ("The Director responded:").
    A sentence in the passive ("It was noted …") has none, and neither has what follows it.
    """
    if paragraph.speaker is not None:
        return paragraph.speaker
    own = _speaker_in(record, paragraph, start)
    if own is not None or not paragraph.bullet:
        return own
    lead = _announces(record, paragraph)
    return _speaker_in(record, lead, lead.end) if lead else None


def names_speaker(sentence: str) -> bool:
    """Whether a sentence itself says who speaks."""
    return _own_speaker(fold_spaces(sentence)) is not None


def told_by(sentence: str) -> str | None:
    """Who tells what a sentence says, if it names them; None of what somebody does ("The Chairman invited …")."""
    found = _own_speaker(fold_spaces(sentence))
    return found[0] if found and found[1] not in _ACTS else None


def _speaker_in(record: Record, paragraph: Paragraph, start: int) -> str | None:
    """The speaker at a place of a paragraph, by what stands in the paragraph up to there."""
    text = record.slice(paragraph.start, paragraph.end)
    shown: str | None = None
    carried: str | None = None
    for begin, end in sentences(text):
        sentence = fold_spaces(text[begin:end])
        own = _own_speaker(sentence)
        if own is not None:
            shown, verb = own
            carried = None if verb in _STAGES and not sentence.endswith(":") else shown
        elif (_NOBODY.match(sentence) and not sentence.endswith(":")) or _TOLD.search(sentence):
            shown = carried = None
        else:
            shown = carried
        if paragraph.start + end > min(start, paragraph.end - 1):
            break
    return shown


def _announces(record: Record, paragraph: Paragraph) -> Paragraph | None:
    """The paragraph that announces the list a bullet stands in, if it ends with a colon."""
    item = record.item_of(paragraph.id)
    before: Paragraph | None = None
    for other in item.paragraphs if item else ():
        if other.id == paragraph.id:
            break
        if not other.bullet:
            before = other
    if before is None or not record.slice(before.start, before.end).rstrip().endswith(":"):
        return None
    text = record.slice(before.start, before.end)
    found = _own_speaker(fold_spaces(text))
    return None if found and found[1] in _STAGES - {"submitted"} else before


def _own_speaker(sentence: str) -> tuple[str, str] | None:
    """The speaker a sentence names and the verb of saying; None where it names nobody."""
    lead = _LEAD.match(sentence)
    for start in dict.fromkeys((lead.end() if lead else 0, 0)):
        found = _SUBJECT.match(sentence, start)
        if found and _is_somebody(found["who"], found["verb"]):
            return _tidy(found["who"]), found["verb"]
    by = _BY.search(sentence)
    if by:
        return _tidy(by["who"]), "raised"
    pattern = _MIDDLE if sentence.startswith(("In response", "In reply", "With regard")) else _LATER
    later = pattern.search(sentence)
    return (_tidy(later["who"]), later["verb"]) if later else None


def _is_somebody(who: str, verb: str) -> bool:
    if _PLACES.match(who) or _PRONOUN.match(who):
        return False
    return not _THING.match(who) or verb in _TELLS


def _tidy(who: str) -> str:
    who = who.strip(" ,")
    return who[0].upper() + who[1:]
