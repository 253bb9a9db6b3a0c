"""The chat model that is named in a setting, and what its client must be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from assistant.settings import Providers, Settings
from ingest.errors import ModelUnavailable

_NO_KEY = "none"  # clients want one even where a server asks for none; the key of OpenAI must not go elsewhere


@dataclass(frozen=True, slots=True)
class ModelName:
    """PROVIDER:NAME, or ADDRESS#NAME of a server that speaks as OpenAI's does."""

    provider: str
    name: str
    address: str | None = None

    @classmethod
    def of(cls, text: str) -> ModelName:
        """Read from a setting. Raises `ModelUnavailable`."""
        text = text.strip()
        if text.startswith(("http://", "https://")):
            return cls._at_address(text)
        provider, _, name = text.partition(":")
        if not provider or not name.strip():
            raise ModelUnavailable(f"MINUTEBOOK_MODEL is “{text}”, which names no model.", hint=_FORMS)
        return cls(provider.strip().casefold(), name.strip())

    @classmethod
    def _at_address(cls, text: str) -> ModelName:
        address, _, name = text.partition("#")
        try:
            split = urlsplit(address)
            host, _ = split.hostname, split.port
        except ValueError:
            host = None
        if host is None or not name.strip() or split.username or split.query:
            raise ModelUnavailable("MINUTEBOOK_MODEL is an address that cannot be used.", hint=_FORMS)
        return cls("openai", name.strip(), address.rstrip("/"))

    @property
    def shown(self) -> str:
        """As answers name it."""
        return f"{self.name} at {urlsplit(self.address).netloc}" if self.address else f"{self.provider}:{self.name}"


_FORMS = (
    "Write it as openai:NAME, anthropic:NAME, ollama:NAME, or as http://localhost:8080/v1#NAME; a key goes into"
    " MINUTEBOOK_MODEL_KEY."
)


def client_options(named: ModelName, settings: Settings, providers: Providers) -> dict[str, Any]:
    """What a provider's client is told: its key, how long it may take, how much it may write."""
    limits = {
        "timeout": settings.model_timeout,
        "max_retries": 0,  # they are made behind the door, which knows how much time is left
        "max_tokens": settings.model_answer,
    }
    if named.address:
        key = settings.model_key.get_secret_value() or _NO_KEY
        return {**limits, "base_url": named.address, "api_key": key, "stream_usage": True}
    match named.provider:
        case "openai":
            return {**limits, "stream_usage": True, **_key(providers.openai_api_key)}
        case "anthropic":
            return {**limits, **_key(providers.anthropic_api_key)}
        case "ollama":
            server = {"base_url": providers.ollama_host} if providers.ollama_host else {}
            wait = {"client_kwargs": {"timeout": settings.model_timeout}}
            return {"num_ctx": settings.model_window, "num_predict": settings.model_answer, **wait, **server}
        case _:
            return {}  # its client reads its own key; what else it takes is not known here


def _key(secret: Any) -> dict[str, str]:  # noqa: ANN401
    return {"api_key": secret.get_secret_value()} if secret is not None else {}
