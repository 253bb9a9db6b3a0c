"""Which councils and committees a question names: by its words alone, however they are written."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asked.bodies import committees_called, committees_named, councils_named, matches, places_of

NORFOLK, NORWICH = "Norfolk County Council", "Norwich City Council"
DERBYSHIRE, DERBY = "Derbyshire County Council", "Derby City Council"
SURREY, NORTH_YORKSHIRE = "Surrey County Council", "North Yorkshire County Council"
SOUTH_DERBYSHIRE = "South Derbyshire District Council"
BRIGHTON = "Brighton and Hove City Council"
NOTTINGHAMSHIRE = "Nottinghamshire County Council"
HELD = [
    NORFOLK,
    NORWICH,
    DERBYSHIRE,
    DERBY,
    SURREY,
    NORTH_YORKSHIRE,
    SOUTH_DERBYSHIRE,
    BRIGHTON,
    NOTTINGHAMSHIRE,
]

PLANNING, STRATEGIC = "Planning Committee", "Strategic Planning Committee"
ADOPTION, HEALTH = "Adoption Panel", "Health and Wellbeing Board"
BODIES = [PLANNING, STRATEGIC, ADOPTION, HEALTH, "Overview and Scrutiny Committee"]

PLACES = ["Norfolk", "derbys", "North Yorks", "south", "Notts", "the city", "the county", "Hove", "Norfok's", "survey"]
PIECES = st.sampled_from([*HELD, *PLACES, "and", ",", "?", "’", "2019"])
TEXTS = st.lists(PIECES, max_size=8).map(" ".join) | st.text(max_size=40)


@given(TEXTS, st.lists(st.sampled_from(HELD), unique=True))
def test_each_council_named_is_held_and_named_once_by_whole_words_in_their_order(text: str, held: list[str]) -> None:
    named = councils_named(text, held)
    assert len({found.council for found in named}) == len(named)
    assert {found.council for found in named} <= set(held)
    assert [found.start for found in named] == sorted(found.start for found in named)
    for found in named:
        assert text[found.start : found.end].strip() == text[found.start : found.end] != ""
        assert not text[found.start - 1 : found.start].isalnum()
        assert not text[found.end : found.end + 1].isalnum()


@given(TEXTS)
def test_the_words_that_name_one_council_name_no_other(text: str) -> None:
    named = councils_named(text, HELD)
    assert all(one.end <= other.start for one, other in pairwise(named))


@given(TEXTS, st.permutations(HELD))
def test_the_order_in_which_councils_are_held_says_nothing(text: str, held: list[str]) -> None:
    assert councils_named(text, held) == councils_named(text, HELD)


@pytest.mark.parametrize("council", HELD)
def test_a_council_is_known_by_its_whole_name_in_any_case_and_as_owner(council: str) -> None:
    for written in (council, council.casefold(), council.upper(), f"{council}'s", f"{council}’s"):
        [found] = councils_named(f"What did {written} say about libraries?", HELD)
        assert (found.council, found.end - found.start) == (council, len(written))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("road repairs in Notts", [NOTTINGHAMSHIRE]),
        ("derbys against notts", [DERBYSHIRE, NOTTINGHAMSHIRE]),
        ("libraries in N. Yorks", []),
        ("libraries in North Yorks", [NORTH_YORKSHIRE]),
        ("Derbyshires libraries", [DERBYSHIRE]),
        ("Norwich/Norfolk", [NORWICH, NORFOLK]),
        ("Hove and Brighton", [BRIGHTON]),
        ("the trip to Suffolk", []),
        ("", []),
    ],
)
def test_councils_are_known_by_their_places(text: str, named: list[str]) -> None:
    assert [found.council for found in councils_named(text, HELD)] == named


@pytest.mark.parametrize(
    ("text", "council"),
    [("libraries in Norfok", NORFOLK), ("libraries in nottinghamshre", NOTTINGHAMSHIRE), ("in Derbyshrie", DERBYSHIRE)],
)
def test_a_misspelt_place_is_the_nearest_one(text: str, council: str) -> None:
    assert [found.council for found in councils_named(text, HELD)] == [council]


@pytest.mark.parametrize("word", ["survey", "Survey", "nor", "folk", "derry", "north", "brighton"])
def test_another_word_is_no_slip_for_a_place(word: str) -> None:
    assert councils_named(f"{word} results", HELD) == ()


def test_a_place_within_a_longer_one_names_only_the_longer() -> None:
    assert [found.council for found in councils_named("libraries in South Derbyshire", HELD)] == [SOUTH_DERBYSHIRE]
    both = councils_named("South Derbyshire and Derbyshire", HELD)
    assert [found.council for found in both] == [SOUTH_DERBYSHIRE, DERBYSHIRE]


def test_a_place_of_several_words_is_named_by_all_of_them_side_by_side() -> None:
    text = "Did North Yorkshire County Council agree?"
    [found] = councils_named(text, HELD)
    assert text[found.start : found.end] == "North Yorkshire County Council"
    assert councils_named("the north of the old yorkshire ridings", HELD) == ()


def test_the_city_is_a_council_where_only_one_held_is_a_city() -> None:
    assert [found.council for found in councils_named("and the city?", [NORFOLK, DERBY])] == [DERBY]
    assert councils_named("and the city?", [NORWICH, DERBY]) == ()


@pytest.mark.parametrize(
    "text", ["when is the city learning hub open", "the county show", "what was said of city farms"]
)
def test_a_thing_or_a_place_with_city_or_county_in_its_name_is_no_council(text: str) -> None:
    assert councils_named(text, [NORFOLK, DERBY]) == ()


def test_the_county_is_that_of_the_city_held_where_several_are_counties() -> None:
    assert [found.council for found in councils_named("Derby and the county", [DERBY, DERBYSHIRE, NORFOLK])] == [
        DERBY,
        DERBYSHIRE,
    ]
    assert councils_named("what did the county say?", [DERBYSHIRE, NORFOLK]) == ()


def test_the_places_of_a_council_are_its_name_without_its_sort() -> None:
    assert places_of("Royal Borough of Windsor and Maidenhead") == {"windsor", "maidenhead"}
    assert places_of("County Council") == set()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("what did the Planning Committee refuse?", {PLANNING}),
        ("what did the strategic planning committee refuse?", {STRATEGIC}),
        ("the adoption panel in May", {ADOPTION}),
        ("adoption in May", set()),
        ("planning in May", set()),
        ("health & wellbeing board", {HEALTH}),
        ("the board on wellbeing and health", set()),
        ("the licensing committee", set()),
    ],
)
def test_a_committee_is_named_by_the_words_that_tell_it_apart_and_by_being_a_body(text: str, named: set[str]) -> None:
    assert committees_named(text, BODIES) == named


@given(TEXTS)
def test_only_committees_held_are_named(text: str) -> None:
    assert committees_named(f"{text} committee", BODIES) <= set(BODIES)


@pytest.mark.parametrize("typed", [NORFOLK, "norfolk county council ", "Norfolk", "norfolk council", "the Norfolk"])
def test_what_somebody_typed_names_a_body_by_its_name_or_by_words_of_it(typed: str) -> None:
    assert matches(typed, NORFOLK)


@pytest.mark.parametrize("typed", ["", "the", "Norwich", "Norfolk City", "folk"])
def test_what_has_other_words_or_none_names_no_body(typed: str) -> None:
    assert not matches(typed, NORFOLK)


def test_a_short_form_that_somebody_typed_stands_for_its_county() -> None:
    assert matches("Notts", NOTTINGHAMSHIRE)


@pytest.mark.parametrize("said", ["roads spc", "the Roads SPC in May", "Roads Strategic Policy Committee"])
def test_a_committee_is_named_by_its_topic_and_the_acronym_of_its_kind(said: str) -> None:
    held = ["Roads Strategic Policy Committee", "Ferries Strategic Policy Committee", "Trees OSC"]
    assert committees_named(said, held) == {"Roads Strategic Policy Committee"}


def test_a_committee_is_the_same_however_its_meeting_was_held() -> None:
    held = {
        "Virtual Planning Committee",
        "Planning Committee",
        "Planning Sub-Committee",
        "Planning and Parks Committee",
    }
    assert committees_called("Planning Committee", held) == {"Virtual Planning Committee", "Planning Committee"}
    assert committees_called("Planning", held) == set()
