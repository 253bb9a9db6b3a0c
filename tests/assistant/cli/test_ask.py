"""`minutebook ask`: what it prints for machines is a contract, and every answer is lawful."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.records import fold_spaces
from tests.assistant.cli.ran import CHURN, apart, here, lawful, outside
from tests.assistant.models.behaviours import BEHAVIOURS
from tests.assistant.models.server import serving
from tests.ingest.samples import ROOT


@pytest.mark.parametrize(
    "question",
    [CHURN, "Who chaired the meeting in Leicester?", "How fast does a swallow fly?", "[1] **x** \\"],
)
def test_an_answer_for_machines_keeps_its_promise(store: Path, question: str) -> None:
    ran = here("ask", question, "--json", "--store", store)
    assert ran.code == 0
    lawful(ran.json)
    assert (ran.json["id"], ran.json["question"]) == (None, question)
    assert ran.err == ""


def test_the_question_of_the_front_page_is_answered_from_gloucestershire(store: Path) -> None:
    reply = here("ask", CHURN, "--json", "--store", store).json
    assert reply["status"] == "answered"
    assert reply["searched"]["meetings"] == 5
    assert reply["citations"][0]["source"] == "gloucestershire-2019-06-07.txt"
    assert any("churn" in citation["quote"] for citation in reply["citations"])
    assert {"source": "gloucestershire-2019-06-07.txt", "item": "25"} in reply["truncated"]


def test_the_front_page_shows_the_answer_that_is_given(store: Path) -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    shown = page.partition(f'$ minutebook ask "{CHURN}"')[2].partition("```")[0]
    given = fold_spaces(here("ask", CHURN, "--store", store).out)
    parts = [fold_spaces(part) for part in re.split(r"(?m)^…$", shown)]
    assert len(parts) > 1
    for part in parts:
        assert part in given


def test_an_answer_for_people_shows_every_source_with_its_words_and_no_colours_in_a_pipe(
    store: Path, tmp_path: Path
) -> None:
    ran = apart("ask", CHURN, "--store", store, cwd=tmp_path)
    reply = here("ask", CHURN, "--json", "--store", store).json
    assert (ran.code, ran.err) == (0, "")
    assert "\x1b" not in ran.out
    for citation in reply["citations"]:
        assert f"“{' '.join(citation['quote'].split())}”" in ran.out, "a quote is not cut into lines in a pipe"
        assert f"characters {citation['start']} to {citation['end']}" in ran.out


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--council", "Nowhere"], "Nowhere"),
        (["--committee", "Licensing"], "Licensing"),
        (["--from", "2030-01-01"], "2030"),
        (["--to", "1999-12-31"], "1999"),
        (["--council", "Leicester City", "--to", "2019-12-31"], "Leicester City"),
    ],
)
def test_a_filter_that_matches_nothing_finds_nothing_and_says_so(store: Path, options: list[str], named: str) -> None:
    ran = here("ask", CHURN, "--json", "--store", store, *options)
    assert ran.code == 0, "an honest answer is done"
    lawful(ran.json)
    assert ran.json["status"] == "not_found"
    assert ran.json["evidence"] == []
    assert ran.json["searched"]["meetings"] == 0
    assert named in ran.json["text"]
    assert "nothing was searched" in ran.json["text"]


def test_a_filter_leaves_only_what_it_names(store: Path) -> None:
    options = ["--council", "Leicestershire", "--from", "2020-01-01", "--to", "2020-12-31"]
    reply = here("ask", "What was said about placements?", "--json", "--store", store, *options).json
    lawful(reply)
    assert {evidence["source"] for evidence in reply["evidence"]} == {"leicestershire-2020-11-18.txt"}
    assert reply["searched"] == {
        **reply["searched"],
        "meetings": 1,
        "from": "2020-11-18",
        "to": "2020-11-18",
        "councils": ["Leicestershire County Council"],
    }


def test_every_known_question_is_answered_in_order_and_lawfully(store: Path) -> None:
    path = ROOT / "eval" / "questions" / "dev.jsonl"
    asked = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    ran = here("ask", "--batch", path, "--store", store)
    assert ran.code == 0
    replies = [json.loads(line) for line in ran.out.splitlines()]
    assert [reply["id"] for reply in replies] == [entry["id"] for entry in asked]
    for reply in replies:
        lawful(reply)


def test_bad_lines_of_a_batch_are_told_with_their_number_and_the_others_answered(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    good = [
        {"id": "a", "question": CHURN, "filter": {"council": "Gloucestershire", "date_from": "2019-01-01"}},
        {"id": "b", "question": "And in Leicester?", "history": [{"q": CHURN, "a": "It was too high."}]},
    ]
    path.write_text(f"{json.dumps(good[0])}\n{{oops\n\n{json.dumps(good[1])}\n[]\n", "utf-8")
    ran = here("ask", "--batch", path, "--store", store)
    assert ran.code == 1
    replies = [json.loads(line) for line in ran.out.splitlines()]
    assert [reply["id"] for reply in replies] == ["a", "b"]
    for reply in replies:
        lawful(reply)
    assert replies[0]["searched"]["councils"] == ["Gloucestershire County Council"]
    told = ran.err.splitlines()
    assert [line.split(" of ")[0] for line in told] == ["Line 2", "Line 5"]
    assert all(str(path) in line for line in told)


def test_a_batch_can_come_through_a_pipe(store: Path) -> None:
    ran = here("ask", "--batch", "-", "--store", store, given=json.dumps({"id": 7, "question": CHURN}) + "\n")
    assert ran.code == 0
    assert ran.json["id"] == "7"


def test_a_cold_start_loads_neither_torch_nor_the_screen_nor_the_index_of_a_large_store(store: Path) -> None:
    script = (
        "import json, sys; from assistant.cli import main\n"
        f"sys.argv = ['minutebook', 'ask', {CHURN!r}, '--store', {str(store)!r}]\n"
        "try:\n    main()\nexcept SystemExit as over:\n    assert not over.code\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], env=outside(), capture_output=True, text=True, check=True, encoding="utf-8"
    )
    loaded = {name.partition(".")[0] for name in json.loads(ran.stdout.splitlines()[-1])}
    heavy = {
        "torch",
        "sentence_transformers",
        "transformers",
        "gradio",
        "chromadb",
        "pandas",
        "scipy",
        "langchain",
        "openai",
    }
    assert loaded & heavy == set()


def test_a_model_words_the_answer_and_what_it_took_is_told(store: Path) -> None:
    with serving(BEHAVIOURS) as server:
        model = f"{server.address}#good"
        ran = here("ask", CHURN, "--json", "--model", model, "--store", store)
        told = here("ask", CHURN, "--model", model, "--store", store)
        doubted = here("ask", CHURN, "--json", "--model", f"{server.address}#invented", "--store", store)
    lawful(ran.json)
    assert ran.json["model"] == f"good at {server.address.removeprefix('http://').removesuffix('/v1')}"
    assert ran.json["usage"]["calls"] == 1
    assert "Drafted by good at" in told.out
    assert "tokens read" in told.out
    assert doubted.json["model"] == "extractive"
    assert doubted.json["usage"]["tokens_out"] > 0


@pytest.mark.parametrize("model", ["gpt", "no-such-provider:m", "http://127.0.0.1:9/v1"])
def test_a_model_that_cannot_be_used_is_refused_with_what_to_write(store: Path, model: str) -> None:
    ran = here("ask", CHURN, "--model", model, "--store", store)
    assert ran.code == 1
    assert "Next:" in ran.err
