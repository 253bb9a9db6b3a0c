"""The search as others use it: documents with what a citation needs."""

from __future__ import annotations

import asyncio

from langchain_core.runnables import RunnableLambda

from assistant.answers import Filter
from assistant.chain import AskChain
from assistant.retriever import MinutesRetriever
from ingest.store import Store


def test_documents_say_where_their_words_stand(invented: Store, ask: AskChain) -> None:
    found = MinutesRetriever(store=invented, chain=ask, k=3).invoke("What did the Warden say about otters?")
    assert len(found) == 3
    assert "otters had come back" in found[0].page_content
    told = found[0].metadata
    assert (told["council"], told["date"], told["item"]) == ("Fenshire County Council", "2019-03-12", "4")
    with invented.view() as view:
        [meeting] = [m for m in view.meetings() if m.date.isoformat() == told["date"]]
        assert view.record(meeting.id).slice(told["start"], told["end"]) == found[0].page_content


def test_a_filter_that_matches_nothing_finds_nothing(invented: Store, ask: AskChain) -> None:
    nowhere = MinutesRetriever(store=invented, chain=ask, chosen=Filter(council="Atlantis"))
    assert nowhere.invoke("otters") == []


def test_it_is_a_part_of_chains_of_others(invented: Store, ask: AskChain) -> None:
    titles = MinutesRetriever(store=invented, chain=ask, k=1) | RunnableLambda(
        lambda found: found[0].metadata["item_title"]
    )
    assert asyncio.run(titles.ainvoke("tram depot")) == "Trams"
