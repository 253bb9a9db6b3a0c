"""The wheel holds the product and nothing else, and our package names are ours alone."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from importlib.metadata import distributions
from pathlib import Path

import pytest

PACKAGES = {"assistant", "ingest", "prompts"}


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, built as it would be shipped."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(root)]
    built = subprocess.run(build, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("minutebook-*.whl"))


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the wheel."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as files:
        files.extractall(folder)
    return folder


def test_the_wheel_holds_our_three_packages_and_its_description(unpacked: Path) -> None:
    packages = {path.name for path in unpacked.iterdir() if not path.name.endswith(".dist-info")}
    descriptions = [path.name for path in unpacked.glob("*.dist-info")]
    assert packages == PACKAGES
    assert descriptions == ["minutebook-0.1.0.dist-info"]


def test_the_wheel_holds_every_module_and_prompt_of_the_checkout(root: Path, unpacked: Path) -> None:
    def shipped(top: Path) -> set[str]:
        files = (f for package in PACKAGES for f in (top / package).rglob("*") if f.is_file())
        return {f.relative_to(top).as_posix() for f in files if "__pycache__" not in f.parts}

    assert shipped(unpacked) == shipped(root)
    assert "prompts/answer.md" in shipped(unpacked)


def test_the_wheel_installs_the_command_and_carries_its_licence(unpacked: Path) -> None:
    description = next(unpacked.glob("*.dist-info"))
    assert (description / "entry_points.txt").read_text() == "[console_scripts]\nminutebook = assistant.cli:main\n"
    assert "Apache License" in (description / "licenses" / "LICENSE").read_text()


def test_the_wheel_works_without_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(unpacked)!r})\n"
        "import assistant.answers, ingest.errors, prompts\n"
        "print(assistant.__file__, ingest.__file__, prompts.__file__, prompts.load('answer').name, sep='\\n')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True)
    *files, prompt = ran.stdout.splitlines()
    assert all(file.startswith(str(unpacked)) for file in files)
    assert prompt == "answer"


def test_no_other_distribution_claims_our_names() -> None:
    """pip would overwrite our files in silence, and delete them when the other one goes."""
    claims = set()
    for distribution in distributions():
        tops = {file.parts[0] for file in distribution.files or []}
        if tops & PACKAGES and distribution.name != "minutebook":
            claims.add(distribution.name)
    assert claims == set()
