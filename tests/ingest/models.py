"""Models that are made where a test needs one; they know nothing, but are loaded like those that do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from ingest.model_files import PACKAGED_MODEL, model_folder


def cross_encoder(folder: Path, *, labels: int = 1) -> Path:
    """A small network of random numbers that reads pairs of texts with the packaged model's word pieces."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    packaged = model_folder(PACKAGED_MODEL)
    folder.mkdir()
    for name in ("tokenizer.json", "tokenizer_config.json", "vocab.txt"):
        if (packaged / name).exists():
            shutil.copy(packaged / name, folder / name)
    told = json.loads((packaged / "config.json").read_text())
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=told["vocab_size"],
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
    config.num_labels = labels
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder
