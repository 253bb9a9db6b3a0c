"""A question finds what the records call by the other of two names, as they spell it out themselves."""

from __future__ import annotations

import datetime as dt

from assistant.asked.acronyms import known_as
from ingest.store import Scope, SpelledOut, Store

FENSHIRE, MOORTON = "Fenshire County Council", "Moorton City Council"
DAY = dt.date(2020, 5, 5)
SPELLED = (
    SpelledOut("OWP", "Otter Watch Panel", FENSHIRE, "Rivers Committee", DAY, "fenshire/rivers/2020-05-05", 4, 27),
    SpelledOut("OWP", "Old Weir Path", MOORTON, "Streets Committee", DAY, "moorton/streets/2020-05-05", 8, 26),
)


def test_an_acronym_is_asked_in_full_and_the_other_way_round() -> None:
    here = Scope((FENSHIRE,))
    assert known_as("What did the OWP find?", SPELLED, here) == ("Otter Watch Panel",)
    assert known_as("What did the otter watch panels find?", SPELLED, here) == ("OWP",)
    assert known_as("what did the owp find", SPELLED, here) == ("Otter Watch Panel",)


def test_what_another_council_means_by_it_counts_only_where_none_is_chosen() -> None:
    assert known_as("OWP costs", SPELLED, Scope((MOORTON,))) == ("Old Weir Path",)
    assert set(known_as("OWP costs", SPELLED, Scope())) == {"Otter Watch Panel", "Old Weir Path"}


def test_a_word_that_an_acronym_only_looks_like_is_none() -> None:
    spelled = (SpelledOut("SEND", "Special Eel Nets Desk", FENSHIRE, "Rivers Committee", DAY, "m", 0, 1),)
    assert known_as("Who was to send a note to Fenshire?", spelled, None) == ()


def test_the_store_knows_where_its_records_spell_one_out(store: Store) -> None:
    with store.view() as view:
        for one in view.spelled_out():
            words = " ".join(view.record(one.meeting).slice(one.start, one.end).split())
            assert one.acronym in words
            assert one.words in words
        assert len({one.acronym for one in view.spelled_out()}) > 10
