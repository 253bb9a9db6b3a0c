"""Texts to be embedded: plain ones, and all that are awkward."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


PARAGRAPH = (
    "25.6 Members noted that the number of agency social workers had fallen since the last meeting, but remained "
    "concerned that “churn” in the assessment teams — which Ofsted’s letter of 7 June 2019 had called ‘high’ — would "
    "delay visits. The Director advised that caseloads stood at 18.4 against a target of 16, and that £1.2m had been "
    "set aside. "
)


QUESTIONS = [
    f"{start} {topic}?"
    for start in ("What did Ofsted say about", "Who is to report back on", "When did the committee last consider")
    for topic in (
        "churn of social workers",
        "the high needs block",
        "elective home education",
        "Cllr Boyles’ question",
        "children in care placed out of county",
        "the Q3 budget",
        "exclusions from secondary schools",
        "the Joint Strategic Needs Assessment",
        "fostering",
        "minute 25.6",
        "school transport appeals and the cost of taxis",
        "SEND",
    )
]
