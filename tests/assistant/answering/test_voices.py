"""Whose words are asked for, and what is given where they have none."""

from __future__ import annotations

from assistant.answering.voices import by_voice
from assistant.answers import Evidence
from tests.assistant.made_up import FLOODS, asked, cut, record, scored

TOLD = FLOODS.replace(
    "4.1 The Warden reported that otters",
    "4.1 The otters had done well.\n\n4.2 Cllr Rusk said of the letter of the Weir Trust that otters needed peace.\n\n"
    "4.3 The Warden reported that otters",
)
EVIDENCE = [Evidence(passage, record(TOLD), 1.0) for passage in cut(TOLD)]


def test_of_a_body_without_words_of_its_own_what_others_said_of_it_comes_first_and_is_told() -> None:
    ranked = sorted(scored(text=TOLD), key=lambda s: "Weir Trust" in s.text)
    found, notes, reason = by_voice(asked("What did the Weir Trust say about otters?"), ranked, EVIDENCE)
    assert reason is None
    assert notes == ("The minutes do not quote the Weir Trust directly on this; what follows is what others said.",)
    assert "Weir Trust" in found[0].text
    assert {s.start for s in found} == {s.start for s in ranked}


def test_somebody_never_recorded_as_speaking_of_it_is_told() -> None:
    _, _, reason = by_voice(asked("What points did Cllr Quill make about otters?"), scored(text=TOLD), EVIDENCE)
    assert reason == "The minutes searched do not record Cllr Quill speaking of this."


def test_of_what_nobody_speaks_of_a_body_that_is_named_said_nothing() -> None:
    _, notes, reason = by_voice(asked("What did the Weir Trust say about drones?"), scored(text=TOLD), EVIDENCE)
    assert notes == ()
    assert reason == "The minutes searched do not mention the Weir Trust in this matter."
