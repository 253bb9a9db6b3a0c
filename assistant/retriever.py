"""The search as a LangChain retriever, for chains of one's own: documents that know where in the record they stand."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.answers import Evidence, Filter, Question
from assistant.chain import AskChain
from ingest.store import Store


class MinutesRetriever(BaseRetriever):
    """The passages most likely to hold the answer, best first; none where the filter leaves nothing to search."""

    store: Store
    chain: AskChain
    chosen: Filter = Filter()
    k: int = 10

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        """See `BaseRetriever`."""
        with self.store.view() as view:
            understood = self.chain.understood(Question(query, filter=self.chosen), view)
            if understood.scope is None:
                return []
            return [_document(one) for one in self.chain.find(understood, view).evidence[: self.k]]


def _document(evidence: Evidence) -> Document:
    """A passage, with what a citation of it needs."""
    meeting, item, source = evidence.record.meeting, evidence.item, evidence.record.source
    return Document(
        id=evidence.passage.id,
        page_content=evidence.passage.text,
        metadata={
            "id": evidence.passage.id,
            "source": source.name,
            "url": source.url,
            "council": meeting.council.name,
            "committee": meeting.committee.name,
            "date": meeting.date.isoformat(),
            "item": item.number if item else None,
            "item_title": item.title if item else None,
            "part": evidence.passage.part.value,
            "truncated": bool(item and item.truncated),
            "start": evidence.passage.start,
            "end": evidence.passage.end,
            "score": evidence.score,
        },
    )
