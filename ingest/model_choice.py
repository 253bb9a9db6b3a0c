"""Which embedder does which work; the one door to vectors.

Records are embedded by the packaged model in torch (`ingest.packed_encoder`), which takes a second to load. Questions
come one at a time and nobody should wait for that: there it runs in numpy (`ingest.light_encoder`), with the same
vectors to six digits. Another model goes through sentence-transformers. Nothing here reaches the network.
"""

from __future__ import annotations

from ingest import model_files
from ingest.embed import PassageEmbedder, TokenEmbedder
from ingest.model_files import PACKAGED_MODEL
from ingest.model_loading import has_bfloat16
from ingest.packaged_embedders import LightEmbedder, PackedEmbedder
from ingest.sentence_embedder import SentenceEmbedder


def passage_embedder(name: str, *, threads: int | None = None) -> PassageEmbedder:
    """For many passages: in bfloat16 where the processor has it, which is twice as fast and changes next to nothing.

    `threads` is how many may compute at a time. EmbeddingError where the model cannot be loaded.
    """
    if name == PACKAGED_MODEL:
        return PackedEmbedder(model_files.model_folder(name), halved=has_bfloat16(), threads=threads)
    if threads is not None:
        import torch

        torch.set_num_threads(threads)
    return SentenceEmbedder(name, role="document", halved=has_bfloat16())


def question_embedder(name: str) -> TokenEmbedder:
    """For a question at a time, ready in a fraction of a second with the packaged model; threads may share it.

    EmbeddingError where the model cannot be loaded.
    """
    if name == PACKAGED_MODEL:
        return LightEmbedder(model_files.model_folder(name))
    return SentenceEmbedder(name, role="query", halved=False)
