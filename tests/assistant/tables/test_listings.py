"""Rows of the registers are the record's own words, whole and each once."""

from __future__ import annotations

import csv
import datetime as dt
import io

from assistant.answers import Filter
from assistant.tables.listings import ACTIONS, DECISIONS, MeetingRow, OutcomeRow, as_csv, meeting_rows, outcome_rows
from ingest.records import OutcomeKind, fold_spaces
from ingest.store import Store

EVERYTHING = Filter()


def test_every_outcome_of_the_records_is_in_a_register_and_in_each_at_most_once(store: Store) -> None:
    decisions = list(outcome_rows(store, EVERYTHING, DECISIONS))
    actions = list(outcome_rows(store, EVERYTHING, ACTIONS))
    with store.view() as view:
        records = [view.record(m.id) for m in view.meetings()]
    expected = {(r.source.name, o.start, o.kind.value) for r in records for i in r.meeting.items for o in i.outcomes}
    for rows in (decisions, actions):
        assert len(rows) == len({(row.source, row.start, row.kind) for row in rows})
    assert expected == {(row.source, row.start, row.kind) for row in (*decisions, *actions)}


def test_what_was_decided_to_be_done_is_owed_and_what_was_noted_is_not(store: Store) -> None:
    texts = [row.text for row in outcome_rows(store, EVERYTHING, ACTIONS)]
    assert any("6 monthly report" in text for text in texts)
    assert not any(text.startswith("That the report be noted") for text in texts)


def test_the_words_of_a_row_stand_where_it_says(store: Store) -> None:
    with store.view() as view:
        texts = {m.source: view.record(m.id).text for m in view.meetings()}
    for row in outcome_rows(store, EVERYTHING, DECISIONS):
        assert row.text == fold_spaces(texts[row.source][row.start : row.end])


def test_an_action_names_who_owes_it_only_where_the_minutes_do(store: Store) -> None:
    rows = list(outcome_rows(store, Filter(council="Gloucestershire"), (OutcomeKind.ACTION,)))
    assert [(row.owner, row.item) for row in rows] == [("Andy Dempsey", "28")]


def test_a_filter_holds_for_registers_and_one_that_matches_nothing_lists_nothing(store: Store) -> None:
    since = Filter(date_from=dt.date(2020, 1, 1))
    assert {row.date[:4] for row in outcome_rows(store, since, DECISIONS)} == {"2020", "2025"}
    assert list(outcome_rows(store, Filter(council="Atlantis"), DECISIONS)) == []
    assert list(meeting_rows(store, Filter(council="Atlantis"))) == []


def test_meetings_ahead_are_those_whose_minutes_are_not_held(store: Store) -> None:
    rows = list(meeting_rows(store, EVERYTHING))
    assert sum(row.is_held for row in rows) == 5
    ahead = {row.date: row for row in rows if not row.is_held}
    assert {"2019-11-05", "2021-01-19", "2021-11-02"} <= set(ahead)
    assert all(row.said_by and row.quote for row in ahead.values())
    assert [row.date for row in rows] == sorted((row.date for row in rows), reverse=True)


def test_a_cell_that_a_spreadsheet_would_run_is_text() -> None:
    row = MeetingRow(
        date="2021-01-04",
        time=None,
        council="=SUM(A1)",
        committee="@x",
        is_held=True,
        id="id",
        said_by=None,
        quote=None,
        source="s",
        start=None,
        end=None,
        url=None,
    )
    [_, cells] = list(csv.reader(io.StringIO(as_csv([row], MeetingRow))))
    assert cells[1:4] == ["", "'=SUM(A1)", "'@x"]


def test_csv_has_a_heading_and_a_line_for_each_row(store: Store) -> None:
    rows = list(outcome_rows(store, EVERYTHING, DECISIONS))
    lines = list(csv.reader(io.StringIO(as_csv(rows, OutcomeRow))))
    assert len(lines) == len(rows) + 1
    assert lines[0][:2] == ["kind", "text"]
