"""The kind of answer is known by many wordings, and by none that ask something else."""

from __future__ import annotations

import pytest

from assistant.answers import Kind
from assistant.asked.kinds import kind_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How has the ferry question developed?", Kind.TIMELINE),
        ("What was said about flooding at each meeting?", Kind.TIMELINE),
        ("Trace the story of the weir", Kind.TIMELINE),
        ("the weir, meeting by meeting", Kind.TIMELINE),
        ("What has been said on otters over the past three years?", Kind.TIMELINE),
        ("What was discussed under item 4?", Kind.SUMMARY),
        ("Talk me through the budget item", Kind.SUMMARY),
        ("key messages from the otter report", Kind.SUMMARY),
        ("a short account of the debate please", Kind.SUMMARY),
        ("What are the headlines on the cost of the weir?", Kind.SUMMARY),
        ("Run through the ferry item", Kind.SUMMARY),
        ("How will the ferry inspections work?", Kind.SUMMARY),
        ("What worries did members have about the weir?", Kind.SUMMARY),
        ("What became of the weir, in order?", Kind.TIMELINE),
        ("When was the weir begun, and when will it be done?", Kind.TIMELINE),
        ("Which dates were given for the weir?", Kind.TIMELINE),
        ("When is the weir to be done and who pays?", Kind.WHEN),
        ("What do the two reports have in common?", Kind.COMPARE),
        ("Was the weir cheaper? Set it side by side with the sluice", Kind.COMPARE),
        ("Was attendance higher in May than in June?", Kind.COMPARE),
        ("How many pumps were inspected?", Kind.NUMBER),
        ("Who chairs each meeting?", Kind.WHO),
        ("What was decided on fees?", Kind.DECISION),
        ("What did the panel do with the motion on otters?", Kind.DECISION),
        ("What has the cabinet signed up to?", Kind.DECISION),
        ("What came of the ferry motion?", Kind.DECISION),
        ("moorings - number approved in 2021", Kind.NUMBER),
        ("How come the ferry was late?", Kind.REASON),
        ("What was the argument against the weir?", Kind.REASON),
        ("When the weir broke in May, who was told?", Kind.WHO),
        ("Set out how the inquiry into the weir went", Kind.TIMELINE),
    ],
)
def test_the_kind_is_known_by_its_wording(text: str, kind: Kind) -> None:
    assert kind_of(text) is kind


def test_what_is_asked_of_each_side_is_another_kind_than_the_comparison() -> None:
    assert kind_of("Compare how many pumps there were", but=Kind.COMPARE) is not Kind.COMPARE
