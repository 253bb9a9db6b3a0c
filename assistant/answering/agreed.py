"""What an item came to, where no resolution of it is marked: the sentences that say what all of them agreed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers import Evidence
from assistant.finding.score import Sentence

_ALL_OF_THEM = (
    r"(?:members|committee|panel|board|council|cabinet|commission|executive|meeting|motion|amendment|matter|it)"
)
_AGREED = re.compile(
    rf"\b{_ALL_OF_THEM} (?:(?:was|were|is|be|had|have|has|then|also|stands?|unanimously|subsequently) ){{0,3}}"
    r"(?:agreed?|resolved|decided|recommended|deferred|defeated|carried|adopted|approved|withdrawn|adjourned)\b"
    r"(?!.{0,20}\b(?:important|right|helpful|good|concern\w*|with (?:the|this|that)|hoped)\b)",
    re.IGNORECASE,
)  # what is agreed to be important is a view
_MOST = 3  # sentences


def agreed_in(place: Evidence, scored: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of the item of a place that say what was agreed, best first."""
    of_item = (s for s in scored if s.evidence.passage.item_id == place.passage.item_id)
    return [sentence for sentence in of_item if _AGREED.search(sentence.text)][:_MOST]
