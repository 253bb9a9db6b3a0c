"""The small print of minutes: labels, markers, furniture, and where a page cuts a text off."""

from __future__ import annotations

import re

# Whole lines that belong to the page, not to the meeting.
FURNITURE = re.compile(
    r"(?:.{0,60}[-–]\s*)?agenda and (?:draft )?minutes"
    r"|(?:agenda items?|items?|no\.?\s*\|?\s*item|meeting documents|issue\s*-\s*(?:meetings|items at meetings.*))\s*\|?"
    r"|(?:additional|supporting|background) documents?\s*:?"
    r"|view directions|pdf|back to top|skip (?:to|navigation) ?.{0,30}|print(?:able)? (?:version|page)"
    r"|(?:\*?\*?)?minutes(?:\*?\*?)"
    r"|date of issue\s*:.*"
    r"|\[[^\[\]]{1,80}\]\((?:https?|mailto):[^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)"  # a link and nothing else
    r"|page \d+(?: of \d+)?"
    r"|(?:\\?[-*_=]\s*){3,}|\|+|<small>.*</small>",
    re.IGNORECASE,
)
RULE = re.compile(r"(?:\\?[-*_=]\s*){3,}")  # under a page, or for a signature
PAGE_HEADING = re.compile(r"(?:.{0,60}[-–]\s*)?agenda and (?:draft )?minutes", re.IGNORECASE)
ITEM_TABLE = re.compile(r"no\.?\s*\|?\s*item\s*\|?", re.IGNORECASE)

# Tails of a title: the link to its paper. "(?<!\s)": white space before a tail is tried from its start only, or a line
# of nothing else takes the square of its length.
TITLE_TAIL = re.compile(r"(?<!\s)\s*\b(?:pdf icon\s+)?PDF\s+\d+(?:[.,]\d+)?\s*[KM]B\s*$")
DIRECTIONS = re.compile(r"(?<!\s)\s*\bview directions\s*$", re.IGNORECASE)
FLAT_ROW = re.compile(r"\S\s+(?:(?i:additional documents:)\s*)?Minutes:\s*\S")
ROW_END = re.compile(r"(?<!\s)\s*\|\s*$")

# Where a page cuts a text off and sends the reader to the full item.
TRUNCATION = re.compile(
    r"(?<!\s)\s*(?:\.{3}|…)\s*view the full (?:minutes|decision|agenda|item)? ?text(?: for)?(?: item)?\s*(?P<number>[\w()./-]*?)\.?\s*$",
    re.IGNORECASE,
)

# Words that say what the next words are.
MINUTES_MARK = re.compile(r"(?:minutes|decisions?|minute)\s*:", re.IGNORECASE)
DECISION_MARK = re.compile(r"decisions?\s*:", re.IGNORECASE)
DOCUMENTS_MARK = re.compile(r"(?:additional|supporting|background) documents?\s*:", re.IGNORECASE)
OUTCOME_MARK = re.compile(
    r"(?:[Aa]nd\s+)?(?:[Ii]t was\s+)?(?:unanimously\s+)?(?:agreed and (?=resolved))?"
    r"(?:RESOLVED(?: to RECOMMEND)?|Resolved(?: to RECOMMEND)?|(?<=agreed and )resolved|AGREED|Agreed|RECOMMENDED|Recommended|DECISION|NOTED)"
    r"(?:\s+unanimously)?(?:\s+as follows(?=\s*[:;–—-]))?(?:\s*\(.{0,30}?\))?\s*(?P<colon>[:;\-–—]+)?\s*(?:\((?:to|by|for|in) [^()]{0,40}\)\s*)?",
)
ACTION_MARK = re.compile(r"(?:ACTIONS?|Actions?)(?:\s+(?:BY|by|FOR|for|POINT|point))?\s*[:\-–—]\s*")

# "Against (35)": the names behind it are those who voted so.
VOTE_SIDE = re.compile(
    r"(?:members )?(?:voting |voted )?(?P<side>for|against|abst\w*)\b(?: the (?:motion|amendment|proposal))?\s*"
    r"(?:\((?P<count>\d{1,3})\)|[:\-–]\s*(?P<count2>\d{1,3}\b)?|$)",
    re.IGNORECASE,
)

# Labels of paragraphs, at the start of a line.
LABEL = re.compile(
    r"(?P<decimal>\d{1,4}\.\d{1,3}(?:\.\d{1,3})?)\.?(?=\s)"
    r"|\(?(?P<roman>[ivx]{1,6})[).](?=\s|$)"
    r"|\((?P<letter>[a-z])\)|(?P<letter2>[a-z])[).](?=\s)"
    r"|\((?P<number>\d{1,2})\)(?=\s)|(?P<number2>\d{1,2})[).](?=\s)"
)
BULLET = re.compile(r"(?:[•·▪◦‣●○\uf0b7\uf0a7]|o(?=\s{2,})|[-–*](?=\s))\s*")
QUOTED_LABEL = re.compile(r"[“\"'‘](?=\(?[a-z0-9]{1,3}[).])")

CLOSING = re.compile(
    r"(?:there being no (?:further|other) business,? )?(?:the chair\w* (?:declared|closed) )?"
    r"(?:the )?(?:meeting|session|committee|panel|proceedings) "
    r"(?:then )?(?:ended|concluded|closed|finished|rose|terminated|was (?:closed|declared closed))\b.*"
    r"|(?:chair(?:man|person)?|mayor|lord mayor|an cathaoirleach|cathaoirleach|(?:príomh )?chomhairleoir)\s*[.…_:]*"
    r"|this concluded the (?:meeting|business).*|\(?signed\)?[\s:.…_]*(?:chair\w*)?.*"
    r"|(?:time (?:of closure|ended)|finish(?:ed)? at|duration)\s*:?.*|dated?\s*[:…._\\]+",
    re.IGNORECASE,
)
ENDED = re.compile(r"\b(?:ended|concluded|closed|finished|rose|terminated|time ended)\b", re.IGNORECASE)

PROCEDURAL = re.compile(
    r"^\W*(?:welcome|apolog|substitut|declarations? (?:of|by)|disclosures?|to (?:note|receive) (?:any )?(?:apolog|declar)"
    r"|minutes\b|(?:confirmation|approval|record|signing) of (?:the )?minutes|previous minutes|matters arising"
    r"|urgent|items? of urgent|any other|chair(?:man|person)?.?s? (?:announce|communic|update|remarks)|announcements?"
    r"|(?:public|open) (?:question|participation|forum|speak|session)|question (?:time|s?\b(?: from| asked| by| of|,))|questions?\b"
    r"|(?:presentation|receipt) of petitions?|petitions?\b|deputations?|representations?"
    r"|dates? (?:and time )?of|future meetings?|next meeting|schedule of (?:future )?meetings?|calendar of meetings?"
    r"|work (?:programme|plan)|forward (?:plan|work)|exclusion of|webcast|appointment of (?:vice.?|deputy )?chair"
    r"|election of (?:vice.?|deputy )?chair|emergency evacuation|housekeeping|recording of|attendance|closing)",
    re.IGNORECASE,
)
"""Titles of the business that every meeting has."""


def is_procedural(title: str, words: int) -> bool:
    """Whether an item is the furniture of every meeting, by its title and the words its minutes take.

    A question time in which somebody spoke at length is business: over 150 words of minutes are never a formality.
    """
    return bool(PROCEDURAL.match(title)) and words <= 150
