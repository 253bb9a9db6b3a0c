"""A topic over time: every meeting looked through has its count, and those that do not speak of it have none."""

from __future__ import annotations

from assistant.answers import Filter
from assistant.tables.topics import topic_over_time
from ingest.store import View
from tests.assistant.made_up import FENSHIRE, MOORTON


def test_every_meeting_looked_through_is_counted_the_oldest_first(moment: View) -> None:
    found = topic_over_time("barrier", Filter(), moment)
    assert [m.council for m in found.meetings] == [FENSHIRE, MOORTON]
    assert found.meetings[0].mentions > found.meetings[1].mentions > 0
    trams = topic_over_time("tram depot", Filter(), moment)
    assert [m.mentions > 0 for m in trams.meetings] == [False, True]


def test_coverage_says_how_many_meetings_were_looked_through_and_how_many_speak_of_it(moment: View) -> None:
    [fenshire, moorton] = topic_over_time("tram depot", Filter(), moment).coverage
    assert (fenshire.council, fenshire.searched, fenshire.mentioning, fenshire.mentions) == (FENSHIRE, 1, 0, 0)
    assert (moorton.searched, moorton.mentioning) == (1, 1)
    assert moorton.mentions == sum(m.mentions for m in topic_over_time("tram depot", Filter(), moment).meetings)


def test_a_filter_that_matches_nothing_finds_nothing(moment: View) -> None:
    found = topic_over_time("barrier", Filter(council="Atlantis"), moment)
    assert found.meetings == ()
    assert found.coverage == ()
