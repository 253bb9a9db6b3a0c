"""What people and files ask becomes a question, or a sentence that says what is wrong with it."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Filter, Question, Turn
from assistant.asked import questions
from ingest.errors import BadQuestion, UnknownScope

OPEN = Filter()


def lines(path: Path, *entries: object, default: Filter = OPEN) -> list[Question | str]:
    path.write_text("".join(f"{e if isinstance(e, str) else json.dumps(e)}\n" for e in entries), "utf-8")
    return list(questions.from_lines(path, default))


def test_a_line_gives_its_id_its_history_and_its_filter(tmp_path: Path) -> None:
    entry = {
        "id": "f1",
        "question": "And\n in 2020?",
        "history": [{"q": "What of churn?", "a": "It was high."}],
        "filter": {
            "council": "Gloucestershire",
            "committee": "Panel",
            "date_from": "2019-01-01",
            "date_to": "31/12/2020",
        },
    }
    assert lines(tmp_path / "q.jsonl", entry) == [
        Question(
            "And in 2020?",
            (Turn("What of churn?", "It was high."),),
            Filter("Gloucestershire", "Panel", dt.date(2019, 1, 1), dt.date(2020, 12, 31)),
            "f1",
        )
    ]


def test_what_a_line_leaves_out_is_left_open(tmp_path: Path) -> None:
    entries = [{"question": "What?"}, {"question": "What?", "id": None, "history": None, "filter": None}]
    assert lines(tmp_path / "q.jsonl", *entries) == [Question("What?"), Question("What?")]


def test_a_turn_without_an_answer_has_an_empty_one_not_the_word_none(tmp_path: Path) -> None:
    [question] = lines(tmp_path / "q.jsonl", {"question": "What?", "history": [{"q": "Who?", "a": None}, {}]})
    assert isinstance(question, Question)
    assert question.history == (Turn("Who?", ""), Turn("", ""))


def test_a_filter_for_the_whole_file_holds_where_a_line_sets_none_of_its_own(tmp_path: Path) -> None:
    default = Filter("Leicester", None, dt.date(2019, 1, 1), None)
    entries = [{"question": "What?"}, {"question": "What?", "filter": {"council": "Kent", "date_to": "2019-12-31"}}]
    found = lines(tmp_path / "q.jsonl", *entries, default=default)
    assert [q.filter for q in found if isinstance(q, Question)] == [
        default,
        Filter("Kent", None, dt.date(2019, 1, 1), dt.date(2019, 12, 31)),
    ]
    whole = Filter("Leicester", "Scrutiny", dt.date(2019, 1, 1), dt.date(2019, 12, 31))
    for told in ({"council": "Kent"}, {"committee": "Board"}, {"date_from": "2019-05-01"}, {"date_to": "2019-05-01"}):
        [one] = lines(tmp_path / "q.jsonl", {"question": "What?", "filter": told}, default=whole)
        assert isinstance(one, Question)
        set_by = {name: getattr(one.filter, name) for name in told}
        assert {name: str(value) for name, value in set_by.items()} == told
        assert one.filter == replace(whole, **set_by)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("{not json", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ('{"question": "What?", "id": ' + "1" * 5_000 + "}", "is not JSON"),
        ([], 'no "question"'),
        ({"id": "1"}, 'no "question"'),
        ({"question": None}, 'no "question"'),
        ({"question": "  ?! "}, "is empty"),
        ({"question": "why " * 1_000}, "3,999 characters"),
        ({"question": "What?", "filter": []}, None),
        ({"question": "What?", "filter": "Leicester"}, '"filter" is no object'),
        ({"question": "What?", "filter": {"from": "2019-01-01"}}, '"from", which there is not'),
        ({"question": "What?", "filter": {"date_from": "2019-13-01"}}, '"2019-13-01" is no date'),
        ({"question": "What?", "filter": {"date_from": "2020-01-01", "date_to": "2019-01-01"}}, "is after the last"),
        ({"question": "What?", "history": "before"}, '"history"'),
        ({"question": "What?", "history": ["before"]}, '"history"'),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_others_are_read(
    tmp_path: Path, entry: object, says: str | None
) -> None:
    path = tmp_path / "q.jsonl"
    first, second, third = lines(path, {"question": "One?"}, entry, {"question": "Three?"})
    assert (first, third) == (Question("One?"), Question("Three?"))
    if says is None:
        assert isinstance(second, Question), "an empty list sets nothing"
        return
    assert isinstance(second, str)
    assert f"Line 2 of {path}" in second
    assert says in second
    assert second.endswith((".", "?"))


def test_blank_lines_count_and_ask_nothing(tmp_path: Path) -> None:
    first, second = lines(tmp_path / "q.jsonl", "", {"question": "Two?"}, "  ", "{")
    assert first == Question("Two?")
    assert str(second).startswith("Line 4 of")


def test_a_mark_of_utf_8_windows_line_ends_and_odd_separators_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes('\ufeff{"question": "One\u2028or\u0085two?"}\r\n{"question": "Three?"}\r\n'.encode())
    assert list(questions.from_lines(path, OPEN)) == [Question("One or two?"), Question("Three?")]


def test_half_a_character_pair_is_made_a_question_mark_that_can_be_printed(tmp_path: Path) -> None:
    [question] = lines(tmp_path / "q.jsonl", '{"question": "What \\ud800?"}')
    assert isinstance(question, Question)
    assert question.text.encode()


def test_questions_are_read_from_a_pipe_as_from_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"question": "Beth?"}\n')))
    assert list(questions.from_lines(Path("-"), OPEN)) == [Question("Beth?")]


def test_a_file_that_cannot_be_read_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "latin.jsonl").write_bytes(b'{"question": "Caf\xe9?"}')
    for name, says in (("absent.jsonl", "No such file"), (".", "Is a directory"), ("latin.jsonl", "not UTF-8")):
        with pytest.raises(BadQuestion, match=says) as refused:
            list(questions.from_lines(tmp_path / name, OPEN))
        assert str(tmp_path / name) in refused.value.message
        assert refused.value.hint.endswith(".")


@pytest.mark.parametrize("text", ["2024-12-31", " 31/12/2024 ", "31/12/2024"])
def test_a_day_is_read_as_it_is_written_here(text: str) -> None:
    assert questions.day(text, "--from") == dt.date(2024, 12, 31)


@pytest.mark.parametrize("text", ["2024", "12/31/2024", "2024-02-30", "31 December", "yesterday"])
def test_what_is_no_day_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(UnknownScope, match="--from") as refused:
        questions.day(text, "--from")
    assert text in refused.value.message
    assert "2024-12-31" in refused.value.hint


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_blank_option_leaves_its_side_open(blank: str | None) -> None:
    assert questions.chosen_filter(blank, blank, blank, blank) == OPEN


def test_one_day_is_a_filter_and_dates_the_wrong_way_round_are_refused() -> None:
    day = dt.date(2020, 1, 1)
    assert questions.chosen_filter(None, None, "2020-01-01", "01/01/2020") == Filter(None, None, day, day)
    with pytest.raises(UnknownScope, match="after the last"):
        questions.chosen_filter(None, None, "2020-01-01", "2019-01-01")


@given(st.text())
def test_whatever_is_typed_is_a_question_on_one_line_or_refused(text: str) -> None:
    try:
        flat = questions.worded(text)
    except BadQuestion:
        return
    assert flat == " ".join(flat.split())
    assert len(flat) <= questions.LONGEST
    assert flat.encode()
