"""Every command has a help; what it refuses it refuses in a sentence with a next step."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from assistant.cli import app
from tests.assistant.cli.ran import CHURN, GLOUCESTERSHIRE, apart, here, lawful, outside, refused
from tests.ingest import runs
from tests.ingest.models import cross_encoder

COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_with_an_example(command: str) -> None:
    ran = here(command, "--help")
    assert ran.code == 0
    assert f"Example: minutebook {command}" in " ".join(ran.out.replace("│", " ").split())


def test_the_commands_that_were_promised_are_there() -> None:
    assert {"ingest", "ask", "serve", "records", "remove", "reindex", "doctor"} <= set(COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["frob"],
        ["ask"],
        ["ask", CHURN, "--batch", "questions.jsonl"],
        ["ask", CHURN, "--frob"],
        ["ask", CHURN, "--store"],
        ["ingest"],
        ["remove"],
        ["serve", "--port", "0"],
    ],
)
def test_wrong_use_exits_with_2_and_says_what_is_wrong(arguments: list[str]) -> None:
    ran = here(*arguments)
    assert ran.code == 2
    assert "Usage:" in ran.out + ran.err or "Error" in ran.err
    assert "Traceback" not in ran.err


def test_a_setting_that_makes_no_sense_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTEBOOK_PORT", "many")
    ran = here("records")
    assert ran.code == 2
    assert "MINUTEBOOK_PORT is 'many'" in " ".join(ran.err.replace("│", " ").split())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask", CHURN], "no store in"),
        (["ask", "--batch", "nosuch.jsonl"], "no store in"),
        (["records"], "no store in"),
        (["remove", GLOUCESTERSHIRE], "no store in"),
        (["reindex"], "no store in"),
        (["ask", CHURN, "--from", "2024-13-01"], '"2024-13-01"'),
        (["ask", CHURN, "--from", "2024-01-02", "--to", "2024-01-01"], "after the last"),
    ],
)
def test_what_is_refused_is_refused_in_a_sentence_with_a_next_step(arguments: list[str], says: str) -> None:
    refused(here(*arguments, "--store", "no store here"), says)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask", ""], "is empty"),
        (["ask", " ?! "], "is empty"),
        (["ask", "why " * 1_000], "3,999 characters"),
        (["ask", "--batch", "nosuch.jsonl"], "nosuch.jsonl cannot be read"),
        (["ask", "--batch", "."], ". cannot be read"),
        (["remove", "nosuch"], "no record nosuch"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(store: Path, arguments: list[str], says: str) -> None:
    refused(here(*arguments, "--store", store), says)


def test_an_embedding_model_that_is_not_there_is_told(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTEBOOK_EMBEDDING", "nosuch/model")
    refused(here("ask", CHURN, "--store", store), "nosuch/model", "MINUTEBOOK_EMBEDDING")


def test_a_reranker_that_is_not_there_is_told(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTEBOOK_RERANKER", "nosuch/model")
    refused(here("ask", CHURN, "--store", store), "nosuch/model", "MINUTEBOOK_RERANKER")
    ran = here("doctor", "--json", "--store", store)
    [bad] = [finding for finding in ran.json if not finding["ok"]]
    assert (ran.code, bad["what"]) == (1, "reranker")
    assert "MINUTEBOOK_RERANKER" in bad["hint"]


def test_a_reranker_that_is_there_is_used_and_the_doctor_says_so(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = here("ask", CHURN, "--json", "--store", store).json
    monkeypatch.setenv("MINUTEBOOK_RERANKER", str(cross_encoder(tmp_path / "cross-encoder")))
    read_again = here("ask", CHURN, "--json", "--store", store).json
    lawful(read_again)
    assert plain["fingerprint"] != read_again["fingerprint"]
    assert [e["id"] for e in plain["evidence"]] != [e["id"] for e in read_again["evidence"]]
    [told] = [finding for finding in here("doctor", "--json", "--store", store).json if finding["what"] == "reranker"]
    assert told["ok"]


def test_a_refusal_of_the_real_command_is_a_sentence_and_no_traceback(tmp_path: Path) -> None:
    ran = apart("ask", CHURN, "--store", "nosuch", cwd=tmp_path)
    refused(ran, "There is no store in nosuch.", "minutebook ingest")
    assert len(ran.err.splitlines()) == 2
    assert "\x1b" not in ran.err


def test_the_store_is_the_one_that_is_named_else_that_of_the_setting(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text(runs.MINUTES, "utf-8")
    runs.run(tmp_path / "other", tmp_path / "inbox")
    monkeypatch.setenv("MINUTEBOOK_STORE", str(store))
    assert len(here("records", "--json").json) == 5
    assert len(here("records", "--json", "--store", "other").json) == 1


def test_a_reader_that_has_enough_is_no_error(store: Path, tmp_path: Path) -> None:
    for arguments in (["records", "--store", str(store)], ["records", "--json", "--store", str(store)]):
        command = [sys.executable, "-m", "assistant", *arguments]
        with subprocess.Popen(
            command, cwd=tmp_path, env=outside(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
def test_a_terminal_gets_colours(store: Path, tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    settings = {**outside(), "TERM": "xterm-256color"}
    settings.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "assistant", "records", "--store", str(store)]
    subprocess.run(command, cwd=tmp_path, env=settings, stdout=theirs, check=True)
    os.close(theirs)
    shown = b""
    while b"2017-03-13" not in shown:
        shown += os.read(ours, 65_536)
    os.close(ours)
    assert b"\x1b[" in shown
