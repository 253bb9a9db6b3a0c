"""Importing the light modules loads nothing heavy, and `eval` hides no builtin."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

HEAVY = {"chromadb", "gradio", "langchain", "langchain_core", "sentence_transformers", "torch", "transformers"}
LIGHT = ["assistant.answers", "assistant.settings", "assistant.cli", "ingest.records", "prompts"]


@pytest.mark.parametrize("module", LIGHT)
def test_importing_a_light_module_loads_nothing_heavy(module: str) -> None:
    if find_spec(module) is None:
        pytest.skip(f"{module} is not written yet")
    code = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in json.loads(ran.stdout)}
    assert loaded & HEAVY == set()


def test_nobody_imports_eval_by_its_bare_name(root: Path) -> None:
    """``import eval.metrics`` replaces the builtin in that module, which ruff does not see; ``from eval…`` does not."""
    folders = ["assistant", "ingest", "prompts", "eval", "benchmarks", "tests"]
    sources = [source for folder in folders for source in (root / folder).rglob("*.py")]
    bare = [str(f) for f in sources if re.search(r"^\s*import eval\b", f.read_text(encoding="utf-8"), re.MULTILINE)]
    assert bare == []


def test_every_folder_of_tests_is_a_package(root: Path) -> None:
    """Else ``tests/eval`` becomes ``eval`` and hides ours."""
    folders = {f.parent for f in (root / "tests").rglob("test_*.py")}
    assert [str(f) for f in sorted(folders) if not (f / "__init__.py").exists()] == []
