"""Haystack at its defaults: 200 words a passage with none shared, a document store in memory, cosine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from haystack import Document
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore

from eval.baselines import MOST, Asked, Found, Library, embed


def rank(questions: Sequence[Asked], library: Library) -> list[Found]:
    """The passages found for each question, best first."""
    whole = [Document(content=record.text, meta={"record": stem}) for stem, record in library.records.items()]
    passages = DocumentSplitter(split_by="word", split_length=200, split_overlap=0).run(documents=whole)["documents"]
    vectors = embed([passage.content for passage in passages])
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    store.write_documents([replace(p, embedding=vector) for p, vector in zip(passages, vectors, strict=True)])
    retriever = InMemoryEmbeddingRetriever(store, top_k=MOST)
    return [_found(question, retriever) for question in questions]


def _found(question: Asked, retriever: InMemoryEmbeddingRetriever) -> Found:
    if not question.records:
        return []
    allowed: dict[str, Any] = {"field": "meta.record", "operator": "in", "value": list(question.records)}
    found = retriever.run(query_embedding=embed([question.text])[0], filters=allowed)["documents"]
    return [(document.meta["record"], document.content) for document in found]
