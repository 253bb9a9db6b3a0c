"""Minutes of councils that do not exist, for laws that must not hang on the sample records."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from assistant.answers import Evidence, Kind, Question, Understood
from assistant.finding.score import Sentence
from ingest.passages import Passage, passages
from ingest.records import Record
from ingest.store import EVERYWHERE, Scope
from tests.assistant.words import MODEL, WordEmbedder
from tests.ingest.samples import parsed_text

FENSHIRE, MOORTON = "Fenshire County Council", "Moorton City Council"

FLOODS = """Fenshire County Council

Rivers and Drainage Committee

Minutes of the meeting held on 12 March 2019 at 10.00 am

Present: Cllr Ada Quill (Chair), Cllr Ben Rusk and Cllr Cora Sedge

1. Apologies

1.1 Apologies were received from Cllr Dan Teasel.

2. Public Questions

2.1 A resident asked whether the ferry at Longreach would run again.

3. Flood Barriers

3.1 The Head of Drainage said that the barrier at Longreach had been built for £340,000. It had held twice. \
Nobody had been moved from their home.

3.2 Cllr Rusk asked about the following works:

\u2022 the sluice at Nether Ings;

\u2022 the pumps at Harrowgate Drain;

\u2022 the embankment.

3.3 Members heard that 14 pumps were inspected in 2018/19.

Resolved: That the barrier report be noted.

4. Otters

4.1 The Warden reported that otters had come back to the river since the weir was lowered.

The meeting ended at 12.15 pm
"""

TRAMS = """Moorton City Council

Streets and Transport Committee

Minutes of the meeting held on 9 September 2021 at 2.00 pm

Present: Cllr Eve Umber (Chair) and Cllr Finn Vetch

1. Trams

1.1 The tram depot had been built on the old barrier site. Officers expected the depot to open in spring 2022.

1.2 Cllr Vetch said that the trams were late on nine days in August 2021.

2. Petitions

2.1 A petition of 212 names against the depot was received.
"""


@functools.cache
def record(text: str = FLOODS) -> Record:
    return parsed_text(text, "floods.txt" if text is FLOODS else "trams.txt")


@functools.cache
def cut(text: str = FLOODS) -> tuple[Passage, ...]:
    return passages(record(text), WordEmbedder().count_tokens, MODEL.max_tokens)


def scored(scores: Sequence[float] | None = None, text: str = FLOODS) -> list[Sentence]:
    """The sentences of some minutes, best first; without scores each is a little worse than the one before."""
    found: list[Sentence] = []
    for passage in cut(text):
        place = Evidence(passage, record(text), 1.0)
        for number, window in enumerate(passage.sentences):
            paragraph = next(p for p in map(place.record.paragraph, passage.paragraphs) if window.start < p.end)
            n = len(found)
            score = scores[n % len(scores)] if scores else -0.01 * n
            found.append(Sentence(place, paragraph, window.start, window.end, score, 0.5, number))
    return sorted(found, key=lambda s: -s.score)


def asked(text: str, kind: Kind = Kind.FACT, scope: Scope | None = EVERYWHERE) -> Understood:
    """A question that stands alone."""
    return Understood(Question(text), text, kind, scope)
