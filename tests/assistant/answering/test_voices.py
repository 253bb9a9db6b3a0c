"""Whose words are asked for, and what is given where they have none."""

from __future__ import annotations

import pytest

from assistant.answering.voices import by_voice, of_person
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


@pytest.mark.parametrize("title", ["Mr", "Councillor", "Cllr Dr", "cllr"])
def test_somebody_is_known_by_their_surname_whatever_title_a_question_gives_them(title: str) -> None:
    found, _, reason = by_voice(asked(f"What did {title} Rusk say about otters?"), scored(text=TOLD), EVIDENCE)
    assert reason is None
    assert all("Rusk" in (s.speaker or "") for s in found)


def test_somebodys_representative_or_minister_is_no_body_and_said_what_is_recorded_or_nothing() -> None:
    for who in ("the Weir Trust's representative", "the Minister for Rivers"):
        _, _, reason = by_voice(asked(f"What did {who} say about otters?"), scored(text=TOLD), EVIDENCE)
        assert reason is not None
        assert reason.endswith("speaking of this.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("What became of Cllr Rusk's letter on otters?", "Rusk"),
        ("what became of cllr rusk's letter on otters", "Rusk"),
        ("what did cllr ben rusk make of the otters", "Rusk"),
    ],
)
def test_a_person_is_found_by_a_name_in_small_letters_or_with_what_is_theirs(text: str, name: str) -> None:
    found, reason = of_person(asked(text), scored(text=TOLD))
    assert reason is None
    assert found
    assert all(name in f"{s.text} {s.speaker}" for s in found)


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("why did cllr webb leave the room", True),
        ("Why did Canon Webb leave the room?", True),
        ("did any cllr object to the otters", False),
        ("which cllr spoke of otters", False),
    ],
)
def test_a_person_of_whom_nothing_is_recorded_is_told_and_no_other_word_is_a_name(
    text: str, *, is_refused: bool
) -> None:
    _, reason = of_person(asked(text), scored(text=TOLD))
    assert (reason is not None) is is_refused


def test_who_speaks_may_be_told_by_their_office_at_the_head_of_a_paragraph() -> None:
    told = TOLD.replace(
        "4.1 The otters had done well.",
        "4.1 Mr Hale, Head of Law, as the Monitoring Officer, spoke of otters. The otters were lawful.",
    )
    evidence = [Evidence(passage, record(told), 1.0) for passage in cut(told)]
    asks = asked("What did the monitoring officer say about otters?")
    found, _, reason = by_voice(asks, scored(text=told), evidence)
    assert reason is None
    assert any("were lawful" in s.text for s in found)
    addressed = told.replace(
        "Mr Hale, Head of Law, as the Monitoring Officer, spoke", "Mr Hale spoke to the Monitoring Officer"
    )
    _, _, reason = by_voice(asks, scored(text=addressed), evidence)
    assert reason is not None


@pytest.mark.parametrize("named", ["motion on otters", "lost river otters motion"])
def test_a_motion_named_by_its_mover_is_told_of_whoever_speaks(named: str) -> None:
    among = scored(text=TOLD)
    found, reason = of_person(asked(f"What did members think of Cllr Rusk's {named}?"), among)
    assert reason is None
    assert list(found) == list(among)


def test_what_somebody_asked_to_be_told_is_no_question_of_whose_words() -> None:
    among = scored(text=TOLD)
    found, notes, reason = by_voice(asked("What did the rivers panel ask to be told of otters?"), among, EVIDENCE)
    assert (list(found), notes, reason) == (list(among), (), None)
