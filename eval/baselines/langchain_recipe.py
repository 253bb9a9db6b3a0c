"""The recipe of LangChain's tutorial: a recursive splitter of 1,000 characters with 200 shared, Chroma, similarity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from eval.baselines import MOST, Asked, Found, Library, embed


class SameModel(Embeddings):
    """Minutebook's embedding model, as LangChain asks for one."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A vector a text."""
        return embed(texts)

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return embed([text])[0]


def rank(questions: Sequence[Asked], library: Library) -> list[Found]:
    """The passages found for each question, best first."""
    documents = [Document(record.text, metadata={"record": stem}) for stem, record in library.records.items()]
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    store = Chroma.from_documents(splitter.split_documents(documents), SameModel(), collection_name="recipe")
    try:
        return [_found(question, store) for question in questions]
    finally:
        store.delete_collection()


def _found(question: Asked, store: Chroma) -> Found:
    if not question.records:
        return []
    allowed: Any = {"record": {"$in": list(question.records)}}
    documents = store.similarity_search(question.text, k=MOST, filter=allowed)
    return [(document.metadata["record"], document.page_content) for document in documents]
