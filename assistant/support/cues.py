"""The words that part clauses, deny, and say how sure a text is: where they stand and how far they reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, IntEnum

_BE = r"(?:was|were|is|are|had|has|have|would|will|could|may|might|should)"
BREAKS = re.compile(
    r"[;:!?]|\.(?!\d)|\((?=[^)]{25,}\))|(?<=[^(]{25})\)|\s+[–-]\s+(?!\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b)"
    r"|,?\s+(?:but|whereas|whilst|while|although|though|because|however|yet)\b"
    r"|,\s+(?:and|which|who|whose|so|or|with|against|though|including|citing|(?:during|in|at|by|of|from|to|for|after|on|some of|many of|most of|all of|none of|both of) (?:which|whom))\b"
    r"|\s+(?:and|or)\s+(?=(?:that|did|the|an?|then|also|it|they|he|she|there|its|their|another|both|some|no|not|[a-z]+ed|gave|took|made"
    r"|sent|held|went|led|met|said|told|sought|felt|saw|put|set|left|kept|came|became|wanted)\b)"
    rf"|\s+(?:who|which)\s+(?={_BE}\b)"
    rf"|\s+(?:and|or)\s+(?=(?:[\w’'%-]+\s+){{0,3}}{_BE}\b)"
    r"|(?<!such),?\s+(?:as|since|when|where|if|after|before|until|so that)\s+(?=(?:the|these|this|that|they|it|he|she|there|an?|some|other)\b)"
    rf"|,\s+(?=(?:it|they|he|she|there|this|these)\b|the \w+ {_BE}\b|(?:a further )?(?:\d+|one|two|three|four|five|six)\s(?:\w+ )?{_BE}\b)"
    rf"|,\s+(?-i:(?=[A-Z][\w’'-]+ (?:[A-Z][\w’'-]+ )?{_BE}\b))"
    r"|\s+(?=that\s+(?:the|an?|it|there|they|he|she|this|these|his|her|their|our|its|no|not|all|some|if|when|in|(?-i:[A-Z])|\d))"
    r"|\s+with (?=the (?:bulk|rest|remain\w+|others?|majority|exception)\b|\d)",
    re.IGNORECASE,
)
"""Where a clause begins: at a joining word, or at the comma before one."""
ELLIPTIC = re.compile(
    r",?\s*(?:(?:and|or|but|so)\s+)?(?:(?:also|then|had|has|have|would|will|was|were|is|are|did|could|may|which|who|with)\b|[a-z]+ed\b)",
    re.IGNORECASE,
)
"""A clause that goes on with what the one before it is about."""
THAT = re.compile(r"[,;]?\s*(?:(?:and|or)\s+)?(?:that|whether|if)\b", re.IGNORECASE)
ADDS = re.compile(r",?\s*(?:with|including|citing|against)\b", re.IGNORECASE)
_TURNS = re.compile(
    r"[.;:!?(–)-]|,?\s*(?:but|however|while|whilst|whereas|although|though|yet|which|who|whose|as|because|since|owing to|due to)\b|\s+[–-]",
    re.IGNORECASE,
)  # the clause is told on its own account again
DENIES = re.compile(
    r"\b(?:not(?! (?:only|least|just)\b)|no(?! (?:doubt|later|one else)\b)|never|none|nor|neither|without|cannot|nobody|nothing"
    r"|hardly|barely|scarcely|unable|unlikely|lack(?:s|ed|ing)? of|rather than|instead of"
    r"|fail(?:s|ed|ing)? to|declin(?:e|es|ed|ing) to|refus(?:e|es|ed|ing)|reject(?:s|ed|ing)?|den(?:y|ies|ied)"
    r"|disagree[sd]?|far from|too \w+ to|stopp?(?:s|ed|ing)? short of|ruled out)\b|n['’]t\b",
    re.IGNORECASE,
)
OBLIGES = re.compile(
    r"\b(?:must|required|requirement|obliged|compulsory|mandatory|ha[ds] to|have to|statutory)\b", re.IGNORECASE
)
NEEDS = re.compile(
    r"\b(?:needs?|needed|necessary|necessarily|essential|obligation|duty|condition|subject to|ensur(?:e|es|ed|ing)|vital|paramount"
    r"|ha(?:s|d|ve|ving) (?:[\w’'-]+ ){1,5}?to)\b",
    re.IGNORECASE,
)


class Mood(IntEnum):
    """How sure a text is that what it tells is so; a claim may not be surer than its quotes."""

    POSSIBLE = 0
    WISHED = 1
    AHEAD = 2
    SO = 3


class Reach(Enum):
    """How far a cue colours what is told."""

    CLAUSE = "all of its clause"
    ON = "what follows it, to the end of the sentence or a turn of it"
    BOTH = "all of its clause, and what follows"
    SENTENCE = "all of its sentence"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says how sure a text is, and where."""

    start: int
    mood: Mood
    reach: Reach
    carries: bool = False  # over the clauses that follow: it is said that they may be so


_NAMED = (
    r"(?<!the )(?<!an )(?<!\ba )(?<!any )(?<!its )(?<!their )(?<!new )"  # "the proposed purchaser" proposes nothing
)
_PUT = r"(?:proposed|suggested|recommended|requested|hoped|intended|expected|anticipated|envisaged|planned|scheduled)"
_PATTERNS: tuple[tuple[Mood, Reach, str], ...] = (
    (
        Mood.POSSIBLE,
        Reach.SENTENCE,
        r"if(?! (?:necessary|possible|appropriate|required|needed|so)\b)|unless|provided(?: that)?(?= (?:the|all|that|it|they|there|these)\b)|as long as",
    ),
    (
        Mood.POSSIBLE,
        Reach.CLAUSE,
        r"(?-i:may)|might|could(?! not)|can(?! not)|perhaps|possibly|(?<!not )possible|potentially",
    ),
    (
        Mood.POSSIBLE,
        Reach.ON,
        r"whether|possibility|potential|unclear|explor(?:e|ed|es|ing)|considering|consideration|options? (?:to|of)|looking (?:at|into|to see)"
        r"|check(?:ed|ing) (?:if|whether|that)|quer(?:ied|ying)|quer(?:y|ies) (?:whether|if|why|as to)|questioned|questioning|wonder(?:s|ed|ing)?"
        r"|risk (?:that|of)|danger (?:that|of)|appear(?:s|ed)|seem(?:s|ed)?",
    ),
    (Mood.POSSIBLE, Reach.CLAUSE, r"under consideration|being considered"),
    (
        Mood.WISHED,
        Reach.CLAUSE,
        r"should|ought|must|(?<!had )(?:had|has|have) to|(?<!the )need(?:s|ed)? to|need(?:s|ed) \w+ing",
    ),
    (
        Mood.WISHED,
        Reach.ON,
        rf"hop(?:e|es|ed|ing|eful)|wish(?:es|ed)?|propos(?:e|es|ing)|{_NAMED}proposed|(?:proposal|suggestion|recommendation)s? (?:was |were |is )?(?:that|to|for)"
        rf"|suggest(?:s|ing)?|{_NAMED}suggested|recommend(?:s|ing)?|{_NAMED}recommended"
        r"|request(?:ed|ing)|asked (?:for|that|to)|aim(?:ed|ing)|aim (?:was|is|to|of)|ambition|aspir(?:e|ation|ations)|want(?:s|ed|ing)?"
        r"|(?:would )?like to|seek(?:s|ing)?|sought|(?:important|vital|essential|crucial) (?:to|that|for)|urg(?:e|es|ed|ing)|call(?:s|ed|ing) for|keen",
    ),
    (Mood.WISHED, Reach.BOTH, r"(?:was|were|is|are|been|being) (?:proposed|suggested|recommended|requested)"),
    (
        Mood.AHEAD,
        Reach.CLAUSE,
        r"will|would|shall|could not|cannot|(?:is|are|was|were)(?: soon| now| also| still)? to(?! date\b)|to take place|set to|going to|about to"
        r"|(?<!continued )(?<!needed )(?<!need )(?<!deemed )(?<!considered )(?<!them )(?<!had )(?<!has )(?<!have )to be (?:\w+ed|sent|made|held|given|taken)"
        r"|due to (?:be|begin|start|open|finish|complete|commence|report|return|take|move)|due (?:for|in|on)|upcoming|forthcoming"
        r"|that (?:[\w’'-]+ ){1,8}?be(?! (?:\w+ly )?(?:elected|appointed|noted|confirmed|approved|agreed|received|adopted|accepted|endorsed|signed|welcomed|supported)\b)",
    ),
    (
        Mood.AHEAD,
        Reach.ON,
        rf"expect(?:s|ing|ation)?|{_NAMED}expected|anticipat(?:e|es|ing)|{_NAMED}anticipated|envisag(?:e|es|ed)|inten(?:d|ds|ded|tion)|plan(?:s|ned)? to|planning to"
        rf"|{_NAMED}planned|{_NAMED}scheduled|(?:work(?:ing)?|try|trying|tried) to|yet to be|await(?:s|ed|ing)|pending"
        r"|prepar(?:e|es|ed|ing) to|looking to|promis(?:e|es|ed)|undert(?:ook|akes?) to|agreed to|offer(?:s|ed) to|ready to|pledg(?:e|ed)",
    ),
    (Mood.AHEAD, Reach.BOTH, rf"(?:was|were|is|are|been|being) (?:\w+ly )?{_PUT}"),
)
_CUES = tuple((mood, reach, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for mood, reach, pattern in _PATTERNS)


_OF_THAT = re.compile(r"(?:whether|\w+(?:\s+\w+){0,2}?\s+(?:that|whether))\b", re.IGNORECASE)


def cues(text: str, start: int, end: int) -> Iterator[Cue]:
    """The cues of a clause."""
    for mood, reach, pattern in _CUES:
        for found in pattern.finditer(text, start, end):
            carries = reach in {Reach.ON, Reach.BOTH} and bool(_OF_THAT.match(text, found.start()))
            yield Cue(found.start(), mood, reach, carries)


def goes_on(text: str, start: int) -> bool:
    """Whether a clause is told under what was said of the one before it ("It was hoped that …, and the panel …")."""
    turns = _TURNS.match(text, start) or ELLIPTIC.match(text, start) or _OTHER_TELLS.match(text, start)
    return bool(THAT.match(text, start)) or not turns


_OTHER_TELLS = re.compile(
    r",?\s*(?:and\s+)?(?:the\s+|an?\s+|[A-Z])[\w\s’'-]{2,40}?\s(?:agreed|said|stated|explained|noted|replied|responded|confirmed|asked"
    r"|reported|advised|undertook|assured|informed|told)\b"
)  # ", and the Director agreed …"
