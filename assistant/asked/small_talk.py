"""What is said to the assistant without asking anything of minutes: a greeting, thanks, a poem to be written."""

from __future__ import annotations

import re

_SAID = re.compile(
    r"\W*(?:(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|greetings)(?: there| all)?"
    r"|(?:many )?thanks?(?: you)?(?: (?:very|so) much| a lot)?|cheers|ta|great|good|perfect|brilliant|ok(?:ay)?|i see|got it|no"
    r"|yes|bye|goodbye|test(?:ing)?|help(?: me)?|what (?:can|do) you (?:do|know)|who are you|what are you|how are you)"
    r"(?:,? (?:thanks?(?: you)?|then|please|minutebook))?\W*",
    re.IGNORECASE,
)
_TO_BE_MADE = re.compile(
    r"\W*(?:please |can you |could you )*(?:write|compose|make up|tell|sing|draw|generate|invent)(?: (?:me|us))? "
    r"(?:a|an|some) (?:\w+ ){0,2}?(?:poem|joke|song|story|rhyme|limerick|haiku|code|program|script|function|picture|essay|novel)\b",
    re.IGNORECASE,
)
NO_QUESTION = (
    "That asks nothing of them. Ask what was decided at a meeting, who said what of a matter, what is owed by whom, or when a"
    " committee next meets."
)


def is_no_question(text: str) -> bool:
    """Whether a text asks nothing that minutes could answer, whatever they hold."""
    return bool(_SAID.fullmatch(text) or _TO_BE_MADE.match(text))
