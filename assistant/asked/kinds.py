"""The kind of answer that a question asks for, by the words it is put in."""

from __future__ import annotations

import re

from assistant.answers import Kind

_MORE = r"(?:more|less|fewer|longer|shorter|better|worse|higher|lower|larger|bigger|smaller|greater|earlier|later|sooner|faster|slower)"
_GREW = r"(?:developed?|evolved?|progress(?:ed)?|unfold(?:ed)?|chang(?:ed?|ing)|moved? on|come along|gone)"
_OPINIONS = r"(?:worries|concerns|fears|doubts|lessons|views|reservations|criticisms|misgivings|reactions?)"
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Kind.NUMBER, r"^\W*(?:and )?how (?:many|much)\b|\bnumber (?:of (?:\w+ ){1,3}?)?\w+ed\b"),
        (
            Kind.REASON,
            r"^\W*(?:and )?(?:why|how come)\b|\breasons?\b(?!.*\bsame\b)|\bwhat (?:made|prompted|caused|led to|lay behind)\b|\bon what grounds?\b"
            r"|\b(?:rationale|arguments? (?:for|against))\b",
        ),
        (Kind.WHO, r"^\W*(?:and )?(?:who|whom|whose)\b"),
        (
            Kind.COMPARE,
            rf"\b(?:compar\w+|versus|vs?\.?|differ\w*|contrast\w*|(?<!vote )(?<!voted )(?<!voting )(?<!votes )against the|as against|alongside|side by side|in common|{_MORE}\b.*\bor"
            rf"|similar(?:ly|ities|ity)?|{_MORE}\b.* than)\b",
        ),
        (
            Kind.TIMELINE,
            r"\b(?:timeline|time line|chronolog\w+|over time|over the (?:years|months)|(?:over|across) the (?:last|past) (?:\w+ )?(?:years|months|meetings)"
            r"|(?:key )?dates? (?:for|of|in|ahead|around)|key dates|(?:which|what|all the) dates|milestones?|when\b.*,? and when|(?:list|name|put|set out)\b.{0,30}\bin order"
            r"|history of|since \d{4}|sequence of|what happened when(?: (?:in|at|on|with|between)\b|(?=\W*$))|in (?:date |time )?order(?=\W*$)"
            r"|events (?:in|of|around|leading|before|after)|(?:past|previous|earlier) .*\b(?:to come|coming|upcoming|ahead)"
            r"|(?:at|in|from) (?:each|every|one) (?:\w+ )?meeting\b(?! (?:ha[sd]|is|was|lasts?|starts?))|(?:across|through(?:out)?|between|over) (?:the |all |these |its )?meetings"
            rf"|(?:meeting by meeting|year by year|month by month|step by step)|how (?:ha[sd]|have|did) .*\b{_GREW}\b(?!.*\b(?:why|by how much)\b)"
            r"|set out how .*\b(?:went|happened|came about)|from (?:the )?(?:start|beginning) to|story of|^\W*(?:trace|chart|track)|progress (?:of .*)?since)\b",
        ),
        (
            Kind.SUMMARY,
            r"\b(?:summar\w+|sum up|gist|overview|outline|(?:main|key) (?:points|issues|themes|messages|findings)|highlights|headlines|essentials|recap|nutshell|in short|in brief|briefly|brief (?:me|us)|briefing|boil(?:ed|ing|s)? (?:\w+ ){0,2}?down"
            r"|(?:bring|catch|get) (?:me|us) (?:up|up to speed)|up to (?:date|speed)|i'?m new|what happened|what went on|rundown|run.?down|synopsis|précis|state of play"
            r"|(?:short|brief|quick) (?:account|version|summary|explanation|description)|explain\w* (?:to (?:me|us) )?how|what was (?:discussed|talked about|covered|debated|considered)"
            r"|(?:talk|take|walk|run) (?:me|us) through|^\W*run through|background (?:and|to|of|on)\b(?! checks?)|^\W*how (?:will|would|does|do|did|is|are) .*\bworks?(?=\W*$)"
            rf"|what (?:\w+ )?{_OPINIONS}\b.* (?:about|on|of|over|from|at|with)\b|what worried\b|(?:give|tell) (?:me|us) (?:the (?:story|picture|background)|about)|missed the|what did .*\breport (?:say|cover|contain|tell))\b",
        ),
        (
            Kind.DECISION,
            r"\b(?:decid\w+|decisions?|resolv\w+|resolutions?|agreed?|settled? on|outcome|approv\w+|vote[ds]?"
            r"|(?:what|which) .{0,60}\b(?:conclu(?:de|ded|sions?)|recommend(?:ed)?|end(?:ed)? up|finish(?:ed)? up)"
            r"|what (?:view|conclusion|stance|line)\b.{0,60}\b(?:come|came|reach(?:ed)?|take|took)"
            r"|what (?:\w+ )?(?:did|has) .{0,60}\b(?:do (?:with|about) (?:the|a|an|that|this|his|her|their)|sign(?:ed)? up to|commit(?:ted)? to)"
            r"|what (?:became|came) of"
            r"|how did .{0,80}\b(?:end|finish|turn out|come out))\b",
        ),
        (
            Kind.ACTION,
            r"\b(?:actions?|owed?|owes|follow.?up|next steps|steps|report back|responsible for|in charge of|when will)\b",
        ),
        (
            Kind.NUMBER,
            r"\b(?:how (?:often|long|old|big|large)|number of|what (?:proportion|percentage|share)|costs?|figures?|rate)\b",
        ),
        (
            Kind.WHEN,
            r"\b(?:when|what (?:date|day|time|year|month)|which (?:date|day)|next (?:meeting|mtg)|how soon|deadline)\b",
        ),
        (Kind.WHO, r"\b(?:who|whom|whose|which (?:officer|councillor|member|authority|director|council))\b"),
        (
            Kind.LIST,
            r"\b(?:list|which (?:\w+ ){0,3}(?:were|are|have|members)|which (?:\w+ )?\w+s (?:did|do|will|would|had)"
            r"|(?:which|what|name|the) (?:two|three|four|five|six|seven|eight|nine|ten|\d\d?) \w+s\b|what (?:are|were) the|name the|everything|themes|topics|all the)\b",
        ),
    )
)


_WHEN_CLAUSE = re.compile(
    r"^\W*(?:when|if|since|after|before|while|as) [^?,]{8,120}, (?=\w+)(?!and\b|or\b|but\b)", re.IGNORECASE
)
"""A clause that only says when: "When the mayor was elected, what …"."""


def kind_of(text: str, but: Kind | None = None) -> Kind:
    """The kind of answer a question asks for, by the first pattern that fits; or by the first of another kind."""
    text = _WHEN_CLAUSE.sub("", text)
    return next((kind for kind, pattern in _KINDS if kind is not but and pattern.search(text)), Kind.FACT)
