"""Who a claim says it of: the voice that a retelling gives its words to, and whether it gives them to any."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from assistant.support.wording import meaning
from assistant.terms import words

_TELLS = (
    "accepted|acknowledged|added|admitted|advised|agreed|announced|answered|argued|asked|asserted|assured|believed|claimed"
    "|clarified|commented|complained|confirmed|considered|contended|cautioned|declared|described|disagreed|emphasi[sz]ed|enquired"
    "|explained|expressed|feared|felt|gave|highlighted|hoped|indicated|informed|insisted|mentioned|noted|observed|outlined"
    "|pointed out|presented|proposed|queried|questioned|raised|reassured|recalled|recogni[sz]ed|recommended|reiterated|remarked"
    "|reminded|replied|reported|requested|responded|said|says|shared|stated|states|stressed|suggested|summari[sz]ed|thought"
    "|told|undertook|updated|urged|voiced|warned|wanted|welcomed|wished|wondered|drew attention"
)
"""As claims and minutes tell: in the past, and no verb that is a deed as often ("called", "found", "made").

A word too many here makes a voice of what nobody said. Questions have other forms, and a word too many costs less there:
`assistant.finding.fits` and `assistant.answering.voices` have lists of their own.
"""
TELLING = re.compile(rf"\b(?:{_TELLS})\b", re.IGNORECASE)
_ADVERB = r"(?:(?:also|then|further|therefore|subsequently|again|later|both|all|strongly|briefly|in response)\s+)?"
_FIRST = re.compile(
    rf"^(?:(?:in (?:response|reply)[^,]*|asked[^,]*|at the [^,]*|on \d[^,]*|meanwhile|however|citing[^,]*|when asked[^,]*),\s+)?"
    rf"(?P<who>[A-Z\d“\"][^;:,.]*?(?:,\s(?:the\s)?[A-Z][^;:.]{{2,90}}?,)?)\s+(?:had\s+|has\s+)?{_ADVERB}(?:had\s+)?(?:(?P<verb>{_TELLS})\b"
    r"|(?:was|were) (?:of the view|clear that|concerned|worried|pleased|unhappy|disappointed|confident|unsure))",
    re.IGNORECASE,
)
_LAST = re.compile(
    rf",\s+(?:(?P<who>(?:the\s|a\s|an\s|some\s|one\s)?[A-Za-z][^,;:.]{{2,80}}?)\s+{_ADVERB}(?:{_TELLS})|(?:said|reported|according to)\s+(?P<by>[^,;:.]{{3,80}}))\.?$",
    re.IGNORECASE,
)
_LATER = re.compile(
    rf"(?:;|,? (?:and|but|while|whereas))\s+(?P<who>(?:[Tt]he |[Aa] )?[A-Z][\w’']*(?:\s(?:of\s|and\s|the\s)*[A-Z][\w’']*){{0,6}})\s+(?:{_TELLS})\b"
)
_IN_VIEW = re.compile(
    r"\b(?:according to|in the (?:view|opinion|words|experience) of)\s+(?P<who>[^,;:.]{3,90}?)(?=,|\.|;|$|\s(?:the|there|it|that)\s)",
    re.IGNORECASE,
)
_ANY = re.compile(
    rf"\b(?:{_TELLS}|said|concerns? (?:was|were|had been|about|that|over)|concerned|worr(?:y|ied)|view|opinion|heard|told|advised|informed|learn(?:ed|t)|according to|account|belief"
    r"|comment(?:s|ed)?|criticism|fear(?:s|ed)?|complain(?:t|ed)|unhappy|pleased)\b",
    re.IGNORECASE,
)
_HEARS = re.compile(r"\b(?:was|were|been|is|are|be|being)\s+(?:also\s+|then\s+|further\s+)?$", re.IGNORECASE)
_NOT_A_VERB = frozenset(("presented", "considered", "gave", "shared", "welcomed", "outlined", "updated", "described"))
_PLAIN = frozenset(("", "said", "says", "stated", "told", "reported", "informed", "explained", "added", "advised"))
_PERSON = re.compile(
    r"\b(?:members?|councillors?|cllrs?|directors?|officers?|chair\w*|vice|residents?|parents?|committee|panel|commission|board|cabinet"
    r"|council|mayor|leader|lead|minister|inspectors?|police|heads?|managers?|governors?|representatives?|people|partners?|providers?"
    r"|public|speakers?|staff|social workers?|carers?|families|schools|questioner|applicant|objectors?|ombudsman|commissioner|department)\b"
    r"|(?-i:\s[A-Z])",
    re.IGNORECASE,
)
_IT = re.compile(r"^(?:it|there|this|that|these|those|concerns?|questions?|assurances?|he|she|they)\b", re.IGNORECASE)


def tellers(claim: str) -> Iterator[tuple[str, str]]:
    """Those whom a claim has say something, and the verb; none of "it was reported", "the committee heard"."""
    for pattern in (_FIRST, _LAST, _LATER, _IN_VIEW):
        for found in pattern.finditer(claim):
            who = (found["who"] or found.groupdict().get("by") or "").strip()
            if who and not _HEARS.search(f"{who} ") and not _IT.match(who) and len(words(who)) <= 16:
                if re.search(r"\d", who) or not (_PERSON.search(who) or who.istitle() or who.isupper()):
                    continue
                verb = (found.groupdict().get("verb") or "").casefold()
                if verb not in _NOT_A_VERB:
                    yield who, verb


def says(who: str, verb: str, text: str) -> bool:
    """Whether a text itself has somebody say something with that verb, or with any where the verb is a plain one."""
    verbs = _TELLS if verb in _PLAIN else re.escape(verb)
    return bool(
        re.search(rf"\b{re.escape(who)}\s+(?:(?!not\b|was\b|were\b)\w+\s+){{0,2}}(?:{verbs})\b", text, re.IGNORECASE)
    )


def hears(who: str, verb: str, text: str) -> bool:
    """Whether a text has somebody told what a claim has them tell ("the panel were reassured")."""
    return bool(
        verb and re.search(rf"\b{re.escape(who)}\s+(?:was|were)\s+(?:\w+\s+)?{re.escape(verb)}\b", text, re.IGNORECASE)
    )


def is_attributed(text: str) -> bool:
    """Whether a text gives what it tells to somebody, be it in the passive ("concern was raised")."""
    return bool(_ANY.search(text))


_DONE_TOO = frozenset(
    words("gave shared raised presented updated wanted undertook wished described drew attention expected")
)
REPORTING = (
    frozenset(word for verb in _TELLS.replace("[sz]", "s").split("|") for word in words(verb)) - _DONE_TOO
) | frozenset(
    words(
        "say saying tell telling heard hear learned learnt view opinion view according account states report reports reporting"
        " explain explaining confirm confirming note noting express expressing voice raise raising point pointed out stating"
        " adding citing advise advising inform understand understood recorded minutes minuted discussed discussion meeting"
    )
)  # words of telling: what is told is checked, not which of them tells it


@functools.cache
def telling() -> frozenset[str]:
    """The meanings of the words of telling, but for those that are things too ("report", "state")."""
    return frozenset(meaning(word) for word in REPORTING - frozenset(("report", "reports", "state", "states")))


BODIES = frozenset(words("committee panel commission board council cabinet meeting"))
"""What may speak for all its members."""
