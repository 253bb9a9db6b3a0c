"""A claim in other words is refused by the law that it breaks, and by none where its quotes support it."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.answers import Support
from assistant.support import Heard, Refusal, is_verbatim, judge
from assistant.support.amounts import counted
from assistant.support.cues import Mood
from assistant.support.parts import parts
from assistant.support.wording import worded


def _heard(quote: str, speaker: str | None = None, *, sentence: str | None = None, item: str = "7") -> Heard:
    return Heard(
        quote,
        sentence or quote,
        item,
        speaker,
        about="Roads and Parking Anytown Borough Council Highways Committee",
        council="Anytown Borough Council",
        body="Highways Committee",
        held=dt.date(2024, 3, 12),
    )


BRIDGE = "Repairs to the Mill Bridge had cost £1.2m and would be finished by the end of June 2024."
SCHOOLS = "Of the 45 crossings inspected, 30 had passed and the remaining 15 would be repaired within six weeks."


@pytest.mark.parametrize(
    ("claim", "quote", "speaker"),
    [
        ("The Mill Bridge repairs cost £1,200,000.", BRIDGE, None),
        ("Repairs to the Mill Bridge would be completed by the end of June 2024.", BRIDGE, None),
        ("Thirty of the forty-five crossings inspected had passed.", SCHOOLS, None),
        ("The remaining fifteen crossings would be repaired within 6 weeks.", SCHOOLS, None),
        ("Cllr Amin said the junction was dangerous.", "He felt that the junction was dangerous.", "Cllr Amin"),
        ("The Committee resolved that the scheme be approved.", "It was resolved that the scheme be approved.", None),
        ("The report was due on 12 March 2024.", "The report was due on 12 March.", None),
        ("Residents' parking would replace the meters.", "Meters would be replaced by residents' parking.", None),
    ],
)
def test_other_words_for_the_same_are_supported(claim: str, quote: str, speaker: str | None) -> None:
    verdict = judge(claim, [_heard(quote, speaker)])
    assert verdict.support is not None, verdict


@pytest.mark.parametrize(
    ("refusal", "claim", "quote", "speaker"),
    [
        (Refusal.NUMBER, "The Mill Bridge repairs cost £1.3m.", BRIDGE, None),
        (Refusal.NUMBER, "Fewer than 30 crossings had passed.", "More than 30 crossings had passed.", None),
        (Refusal.UNIT, "The remaining 15 crossings would be repaired within six months.", SCHOOLS, None),
        (Refusal.UNIT, "The meters took £400 a month.", "The meters took £400 a week.", None),
        (Refusal.DATE, "Repairs to the Mill Bridge would be finished by the end of July 2024.", BRIDGE, None),
        (Refusal.NAME, "Repairs to the Tower Bridge had cost £1.2m.", BRIDGE, None),
        (Refusal.PLACE, "Loamshire's repairs to the Mill Bridge had cost £1.2m.", BRIDGE, None),
        (Refusal.DENIAL, "The junction was not dangerous.", "The junction was dangerous.", None),
        (Refusal.DENIAL, "The crossing would be closed.", "The crossing would not be closed.", None),
        (Refusal.CONTRARY, "Traffic had fallen on Station Road.", "Traffic had increased on Station Road.", None),
        (Refusal.SURER, "The crossing will be moved.", "The crossing may be moved.", None),
        (Refusal.SURER, "The crossing was moved.", "It was hoped that the crossing would be moved.", None),
        (Refusal.DECIDED, "The Committee approved the scheme.", "The Committee considered the scheme.", None),
        (Refusal.DEGREE, "All residents supported the scheme.", "Some residents supported the scheme.", None),
        (Refusal.CAUSE, "Traffic rose because the meters broke.", "Traffic rose. The meters broke.", None),
        (Refusal.FACT, "The junction was dangerous.", "He felt that the junction was dangerous.", "Cllr Amin"),
        (Refusal.SPEAKER, "Cllr Boyd said that Ms Lee had left.", "Ms Lee said that Cllr Boyd had left.", "Ms Lee"),
        (Refusal.ROLE, "15 crossings had passed.", SCHOOLS, None),
        (Refusal.ROLE, "Ms Lee was elected Chair.", "Ms Lee was elected Vice Chair.", None),
        (
            Refusal.ROLE,
            "Fares on the ferry were higher.",
            "Fares on the ferry were lower, and the tide in the bay was higher.",
            None,
        ),
        (
            Refusal.SURER,
            "The officers had put up the signs.",
            "The officers were putting up the signs.",
            None,
        ),
        (
            Refusal.CAUSE,
            "The closure led to weak demand.",
            "The closure was due to weak demand for the ferry.",
            None,
        ),
        (
            Refusal.SPEAKER,
            "Cllr Amin confirmed that the junction was dangerous.",
            "Cllr Amin asked whether the junction was dangerous.",
            "Cllr Amin",
        ),
        (
            Refusal.UNIT,
            "It would take a month before the ferry was back.",
            "It would take a year before the ferry was back.",
            None,
        ),
        (Refusal.ROLE, "The Police visited Anytown Highways.", "Anytown Highways visited the Police.", None),
        (
            Refusal.MORE,
            "The junction was dangerous and residents signed long letters.",
            "The junction was dangerous.",
            None,
        ),
    ],
)
def test_each_law_refuses_what_breaks_it(refusal: Refusal, claim: str, quote: str, speaker: str | None) -> None:
    verdict = judge(claim, [_heard(quote, speaker)])
    assert verdict.support is None
    assert verdict.refusal is refusal


def test_a_quote_cut_short_hides_no_doubt() -> None:
    whole = "It was suggested that the council could close the crossing."
    cut = _heard("the council could close the crossing", sentence=whole)
    assert judge("The council will close the crossing.", [cut]).refusal is Refusal.SURER
    assert judge("The council could close the crossing, it was suggested.", [cut]).support is not None


def test_words_of_the_record_told_as_fact_are_still_somebodys() -> None:
    whole = "Cllr Amin felt that the junction was dangerous."
    assert judge(
        "The junction was dangerous.", [_heard("the junction was dangerous", "Cllr Amin", sentence=whole)]
    ).refusal is (Refusal.FACT)


def test_two_items_make_no_one_claim() -> None:
    heard = [_heard("The minutes were signed."), _heard("Ms Lee sent apologies.", item="8")]
    assert judge("Ms Lee signed the minutes.", heard).refusal is Refusal.MERGED
    assert judge("The minutes were signed, and Ms Lee sent apologies.", heard).support is Support.SUPPORTED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("£2m", "£2 million"),
        ("£14k", "£14,000"),
        ("a quarter", "25%"),
        ("72 per cent", "72%"),
        ("one hundred and twenty", "120"),
        ("a six-monthly report", "a 6 monthly report"),
        ("twice a year", "two times a year"),
    ],
)
def test_figures_and_words_count_the_same(one: str, other: str) -> None:
    assert [a.size for a in counted(one).amounts] == [a.size for a in counted(other).amounts]


@pytest.mark.parametrize("text", ["14:00", "2pm", "2.00 pm"])
def test_times_of_day_are_one_however_printed(text: str) -> None:
    assert counted(f"at {text}").times == frozenset([dt.time(14)])


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("The crossing was moved.", Mood.SO),
        ("The crossing would be moved.", Mood.AHEAD),
        ("It was proposed that the crossing be moved.", Mood.WISHED),
        ("The crossing might be moved.", Mood.POSSIBLE),
        ("The crossing would be moved if money were found.", Mood.POSSIBLE),
    ],
)
def test_a_text_is_as_sure_as_its_least_sure_cue(text: str, mood: Mood) -> None:
    assert next(word.mood for word in worded(text).words if word.text == "moved") is mood


def test_a_claim_is_cut_where_a_clause_ends_and_never_before_what_limits_it() -> None:
    assert list(parts("The bridge had opened, which cost twice what was planned.")) == ["The bridge had opened."]
    assert list(parts("The bridge would open if the council paid.")) == []
    assert list(parts("Leeds and Devon had been visited.")) == []


def test_words_are_verbatim_in_the_order_and_the_bounds_of_their_quotes() -> None:
    assert is_verbatim("the ferry left", ["It was said that the ferry", "left at noon"])
    assert not is_verbatim("the ferryman left", ["the ferry", "man left"])
    assert not is_verbatim("left the ferry", ["the ferry", "left at noon"])
