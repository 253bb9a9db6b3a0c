"""LlamaIndex at its defaults: sentences gathered to 1,024 tokens with 200 shared, a vector index in memory."""

from __future__ import annotations

from collections.abc import Sequence

from llama_index.core import Document, Settings, VectorStoreIndex
from llama_index.core.vector_stores import FilterOperator, MetadataFilter, MetadataFilters
from llama_index.embeddings.huggingface import HuggingFaceEmbedding

from eval.baselines import MOST, Asked, Found, Library, model_path


def rank(questions: Sequence[Asked], library: Library) -> list[Found]:
    """The passages found for each question, best first."""
    Settings.embed_model = HuggingFaceEmbedding(model_name=model_path(), device="cpu")
    documents = [Document(text=record.text, metadata={"record": stem}) for stem, record in library.records.items()]
    index = VectorStoreIndex.from_documents(documents)
    return [_found(question, index) for question in questions]


def _found(question: Asked, index: VectorStoreIndex) -> Found:
    if not question.records:
        return []
    allowed = MetadataFilter(key="record", value=list(question.records), operator=FilterOperator.IN)
    retriever = index.as_retriever(similarity_top_k=MOST, filters=MetadataFilters(filters=[allowed]))
    return [(found.metadata["record"], found.get_content()) for found in retriever.retrieve(question.text)]
