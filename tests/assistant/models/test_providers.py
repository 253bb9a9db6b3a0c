"""How a model is named, what its client is told, and what is said where that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.build import LazyEmbedder, chat_drafter
from assistant.commands.holdings import examine
from assistant.models.claims import FORM
from assistant.models.generate import connect
from assistant.models.providers import ModelName, client_options
from assistant.settings import Providers, Settings
from ingest.errors import ModelUnavailable
from tests.assistant.models.server import Server

KEYS = Providers(_env_file=None, openai_api_key=SecretStr("sk-o"), anthropic_api_key=SecretStr("sk-a"))


@pytest.mark.parametrize(
    ("text", "provider", "name", "address"),
    [
        ("openai:gpt-x", "openai", "gpt-x", None),
        ("ollama:qwen2.5:7b", "ollama", "qwen2.5:7b", None),
        (" Anthropic:claude-x ", "anthropic", "claude-x", None),
        ("http://localhost:8080/v1#my/model", "openai", "my/model", "http://localhost:8080/v1"),
        ("https://models.example/v1/#m", "openai", "m", "https://models.example/v1"),
    ],
)
def test_a_model_is_named_by_provider_or_by_address(text: str, provider: str, name: str, address: str | None) -> None:
    assert ModelName.of(text) == ModelName(provider, name, address)


@pytest.mark.parametrize(
    "text",
    ["gpt-x", "openai:", ":x", "http://localhost:8080/v1", "http://me:pw@host/v1#m", "http://[::1#m", "https://#m"],
)
def test_what_names_no_model_is_refused_with_the_forms_there_are(text: str) -> None:
    with pytest.raises(ModelUnavailable) as refused:
        ModelName.of(text)
    assert "http://localhost:8080/v1#NAME" in refused.value.hint
    assert "pw" not in refused.value.message


def test_each_provider_is_given_its_own_key_and_no_other() -> None:
    def told(model: str) -> str:
        settings = Settings(_env_file=None, model=model)
        return repr(client_options(ModelName.of(model), settings, KEYS))

    assert "sk-o" in told("openai:m")
    assert "sk-a" not in told("openai:m")
    assert "sk-a" in told("anthropic:m")
    assert "sk-o" not in told("anthropic:m")
    for model in ("http://localhost:1/v1#m", "ollama:m", "mistralai:m"):
        assert "sk-" not in told(model)


def test_keys_are_read_under_the_names_of_their_providers(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OPENAI_API_KEY=sk-from-file\nOLLAMA_HOST=http://ollama:11434\n")
    read = Providers(_env_file=tmp_path / ".env")
    assert read.openai_api_key is not None
    assert read.openai_api_key.get_secret_value() == "sk-from-file"
    assert read.ollama_host == "http://ollama:11434"
    assert "sk-from-file" not in repr(read)


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
def test_each_provider_s_client_can_be_told_to_reply_in_a_form(provider: str) -> None:
    pytest.importorskip(f"langchain_{provider}", reason="an extra that is not installed")
    settings = Settings(_env_file=None, model=f"{provider}:some-model")
    assert connect(settings, KEYS, FORM, len).in_form
    assert not connect(settings.model_copy(update={"model_form": "plain"}), KEYS, FORM, len).in_form


@pytest.mark.parametrize("model", ["no-such-provider:m", "openai:gpt-x"])
def test_a_model_that_cannot_be_set_up_is_refused_in_a_sentence(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    settings = Settings(_env_file=None, model=model)
    with pytest.raises(ModelUnavailable, match=f"The model {model}"):
        chat_drafter(settings, LazyEmbedder(settings.embedding))


@pytest.mark.parametrize(
    ("name", "is_well", "told"),
    [
        ("good", True, "answers a trial question with a proved claim"),
        ("prose", True, "answers a trial question"),
        ("knows-no-form", True, "in plain words"),
        ("invented", False, "no claim with words of its passage"),
        ("unauthorised", False, "refused the key"),
        ("no-such-model", False, "no model of that name"),
    ],
)
def test_the_doctor_tries_the_model(server: Server, tmp_path: Path, name: str, is_well: bool, told: str) -> None:  # noqa: FBT001
    settings = Settings(_env_file=None, store=tmp_path / "none", model=f"{server.address}#{name}", model_retries=0)
    [found] = [finding for finding in examine(settings) if finding.what == "chat model"]
    assert found.ok is is_well
    assert told in found.detail
    assert is_well or found.hint
