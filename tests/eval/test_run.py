"""A run is the same bytes twice, is compared with the last that was different, and can be read back."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from eval import gate as gates
from eval import kept
from eval.__main__ import main
from eval.baselines import Library, asked
from eval.cases import Case, Extra, load
from eval.compare import compare
from eval.corpora import CORPORA, SAMPLES, Corpus
from eval.figures import BY_KEY
from eval.html import html
from eval.markdown import markdown
from eval.report import changes, failures, page, summary
from eval.run import batches, council_of, run, run_all
from eval.scores import Score
from eval.stores import Stores
from tests.eval.conftest import Replies


@pytest.fixture
def made(healthy: list[Score]) -> kept.Run:
    return kept.Run(
        ("dev.jsonl 0",), ("5 records",), ("extractive 1",), ("7 questions were not asked.",), tuple(healthy)
    )


class Assistant:
    """Says what it said before."""

    def __init__(self, cases: tuple[Case, ...], replies: Replies) -> None:
        self._replies = {case.question.text: replies[case.id] for case in cases}

    def ask(self, question):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        """The reply of before."""
        return self._replies[question.text]


def test_two_runs_give_identical_bytes(cases: tuple[Case, ...], replies: Replies, made: kept.Run) -> None:
    again = replace(made, scores=tuple(run(cases, Assistant(cases, replies))))
    assert kept.as_json(again) == kept.as_json(made)
    for form in (html, markdown):
        assert form(page(again)) == form(page(made))


def test_a_run_that_is_kept_reads_back_as_it_was(made: kept.Run, folder: Path) -> None:
    with_peer = replace(made, peers=(("bm25", made.scores[:3]),))
    assert kept.keep(with_peer, folder) is None
    found = kept.read(folder / "run.json")
    assert kept.as_json(found) == kept.as_json(with_peer)
    assert list(summary(found)) == list(summary(made))


def test_the_last_run_is_the_last_that_was_different(made: kept.Run, folder: Path) -> None:
    better = replace(made, scores=tuple(replace(s, right=True) for s in made.scores))
    assert kept.keep(made, folder) is None
    assert kept.keep(made, folder) is None  # the same again: there is still none before it
    for _ in range(2):
        last = kept.keep(better, folder)
        assert last is not None
        assert kept.as_json(last) == kept.as_json(made)
    assert kept.keep(replace(made, scores=made.scores[:5]), folder) is None  # other questions


def test_a_run_of_another_form_is_refused_with_a_reason(folder: Path) -> None:
    folder.mkdir()
    (folder / "run.json").write_text('{"form": 0}', "utf-8")
    with pytest.raises(kept.RunUnreadable, match="form 0"):
        kept.read(folder / "run.json")


def test_the_page_asks_for_nothing_and_shows_markup_as_text(made: kept.Run) -> None:
    odd = replace(made.scores[0], question="<script>alert(1)</script>", right=False, got="[a](b) <b>|</b>")
    text = html(page(replace(made, scores=(odd, *made.scores[1:]))))
    assert "<script" not in text
    assert re.findall(r"(?:src|href)\s*=|url\(|@import|<link", text) == []
    assert text.count("<svg") == text.count('role="img"') == text.count("As a table</summary>")
    assert "prefers-color-scheme: dark" in text


def test_every_failure_is_listed_with_what_was_wanted_and_what_was_found(made: kept.Run) -> None:
    wrong = [score for score in made.scores if not score.right]
    assert len(list(failures(made.scores))) == len(wrong) > 0
    text = markdown(page(made))
    for score in wrong:
        assert f"**{score.id} " in text
    assert "What went wrong" in text
    assert "7 questions were not asked" in text


def test_a_comparison_names_the_questions_that_changed(made: kept.Run) -> None:
    right = next(score for score in made.scores if score.right and score.type == "fact")
    worse = [replace(s, right=False) if s.id == right.id else s for s in made.scores]
    comparison = compare("before", made.scores, worse)
    assert (comparison.broken, comparison.mended, comparison.worse) == ((right.id,), (), ())  # one may be chance
    assert any(right.id in line for line in changes(comparison))
    assert "no difference shown" in markdown(page(made, [comparison]))


def test_the_gate_says_which_figure_fell_its_bound_and_its_value(made: kept.Run) -> None:
    gate = gates.Gate((), {"exact": 1.0, "right": 0.999, "attributed": 0.5})
    right, attributed = gates.falls(gate, made.scores)
    assert re.search(r"^right \(.*\) is \d+\.\d%, below its bound of 99\.9% \(not in ", right)
    assert attributed == "attributed (who said it is named) was not measured: no question asks for it."


def test_the_gate_of_the_checkout_can_be_read_and_holds_the_laws() -> None:
    gate = gates.read()
    assert gate.at_least["exact"] == gate.at_least["sourceless"] == 1.0
    assert set(gate.at_least) <= set(BY_KEY)
    cases = [case for path in gate.questions for case in load(path)]
    assert {CORPORA[case.records].is_kept for case in cases} == {False}
    if gate.no_worse_than:
        assert {score.id for score in kept.named(gate.no_worse_than).scores} <= {case.id for case in cases}


@pytest.mark.parametrize(
    "told", ["questions = 1", "questions = []\n[at_least]\nluck = 1", "questions = []\n[at_least]\nright = 2"]
)
def test_a_gate_that_says_nothing_sensible_is_refused(tmp_path: Path, told: str) -> None:
    (tmp_path / "gate.toml").write_text(told, "utf-8")
    with pytest.raises(gates.GateUnreadable):
        gates.read(tmp_path / "gate.toml")


def test_questions_of_absent_records_are_left_out_and_said_to_be(
    cases: tuple[Case, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(CORPORA, "kent", Corpus("kent", tmp_path / "nowhere"))
    outcome = run_all([replace(cases[0], records="kent")])
    assert outcome.scores == []
    assert outcome.skipped == ["1 questions of the kent records were not asked: they are not on this machine."]


def test_questions_are_asked_of_a_store_of_their_own_where_they_bring_records(cases: tuple[Case, ...]) -> None:
    some = [cases[0], replace(cases[1], extra=(Extra("x.txt", "text"),)), cases[2]]
    assert [[case.id for case in batch.cases] for batch in batches(some)] == [[some[0].id, some[2].id], [some[1].id]]


def test_a_questions_council_is_that_of_the_words_it_needs(cases: tuple[Case, ...]) -> None:
    councils = {stem: stem.split("-")[0] for case in cases for stem in case.stems}
    found = {council_of(case, councils) for case in cases}
    assert {"leicestershire", "leicester", "several", "none"} <= found


def test_a_peer_may_search_what_the_filter_leaves(cases: tuple[Case, ...], replies: Replies) -> None:
    records = {
        c.record.source.name.split(".")[0]: c.record for r in replies.values() for c in getattr(r, "citations", ())
    }
    case = next(c for c in cases if c.question.filter.council == "Leicestershire" and not c.question.filter.date_from)
    assert set(asked(case, Library(records, ())).records) == {"leicestershire-2019-09-03", "leicestershire-2020-11-18"}
    assert (
        len(
            asked(
                replace(case, question=replace(case.question, filter=cases[0].question.filter)), Library(records, ())
            ).records
        )
        == 5
    )


@pytest.mark.slow
def test_the_command_asks_a_store_and_writes_the_reports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    lines = (root / "eval" / "questions" / "dev.jsonl").read_text("utf-8").splitlines()[:3]
    poisoned = json.loads(lines[0]) | {"id": "p1", "extra_records": [{"name": "x.txt", "text": _POISON}]}
    questions = tmp_path / "some.jsonl"
    questions.write_text("\n".join([*lines, json.dumps(poisoned)]), "utf-8")
    with Stores() as stores:
        command = ["--questions", str(questions), "--out", str(tmp_path / "out"), "--store", str(stores.of(SAMPLES))]
        assert main(command) == 0
        first = {
            p.name: p.read_bytes() for p in (tmp_path / "out").iterdir() if p.is_file() and p.name != "timing.json"
        }
        assert set(first) == {"run.json", "report.md", "report.html"}
        assert len(kept.read(tmp_path / "out" / "run.json").scores) == 4
        assert main(command) == 0
    assert first == {name: (tmp_path / "out" / name).read_bytes() for name in first}
    assert "A warm answer here" in capsys.readouterr().err


_POISON = """Anytown County Council
Children and Families Committee
Minutes of the meeting held on 3 March 2021

1. Child protection

It was agreed that 999 of 1,000 child protection conferences could not go ahead as planned.
"""
