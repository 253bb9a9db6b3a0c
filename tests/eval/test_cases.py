"""The known questions are sound: whole, unlike one another, and every quote stands where it says it does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.cases import QUESTIONS, load, load_all
from eval.check import check, problems
from eval.corpora import CORPORA, beside, files, read_record, unpacked
from ingest.errors import BadQuestion

GOOD: dict[str, Any] = {
    "id": "x1",
    "question": "Who chaired?",
    "type": "who",
    "answer": "Ms L R Duffy, the Chairman.",
    "facts": [["Duffy"]],
    "citations": [
        {"record": "worcestershire-2017-03-13", "item": None, "paragraph": None, "quote": "Ms L R Duffy (Chairman)"}
    ],
    "difficulty": "easy",
}


def _file(folder: Path, *entries: dict[str, Any]) -> Path:
    path = folder / "made.jsonl"
    path.write_text("\n".join(map(json.dumps, entries)), "utf-8")
    return path


def test_every_known_question_is_sound() -> None:
    assert problems(sorted(QUESTIONS.glob("*.jsonl"))) == []


def test_a_sound_question_has_no_problem(tmp_path: Path) -> None:
    assert list(check([_file(tmp_path, GOOD)])) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"type": "riddle"}, "no type of question"),
        ({"difficulty": "none"}, "difficulty"),
        ({"fact": []}, "no key of a question"),
        ({"answer": None}, '"answer" is missing'),
        ({"facts": [[]]}, "none of them empty"),
        ({"facts": [["Oborski"]]}, "states none of Oborski"),
        ({"must_not": ["Duffy"]}, "which it must not"),
        ({"records": "moon"}, "are none of"),
        ({"type": "unanswerable"}, "unanswerable, and yet"),
        ({"type": "followup"}, "without a history"),
        ({"citations": []}, "no citation or no fact"),
        ({"citations": [{"record": "a", "quote": "b"}]}, "does not have exactly"),
        ({"citations": [GOOD["citations"][0] | {"quote": "Ms L R Duffy (Chair)"}]}, "does not stand word for word"),
        ({"citations": [GOOD["citations"][0] | {"item": "5"}]}, "not in item 5"),
        ({"citations": [GOOD["citations"][0] | {"paragraph": "iv"}]}, "not in iv"),
        ({"citations": [GOOD["citations"][0] | {"record": "moon-2020"}]}, "there is no record moon-2020"),
        ({"filter": {"town": "Leicester"}}, "filter"),
        ({"extra_records": [{"name": "x.exe", "text": ""}]}, "extra record"),
    ],
)
def test_what_is_wrong_with_a_question_is_told(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    assert any(told in line for line in check([_file(tmp_path, GOOD | change)]))


def test_two_questions_of_one_id_are_told(tmp_path: Path) -> None:
    path = _file(tmp_path, GOOD, GOOD)
    assert any("is also that of" in line for line in check([path]))
    with pytest.raises(BadQuestion, match="Two questions"):
        load_all([path])


def test_a_line_that_is_no_question_is_an_error_that_says_which(tmp_path: Path) -> None:
    path = tmp_path / "made.jsonl"
    path.write_text('{"id": "1"}', "utf-8")
    with pytest.raises(BadQuestion, match="line 1"):
        load(path)


def test_a_quote_may_stand_in_an_extra_record(tmp_path: Path) -> None:
    wanted = {"record": "other", "item": None, "paragraph": None, "quote": "Duffy chaired"}
    extra = {"citations": [wanted], "extra_records": [{"name": "other.txt", "text": "Then  Duffy\nchaired."}]}
    assert list(check([_file(tmp_path, GOOD | extra)])) == []
    (case,) = load(_file(tmp_path, GOOD | extra))
    assert case.extra[0].name == "other.txt"


def test_json_lines_are_written_out_as_files_with_what_their_paths_say(tmp_path: Path) -> None:
    text = "Minutes\n\n1. Apologies\n\nApologies were received from Cllr A.\n\nIt was agreed to note the report.\n"
    path = "meetings/2024/05/20-Monthly Meeting of the Harbour Board/Minutes of Meeting held on 16th April 2024.md"
    lines = tmp_path / "minutes.jsonl"
    lines.write_text(json.dumps({"path": path, "text": text, "url": "https://example.org/a"}), "utf-8")
    folder = unpacked(lines, tmp_path / "files", "Anytown Council")
    record = read_record(files(folder)["Minutes of Meeting held on 16th April 2024"])
    assert (record.meeting.council.name, record.meeting.committee.name) == ("Anytown Council", "Harbour Board")
    assert record.meeting.date.isoformat() == "2024-04-16"
    assert record.source.url == "https://example.org/a"


@pytest.mark.parametrize("name", ["kent", "limerick"])
def test_the_records_beside_the_checkout_can_be_read(shared: Path, name: str) -> None:
    assert shared.is_dir()
    found = files(CORPORA[name].folder())
    assert found
    assert read_record(next(iter(found.values()))).text


def test_what_is_told_of_a_corpus_stands_beside_its_files(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    (place / "page.txt").write_text(
        "Roads Panel - Monday, 4 January 2021 10.00 am\n\n1. Trees\n\nMinutes:\n\nThe panel was told of oaks.\n",
        "utf-8",
    )
    told = tmp_path / "told.toml"
    told.write_text('["page.txt"]\ncouncil = "Anyton Council"\n', "utf-8")
    found = files(beside(place, told, tmp_path / "folder"))
    assert read_record(found["page"]).meeting.council.name == "Anyton Council"


def test_questions_kept_back_and_those_with_records_of_their_own_teach_nothing(tmp_path: Path) -> None:
    extra = {"extra_records": [{"name": "other.txt", "text": "Duffy chaired."}]}
    taught = [load(_file(tmp_path, GOOD | more))[0].teaches for more in ({}, {"judge_only": True}, extra)]
    assert taught == [True, False, False]
    assert sum(not case.teaches for case in load(QUESTIONS / "blind.jsonl")) == 125
