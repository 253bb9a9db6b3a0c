"""The common recipe: pieces of 1,000 characters that overlap by 200, the same model, one Chroma collection.

`python -m benchmarks.recipe FOLDER STORE` does it and prints how it was done, as JSON. LangChain's splitter and store
come with `pip install .[baselines]`; where they are missing nothing is printed and the exit status is 3.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

from langchain_core.embeddings import Embeddings

from ingest.model_files import PACKAGED_MODEL, model_folder

MISSING = 3


class PlainEmbeddings(Embeddings):
    """What HuggingFaceEmbeddings does with its defaults: line breaks to spaces, then sentence-transformers."""

    def __init__(self, folder: str) -> None:
        """From the folder of a model."""
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(folder, device="cpu")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A vector a text."""
        vectors: Any = self._model.encode([text.replace("\n", " ") for text in texts], show_progress_bar=False)
        return [list(map(float, vector)) for vector in vectors]

    def embed_query(self, text: str) -> list[float]:
        """A vector of a question."""
        return self.embed_documents([text])[0]


def main() -> None:
    """Read, split, embed, store."""
    if not all(importlib.util.find_spec(name) for name in ("langchain_text_splitters", "langchain_chroma")):
        raise SystemExit(MISSING)
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    folder, store = map(Path, sys.argv[1:])
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    texts, sources = [], []
    for path in sorted(folder.glob("*.md")):
        pieces = splitter.split_text(path.read_text("utf-8"))
        texts += pieces
        sources += [{"source": path.name}] * len(pieces)
    embeddings = _embeddings(str(model_folder(PACKAGED_MODEL)))
    Chroma.from_texts(texts, embeddings, metadatas=sources, persist_directory=str(store))
    print(json.dumps({"pieces": len(texts), "embeddings": type(embeddings).__name__}))


def _embeddings(folder: str) -> Embeddings:
    """LangChain's own where it is installed; its versions of today cannot be beside our huggingface-hub."""
    if importlib.util.find_spec("langchain_huggingface") is None:
        return PlainEmbeddings(folder)
    from langchain_huggingface import HuggingFaceEmbeddings

    made: Embeddings = HuggingFaceEmbeddings(model_name=folder)
    return made


if __name__ == "__main__":
    main()
