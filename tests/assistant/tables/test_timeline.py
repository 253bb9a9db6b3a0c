"""A topic across meetings: by date, in the record's words, and only where it is spoken of."""

from __future__ import annotations

from assistant.answers import Filter
from assistant.chain import AskChain
from assistant.tables.timeline import timeline
from ingest.store import Store


def test_a_timeline_is_by_date_and_every_row_speaks_of_the_topic(store: Store, chain: AskChain) -> None:
    with store.view() as view:
        rows = list(timeline("agency staff", Filter(), view, chain.embed))
        texts = {m.source: view.record(m.id).text for m in view.meetings()}
    assert [row.date for row in rows] == sorted(row.date for row in rows)
    assert len({row.date for row in rows}) > 1
    for row in rows:
        assert row.text.split() == texts[row.source][row.start : row.end].split()
        assert "agency" in f"{row.text} {row.item_title}".casefold()


def test_a_topic_that_nobody_spoke_of_has_no_rows(store: Store, chain: AskChain) -> None:
    with store.view() as view:
        assert list(timeline("space travel", Filter(), view, chain.embed)) == []
        assert list(timeline("agency staff", Filter(council="Atlantis"), view, chain.embed)) == []
