"""README, .env.example and --help say what is true of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from assistant.cli import app
from assistant.settings import ENV_PREFIX, Settings

COMMANDS = typer.main.get_group(app).commands
DEFAULTS = {
    ENV_PREFIX + name.upper(): "" if field.default is None else str(field.default)
    for name, field in Settings.model_fields.items()
}


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    """The words of the README."""
    return (root / "README.md").read_text(encoding="utf-8")


def test_env_example_names_every_setting_with_its_default(root: Path) -> None:
    text = (root / ".env.example").read_text(encoding="utf-8")
    shown = dict(re.findall(rf"^# ({ENV_PREFIX}\w+)=(.*)$", text, re.MULTILINE))
    assert shown == DEFAULTS


def test_copying_env_example_changes_nothing(root: Path) -> None:
    assert Settings(_env_file=root / ".env.example") == Settings(_env_file=None)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    assert f"minutebook {name}" in (COMMANDS[name].help or "")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_names_every_command(name: str, readme: str) -> None:
    assert f"minutebook {name}" in readme


@pytest.mark.parametrize("setting", DEFAULTS)
def test_the_readme_names_every_setting(setting: str, readme: str) -> None:
    assert setting in readme


@pytest.mark.parametrize("target", ["run", "test", "check", "eval", "bench", "clean"])
def test_make_help_lists_every_target(target: str, root: Path) -> None:
    assert re.search(rf"^{target}:.* ## ", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
