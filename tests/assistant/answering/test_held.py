"""What of a drafter's claim is shown, and what is told of the rest."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.answers import Citation, DraftClaim, Evidence, Quote, Support
from assistant.support import Refusal
from assistant.verify import judged
from eval.grounding import _evidence
from ingest.passages import passages
from tests.assistant.words import MODEL, WordEmbedder
from tests.ingest.samples import parsed_text

CHURN = "the level of churn was too high"


@pytest.fixture(scope="module")
def place() -> Evidence:
    found = _evidence("gloucestershire-2019-06-07", CHURN)
    assert found is not None
    return found


def _claim(text: str, place: Evidence, quote: str = CHURN) -> DraftClaim:
    return DraftClaim(text, (Quote(place, quote),))


def test_a_claim_told_as_fact_is_led_by_who_said_it(place: Evidence) -> None:
    (shown,) = judged(_claim("The level of churn was too high.", place)).shown
    assert shown.text == "Cllr Boyles: The level of churn was too high."


def test_what_a_claim_says_beyond_its_quote_is_cut_off_and_told(place: Evidence) -> None:
    found = judged(
        _claim("Cllr Boyles agreed the level of churn was too high, and the council hired 40 people.", place)
    )
    assert [shown.text for shown in found.shown] == ["Cllr Boyles agreed the level of churn was too high."]
    assert [(refused.why, refused.words) for refused in found.refused] == [(Refusal.NUMBER, "40")]


def test_a_claim_that_turns_its_quote_round_leaves_nothing(place: Evidence) -> None:
    found = judged(_claim("Cllr Boyles agreed the level of churn was not too high, and he left.", place))
    assert found.shown == ()
    assert found.refused[0].why is Refusal.DENIAL


def test_a_quote_too_short_for_its_claim_is_widened_to_its_sentence(place: Evidence) -> None:
    claim = "Cllr Boyles agreed that the level of churn was too high and that a stable workforce was needed."
    (shown,) = judged(_claim(claim, place)).shown
    assert shown.support is Support.SUPPORTED
    assert "stable workforce" in shown.citations[0].quote


def test_another_check_can_refuse_and_never_allow(place: Evidence) -> None:
    asked: list[str] = []

    def doubts(claim: str, citations: Sequence[Citation]) -> bool:
        asked.append(f"{claim} [{len(citations)}]")
        return False

    true = "Cllr Boyles agreed that the level of churn was too high."
    assert judged(_claim(true, place), doubts).refused[0].why is Refusal.MODEL
    assert judged(_claim("The level of churn was 40 per cent.", place), lambda _claim, _citations: True).shown == ()
    assert asked == [f"{true} [1]"]


def test_the_records_own_words_are_asked_of_nobody(place: Evidence) -> None:
    quoted = DraftClaim.quoting(Quote(place, CHURN))
    (shown,) = judged(quoted, lambda _claim, _citations: False).shown
    assert shown.support is Support.VERBATIM


def test_an_invented_quote_is_told_as_such(place: Evidence) -> None:
    found = judged(_claim("Cllr Boyles agreed that churn was falling.", place, "churn was falling fast"))
    assert [refused.why for refused in found.refused] == [Refusal.QUOTE]


@pytest.mark.parametrize(("present", "is_shown"), [("Cllr Ann Lee", True), ("Cllr Ann Lee and Cllr Bob Lee", False)])
def test_a_speaker_has_the_first_name_that_the_record_gives_if_it_gives_only_one(
    present: str, *, is_shown: bool
) -> None:
    minutes = parsed_text(
        "Fenshire County Council\n\nFerries Panel\n\nMinutes of the meeting held on 5 May 2020 at 10.00 am\n\n"
        f"Present: {present}\n\n1. Business\n\nCllr Lee said that the lamps were out.\n"
    )
    cut = passages(minutes, WordEmbedder().count_tokens, MODEL.max_tokens)
    evidence = Evidence(next(p for p in cut if p.item_id), minutes, 1.0)
    for name, is_hers in (("Ann", is_shown), ("Bob", False)):
        shown = judged(_claim(f"Cllr {name} Lee said that the lamps were out.", evidence, "the lamps were out")).shown
        assert bool(shown) is is_hers
